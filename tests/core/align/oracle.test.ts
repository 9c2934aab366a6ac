// The search against plain full Viterbi: the same costs, every token of every frame kept, on chains small enough for that.

import { describe, expect, it } from 'vitest';
import { NEVER, toNats } from '#lib/core/align/model/units.ts';
import type { Emissions } from '#lib/core/align/score/emissions.ts';
import { BACK_EVERY, COSTS, SLOW, SLOWEST } from '#lib/core/align/search/costs.ts';
import type { Graph } from '#lib/core/align/search/graph.ts';
import type { Step } from '#lib/core/align/search/records.ts';
import { Search, type Pause } from '#lib/core/align/search/search.ts';

const UNITS = 24;
const pause: Pause = { senones: [0, 1, 2], stay: [-40, -41, -42], next: [-120, -121, -122] };
const wide = { all: 1e8, expected: 1e8, word: 1e8, gap: 1e8, back: 1e8, passOver: 1e8 };

function numbers(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Some links of one or two rows of one or two phones each. */
function chain(next: () => number, links: number): Graph {
	const firstRow = [0];
	const linkOf: number[] = [];
	const firstState = [0];
	const senone: number[] = [];
	for (let link = 0; link < links; link++) {
		for (let rows = next() < 0.5 ? 1 : 2; rows > 0; rows--) {
			for (let states = next() < 0.5 ? 3 : 6; states > 0; states--) senone.push(3 + Math.floor(next() * (UNITS - 3)));
			firstState.push(senone.length);
			linkOf.push(link);
		}
		firstRow.push(linkOf.length);
	}
	return {
		links,
		tokenOf: Int32Array.from({ length: links }, (_, i) => i),
		firstRow: Int32Array.from(firstRow),
		linkOf: Int32Array.from(linkOf),
		firstState: Int32Array.from(firstState),
		senone: Uint16Array.from(senone),
		phone: new Uint8Array(senone.length),
		stay: Int16Array.from(senone, () => -30 - Math.floor(next() * 50)),
		next: Int16Array.from(senone, () => -30 - Math.floor(next() * 50)),
		afterPause: new Uint8Array(senone.length)
	};
}

function audio(next: () => number, graph: Graph, frames: number, strange = 0.1) {
	// Walks through the chain so that most of it is in the audio, with foreign stretches in between.
	const scores: number[][] = [];
	const background: number[] = [];
	let state = 0;
	for (let t = 0; t < frames; t++) {
		const foreign = next() < strange;
		scores.push(
			Array.from({ length: UNITS }, (_, unit) =>
				Math.round(-2500 * next() - (unit === graph.senone[state] && !foreign ? 0 : 1500))
			)
		);
		background.push(Math.round(-1500 - 400 * next()));
		if (next() < 0.4) state = Math.min(state + 1, graph.senone.length - 1);
	}
	return { scores, background };
}

function emissionsOf(scores: number[][], background: number[]): Emissions {
	const emissions = {
		hop: 0.01,
		origin: 0,
		background: 0,
		silent: false,
		at: 0,
		seek(frame: number) {
			emissions.at = frame;
			emissions.background = background[frame];
		},
		score: (unit: number) => scores[emissions.at][unit]
	};
	return emissions;
}

type Token = { score: number; words: string };
const dead: Token = { score: NEVER, words: '' };
const better = (...tokens: Token[]) => tokens.reduce((a, b) => (b.score > a.score ? b : a));
const plus = (token: Token, cost: number): Token =>
	token.score <= NEVER / 2 ? dead : { score: token.score + cost, words: token.words };

/** Every place a token can be in, one frame after the other, without pruning; words carry their history as text. */
function plain(graph: Graph, scores: number[][], background: number[]): Token {
	const N = graph.links;
	const list = (n: number) => Array.from({ length: n }, () => dead);
	let inside = list(graph.senone.length).map((token) => ({ token, begin: 0 }));
	let resting = list(3 * (N + 1));
	let gap = list(N + 1);
	let filler = list(N + 1);
	let entry = list(N + 1);
	entry[0] = { score: 0, words: '' };
	resting[0] = { score: 0, words: '' };
	gap[0] = { score: Math.round(-0.3 * COSTS.gapIn), words: '' };
	for (let t = 0; t < scores.length; t++) {
		const gain = (unit: number) => scores[t][unit] - background[t];
		const exits = list(N + 1);
		const after = inside.slice();
		for (let row = 0; row < graph.linkOf.length; row++) {
			const first = graph.firstState[row];
			const end = graph.firstState[row + 1];
			for (let s = first; s < end; s++) {
				const phones = (end - first) / 3;
				const lasted = t - inside[s].begin;
				const slow = lasted > phones * SLOW.perPhone + SLOW.base ? -COSTS.slowFrame : 0;
				const dies = lasted > phones * SLOWEST.perPhone + SLOWEST.base;
				const stay = {
					token: dies ? dead : plus(inside[s].token, graph.stay[s] + slow),
					begin: inside[s].begin
				};
				const moved =
					s > first
						? { token: plus(inside[s - 1].token, graph.next[s - 1]), begin: inside[s - 1].begin }
						: { token: entry[graph.linkOf[row]], begin: t };
				const best = moved.token.score > stay.token.score ? moved : stay;
				after[s] = { token: plus(best.token, gain(graph.senone[s])), begin: best.begin };
			}
			const last = after[end - 1];
			const left = plus(last.token, graph.next[end - 1]);
			const to = graph.linkOf[row] + 1;
			exits[to] = better(exits[to], { score: left.score, words: `${left.words} ${row}:${last.begin}-${t}` });
		}
		inside = after;
		const rested = list(3 * (N + 1));
		const entries = list(N + 1);
		const gaps = list(N + 1);
		const fillers = list(N + 1);
		let arrivedBefore = dead;
		for (let b = 0; b <= N; b++) {
			const arrived = better(exits[b], plus(arrivedBefore, -COSTS.skip));
			arrivedBefore = arrived;
			const [r0, r1, r2] = resting.slice(3 * b, 3 * b + 3);
			rested[3 * b + 2] = plus(better(plus(r2, pause.stay[2]), plus(r1, pause.next[1])), gain(2));
			rested[3 * b + 1] = plus(better(plus(r1, pause.stay[1]), plus(r0, pause.next[0])), gain(1));
			rested[3 * b] = better(plus(plus(r0, pause.stay[0]), gain(0)), plus(arrived, -COSTS.pause));
			const ready = better(arrived, plus(rested[3 * b + 2], pause.next[2]));
			fillers[b] = better(plus(filler[b], -COSTS.fillerFrame), plus(ready, -COSTS.fillerIn));
			gaps[b] = better(plus(gap[b], -COSTS.gapFrame), plus(ready, -COSTS.gapIn));
			if (b > 0) gaps[b] = better(gaps[b], plus(gaps[b - 1], -COSTS.gapWord));
			entries[b] = better(ready, fillers[b]);
			if (t % BACK_EVERY === 0) entries[b] = better(entries[b], plus(gaps[b], -COSTS.gapOut));
		}
		resting = rested;
		entry = entries;
		gap = gaps;
		filler = fillers;
	}
	return better(entry[N], ...gap.map((token, b) => plus(token, -COSTS.gapWord * (N - b))));
}

describe('search', () => {
	it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])('finds the best path of all, chain %i', (seed) => {
		const next = numbers(seed * 7919);
		const graph = chain(next, 3 + (seed % 5));
		const { scores, background } = audio(next, graph, 60 + 10 * seed);
		const search = new Search(graph, emissionsOf(scores, background), pause, {
			first: 0,
			last: graph.links,
			beams: wide,
			// So few records that they are compacted many times.
			records: 64
		});
		search.advance(0, scores.length);
		const words = search.finish().map(({ row, begin, end }) => `${row}:${begin}-${end}`);
		const best = plain(graph, scores, background);
		expect(search.score).toBe(best.score);
		expect(words).toEqual(best.words.trim().split(' ').filter(Boolean));
	});

	it('counts scores anew before they are too large to be counted', () => {
		const next = numbers(1789);
		const graph = chain(next, 40);
		const { scores, background } = audio(next, graph, 400, 0);
		// So much better than what they are held against that the sums do not fit an i32.
		const low = background.map((score) => score - 10_000_000);
		const search = new Search(graph, emissionsOf(scores, low), pause, { first: 0, last: graph.links, beams: wide });
		for (let at = 0; at < scores.length; at += 10) search.advance(at, at + 10);
		const words = search.finish();
		const best = plain(graph, scores, low);
		expect(best.score).toBeGreaterThan(2 ** 31);
		expect(search.score).toBe(best.score);
		expect(words.map(({ row, begin, end }) => `${row}:${begin}-${end}`).join(' ')).toBe(best.words.trim());
		const gained = words.reduce((sum, { gain, paid }) => sum + gain - paid, 0);
		expect(gained - search.paidAtEnd / toNats(1)).toBeCloseTo(best.score, -1);
	});

	it('finds the rest of the text behind eight hours of something else', () => {
		const next = numbers(77);
		const graph = chain(next, 12);
		const { scores, background } = audio(next, graph, 300, 0);
		// Few words are left by then: each takes time in every frame.
		const [cut, hours] = [150, 2_880_000];
		const strange = Array<number>(UNITS).fill(-5000);
		let heard = strange;
		const broken = {
			hop: 0.01,
			origin: 0,
			silent: false,
			background: 0,
			seek(frame: number) {
				const at = frame < cut ? frame : frame - hours;
				heard = at < cut && frame >= cut ? strange : scores[at];
				broken.background = heard === strange ? -1500 : background[at];
			},
			score: (unit: number) => heard[unit]
		};
		const search = new Search(graph, broken, pause, { first: 0, last: graph.links });
		const found: Step[] = [];
		for (let at = 0; at < hours + 300; at += 2000) {
			search.advance(at, Math.min(at + 2000, hours + 300));
			found.push(...search.settled());
		}
		const words = search.finish();
		expect(words.length).toBe(graph.links);
		expect(found.length).toBeGreaterThan(5);
		expect(found).toEqual(words.slice(0, found.length));
		const paid = COSTS.gapFrame * hours;
		const most = Math.max(...words.map(({ paid }) => paid));
		expect(most).toBeGreaterThan(paid);
		expect(most).toBeLessThan(paid + 2 * COSTS.gapIn);
	});

	describe('with expected times', () => {
		const next = numbers(4711);
		const graph = chain(next, 60);
		// As far apart as scores of real speech are, where the beams were measured.
		const wild = audio(next, graph, 600, 0);
		const scores = wild.scores.map((frame) => frame.map((score) => Math.round(score / 5)));
		const background = wild.background.map((score) => Math.round(score / 5));
		const run = (expected: Float32Array | null) => {
			const search = new Search(graph, emissionsOf(scores, background), pause, {
				first: 0,
				last: graph.links,
				expected
			});
			search.advance(0, scores.length);
			return { search, words: search.finish() };
		};
		const without = run(null);
		const found = new Float32Array(graph.links).fill(NaN);
		for (const { row, begin } of without.words) found[graph.linkOf[row]] = begin;

		it('looks at less where they are right, and finds the same', () => {
			const { search, words } = run(found.map((frame, link) => frame + (link % 2 ? 150 : -150)));
			expect(words).toEqual(without.words);
			expect(search.work).toBeLessThan(0.9 * without.search.work);
		});

		it('does as without them where they are wrong', () => {
			const { search, words } = run(found.map((frame) => frame + 4000));
			expect(words).toEqual(without.words);
			expect(search.work).toBe(without.search.work);
		});
	});
});
