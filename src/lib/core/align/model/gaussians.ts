// The Gaussian densities of every codebook, packed so that one density's log-likelihood is a 16-bit dot product.
//
//   ln N(x; m, v) = C + Σ ( −1/2v · x² + m/v · x )      = constant + (x², x) · (a, b), thirteen times
//
// Each stream's values are scaled by X, the largest |mean| + 3 sd it has, to fit 16 bits: the features come as
// (x²/X², x/X)·32767, the parameters as (−v·X², 2mv·X)/32767·SCALE with v = 1/(2·variance), all in senone units.
// SCALE 8192 keeps thirteen bits below the point; 1024 loses too much. Narrow variances are floored at (0.015 X)².
//
// Layout, for each codebook and stream: D constants (i32), then for each group of 4 densities and each dimension
// the pairs (a, b) × 4 (i16), so that a vector unit reads 16 bytes at a time.

import { notModel, readNumbers } from './files.ts';
import { UNIT } from './units.ts';

export const STREAMS = 3;
/** Cepstra in a stream. */
export const WIDTH = 13;
/** Bits below the point in a packed log-likelihood. */
export const SCALE_BITS = 13;
const SCALE = 1 << SCALE_BITS;
/** Largest sum of products that stays inside 32 bits, in units. */
const LARGEST = 240_000;

export type Gaussians = {
	codebooks: number;
	densities: number;
	/** Means and variances as read: [codebook][stream][density][dimension]. */
	means: Float32Array;
	variances: Float32Array;
	/** Largest value a feature may have, [stream][dimension]; features are clamped to it. */
	range: Float32Array;
	/** Packed parameters, see above. */
	packed: Uint8Array;
	/** Bytes of one codebook's stream in `packed`. */
	bytesPerStream: number;
};

export function readGaussians(means: Uint8Array, variances: Uint8Array): Gaussians {
	const mean = readNumbers(means, 'means', 3, true);
	const variance = readNumbers(variances, 'variances', 3, true);
	const [codebooks, streams, densities, ...lengths] = mean.dimensions;
	if (streams !== STREAMS || lengths.some((length) => length !== WIDTH))
		throw notModel('means', `${streams} streams of ${lengths.join(', ')} instead of three of 13`);
	if (densities > 256 || densities % 8) throw notModel('means', `${densities} densities a codebook`);
	if (mean.values.length !== variance.values.length)
		throw notModel('variances', `${variance.values.length} numbers beside ${mean.values.length} means`);
	const range = rangeOf(mean.values, variance.values, densities);
	return packGaussians(codebooks, densities, mean.values, variance.values, range);
}

/** Packs means and variances for scoring. `range` stays as it is when means are adapted, so that features do too. */
export function packGaussians(
	codebooks: number,
	densities: number,
	means: Float32Array,
	variances: Float32Array,
	range: Float32Array
): Gaussians {
	const bytesPerStream = densities * 4 + (densities / 4) * WIDTH * 16;
	const packed = new Uint8Array(codebooks * STREAMS * bytesPerStream);
	const view = new DataView(packed.buffer);
	const spread = new Float64Array(WIDTH);
	for (let block = 0; block < codebooks * STREAMS; block++) {
		const base = block * bytesPerStream;
		const x = range.subarray((block % STREAMS) * WIDTH, (block % STREAMS) * WIDTH + WIDTH);
		for (let density = 0; density < densities; density++) {
			const from = (block * densities + density) * WIDTH;
			let largest = 0;
			for (let i = 0; i < WIDTH; i++) {
				spread[i] = Math.max(variances[from + i], (0.015 * x[i]) ** 2);
				largest += (x[i] + Math.abs(means[from + i])) ** 2 / 2 / spread[i] / UNIT;
			}
			if (largest > LARGEST) for (let i = 0; i < WIDTH; i++) spread[i] *= largest / LARGEST;
			const group = density >> 2;
			const lane = density & 3;
			let constant = 0;
			for (let i = 0; i < WIDTH; i++) {
				const m = means[from + i];
				const v = 1 / (2 * spread[i]) / UNIT;
				constant += Math.log(1 / Math.sqrt(2 * Math.PI * spread[i])) / UNIT - m * m * v;
				const at = base + densities * 4 + (group * WIDTH + i) * 16 + lane * 4;
				view.setInt16(at, to16(((-v * x[i] * x[i]) / 32767) * SCALE), true);
				view.setInt16(at + 2, to16(((2 * m * v * x[i]) / 32767) * SCALE), true);
			}
			view.setInt32(base + density * 4, Math.round(constant * SCALE), true);
		}
	}
	return { codebooks, densities, means, variances, range, packed, bytesPerStream };
}

function rangeOf(means: Float32Array, variances: Float32Array, densities: number): Float32Array {
	const range = new Float32Array(STREAMS * WIDTH);
	for (let k = 0; k < means.length; k++) {
		const stream = Math.floor(k / (WIDTH * densities)) % STREAMS;
		const at = stream * WIDTH + (k % WIDTH);
		range[at] = Math.max(range[at], Math.abs(means[k]) + 3 * Math.sqrt(variances[k]));
	}
	return range;
}

function to16(value: number): number {
	return Math.max(-32768, Math.min(32767, Math.round(value)));
}
