// Emissions from an acoustic model: normalised cepstra in, senone scores out, computed as they are asked for.
//
//   frames ─► features ─► densities (a block of 32 frames at a time) ─► senones (only those that are asked for)
//                                                                   └► phone loop = background (kept for later passes)
//
// `stride` 2 computes densities on even frames only and lets odd ones reuse them: half the work, and no loss on speech.

import type { Model } from '../model/model.ts';
import type { Frames } from '../front/frames.ts';
import { createFeatures, PACKED } from '../front/features.ts';
import { FINENESS } from '../model/units.ts';
import type { Densities } from './densities.ts';
import type { Helper } from './helper.ts';
import type { Emissions } from './emissions.ts';
import { createPhoneLoop } from './phoneloop.ts';
import { createSenoneScorer } from './senones.ts';

/** The phone loop, frame by frame: known after the first pass. */
export type Background = {
	frames: number;
	/** What it gained. */
	gain: Int32Array;
	/** 1 where it was in silence. */
	silent: Uint8Array;
	/** The phone that it is best to have finished with this frame, and its length in frames (255 and more are 255). */
	finished: Uint8Array;
	lasted: Uint8Array;
	/** Taken off the gain outside silence, in scores: what true words lack in a language the model was not trained on. */
	allowance: number;
};

export function createBackground(allowance = 0): Background {
	const bytes = () => new Uint8Array(4096);
	return { frames: 0, gain: new Int32Array(4096), silent: bytes(), finished: bytes(), lasted: bytes(), allowance };
}

function makeRoom(background: Background): void {
	const size = 2 * background.gain.length;
	const longer = <T extends Uint8Array | Int32Array>(to: T, from: T): T => {
		to.set(from);
		return to;
	};
	background.gain = longer(new Int32Array(size), background.gain);
	background.silent = longer(new Uint8Array(size), background.silent);
	background.finished = longer(new Uint8Array(size), background.finished);
	background.lasted = longer(new Uint8Array(size), background.lasted);
}

/** Densities of frames from … until that a helper has computed. */
export type Prepared = { from: number; until: number; near: Uint8Array };

export type Acoustics = Emissions & {
	/** Codebooks to compute, one byte each; all of them unless a later pass knows better. */
	mask: Uint8Array;
	/** Forgets what was computed: the model or the mask changed. */
	forget(): void;
	/**
	 * Lets the helper compute frames from … until, with the units that `aim` wants of them; null without a helper.
	 * Resolves to null where the helper failed: then everything is computed here.
	 */
	prepare(from: number, until: number, aim?: Emissions['aim']): Promise<Prepared | null> | null;
	/** Forgets what was computed, and uses what was prepared. */
	take(prepared: Prepared | null): void;
};

/** `background` is continued where it ends; a frame beyond its end may only be the next one. */
export function createAcoustics(
	model: Model,
	densities: Densities,
	frames: Frames,
	background: Background,
	stride: 1 | 2,
	helper: Helper | null = null
): Acoustics {
	const { phones, gaussians, parameters } = model;
	const toFeatures = createFeatures(gaussians.range);
	const scoreSenone = createSenoneScorer(model);
	const loop = createPhoneLoop(model);
	const block = densities.capacity * stride;
	const plain = new Int32Array(phones.names.length * 3);
	const plainSenones = new Int32Array(phones.names.length * 3);
	for (let p = 0; p < phones.names.length; p++)
		for (let s = 0; s < 3; s++) plainSenones[3 * p + s] = phones.senone(p, s);
	const scores = new Int32Array(phones.senones);
	const stamps = new Int32Array(phones.senones).fill(-1);
	let from = 0;
	let until = 0;
	let near: Uint8Array = new Uint8Array(0);
	let at = 0;
	let stamp = -1;
	let plainStamp = -1;
	let taken: Prepared | null = null;
	let spare: Uint8Array | null = null;

	function maskFor(aim: NonNullable<Emissions['aim']>, from: number, until: number, mask: Uint8Array) {
		const wanted = aim(from, until);
		mask.fill(0);
		for (let k = 0; k < wanted.length; k++) mask[model.codebookOf[wanted[k]]] = 1;
	}

	function compute(frame: number) {
		if (taken && frame >= taken.from && frame < taken.until) {
			({ from, until, near } = taken);
			return;
		}
		from = frame - (frame % stride);
		until = Math.min(frames.length, from + block);
		const count = Math.ceil((until - from) / stride);
		for (let k = 0; k < count; k++) toFeatures(frames, from + k * stride, densities.features, k * PACKED);
		if (acoustics.aim) maskFor(acoustics.aim, from, until, acoustics.mask);
		near = densities.score(count, acoustics.mask);
	}

	function score(senone: number): number {
		if (stamps[senone] === stamp) return scores[senone];
		stamps[senone] = stamp;
		return (scores[senone] = scoreSenone(near, at, senone) * FINENESS);
	}

	function extend(frame: number) {
		if (background.gain.length <= frame) makeRoom(background);
		if (plainStamp !== stamp) for (let k = 0; k < plain.length; k++) plain[k] = score(plainSenones[k]);
		plainStamp = stamp;
		background.gain[frame] = loop.step(plain);
		background.silent[frame] = loop.best === phones.silence ? 1 : 0;
		if (loop.best !== phones.silence) background.gain[frame] -= background.allowance;
		background.finished[frame] = loop.finished;
		background.lasted[frame] = Math.min(255, loop.lasted);
		background.frames = frame + 1;
	}

	const acoustics: { -readonly [K in keyof Acoustics]: Acoustics[K] } = {
		aim: null,
		hop: parameters.shift / parameters.sampleRate,
		origin: (parameters.window - parameters.shift) / 2 / parameters.sampleRate,
		background: 0,
		silent: false,
		mask: new Uint8Array(gaussians.codebooks).fill(1),
		seek(frame: number) {
			const before = at;
			const renewed = frame < from || frame >= until;
			if (renewed) compute(frame);
			at = Math.floor((frame - from) / stride) * densities.bytesPerFrame;
			// Frames that share their densities share their scores.
			if (renewed || at !== before) stamp++;
			if (frame >= background.frames) extend(frame);
			acoustics.background = background.gain[frame];
			acoustics.silent = background.silent[frame] === 1;
		},
		score,
		forget() {
			from = until = 0;
		},
		prepare(first: number, last: number, aim?: Emissions['aim']) {
			if (!helper) return null;
			const start = first - (first % stride);
			const count = Math.ceil((last - start) / stride);
			const features = new Int16Array(count * PACKED);
			for (let k = 0; k < count; k++) toFeatures(frames, start + k * stride, features, k * PACKED);
			const masks = new Uint8Array(Math.ceil(count / densities.capacity) * gaussians.codebooks).fill(1);
			for (let b = 0; aim && b * gaussians.codebooks < masks.length; b++) {
				const mask = masks.subarray(b * gaussians.codebooks, (b + 1) * gaussians.codebooks);
				maskFor(aim, start + b * block, Math.min(last, start + (b + 1) * block), mask);
			}
			const batch = { features, count, masks, spare };
			spare = null;
			return helper(batch).then(
				(near) => ({ from: start, until: Math.min(frames.length, start + count * stride), near }),
				() => null
			);
		},
		take(prepared: Prepared | null) {
			from = until = 0;
			spare = taken?.near ?? null;
			taken = prepared;
		}
	};
	return acoustics;
}
