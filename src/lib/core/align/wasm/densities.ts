// @ts-nocheck: AssemblyScript, built by `npm run build:wasm`.
//
// score/densities.ts with vectors, four frames by eight densities at a time. See there for
// what it computes and why; the results are the same to the bit. The host (hands/kernel.ts) lays memory out.

const WIDTH: usize = 13;
export const STREAMS: usize = 3;
export const KEPT: usize = 8;
export const PACKED: usize = 156; // bytes of one frame's features
const SCALE_BITS: i32 = 13;
const REACH: i32 = 97 << SCALE_BITS;
const LOWEST: i32 = i32.MIN_VALUE;

let parameters: usize = 0;
export let features: usize = 0;
let candidates: usize = 0; // [frame][codebook][stream] × 8, i32
let best: usize = 0; // [frame][stream], i32
export let codebooks: usize = 0;
export let densities: usize = 0;
export let bytesPerStream: usize = 0;
let low: i32 = 127;

export function configureDensities(p: usize, f: usize, c: usize, b: usize, nc: i32, nd: i32, lowBits: i32): void {
	parameters = p;
	features = f;
	candidates = c;
	best = b;
	codebooks = nc;
	densities = nd;
	bytesPerStream = densities * 4 + (densities >> 2) * WIDTH * 16;
	low = lowBits;
}

/** The largest of four i32. */
export function largestOfFour(at: usize): i32 {
	const v = v128.load(at);
	let h = i32x4.max_s(v, v128.shuffle<i32>(v, v, 2, 3, 0, 1));
	h = i32x4.max_s(h, v128.shuffle<i32>(h, h, 1, 0, 3, 2));
	return i32x4.extract_lane(h, 0);
}

/**
 * The two best densities of each of four interleaved classes of one codebook's stream, for four frames, with the density's
 * index in the low bits: at `to`, and `step` further on for each next frame.
 */
function candidatesOfFour(block: usize, x: usize, to: usize, step: usize): void {
	const high = i32x4.splat(~low);
	const eight = i32x4.splat(8);
	let even = i32x4(0, 1, 2, 3);
	let odd = i32x4(4, 5, 6, 7);
	let f0 = i32x4.splat(LOWEST);
	let f1 = f0;
	let f2 = f0;
	let f3 = f0;
	let s0 = f0;
	let s1 = f0;
	let s2 = f0;
	let s3 = f0;
	let constant = block;
	let p = block + (densities << 2);
	const end = p + (densities >> 2) * WIDTH * 16;
	while (p < end) {
		let a0 = v128.load(constant);
		let b0 = v128.load(constant, 16);
		let a1 = a0;
		let a2 = a0;
		let a3 = a0;
		let b1 = b0;
		let b2 = b0;
		let b3 = b0;
		let q = p;
		let k = x;
		const stop = p + 208;
		while (q < stop) {
			const qa = v128.load(q);
			const qb = v128.load(q, 208);
			let y = v128.load32_splat(k);
			a0 = i32x4.add(a0, i32x4.dot_i16x8_s(qa, y));
			b0 = i32x4.add(b0, i32x4.dot_i16x8_s(qb, y));
			y = v128.load32_splat(k, 156);
			a1 = i32x4.add(a1, i32x4.dot_i16x8_s(qa, y));
			b1 = i32x4.add(b1, i32x4.dot_i16x8_s(qb, y));
			y = v128.load32_splat(k, 312);
			a2 = i32x4.add(a2, i32x4.dot_i16x8_s(qa, y));
			b2 = i32x4.add(b2, i32x4.dot_i16x8_s(qb, y));
			y = v128.load32_splat(k, 468);
			a3 = i32x4.add(a3, i32x4.dot_i16x8_s(qa, y));
			b3 = i32x4.add(b3, i32x4.dot_i16x8_s(qb, y));
			q += 16;
			k += 4;
		}
		a0 = v128.or(v128.and(a0, high), even);
		s0 = i32x4.max_s(s0, i32x4.min_s(f0, a0));
		f0 = i32x4.max_s(f0, a0);
		a1 = v128.or(v128.and(a1, high), even);
		s1 = i32x4.max_s(s1, i32x4.min_s(f1, a1));
		f1 = i32x4.max_s(f1, a1);
		a2 = v128.or(v128.and(a2, high), even);
		s2 = i32x4.max_s(s2, i32x4.min_s(f2, a2));
		f2 = i32x4.max_s(f2, a2);
		a3 = v128.or(v128.and(a3, high), even);
		s3 = i32x4.max_s(s3, i32x4.min_s(f3, a3));
		f3 = i32x4.max_s(f3, a3);
		b0 = v128.or(v128.and(b0, high), odd);
		s0 = i32x4.max_s(s0, i32x4.min_s(f0, b0));
		f0 = i32x4.max_s(f0, b0);
		b1 = v128.or(v128.and(b1, high), odd);
		s1 = i32x4.max_s(s1, i32x4.min_s(f1, b1));
		f1 = i32x4.max_s(f1, b1);
		b2 = v128.or(v128.and(b2, high), odd);
		s2 = i32x4.max_s(s2, i32x4.min_s(f2, b2));
		f2 = i32x4.max_s(f2, b2);
		b3 = v128.or(v128.and(b3, high), odd);
		s3 = i32x4.max_s(s3, i32x4.min_s(f3, b3));
		f3 = i32x4.max_s(f3, b3);
		even = i32x4.add(even, eight);
		odd = i32x4.add(odd, eight);
		p += 416;
		constant += 32;
	}
	v128.store(to, f0);
	v128.store(to, s0, 16);
	to += step;
	v128.store(to, f1);
	v128.store(to, s1, 16);
	to += step;
	v128.store(to, f2);
	v128.store(to, s2, 16);
	to += step;
	v128.store(to, f3);
	v128.store(to, s3, 16);
}

function byteLanes(v: v128): u32 {
	const narrow = i8x16.shuffle(v, v, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
	return i32x4.extract_lane(narrow, 0);
}

/** The four best of eight candidates, best first, as index and distance. */
function fourBest(from: usize, at: usize, top: i32): void {
	// Each half in falling order (a network of five exchanges, in lanes), then the larger of the one and the other turned
	// round: the four best of all, again put in order.
	let v = sortLanes(v128.load(from));
	const w = sortLanes(v128.load(from, 16));
	v = i32x4.max_s(v, v128.shuffle<i32>(w, w, 3, 2, 1, 0));
	// What is left is bitonic: two exchanges order it.
	v = exchangeFar(v);
	v = exchangeNear(v);
	const near = i32x4.gt_s(v, i32x4.splat(top - REACH));
	const index = v128.and(v128.and(v, i32x4.splat(low)), near);
	const distance = v128.or(i32x4.shr_s(i32x4.sub(i32x4.splat(top), v), SCALE_BITS), v128.not(near));
	store<u32>(at, byteLanes(index));
	store<u32>(at, byteLanes(distance), 4);
}

/** Orders lanes 0 and 2, 1 and 3: the larger one first. */
function exchangeFar(v: v128): v128 {
	const turned = v128.shuffle<i32>(v, v, 2, 3, 0, 1);
	return v128.shuffle<i32>(i32x4.max_s(v, turned), i32x4.min_s(v, turned), 0, 1, 6, 7);
}

/** Orders lanes 0 and 1, 2 and 3. */
function exchangeNear(v: v128): v128 {
	const turned = v128.shuffle<i32>(v, v, 1, 0, 3, 2);
	return v128.shuffle<i32>(i32x4.max_s(v, turned), i32x4.min_s(v, turned), 0, 5, 2, 7);
}

/** Four lanes in falling order. */
function sortLanes(v: v128): v128 {
	v = exchangeFar(v);
	v = exchangeNear(v);
	// Lanes 1 and 2 are left.
	const turned = v128.shuffle<i32>(v, v, 0, 2, 1, 3);
	return v128.shuffle<i32>(i32x4.max_s(v, turned), i32x4.min_s(v, turned), 0, 1, 6, 3);
}

/** See Densities.score: writes to `result`. `mask` has a byte for each codebook. */
export function scoreDensities(count: i32, mask: usize, result: usize): void {
	const n = <usize>count;
	for (let k = n; k & 3; k++) memory.copy(features + k * PACKED, features + (n - 1) * PACKED, PACKED);
	for (let i: usize = 0; i < n * STREAMS; i++) store<i32>(best + (i << 2), -1000000000);
	const step = (codebooks * STREAMS) << 5;
	for (let stream: usize = 0; stream < STREAMS; stream++) {
		for (let c: usize = 0; c < codebooks; c++) {
			if (!load<u8>(mask + c)) continue;
			const block = parameters + (c * STREAMS + stream) * bytesPerStream;
			for (let t: usize = 0; t < n; t += 4) {
				let to = candidates + (((t * codebooks + c) * STREAMS + stream) << 5);
				candidatesOfFour(block, features + t * PACKED + stream * WIDTH * 4, to, step);
				for (let k: usize = t; k < min<usize>(t + 4, n); k++, to += step) {
					const bestAt = best + ((k * STREAMS + stream) << 2);
					store<i32>(bestAt, max(load<i32>(bestAt), largestOfFour(to) | low));
				}
			}
		}
	}
	for (let t: usize = 0; t < n; t++) {
		for (let c: usize = 0; c < codebooks; c++) {
			if (!load<u8>(mask + c)) continue;
			for (let stream: usize = 0; stream < STREAMS; stream++) {
				const at = (t * codebooks + c) * STREAMS + stream;
				fourBest(candidates + (at << 5), result + at * KEPT, load<i32>(best + ((t * STREAMS + stream) << 2)));
			}
		}
	}
}
