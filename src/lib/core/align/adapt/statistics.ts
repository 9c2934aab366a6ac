// What the rows of a transform of the cepstra are solved from: how well each feature is known, and where it is pulled to.
//
//   G_i = Σ γ/σ² ξξᵀ       14 × 14 for each of 13 rows       ξ: the feature as it was, and 1 (0 in the difference streams)
//   k_i = Σ γμ/σ² ξ        14                                γ: the share of a density in a frame, as transformed so far
//
// Means and variances are read off the packed parameters (model/gaussians.ts): the pair (a, b) of a density is 1/σ² and
// μ/σ² by factors that belong to the stream, so that the densities that learn are those that score.
// wasm/statistics.ts is the compiled twin, the same to the bit.

import { SCALE_BITS, STREAMS, WIDTH, type Gaussians } from '../model/gaussians.ts';
import type { Model } from '../model/model.ts';
import { FINENESS, toNats, toScore, UNIT } from '../model/units.ts';
import { ROW, type Transform } from './transform.ts';

/** Aligned frames (regression.ts) with their features read out. */
export type Observed = {
	length: number;
	/** Three streams of 13 each (front/features.ts), as they are. */
	features: Float32Array;
	senone: Uint16Array;
	weight: Float32Array;
};

/** G of each row, 13 × 14 × 14 and symmetric, and k of each, 13 × 14. */
export type Statistics = { g: Float64Array; k: Float64Array };

/** Gathers the statistics of what was observed, with shares as the transform makes them. */
export type Gather = (observed: Observed, transform: Transform) => Statistics;

/** Bits of a packed log-likelihood below what the table of shares counts in. */
export const SHARE_BITS = SCALE_BITS - Math.log2(FINENESS);
/** A density further below the best one than this (nats) has no share. */
const NEGLIGIBLE = 8;

/** Shares by scores below the best density. */
export function sharesTable(): Float64Array {
	return Float64Array.from({ length: toScore(NEGLIGIBLE) }, (_, score) => Math.exp(-toNats(score)));
}

/** For each of the 39 features: its range, and what makes 1/σ² and μ/σ² of a packed pair. */
export function pairFactors({ range }: Gaussians): { range: Float64Array; pairs: Float64Array } {
	const pairs = new Float64Array(2 * range.length);
	for (let i = 0; i < range.length; i++) {
		const step = (32767 * UNIT) / 2 ** SCALE_BITS / range[i];
		pairs[2 * i] = (-2 * step) / range[i];
		pairs[2 * i + 1] = step;
	}
	return { range: Float64Array.from(range), pairs };
}

/** Below the diagonal as above it. */
export function mirror(g: Float64Array): Float64Array {
	for (let row = 0; row < g.length; row += ROW * ROW)
		for (let p = 0; p < ROW; p++) for (let q = 0; q < p; q++) g[row + p * ROW + q] = g[row + q * ROW + p];
	return g;
}

/** The plain path, for where there is no WebAssembly and for tests. */
export function createGather({ gaussians, mixtures, codebookOf }: Model): Gather {
	const { densities, packed, bytesPerStream } = gaussians;
	const parameters = new Int16Array(packed.buffer);
	const constants = new Int32Array(packed.buffer);
	const { range, pairs } = pairFactors(gaussians);
	const table = sharesTable();
	const feature = new Int32Array(2 * WIDTH);
	const values = new Int32Array(densities);
	const x = new Float64Array(ROW);
	/** 1/σ² and μ/σ² of each coefficient. */
	const pull = new Float64Array(2 * WIDTH);

	/** The transformed feature, packed. */
	function pack(transform: Transform, stream: number): void {
		for (let i = 0; i < WIDTH; i++) {
			let sum = 0;
			for (let j = 0; j < ROW; j++) sum += transform[i * ROW + j] * x[j];
			const value = Math.max(-1, Math.min(1, sum / range[stream * WIDTH + i]));
			feature[2 * i] = Math.floor(value * value * 32767 + 0.5);
			feature[2 * i + 1] = Math.floor(value * 32767 + 0.5);
		}
	}

	/** Log-likelihoods of a codebook's densities in a stream, weights included; returns the largest. */
	function likelihoods(block: number, weights: number): number {
		const constantAt = (block * bytesPerStream) / 4;
		const pairAt = (block * bytesPerStream) / 2 + 2 * densities;
		let top = -Infinity;
		for (let d = 0; d < densities; d++) {
			let sum = constants[constantAt + d] - (mixtures.weights[weights + d] << SCALE_BITS);
			let at = pairAt + (d >> 2) * WIDTH * 8 + (d & 3) * 2;
			for (let k = 0; k < 2 * WIDTH; k += 2, at += 8)
				sum = (sum + parameters[at] * feature[k] + parameters[at + 1] * feature[k + 1]) | 0;
			values[d] = sum;
			if (sum > top) top = sum;
		}
		return top;
	}

	/** Sets `pull` to what the densities near the frame say, by their shares of `weight`. */
	function share(block: number, top: number, weight: number): void {
		const pairAt = (block * bytesPerStream) / 2 + 2 * densities;
		const far = table.length << SHARE_BITS;
		let total = 0;
		for (let d = 0; d < densities; d++) if (top - values[d] < far) total += table[(top - values[d]) >> SHARE_BITS];
		pull.fill(0);
		for (let d = 0; d < densities; d++) {
			if (top - values[d] >= far) continue;
			const part = (table[(top - values[d]) >> SHARE_BITS] / total) * weight;
			let at = pairAt + (d >> 2) * WIDTH * 8 + (d & 3) * 2;
			for (let k = 0; k < 2 * WIDTH; k += 2, at += 8) {
				pull[k] += part * parameters[at];
				pull[k + 1] += part * parameters[at + 1];
			}
		}
	}

	return ({ length, features, senone, weight }, transform) => {
		const g = new Float64Array(WIDTH * ROW * ROW);
		const k = new Float64Array(WIDTH * ROW);
		for (let a = 0; a < length; a++)
			for (let stream = 0; stream < STREAMS; stream++) {
				const place = a * STREAMS + stream;
				for (let i = 0; i < WIDTH; i++) x[i] = features[place * WIDTH + i];
				x[WIDTH] = stream === 0 ? 1 : 0;
				pack(transform, stream);
				const block = codebookOf[senone[a]] * STREAMS + stream;
				const top = likelihoods(block, (senone[a] * STREAMS + stream) * densities);
				share(block, top, weight[a]);
				for (let i = 0; i < WIDTH; i++) {
					const precision = pull[2 * i] * pairs[2 * (stream * WIDTH + i)];
					const mean = pull[2 * i + 1] * pairs[2 * (stream * WIDTH + i) + 1];
					for (let p = 0; p < ROW; p++) {
						k[i * ROW + p] += mean * x[p];
						const w = precision * x[p];
						for (let q = p; q < ROW; q++) g[(i * ROW + p) * ROW + q] += w * x[q];
					}
				}
			}
		return { g: mirror(g), k };
	};
}
