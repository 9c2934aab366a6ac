// Three streams of 13 from normalised cepstra: what they are, how they move, how that changes; in the 16-bit form that
// the Gaussians are packed for.
//
//   c[t]     c[t+2] − c[t−2]     (c[t+3] − c[t−1]) − (c[t+1] − c[t−3])      frames beyond the ends repeat
//
// Source: sphinxbase `feat.c`, "1s_c_d_dd".

import type { Frames } from './frames.ts';
import { CEPSTRA } from './cepstra.ts';

/** Numbers of one frame in packed form: 39 pairs (x², x). */
export const PACKED = 2 * 3 * CEPSTRA;

/** Frames on either side that a feature depends on. */
export const SIDE = 3;

/** `range` is the largest value of each of the 39, see model/gaussians.ts. */
export function createFeatures(
	range: Float32Array
): (frames: Frames, frame: number, out: Int16Array, at: number) => void {
	const around = new Float32Array((2 * SIDE + 1) * CEPSTRA);
	const row = (offset: number) => (offset + SIDE) * CEPSTRA;
	const [m3, m2, m1, c0, p1, p2, p3] = [-3, -2, -1, 0, 1, 2, 3].map(row);

	return (frames, frame, out, at) => {
		for (let k = -SIDE; k <= SIDE; k++) frames.copy(frame + k, around, row(k));
		for (let i = 0; i < CEPSTRA; i++) {
			put(out, at + 2 * i, around[c0 + i], range[i]);
			put(out, at + 2 * (CEPSTRA + i), around[p2 + i] - around[m2 + i], range[CEPSTRA + i]);
			const bend = around[p3 + i] - around[m1 + i] - (around[p1 + i] - around[m3 + i]);
			put(out, at + 2 * (2 * CEPSTRA + i), bend, range[2 * CEPSTRA + i]);
		}
	};
}

function put(out: Int16Array, at: number, value: number, range: number): void {
	const x = Math.max(-1, Math.min(1, value / range));
	out[at] = Math.round(x * x * 32767);
	out[at + 1] = Math.round(x * 32767);
}
