// Which finds are kept, how sure they are, and what every token is told: on words made by hand.

import { describe, expect, it } from 'vitest';
import { calibrate } from '#lib/core/align/confidence.ts';
import { keepWholeLines } from '#lib/core/align/doubled.ts';
import type { Found } from '#lib/core/align/heard.ts';
import { STANDS, trustedWords } from '#lib/core/align/islands.ts';
import { belongs } from '#lib/core/align/matching.ts';
import { silences, untranscribed } from '#lib/core/align/regions.ts';
import { createBackground } from '#lib/core/align/score/background.ts';
import type { Graph } from '#lib/core/align/search/graph.ts';
import { inOrder } from '#lib/core/align/search/order.ts';
import { indexText } from '#lib/core/align/search/places.ts';
import { Settled } from '#lib/core/align/stream.ts';
import { answer } from '#lib/core/align/timings.ts';
import { dice } from '../../dice.ts';

/** A chain of `links` links with one row each, whose phones are given (or four of phone 1). */
function graphOf(links: number, phones?: number[][]): Graph {
	const rows = Array.from({ length: links }, (_, i) => phones?.[i] ?? [1, 1, 1, 1]);
	const firstState = [0];
	for (const row of rows) firstState.push(firstState.at(-1)! + 3 * row.length);
	const states = firstState.at(-1)!;
	const index = Int32Array.from({ length: links }, (_, i) => i);
	return {
		links,
		tokenOf: index,
		firstRow: Int32Array.from({ length: links + 1 }, (_, i) => i),
		linkOf: index,
		firstState: Int32Array.from(firstState),
		senone: new Uint16Array(states),
		phone: Uint8Array.from(rows.flatMap((row) => row.flatMap((p) => [p, p, p]))),
		stay: new Int16Array(states),
		next: new Int16Array(states),
		afterPause: new Uint8Array(states)
	};
}

function word(token: number, first: number, more: Partial<Found> = {}): Found {
	const last = first + 29;
	const seconds = { start: first / 100, end: (last + 1) / 100 };
	const sure = { spread: 1, pause: 0, fillerBefore: 0, fillerAfter: 0, needed: null };
	return { token, row: token, first, last, ...seconds, ratio: 0.6, paid: 0, confidence: 0.9, ...sure, ...more };
}

const run = (from: number, count: number, at: number, paid = 0) =>
	Array.from({ length: count }, (_, i) => word(from + i, at + 30 * i, { paid: i === 0 ? paid : 0 }));
const tokens = (words: Found[]) => words.map(({ token }) => token);

describe('islands', () => {
	const graph = graphOf(100);

	it('drop a few words far from everything', () => {
		const words = [...run(0, 10, 0), ...run(40, 3, 3000, 300), ...run(60, 10, 6000, 300)];
		expect(tokens(trustedWords(words, graph, false))).toEqual(tokens([...words.slice(0, 10), ...words.slice(13)]));
	});

	it('keep a few words that directly continue their neighbour', () => {
		const words = [...run(0, 10, 0), ...run(11, 2, 400, 120), ...run(60, 10, 6000, 300)];
		expect(trustedWords(words, graph, false)).toHaveLength(22);
	});

	it('hand on what was paid for the words that go', () => {
		const words = [...run(0, 10, 0), ...run(40, 3, 3000, 300), ...run(60, 10, 6000, 50)];
		words[13] = { ...words[13], paid: 200 };
		expect(trustedWords(words, graph, false)[10].paid).toBe(500);
	});

	it('drop words far apart that fit as well as noise does, and keep them where they lie close', () => {
		const noisy = (words: Found[]) => words.map((word) => ({ ...word, ratio: -1.2 }));
		const spoken = run(0, 10, 0);
		/** Eight words, then nothing for `apart` frames, and so on. */
		const islands = (apart: number) =>
			Array.from({ length: 6 }, (_, k) => run(10 + 8 * k, 8, 3000 + k * (240 + apart), 300)).flat();
		const far = [...spoken, ...noisy(islands(900))];
		expect(tokens(trustedWords(far, graph, true))).toEqual(tokens(spoken));
		const close = [...spoken, ...noisy(islands(60))];
		expect(trustedWords(close, graph, true)).toHaveLength(58);
		// A voice that the model does not know fits badly, too: there it is left at that.
		expect(trustedWords(far, graph, false)).toHaveLength(58);
		// Words in a row that fit well are no chance wherever they are.
		expect(trustedWords([...spoken, ...islands(900)], graph, true)).toHaveLength(58);
	});

	it('keep all of a short text', () => {
		expect(trustedWords(run(0, 3, 0), graphOf(4), false)).toHaveLength(3);
	});
});

describe('confidence', () => {
	const graph = graphOf(31);
	/** The confidences of thirty words, of which word 15 is another than the rest. */
	const judged = (more: Partial<Found>) => {
		const words = run(0, 30, 0);
		words[15] = { ...words[15], ...more };
		return calibrate(words, graph).said.map(({ confidence }) => confidence);
	};

	it('is near one where nothing speaks against a word', () => {
		for (const confidence of judged({})) expect(confidence).toBeGreaterThan(0.99);
	});

	it('falls where a word fits worse than those around it', () => {
		const confidences = judged({ ratio: -8 });
		expect(confidences[15]).toBeLessThan(confidences[10] - 0.05);
		expect(confidences[10]).toBeGreaterThan(0.99);
	});

	it('falls where paths disagree about the start, and a little around it', () => {
		const confidences = judged({ spread: 20 });
		expect(confidences[15]).toBeLessThan(0.95);
		expect(confidences[14]).toBeGreaterThan(confidences[15]);
		expect(confidences[14]).toBeLessThan(confidences[0]);
	});

	it('falls beside a sound that the text lacks', () => {
		expect(judged({ fillerAfter: 20 })[15]).toBeLessThan(judged({})[15] - 0.003);
		expect(judged({ fillerBefore: 20, fillerAfter: 20 })[15]).toBeLessThan(judged({ fillerAfter: 20 })[15]);
	});

	it('falls beside a word that is missing', () => {
		const words = [...run(0, 15, 0), ...run(16, 15, 450)];
		const { said } = calibrate(words, graph);
		expect(said[14].confidence).toBeLessThan(said[10].confidence);
		expect(said[15].confidence).toBeLessThan(said[20].confidence);
	});

	it('takes out what is squeezed in: a word that the audio is better off without', () => {
		const words = run(0, 30, 0);
		words[15] = { ...words[15], ratio: -5, last: words[15].first + 14, needed: -60 };
		words[20] = { ...words[20], ratio: -5, last: words[20].first + 14, needed: 60 };
		const { said, squeezed } = calibrate(words, graph);
		expect(said).toHaveLength(29);
		expect([...squeezed]).toEqual([15]);
	});
});

describe('a passage that the text has twice and the audio once', () => {
	// Links 2…5 and 6…9 sound alike, in two lines.
	const sounds = [1, 2, 3, 4, 5, 6, 3, 4, 5, 6, 7, 8].map((phone) => [phone, phone + 10]);
	const graph = graphOf(12, sounds);
	const opens = [1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0];
	const found = (tokens: number[]) => tokens.map((token, i) => word(token, 30 * i));
	const kept = (tokens: number[], lines = opens) => {
		const before = found(tokens);
		const after = keepWholeLines(before, graph, lines);
		expect(after.map(({ start, end }) => [start, end])).toEqual(before.map(({ start, end }) => [start, end]));
		expect(after.map(({ row }) => row)).toEqual(tokens.map((_, i) => after[i].token));
		return tokens.length === after.length ? after.map(({ token }) => token) : null;
	};

	it.each([
		[[0, 1, 2, 3, 8, 9, 10, 11]],
		[[0, 1, 2, 7, 8, 9, 10, 11]],
		[[0, 1, 6, 7, 8, 9, 10, 11]],
		[[0, 1, 2, 3, 4, 5, 10, 11]]
	])('is kept whole where it comes first: %j', (tokens) => {
		expect(kept(tokens)).toEqual([0, 1, 2, 3, 4, 5, 10, 11]);
	});

	it('is kept whole where the text begins with it', () => {
		const doubled = graphOf(10, sounds.slice(2));
		const before = found([4, 5, 6, 7, 8, 9]);
		const opens = [1, 0, 0, 0, 1, 0, 0, 0, 1, 0];
		expect(tokens(keepWholeLines(before, doubled, opens))).toEqual([0, 1, 2, 3, 8, 9]);
	});

	it('stays as it was found where no line begins, and where other words are missing', () => {
		expect(kept([0, 1, 2, 3, 8, 9, 10, 11], Array(12).fill(0))).toEqual([0, 1, 2, 3, 8, 9, 10, 11]);
		expect(kept([0, 1, 2, 3, 7, 8, 9, 11])).toEqual([0, 1, 2, 3, 7, 8, 9, 11]);
		expect(kept([0, 1, 2, 3, 9, 10, 11])).toEqual([0, 1, 2, 3, 9, 10, 11]);
	});
});

describe('words alone', () => {
	const graph = graphOf(40);
	const fit = (tokens: number[], ratios: Record<number, number>) =>
		tokens.map((token, i) => word(token, 40 * i, { ratio: ratios[token] ?? 0.6 }));
	const left = (tokens: number[], ratios: Record<number, number>) =>
		calibrate(fit(tokens, ratios), graph).said.map(({ token }) => token);
	const run = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

	it('go where they fit badly and the text around them is missing', () => {
		expect(left([...run, 12, 15, 16, 17], { 12: -2 })).not.toContain(12);
		expect(left([...run, 12, 15, 16, 17], { 12: -1 })).toContain(12);
		expect(left([...run, 10, 15, 16, 17], { 10: -2 })).toContain(10);
		expect(left([...run, 10, 15, 16, 17], { 10: -4 })).not.toContain(10);
	});

	it('go one after the other, and take nothing along that is said', () => {
		expect(left([...run, 13, 14, 18, 19, 20], { 13: -4, 14: -2 })).toEqual([...run, 18, 19, 20]);
		expect(left(run, { 4: -6 })).toEqual(run);
	});
});

describe('timings', () => {
	const phones = Array.from({ length: 10 }, () => 4);

	it('answer for every token, in order', () => {
		const timings = answer([word(2, 100), word(7, 400)], phones, 10);
		expect(timings).toHaveLength(10);
		for (let i = 1; i < 10; i++) expect(timings[i].start).toBeGreaterThanOrEqual(timings[i - 1].start);
		expect(timings[0].state).toBe('unspoken');
		expect(timings[2].state).toBe('heard');
	});

	it('put a missing word between its neighbours where there is room for it', () => {
		const timings = answer([word(0, 0), word(2, 70)], phones.slice(0, 3), 10);
		expect(timings[1]).toMatchObject({ state: 'between', start: 0.3, end: 0.7 });
	});

	it('do not where there is none, or where it is known not to be said', () => {
		expect(answer([word(0, 0), word(2, 30)], phones.slice(0, 3), 10)[1].state).toBe('unspoken');
		expect(answer([word(0, 0), word(2, 70)], phones.slice(0, 3), 10, new Set([1]))[1].state).toBe('unspoken');
	});

	it.each([
		{ missing: 1, room: 1, state: 'between' },
		{ missing: 1, room: 1.1, state: 'unspoken' },
		{ missing: 4, room: 2, state: 'between' },
		{ missing: 5, room: 2, state: 'unspoken' },
		{ missing: 5, room: 4, state: 'unspoken' }
	])('take $room s between two words for room of $missing: $state', ({ missing, room, state }) => {
		const timings = answer([word(0, 0), word(missing + 1, 30 + 100 * room)], phones.slice(0, missing + 2), 10);
		expect(timings.slice(1, -1).map((timing) => timing.state)).toEqual(Array(missing).fill(state));
	});

	it('do not where a word would have to be said in no time', () => {
		expect(answer([word(0, 0), word(2, 45)], phones.slice(0, 3), 10)[1].state).toBe('unspoken');
	});

	it('give a dash the end of the word before it', () => {
		expect(answer([word(0, 0), word(2, 30)], [4, 0, 4], 10)[1]).toMatchObject({ state: 'between', start: 0.3 });
	});

	it('let a dash that opens a line wait for the word after it', () => {
		const said = new Set<number>();
		expect(answer([word(0, 0), word(2, 300)], [4, 0, 4], 10, said, [1, 1, 0])[1]).toMatchObject({
			state: 'between',
			start: 3
		});
		expect(answer([word(0, 0), word(2, 300)], [4, 0, 4], 10, said, [1, 0, 1])[1]).toMatchObject({ start: 0.3 });
		expect(answer([word(1, 300)], [0, 4], 10, said, [1, 0])[0]).toMatchObject({ state: 'between', start: 3 });
	});

	it('do not where the room is a pause', () => {
		const quiet = () => 0.05;
		expect(answer([word(0, 0), word(2, 70)], phones.slice(0, 3), 10, new Set(), [], quiet)[1].state).toBe('unspoken');
		expect(answer([word(0, 0), word(2, 70)], [4, 0, 4], 10, new Set(), [], quiet)[1].state).toBe('between');
	});

	it('never go back, whatever was found and however sums come out', () => {
		const random = dice(1);
		for (let round = 0; round < 5000; round++) {
			const sounds = Array.from({ length: 12 }, () => Math.floor(random() * 5));
			const opens = sounds.map(() => (random() < 0.3 ? 1 : 0));
			let at = 0;
			const found = sounds.flatMap((_, token) => {
				const start = (at += random());
				const end = (at += random() / 2);
				return random() < 0.5 ? [{ ...word(token, 0), start, end }] : [];
			});
			const unsaid = new Set(sounds.keys().filter(() => random() < 0.1));
			const timings = answer(found, sounds, at, unsaid, opens);
			const starts = timings.map(({ start }) => start);
			expect(starts).toEqual(starts.toSorted((a, b) => a - b));
			expect(timings.filter(({ start, end }) => !(start <= end && end <= at))).toEqual([]);
		}
	});
});

describe('regions', () => {
	const background = createBackground();
	background.frames = 2000;
	background.silent.fill(1, 300, 400);
	const time = { hop: 0.01, origin: 0, duration: 20 };
	const words = [...run(0, 10, 0), word(10, 400), word(11, 1500, { paid: 900 })];

	it('are untranscribed where the path paid for foreign audio', () => {
		expect(untranscribed(words, 0, background, time)).toEqual([{ start: 4.3, end: 15 }]);
	});

	it('end where words begin, which are timed more finely than frames', () => {
		const late = word(11, 1500, { paid: 900, start: 14.996 });
		expect(untranscribed([...words.slice(0, 11), late], 0, background, time)).toEqual([{ start: 4.3, end: 14.996 }]);
	});

	it('are not where noise in a short pause cost a little with every frame', () => {
		const pause = createBackground();
		pause.frames = 800;
		const near = (paid: number) =>
			untranscribed([...run(0, 10, 0), word(10, 400, { paid })], 0, pause, { ...time, duration: 8 });
		expect(near(110)).toEqual([]);
		expect(near(260)).toEqual([{ start: 3, end: 4 }]);
	});

	it('are pauses where the audio is silent between words', () => {
		expect(silences(words, [], background, time)).toEqual([{ start: 3, end: 4 }]);
	});

	it('are pauses before and behind a word that lies in the silence', () => {
		const whisper = word(10, 340);
		expect(silences([...words.slice(0, 10), whisper], [], background, time)).toEqual([
			{ start: 3, end: whisper.start },
			{ start: expect.closeTo(whisper.end, 1), end: 4 }
		]);
	});
});

describe('matching', () => {
	it('takes a fifth of the text or a fifth of the audio', () => {
		const background = createBackground();
		background.frames = 3000;
		const phones = Array.from({ length: 100 }, () => 4);
		expect(belongs(run(0, 10, 0), phones, background)).toBe(false);
		expect(belongs(run(0, 25, 0), phones, background)).toBe(true);
		background.frames = 1000;
		expect(belongs(run(0, 10, 0), phones, background)).toBe(true);
	});
});

describe('order', () => {
	it('keeps the heaviest finds that are in text order', () => {
		const finds = [
			{ first: 0, last: 40, weight: 40 },
			{ first: 90, last: 120, weight: 30 },
			{ first: 41, last: 80, weight: 39 },
			{ first: 121, last: 150, weight: 29 }
		];
		expect(inOrder(finds).map(({ first }) => first)).toEqual([0, 41, 121]);
		expect(inOrder([])).toEqual([]);
	});
});

describe('places', () => {
	it('finds where half-right phones come from', () => {
		let seed = 99;
		const next = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
		const phones = Array.from({ length: 900 }, () => Array.from({ length: 4 }, () => 1 + next(30)));
		const index = indexText(graphOf(900, phones), 32, (phone) => phone === 0);
		const heard = phones.slice(500, 550).flatMap((word) => word.map((phone) => (next(10) < 3 ? 1 + next(30) : phone)));
		const [best, second] = index.places(heard, 0, 900, 2);
		expect(best.first).toBeLessThanOrEqual(525);
		expect(best.last).toBeGreaterThan(525);
		expect(best.votes).toBeGreaterThan(1.5 * second.votes);
	});
});

describe('settled words', () => {
	it('are given out in order once they stand, each token once', () => {
		const settled = new Settled(Array.from({ length: 60 }, () => 4));
		expect(settled.push(run(0, STANDS - 1, 0))).toBeNull();
		const first = settled.push(run(STANDS - 1, 5, 30 * (STANDS - 1)));
		expect(first).toMatchObject({ first: 0 });
		expect(first!.timings).toHaveLength(STANDS + 4);
		const later = settled.push([...run(20, 2, 3000, 200), ...run(30, 10, 5000, 200)]);
		expect(later).toMatchObject({ first: STANDS + 4 });
		expect(later!.timings.filter(({ state }) => state === 'heard')).toHaveLength(10);
	});

	it('have what says nothing between them, also where some were given out before', () => {
		const phones = Array.from({ length: 40 }, (_, token) => (token === 10 ? 0 : 4));
		const settled = new Settled(phones);
		const first = settled.push(run(0, 10, 0))!;
		const later = settled.push(run(11, 10, 300))!;
		expect(later.first).toBe(10);
		expect(later.timings).toHaveLength(11);
		expect(later.timings[0]).toMatchObject({ state: 'between', start: first.timings.at(-1)!.end });
	});

	it('are given out in noise as far as it is known what is around them, though a long island goes on', () => {
		const settled = new Settled(Array.from({ length: 300 }, () => 4));
		const noisy = (words: Found[]) => words.map((word) => ({ ...word, ratio: -1.2 }));
		expect(settled.push(noisy(run(0, 60, 0)), true)).toBeNull();
		// Twenty seconds are 66 of these words.
		expect(settled.push(noisy(run(60, 40, 1800)), true)!.timings).toHaveLength(33);
		const later = settled.push(noisy(run(100, 40, 3000)), true)!;
		expect(later).toMatchObject({ first: 33 });
		expect(later.timings).toHaveLength(40);
	});

	it('forget what was not given out yet when listening begins anew', () => {
		const phones = Array.from({ length: 60 }, () => 4);
		const settled = new Settled(phones);
		expect(settled.push(run(0, 4, 0))).toBeNull();
		settled.restart();
		expect(settled.push(run(0, 4, 0))).toBeNull();
		settled.restart();
		// Neither do words that fitted badly make doubtful what comes now.
		settled.push(run(20, 4, 0).map((word) => ({ ...word, ratio: -5 })));
		settled.restart();
		expect(settled.push(run(0, 12, 0))).toEqual(new Settled(phones).push(run(0, 12, 0)));
	});

	it('go on behind what was given out when listening begins anew', () => {
		const settled = new Settled(Array.from({ length: 60 }, () => 4));
		const first = settled.push(run(0, STANDS + 5, 0))!;
		const end = first.timings.at(-1)!.end;
		settled.restart();
		// Heard anew, the words are later than it seemed, and some have been given out already.
		const later = settled.push(run(STANDS, 30, 30 * STANDS - 100))!;
		expect(later.first).toBe(STANDS + 5);
		for (const { start, state } of later.timings) if (state === 'heard') expect(start).toBeGreaterThanOrEqual(end);
		expect(later.timings.some(({ state }) => state === 'heard')).toBe(true);
	});
});
