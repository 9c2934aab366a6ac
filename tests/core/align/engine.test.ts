// The whole engine on a sample that comes with Inkwave, and what must not change when the audio or the text does.

import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '#lib/core/align/engine.ts';
import { validate, type Alignment, type Transcript } from '#lib/core/episode.ts';
import { decode } from '#lib/server/audio/decode.ts';
import { addNoise } from '../../bench/noise.ts';
import { joinBlocks } from '../../blocks.ts';
import { dice } from '../../dice.ts';
import { kernel, modelFiles } from './files.ts';

const folder = 'seeds/tiny-plain';
/** For what takes up to half a minute where two cores are free; less noise does not show the same. */
const LONG = { timeout: 240_000 };
let engine: Engine;
let samples: Float32Array;
let text: string;
type Gold = { text: string; start: number | null; end: number | null }[];
let gold: Gold;
let plain: Alignment;
/** The first sixteen minutes of the long sample. */
let interview: { samples: Float32Array; gold: Gold };

function transcriptOf(text: string): Transcript {
	const words = [...text.matchAll(/\S+/g)].map((m) => ({ from: m.index, to: m.index + m[0].length }));
	return { text, language: 'en', turns: [], words };
}

async function* oneByOne(parts: Float32Array[]): AsyncGenerator<Float32Array> {
	yield* parts;
}

async function align(text: string, samples: Float32Array): Promise<Alignment> {
	const transcript = transcriptOf(text);
	const alignment = await engine.align(transcript, [samples]);
	expect(validate(transcript, alignment)).toEqual([]);
	return alignment;
}

async function readSample(folder: string, seconds = Infinity): Promise<{ samples: Float32Array; gold: Gold }> {
	const rate = engine.sampleRate;
	const { items } = JSON.parse(await readFile(`${folder}/gold.json`, 'utf8'));
	return {
		samples: await joinBlocks(decode(`${folder}/audio.mp3`, { rate, decoder: 'wasm' }), seconds * rate),
		gold: items
	};
}

beforeAll(async () => {
	engine = await createEngine({ wasm: await kernel(), model: await modelFiles(), letters: null });
	text = (await readFile(`${folder}/transcript.txt`, 'utf8')).trim();
	({ samples, gold } = await readSample(folder));
	interview = await readSample('seeds/logan-bartlett-dario-amodei', 960);
	plain = await align(text, samples);
});

describe('engine', () => {
	it('finds the words where they are', () => {
		expect(plain.matches).toBe(true);
		const errors = plain.timings.map((timing, i) => Math.abs(timing.start - gold[i].start!));
		expect(errors.filter((error) => error <= 0.1).length / errors.length).toBeGreaterThan(0.97);
		expect(plain.untranscribed).toEqual([]);
	});

	it('moves all times by a second when a second of silence comes first', async () => {
		const later = new Float32Array(samples.length + engine.sampleRate);
		later.set(samples, engine.sampleRate);
		const moved = await align(text, later);
		const differences = moved.timings.map((timing, i) => Math.abs(timing.start - plain.timings[i].start - 1));
		expect(differences.filter((d) => d < 0.03).length).toBeGreaterThan(differences.length * 0.97);
	});

	it('lets a teaser from later in the episode stand in nobody’s way', async () => {
		// Some forty words told first and again in their place, where alone the text has them.
		const [first, last] = [0.6, 0.8].map((share) => gold[Math.floor(share * gold.length)].start! * engine.sampleRate);
		const teaser = samples.subarray(first, last);
		const opened = new Float32Array(teaser.length + samples.length);
		opened.set(teaser);
		opened.set(samples, teaser.length);
		const { timings, untranscribed, matches } = await align(text, opened);
		const seconds = teaser.length / engine.sampleRate;
		expect(matches).toBe(true);
		const errors = timings.map(({ start }, i) => Math.abs(start - gold[i].start! - seconds));
		expect(errors.filter((error) => error <= 0.1).length / errors.length).toBeGreaterThan(0.97);
		expect(untranscribed).toHaveLength(1);
		expect(untranscribed[0].start).toBeLessThan(0.5);
		expect(Math.abs(untranscribed[0].end - seconds)).toBeLessThan(1);
	});

	it('keeps a greeting before an advertisement, and a farewell behind one', async () => {
		const rate = engine.sampleRate;
		const foreign = interview.samples.subarray(60 * rate, 78 * rate);
		for (const greeting of [4, gold.length - 4]) {
			const cut = Math.round(((gold[greeting - 1].end! + gold[greeting].start!) / 2) * rate);
			const parts = [samples.subarray(0, cut), foreign, samples.subarray(cut)];
			const { timings, untranscribed } = await align(text, await joinBlocks(oneByOne(parts)));
			const errors = timings.map(({ start }, i) => Math.abs(start - gold[i].start! - (i < greeting ? 0 : 18)));
			expect(errors.filter((error) => error <= 0.1).length / errors.length).toBeGreaterThan(0.96);
			expect(untranscribed).toHaveLength(1);
			expect(untranscribed[0].end - untranscribed[0].start).toBeCloseTo(18, -0.5);
		}
	});

	it('hears no word in noise between sentences', async () => {
		const rate = engine.sampleRate;
		const chance = dice(1);
		const parts: Float32Array[] = [];
		const noises: [number, number][] = [];
		const expected: number[] = [];
		let at = 0;
		let later = 0;
		gold.forEach(({ text, start, end }, i) => {
			expected.push(start! + later);
			if (!text.endsWith('.') || !gold[i + 1] || noises.length === 4) return;
			const cut = (end! + gold[i + 1].start!) / 2;
			const level = [0.02, 0.1, 0.3, 0.1][noises.length];
			const noise = Float32Array.from(
				{ length: [3, 6, 10, 2][noises.length] * rate },
				() => level * (2 * chance() - 1)
			);
			parts.push(samples.subarray(at, Math.round(cut * rate)), noise);
			at = Math.round(cut * rate);
			noises.push([cut + later, cut + later + noise.length / rate]);
			later += noise.length / rate;
		});
		parts.push(samples.subarray(at));
		const { timings, untranscribed } = await align(text, await joinBlocks(oneByOne(parts)));
		const errors = timings.map(({ start }, i) => Math.abs(start - expected[i]));
		expect(errors.filter((error) => error <= 0.1).length / errors.length).toBeGreaterThan(0.97);
		const inside = (start: number, end: number) =>
			noises.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0);
		expect(timings.reduce((sum, { start, end }) => sum + inside(start, end), 0)).toBeLessThan(0.3);
		expect(untranscribed.reduce((sum, { start, end }) => sum + inside(start, end), 0)).toBeGreaterThan(19);
	});

	it('gives no word the sound of one that was begun and broken off before it', async () => {
		const rate = engine.sampleRate;
		const parts: Float32Array[] = [];
		const expected: number[] = [];
		let at = 0;
		let length = 0;
		const put = (from: number, to: number) => {
			parts.push(samples.subarray(from * rate, to * rate));
			length += parts.at(-1)!.length / rate;
		};
		gold.forEach(({ start, end }, i) => {
			if (i % 5 === 2 && end! - start! > 0.2) {
				put(at, start! + 0.5 * (end! - start!));
				at = start!;
			}
			expected.push(length + start! - at);
		});
		put(at, Infinity);
		const { timings } = await align(text, await joinBlocks(oneByOne(parts)));
		const errors = timings.map(({ start }, i) => Math.abs(start - expected[i]));
		expect(errors.filter((error) => error <= 0.1).length / errors.length).toBeGreaterThan(0.97);
	});

	it('listens again with what it learned of a noisy voice', async () => {
		const noisy = samples.slice();
		addNoise(noisy, engine.sampleRate, 6, 3);
		const reports: { stage: string; done: number }[] = [];
		const { timings } = await engine.align(transcriptOf(text), [noisy], {
			duration: noisy.length / engine.sampleRate,
			onProgress: ({ stage, done }) => void reports.push({ stage, done })
		});
		expect([...new Set(reports.map(({ stage }) => stage))]).toEqual(['listening', 'listening again', 'refining']);
		reports.forEach(({ done }, k) => expect(done).toBeGreaterThanOrEqual(reports[k - 1]?.done ?? 0));
		const right = timings.filter(({ state, start }, i) => state === 'heard' && Math.abs(start - gold[i].start!) < 0.1);
		expect(right.length / timings.length).toBeGreaterThan(0.9);
	});

	it('stops at once while it listens again, and aligns the next recording as ever', async () => {
		const noisy = samples.slice();
		addNoise(noisy, engine.sampleRate, 6, 3);
		const stop = new AbortController();
		const cancelled = engine.align(transcriptOf(text), [noisy], {
			signal: stop.signal,
			onProgress: ({ stage }) => stage === 'listening again' && stop.abort(new Error('enough'))
		});
		await expect(cancelled).rejects.toThrow('enough');
		expect(await align(text, samples)).toEqual(plain);
	});

	it('begins anew where noise comes, and where it is over', LONG, async () => {
		const seconds = 960;
		const rate = engine.sampleRate;
		const noisy = interview.samples.slice(0, seconds * rate);
		addNoise(noisy.subarray(330 * rate, 660 * rate), rate, 5, 7);
		const said = interview.gold.filter(({ end }) => end! < seconds);
		let told = 0;
		let shown = 0;
		const { timings } = await engine.align(transcriptOf(said.map(({ text }) => text).join(' ')), [noisy], {
			onWords: (first, timings) => {
				expect(first).toBe(told);
				told += timings.length;
				shown += timings.filter(({ state }) => state === 'heard').length;
			}
		});
		const right = said.map(({ start }, i) => Math.abs(timings[i].start - start!) < 0.1 && timings[i].state === 'heard');
		const share = (from: number, until: number) => {
			const inside = right.filter((_, i) => said[i].start! >= from && said[i].start! < until);
			return inside.filter(Boolean).length / inside.length;
		};
		expect(share(0, 330)).toBeGreaterThan(0.98);
		expect(share(330, 660)).toBeGreaterThan(0.85);
		expect(share(660, seconds)).toBeGreaterThan(0.98);
		expect(shown).toBeGreaterThan(0.7 * said.length);
	});

	it.each([
		{ noise: 500, seconds: 800, shown: 600, where: 'before the beginning is understood' },
		{ noise: 620, seconds: 960, shown: 500, where: 'after the search has lost its way in it' }
	])('finds the words behind noise that ends $where', LONG, async ({ noise, seconds, shown }) => {
		const rate = engine.sampleRate;
		const noisy = interview.samples.slice(0, seconds * rate);
		addNoise(noisy.subarray(0, noise * rate), rate, 0, 7);
		const said = interview.gold.filter(({ end }) => end! < seconds);
		let seen = 0;
		const { timings } = await engine.align(transcriptOf(said.map(({ text }) => text).join(' ')), [noisy], {
			onWords: (_, timings) => void (seen += timings.filter(({ state }) => state === 'heard').length)
		});
		const behind = timings.filter((_, i) => said[i].start! > noise);
		const right = said.filter(
			({ start }, i) => start! > noise && timings[i].state === 'heard' && Math.abs(timings[i].start - start!) < 0.1
		);
		expect(right.length / behind.length).toBeGreaterThan(0.95);
		// Most of them on the way, not only once the end was heard.
		expect(seen).toBeGreaterThan(shown);
	});

	it('learns from what comes later where noise and a text that begins late leave too little', LONG, async () => {
		const [from, seconds] = [240, 900];
		const rate = engine.sampleRate;
		const noisy = interview.samples.slice(0, seconds * rate);
		addNoise(noisy, rate, 6, 7);
		const said = interview.gold.filter(({ start, end }) => start! > from && end! < seconds);
		const { matches, timings } = await align(said.map(({ text }) => text).join(' '), noisy);
		const right = said.filter(
			({ start }, i) => timings[i].state === 'heard' && Math.abs(timings[i].start - start!) < 0.1
		);
		expect(matches).toBe(true);
		expect(right.length / said.length).toBeGreaterThan(0.85);
	});

	it('finds the same, to the last digit, without WebAssembly', LONG, async () => {
		const slow = await createEngine({ wasm: null, model: await modelFiles(), letters: null });
		const beginning = samples.subarray(0, 10 * engine.sampleRate);
		const there = await slow.align(transcriptOf(text), [beginning]);
		expect(there).toEqual(await align(text, beginning));
		expect(there.timings.filter(({ state }) => state === 'heard').length).toBeGreaterThan(20);
	});

	it('hears the same when it is louder', async () => {
		const louder = await align(
			text,
			samples.map((sample) => sample * 1.5)
		);
		const differences = louder.timings.map((timing, i) => Math.abs(timing.start - plain.timings[i].start));
		expect(differences.filter((d) => d < 0.03).length).toBeGreaterThan(differences.length * 0.97);
	});

	it('moves only the neighbourhood of a word that is dropped from the text', async () => {
		const words = text.split(/\s+/);
		const dropped = await align([...words.slice(0, 60), ...words.slice(61)].join(' '), samples);
		const differences = dropped.timings.map((timing, i) =>
			Math.abs(timing.start - plain.timings[i < 60 ? i : i + 1].start)
		);
		const far = differences.filter((_, i) => Math.abs(i - 60) > 4);
		expect(far.filter((d) => d < 0.03).length).toBeGreaterThan(far.length * 0.97);
	});

	it('is the same however the audio is cut, and says words on the way', async () => {
		const blocks: Float32Array[] = [];
		for (let at = 0; at < samples.length; at += 12345) blocks.push(samples.subarray(at, at + 12345));
		let told = 0;
		const alignment = await engine.align(transcriptOf(text), blocks, {
			onWords: (first, timings) => {
				expect(first).toBe(told);
				told += timings.length;
			}
		});
		expect(alignment).toEqual(plain);
		expect(told).toBeGreaterThan(0);
	});

	it('times no heading that nobody says, and loses no word beside one', async () => {
		const headings = (
			'Introduction, Why it matters, The long winter ahead, Part two, About the author, A word from our sponsor, ' +
			'Key takeaways, Where to find us, What happened next, Questions from listeners, Chapter four, Technology'
		).split(', ');
		const note =
			'And this is an editor’s note, of which nobody in all of the recording ever says so much as a single word.';
		const parts = text
			.split(/(?<=[.!?])\s+/)
			.flatMap((sentence, i) => [
				{ text: headings[i % headings.length], said: false },
				{ text: sentence, said: true },
				...(i === 6 ? [{ text: note, said: false }] : [])
			]);
		const said = parts.flatMap((part) => part.text.split(/\s+/).map(() => part.said));
		const { timings } = await align(parts.map((part) => part.text).join('\n\n'), samples);
		const timed = timings.map(({ state }) => state !== 'unspoken');
		expect(said.filter((yes, i) => yes && !timed[i])).toEqual([]);
		expect(timed.filter((yes, i) => yes && !said[i]).length).toBeLessThan(3);
	});

	it('claims nothing of a transcript of something else', async () => {
		const other = await align(
			`It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of
			foolishness, it was the epoch of belief, it was the epoch of incredulity, it was the season of light, it was the
			season of darkness, it was the spring of hope, it was the winter of despair.`,
			samples
		);
		expect(other.matches).toBe(false);
		expect(other.notices.map(({ code }) => code)).toEqual(['no-match']);
		expect(other.timings.every(({ state }) => state === 'unspoken')).toBe(true);
	});

	it('answers silence, an empty text and no audio at all', async () => {
		const quiet = await align(text, new Float32Array(3 * engine.sampleRate));
		expect(quiet.matches).toBe(false);
		expect((await align('', samples)).timings).toEqual([]);
		expect((await align(text, new Float32Array(0))).duration).toBe(0);
	});

	it('stops while words are sounded out that no dictionary has', async () => {
		const stop = new AbortController();
		let breaths = 0;
		const strange = Array.from({ length: 2000 }, (_, k) => `zq${k.toString(36)}vorn`).join(' ');
		const unheard: Iterable<Float32Array> = { [Symbol.iterator]: () => expect.unreachable('it listens already') };
		const aligning = engine.align(transcriptOf(strange), unheard, {
			signal: stop.signal,
			breathe: async () => void (++breaths === 3 && stop.abort(new Error('enough')))
		});
		await expect(aligning).rejects.toThrow('enough');
	});

	it('stops when it is told to', async () => {
		const controller = new AbortController();
		const running = engine.align(transcriptOf(text), [samples, samples], {
			signal: controller.signal,
			onProgress: () => controller.abort()
		});
		await expect(running).rejects.toThrow(/abort/i);
	});
});
