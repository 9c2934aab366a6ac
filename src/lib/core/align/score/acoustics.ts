// Emissions from an acoustic model: features in, senone scores out, computed as they are asked for.
//
//   features ─► densities (a block of frames at a time, or what was heard before) ─► senones (only those asked for)
//
// With a `stride` of 2, densities are computed on even frames only and odd ones reuse them: half the work, and no loss
// on speech.

import { createFeatures, PACKED } from '../front/features.ts';
import type { Frames } from '../front/frames.ts';
import type { Model } from '../model/model.ts';
import { FINENESS } from '../model/units.ts';
import { NOISE, type Background } from './background.ts';
import type { Densities } from './densities.ts';
import type { Emissions, Raw } from './emissions.ts';
import { createSenoneScorer } from './senones.ts';

export type Features = {
	readonly length: number;
	/** Writes the features of a frame in packed form (front/features.ts). */
	pack(frame: number, out: Int16Array, at: number): void;
};

export function featuresOf(model: Model, frames: Frames): Features {
	const pack = createFeatures(model.gaussians.range);
	return {
		get length() {
			return frames.length;
		},
		pack: (frame, out, at) => pack(frames, frame, out, at)
	};
}

/** Features of every `stride`-th frame from … until; `room` is written to where it has just that length. */
export function packFeatures(
	features: Features,
	from: number,
	until: number,
	stride: number,
	room?: Int16Array
): Int16Array {
	const length = Math.ceil((until - from) / stride) * PACKED;
	const packed = room?.length === length ? room : new Int16Array(length);
	for (let k = 0; from + k * stride < until; k++) features.pack(from + k * stride, packed, k * PACKED);
	return packed;
}

export type Acoustics = Emissions & {
	/** Uses the densities of frames from … until that were computed elsewhere, in a row (densities.ts). */
	take(from: number, until: number, near: Uint8Array): void;
};

/** A frame that the background does not reach has none: 0, and not silent. */
export function createAcoustics(
	model: Model,
	densities: Densities,
	features: Features,
	background: Pick<Background, 'gain' | 'silent'>,
	stride: 1 | 2
): Acoustics {
	const { phones, gaussians, parameters } = model;
	const scoreSenone = createSenoneScorer(model);
	const block = densities.capacity * stride;
	const mask = new Uint8Array(gaussians.codebooks).fill(1);
	const scores = new Int32Array(phones.senones);
	const stamps = new Int32Array(phones.senones).fill(-1);
	let from = 0;
	let until = 0;
	let near: Uint8Array = new Uint8Array(0);
	/** Whether that is what was taken: what is computed here may lie in a memory that grows. */
	let taken = false;
	let at = 0;
	let stamp = -1;
	let row: Uint8Array = new Uint8Array(0);

	function compute(frame: number) {
		from = frame - (frame % stride);
		until = Math.min(features.length, from + block);
		const count = Math.ceil((until - from) / stride);
		const input = densities.features;
		for (let k = 0; k < count; k++) features.pack(from + k * stride, input, k * PACKED);
		if (acoustics.aim) {
			const wanted = acoustics.aim(from, until);
			mask.fill(0);
			for (let k = 0; k < wanted.length; k++) mask[model.codebookOf[wanted[k]]] = 1;
		}
		near = densities.score(count, mask);
		taken = false;
	}

	const acoustics: { -readonly [K in keyof Acoustics]: Acoustics[K] } = {
		aim: null,
		hop: parameters.shift / parameters.sampleRate,
		origin: (parameters.window - parameters.shift) / 2 / parameters.sampleRate,
		background: 0,
		silent: false,
		noise: false,
		seek(frame: number) {
			const before = at;
			const renewed = frame < from || frame >= until;
			if (renewed) compute(frame);
			at = Math.floor((frame - from) / stride) * densities.bytesPerFrame;
			// Frames that share their densities share their scores.
			if (renewed || at !== before) stamp++;
			acoustics.background = background.gain[frame] ?? 0;
			acoustics.silent = (background.silent[frame] ?? 0) !== 0;
			acoustics.noise = background.silent[frame] === NOISE;
		},
		score(senone: number): number {
			if (stamps[senone] === stamp) return scores[senone];
			stamps[senone] = stamp;
			return (scores[senone] = scoreSenone(near, at, senone) * FINENESS);
		},
		raw(first: number, last: number): Raw {
			const odd = first % 2 === 0 ? 0 : 1;
			const start = first - odd;
			const { bytesPerFrame } = densities;
			const held = {
				odd,
				gain: background.gain.subarray(first, last),
				silent: background.silent.subarray(first, last)
			};
			if (taken && start >= from && last <= until && (start - from) % 2 === 0)
				return { near: near.subarray(((start - from) / 2) * bytesPerFrame), ...held } as Raw;
			const count = Math.ceil((last - start) / 2);
			if (row.length < count * bytesPerFrame) row = new Uint8Array(count * bytesPerFrame);
			for (let at = 0; at < count; at += densities.capacity) {
				compute(start + 2 * at);
				row.set(near.subarray(0, Math.min(densities.capacity, count - at) * bytesPerFrame), at * bytesPerFrame);
			}
			return { near: row, ...held } as Raw;
		},
		take(first: number, last: number, computed: Uint8Array) {
			from = first;
			until = last;
			near = computed;
			taken = true;
			at = -1;
		}
	};
	return acoustics;
}
