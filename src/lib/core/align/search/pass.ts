// The first pass over the audio as it streams in: samples → cepstra → normalised frames → what is heard → search, block
// by block, with nothing kept but 13 numbers a frame. A helper hears one block ahead of the search. Gives the event loop a turn now and then, so that cancelling works.

import { createCepstra } from '../front/cepstra.ts';
import { SIDE } from '../front/features.ts';
import type { Frames } from '../front/frames.ts';
import { Normaliser } from '../front/normalise.ts';
import type { MelSpectrum } from '../front/spectrum.ts';
import { STRIDE, type Batch, type Hands, type Heard, type Helper } from '../hands/hands.ts';
import type { Model } from '../model/model.ts';
import { featuresOf, packFeatures, type Acoustics } from '../score/acoustics.ts';
import { extendBackground, type Background } from '../score/background.ts';
import type { Search } from './search.ts';

/** Frames between two turns of the event loop: some 100 ms of work. */
export const BREATH = 2048;

export type Listened = {
	/** Normalised cepstra of the whole audio. */
	frames: Frames;
	/** Seconds of audio. */
	duration: number;
};

export type Ear = { model: Model; spectrum: MelSpectrum; hands: Hands; helper: Helper | null; background: Background };

/**
 * Runs `search`, which reads `emissions`, over all of `samples` (mono at the model's rate). `normaliser.frames` must be
 * the list that the search's emissions read, and `background` what they are held against. `tick` is called between
 * blocks with the frames done; it may throw to stop, and may wait.
 */
export async function listen(
	{ model, spectrum, hands, helper, background }: Ear,
	normaliser: Normaliser,
	search: Search,
	emissions: Acoustics,
	samples: AsyncIterable<Float32Array> | Iterable<Float32Array>,
	tick: (frames: number, ended: boolean) => Promise<void>
): Promise<Listened> {
	const { sampleRate } = model.parameters;
	const maker = createCepstra(model.parameters, spectrum);
	const frames = normaliser.frames;
	const features = featuresOf(model, frames);
	let spare: Uint8Array | null = null;
	let count = 0;
	let done = 0;
	let waiting: { from: number; until: number; heard: Promise<Heard | null> } | null = null;
	const batch = (from: number, until: number): Batch => {
		const question = {
			features: packFeatures(features, from, until, STRIDE),
			frames: until - from,
			first: from === 0,
			spare
		};
		spare = null;
		return question;
	};
	const advance = async (from: number, until: number, heard: Heard | null, ended: boolean) => {
		const { near, looped } = heard ?? hands.hear(batch(from, until));
		extendBackground(background, looped, model.phones.silence);
		emissions.take(from, until, near);
		search.advance(from, until);
		if (heard) spare = near;
		await tick(until, ended);
	};
	const settle = async (ended: boolean) => {
		if (!waiting) return;
		const { from, until, heard } = waiting;
		waiting = null;
		await advance(from, until, await heard, ended);
	};
	const go = async (ended: boolean) => {
		// Features look a few frames ahead.
		while (frames.length - done >= BREATH + SIDE || (ended && done < frames.length)) {
			const from = done;
			const until = (done = Math.min(frames.length, from + BREATH));
			if (helper) {
				// One that fails is done without.
				const heard = helper.hear(batch(from, until)).catch(() => null);
				await settle(ended);
				waiting = { from, until, heard };
			} else await advance(from, until, null, ended);
		}
		if (ended) await settle(ended);
	};
	for await (const block of samples) {
		// Decoders may hand over minutes at once; ten seconds at a time keep the buffers small.
		for (let at = 0; at < block.length; at += 10 * sampleRate) {
			const part = block.subarray(at, at + 10 * sampleRate);
			count += part.length;
			normaliser.push(maker.push(part));
			await go(false);
		}
	}
	normaliser.push(new Float32Array(0), true);
	await go(true);
	return { frames, duration: count / sampleRate };
}
