// From sums over all paths (posterior.ts) to where each word of a run begins and ends.
//
//   word ▭▭▭▭▭▭▒▒  ┄┄┄ pause ┄┄┄  ▒▒▭▭▭▭▭▭ word       a short filler ▒ is the weak end or beginning of the word it touches
//   word ▭▭▭▭▭▭▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▭▭▭▭▭▭▭ word           a long one is a sound of its own
//
// Invariant: starts stay in order.

import { toNats } from '../model/units.ts';
import { BETWEEN, FIRST, type Chain } from './chain.ts';

export type Bounds = {
	/** Expected border before the first frame and after the last frame of each word, in frames. */
	start: Float64Array;
	end: Float64Array;
	/** Standard deviation of the start, in frames. */
	spread: Float64Array;
	/** Probability that there is a pause before each word (and, in the last place, that the last is not the end). */
	pauseBefore: Float64Array;
	/** Expected mean score of the word's frames minus the background, nats a frame. */
	ratio: Float64Array;
	/** Frames of filler before each word (and, in the last place, after the last), however short. */
	filler: Float64Array;
	/** The most likely row of each word. */
	row: Int32Array;
};

/** Over all paths and for each word: how often it started and ended, sums of the frames where, how long it lasted. */
export type Sums = {
	started: Float64Array;
	start: Float64Array;
	/** Of the squares of the starts. */
	spread: Float64Array;
	/** How often there was a pause before it; one more for whatever came after the last. */
	rested: Float64Array;
	ended: Float64Array;
	end: Float64Array;
	/** Frames in it, and what their scores were above the background. */
	spent: Float64Array;
	ratio: Float64Array;
	/** How often a filler came right after the word before, frames in it, and how often it went right on into the word. */
	broken: Float64Array;
	filled: Float64Array;
	resumed: Float64Array;
	/** Of each state: frames in it. */
	rowMass: Float64Array;
};

export function createSums({ words, states }: Chain): Sums {
	const [started, start, spread, rested, ended, end, spent, ratio, broken, filled, resumed] = Array.from(
		{ length: 11 },
		() => new Float64Array(words + 1)
	);
	const rowMass = new Float64Array(states);
	return { started, start, spread, rested, ended, end, spent, ratio, broken, filled, resumed, rowMass };
}

/** Frames that a filler lasts on average, at least: a shorter one is given back to the words beside it. */
const SHORTEST_FILLER = 14;

/** Means from sums; `begin` is the band's first frame, `frames` its length. */
export function settleBounds(chain: Chain, sums: Sums, begin: number, frames: number): Bounds {
	const { words, edge, row, pauseAt } = chain;
	const { started, ended, spent, rowMass } = sums;
	const bounds: Bounds = {
		start: new Float64Array(words),
		end: new Float64Array(words),
		spread: new Float64Array(words),
		pauseBefore: sums.rested.slice(),
		ratio: new Float64Array(words),
		filler: sums.filled.slice(),
		row: new Int32Array(words).fill(-1)
	};
	let latest = 0;
	for (let k = 0; k < words; k++) {
		const start = started[k] > 0 ? sums.start[k] / started[k] : latest;
		bounds.spread[k] = started[k] > 0 ? Math.sqrt(Math.max(0, sums.spread[k] / started[k] - start * start)) : 0;
		// Paths that end inside the last word have no end of their own: they last to the end of the band.
		const stays = Math.max(0, 1 - ended[k]);
		const end = (sums.end[k] + stays * frames) / (ended[k] + stays);
		const { left, right, rested } = shortFiller(sums, k);
		bounds.pauseBefore[k] += rested;
		if (k > 0) bounds.end[k - 1] += left;
		latest = Math.max(latest, start - right);
		bounds.start[k] = begin + latest;
		bounds.end[k] = begin + Math.max(latest, end);
		bounds.ratio[k] = spent[k] > 0 ? toNats(sums.ratio[k] / spent[k]) : 0;
		let most = -1;
		for (let s = pauseAt[k] + BETWEEN; s < pauseAt[k + 1]; s++)
			if (edge[s] & FIRST && rowMass[s] > most) {
				most = rowMass[s];
				bounds.row[k] = row[s];
			}
	}
	bounds.end[words - 1] += shortFiller(sums, words).left;
	return bounds;
}

/**
 * Frames of the filler before word `k` that belong to the words on its left and right, none where it is a sound of its
 * own; and how often a pause lies on its other side, which is then the word's.
 */
function shortFiller({ broken, filled, resumed }: Sums, k: number): { left: number; right: number; rested: number } {
	const touching = Math.max(broken[k], resumed[k]);
	if (!(filled[k] < SHORTEST_FILLER * Math.min(1, touching))) return { left: 0, right: 0, rested: 0 };
	const share = filled[k] / Math.max(1, broken[k] + resumed[k]);
	return { left: share * broken[k], right: share * resumed[k], rested: Math.max(0, resumed[k] - broken[k]) };
}
