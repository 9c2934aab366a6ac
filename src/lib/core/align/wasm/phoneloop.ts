// @ts-nocheck: AssemblyScript, built by `npm run build:wasm`.
//
// score/phoneloop.ts over a stretch of frames, four phones at a time: each frame of densities counts for `stride` frames.
//
//   states   │ first: AA AE AH AO … │ second: AA AE … │ third: AA … │      each row filled up to whole lanes
//   weights  │ AA: stream 0: density 0: ▪▪▪· 1: ▪▪▪· …                     those of a phone's three states side by side
//
// The senones of two phones are scored at once, a lane each: score/senones.ts, where the greatest correction is 7, and
// from a difference of 32 on there is none.

import { codebooks, densities, KEPT, STREAMS } from './densities';
import { FAR, NOTHING_NEAR } from './senones';

const NEVER: i32 = -1500000000;

let phones: usize = 0;
let row: usize = 0; // bytes of a row of one state of all phones
let weights: usize = 0; // [phone][stream][density][state, and one more], u8
let codebookOf: usize = 0; // [phone], u8, of what fills up the rows too
let low: v128 = i32x4.splat(0); // corrections of differences 0 … 15
let high: v128 = i32x4.splat(0); // … and 16 … 31
let stay: usize = 0; // [state][phone], i32
let next: usize = 0; // [state][phone], i32
let states: usize = 0; // [state][phone], i32
let begun: usize = 0; // [state][phone], i32
let scores: usize = 0; // [state][phone], i32, of what fills up the rows too
let enterCost: i32 = 0;
let fineness: i32 = 16;
let enter: i32 = NEVER;
let frame: i32 = 0;

export function configureLoop(
	n: i32,
	lanes: i32,
	w: usize,
	u: usize,
	corrections: usize,
	s: usize,
	x: usize,
	a: usize,
	b: usize,
	c: usize,
	cost: i32,
	fine: i32
): void {
	phones = n;
	row = (<usize>lanes) << 2;
	weights = w;
	codebookOf = u;
	low = v128.load(corrections);
	high = v128.load(corrections, 16);
	stay = s;
	next = x;
	states = a;
	begun = b;
	scores = c;
	enterCost = cost;
	fineness = fine;
}

export function startLoop(): void {
	frame = 0;
	enter = NEVER;
	for (let k: usize = 0; k < 3 * row; k += 4) {
		store<i32>(states + k, k < row ? 0 : NEVER);
		store<i32>(begun + k, 0);
	}
}

/** The phone of the greatest value, `most`: the lowest one among equals. */
function winner(values: v128, at: v128, most: i32): i32 {
	const equal = i32x4.eq(values, i32x4.splat(most));
	const among = v128.bitselect(at, i32x4.splat(i32.MAX_VALUE), equal);
	return min(
		min(i32x4.extract_lane(among, 0), i32x4.extract_lane(among, 1)),
		min(i32x4.extract_lane(among, 2), i32x4.extract_lane(among, 3))
	);
}

function greatest(values: v128): i32 {
	return max(
		max(i32x4.extract_lane(values, 0), i32x4.extract_lane(values, 1)),
		max(i32x4.extract_lane(values, 2), i32x4.extract_lane(values, 3))
	);
}

/** Adds probabilities: the distance of their sum from those of two, lane by lane. */
function add(sum: v128, other: v128): v128 {
	const difference = i16x8.min_u(i16x8.abs(i16x8.sub(sum, other)), i16x8.splat(63));
	// The upper byte of each lane finds nothing.
	const at = v128.or(difference, i16x8.splat(<i16>0xff00));
	const correction = v128.or(i8x16.swizzle(low, at), i8x16.swizzle(high, i8x16.sub(at, i16x8.splat(16))));
	return i16x8.sub(i16x8.min_s(sum, other), correction);
}

/** The weights that a density near each of two phones has for their states, a lane each. */
function pair(near: usize, weight: usize, nearOther: usize, weightOther: usize): v128 {
	const one = v128.load32_zero(weight + ((<usize>load<u8>(near)) << 2));
	const both = v128.load_lane<u32>(weightOther + ((<usize>load<u8>(nearOther)) << 2), one, 1);
	return i16x8.extend_low_i8x16_u(both);
}

/** Scores the states of all phones on the densities of a frame. */
function scorePhones(frame: usize): void {
	const perPhone = (STREAMS * densities) << 2;
	for (let p: usize = 0; p < phones; p += 2) {
		let near = frame + <usize>load<u8>(codebookOf + p) * STREAMS * KEPT;
		let other = frame + <usize>load<u8>(codebookOf + p, 1) * STREAMS * KEPT;
		let weight = weights + p * perPhone;
		let total = i16x8.splat(0);
		for (let stream: usize = 0; stream < STREAMS; stream++) {
			const further = weight + perPhone;
			const distances = v128.load_lane<u32>(other + 4, v128.load32_zero(near + 4), 1);
			const nearest = i8x16.swizzle(distances, i8x16(0, -1, 0, -1, 0, -1, 0, -1, 4, -1, 4, -1, 4, -1, 4, -1));
			let sum = i16x8.add(nearest, pair(near, weight, other, further));
			const second = i8x16.swizzle(distances, i8x16(1, -1, 1, -1, 1, -1, 1, -1, 5, -1, 5, -1, 5, -1, 5, -1));
			sum = add(sum, i16x8.add(second, pair(near + 1, weight, other + 1, further)));
			const third = i8x16.swizzle(distances, i8x16(2, -1, 2, -1, 2, -1, 2, -1, 6, -1, 6, -1, 6, -1, 6, -1));
			sum = add(sum, i16x8.add(third, pair(near + 2, weight, other + 2, further)));
			const fourth = i8x16.swizzle(distances, i8x16(3, -1, 3, -1, 3, -1, 3, -1, 7, -1, 7, -1, 7, -1, 7, -1));
			sum = add(sum, i16x8.add(fourth, pair(near + 3, weight, other + 3, further)));
			const nothing = i16x8.eq(nearest, i16x8.splat(<i16>FAR));
			total = i16x8.add(total, v128.bitselect(i16x8.splat(<i16>NOTHING_NEAR), sum, nothing));
			near += KEPT;
			other += KEPT;
			weight += densities << 2;
		}
		const to = scores + (p << 2);
		store<i32>(to, -fineness * <i32>i16x8.extract_lane_s(total, 0));
		store<i32>(to + row, -fineness * <i32>i16x8.extract_lane_s(total, 1));
		store<i32>(to + 2 * row, -fineness * <i32>i16x8.extract_lane_s(total, 2));
		if (p + 1 == phones) break;
		store<i32>(to + 4, -fineness * <i32>i16x8.extract_lane_s(total, 4));
		store<i32>(to + row + 4, -fineness * <i32>i16x8.extract_lane_s(total, 5));
		store<i32>(to + 2 * row + 4, -fineness * <i32>i16x8.extract_lane_s(total, 6));
	}
}

/**
 * Frames 0 … `frames` − 1, whose densities lie behind one another at `near`. Writes the gain (i32), the best phone, the
 * finished one (u8) and its length (u8) of each.
 */
export function stepLoop(
	near: usize,
	frames: i32,
	stride: i32,
	gain: usize,
	bestPhone: usize,
	finished: usize,
	lasted: usize
): void {
	const size = codebooks * STREAMS * KEPT;
	for (let t: i32 = 0; t < frames; t++) {
		if (t % stride == 0) scorePhones(near + <usize>(t / stride) * size);
		const entering = i32x4.splat(enter);
		const now = i32x4.splat(frame);
		let top = i32x4.splat(i32.MIN_VALUE);
		let topAt = i32x4.splat(0);
		let out = top;
		let outAt = topAt;
		let at = i32x4(0, 1, 2, 3);
		for (let k: usize = 0; k < row; k += 16) {
			const k1 = k + row;
			const k2 = k1 + row;
			const s0 = v128.load(states + k);
			const s1 = v128.load(states + k1);
			let n2 = i32x4.add(v128.load(states + k2), v128.load(stay + k2));
			const from1 = i32x4.add(s1, v128.load(next + k1));
			const on2 = i32x4.gt_s(from1, n2);
			n2 = v128.bitselect(from1, n2, on2);
			v128.store(begun + k2, v128.bitselect(v128.load(begun + k1), v128.load(begun + k2), on2));
			let n1 = i32x4.add(s1, v128.load(stay + k1));
			const from0 = i32x4.add(s0, v128.load(next + k));
			const on1 = i32x4.gt_s(from0, n1);
			n1 = v128.bitselect(from0, n1, on1);
			v128.store(begun + k1, v128.bitselect(v128.load(begun + k), v128.load(begun + k1), on1));
			let n0 = i32x4.add(s0, v128.load(stay + k));
			const on0 = i32x4.gt_s(entering, n0);
			n0 = v128.bitselect(entering, n0, on0);
			v128.store(begun + k, v128.bitselect(now, v128.load(begun + k), on0));
			n0 = i32x4.add(n0, v128.load(scores + k));
			n1 = i32x4.add(n1, v128.load(scores + k1));
			n2 = i32x4.add(n2, v128.load(scores + k2));
			v128.store(states + k, n0);
			v128.store(states + k1, n1);
			v128.store(states + k2, n2);
			const most = i32x4.max_s(n0, i32x4.max_s(n1, n2));
			const higher = i32x4.gt_s(most, top);
			top = v128.bitselect(most, top, higher);
			topAt = v128.bitselect(at, topAt, higher);
			const leaving = i32x4.add(n2, v128.load(next + k2));
			const further = i32x4.gt_s(leaving, out);
			out = v128.bitselect(leaving, out, further);
			outAt = v128.bitselect(at, outAt, further);
			at = i32x4.add(at, i32x4.splat(4));
		}
		const best = greatest(top);
		const leaving = greatest(out);
		const last = winner(out, outAt, leaving);
		const taken = i32x4.splat(best);
		const least = i32x4.splat(NEVER);
		for (let k: usize = 0; k < 3 * row; k += 16)
			v128.store(states + k, i32x4.max_s(least, i32x4.sub(v128.load(states + k), taken)));
		enter = leaving - best + enterCost;
		frame++;
		store<i32>(gain + ((<usize>t) << 2), best);
		store<u8>(bestPhone + t, <u8>winner(top, topAt, best));
		store<u8>(finished + t, <u8>last);
		store<u8>(lasted + t, <u8>min(255, frame - load<i32>(begun + 2 * row + ((<usize>last) << 2))));
	}
}
