// A second thread changes nothing but the time it takes.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { BLOCK, createEngine, type AlignOptions } from '#lib/core/align/engine.ts';
import type { Helper } from '#lib/core/align/hands/hands.ts';
import { createKernel } from '#lib/core/align/hands/kernel.ts';
import { readModel } from '#lib/core/align/model/model.ts';
import { parseTranscript } from '#lib/core/formats/formats.ts';
import { decode } from '#lib/server/audio/decode.ts';
import { createHelper, threads } from '#lib/server/hands.ts';
import { readModelFolder } from '#lib/server/engine.ts';
import { addNoise } from '../bench/noise.ts';
import { joinBlocks } from '../blocks.ts';

/** For what takes half a minute where two cores are free. */
const LONG = { timeout: 240_000 };
const root = join(import.meta.dirname, '../..');
const model = await readModelFolder(join(root, 'node_modules/soundswallower/model/en-us'));
const wasm = new Uint8Array(readFileSync(join(root, 'src/lib/core/align/wasm/align.wasm')));
const seed = join(root, 'seeds/tiny-plain');
const text = readFileSync(join(seed, 'transcript.txt'), 'utf8');
const spoken = (times: number) =>
	parseTranscript(new TextEncoder().encode(text.repeat(times)), { language: 'en' }).transcript;
const transcript = spoken(1);

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The seed, heard so many times. */
async function alignWith(helper: Helper | null, times = 1) {
	const engine = await createEngine({ model, wasm, letters: null, helper });
	const rate = engine.sampleRate;
	const samples = await joinBlocks(decode(join(seed, 'audio.mp3'), { rate }), 60 * rate);
	return engine.align(spoken(times), Array<Float32Array>(times).fill(samples), { breathe });
}

/** What comes of it without a helper. */
const alone = new Map<number, ReturnType<typeof alignWith>>();
function alignAlone(times = 1) {
	if (!alone.has(times)) alone.set(times, alignWith(null, times));
	return alone.get(times)!;
}

it('aligns the same with a helper as without', async () => {
	const inThread = createHelper({ model, wasm, capacity: BLOCK });
	let batches = 0;
	let runs = 0;
	const counting: Helper | null = inThread && {
		start: () => inThread.start(),
		// Waited for, so that it has something to do in so short a recording.
		ready: true,
		score: (batch) => (batches++, inThread.score(batch)),
		expect: (run) => (runs++, inThread.expect(run))
	};
	const alone = await alignAlone();
	expect(alone.timings.length).toBe(transcript.words.length);
	if (!counting) return;
	expect(await alignWith(counting)).toEqual(alone);
	expect(batches).toBeGreaterThan(2);
	expect(runs).toBeGreaterThan(0);
});

/** Answers by itself, each question after `turns` turns of the event loop. */
async function slowly(turns: number, ready: boolean) {
	const hands = await createKernel(readModel(model), BLOCK, wasm);
	const asked = { started: 0, scored: 0, expected: 0, most: 0 };
	let waiting = 0;
	const later = async <T>(answer: () => T): Promise<T> => {
		asked.most = Math.max(asked.most, ++waiting);
		for (let k = 0; k < turns; k++) await breathe();
		waiting--;
		return answer();
	};
	const helper: Helper = {
		start: () => void asked.started++,
		ready,
		score: (batch) => (asked.scored++, later(() => (hands.score(batch), batch))),
		expect: (run) => (asked.expected++, later(() => hands.expect(run)))
	};
	return { helper, asked };
}

it('asks no helper that is not ready, and does a part of what a slow one would be waited for', async () => {
	const alone = await alignAlone(4);
	const asleep = await slowly(0, false);
	expect(await alignWith(asleep.helper, 4)).toEqual(alone);
	expect(asleep.asked).toEqual({ started: 1, scored: 0, expected: 0, most: 0 });
	const quick = await slowly(1, true);
	expect(await alignWith(quick.helper, 4)).toEqual(alone);
	const slow = await slowly(300, true);
	expect(await alignWith(slow.helper, 4)).toEqual(alone);
	expect(slow.asked.scored).toBeGreaterThan(1);
	expect(slow.asked.scored).toBeLessThan(quick.asked.scored);
	expect(slow.asked.most).toBeLessThanOrEqual(3);
});

it('wakes no helper for what is done before it would be ready', async () => {
	const { helper, asked } = await slowly(0, true);
	const engine = await createEngine({ model, wasm, letters: null, helper });
	const silence = new Float32Array(8000);
	await engine.align(transcript, [silence], { duration: 100 });
	expect(asked.started).toBe(0);
	await engine.align(transcript, [silence], { duration: 150 });
	expect(asked.started).toBe(1);
});

// More than the five minutes after which the voice is learned.
it(
	'learns the voice from a noisy beginning, the same with a helper or without, and however the audio comes',
	LONG,
	async () => {
		const seconds = 330;
		const folder = join(root, 'seeds/logan-bartlett-dario-amodei');
		const rate = 8000;
		const noisy = await joinBlocks(decode(join(folder, 'audio.mp3'), { rate }), seconds * rate);
		addNoise(noisy, rate, 5, 8);
		const { items }: { items: { text: string; start: number; end: number }[] } = JSON.parse(
			readFileSync(join(folder, 'gold.json'), 'utf8')
		);
		const said = items.filter(({ end }) => end < seconds);
		const beginning = said.map(({ text }) => text).join(' ');
		const { transcript } = parseTranscript(new TextEncoder().encode(beginning), { language: 'en' });
		expect(transcript.words.length).toBe(said.length);
		const listen = async (helper: Helper | null, seconds: number, onWords?: AlignOptions['onWords']) => {
			const engine = await createEngine({ model, wasm, letters: null, helper });
			const blocks: Float32Array[] = [];
			for (let at = 0; at < noisy.length; at += seconds * rate) blocks.push(noisy.subarray(at, at + seconds * rate));
			return engine.align(transcript, blocks, { breathe, onWords });
		};
		let told = 0;
		const whole = await listen(null, 400, (first, timings) => {
			expect(first).toBe(told);
			told += timings.length;
		});
		// Before it listened on.
		expect(told).toBeGreaterThan(100);
		const right = whole.timings.filter(
			({ state, start }, i) => state === 'heard' && Math.abs(start - said[i].start) < 0.1
		);
		expect(right.length / said.length).toBeGreaterThan(0.65);
		expect(await listen(createHelper({ model, wasm, capacity: BLOCK }), 3)).toEqual(whole);
	}
);

it('goes on alone where the helper fails, at once or after some answers', async () => {
	const gone = () => Promise.reject(new Error('gone'));
	expect(await alignWith({ start() {}, ready: true, score: gone, expect: gone })).toEqual(await alignAlone());
	const { helper, asked } = await slowly(30, true);
	const dying: Helper = { ...helper, score: (batch) => (asked.scored < 3 ? helper.score(batch) : gone()) };
	expect(await alignWith(dying, 4)).toEqual(await alignAlone(4));
	expect(asked.scored).toBe(3);
});

it('stops with batches on their way, and leaves nothing unhandled', async () => {
	const unhandled: unknown[] = [];
	const note = (reason: unknown) => unhandled.push(reason);
	process.on('unhandledRejection', note);
	try {
		const { helper, asked } = await slowly(500, true);
		const failing: Helper = {
			...helper,
			score: (batch) => helper.score(batch).then(() => Promise.reject(new Error('gone')))
		};
		const engine = await createEngine({ model, wasm, letters: null, helper: failing });
		const stop = new AbortController();
		const minutes = Array<Float32Array>(10).fill(new Float32Array(30 * 8000));
		const aligning = engine.align(transcript, minutes, {
			signal: stop.signal,
			breathe: () => (asked.scored > 1 && stop.abort(), breathe())
		});
		await expect(aligning).rejects.toThrow('aborted');
		for (let k = 0; k < 600; k++) await breathe();
		expect(unhandled).toEqual([]);
	} finally {
		process.off('unhandledRejection', note);
	}
});

it('does without a thread that cannot be had', async () => {
	const helper = createHelper({ model, wasm: new Uint8Array(0), capacity: BLOCK });
	if (!helper) return;
	helper.start();
	await expect(helper.score({ features: new Int16Array(156), near: new Uint8Array(2000) })).rejects.toThrow();
	expect(helper.ready).toBe(false);
	// Neither one that has ended, nor one that cannot even be begun, is an error of who asks.
	const unmovable = createHelper({
		model: { ...model, name: (() => 'no thread takes a function') as never },
		wasm,
		capacity: BLOCK
	})!;
	expect(() => unmovable.start()).not.toThrow();
	expect(unmovable.ready).toBe(false);
	expect(await alignWith(unmovable)).toEqual(await alignAlone());
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
