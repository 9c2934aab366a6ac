// Variance normalisation. Noise leaves the cepstra less room than speech has: its floor fills the valleys, and loud and
// quiet, bright and dark come near each other. Widened to the spread that the model knows, words are found in it again.
//
//   clean     ╱╲    ╱╲        noisy                  widened    ╱╲    ╱╲
//           ╱    ╲╱    ╲              ⌒⌣⌒                     ╱    ╲╱    ╲
//
// Source: Viikki & Laurila 1998, "Cepstral domain segmental feature vector normalization for noise robust speech
// recognition"; here with one factor for all of a recording in the same noise, and only what that has taken.

import { CEPSTRA } from '../front/cepstra.ts';
import type { Frames } from '../front/frames.ts';
import { STREAMS, type Gaussians } from '../model/gaussians.ts';
import { identity, ROW, type Transform } from './transform.ts';

/** The factor that cepstra lack, on average, where it is noise that has taken it. */
export const NARROW = 1.2;

/** By what factor each cepstrum of frames from … until lacks the spread that the model knows; below 1 where it has more. */
export function lackOf(gaussians: Gaussians, frames: Frames, from = 0, until = frames.length): Float64Array {
	const known = knownSpread(gaussians);
	const heard = createSpread();
	for (let t = from; t < until; t++) for (let i = 0; i < CEPSTRA; i++) count(heard, i, frames.at(t, i), 0);
	return known.map((deviation, i) => deviation / deviationOf(heard, i, until - from));
}

const knownSpreads = new WeakMap<Gaussians, Float64Array>();

/** The standard deviation of each cepstrum in what the model was trained on. */
function knownSpread(gaussians: Gaussians): Float64Array {
	const before = knownSpreads.get(gaussians);
	if (before) return before;
	const { means, variances, densities, codebooks } = gaussians;
	const spread = createSpread();
	for (let book = 0; book < codebooks; book++)
		for (let density = 0; density < densities; density++) {
			const at = (book * STREAMS * densities + density) * CEPSTRA;
			for (let i = 0; i < CEPSTRA; i++) count(spread, i, means[at + i], variances[at + i]);
		}
	const known = Float64Array.from({ length: CEPSTRA }, (_, i) => deviationOf(spread, i, codebooks * densities));
	knownSpreads.set(gaussians, known);
	return known;
}

/** The transform that widens each cepstrum by what it lacks; what it has more, it keeps. */
export function widen(lack: Float64Array): Transform {
	const transform = identity();
	for (let i = 0; i < CEPSTRA; i++) transform[i * ROW + i] = Math.max(1, lack[i]);
	return transform;
}

/** The geometric mean. */
export function meanFactor(factors: Float64Array): number {
	return Math.exp(factors.reduce((sum, factor) => sum + Math.log(factor), 0) / factors.length);
}

/** Sums of the values and of their squares, for each cepstrum. */
type Spread = { sums: Float64Array; squares: Float64Array };

function createSpread(): Spread {
	return { sums: new Float64Array(CEPSTRA), squares: new Float64Array(CEPSTRA) };
}

/** Counts something that has a mean and a variance of its own. */
function count({ sums, squares }: Spread, i: number, mean: number, variance: number): void {
	sums[i] += mean;
	squares[i] += mean * mean + variance;
}

function deviationOf({ sums, squares }: Spread, i: number, total: number): number {
	return Math.sqrt(Math.max(1e-6, squares[i] / total - (sums[i] / total) ** 2));
}
