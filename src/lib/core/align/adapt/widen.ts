// Noise leaves the cepstra less room than speech has: its floor fills the valleys, and loud and quiet, bright and dark
// come near each other. Widened to the spread that the model knows, words are found in it again.
//
//   clean     ╱╲    ╱╲        noisy                  widened    ╱╲    ╱╲
//           ╱    ╲╱    ╲              ⌒⌣⌒                     ╱    ╲╱    ╲
//
// Source: Viikki & Laurila 1998, "Cepstral domain segmental feature vector normalization for noise robust speech
// recognition"; here once for a recording, and only what noise has taken.

import { CEPSTRA } from '../front/cepstra.ts';
import type { Frames } from '../front/frames.ts';
import { STREAMS, type Gaussians } from '../model/gaussians.ts';
import { identity, ROW, type Transform } from './transform.ts';

/** The factor that cepstra must lack, on average, to be widened. */
const NARROW = 1.2;

/** The transform that widens each cepstrum of the frames to what the model knows, null where they lack little. */
export function widen({ means, variances, densities, codebooks }: Gaussians, frames: Frames): Transform | null {
	const transform = identity();
	let sum = 0;
	for (let i = 0; i < CEPSTRA; i++) {
		const known = spreadOf(codebooks * densities, (k) => {
			const book = Math.floor(k / densities) * STREAMS * densities;
			const at = (book + (k % densities)) * CEPSTRA + i;
			return [means[at], variances[at]];
		});
		const factor = Math.max(1, known / spreadOf(frames.length, (t) => [frames.at(t, i), 0]));
		transform[i * ROW + i] = factor;
		sum += Math.log(factor);
	}
	return sum / CEPSTRA < Math.log(NARROW) ? null : transform;
}

/** The standard deviation of `count` things that have each a mean and a variance of their own. */
function spreadOf(count: number, thing: (k: number) => [number, number]): number {
	let sum = 0;
	let squares = 0;
	for (let k = 0; k < count; k++) {
		const [mean, variance] = thing(k);
		sum += mean;
		squares += mean * mean + variance;
	}
	return Math.sqrt(Math.max(1e-6, squares / count - (sum / count) ** 2));
}
