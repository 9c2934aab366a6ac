import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { LAND } from './src/lib/player/landing.ts';

// By hash, not by nonce: a page that did not change is the same bytes, so that browsers need not fetch it again. Kit hashes
// its own scripts; those in app.html and in the text are hashed here.
const inline = readFileSync(new URL('src/app.html', import.meta.url), 'utf8').matchAll(/<script>([^]*?)<\/script>/g);
const hashes = [...[...inline].map(([, script]) => script), LAND].map(
	(script) => /** @type {const} */ (`sha256-${createHash('sha256').update(script).digest('base64')}`)
);

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter({ out: 'build', precompress: true }),
		// All styles come with the page: text is painted without waiting for anything else.
		inlineStyleThreshold: 65536,
		// Nothing comes from anywhere else. Styles inline: waveform and transitions set them; data: Vite puts small files there.
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['self'],
				'script-src': ['self', ...hashes],
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:'],
				'font-src': ['self', 'data:'],
				'object-src': ['none'],
				'base-uri': ['self'],
				'form-action': ['self']
			}
		},
		typescript: {
			config: (config) => {
				config.exclude.push('../src/lib/core/align/wasm');
				config.include.push('../tests/**/*.ts', '../tests/**/*.svelte', '../*.config.ts', '../seeds/**/*.ts');
			}
		}
	}
};
