// The alignment engine in a browser's worker: the same code, the same times as in Node.

import { createServer, type Server } from 'node:http';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import type { Timing } from '#lib/core/episode.ts';
import { parseTranscript } from '#lib/core/formats/formats.ts';
import { createEngine } from '#lib/core/align/engine.ts';
import { decode } from '#lib/server/audio/decode.ts';
import { readModelFolder } from '#lib/server/engine.ts';

const root = join(import.meta.dirname, '../..');
const seed = join(root, 'seeds/tiny-plain');

const WORKER = `
import { createEngine } from '#lib/core/align/engine.ts';
onmessage = async ({ data: { model, wasm, transcript, samples } }) => {
	const engine = await createEngine({ model, wasm, letters: null });
	const { timings, matches } = await engine.align(transcript, [samples]);
	postMessage({ timings, matches });
};`;

let folder: string;
let server: Server;

test.beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'inkwave-engine-'));
	await writeFile(join(folder, 'worker.ts'), WORKER);
	await build({
		configFile: false,
		logLevel: 'error',
		root: folder,
		resolve: { alias: [{ find: /^#lib\//, replacement: join(root, 'src/lib') + '/' }] },
		build: {
			outDir: join(folder, 'out'),
			lib: { entry: join(folder, 'worker.ts'), formats: ['es'], fileName: () => 'worker.js' }
		}
	});
	server = createServer((request, response) => {
		const script = request.url === '/worker.js';
		response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
		response.end(script ? readFileSync(join(folder, 'out/worker.js')) : '<!doctype html><title>Engine</title>');
	}).listen(0, '127.0.0.1');
});

test.afterAll(async () => {
	server.close();
	await rm(folder, { recursive: true, force: true });
});

test('a worker finds the same times as Node does', async ({ page }) => {
	test.setTimeout(120_000);
	const model = await readModelFolder(join(root, 'node_modules/soundswallower/model/en-us'));
	const wasm = new Uint8Array(readFileSync(join(root, 'src/lib/core/align/wasm/align.wasm')));
	const { transcript } = parseTranscript(readFileSync(join(seed, 'transcript.txt')), { language: 'en' });
	const engine = await createEngine({ model, wasm, letters: null });
	const blocks: Float32Array[] = [];
	for await (const block of decode(join(seed, 'audio.mp3'), { rate: engine.sampleRate })) blocks.push(block.slice());
	const samples = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
	let at = 0;
	for (const block of blocks) {
		samples.set(block, at);
		at += block.length;
	}
	const here = await engine.align(transcript, [samples]);

	const base64 = (bytes: ArrayBufferView) =>
		Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
	const { port } = server.address() as { port: number };
	await page.goto(`http://127.0.0.1:${port}/`);
	const there = await page.evaluate(
		async ({ files, text, sound, transcript }) => {
			const bytes = (code: string) => Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
			const model = Object.fromEntries(Object.entries(files).map(([name, code]) => [name, bytes(code)]));
			const worker = new Worker('/worker.js', { type: 'module' });
			return new Promise<{ timings: unknown; matches: boolean }>((resolve, reject) => {
				worker.onmessage = ({ data }) => resolve(data);
				worker.onerror = (event) => reject(new Error(event.message));
				worker.postMessage({
					model: { ...model, ...text },
					wasm: model.wasm,
					transcript,
					samples: new Float32Array(bytes(sound).buffer)
				});
			});
		},
		{
			files: {
				mdef: base64(model.mdef),
				means: base64(model.means),
				variances: base64(model.variances),
				sendump: base64(model.sendump),
				transitionMatrices: base64(model.transitionMatrices),
				dict: base64(model.dict),
				wasm: base64(wasm)
			},
			text: { name: model.name, featParams: model.featParams },
			sound: base64(samples),
			transcript
		}
	);
	expect(there.matches).toBe(true);
	// Their logarithms differ in the last digit; the times must not differ by what can be seen.
	const timings = there.timings as Timing[];
	expect(timings.map(({ state }) => state)).toEqual(here.timings.map(({ state }) => state));
	for (const [w, { start, end }] of here.timings.entries()) {
		expect(Math.abs(timings[w].start - start)).toBeLessThan(0.002);
		expect(Math.abs(timings[w].end - end)).toBeLessThan(0.002);
	}
});
