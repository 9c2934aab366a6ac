// Variance normalisation. Noise leaves the cepstra less room than speech has: its floor fills the valleys, and loud and
// quiet, bright and dark come near each other. Widened to the spread that the model knows, words are found in it again.
//
//   clean     ╱╲    ╱╲        noisy                  widened    ╱╲    ╱╲
//           ╱    ╲╱    ╲              ⌒⌣⌒                     ╱    ╲╱    ╲
//
// Source: Viikki & Laurila 1998, "Cepstral domain segmental feature vector normalization for noise robust speech
// recognition"; here with one factor for the whole recording, and only what noise has taken.

import { CEPSTRA } from '../front/cepstra.ts';
import type { Frames } from '../front/frames.ts';
import { STREAMS, type Gaussians } from '../model/gaussians.ts';
import { identity, ROW, type Transform } from './transform.ts';

/** The factor that cepstra must lack, on average, to be widened. */
const NARROW = 1.2;

/** The transform that widens each cepstrum of the frames to what the model knows, null where they lack little. */
export function widen({ means, variances, densities, codebooks }: Gaussians, frames: Frames): Transform | null {
	const known = createSpread();
	for (let book = 0; book < codebooks; book++)
		for (let density = 0; density < densities; density++) {
			const at = (book * STREAMS * densities + density) * CEPSTRA;
			for (let i = 0; i < CEPSTRA; i++) count(known, i, means[at + i], variances[at + i]);
		}
	const heard = createSpread();
	for (let t = 0; t < frames.length; t++) for (let i = 0; i < CEPSTRA; i++) count(heard, i, frames.at(t, i), 0);
	const transform = identity();
	let sum = 0;
	for (let i = 0; i < CEPSTRA; i++) {
		const factor = Math.max(1, deviation(known, i, codebooks * densities) / deviation(heard, i, frames.length));
		transform[i * ROW + i] = factor;
		sum += Math.log(factor);
	}
	return sum / CEPSTRA < Math.log(NARROW) ? null : transform;
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

function deviation({ sums, squares }: Spread, i: number, total: number): number {
	return Math.sqrt(Math.max(1e-6, squares[i] / total - (sums[i] / total) ** 2));
}
