// Whether a word is needed: the same audio with a word that is said in it and with one that is not.

import { expect, it } from 'vitest';
import { weighDoubtful } from '#lib/core/align/refine/needed.ts';
import type { Hands } from '#lib/core/align/hands/hands.ts';
import type { Bounds } from '#lib/core/align/refine/bounds.ts';
import { likelihoodOf, wholeBand, Workspace } from '#lib/core/align/refine/posterior.ts';
import type { Emissions } from '#lib/core/align/score/emissions.ts';
import type { Graph } from '#lib/core/align/search/graph.ts';

/** Three words of one phone each; the pause is senones 0…2, word k senones 3k + 3 … 3k + 5. */
const graph: Graph = {
	links: 3,
	tokenOf: Int32Array.of(0, 1, 2),
	firstRow: Int32Array.of(0, 1, 2, 3),
	linkOf: Int32Array.of(0, 1, 2),
	firstState: Int32Array.of(0, 3, 6, 9),
	senone: Uint16Array.from({ length: 9 }, (_, s) => s + 3),
	phone: Uint8Array.of(1, 1, 1, 2, 2, 2, 3, 3, 3),
	stay: Int16Array.from({ length: 9 }, () => -60),
	next: Int16Array.from({ length: 9 }, () => -100),
	afterPause: new Uint8Array(9)
};
const pause = { senones: [0, 1, 2], stay: [-50, -50, -50], next: [-110, -110, -110] };

/** Audio that says words of three frames, one after the other. */
function emissionsOf(said: number[]): Emissions {
	let at = 0;
	return {
		hop: 0.01,
		origin: 0,
		background: 0,
		silent: false,
		seek: (frame) => void (at = frame),
		score: (unit) => (unit === 3 * said[Math.floor(at / 3)] + 3 + (at % 3) ? 0 : -40_000)
	};
}

/** Hands that hear `said`, whatever the features; the audio asked about begins with it. */
function handsOf(said: number[]): Pick<Hands, 'weigh'> {
	return {
		weigh: ({ chains, begin, frames, softness }) =>
			chains.map((chain) =>
				likelihoodOf(chain, wholeBand(chain, begin, frames), emissionsOf(said), softness, new Workspace())
			)
	};
}

function boundsOf(start: number[], end: number[]): Bounds {
	return {
		start: Float64Array.from(start),
		end: Float64Array.from(end),
		spread: new Float64Array(3),
		pauseBefore: new Float64Array(4),
		ratio: Float64Array.of(0, -4, 0),
		filler: new Float64Array(4),
		row: Int32Array.of(0, 1, 2)
	};
}

const filler = { entry: 0.01, cost: 8 };

function weigh(said: number[], bounds: Bounds): Map<number, number> {
	const features = { length: 15, pack: () => undefined };
	const gain = new Int32Array(15);
	return weighDoubtful(graph, pause, filler, [0, 1, 2], bounds, 0, features, gain, 0.2, handsOf(said));
}

it('needs a word that is said', () => {
	expect(weigh([0, 1, 2], boundsOf([0, 3, 6], [3, 6, 9])).get(1)).toBeGreaterThan(10);
});

it('is better off without one whose few frames are its neighbour’s', () => {
	expect(weigh([0, 0, 2], boundsOf([0, 3, 6], [3, 6, 9])).get(1)).toBeLessThan(0);
});

it('is better off without one in whose place something else is said', () => {
	const other = 9;
	expect(weigh([0, other, 2], boundsOf([0, 3, 6], [3, 6, 9])).get(1)).toBeLessThan(-50);
	expect(weigh([0, other, other, other, 2], boundsOf([0, 3, 12], [3, 12, 15])).get(1)).toBeLessThan(-50);
});

it('does not ask about words that fit', () => {
	const bounds = boundsOf([0, 3, 6], [3, 6, 9]);
	bounds.ratio.fill(0);
	expect(weigh([0, 1, 2], bounds).size).toBe(0);
	bounds.ratio[1] = -1;
	expect(weigh([0, 1, 2], bounds).size).toBe(0);
});
