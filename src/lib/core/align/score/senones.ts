// Senone scores of one frame: what a state of a triphone thinks of it, from the densities near the frame and the
// state's mixture weights.
//
//   score = −Σ over streams of ⊕ over the four densities kept of (distance + weight)      all in units U, integers
//
// ⊕ adds probabilities in the log domain through a table of 1024 rounded corrections. Source: pocketsphinx `ptm_mgau.c`.

import { FAR, KEPT } from './densities.ts';
import { STREAMS } from '../model/gaussians.ts';
import type { Model } from '../model/model.ts';
import { UNIT } from '../model/units.ts';

/** What a stream costs a senone whose codebook has nothing near the frame. */
const NOTHING_NEAR = 130;

/** `log(1 + e^−d)` for differences of d units, in units. */
export function correctionTable(): Uint8Array {
	return Uint8Array.from({ length: 1024 }, (_, d) => Math.round(Math.log1p(Math.exp(-d * UNIT)) / UNIT));
}

/**
 * Returns a function that scores a senone on a frame of densities (as densities.ts returns them) that starts at byte
 * `frame` of `near`: minus a sum of units, 0 at best.
 */
export function createSenoneScorer(model: Model): (near: Uint8Array, frame: number, senone: number) => number {
	const { weights, densities } = model.mixtures;
	const { codebookOf } = model;
	const corrections = correctionTable();

	return (near, frame, senone) => {
		let at = frame + codebookOf[senone] * STREAMS * KEPT;
		let weight = senone * STREAMS * densities;
		let total = 0;
		for (let stream = 0; stream < STREAMS; stream++, at += KEPT, weight += densities) {
			const nearest = near[at + 4];
			if (nearest === FAR) {
				total += NOTHING_NEAR;
				continue;
			}
			let sum = nearest + weights[weight + near[at]];
			let other = near[at + 5] + weights[weight + near[at + 1]];
			let d = sum - other;
			sum = d > 0 ? other - corrections[d] : sum - corrections[-d];
			other = near[at + 6] + weights[weight + near[at + 2]];
			d = sum - other;
			sum = d > 0 ? other - corrections[d] : sum - corrections[-d];
			other = near[at + 7] + weights[weight + near[at + 3]];
			d = sum - other;
			sum = d > 0 ? other - corrections[d] : sum - corrections[-d];
			total += sum;
		}
		return -total;
	};
}
