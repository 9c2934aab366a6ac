// The benchmark's own sums, on alignments small enough to check by hand.

import { describe, expect, it } from 'vitest';
import { cut } from './cut.ts';
import { corrupt, cuts, edit, goldOf, stumble, swapHalves, tokenise } from './changes.ts';
import type { Heard } from './job.ts';
import { matchTokens } from './matching.ts';
import { addNoise } from './noise.ts';
import { cumulative } from './plot.ts';
import { Reliability } from './reliability.ts';
import { quantile, score, type Gold, type Timed } from './score.ts';

const word = (text: string, start: number | null, end: number | null): Timed => ({ text, start, end });
const found = (...words: Timed[]) => ({ words, untranscribed: [] as { start: number; end: number }[] });
const gold: Gold = {
	granularity: 'word',
	duration: 10,
	items: [word('Hello,', 1, 1.5), word('big', 1.5, 2), word('ghost', null, null), word('world.', 3, 4)],
	unspoken: [[2, 3]],
	untranscribed: [
		[5, 7],
		[8, 8.2]
	]
};
const segments: Gold = {
	granularity: 'segment',
	duration: 10,
	items: [word('a b c', 0, 2), word('d e', 3, 4)],
	unspoken: [],
	untranscribed: []
};

describe('score', () => {
	it('gives full marks for the gold itself', () => {
		const result = score(
			gold,
			found(word('hello', 1, 1.5), word('big', 1.5, 2), word('ghost', null, null), word('world', 3, 4))
		);
		expect(result).toMatchObject({ count: 3, matched: 3, coverage: 1, median: 0, within20: 1, highlight: 1 });
		expect(result).toMatchObject({ falseLight: 0, unspokenTimed: 0, unspokenRate: 0, backwards: 0 });
	});

	it('counts misses as wrong, and words that nobody says', () => {
		const result = score(
			gold,
			found(word('hello', 1.1, 1.6), word('big', 1.6, 2.1), word('ghost', 2.2, 2.4), word('world', null, null))
		);
		expect(result).toMatchObject({ count: 3, matched: 2, unspokenTimed: 1, unspokenRate: 1, within50: 0 });
		expect(result.median).toBeCloseTo(100);
		expect(result.signed).toBeCloseTo(100);
		expect(result.within100).toBeCloseTo(2 / 3);
		expect(result.highlight).toBeCloseTo(0.4);
		expect(result.strays).toEqual([2]);
	});

	it('holds a word without an end until the next one, also where nobody speaks', () => {
		const result = score(
			gold,
			found(word('hello', 1, null), word('big', 1.5, null), word('ghost', null, null), word('world', 3, null))
		);
		expect(result).toMatchObject({ highlight: 1, falseLight: 1 });
		const held = score(
			gold,
			found(word('hello', 1, 1.2), word('big', 1.5, 1.6), word('ghost', null, null), word('world', 3, 3.1))
		);
		expect(held.highlightHeld).toBe(1);
		expect(held.highlight).toBeCloseTo(0.2);
	});

	it('finds words by their text where the tokens differ', () => {
		const result = score(gold, found(word('Hello', 1, 1.5), word('world', 3, 4)));
		expect(result.matched).toBe(2);
		expect(result.coverage).toBeCloseTo(2 / 3);
		expect(score(gold, found())).toMatchObject({ matched: 0, coverage: 0, highlight: 0, median: null });
	});

	it('measures segments by their first timed word', () => {
		const result = score(
			segments,
			found(word('a', 0.02, 0.5), word('b', 0.5, 1), word('c', 1, 2), word('d', 3.3, 3.5), word('e', 3.5, 4))
		);
		expect(result).toMatchObject({ unit: 'segment', count: 2, within20: 0.5 });
		expect(result.highlight).toBeCloseTo((1.98 + 0.7) / 3);
	});

	it('sees the wrong word lit when two are swapped', () => {
		const result = score(
			gold,
			found(word('hello', 1.5, 2), word('big', 1, 1.5), word('ghost', null, null), word('world', 3, 4))
		);
		expect(result.highlight).toBeCloseTo(0.5);
		expect(result.backwards).toBe(1);
	});

	it('takes quantiles between neighbours', () => {
		expect(quantile([0, 1, 2, 3, 4], 0.5)).toBe(2);
		expect(quantile([0, 1], 0.9)).toBeCloseTo(0.9);
		expect(quantile([], 0.5)).toBeNull();
	});
});

describe('regions', () => {
	const spoken = Array.from({ length: 40 }, (_, i) => word(`w${i}`, i < 20 ? i : i + 20, (i < 20 ? i : i + 20) + 0.9));
	const long: Gold = { ...gold, duration: 60, items: spoken, unspoken: [], untranscribed: [[20, 40]] };
	it('is right when half of the union is shared', () => {
		const near = score(long, { words: spoken, untranscribed: [{ start: 21, end: 39 }] });
		expect(near.regions).toEqual({ gold: 1, found: 1, right: 1, f1: 1 });
		const far = score(long, { words: spoken, untranscribed: [{ start: 21, end: 28 }] });
		expect(far.regions).toEqual({ gold: 1, found: 1, right: 0, f1: 0 });
	});
	it('takes two regions with nothing said between them as one', () => {
		const parts = [
			{ start: 20, end: 29 },
			{ start: 30, end: 40 }
		];
		expect(score(long, { words: spoken, untranscribed: parts }).regions.f1).toBe(1);
	});
	it('counts missing passages of the text', () => {
		const items = spoken.map((item, i) => (i >= 10 && i < 25 ? word(item.text, null, null) : item));
		const cut: Gold = { ...long, items, unspoken: [[10, 25]], untranscribed: [] };
		expect(score(cut, { words: items, untranscribed: [] }).regions).toEqual({ gold: 1, found: 1, right: 1, f1: 1 });
		expect(score(cut, { words: spoken, untranscribed: [] }).regions).toEqual({ gold: 1, found: 0, right: 0, f1: 0 });
	});
	it('is silent where there is nothing to find', () => {
		expect(score(segments, found()).regions.f1).toBeNull();
	});
});

describe('matching', () => {
	it.each([
		['a b c d', 'a b c d', [0, 1, 2, 3]],
		['a b c d e', 'a b x d', [0, 1, 2, 3, -1]],
		['a b c d', 'b c d', [-1, 0, 1, 2]],
		['a b', '', [-1, -1]],
		['one two three four five', 'one 2 three four five', [0, 1, 2, 3, 4]]
	])('maps “%s” to “%s”', (a, b, map) => {
		expect([...matchTokens(a.split(' ').filter(Boolean), b.split(' ').filter(Boolean))]).toEqual(map);
	});
});

describe('changes', () => {
	const text = 'one two\nthree four five six seven eight nine ten';
	const times: Gold = {
		...gold,
		duration: 11,
		items: tokenise(text).map(({ text: token }, i) => word(token, i, i + 0.9)),
		unspoken: [],
		untranscribed: []
	};

	it('spoils words and says which nobody says', () => {
		const clean = corrupt(text, times, 0, 1);
		expect(clean.text).toBe(text);
		expect(clean.gold.items).toEqual(times.items);
		const spoiled = corrupt(text, times, 0.6, 3);
		const tokens = tokenise(spoiled.text).map((token) => token.text);
		expect(tokens).toEqual(spoiled.gold.items.map((item) => item.text));
		const silent = spoiled.gold.items.filter((item) => item.start === null).length;
		const spokenStill = spoiled.gold.items.filter((item) => item.start !== null);
		expect(spoiled.gold.unspoken.length).toBeGreaterThan(0);
		expect(silent).toBeGreaterThan(spoiled.gold.unspoken.length);
		expect(times.items).toEqual(expect.arrayContaining(spokenStill));
		expect(corrupt(text, times, 0.6, 3)).toEqual(spoiled);
	});

	it('are cut out of a recording whatever blocks it comes in, those said twice as well', async () => {
		async function* blocks(size: number) {
			for (let at = 0; at < 1000; at += size)
				yield Float32Array.from({ length: Math.min(size, 1000 - at) }, (_, k) => at + k);
		}
		const pieces = [
			{ spans: [{ start: 1, end: 30 }, { start: 28, end: 31 }, { start: 28, end: 40 }], text: 'a' }, // prettier-ignore
			{ spans: [{ start: 50, end: 100 }], text: 'b' }
		];
		const wanted = pieces.map(({ spans }) =>
			spans.flatMap(({ start, end }) => Array.from({ length: 10 * (end - start) }, (_, k) => 10 * start + k))
		);
		for (const size of [7, 100, 1000]) {
			const found: number[][] = [];
			for await (const { samples } of cut(blocks(size), pieces, 10)) found.push([...samples]);
			expect(found).toEqual(wanted);
		}
		const far = cut(blocks(7), [{ spans: [{ start: 0, end: 90 }, { start: 10, end: 95 }], text: '' }], 10); // prettier-ignore
		await expect(far.next()).rejects.toThrow(RangeError);
	});

	it('are begun, broken off and said anew, and all that follows is later', () => {
		const gold = {
			...times,
			duration: 4,
			items: [
				{ text: 'a', start: 0.5, end: 0.6 },
				{ text: 'longer', start: 1, end: 1.8 },
				{ text: 'word', start: 2, end: 3 }
			]
		};
		const all = stumble(gold, 1, 3);
		expect(all.spans).toEqual([
			{ start: 0, end: 1.4 },
			{ start: 1, end: 2.5 },
			{ start: 2, end: 4 }
		]);
		expect(all.gold.items.map(({ start }) => start)).toEqual([0.5, 1.4, 2.9]);
		expect(all.gold.duration).toBeCloseTo(4.9);
		expect(stumble(gold, 0, 3)).toEqual({ spans: [{ start: 0, end: 4 }], gold });
	});

	it('swaps halves and keeps the times', () => {
		const swapped = swapHalves(text, times);
		expect(tokenise(swapped.text).map((token) => token.text)).toEqual(swapped.gold.items.map((item) => item.text));
		expect(swapped.gold.items[0]).toEqual(word('six', 5, 5.9));
	});

	it('cuts in pauses and counts the times from the cut', () => {
		const marks = cuts(times, 4);
		expect(marks[0]).toEqual({ time: 0, token: 0 });
		expect(marks[1].time).toBeCloseTo(marks[1].token - 0.05);
		expect(marks[marks.length - 1]).toEqual({ time: 11, token: 10 });
		const part = goldOf(times, 3, 5, 2.95, 5);
		expect(part.items.map((item) => item.start)).toEqual([3 - 2.95, 4 - 2.95]);
		expect(part.duration).toBeCloseTo(2.05);
	});

	it('leaves out audio and text, and says what only one side has', () => {
		const mark = (token: number) => ({ token, time: token });
		const { piece, gold: changed } = edit(
			text,
			times,
			[
				[mark(0), mark(4)],
				[mark(6), mark(10)]
			],
			[
				[mark(0), mark(2)],
				[mark(3), mark(9)]
			]
		);
		expect(piece.spans).toEqual([
			{ start: 0, end: 4 },
			{ start: 6, end: 10 }
		]);
		expect(tokenise(piece.text).map((token) => token.text)).toEqual(changed.items.map((item) => item.text));
		expect(changed.items.map((item) => item.start)).toEqual([0, 1, 3, null, null, 4, 5, 6]);
		expect(changed.unspoken).toEqual([[3, 5]]);
		expect(changed.duration).toBe(8);
		// Words 2 and 9 are said and not written, each a second long: no more than a second counts as a pause.
		expect(changed.untranscribed).toEqual([]);
		const alone = edit(text, times, [[mark(0), mark(10)]], [[mark(4), mark(6)]]);
		expect(alone.gold.untranscribed).toEqual([
			[0, 4],
			[6, 10]
		]);
	});

	it('adds noise at the distance asked for', () => {
		const tone = Float32Array.from({ length: 16000 }, (_, i) => 0.2 * Math.sin(i / 5));
		const noisy = tone.slice();
		addNoise(noisy, 8000, 10, 1);
		let power = 0;
		for (let i = 0; i < tone.length; i++) power += (noisy[i] - tone[i]) ** 2 / tone.length;
		expect(10 * Math.log10(0.02 / power)).toBeCloseTo(10, 0);
	});
});

describe('reliability', () => {
	it('sets confidence against truth', () => {
		const words = found(word('hello', 1, 1.5), word('big', 1.9, 2), word('ghost', 2, 2.1), word('world', 3, 4)).words;
		const confidences = [0.95, 0.95, 0.25, 0.85];
		const heard = words.map((timed, i) => ({ ...timed, state: 'heard' as const, confidence: confidences[i] }));
		const reliability = new Reliability();
		reliability.add({ words: heard } as Heard, score(gold, { words, untranscribed: [] }));
		const bin = (from: number) => reliability.bins.find((one) => one.from === from);
		expect(bin(0.95)).toMatchObject({ count: 2, right: 1 });
		expect(bin(0.8)).toMatchObject({ count: 1, right: 1 });
		expect(bin(0)).toMatchObject({ count: 1, right: 0 });
		expect(reliability.error).toBeCloseTo((0.9 + 0.15 + 0.25) / 4);
		// Wrong are 0.95 and 0.25, right 0.95 and 0.85: of four pairs two are won, one is even.
		expect(reliability.area).toBe(0.625);
	});

	it('says nothing of an order where nothing is wrong', () => {
		expect(new Reliability().area).toBeNull();
	});
});

it('draws the share of all words within each error', () => {
	const { points } = cumulative('x', [0.01, 0.2], 4);
	expect(points[0]).toEqual([1, 0]);
	expect(points[30]).toEqual([10, 25]);
	expect(points[points.length - 1]).toEqual([1000, 50]);
});
