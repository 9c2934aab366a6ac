// The first pass over the audio as it streams in: samples → cepstra → normalised frames → search, block by block, with
// nothing kept but 13 numbers a frame. Gives the event loop a turn now and then, so that cancelling works.

import { createCepstra } from '../front/cepstra.ts';
import { SIDE } from '../front/features.ts';
import type { Frames } from '../front/frames.ts';
import { Normaliser } from '../front/normalise.ts';
import type { Model } from '../model/model.ts';
import type { Acoustics } from '../score/acoustics.ts';
import type { Search } from './search.ts';

/** Frames between two turns of the event loop: some 100 ms of work. */
export const BREATH = 2048;

export type Heard = {
	/** Normalised cepstra of the whole audio. */
	frames: Frames;
	/** Seconds of audio. */
	duration: number;
};

/**
 * Runs `search`, which reads `emissions`, over all of `samples` (mono at the model's rate). `frames` must be the list that the search's emissions
 * read. `tick` is called between blocks with the frames done; it may throw to stop, and may wait.
 */
export async function listen(
	model: Model,
	normaliser: Normaliser,
	search: Search,
	emissions: Acoustics,
	samples: AsyncIterable<Float32Array> | Iterable<Float32Array>,
	tick: (frames: number, ended: boolean) => Promise<void>
): Promise<Heard> {
	const { sampleRate } = model.parameters;
	const maker = createCepstra(model.parameters);
	const frames = normaliser.frames;
	let count = 0;
	let done = 0;
	let waiting: { from: number; until: number; prepared: ReturnType<Acoustics['prepare']> } | null = null;
	const advance = async (ended: boolean) => {
		if (!waiting) return;
		const { from, until, prepared } = waiting;
		emissions.take(await prepared);
		search.advance(from, until);
		await tick(until, ended);
	};
	const go = async (ended: boolean) => {
		// Features look a few frames ahead.
		while (frames.length - done >= BREATH + SIDE || (ended && done < frames.length)) {
			const until = Math.min(frames.length, done + BREATH);
			const prepared = emissions.prepare(done, until);
			await advance(ended);
			waiting = { from: done, until, prepared };
			done = until;
			if (!prepared) {
				await advance(ended);
				waiting = null;
			}
		}
		if (ended) await advance(ended);
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
