// The alignment engine in a browser's worker, on a page of its own: the script built from the sources, the model's files
// and the samples served beside it.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { Page } from '@playwright/test';
import type { Timing, Transcript } from '#lib/core/episode.ts';
import { root } from '#lib/server/root.ts';

const MODEL = join(root(), 'node_modules/soundswallower/model/en-us');
const FILES: Record<string, string> = {
	mdef: 'mdef',
	means: 'means',
	variances: 'variances',
	sendump: 'sendump',
	transitionMatrices: 'transition_matrices',
	dict: 'dict.txt',
	featParams: 'feat_params.json'
};

/** From the start of the worker, in seconds: the engine ready, the first words, everything. */
export type Heard = { timings: Timing[]; matches: boolean; ready: number; first: number; all: number };

const WORKER = `
import { createEngine } from '#lib/core/align/engine.ts';
const since = () => (performance.timeOrigin + performance.now() - started) / 1000;
let started;
onmessage = async ({ data }) => {
	started = data.started;
	const read = async (name) => new Uint8Array(await (await fetch('/' + name)).arrayBuffer());
	const names = ${JSON.stringify(Object.keys(FILES))};
	const samples = read('samples').then((bytes) => new Float32Array(bytes.buffer));
	const bytes = await Promise.all([...names, 'wasm', 'letters'].map(read));
	const model = Object.fromEntries(names.map((name, k) => [name, bytes[k]]));
	model.name = 'en-us';
	model.featParams = new TextDecoder().decode(model.featParams);
	const [wasm, letters] = bytes.slice(-2);
	const engine = await createEngine({ model, wasm, letters });
	const ready = since();
	let first = 0;
	const { timings, matches } = await engine.align(data.transcript, [await samples], {
		onWords: () => (first ||= since()),
		breathe: () => new Promise((resolve) => setTimeout(resolve))
	});
	postMessage({ timings, matches, ready, first, all: since() });
};`;

export type EngineSite = { hear(page: Page, transcript: Transcript): Promise<Heard>; close(): Promise<void> };

/** `samples` are mono at the model's rate. */
export async function startEngineSite(samples: Float32Array): Promise<EngineSite> {
	const folder = await mkdtemp(join(tmpdir(), 'inkwave-engine-'));
	await writeFile(join(folder, 'worker.ts'), WORKER);
	await build({
		configFile: false,
		logLevel: 'error',
		root: folder,
		resolve: { alias: [{ find: /^#lib\//, replacement: join(root(), 'src/lib') + '/' }] },
		build: {
			outDir: join(folder, 'out'),
			lib: { entry: join(folder, 'worker.ts'), formats: ['es'], fileName: () => 'worker.js' }
		}
	});
	const align = join(root(), 'src/lib/core/align');
	const server = createServer((request, response) => {
		const name = request.url!.slice(1);
		if (name === '') return response.setHeader('Content-Type', 'text/html').end('<!doctype html><title>Engine</title>');
		if (name === 'worker.js')
			return response.setHeader('Content-Type', 'text/javascript').end(readFileSync(join(folder, 'out/worker.js')));
		if (name === 'samples') return response.end(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
		if (name === 'wasm') return response.end(readFileSync(join(align, 'wasm/align.wasm')));
		if (name === 'letters') return response.end(readFileSync(join(align, 'pronounce/letters.en.bin')));
		if (FILES[name]) return response.end(readFileSync(join(MODEL, FILES[name])));
		response.writeHead(404).end();
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		async hear(page, transcript) {
			const { port } = server.address() as { port: number };
			await page.goto(`http://127.0.0.1:${port}/`);
			return page.evaluate(
				(transcript) =>
					new Promise<Heard>((resolve, reject) => {
						const started = performance.timeOrigin + performance.now();
						const worker = new Worker('/worker.js', { type: 'module' });
						worker.onmessage = ({ data }) => resolve(data);
						worker.onerror = (event) => reject(new Error(event.message));
						worker.postMessage({ transcript, started });
					}),
				transcript
			);
		},
		async close() {
			server.close();
			await rm(folder, { recursive: true, force: true });
		}
	};
}
