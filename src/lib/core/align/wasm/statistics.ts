// @ts-nocheck: AssemblyScript, built by `npm run build:wasm`.
//
// adapt/statistics.ts with vectors: likelihoods of four densities at a time, two sums at a time. See there for what it
// computes and why; the results are the same to the bit.

import { f64At } from './access';
import { bytesPerStream, densities, largestOfFour, STREAMS } from './densities';
import { codebook, weightsOf } from './senones';

const WIDTH: usize = 13;
const ROW: usize = 14;
const SCALE_BITS: i32 = 13;
const LOWEST: i32 = i32.MIN_VALUE;

let parameters: usize = 0;
let range: usize = 0; // [39], f64
let pairs: usize = 0; // [39][2], f64
let table: usize = 0; // shares, f64
let far: i32 = 0;
let shareBits: i32 = 0;
let values: usize = 0; // [density], i32
let feature: usize = 0; // 13 packed pairs
let x: usize = 0; // 14, f64
let pull: usize = 0; // 13 × 2, f64

export function configureStatistics(
	parametersAt: usize,
	rangeAt: usize,
	pairsAt: usize,
	tableAt: usize,
	length: i32,
	bits: i32,
	valuesAt: usize,
	work: usize
): void {
	parameters = parametersAt;
	range = rangeAt;
	pairs = pairsAt;
	table = tableAt;
	far = length << bits;
	shareBits = bits;
	values = valuesAt;
	feature = work;
	x = work + 64;
	pull = work + 192;
}

/** The transformed feature, packed. */
function pack(transform: usize, stream: usize): void {
	for (let i: usize = 0; i < WIDTH; i++) {
		let sum: f64 = 0;
		for (let j: usize = 0; j < ROW; j++) sum += load<f64>(transform + ((i * ROW + j) << 3)) * load<f64>(x + (j << 3));
		let value = sum / load<f64>(range + ((stream * WIDTH + i) << 3));
		value = value < 1 ? value : 1;
		value = value > -1 ? value : -1;
		store<i16>(feature + (i << 2), <i16>Math.floor(value * value * 32767 + 0.5));
		store<i16>(feature + (i << 2), <i16>Math.floor(value * 32767 + 0.5), 2);
	}
}

/** Log-likelihoods of a codebook's densities in a stream, weights included; returns the largest. */
function likelihoods(block: usize, weights: usize): i32 {
	const y0 = v128.load32_splat(feature);
	const y1 = v128.load32_splat(feature, 4);
	const y2 = v128.load32_splat(feature, 8);
	const y3 = v128.load32_splat(feature, 12);
	const y4 = v128.load32_splat(feature, 16);
	const y5 = v128.load32_splat(feature, 20);
	const y6 = v128.load32_splat(feature, 24);
	const y7 = v128.load32_splat(feature, 28);
	const y8 = v128.load32_splat(feature, 32);
	const y9 = v128.load32_splat(feature, 36);
	const y10 = v128.load32_splat(feature, 40);
	const y11 = v128.load32_splat(feature, 44);
	const y12 = v128.load32_splat(feature, 48);
	let top = i32x4.splat(LOWEST);
	let p = block + (densities << 2);
	for (let d: usize = 0; d < densities; d += 4) {
		const weight = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(weights + d)));
		let a = i32x4.sub(v128.load(block + (d << 2)), i32x4.shl(weight, SCALE_BITS));
		let b = i32x4.dot_i16x8_s(v128.load(p), y0);
		a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(p, 16), y1));
		b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load(p, 32), y2));
		a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(p, 48), y3));
		b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load(p, 64), y4));
		a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(p, 80), y5));
		b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load(p, 96), y6));
		a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(p, 112), y7));
		b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load(p, 128), y8));
		a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(p, 144), y9));
		b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load(p, 160), y10));
		a = i32x4.add(a, i32x4.dot_i16x8_s(v128.load(p, 176), y11));
		b = i32x4.add(b, i32x4.dot_i16x8_s(v128.load(p, 192), y12));
		a = i32x4.add(a, b);
		v128.store(values + (d << 2), a);
		top = i32x4.max_s(top, a);
		p += WIDTH << 4;
	}
	v128.store(pull, top);
	return largestOfFour(pull);
}

/** Sets `pull` to what the densities near the frame say, by their shares of `weight`. */
function share(block: usize, top: i32, weight: f64): void {
	let total: f64 = 0;
	for (let d: usize = 0; d < densities; d++) {
		const below = top - load<i32>(values + (d << 2));
		if (below < far) total += f64At(table, below >> shareBits);
	}
	memory.fill(pull, 0, WIDTH << 4);
	for (let d: usize = 0; d < densities; d++) {
		const below = top - load<i32>(values + (d << 2));
		if (below >= far) continue;
		const part = f64x2.splat((f64At(table, below >> shareBits) / total) * weight);
		let at = block + (densities << 2) + (d >> 2) * (WIDTH << 4) + ((d & 3) << 2);
		const stop = pull + (WIDTH << 4);
		for (let to = pull; to < stop; to += 16, at += 16) {
			const pair = f64x2.convert_low_i32x4_s(i32x4.extend_low_i16x8_s(v128.load32_zero(at)));
			v128.store(to, f64x2.add(v128.load(to), f64x2.mul(part, pair)));
		}
	}
}

/** See Gather; g is left as it is below the diagonal. */
export function gatherStatistics(
	length: i32,
	features: usize,
	senones: usize,
	weights: usize,
	transform: usize,
	g: usize,
	k: usize
): void {
	for (let a: i32 = 0; a < length; a++) {
		const senone: u32 = load<u16>(senones + ((<usize>a) << 1));
		const weight: f64 = <f64>load<f32>(weights + ((<usize>a) << 2));
		for (let stream: usize = 0; stream < STREAMS; stream++) {
			const from = features + (((<usize>a * STREAMS + stream) * WIDTH) << 2);
			for (let i: usize = 0; i < WIDTH; i++) store<f64>(x + (i << 3), <f64>load<f32>(from + (i << 2)));
			store<f64>(x + (WIDTH << 3), stream == 0 ? 1 : 0);
			pack(transform, stream);
			const block = parameters + (codebook(senone) * STREAMS + stream) * bytesPerStream;
			const top = likelihoods(block, weightsOf(senone) + stream * densities);
			share(block, top, weight);
			const x0 = v128.load(x);
			const x2 = v128.load(x, 16);
			const x4 = v128.load(x, 32);
			const x6 = v128.load(x, 48);
			const x8 = v128.load(x, 64);
			const x10 = v128.load(x, 80);
			const x12 = v128.load(x, 96);
			let row = g;
			let sums = k;
			for (let i: usize = 0; i < WIDTH; i++) {
				const factors = v128.load(pairs + ((stream * WIDTH + i) << 4));
				const both = f64x2.mul(v128.load(pull + (i << 4)), factors);
				const precision = f64x2.extract_lane(both, 0);
				const mean = f64x2.splat(f64x2.extract_lane(both, 1));
				add(sums, mean, x0);
				add(sums + 16, mean, x2);
				add(sums + 32, mean, x4);
				add(sums + 48, mean, x6);
				add(sums + 64, mean, x8);
				add(sums + 80, mean, x10);
				add(sums + 96, mean, x12);
				sums += ROW << 3;
				for (let p: usize = 0; p < ROW; p++) {
					const w = f64x2.splat(precision * load<f64>(x + (p << 3)));
					if (p < 2) add(row, w, x0);
					if (p < 4) add(row + 16, w, x2);
					if (p < 6) add(row + 32, w, x4);
					if (p < 8) add(row + 48, w, x6);
					if (p < 10) add(row + 64, w, x8);
					if (p < 12) add(row + 80, w, x10);
					add(row + 96, w, x12);
					row += ROW << 3;
				}
			}
		}
	}
}

function add(to: usize, w: v128, values: v128): void {
	v128.store(to, f64x2.add(v128.load(to), f64x2.mul(w, values)));
}
