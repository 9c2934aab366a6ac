// The first pass over the audio as it streams in: samples → cepstra → normalised frames → what is heard → search, block
// by block, with nothing kept but 13 numbers a frame. A helper scores some blocks ahead of the search. Gives the event loop a
// turn now and then, so that cancelling works.

import { createCepstra } from '../front/cepstra.ts';
import { PACKED } from '../front/features.ts';
import type { Frames } from '../front/frames.ts';
import { Normaliser } from '../front/normalise.ts';
import type { MelSpectrum } from '../front/spectrum.ts';
import { STRIDE, type Batch, type Hands, type Helper } from '../hands/hands.ts';
import type { Model } from '../model/model.ts';
import { featuresOf, packFeatures, type Acoustics } from '../score/acoustics.ts';
import { extendBackground, type Background } from '../score/background.ts';
import { BEHIND, markNoise } from '../score/steady.ts';
import type { Search } from './search.ts';

/** Frames of a batch: some 50 ms of work. */
export const BREATH = 2048;
/** Frames of search between two breaths. */
const PIECE = BREATH / 4;
/** Batches that a helper has at most. */
const AWAY = 3;
/** Batches that wait for the search at most: more than a helper has, so that there is some to do here too. */
const AHEAD = 4;

/** `noisy`: there is noise under the speech, so that what sounds like noise alone may have words in it. */
export type Ear = {
	model: Model;
	hands: Hands;
	helper: Helper | null;
	background: Background;
	noisy: boolean;
	/** A turn of the event loop for the decoder and the helper, which get ahead meanwhile; may throw to stop. */
	breathe: () => Promise<void>;
};

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
	{ model, hands, helper, background, noisy, breathe }: Ear,
	frames: Frames,
	search: Search,
	emissions: Acoustics,
	tick: (frames: number) => Promise<void>,
	start = 0
): Listener {
	const features = featuresOf(model, frames);
	/** Batches that are done with, whose memory is used again. */
	const spare: Batch[] = [];
	/** Batches that were begun, in order: what was scored here is there already. */
	const begun: { from: number; until: number; scored: Batch | Promise<Batch | null> }[] = [];
	let done = start;
	/** Batches that the helper still has. */
	let away = 0;
	const pack = (from: number, until: number): Batch => {
		const before = spare.pop();
		const packed = packFeatures(features, from, until, STRIDE, before?.features);
		const near = before?.near ?? new Uint8Array((packed.length / PACKED) * hands.densities.bytesPerFrame);
		return { features: packed, near };
	};
	const score = (from: number, until: number): Batch => {
		const batch = pack(from, until);
		hands.score(batch);
		return batch;
	};
	/** Goes on over the next batch. */
	const advance = async (from: number, until: number, batch: Batch) => {
		const { near } = batch;
		extendBackground(background, hands.follow(near, until - from, from === start), model.phones.silence);
		if (!noisy) markNoise(background, frames, from, until, start);
		emissions.take(from, until, near);
		for (let at = from; at < until; at += PIECE) {
			await breathe();
			search.advance(at, Math.min(until, at + PIECE));
		}
		spare.push(batch);
		await tick(until);
	};
	const settle = async () => {
		const { from, until, scored } = begun.shift()!;
		await advance(from, until, (await scored) ?? score(from, until));
	};
	/** The helper's, or where it has enough to do already, one's own. */
	const begin = async (helper: Helper, from: number, until: number) => {
		if (away === AWAY) await breathe();
		if (helper.ready && away < AWAY) {
			away++;
			// One that fails is done without.
			const scored = helper.score(pack(from, until)).catch(() => null);
			scored.then(() => away--);
			begun.push({ from, until, scored });
		} else begun.push({ from, until, scored: score(from, until) });
	};
	return async (ended, settled = ended) => {
		// What is noise is told from what comes behind it.
		while (frames.length - done >= BREATH + BEHIND || (ended && done < frames.length)) {
			const from = done;
			const until = (done = Math.min(frames.length, from + BREATH));
			if (helper) {
				await begin(helper, from, until);
				while (begun.length > AHEAD) await settle();
			} else await advance(from, until, score(from, until));
		}
		while (settled && begun.length > 0) await settle();
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
