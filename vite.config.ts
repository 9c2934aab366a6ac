import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [sveltekit()],
	test: {
		include: ['tests/**/*.test.ts'],
		environment: 'node',
		// Half of the cores by default, which is one of two.
		maxWorkers: 2,
		testTimeout: 60_000,
		hookTimeout: 60_000
	}
});
