// Expected borders against every path written out, on chains small enough to list them all.

import { describe, expect, it } from 'vitest';
import { buildChain } from '#lib/core/align/refine/chain.ts';
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

/** Start of word 1 by listing all paths through pause 0, word 0, pause 1, word 1, pause 2. */
function listed(scores: number[][], softness: number) {
	const p = (score: number) => Math.exp((score * UNIT) / FINENESS);
	const stay = (s: number) => p(s < 3 ? -50 : -60);
	const next = (s: number) => p(s < 3 ? -110 : -100);
	let total = 0;
	let start = 0;
	let paused = 0;
	// A path is the list of its units in order: each with the frames it lasts.
	const orders = [
		[3, 4, 5, 6, 7, 8],
		[0, 1, 2, 3, 4, 5, 6, 7, 8],
		[3, 4, 5, 0, 1, 2, 6, 7, 8],
		[0, 1, 2, 3, 4, 5, 0, 1, 2, 6, 7, 8]
	].flatMap((order) => [order, [...order, 0], [...order, 0, 1], [...order, 0, 1, 2]]);
	for (const order of orders) {
		const walk = (unit: number, frame: number, weight: number, began: number) => {
			if (frame === scores.length) {
				if (unit !== order.length - 1) return;
				total += weight;
				start += weight * began;
				const second = order.indexOf(6);
				if (order[second - 1] === 2) paused += weight;
				return;
			}
			const emit = (u: number) => Math.exp((softness * scores[frame][u] * UNIT) / FINENESS);
			walk(unit, frame + 1, weight * stay(order[unit]) * emit(order[unit]), began);
			if (unit + 1 < order.length)
				walk(
					unit + 1,
					frame + 1,
					weight * next(order[unit]) * emit(order[unit + 1]),
					order[unit + 1] === 6 ? frame : began
				);
		};
		const emit = Math.exp((softness * scores[0][order[0]] * UNIT) / FINENESS);
		walk(0, 1, emit, 0);
	}
	return { start: start / total, paused: paused / total, likelihood: Math.log(total) / softness };
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
