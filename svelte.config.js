import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter({ out: 'build', precompress: true }),
		typescript: {
			config: (config) => {
				config.exclude.push('../src/lib/core/align/wasm');
				config.include.push('../tests/**/*.ts', '../tests/**/*.svelte', '../*.config.ts', '../seeds/**/*.ts');
			}
		}
	}
};
