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
	const copied = new Float32Array((2 * SIDE + 1) * CEPSTRA);

	return (frames, frame, out, at) => {
		let around = frames.blockOf(frame - SIDE, frame + SIDE);
		let first = frames.offsetOf(frame - SIDE);
		if (!around) {
			around = copied;
			first = 0;
			for (let k = 0; k <= 2 * SIDE; k++) frames.copy(frame - SIDE + k, copied, k * CEPSTRA);
		}
		for (let i = 0; i < CEPSTRA; i++) {
			const m3 = first + i;
			const c0 = m3 + 3 * CEPSTRA;
			put(out, at + 2 * i, around[c0], range[i]);
			put(out, at + 2 * (CEPSTRA + i), around[c0 + 2 * CEPSTRA] - around[m3 + CEPSTRA], range[CEPSTRA + i]);
			const bend = around[c0 + 3 * CEPSTRA] - around[c0 - CEPSTRA] - (around[c0 + CEPSTRA] - around[m3]);
			put(out, at + 2 * (2 * CEPSTRA + i), bend, range[2 * CEPSTRA + i]);
		}
	};
}

function put(out: Int16Array, at: number, value: number, range: number): void {
	const x = value >= range ? 1 : value <= -range ? -1 : value / range;
	out[at] = Math.floor(x * x * 32767 + 0.5);
	out[at + 1] = Math.floor(x * 32767 + 0.5);
}
