import { defineConfig } from '@playwright/test';
import { browserFlags, findBrowser } from './tests/browser.ts';

export default defineConfig({
	testDir: 'tests/pages',
	testMatch: '**/*.spec.ts',
	outputDir: 'test-results',
	fullyParallel: false,
	workers: 1,
	forbidOnly: true,
	timeout: 60_000,
	reporter: [['list'], ['json']],
	use: {
		browserName: 'chromium',
		launchOptions: { executablePath: findBrowser(), args: browserFlags }
	}
});
