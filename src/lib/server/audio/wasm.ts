// Decoding without ffmpeg: WASM decoders for MP3, Opus, Vorbis and FLAC, and our own for WAV. Each source gives planes
// of samples in order, trimmed to what a player plays: encoder delay gone from the front, padding from the end.
import { flacFrames } from './flac.ts';
import type { Flac } from './flac.ts';
import { frameBytes } from './mp3.ts';
import type { Mp3 } from './mp3.ts';
import type { Ogg } from './ogg.ts';
import { section } from './source.ts';
import type { Source } from './source.ts';

/** One array per channel, all of one length, at `rate` Hz. */
export type Planes = { rate: number; planes: Float32Array[] };

const BATCH = 1 << 16;

/**
 * MP3 by frames, so that tags and junk never reach the decoder. A fresh decoder for each run of one rate: libmpg123 would otherwise report only the last rate of a batch.
 */
export async function* mp3Planes(source: Source, mp3: Mp3, signal?: AbortSignal): AsyncGenerator<Planes> {
	const { MPEGDecoder } = await import('mpg123-decoder');
	let skip = mp3.skip;
	for (const segment of mp3.segments) {
		const last = segment === mp3.segments.at(-1);
		let left = segment.samples - (last ? mp3.padding : 0);
		const decoder = new MPEGDecoder({ enableGapless: false });
		await decoder.ready;
		try {
			for await (const bytes of frameBytes(source, mp3, segment)) {
				signal?.throwIfAborted();
				const { channelData, samplesDecoded } = await quietly(() => decoder.decode(bytes));
				const from = Math.min(skip, samplesDecoded);
				const to = Math.min(samplesDecoded, left);
				skip -= from;
				left -= samplesDecoded;
				const planes = channelData.slice(0, segment.channels).map((plane) => plane.subarray(from, Math.max(from, to)));
				if (to > from) yield { rate: segment.rate, planes };
			}
		} finally {
			decoder.free();
		}
	}
}

/** Native FLAC, by our own frames: the decoder's parser loses the last ones. */
export async function* flacPlanes(source: Source, flac: Flac, signal?: AbortSignal): AsyncGenerator<Planes> {
	const { FLACDecoder } = await import('@wasm-audio-decoders/flac');
	const decoder = new FLACDecoder();
	let done = 0;
	const allFrames = async function* () {
		yield* flacFrames(source, flac);
		// libFLAC holds a last frame of few bytes back until it sees more.
		if (done < (flac.samples ?? Infinity)) yield [new Uint8Array(64)];
	};
	await decoder.ready;
	try {
		for await (const frames of allFrames()) {
			signal?.throwIfAborted();
			const { channelData, samplesDecoded, sampleRate } = await quietly(() => decoder.decodeFrames(frames));
			done += samplesDecoded;
			if (samplesDecoded > 0) yield { rate: sampleRate, planes: channelData };
		}
	} finally {
		decoder.free();
	}
}

/**
 * Each stream of a chain by a decoder of its own: those that come along lose all that follows a change of rate or codec.
 * Ends early, and says so, at damage that a decoder cannot get over: nobody knows the time of what follows.
 */
export async function* oggPlanes(
	source: Source,
	{ links }: Ogg,
	onBroken?: () => void,
	signal?: AbortSignal
): AsyncGenerator<Planes> {
	for (const [i, { codec, at }] of links.entries()) {
		// What lies before the first stream may still be its own, as the pages of a picture.
		const stream = section(source, i === 0 ? 0 : at, links[i + 1]?.at ?? source.size);
		const whole = yield* streamed(await oggDecoder(codec), stream, signal);
		if (!whole) return onBroken?.();
	}
}

async function oggDecoder(codec: Ogg['codec']): Promise<StreamDecoder> {
	if (codec === 'opus') return new (await import('ogg-opus-decoder')).OggOpusDecoder();
	if (codec === 'vorbis') return new (await import('@wasm-audio-decoders/ogg-vorbis')).OggVorbisDecoder();
	return new (await import('@wasm-audio-decoders/flac')).FLACDecoder();
}

type Decoded = { channelData: Float32Array[]; samplesDecoded: number; sampleRate: number };
type StreamDecoder = {
	ready: Promise<void>;
	decode(bytes: Uint8Array): Decoded | Promise<Decoded>;
	flush(): Promise<Decoded>;
	free(): void;
};

/** All of a source through a decoder, then what it still holds. False where the decoder fell over something before that. */
async function* streamed(
	decoder: StreamDecoder,
	source: Source,
	signal?: AbortSignal
): AsyncGenerator<Planes, boolean> {
	await decoder.ready;
	const planes = ({ channelData, sampleRate }: Decoded): Planes => ({ rate: sampleRate, planes: channelData });
	/** Null where it fell: the parser of the decoders throws errors of any kind at what it did not expect. */
	const decoded = (work: () => Decoded | Promise<Decoded>) => quietly(work).catch(() => null);
	try {
		for (let at = 0; at < source.size; at += BATCH) {
			signal?.throwIfAborted();
			const bytes = await source.read(at, BATCH);
			const some = await decoded(() => decoder.decode(bytes));
			if (!some) return false;
			if (some.samplesDecoded > 0) yield planes(some);
		}
		const rest = await decoded(() => decoder.flush());
		if (rest && rest.samplesDecoded > 0) yield planes(rest);
		return rest !== null;
	} finally {
		decoder.free();
	}
}

/** What the decoders say of damaged frames, on a console that is not theirs. */
const COMPLAINT = /^(@wasm-audio-decoders\/|libopus |mpg123-decoder: )/;

let quiet = 0;
let say = console.error;

/** A decoder's work without its complaints: a damaged frame is lost, and that is all. */
async function quietly<T>(work: () => T | Promise<T>): Promise<T> {
	if (quiet++ === 0) {
		say = console.error;
		console.error = (...words) => {
			if (!COMPLAINT.test(String(words[0]))) say(...words);
		};
	}
	try {
		return await work();
	} finally {
		if (--quiet === 0) console.error = say;
	}
}
