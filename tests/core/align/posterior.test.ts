// Expected borders against every path written out, on chains small enough to list them all.

import { describe, expect, it } from 'vitest';
import { settleBounds, type Sums } from '#lib/core/align/refine/bounds.ts';
import { buildChain, type Filler } from '#lib/core/align/refine/chain.ts';
import { expectBounds, likelihoodOf, Workspace } from '#lib/core/align/refine/posterior.ts';
import { FINENESS, UNIT } from '#lib/core/align/model/units.ts';
import type { Emissions } from '#lib/core/align/score/emissions.ts';
import type { Graph } from '#lib/core/align/search/graph.ts';

/** Two words of one phone each (three states), senones 3…8; the pause is senones 0…2. */
const graph: Graph = {
	links: 2,
	tokenOf: Int32Array.of(0, 1),
	firstRow: Int32Array.of(0, 1, 2),
	linkOf: Int32Array.of(0, 1),
	firstState: Int32Array.of(0, 3, 6),
	senone: Uint16Array.of(3, 4, 5, 6, 7, 8),
	phone: Uint8Array.of(1, 1, 1, 2, 2, 2),
	stay: Int16Array.from({ length: 6 }, () => -60),
	next: Int16Array.from({ length: 6 }, () => -100),
	afterPause: new Uint8Array(6)
};
const pause = { senones: [0, 1, 2], stay: [-50, -50, -50], next: [-110, -110, -110] };

function emissionsOf(scores: number[][]): Emissions {
	let at = 0;
	return {
		hop: 0.01,
		origin: 0,
		background: 0,
		silent: false,
		seek: (frame) => void (at = frame),
		score: (unit) => scores[at][unit]
	};
}

/** A small generator: the same numbers on every run. */
function numbers(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

const p = (score: number) => Math.exp((score * UNIT) / FINENESS);
const STAY = { pause: p(-50), word: p(-60) };
const ON = { pause: p(-110), word: p(-100) };
/** A filler, in these lists; its border is the one that the units around it tell. */
const FILLER = 9;

type Place = { unit: number; border: number };

/** Where a path may go on to from a place, and how probable that is; null is where it begins. */
function waysOn(from: Place | null, filler: Filler | null): [Place, number][] {
	const border = !from ? 0 : from.unit === 5 ? 1 : from.unit === 8 ? 2 : from.border;
	const word: [Place, number][] = border < 2 ? [[{ unit: 3 + 3 * border, border }, 1]] : [];
	const pause: [Place, number][] = [[{ unit: 0, border }, 1]];
	const filled: [Place, number][] = filler ? [[{ unit: FILLER, border }, filler.entry]] : [];
	if (!from) return [...pause, ...filled, ...word];
	const weighed = (ways: [Place, number][], by: number) =>
		ways.map(([place, weight]) => [place, weight * by] as [Place, number]);
	if (from.unit === FILLER) return [[from, 1], ...pause, ...word];
	const kind = from.unit < 3 ? 'pause' : 'word';
	const stay: [Place, number] = [from, STAY[kind]];
	if (from.unit % 3 < 2) return [stay, [{ unit: from.unit + 1, border: from.border }, ON[kind]]];
	return [stay, ...weighed(kind === 'pause' ? [...filled, ...word] : [...pause, ...filled, ...word], ON[kind])];
}

/** What is expected of border 1, over all paths through both words one by one. */
function listed(scores: number[][], softness: number, filler: Filler | null = null) {
	const sums = { total: 0, start: 0, paused: 0, broken: 0, filled: 0, resumed: 0 };
	const walk = (path: Place[], weight: number) => {
		const last = path.at(-1) ?? null;
		if (path.length === scores.length) {
			if (last!.unit !== 8 && last!.border !== 2) return;
			const start = path.findIndex(({ unit }) => unit === 6);
			const end = path.findLastIndex(({ unit }, t) => unit === 5 && t < start);
			sums.total += weight;
			sums.start += weight * start;
			if (path[start - 1].unit === 2) sums.paused += weight;
			if (path[start - 1].unit === FILLER) sums.resumed += weight;
			if (path[end + 1].unit === FILLER) sums.broken += weight;
			sums.filled += weight * path.slice(end, start).filter(({ unit }) => unit === FILLER).length;
			return;
		}
		for (const [place, chance] of waysOn(last, filler)) {
			const score = place.unit === FILLER ? -filler!.cost * FINENESS : scores[path.length][place.unit];
			walk([...path, place], weight * chance * Math.exp((softness * score * UNIT) / FINENESS));
		}
	};
	walk([], 1);
	const { total, ...rest } = sums;
	const means = Object.fromEntries(Object.entries(rest).map(([name, sum]) => [name, sum / total]));
	return { ...(means as typeof rest), likelihood: Math.log(total) / softness };
}

describe('expected borders', () => {
	const workspace = new Workspace();
	const chain = buildChain(graph, pause, [0, 1], [-1, -1], 4);

	it('agree with the sum over all paths', () => {
		for (let seed = 1; seed <= 8; seed++) {
			const random = numbers(seed * 7919);
			const scores = Array.from({ length: 13 }, () => Array.from({ length: 9 }, () => -Math.round(random() * 400)));
			const band = { from: Int32Array.of(0, 0), to: Int32Array.of(12, 12) };
			for (const softness of [1, 0.2]) {
				const bounds = expectBounds(chain, band, emissionsOf(scores), softness, workspace)!;
				const all = listed(scores, softness);
				expect(bounds.start[1]).toBeCloseTo(all.start, 6);
				expect(bounds.pauseBefore[1]).toBeCloseTo(all.paused, 6);
				const likelihood = likelihoodOf(chain, band, emissionsOf(scores), softness, workspace);
				expect(likelihood).toBeCloseTo(all.likelihood, 4);
			}
		}
	});

	it('agree with it where fillers may lie between the words', () => {
		for (let seed = 1; seed <= 4; seed++) {
			const random = numbers(seed * 104_729);
			const scores = Array.from({ length: 10 }, () => Array.from({ length: 9 }, () => -Math.round(random() * 400)));
			const band = { from: Int32Array.of(0, 0), to: Int32Array.of(9, 9) };
			for (const filler of [
				{ entry: 0.1, cost: 9 },
				{ entry: 0.9, cost: 1 }
			]) {
				const filled = buildChain(graph, pause, [0, 1], [-1, -1], 4, filler);
				const bounds = expectBounds(filled, band, emissionsOf(scores), 0.5, workspace)!;
				const all = listed(scores, 0.5, filler);
				expect(all.filled).toBeGreaterThan(0.001);
				expect(likelihoodOf(filled, band, emissionsOf(scores), 0.5, workspace)).toBeCloseTo(all.likelihood, 4);
				// All so short that they are given back.
				const share = all.filled / Math.max(1, all.broken + all.resumed);
				expect(all.filled).toBeLessThan(14 * Math.max(all.broken, all.resumed));
				expect(bounds.start[1]).toBeCloseTo(all.start - share * all.resumed, 6);
				expect(bounds.pauseBefore[1]).toBeCloseTo(all.paused + Math.max(0, all.resumed - all.broken), 6);
			}
		}
	});

	it('leave a sound of its own between two words out of both', () => {
		const likes = (unit: number) => Array.from({ length: 9 }, (_, u) => (Math.floor(u / 3) === unit ? 0 : -1500));
		const filled = buildChain(graph, pause, [0, 1], [-1, -1], 4, { entry: 0.01, cost: 40 });
		const saying = (other: number) => [
			...Array(8).fill(likes(1)),
			...Array(other).fill(likes(3)),
			...Array(9).fill(likes(2))
		];
		const boundsOf = (other: number) => {
			const band = { from: Int32Array.of(0, 0), to: Int32Array.of(other + 16, other + 16) };
			return expectBounds(filled, band, emissionsOf(saying(other)), 1, workspace)!;
		};
		const long = boundsOf(20);
		expect(long.end[0]).toBeCloseTo(8, 1);
		expect(long.start[1]).toBeCloseTo(28, 1);
		expect(long.pauseBefore[1]).toBeLessThan(0.01);
		// Too short for one: both words have half of it.
		const short = boundsOf(6);
		expect(short.end[0]).toBeCloseTo(11, 1);
		expect(short.start[1]).toBeCloseTo(11, 1);
	});

	it('give a short filler behind the last word to it', () => {
		const likes = (unit: number) => Array.from({ length: 9 }, (_, u) => (Math.floor(u / 3) === unit ? 0 : -1500));
		const filled = buildChain(graph, pause, [0, 1], [-1, -1], 4, { entry: 0.01, cost: 40 });
		const endOf = (other: number) => {
			const scores = [...Array(8).fill(likes(1)), ...Array(9).fill(likes(2)), ...Array(other).fill(likes(3))];
			const band = { from: Int32Array.of(0, 0), to: Int32Array.of(other + 16, other + 16) };
			return expectBounds(filled, band, emissionsOf(scores), 1, workspace)!.end[1];
		};
		expect(endOf(6)).toBeCloseTo(23, 1);
		expect(endOf(20)).toBeCloseTo(17, 1);
	});

	it('give a short filler beside a pause to the word that it touches', () => {
		const two = (start: number, resumed: number, filled: number): Sums => {
			const each = (first: number, second: number) => Float64Array.of(first, second, 0);
			return {
				started: each(1, 1),
				start: each(0, start),
				spread: each(0, start ** 2),
				rested: each(0, 1 - resumed),
				ended: each(1, 1),
				end: each(10, 60),
				spent: each(10, 10),
				ratio: each(0, 0),
				broken: each(0, 0),
				filled: each(0, filled),
				resumed: each(0, resumed),
				rowMass: new Float64Array(chain.states)
			};
		};
		const short = settleBounds(chain, two(50, 1, 6), 0, 60);
		expect([short.end[0], short.start[1], short.pauseBefore[1]]).toEqual([10, 44, 1]);
		const long = settleBounds(chain, two(50, 1, 20), 0, 60);
		expect([long.end[0], long.start[1], long.pauseBefore[1]]).toEqual([10, 50, 0]);
	});

	it('lie where the sound changes, and know a pause', () => {
		const likes = (unit: number) => Array.from({ length: 9 }, (_, u) => (Math.floor(u / 3) === unit ? 0 : -600));
		const scores = [...Array(8).fill(likes(1)), ...Array(6).fill(likes(0)), ...Array(9).fill(likes(2))];
		const band = { from: Int32Array.of(0, 0), to: Int32Array.of(22, 22) };
		const bounds = expectBounds(chain, band, emissionsOf(scores), 1, workspace)!;
		expect(bounds.end[0]).toBeCloseTo(8, 1);
		expect(bounds.start[1]).toBeCloseTo(14, 1);
		expect(bounds.pauseBefore[1]).toBeGreaterThan(0.99);
		expect(bounds.end[1]).toBeCloseTo(23, 1);
	});

	it('say so where nothing fits the band', () => {
		const scores = Array.from({ length: 4 }, () => Array(9).fill(0));
		const band = { from: Int32Array.of(0, 0), to: Int32Array.of(3, 3) };
		expect(expectBounds(chain, band, emissionsOf(scores), 1, workspace)).toBeNull();
	});
});
