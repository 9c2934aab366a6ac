// Audio and its transcript in, a time for every word out: the one door to the alignment engine.
//
//   samples ─► front/ ─► score/ ─► search/ ─► rescue ─► mend ─► refine/ ─► confidence ─► regions, timings ─► Alignment
//   words ───► pronounce/ ─► search/graph ──┘     │
//                        ▲──── adapt/: the voice ◄┘   and once more (looks.ts), where little is understood
//
// Deterministic, and the same in Node, in workers and in the browser: model files and samples come in as arguments.

import type { Alignment, Timing, Transcript } from '#lib/core/episode.ts';
import { transformFrames } from './adapt/transform.ts';
import { calibrate } from './confidence.ts';
import { keepWholeLines } from './doubled.ts';
import { Loudness } from './front/loudness.ts';
import { Normaliser } from './front/normalise.ts';
import { createMelSpectrum, type MelSpectrum } from './front/spectrum.ts';
import { createSimdSpectrum } from './front/spectrum-simd.ts';
import type { Hands, Helper } from './hands/hands.ts';
import { createKernel } from './hands/kernel.ts';
import { createPlainHands } from './hands/plain.ts';
import { foundWords, type Found } from './heard.ts';
import { expectedTimes } from './hints.ts';
import { toScore } from './model/units.ts';
import type { Look } from './legs.ts';
import { createLooks } from './looks.ts';
import { mend } from './mend.ts';
import { noticesOf } from './notices.ts';
import { belongs, nothing } from './matching.ts';
import { readModel, type Model, type ModelFiles } from './model/model.ts';
import { learnVoice, refine } from './refine/refine.ts';
import { audibleIn, silences, untranscribed } from './regions.ts';
import { buildGraph, phonesIn, type Graph, type Spoken } from './search/graph.ts';
import { listen } from './search/pass.ts';
import type { Pause } from './search/search.ts';
import { createPronouncer, type Pronouncer } from './pronounce/pronounce.ts';
import { Settled } from './stream.ts';
import { answer } from './timings.ts';

export type { ModelFiles } from './model/model.ts';

/** `wasm` is the compiled kernel, null for the plain path; `letters` the trained letter-to-sound data. */
export type EngineFiles = {
	wasm: Uint8Array | null;
	model: ModelFiles;
	letters: Uint8Array | null;
	/**
	 * Does a part of the work in another thread, without changing the result. It is heard in the turns of the event loop that
	 * `breathe` gives.
	 */
	helper?: Helper | null;
};

export type AlignOptions = {
	/** `done` goes from 0 to 1 within the whole work. */
	onProgress?: (progress: { stage: string; done: number }) => void;
	/** Words that will hardly move any more (in heavy noise they may be wrong), from token `first` on. */
	onWords?: (first: number, timings: Timing[]) => void;
	signal?: AbortSignal;
	/** Waited for some fifty times a second of work: a turn of the event loop, so that cancelling by message gets through. */
	breathe?: () => Promise<void>;
	/** Seconds of audio, where known: makes the progress even. */
	duration?: number;
};

export type Engine = {
	/** Hz of the samples that `align` takes. */
	readonly sampleRate: number;
	/** What an alignment says made it, e.g. "inkwave 1 (en-us)". */
	readonly name: string;
	/**
	 * `samples` are mono at `sampleRate`, −1 … 1, in blocks of any size. Rejects with the signal's reason when aborted.
	 * Calls on one engine run one after the other.
	 */
	align(
		transcript: Transcript,
		samples: AsyncIterable<Float32Array> | Iterable<Float32Array>,
		options?: AlignOptions
	): Promise<Alignment>;
};

/** Frames whose densities are computed at once. */
export const BLOCK = 32;
/** What the words of a language may lack that is sounded out with another one's model, a frame. */
const ACCENT = toScore(0.5);
/** Tokens that are sounded out between two breaths. */
const SAID = 32;
/** Seconds of audio that are done before a helper would be ready. */
const ALONE = 120;
/** The share of the work that the first pass is. */
const LISTENING = 0.7;

/** Throws a UserError where the model's files are not what they should be. */
export async function createEngine(files: EngineFiles): Promise<Engine> {
	const model = readModel(files.model);
	const spectrum = files.wasm
		? await createSimdSpectrum(model.parameters, files.wasm)
		: createMelSpectrum(model.parameters);
	const hands = files.wasm ? await createKernel(model, BLOCK, files.wasm) : createPlainHands(model, BLOCK);
	const name = `inkwave 1 (${files.model.name})`;
	let last: Promise<unknown> = Promise.resolve();
	return {
		sampleRate: model.parameters.sampleRate,
		name,
		align(transcript, samples, options = {}) {
			const run = last.then(() => alignWith(model, hands, spectrum, files, name, transcript, samples, options));
			last = run.catch(() => undefined);
			return run;
		}
	};
}

async function alignWith(
	model: Model,
	hands: Hands,
	spectrum: MelSpectrum,
	files: EngineFiles,
	name: string,
	transcript: Transcript,
	samples: AsyncIterable<Float32Array> | Iterable<Float32Array>,
	options: AlignOptions
): Promise<Alignment> {
	const { signal, onProgress } = options;
	signal?.throwIfAborted();
	const helper = files.helper ?? null;
	if ((options.duration ?? Infinity) > ALONE) helper?.start();
	const pronouncer = createPronouncer(
		{ dict: files.model.dict, letters: files.letters, phones: model.phones.names },
		transcript.language
	);
	const tick = async () => {
		await options.breathe?.();
		signal?.throwIfAborted();
	};
	const tokens = await sayTokens(pronouncer, transcript, tick);
	const graph = buildGraph(model, tokens);
	const normaliser = new Normaliser();
	const pause = pauseOf(model);
	const { shift, sampleRate } = model.parameters;
	const expected = expectedTimes(transcript);
	const hints = expected && Float32Array.from(graph.tokenOf, (token) => (expected[token] * sampleRate) / shift);
	const phones = phonesOfTokens(graph, tokens.length);
	const { frames } = normaliser;
	const opens = openings(transcript);
	const stream = options.onWords ? new Settled(phones, opens) : null;
	let looked: Look | null = null;
	/** Whether that is not the first look, and how far the work was when it began. */
	let again = false;
	let from = 0;
	/** How far the whole work is, which never goes back. */
	let reached = 0;
	const reach = (stage: string, done: number) => {
		reached = Math.max(reached, done);
		onProgress?.({ stage, done: reached });
	};
	const tell = (words: Found[], noise: boolean) => {
		const settled = words.length > 0 ? stream?.push(words, noise) : null;
		if (settled) options.onWords?.(settled.first, settled.timings);
	};
	const loudness = new Loudness(sampleRate);
	const refiner = { model, graph, pause, loudness, hands, helper };
	const looks = createLooks({
		model,
		graph,
		pause,
		hands,
		helper,
		normaliser,
		allowance: pronouncer.native ? 0 : ACCENT,
		hints,
		tick,
		learn: (words, background) => learnVoice({ ...refiner, background, tick }, frames, words),
		onFrames(look, frames, ended) {
			const { search, emissions } = look;
			if (look !== looked) {
				again = looked !== null;
				looked = look;
				from = reached;
				stream?.restart();
				if (!ended) tell(look.before, look.noise);
			}
			const seconds = frames * emissions.hop;
			const done = options.duration ? seconds / options.duration : search.position / Math.max(1, graph.links);
			const share = LISTENING * Math.min(1, done);
			if (ended) reach('listening again', from + (1 - from) * share);
			// Rounds over the beginning are a few seconds, which shall be seen.
			else reach('listening', again ? Math.max(share, from + Math.min(0.01, share)) : share);
			if (!stream || ended) return;
			tell(foundWords(graph, search.settled(), emissions), look.noise);
		}
	});
	const duration = await listen(model, spectrum, normaliser, looks.listen, heard(samples, loudness));
	const { words, misplaced, background, emissions, search, learned, rooms } = await looks.finish();
	const rough = keepWholeLines(words, graph, opens);
	const time = { hop: emissions.hop, origin: emissions.origin, duration };
	const matches = belongs(rough, phones, background);
	if (!matches) {
		const { timings, untranscribed } = nothing(tokens.length, duration);
		const notices = noticesOf(matches, misplaced);
		return { engine: name, duration, timings, untranscribed, silences: [], matches, notices };
	}
	// The same voice is another one in another room.
	for (let k = 0; k < rooms.length && !learned; k++) {
		const [from, until] = [rooms[k], rooms[k + 1] ?? frames.length];
		const inside = rough.filter(({ first }) => first >= from && first < until);
		const voice = await learnVoice({ ...refiner, background, tick }, frames, inside);
		if (voice) transformFrames(frames, voice, from, until);
	}
	const before = reached;
	const refining = async (done: number) => {
		reach('refining', before + (1 - before) * (done / Math.max(1, frames.length)));
		await tick();
	};
	await refining(0);
	const whole = await mend({ model, graph, pause, hands, frames, background, tick }, rough);
	const fine = await refine({ ...refiner, background, tick: refining }, frames, whole, emissions);
	const { said, squeezed } = calibrate(fine, graph);
	const foreign = untranscribed(said, search.paidAtEnd, background, time);
	return {
		engine: name,
		duration,
		timings: answer(said, phones, duration, squeezed, opens, audibleIn(background, time)),
		untranscribed: foreign,
		silences: silences(said, foreign, background, time),
		matches,
		notices: noticesOf(matches, misplaced)
	};
}

/** What each token may sound like, in its context; unknown words take milliseconds each. */
async function sayTokens(
	pronouncer: Pronouncer,
	{ text, words }: Transcript,
	tick: () => Promise<void>
): Promise<Spoken[]> {
	const token = (i: number) => (i >= 0 && i < words.length ? text.slice(words[i].from, words[i].to) : null);
	const spoken: Spoken[] = [];
	for (let i = 0; i < words.length; i++) {
		if (i % SAID === SAID - 1) await tick();
		spoken.push(pronouncer.pronounce(token(i)!, { previous: token(i - 1), next: token(i + 1) }));
	}
	return spoken;
}

/** 1 for each word that is the first of its line. */
function openings({ text, words }: Transcript): Uint8Array {
	return Uint8Array.from(words, ({ from }, i) => (i === 0 || text.slice(words[i - 1].to, from).includes('\n') ? 1 : 0));
}

/** Phones of each token's first pronunciation, 0 where it says nothing. */
function phonesOfTokens(graph: Graph, tokens: number): Uint32Array {
	const phones = new Uint32Array(tokens);
	for (let link = 0; link < graph.links; link++) phones[graph.tokenOf[link]] = phonesIn(graph, graph.firstRow[link]);
	return phones;
}

function pauseOf(model: Model): Pause {
	const { phones, transitions } = model;
	const matrix = 3 * phones.matrix(phones.silence);
	const states = [0, 1, 2];
	return {
		senones: states.map((s) => phones.senone(phones.silence, s)),
		stay: states.map((s) => transitions.stay[matrix + s]),
		next: states.map((s) => transitions.next[matrix + s])
	};
}

async function* heard(samples: AsyncIterable<Float32Array> | Iterable<Float32Array>, loudness: Loudness) {
	for await (const block of samples) {
		loudness.push(block);
		yield block;
	}
}
