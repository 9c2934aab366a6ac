// One pass over an episode's audio: the waveform, the duration, and, where there is a transcript, when each word is said.
//
//   decode ──► tee ──► peaks
//               └────► engine ──► Alignment
//
// Blocks are handed on as they come, so that memory does not grow with the episode.

import { basename } from 'node:path';
import type { Engine } from '#lib/core/align/engine.ts';
import { type Alignment, type Timing, type Transcript, validate } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { createPeaks } from '#lib/core/peaks.ts';
import { decode } from './audio/decode.ts';
import { loadEngine } from './engine.ts';

export type Stage = 'build' | 'check' | 'copy' | 'remux' | 'decode' | 'align' | 'save';

/** How far a stage of a longer task is, 0 to 1. Stages may overlap. */
export type Progress = { stage: Stage; done: number };

export type Listening = {
	/** The audio file whose times are wanted. */
	audio: string;
	/** What its owner calls it, for messages; else its file name. */
	name?: string;
	/** Seconds that the file is said to have, for the progress. */
	duration: number;
	/** Whether it must have as many. */
	exact?: boolean;
	/** Null for the waveform alone, as for words that nobody can sound out. */
	transcript: Transcript | null;
	/** BCP 47. */
	language: string;
	/** Folder of another acoustic model; null for the one that comes along. */
	modelDir: string | null;
};

export type Heard = {
	/** Null without a transcript. */
	alignment: Alignment | null;
	/** core/peaks.ts describes the bytes. */
	peaks: Uint8Array;
	/** Seconds of audio that were decoded. */
	duration: number;
	/** Silence had to be put in where the timestamps leave a gap. */
	gaps?: boolean;
};

export type Ears = {
	onProgress?: (progress: Progress) => void;
	/** Words whose times will not change any more. */
	onWords?: (first: number, timings: Timing[]) => void;
	signal?: AbortSignal;
};

/** Does the work of a `Listening`: here, in a worker (worker.ts), or something that a test made up. */
export type Listen = (task: Listening, ears: Ears) => Promise<Heard>;

/** A decoder that gives so much less than the file has lost a part of it: seconds, and share. */
const MISSING_SECONDS = 2;
const MISSING_SHARE = 0.02;

/** −60 dB: a voice whose loudest sample is below is lost in the noise of any recording. */
const SILENT = 0.001;
/** Seconds. No word is said in less. */
const SHORTEST = 0.2;

/** Hz for a waveform that no engine listens to. */
const PEAKS_RATE = 8000;

/** `load` makes the engine: a test has its own. */
export async function listen(task: Listening, ears: Ears, load: typeof loadEngine = loadEngine): Promise<Heard> {
	const { transcript, language, modelDir } = task;
	const engine = transcript?.words.length ? await load({ language, modelDir }) : null;
	ears.signal?.throwIfAborted();
	return pass(task, engine, ears);
}

async function pass(
	{ audio, name = basename(audio), duration: expected, exact = false, transcript }: Listening,
	engine: Engine | null,
	{ onProgress, onWords, signal }: Ears
): Promise<Heard> {
	const rate = engine?.sampleRate ?? PEAKS_RATE;
	const peaks = createPeaks(rate, expected);
	let samples = 0;
	let loudest = 0;
	let gaps = false;
	let broken = false;
	const blocks = decode(audio, { rate, signal, onGap: () => (gaps = true), onBroken: () => (broken = true) });
	// Has no `return`: an engine that stops early does not take the rest from the waveform.
	const tee = {
		async next(): Promise<IteratorResult<Float32Array, undefined>> {
			const { value, done } = await blocks.next();
			if (done) {
				onProgress?.({ stage: 'decode', done: 1 });
				return { value: undefined, done };
			}
			// First the peaks: whoever gets the block may write into it.
			peaks.push(value);
			samples += value.length;
			for (let i = 0; i < value.length; i++) loudest = Math.max(loudest, Math.abs(value[i]));
			onProgress?.({ stage: 'decode', done: expected > 0 ? Math.min(0.999, samples / rate / expected) : 0 });
			return { value, done };
		},
		[Symbol.asyncIterator]() {
			return this;
		}
	};

	try {
		let alignment: Alignment | null = null;
		if (engine && transcript) {
			alignment = await engine.align(transcript, tee, {
				onProgress: ({ done }) => onProgress?.({ stage: 'align', done }),
				onWords,
				signal,
				breathe: () => new Promise((resolve) => setImmediate(resolve)),
				duration: expected > 0 ? expected : undefined
			});
			onProgress?.({ stage: 'align', done: 1 });
			const faults = validate(transcript, alignment);
			if (faults.length) throw new Error(`the aligner broke its contract: ${faults.join('; ')}`);
		}
		for (let rest = await tee.next(); !rest.done; rest = await tee.next()) signal?.throwIfAborted();
		const duration = samples / rate;
		const missing = expected - duration;
		if ((exact || broken) && missing > MISSING_SECONDS && missing > expected * MISSING_SHARE)
			throw new UserError(
				'lost-sound',
				`Expected ${Math.round(expected)} seconds of sound in ${name}, but only ${Math.round(duration)} ` +
					`could be decoded; export it again as MP3 or M4A and try with that.`
			);
		if (alignment && !alignment.matches) refuseSilence(name, duration, loudest);
		return { alignment, peaks: peaks.finish(), duration, gaps };
	} finally {
		await blocks.return(undefined);
	}
}

/** Throws where no transcript whatever could have matched. */
function refuseSilence(name: string, duration: number, loudest: number): void {
	if (loudest < SILENT)
		throw new UserError(
			'silent-audio',
			`Expected a voice in ${name}, but nothing is to be heard in it; check that it is the episode's audio, and export it again, louder.`
		);
	if (duration < SHORTEST)
		throw new UserError(
			'short-audio',
			`Expected a voice in ${name}, but it lasts only ${duration.toFixed(2)} seconds; check that it is the episode's audio.`
		);
}
