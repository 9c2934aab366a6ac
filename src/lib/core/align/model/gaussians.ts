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

/** Packs means and variances for scoring; `range` is that of the features (front/features.ts). */
export function packGaussians(
	codebooks: number,
	densities: number,
	means: Float32Array,
	variances: Float32Array,
	range: Float32Array
): Gaussians {
	const bytesPerStream = densities * 4 + (densities / 4) * WIDTH * 16;
	const packed = new Uint8Array(codebooks * STREAMS * bytesPerStream);
	const constants = new Int32Array(packed.buffer);
	const pairs = new Int16Array(packed.buffer);
	for (let block = 0; block < codebooks * STREAMS; block++) {
		const base = block * bytesPerStream;
		const x = range.subarray((block % STREAMS) * WIDTH, (block % STREAMS) * WIDTH + WIDTH);
		for (let density = 0; density < densities; density++) {
			const from = (block * densities + density) * WIDTH;
			const to = (base + densities * 4 + (density >> 2) * WIDTH * 16 + (density & 3) * 4) / 2;
			constants[base / 4 + density] = packDensity(means, variances, from, x, pairs, to);
		}
	}
	return { codebooks, densities, means, variances, range, packed, bytesPerStream };
}

const spread = new Float64Array(WIDTH);

/** Writes the pairs of one density; returns its constant. */
function packDensity(
	means: Float32Array,
	variances: Float32Array,
	from: number,
	range: Float32Array,
	pairs: Int16Array,
	to: number
): number {
	let largest = 0;
	for (let i = 0; i < WIDTH; i++) {
		const x = range[i];
		const reach = x + Math.abs(means[from + i]);
		spread[i] = Math.max(variances[from + i], 0.015 * x * (0.015 * x));
		largest += (reach * reach) / spread[i];
	}
	largest /= 2 * UNIT;
	const widen = Math.max(1, largest / LARGEST);
	let product = 1;
	let constant = 0;
	for (let i = 0; i < WIDTH; i++) {
		const x = range[i];
		const m = means[from + i];
		const v = 1 / (2 * widen * UNIT * spread[i]);
		// One logarithm for all: thirteen variances stay far inside a double.
		product *= 2 * Math.PI * widen * spread[i];
		constant -= m * m * v;
		const a = (v * x * SCALE) / 32767;
		pairs[to + 8 * i] = to16(-a * x);
		pairs[to + 8 * i + 1] = to16(2 * m * a);
	}
	return Math.round((constant - Math.log(product) / (2 * UNIT)) * SCALE);
}

function rangeOf(means: Float32Array, variances: Float32Array, densities: number): Float32Array {
	const range = new Float32Array(STREAMS * WIDTH);
	for (let k = 0, density = 0; k < means.length; density++) {
		const at = (Math.floor(density / densities) % STREAMS) * WIDTH;
		for (let i = 0; i < WIDTH; i++, k++) {
			const reach = Math.abs(means[k]) + 3 * Math.sqrt(variances[k]);
			if (reach > range[at + i]) range[at + i] = reach;
		}
	}
	return range;
}

function to16(value: number): number {
	return value >= 32767 ? 32767 : value <= -32768 ? -32768 : Math.floor(value + 0.5);
}
