// @ts-nocheck: AssemblyScript, built by `npm run build:wasm`.
//
// score/senones.ts: the score of one senone on one frame, remembered while the frame stays.

import { codebooks, densities, KEPT, STREAMS } from './densities';

export const FAR: u32 = 255;
export const NOTHING_NEAR: i32 = 130;

let weights: usize = 0; // [senone][stream][density], u8
let codebookOf: usize = 0; // [senone], u8
let corrections: usize = 0; // 1024, u8
let known: usize = 0; // [senone], a score and the stamp of its frame, i32 each
let stamp: i32 = 0;
let frame: usize = 0;

export function configureSenones(w: usize, c: usize, t: usize, k: usize): void {
	weights = w;
	codebookOf = c;
	corrections = t;
	known = k;
}

/** Moves to a frame of densities. */
export function seekFrame(at: usize): void {
	frame = at;
	stamp++;
}

export function codebook(senone: u32): usize {
	return load<u8>(codebookOf + senone);
}

/** Weights of a senone, [stream][density]. */
export function weightsOf(senone: u32): usize {
	return weights + <usize>senone * STREAMS * densities;
}

export function bytesPerFrame(): usize {
	return codebooks * STREAMS * KEPT;
}

/** Without a branch: which of the two is smaller is anyone's guess. */
function add(sum: i32, other: i32): i32 {
	const d = sum - other;
	const negative = d >> 31;
	return other + (d & negative) - <i32>load<u8>(corrections + ((d ^ negative) - negative));
}

/** In senone units, 0 or less. */
export function senoneScore(senone: u32): i32 {
	const at = known + ((<usize>senone) << 3);
	return load<i32>(at, 4) == stamp ? load<i32>(at) : score(senone, at);
}

function score(senone: u32, at: usize): i32 {
	let near = frame + <usize>load<u8>(codebookOf + senone) * STREAMS * KEPT;
	let weight = weightsOf(senone);
	let total: i32 = 0;
	for (let stream: usize = 0; stream < STREAMS; stream++, near += KEPT, weight += densities) {
		const nearest: u32 = load<u8>(near, 4);
		if (nearest == FAR) {
			total += NOTHING_NEAR;
			continue;
		}
		let sum: i32 = nearest + <i32>load<u8>(weight + load<u8>(near));
		sum = add(sum, <i32>load<u8>(near, 5) + <i32>load<u8>(weight + load<u8>(near, 1)));
		sum = add(sum, <i32>load<u8>(near, 6) + <i32>load<u8>(weight + load<u8>(near, 2)));
		sum = add(sum, <i32>load<u8>(near, 7) + <i32>load<u8>(weight + load<u8>(near, 3)));
		total += sum;
	}
	store<i32>(at, -total);
	store<i32>(at, stamp, 4);
	return -total;
}
