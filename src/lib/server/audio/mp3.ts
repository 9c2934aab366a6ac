// MPEG audio by its frames: where each one lies, what the Xing, Info or VBRI header promises, and how much of the
// beginning is encoder delay. Nothing here decodes; the frame table is what duration, decoding and remuxing stand on.
//
//   ID3v2 │ Info frame │ frame frame frame … junk … frame frame │ APE, ID3v1
//
// A frame counts when the next header follows where its length says (or the file ends there), so that text, pictures
// and cut files are not taken for sound. Tables: ISO/IEC 11172-3, 13818-3; headers: the LAME project's mp3-info-tag rev1.
import type { Source } from './source.ts';

export type FrameHeader = {
	/** 1, 2 or 2.5 */
	version: number;
	layer: number;
	/** bits per second */
	bitrate: number;
	/** Hz */
	rate: number;
	channels: number;
	/** PCM samples per channel that the frame decodes to. */
	samples: number;
	/** bytes, header included */
	size: number;
};

/** A run of frames of one sample rate and channel count. `to` is exclusive. */
export type Segment = { from: number; to: number; rate: number; channels: number; samples: number };

export type Mp3 = {
	/** Sounding frames; the Info frame is not among them. */
	count: number;
	/** Byte position of each frame. */
	offsets: Float64Array;
	/** Byte length of each frame. */
	sizes: Uint16Array;
	/** PCM samples per channel of each frame. */
	samples: Uint16Array;
	segments: Segment[];
	first: FrameHeader;
	constantBitrate: boolean;
	/** What the header frame said, and where it lies; null where there is none. */
	header: {
		kind: 'Xing' | 'Info' | 'VBRI';
		frames: number | null;
		lame: boolean;
		at: number;
		size: number;
		samples: number;
	} | null;
	/** Samples at the front that are not sound (encoder and decoder delay), as players skip them. */
	skip: number;
	/** Samples at the end that are padding. */
	padding: number;
	/** Bytes missing of the last frame: the file was cut. */
	missing: number;
	/** Bytes between frames that belong to no frame and no tag. */
	junk: number;
};

const BITRATES: Record<string, number[]> = {
	'1-1': [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
	'1-2': [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
	'1-3': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
	'2-1': [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
	'2-2': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
};
BITRATES['2-3'] = BITRATES['2-2'];
const RATES = [44100, 48000, 32000];
/** What a decoder adds in front of the encoder's own delay. */
const DECODER_DELAY = 529;

const CHUNK = 1 << 20;
const BATCH = 1 << 16;
/** Enough bytes past a header to hold any frame and the next header. */
const MARGIN = 8192;

/** The frame header at `at`, or null where there is none. Free-format streams count as none. */
function readHeader(bytes: Uint8Array, at: number): FrameHeader | null {
	if (at + 4 > bytes.length || bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0) return null;
	const versionBits = (bytes[at + 1] >> 3) & 3;
	const layer = 4 - ((bytes[at + 1] >> 1) & 3);
	const bitrateIndex = bytes[at + 2] >> 4;
	const rateIndex = (bytes[at + 2] >> 2) & 3;
	if (versionBits === 1 || layer === 4 || bitrateIndex === 0 || bitrateIndex === 15 || rateIndex === 3) return null;
	if ((bytes[at + 3] & 3) === 2) return null;
	const version = versionBits === 3 ? 1 : versionBits === 2 ? 2 : 2.5;
	const bitrate = BITRATES[`${version === 1 ? 1 : 2}-${layer}`][bitrateIndex] * 1000;
	const rate = RATES[rateIndex] / (version === 1 ? 1 : version === 2 ? 2 : 4);
	const padding = (bytes[at + 2] >> 1) & 1;
	const samples = layer === 1 ? 384 : layer === 2 || version === 1 ? 1152 : 576;
	const size =
		layer === 1
			? (Math.floor((12 * bitrate) / rate) + padding) * 4
			: Math.floor(((samples / 8) * bitrate) / rate) + padding;
	return { version, layer, bitrate, rate, channels: bytes[at + 3] >> 6 === 3 ? 1 : 2, samples, size };
}

/** Bytes of the ID3v2 tag at `at`, 0 where there is none. */
export function id3Size(bytes: Uint8Array, at = 0): number {
	if (at + 10 > bytes.length || bytes[at] !== 0x49 || bytes[at + 1] !== 0x44 || bytes[at + 2] !== 0x33) return 0;
	const [a, b, c, d] = bytes.subarray(at + 6, at + 10);
	if (bytes[at + 3] === 0xff || (a | b | c | d) & 0x80) return 0;
	return 10 + ((a << 21) | (b << 14) | (c << 7) | d) + (bytes[at + 5] & 0x10 ? 10 : 0);
}

/** Where a chain of at least `needed` frames begins in `bytes`, or −1. `ends` says the file ends with `bytes`. */
export function findFrames(bytes: Uint8Array, needed: number, ends: boolean): number {
	for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
		let next = at;
		let found = 0;
		let first: FrameHeader | null = null;
		while (found < needed) {
			const header = readHeader(bytes, next);
			if (!header || (first && (header.layer !== first.layer || header.version !== first.version))) break;
			first ??= header;
			found++;
			next += header.size;
			if (next >= bytes.length && ends) return found >= 2 || next === bytes.length ? at : -1;
		}
		if (found >= needed) return at;
	}
	return -1;
}

/** The whole file's frame table, or null where no chain of frames is found. Reads the file once, in pieces. */
export async function scanMp3(source: Source, signal?: AbortSignal): Promise<Mp3 | null> {
	let offsets = new Float64Array(1 << 14);
	let sizes = new Uint16Array(1 << 14);
	let samples = new Uint16Array(1 << 14);
	let count = 0;
	let first: FrameHeader | null = null;
	let header: Mp3['header'] = null;
	let skip = 0;
	let padding = 0;
	let missing = 0;
	let junk = 0;
	let constantBitrate = true;
	let searched = 0;
	const segments: Segment[] = [];

	let position = 0;
	let buffer = await source.read(0, CHUNK);
	let base = 0;
	let inChain = false;
	while (position < source.size) {
		if (position + MARGIN > base + buffer.length && base + buffer.length < source.size) {
			signal?.throwIfAborted();
			base = position;
			buffer = await source.read(base, CHUNK);
			if (buffer.length === 0) break;
		}
		const at = position - base;
		const ends = base + buffer.length >= source.size;
		const tag = id3Size(buffer, at);
		if (tag) {
			position += tag;
			inChain = false;
			if (position - base > buffer.length) {
				base = position;
				buffer = await source.read(base, CHUNK);
			}
			continue;
		}
		const frame = readHeader(buffer, at);
		const fits = frame !== null && (inChain ? follows(buffer, at, frame, ends) : chained(buffer, at, frame, ends));
		if (!frame || !fits) {
			const rest = trailer(buffer, at, source.size - position);
			if (rest) {
				position += rest;
				continue;
			}
			inChain = false;
			const next = buffer.indexOf(0xff, at + 1);
			const step = (next < 0 ? buffer.length : next) - at;
			position += step;
			if (first) junk += step;
			else if ((searched += step) > 4 * CHUNK) return null;
			continue;
		}
		const left = source.size - position;
		if (frame.size > left) {
			missing = frame.size - left;
			break;
		}
		inChain = true;
		if (!first) {
			first = frame;
			const info = readInfo(buffer.subarray(at, at + frame.size), frame);
			if (info) {
				({ skip, padding } = info);
				header = { ...info.header, at: position, size: frame.size, samples: frame.samples };
				position += frame.size;
				continue;
			}
		}
		if (count === 0) first = { ...frame };
		if (count === offsets.length) {
			offsets = grow(offsets, new Float64Array(count * 2));
			sizes = grow(sizes, new Uint16Array(count * 2));
			samples = grow(samples, new Uint16Array(count * 2));
		}
		const segment = segments.at(-1);
		if (segment && segment.rate === frame.rate && segment.channels === frame.channels) {
			segment.to = count + 1;
			segment.samples += frame.samples;
		} else {
			segments.push({ from: count, to: count + 1, rate: frame.rate, channels: frame.channels, samples: frame.samples });
		}
		if (frame.bitrate !== first.bitrate || frame.rate !== first.rate) constantBitrate = false;
		offsets[count] = position;
		sizes[count] = frame.size;
		samples[count] = frame.samples;
		count++;
		position += frame.size;
	}
	if (!first || count === 0) return null;
	return {
		count,
		offsets: offsets.subarray(0, count),
		sizes: sizes.subarray(0, count),
		samples: samples.subarray(0, count),
		segments,
		first,
		constantBitrate,
		header,
		skip,
		padding,
		missing,
		junk
	};
}

/** The bytes of a run of frames, in batches of whole frames; junk between frames is left out. */
export async function* frameBytes(
	source: Source,
	mp3: Mp3,
	{ from, to }: Pick<Segment, 'from' | 'to'>
): AsyncGenerator<Uint8Array> {
	let begin = from;
	while (begin < to) {
		let end = begin + 1;
		const start = mp3.offsets[begin];
		while (
			end < to &&
			mp3.offsets[end] === mp3.offsets[end - 1] + mp3.sizes[end - 1] &&
			mp3.offsets[end] + mp3.sizes[end] - start <= BATCH
		)
			end++;
		yield await source.read(start, mp3.offsets[end - 1] + mp3.sizes[end - 1] - start);
		begin = end;
	}
}

/**
 * The table with the header frame in front where the delay ends within the first frame: decoded, a header frame is one
 * frame of silence. Chromium takes a delay inside the first frame of an MP4 off twice (measured: sound 25 ms early at the
 * start, right after any seek); inside a later frame it does not.
 */
export function withHeaderFrame(mp3: Mp3): Mp3 {
	const { header, first, segments } = mp3;
	if (!header || mp3.skip === 0 || mp3.skip >= first.samples || header.samples !== first.samples) return mp3;
	return {
		...mp3,
		count: mp3.count + 1,
		offsets: prepend(header.at, mp3.offsets),
		sizes: prepend(header.size, mp3.sizes),
		samples: prepend(header.samples, mp3.samples),
		segments: segments.map((segment, i) => ({
			...segment,
			from: i ? segment.from + 1 : 0,
			to: segment.to + 1,
			samples: i ? segment.samples : segment.samples + header.samples
		})),
		skip: mp3.skip + header.samples
	};
}

/** Seconds of sound: every frame, less the delay in front and the padding behind. */
export function mp3Duration(mp3: Mp3): number {
	let seconds = 0;
	for (const segment of mp3.segments) seconds += segment.samples / segment.rate;
	return Math.max(0, seconds - (mp3.skip + mp3.padding) / mp3.first.rate);
}

function prepend<T extends Float64Array | Uint16Array>(value: number, list: T): T {
	const longer = new (list.constructor as new (length: number) => T)(list.length + 1);
	longer[0] = value;
	longer.set(list, 1);
	return longer;
}

function grow<T extends Float64Array | Uint16Array>(old: T, larger: T): T {
	larger.set(old);
	return larger;
}

/** Within a chain: another header, a tag or the end of the file follows. One damaged frame ends the chain. */
function follows(bytes: Uint8Array, at: number, frame: FrameHeader, ends: boolean): boolean {
	const next = at + frame.size;
	if (next + 4 > bytes.length) return ends;
	return readHeader(bytes, next) !== null || id3Size(bytes, next) > 0 || trailer(bytes, next, Infinity) > 0 || ends;
}

/** To begin a chain: three frames of one kind in a row, or as many as the file still holds (two at the least). */
function chained(bytes: Uint8Array, at: number, frame: FrameHeader, ends: boolean): boolean {
	let next = at + frame.size;
	for (let i = 0; i < 2; i++) {
		const header = readHeader(bytes, next);
		if (!header) return ends && i > 0 && next >= bytes.length - 4;
		if (header.layer !== frame.layer || header.version !== frame.version) return false;
		next += header.size;
	}
	return true;
}

/** Bytes of an ID3v1, APE or Lyrics3 tag at `at`; `left` is what remains of the file. */
function trailer(bytes: Uint8Array, at: number, left: number): number {
	const word = String.fromCharCode(...bytes.subarray(at, at + 8));
	if (word.startsWith('TAG') && (left === Infinity || left >= 128)) return 128;
	if (word === 'APETAGEX' && at + 32 <= bytes.length) {
		const view = new DataView(bytes.buffer, bytes.byteOffset + at, 32);
		return view.getUint32(12, true) + (view.getUint32(20, true) & 0x20000000 ? 32 : 0);
	}
	if (word.startsWith('LYRICS')) return left === Infinity ? 1 : left;
	return 0;
}

/** Reads a Xing, Info or VBRI header out of the first frame, or null where the frame is plain sound. */
function readInfo(
	frame: Uint8Array,
	{ version, channels }: FrameHeader
): { header: Pick<NonNullable<Mp3['header']>, 'kind' | 'frames' | 'lame'>; skip: number; padding: number } | null {
	const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
	const word = (at: number) => (at + 4 <= frame.length ? String.fromCharCode(...frame.subarray(at, at + 4)) : '');
	if (word(36) === 'VBRI' && frame.length >= 62)
		return { header: { kind: 'VBRI', frames: view.getUint32(50), lame: false }, skip: 0, padding: 0 };
	const side = version === 1 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17;
	let at = 4 + side;
	const kind = word(at);
	if (kind !== 'Xing' && kind !== 'Info') return null;
	const flags = at + 8 <= frame.length ? view.getUint32(at + 4) : 0;
	at += 8;
	let frames: number | null = null;
	if (flags & 1 && at + 4 <= frame.length) frames = view.getUint32(at);
	at += (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0);
	const encoder = word(at);
	const lame = /^(LAME|Lavf|Lavc)$/.test(encoder) && at + 24 <= frame.length;
	let skip = 0;
	let padding = 0;
	if (lame) {
		const delays = (frame[at + 21] << 16) | (frame[at + 22] << 8) | frame[at + 23];
		skip = (delays >> 12) + DECODER_DELAY;
		padding = Math.max(0, (delays & 4095) - DECODER_DELAY);
	}
	return { header: { kind, frames: frames || null, lame }, skip, padding };
}
