// @ts-nocheck: AssemblyScript, built by `npm run build:wasm`.
//
// score/phoneloop.ts over a stretch of frames: each frame of densities counts for `stride` frames.

import { bytesPerFrame, seekFrame, senoneScore } from './senones';

const NEVER: i32 = -1500000000;

let count: usize = 0; // states, three a phone
let senones: usize = 0; // [state], u16
let stay: usize = 0; // [state], i32
let next: usize = 0; // [state], i32
let states: usize = 0; // [state], i32
let begun: usize = 0; // [state], i32
let scores: usize = 0; // [state], i32
let enterCost: i32 = 0;
let fineness: i32 = 16;
let enter: i32 = NEVER;
let frame: i32 = 0;

export function configureLoop(
	n: i32,
	u: usize,
	s: usize,
	x: usize,
	a: usize,
	b: usize,
	c: usize,
	cost: i32,
	fine: i32
): void {
	count = n;
	senones = u;
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
	for (let k: usize = 0; k < count; k++) {
		store<i32>(states + (k << 2), k % 3 == 0 ? 0 : NEVER);
		store<i32>(begun + (k << 2), 0);
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
	const size = bytesPerFrame();
	for (let t: i32 = 0; t < frames; t++) {
		if (t % stride == 0) {
			seekFrame(near + <usize>(t / stride) * size);
			for (let k: usize = 0; k < count; k++)
				store<i32>(scores + (k << 2), senoneScore(load<u16>(senones + (k << 1))) * fineness);
		}
		let best: i32 = i32.MIN_VALUE;
		let leaving: i32 = i32.MIN_VALUE;
		let bestAt: usize = 0;
		let leavingAt: usize = 0;
		for (let k: usize = 0; k < count << 2; k += 12) {
			const s0 = load<i32>(states + k);
			const s1 = load<i32>(states + k, 4);
			let n2 = load<i32>(states + k, 8) + load<i32>(stay + k, 8);
			const from1 = s1 + load<i32>(next + k, 4);
			if (from1 > n2) {
				n2 = from1;
				store<i32>(begun + k, load<i32>(begun + k, 4), 8);
			}
			let n1 = s1 + load<i32>(stay + k, 4);
			const from0 = s0 + load<i32>(next + k);
			if (from0 > n1) {
				n1 = from0;
				store<i32>(begun + k, load<i32>(begun + k), 4);
			}
			let n0 = s0 + load<i32>(stay + k);
			if (enter > n0) {
				n0 = enter;
				store<i32>(begun + k, frame);
			}
			n0 += load<i32>(scores + k);
			n1 += load<i32>(scores + k, 4);
			n2 += load<i32>(scores + k, 8);
			store<i32>(states + k, n0);
			store<i32>(states + k, n1, 4);
			store<i32>(states + k, n2, 8);
			const top = max(n0, max(n1, n2));
			if (top > best) {
				best = top;
				bestAt = k;
			}
			const out = n2 + load<i32>(next + k, 8);
			if (out > leaving) {
				leaving = out;
				leavingAt = k;
			}
		}
		for (let k: usize = 0; k < count << 2; k += 4) store<i32>(states + k, max(NEVER, load<i32>(states + k) - best));
		enter = leaving - best + enterCost;
		frame++;
		store<i32>(gain + ((<usize>t) << 2), best);
		store<u8>(bestPhone + t, <u8>(bestAt / 12));
		store<u8>(finished + t, <u8>(leavingAt / 12));
		store<u8>(lasted + t, <u8>min(255, frame - load<i32>(begun + leavingAt, 8)));
	}
}
