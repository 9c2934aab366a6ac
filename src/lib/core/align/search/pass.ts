// The first pass over the audio as it streams in: samples → cepstra → normalised frames → what is heard → search, block
// by block, with nothing kept but 13 numbers a frame. A helper hears one block ahead of the search. Gives the event loop a turn now and then, so that cancelling works.

import { createCepstra } from '../front/cepstra.ts';
import type { Frames } from '../front/frames.ts';
import { Normaliser } from '../front/normalise.ts';
import type { MelSpectrum } from '../front/spectrum.ts';
import { STRIDE, type Batch, type Hands, type Heard, type Helper } from '../hands/hands.ts';
import type { Model } from '../model/model.ts';
import { featuresOf, packFeatures, type Acoustics } from '../score/acoustics.ts';
import { extendBackground, type Background } from '../score/background.ts';
import { BEHIND, markNoise } from '../score/steady.ts';
import type { Search } from './search.ts';

/** Frames between two turns of the event loop: some 100 ms of work. */
export const BREATH = 2048;

/** `noisy`: there is noise under the speech, so that what sounds like noise alone may have words in it. */
export type Ear = { model: Model; hands: Hands; helper: Helper | null; background: Background; noisy: boolean };

/**
 * Goes on over the frames that are there; once `ended`, to the last of them. With `settled` it waits for what a helper is
 * still asked.
 */
export type Listener = (ended: boolean, settled?: boolean) => Promise<void>;

/**
 * Runs `search`, which reads `emissions`, over a growing list of frames, and fills in `background`. `tick` is called
 * between blocks with the frames done; it may throw to stop, and may wait. It begins at frame `start`, a multiple of BREATH.
 */
export function createListener(
	{ model, hands, helper, background, noisy }: Ear,
	frames: Frames,
	search: Search,
	emissions: Acoustics,
	tick: (frames: number) => Promise<void>,
	start = 0
): Listener {
	const features = featuresOf(model, frames);
	let spare: Uint8Array | null = null;
	let done = start;
	let waiting: { from: number; until: number; heard: Promise<Heard | null> } | null = null;
	const batch = (from: number, until: number): Batch => {
		const question = {
			features: packFeatures(features, from, until, STRIDE),
			frames: until - from,
			first: from === start,
			spare
		};
		spare = null;
		return question;
	};
	const advance = async (from: number, until: number, heard: Heard | null) => {
		const { near, looped } = heard ?? hands.hear(batch(from, until));
		extendBackground(background, looped, model.phones.silence);
		if (!noisy) markNoise(background, frames, from, until, start);
		emissions.take(from, until, near);
		search.advance(from, until);
		if (heard) spare = near;
		await tick(until);
	};
	const settle = async () => {
		if (!waiting) return;
		const { from, until, heard } = waiting;
		waiting = null;
		await advance(from, until, await heard);
	};
	return async (ended, settled = ended) => {
		// What is noise is told from what comes behind it.
		while (frames.length - done >= BREATH + BEHIND || (ended && done < frames.length)) {
			const from = done;
			const until = (done = Math.min(frames.length, from + BREATH));
			if (helper) {
				// One that fails is done without.
				const heard = helper.hear(batch(from, until)).catch(() => null);
				await settle();
				waiting = { from, until, heard };
			} else await advance(from, until, null);
		}
		if (settled) await settle();
	};
}

/**
 * Makes frames of `samples` (mono at the model's rate) and lets `listener`, which reads `normaliser.frames`, go over them
 * as they come. Returns the seconds of audio.
 */
export async function listen(
	model: Model,
	spectrum: MelSpectrum,
	normaliser: Normaliser,
	listener: (ended: boolean) => Promise<void>,
	samples: AsyncIterable<Float32Array> | Iterable<Float32Array>
): Promise<number> {
	const { sampleRate } = model.parameters;
	const maker = createCepstra(model.parameters, spectrum);
	let count = 0;
	for await (const block of samples) {
		// Decoders may hand over minutes at once; ten seconds at a time keep the buffers small.
		for (let at = 0; at < block.length; at += 10 * sampleRate) {
			const part = block.subarray(at, at + 10 * sampleRate);
			count += part.length;
			normaliser.push(maker.push(part));
			await listener(false);
		}
	}
	normaliser.push(new Float32Array(0), true);
	await listener(true);
	return count / sampleRate;
}
