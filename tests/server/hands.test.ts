// A second thread changes nothing but the time it takes.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { BLOCK, createEngine } from '#lib/core/align/engine.ts';
import type { Helper } from '#lib/core/align/hands/hands.ts';
import { parseTranscript } from '#lib/core/formats/formats.ts';
import { decode } from '#lib/server/audio/decode.ts';
import { createHelper, threads } from '#lib/server/hands.ts';
import { readModelFolder } from '#lib/server/engine.ts';
import { addNoise } from '../bench/noise.ts';
import { joinBlocks } from '../blocks.ts';

const root = join(import.meta.dirname, '../..');
const model = await readModelFolder(join(root, 'node_modules/soundswallower/model/en-us'));
const wasm = new Uint8Array(readFileSync(join(root, 'src/lib/core/align/wasm/align.wasm')));
const seed = join(root, 'seeds/tiny-plain');
const { transcript } = parseTranscript(readFileSync(join(seed, 'transcript.txt')), { language: 'en' });

async function alignWith(helper: Helper | null) {
	const engine = await createEngine({ model, wasm, letters: null, helper });
	return engine.align(transcript, decode(join(seed, 'audio.mp3'), { rate: engine.sampleRate }));
}

it('aligns the same with a helper as without', async () => {
	const inThread = createHelper({ model, wasm, capacity: BLOCK });
	let batches = 0;
	let runs = 0;
	const counting: Helper | null = inThread && {
		hear: (batch) => (batches++, inThread.hear(batch)),
		expect: (run) => (runs++, inThread.expect(run))
	};
	const alone = await alignWith(null);
	expect(alone.timings.length).toBe(transcript.words.length);
	if (!counting) return;
	expect(await alignWith(counting)).toEqual(alone);
	expect(batches).toBeGreaterThan(2);
	expect(runs).toBeGreaterThan(0);
});

// More than the five minutes after which the voice is learned.
it('finds the same in noise, with a helper or without, and however the audio comes', { timeout: 240_000 }, async () => {
	const folder = join(root, 'seeds/logan-bartlett-dario-amodei');
	const rate = 8000;
	const noisy = await joinBlocks(decode(join(folder, 'audio.mp3'), { rate }), 330 * rate);
	addNoise(noisy, rate, 6, 3);
	const text = readFileSync(join(folder, 'transcript.txt'), 'utf8').slice(0, 5200);
	const { transcript } = parseTranscript(new TextEncoder().encode(text), { language: 'en' });
	const listen = async (helper: Helper | null, seconds: number) => {
		const engine = await createEngine({ model, wasm, letters: null, helper });
		const blocks: Float32Array[] = [];
		for (let at = 0; at < noisy.length; at += seconds * rate) blocks.push(noisy.subarray(at, at + seconds * rate));
		return engine.align(transcript, blocks, { breathe: () => new Promise((resolve) => setImmediate(resolve)) });
	};
	const whole = await listen(null, 400);
	expect(whole.timings.filter(({ state }) => state === 'heard').length).toBeGreaterThan(400);
	expect(await listen(createHelper({ model, wasm, capacity: BLOCK }), 3)).toEqual(whole);
});

it('goes on alone where the helper fails', async () => {
	const gone = () => Promise.reject(new Error('gone'));
	expect(await alignWith({ hear: gone, expect: gone })).toEqual(await alignWith(null));
});

it('INKWAVE_THREADS is a number, or nothing', () => {
	for (const set of ['', '1', '2', '16']) {
		vi.stubEnv('INKWAVE_THREADS', set);
		expect(threads()).toBeLessThanOrEqual(Number(set || 2));
	}
	for (const set of ['abc', '0', '-1', '1.5']) {
		vi.stubEnv('INKWAVE_THREADS', set);
		expect(threads).toThrow(`Expected INKWAVE_THREADS as a number, such as 1, saw "${set}"`);
	}
	vi.unstubAllEnvs();
});
