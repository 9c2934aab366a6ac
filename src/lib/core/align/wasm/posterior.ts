// @ts-nocheck: AssemblyScript, built by `npm run build:wasm`.
//
// refine/posterior.ts, scores included: densities of the codebooks that a stretch of the band may ask for, senones of
// the states in it, forward, backward. Sums are taken in the same order as there.

import { f64At, i32At } from './access';
import { features, PACKED, scoreDensities } from './densities';
import { bytesPerFrame, codebook, seekFrame, senoneScore } from './senones';

const FIRST: u32 = 1;
const LAST: u32 = 2;
const JUMP: u32 = 4;
const FILLER: u32 = 8;
const PAUSE: i32 = 3;
/** What a filler scores where there are none: nothing comes through it. */
const NEVER: i32 = -1000000;

/** The fields of a task, as hands/kernel.ts writes them: numbers first, then pointers. */
let words: i32 = 0;
let states: i32 = 0;
let frames: i32 = 0;
let odd: i32 = 0;
let frameCount: i32 = 0;
let capacity: i32 = 0;
let codebooks: i32 = 0;
let farthest: i32 = 0;
let fineness: i32 = 0;
let occupiedRoom: i32 = 0;
let fillerCost: i32 = 0;
let senone: usize = 0;
let stay: usize = 0;
let next: usize = 0;
let row: usize = 0;
let edge: usize = 0;
let wordOf: usize = 0;
let pauseAt: usize = 0;
let rowsAt: usize = 0;
let firsts: usize = 0;
let lasts: usize = 0;
let low: usize = 0;
let high: usize = 0;
let offset: usize = 0;
let background: usize = 0;
let packed: usize = 0;
let near: usize = 0;
let mask: usize = 0;
let fall: usize = 0;
let alpha: usize = 0;
let emit: usize = 0;
let gain: usize = 0;
let sums: usize = 0;
let now: usize = 0;
let before: usize = 0;
let ahead: usize = 0;
let rowMass: usize = 0;
let scores: usize = 0;
let started: usize = 0;
let start: usize = 0;
let spread: usize = 0;
let rested: usize = 0;
let ended: usize = 0;
let end: usize = 0;
let spent: usize = 0;
let ratio: usize = 0;
let broken: usize = 0;
let filled: usize = 0;
let resumed: usize = 0;
let occupied: usize = 0;
/** Probability of a filler, 0 where there are none. */
let entry: f64 = 0;
/** What the best state of each frame scored, all together. */
let tops: i32 = 0;

function readTask(p: usize): void {
	words = load<i32>(p);
	states = load<i32>(p, 4);
	frames = load<i32>(p, 8);
	odd = load<i32>(p, 12);
	frameCount = load<i32>(p, 16);
	capacity = load<i32>(p, 20);
	codebooks = load<i32>(p, 24);
	farthest = load<i32>(p, 28);
	fineness = load<i32>(p, 32);
	occupiedRoom = load<i32>(p, 36);
	fillerCost = load<i32>(p, 40);
	senone = load<usize>(p, 44);
	stay = load<usize>(p, 48);
	next = load<usize>(p, 52);
	row = load<usize>(p, 56);
	edge = load<usize>(p, 60);
	wordOf = load<usize>(p, 64);
	pauseAt = load<usize>(p, 68);
	rowsAt = load<usize>(p, 72);
	firsts = load<usize>(p, 76);
	lasts = load<usize>(p, 80);
	low = load<usize>(p, 84);
	high = load<usize>(p, 88);
	offset = load<usize>(p, 92);
	background = load<usize>(p, 96);
	packed = load<usize>(p, 100);
	near = load<usize>(p, 104);
	mask = load<usize>(p, 108);
	fall = load<usize>(p, 112);
	alpha = load<usize>(p, 116);
	emit = load<usize>(p, 120);
	gain = load<usize>(p, 124);
	sums = load<usize>(p, 128);
	now = load<usize>(p, 132);
	before = load<usize>(p, 136);
	ahead = load<usize>(p, 140);
	rowMass = load<usize>(p, 144);
	scores = load<usize>(p, 148);
	started = load<usize>(p, 152);
	start = load<usize>(p, 156);
	spread = load<usize>(p, 160);
	rested = load<usize>(p, 164);
	ended = load<usize>(p, 168);
	end = load<usize>(p, 172);
	spent = load<usize>(p, 176);
	ratio = load<usize>(p, 180);
	broken = load<usize>(p, 184);
	filled = load<usize>(p, 188);
	resumed = load<usize>(p, 192);
	occupied = load<usize>(p, 196);
	entry = load<f64>(load<usize>(p, 200));
}

function increase(array: usize, index: i32, by: f64): void {
	const at = array + ((<usize>index) << 3);
	store<f64>(at, load<f64>(at) + by);
}

function clear(array: usize, from: i32, to: i32): void {
	memory.fill(array + ((<usize>from) << 3), 0, (<usize>(to - from)) << 3);
}

/** What goes out of word `k`, given what is in each state. */
function leaving(mass: usize, k: i32): f64 {
	let sum: f64 = 0;
	for (let r = i32At(rowsAt, k); r < i32At(rowsAt, k + 1); r++) {
		const s = i32At(lasts, r);
		sum += f64At(mass, s) * f64At(next, s);
	}
	return sum;
}

/** The sum over the ways into word `k`. */
function entering(k: i32): f64 {
	let sum: f64 = 0;
	for (let r = i32At(rowsAt, k); r < i32At(rowsAt, k + 1); r++) sum += f64At(ahead, i32At(firsts, r));
	return sum;
}

/** Densities of up to `capacity` frames from `first` on, of the codebooks that frame `t` and those after it may need. */
function scoreBlock(first: i32, t: i32): i32 {
	const count = min(capacity, frameCount - first);
	const last = min(frames - 1, 2 * (first + count) - 1 - odd);
	memory.fill(mask, 0, codebooks);
	for (let s = i32At(low, t); s < i32At(high, last); s++)
		store<u8>(mask + codebook(load<u16>(senone + ((<usize>s) << 1))), 1);
	memory.copy(features, packed + <usize>first * PACKED, <usize>count * PACKED);
	scoreDensities(count, mask, near);
	return count;
}

/** The densities of the first `ready` frames are there already. */
function forward(ready: i32): bool {
	let first: i32 = 0;
	tops = 0;
	let here: i32 = -1;
	for (let t: i32 = 0; t < frames; t++) {
		const from = i32At(low, t);
		const to = i32At(high, t);
		const at = i32At(offset, t) - from;
		const d = (odd + t) >> 1;
		if (d >= ready) {
			first = d;
			ready = d + scoreBlock(d, t);
		}
		if (d != here) seekFrame(near + <usize>(d - first) * bytesPerFrame());
		here = d;
		const floor = i32At(background, odd + t);
		const filler = entry > 0 ? floor / fineness - fillerCost : NEVER;
		let top: i32 = i32.MIN_VALUE;
		for (let s = from; s < to; s++) {
			const score = load<u8>(edge + s) & FILLER ? filler : senoneScore(load<u16>(senone + ((<usize>s) << 1)));
			store<i32>(scores + ((<usize>s) << 2), score);
			top = max(top, score);
		}
		tops += top;
		let sum: f64 = 0;
		let rest: f64 = 0;
		let arrived: f64 = 0;
		for (let s = from; s < to; s++) {
			let mass = f64At(before, s) * f64At(stay, s);
			const e: u32 = load<u8>(edge + s);
			if (e & FIRST) {
				if (i32At(row, s) < 0) {
					const left: f64 = s == 0 ? (t == 0 ? 1 : 0) : leaving(before, i32At(wordOf, s) - 1);
					const over = f64At(before, s + PAUSE) * f64At(next, s + PAUSE);
					rest = left + f64At(before, s + PAUSE - 1) * f64At(next, s + PAUSE - 1);
					arrived = rest + over;
					mass += left + over;
				} else mass += arrived;
			} else if (e & FILLER) mass += rest * entry;
			else {
				mass += f64At(before, s - 1) * f64At(next, s - 1);
				if (e & JUMP) mass += f64At(before, s - 4) * f64At(next, s - 4);
			}
			const score = i32At(scores, s);
			const below = top - score;
			const chance: f32 = below < farthest ? <f32>f64At(fall, below) : 0;
			store<f32>(emit + ((<usize>(at + s)) << 2), chance);
			store<f32>(gain + ((<usize>(at + s)) << 2), <f32>(score * fineness - floor));
			const value = mass * <f64>chance;
			store<f64>(now + ((<usize>s) << 3), value);
			sum += value;
		}
		if (!(sum > 0)) return false;
		store<f64>(sums + ((<usize>t) << 3), sum);
		for (let s = from; s < to; s++) {
			const value = f64At(now, s) / sum;
			store<f64>(now + ((<usize>s) << 3), value);
			store<f64>(alpha + ((<usize>(at + s)) << 3), value);
		}
		if (t > 0) clear(before, i32At(low, t - 1), i32At(high, t - 1));
		const swap = before;
		before = now;
		now = swap;
	}
	clear(before, i32At(low, frames - 1), i32At(high, frames - 1));
	return true;
}

/** What the frame before had in state `s`. */
function was(s: i32, from: i32, to: i32, past: i32): f64 {
	return s >= from && s < to ? f64At(alpha, past + s) : 0;
}

function leavingBefore(k: i32, from: i32, to: i32, past: i32): f64 {
	let sum: f64 = 0;
	for (let r = i32At(rowsAt, k); r < i32At(rowsAt, k + 1); r++) {
		const s = i32At(lasts, r);
		sum += was(s, from, to, past) * f64At(next, s);
	}
	return sum;
}

/** β of the frame before, for the states from … to. */
function stepBack(from: i32, to: i32, out: usize): void {
	let into: f64 = 0;
	let known: i32 = -1;
	for (let s = from; s < to; s++) {
		const k = i32At(wordOf, s);
		let value = f64At(stay, s) * f64At(ahead, s);
		const going = f64At(next, s);
		const e: u32 = load<u8>(edge + s);
		if (!(e & (LAST | FILLER))) {
			value += going * f64At(ahead, s + 1);
			if (load<u8>(edge + s, 4) & JUMP && i32At(row, s + 4) == i32At(row, s)) value += going * f64At(ahead, s + 4);
		} else {
			const after = i32At(row, s) < 0 ? k : k + 1;
			if (known != after) {
				known = after;
				into = after < words ? entering(after) : 0;
			}
			const pause = i32At(pauseAt, after);
			if (e & FILLER) value += going * (f64At(ahead, pause) + into);
			else {
				const on = i32At(row, s) < 0 ? into : f64At(ahead, pause) + into;
				value += going * (on + entry * f64At(ahead, pause + PAUSE));
			}
		}
		store<f64>(out + ((<usize>s) << 3), value);
	}
}

function mayEnd(s: i32): bool {
	if (s >= i32At(pauseAt, words)) return true;
	return i32At(wordOf, s) == words - 1 && i32At(row, s) >= 0 && (load<u8>(edge + s) & LAST) != 0;
}

/** The share of the last frame's paths that may end there, 0 where no path fits the band. */
function passForward(task: usize, ready: i32): f64 {
	readTask(task);
	clear(now, 0, states);
	clear(before, 0, states);
	if (!forward(ready)) return 0;
	let final: f64 = 0;
	const finish = frames - 1;
	const at = i32At(offset, finish) - i32At(low, finish);
	for (let s = i32At(low, finish); s < i32At(high, finish); s++) if (mayEnd(s)) final += f64At(alpha, at + s);
	return final;
}

/** Goes forward over densities that lie at `near` already; leaves the sum of each frame, and `bestScores`. */
export function weighPaths(task: usize): f64 {
	return passForward(task, i32.MAX_VALUE);
}

export function bestScores(): i32 {
	return tops;
}

/** Returns the number of occupied states written, or −1 where no path fits the band. */
export function expectBounds(task: usize): i32 {
	const final = passForward(task, 0);
	if (!(final > 0)) return -1;
	let beta = before;
	let earlier = now;
	const finish = frames - 1;
	for (let s = i32At(low, finish); s < i32At(high, finish); s++) if (mayEnd(s)) store<f64>(beta + ((<usize>s) << 3), 1);
	let written: i32 = 0;
	for (let t = finish; t >= 0; t--) {
		const from = i32At(low, t);
		const to = i32At(high, t);
		const at = i32At(offset, t) - from;
		const sum = f64At(sums, t);
		for (let s = from; s < to; s++) {
			const b = f64At(beta, s);
			store<f64>(ahead + ((<usize>s) << 3), (b * <f64>load<f32>(emit + ((<usize>(at + s)) << 2))) / sum);
			const p = (f64At(alpha, at + s) * b) / final;
			if (p < 1e-4) continue;
			if (written < occupiedRoom && p >= 0.3 && !(load<u8>(edge + s) & FILLER)) {
				const to = occupied + <usize>written * 12;
				store<i32>(to, odd + t);
				store<i32>(to, load<u16>(senone + ((<usize>s) << 1)), 4);
				store<f32>(to, <f32>p, 8);
				written++;
			}
			const k = i32At(wordOf, s);
			if (i32At(row, s) < 0) {
				if (load<u8>(edge + s) & FILLER) increase(filled, k, p);
				continue;
			}
			increase(spent, k, p);
			increase(ratio, k, p * <f64>load<f32>(gain + ((<usize>(at + s)) << 2)));
			increase(rowMass, s, p);
		}
		const earliest = t > 0 ? i32At(low, t - 1) : 0;
		const latest = t > 0 ? i32At(high, t - 1) : 0;
		const past = t > 0 ? i32At(offset, t - 1) - earliest : 0;
		const time = <f64>t;
		for (let k = i32At(wordOf, from); k < words && i32At(pauseAt, k) < to; k++) {
			const pause = i32At(pauseAt, k);
			let left: f64 = k == 0 && t == 0 ? 1 : 0;
			if (k > 0) left += leavingBefore(k - 1, earliest, latest, past);
			const awake = was(pause + PAUSE - 1, earliest, latest, past) * f64At(next, pause + PAUSE - 1);
			const over = was(pause + PAUSE, earliest, latest, past) * f64At(next, pause + PAUSE);
			const into = entering(k);
			const p = ((left + awake + over) * into) / final;
			increase(started, k, p);
			increase(start, k, p * time);
			increase(spread, k, p * time * time);
			increase(rested, k, (awake * into) / final);
			increase(resumed, k, (over * into) / final);
			if (k > 0) {
				increase(broken, k, (left * entry * f64At(ahead, pause + PAUSE)) / final);
				const out = (left * (into + f64At(ahead, pause) + entry * f64At(ahead, pause + PAUSE))) / final;
				increase(ended, k - 1, out);
				increase(end, k - 1, out * time);
			}
		}
		if (t > 0) {
			const pause = i32At(pauseAt, words);
			if (pause < to) {
				const left = leavingBefore(words - 1, earliest, latest, past);
				increase(broken, words, (left * entry * f64At(ahead, pause + PAUSE)) / final);
				const out = (left * (f64At(ahead, pause) + entry * f64At(ahead, pause + PAUSE))) / final;
				increase(ended, words - 1, out);
				increase(end, words - 1, out * time);
				increase(rested, words, out);
			}
			if (t < finish) clear(earlier, i32At(low, t + 1), i32At(high, t + 1));
			stepBack(earliest, latest, earlier);
			const swap = beta;
			beta = earlier;
			earlier = swap;
		}
		clear(ahead, from, to);
	}
	return written;
}
