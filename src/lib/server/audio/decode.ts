// Any audio file as mono samples at one rate, streamed: the aligner's and the peaks' only way to sound.
//
// Sample 0 is what an <audio> element plays at 0, whichever decoder does the work, so that times found in the samples
// are times on the page.
import { UserError } from '#lib/core/errors.ts';
import { ffmpegProgram, ffmpegSamples, findFfmpeg } from './ffmpeg.ts';
import type { SamplesOptions } from './ffmpeg.ts';
import { readFlac } from './flac.ts';
import { mp3Duration, scanMp3 } from './mp3.ts';
import type { Mp3 } from './mp3.ts';
import { readMp4 } from './mp4.ts';
import { heardBlocks } from './phase.ts';
import type { Channel } from './phase.ts';
import { createResampler } from './resample.ts';
import type { Resampler } from './resample.ts';
import { sniff } from './sniff.ts';
import { openSource, section } from './source.ts';
import type { Source } from './source.ts';
import { readWav, wavPlanes } from './wav.ts';
import { oneClock, readOgg } from './ogg.ts';
import { flacPlanes, mp3Planes, oggPlanes } from './wasm.ts';
import type { Planes } from './wasm.ts';

/** Hz that recordings have at most: twice what the highest that are in use have. */
const HIGHEST_RATE = 384_000;

export type DecodeOptions = {
	/** Hz of the samples wanted. */
	rate: number;
	signal?: AbortSignal;
	/** `auto` takes ffmpeg where it runs. */
	decoder?: 'auto' | 'ffmpeg' | 'wasm';
	/** Seconds of silence put in where the timestamps leave a gap. Chromium plays over it, and seeks by the timestamps. */
	onGap?: (seconds: number) => void;
	/** The sound ends early, at damage that nothing here gets over. */
	onBroken?: () => void;
};

/**
 * Blocks of mono samples, −1 to 1, of any size. Memory stays bounded however long the file is.
 * @throws UserError where the file is no audio, or needs ffmpeg and there is none, or ffmpeg was ended before it was done;
 * RangeError for a rate that is not whole and positive; the signal's reason when aborted
 */
export async function* decode(path: string, options: DecodeOptions): AsyncGenerator<Float32Array> {
	const { rate, signal } = options;
	if (!(Number.isInteger(rate) && rate > 0)) throw new RangeError(`expected a whole positive sample rate, saw ${rate}`);
	signal?.throwIfAborted();
	for await (const block of heardBlocks((channel) => blocksOf(path, options, channel), rate, signal)) {
		finite(block);
		yield block;
	}
}

/** What is no number is silence: one such sample would be in every sum after it. */
function finite(block: Float32Array): void {
	for (let i = 0; i < block.length; i++) if (!Number.isFinite(block[i])) block[i] = 0;
}

async function* blocksOf(path: string, options: DecodeOptions, channel: Channel): AsyncGenerator<Float32Array> {
	const { signal, decoder = 'auto' } = options;
	const program = decoder === 'wasm' ? null : ffmpegProgram();
	if (program) {
		let begun = false;
		try {
			for await (const block of viaFfmpeg(program, path, channel, options)) {
				begun = true;
				yield block;
			}
			return;
		} catch (error) {
			// Only now: a program that runs is not asked first.
			if (begun || signal?.aborted || (await findFfmpeg())) throw error;
		}
	}
	if (decoder === 'ffmpeg')
		throw new UserError('no-ffmpeg', 'Expected ffmpeg to be installed, but it does not run here; install it.');
	yield* viaWasm(path, channel, options);
}

async function* viaFfmpeg(
	program: string,
	path: string,
	channel: Channel,
	{ rate, signal, onGap }: DecodeOptions
): AsyncGenerator<Float32Array> {
	const source = await openSource(path);
	let stamps: SamplesOptions['stamps'];
	try {
		stamps = await stampsOf(source, signal);
	} finally {
		await source.close();
	}
	yield* ffmpegSamples(program, path, { rate, channel, stamps, onGap, signal });
}

/** Which of the file's timestamps players go by. */
async function stampsOf(source: Source, signal?: AbortSignal): Promise<SamplesOptions['stamps']> {
	const container = await sniff(source);
	if (container === 'mp4' || container === 'webm' || container === 'flac') return 'all';
	if (container === 'other') return 'later';
	if (container !== 'ogg') return 'none';
	// Those of a recorded live stream are known from its second page on, and of chained streams each has its own.
	const ogg = await readOgg(source, signal);
	return ogg && oneClock(ogg) ? 'later' : 'none';
}

async function* viaWasm(path: string, channel: Channel, options: DecodeOptions): AsyncGenerator<Float32Array> {
	const { rate, signal } = options;
	const source = await openSource(path);
	try {
		let resampler: { from: number; to: Resampler } | null = null;
		let samples = 0;
		for await (const { rate: from, planes } of await planesOf(source, options)) {
			signal?.throwIfAborted();
			if (from > HIGHEST_RATE) throw tooFast(source.name, from);
			if (resampler && resampler.from !== from) {
				yield resampler.to.finish();
				resampler = null;
			}
			resampler ??= { from, to: createResampler(from, rate) };
			const block = resampler.to.push(channel === 'first' ? planes[0] : mix(planes));
			samples += block.length;
			if (block.length) yield block;
		}
		const rest = resampler?.to.finish();
		samples += rest?.length ?? 0;
		if (rest?.length) yield rest;
		if (samples === 0) throw noSound(source.name);
	} finally {
		await source.close();
	}
}

async function planesOf(source: Source, { onBroken, signal }: DecodeOptions): Promise<AsyncIterable<Planes>> {
	const container = await sniff(source);
	if (container === 'mp3') {
		const mp3 = await scanMp3(source, signal);
		if (!mp3) throw noSound(source.name);
		return mp3Planes(source, mp3, signal);
	}
	if (container === 'mp4') {
		const found = await mp3InMp4(source, signal);
		if (found) return mp3Planes(found.source, found.mp3, signal);
	}
	if (container === 'flac') {
		const flac = await readFlac(source);
		if (!flac) throw noSound(source.name);
		return flacPlanes(source, flac, signal);
	}
	if (container === 'ogg') {
		const ogg = await readOgg(source, signal);
		if (ogg?.links.every(({ codec }) => codec !== 'other')) return oggPlanes(source, ogg, onBroken, signal);
	}
	if (container === 'wav') {
		const wav = await readWav(source);
		if (!wav) throw noSound(source.name);
		if (wav.coding) return atRate(wav.rate, wavPlanes(source, wav));
	}
	throw needsFfmpeg(source.name, container === 'adts' || container === 'mp4' ? 'AAC' : 'this kind of file');
}

/**
 * The MP3 inside an MP4 such as `makeSeekable` writes: its frames lie in one piece, and the edit list says what is played.
 * Null for other MP4s.
 */
async function mp3InMp4(source: Source, signal?: AbortSignal): Promise<{ source: Source; mp3: Mp3 } | null> {
	const track = (await readMp4(source))?.audio;
	const last = track?.samples.at(-1);
	if (track?.codec !== 'mp3' || !last || track.duration === null || track.begins > 0 || track.gaps) return null;
	let bytes = 0;
	for (const { size } of track.samples) bytes += size;
	const piece = section(source, track.samples[0].offset, last.offset + last.size);
	const mp3 = piece.size === bytes ? await scanMp3(piece, signal) : null;
	if (!mp3) return null;
	const rate = mp3.first.rate;
	const skip = Math.round((track.skip * rate) / track.timescale) - (mp3.header?.samples ?? 0);
	const whole = mp3Duration({ ...mp3, skip: 0, padding: 0 });
	const padding = Math.round((whole - track.duration) * rate) - skip;
	return { source: piece, mp3: { ...mp3, skip: Math.max(0, skip), padding: Math.max(0, padding) } };
}

async function* atRate(rate: number, planes: AsyncIterable<Float32Array[]>): AsyncGenerator<Planes> {
	for await (const block of planes) yield { rate, planes: block };
}

/** The mean of all channels. */
function mix(planes: Float32Array[]): Float32Array {
	if (planes.length === 1) return planes[0];
	const mono = new Float32Array(planes[0].length);
	const share = 1 / planes.length;
	for (const plane of planes) for (let i = 0; i < mono.length; i++) mono[i] += plane[i] * share;
	return mono;
}

export function needsFfmpeg(name: string, what: string): UserError {
	const set = process.env.INKWAVE_FFMPEG;
	const remedy =
		set === undefined
			? 'install ffmpeg (for example "apt install ffmpeg" or "brew install ffmpeg") and try again'
			: `it takes ffmpeg, and INKWAVE_FFMPEG ${set ? `names "${set}", which does not run` : 'is empty, which means to use none'}; ` +
				'set it to an ffmpeg that runs, or not at all';
	return new UserError(
		'needs-ffmpeg',
		`Expected audio that Inkwave decodes by itself (MP3, Opus, Vorbis, FLAC or WAV), but ${name} is ${what}; ${remedy}.`
	);
}

function tooFast(name: string, rate: number): UserError {
	return new UserError(
		'undecodable-audio',
		`Expected at most ${HIGHEST_RATE} samples a second, but the header of ${name} says ${rate}; fetch or export it again.`
	);
}

export function noSound(name: string): UserError {
	return new UserError(
		'no-audio',
		`Expected sound in ${name}, but nothing in it could be decoded; fetch or export it again.`
	);
}
