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
		// Only the test of offline use wants one: it would answer requests behind the other tests' backs.
		serviceWorkers: 'block',
		launchOptions: { executablePath: findBrowser(), args: browserFlags }
	}
});
