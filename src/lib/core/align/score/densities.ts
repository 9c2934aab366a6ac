// Which densities of each codebook are near a frame: the four best of each stream, and how far below the frame's best.
//
//   features ──► 42 codebooks × 3 streams × 128 log-likelihoods ──► per stream: index × 4, score × 4
//                                                                    score = (best of all codebooks − mine) / U
//
// Only 97 units below the best count at all (255 marks the ones that do not). Of each four interleaved classes of
// densities two at most are kept, which is what a vector unit finds without branching; the four best of those eight
// are returned. All of it is integers, so this plain path and the WebAssembly one (hands/kernel.ts) agree to the bit.
// Source: pocketsphinx `ptm_mgau.c` for the idea, the packing is our own.

import { SCALE_BITS, STREAMS, WIDTH, type Gaussians } from '../model/gaussians.ts';
import { PACKED } from '../front/features.ts';

/** Bytes of one codebook's stream in the result: four indices, four scores. */
export const KEPT = 8;
/** The score of a density that is too far away to count. */
export const FAR = 255;
/** Units below the best that still count. */
const REACH = 97 << SCALE_BITS;
const LOWEST = -0x80000000;

export type Densities = {
	/** Frames that one call takes at most. */
	readonly capacity: number;
	/** Where to put the features of up to `capacity` frames before a call, PACKED numbers a frame. */
	readonly features: Int16Array;
	/** Bytes of one frame in what `score` returns. */
	readonly bytesPerFrame: number;
	/** [frame][codebook][stream][KEPT] for the first `count` frames; codebooks whose mask is 0 are left as they are. */
	score(count: number, mask: Uint8Array): Uint8Array;
};

/** The low bits of a log-likelihood that make room for the density's index. */
export function indexBits(densities: number): number {
	return densities <= 128 ? 127 : 255;
}

/** The plain path, for where there is no WebAssembly and for tests. */
export function createDensities(gaussians: Gaussians, capacity: number): Densities {
	const { codebooks, densities, bytesPerStream, packed } = gaussians;
	const parameters = new Int16Array(packed.buffer);
	const constants = new Int32Array(packed.buffer);
	const features = new Int16Array(capacity * PACKED);
	const bytesPerFrame = codebooks * STREAMS * KEPT;
	const out = new Uint8Array(capacity * bytesPerFrame);
	const all = new Int32Array(codebooks * 8);
	const best = new Int32Array(8);
	const low = indexBits(densities);

	/** The two best of each class of one codebook's stream, index in the low bits, into `all` at `to`. */
	function scan(block: number, feature: number, to: number): number {
		const constantAt = (block * bytesPerStream) / 4;
		const parameterAt = (block * bytesPerStream) / 2 + densities * 2;
		let largest = LOWEST;
		all.fill(LOWEST, to, to + 8);
		for (let density = 0; density < densities; density++) {
			const lane = density & 3;
			let at = parameterAt + (density >> 2) * WIDTH * 8 + lane * 2;
			let sum = constants[constantAt + density];
			for (let i = 0; i < WIDTH; i++, at += 8) {
				const k = feature + 2 * i;
				sum = (sum + parameters[at] * features[k] + parameters[at + 1] * features[k + 1]) | 0;
			}
			if (sum > largest) largest = sum;
			const value = (sum & ~low) | density;
			if (value > all[to + lane]) {
				all[to + 4 + lane] = all[to + lane];
				all[to + lane] = value;
			} else if (value > all[to + 4 + lane]) all[to + 4 + lane] = value;
		}
		return largest | low;
	}

	return {
		capacity,
		features,
		bytesPerFrame,
		score(count, mask) {
			for (let t = 0; t < count; t++)
				for (let stream = 0; stream < STREAMS; stream++) {
					let top = -1_000_000_000;
					for (let c = 0; c < codebooks; c++) {
						if (!mask[c]) continue;
						const largest = scan(c * STREAMS + stream, t * PACKED + stream * 2 * WIDTH, c * 8);
						if (largest > top) top = largest;
					}
					for (let c = 0; c < codebooks; c++) {
						if (!mask[c]) continue;
						best.set(all.subarray(c * 8, c * 8 + 8));
						best.sort();
						const at = ((t * codebooks + c) * STREAMS + stream) * KEPT;
						for (let k = 0; k < 4; k++) {
							const value = best[7 - k];
							const near = value > top - REACH;
							out[at + k] = near ? value & low : 0;
							out[at + 4 + k] = near ? (top - value) >> SCALE_BITS : FAR;
						}
					}
				}
			return out;
		}
	};
}
