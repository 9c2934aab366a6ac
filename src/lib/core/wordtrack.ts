// The word track: every word's place in the text and its time, as the few bytes a page downloads.
//
//   "INKW"  version (1 byte, = 1)   count of words (varint)
//   gaps    runs of (length varint, gap varint) until count: characters between the previous word's end and this word
//   states  runs of (length varint, state varint) until count: 0 heard, 1 between, 2 unspoken
//   words   for each word, in order:
//             1 byte   high four bits: length in characters (15: a varint with the length − 15 follows)
//                      low four bits: confidence, 0 to 15
//             varint   start − end of the previous word, in milliseconds, zigzag (words may overlap)
//             varint   end − start, in milliseconds
//
// A varint is little-endian base 128 with the top bit set on every byte but the last (protocol buffers); zigzag maps
// 0, −1, 1, −2 … to 0, 1, 2, 3 …. Lengths and offsets are UTF-16 code units of the transcript's text. A word of English
// takes about four bytes. Starts never go back; a reader refuses a version it does not know.

import type { Alignment, Timing, Transcript } from './episode.ts';
import { fromMs, toMs } from './time.ts';

const MAGIC = [0x49, 0x4e, 0x4b, 0x57];
const VERSION = 1;
const STATES: Timing['state'][] = ['heard', 'between', 'unspoken'];

/** Columns, one entry a word. Offsets are UTF-16 into the text, times are seconds. */
export type WordTrack = {
	count: number;
	from: Uint32Array;
	to: Uint32Array;
	start: Float64Array;
	end: Float64Array;
	/** 0 heard, 1 between, 2 unspoken (its time is only where its neighbours are). */
	state: Uint8Array;
	/** 0 to 255. */
	confidence: Uint8Array;
};

/** Throws RangeError where there is not one timing a word, or where starts go back. */
export function encodeWords(transcript: Transcript, alignment: Alignment): Uint8Array {
	const { words } = transcript;
	const { timings } = alignment;
	if (timings.length !== words.length)
		throw new RangeError(`expected one timing for each of ${words.length} words, saw ${timings.length}`);
	const out = new Writer(32 + words.length * 6);
	for (const byte of MAGIC) out.byte(byte);
	out.byte(VERSION);
	out.varint(words.length);
	writeRuns(out, words.length, (i) => words[i].from - (i ? words[i - 1].to : 0));
	writeRuns(out, words.length, (i) => STATES.indexOf(timings[i].state));
	let end = 0;
	let last = 0;
	for (let i = 0; i < words.length; i++) {
		const length = words[i].to - words[i].from;
		const timing = timings[i];
		const start = toMs(timing.start);
		if (start < last) throw new RangeError(`word ${i} starts at ${start} ms, before its predecessor at ${last} ms`);
		const duration = Math.max(0, toMs(timing.end) - start);
		const confidence = Math.min(15, Math.max(0, Math.round(timing.confidence * 15)));
		out.byte((Math.min(15, length) << 4) | confidence);
		if (length >= 15) out.varint(length - 15);
		const step = start - end;
		out.varint(step < 0 ? -2 * step - 1 : 2 * step);
		out.varint(duration);
		last = start;
		end = start + duration;
	}
	return out.finish();
}

/** Throws RangeError on bytes that are no word track, on an unknown version, and on a track that is cut off. */
export function decodeWords(bytes: Uint8Array): WordTrack {
	if (bytes.length < 6 || MAGIC.some((byte, i) => bytes[i] !== byte))
		throw new RangeError(`expected a word track that begins with "INKW", saw ${bytes.length} other bytes`);
	if (bytes[4] !== VERSION) throw new RangeError(`expected word track version ${VERSION}, saw ${bytes[4]}`);
	const input = new Reader(bytes, 5);
	const count = input.varint();
	// Every word takes three bytes at least: a count beyond that is damage, not a reason to ask for the memory.
	if (count * 3 > bytes.length)
		throw new RangeError(`a word track of ${bytes.length} bytes cannot hold ${count} words`);
	const track = emptyTrack(count);
	readRuns(input, count, (i, gap) => (track.from[i] = gap));
	readRuns(input, count, (i, state) => {
		if (state >= STATES.length) throw new RangeError(`word ${i} has the unknown state ${state}`);
		track.state[i] = state;
	});
	let offset = 0;
	let end = 0;
	for (let i = 0; i < count; i++) {
		const head = input.byte();
		const length = head >> 4 === 15 ? 15 + input.varint() : head >> 4;
		offset += track.from[i];
		track.from[i] = offset;
		offset += length;
		track.to[i] = offset;
		track.confidence[i] = (head & 15) * 17;
		const step = input.varint();
		const start = end + (step % 2 ? -(step + 1) / 2 : step / 2);
		end = start + input.varint();
		track.start[i] = fromMs(start);
		track.end[i] = fromMs(end);
	}
	if (!input.done) throw new RangeError('a word track has bytes after its last word');
	return track;
}

function emptyTrack(count: number): WordTrack {
	return {
		count,
		from: new Uint32Array(count),
		to: new Uint32Array(count),
		start: new Float64Array(count),
		end: new Float64Array(count),
		state: new Uint8Array(count),
		confidence: new Uint8Array(count)
	};
}

function writeRuns(out: Writer, count: number, value: (i: number) => number): void {
	for (let i = 0; i < count;) {
		const first = value(i);
		if (first < 0) throw new RangeError(`word ${i} overlaps its predecessor or has no known state`);
		let next = i + 1;
		while (next < count && value(next) === first) next++;
		out.varint(next - i);
		out.varint(first);
		i = next;
	}
}

function readRuns(input: Reader, count: number, set: (i: number, value: number) => void): void {
	for (let i = 0; i < count;) {
		const length = input.varint();
		const value = input.varint();
		if (length === 0 || i + length > count) throw new RangeError(`a run of ${length} words does not fit in ${count}`);
		for (const stop = i + length; i < stop; i++) set(i, value);
	}
}

class Writer {
	#bytes: Uint8Array;
	#at = 0;

	constructor(room: number) {
		this.#bytes = new Uint8Array(room);
	}

	byte(value: number): void {
		if (this.#at === this.#bytes.length) {
			const bigger = new Uint8Array(this.#bytes.length * 2);
			bigger.set(this.#bytes);
			this.#bytes = bigger;
		}
		this.#bytes[this.#at++] = value;
	}

	varint(value: number): void {
		// Division, not shifts: a time in milliseconds may need more than 31 bits once it is zigzagged.
		while (value >= 128) {
			this.byte((value % 128) | 128);
			value = Math.floor(value / 128);
		}
		this.byte(value);
	}

	finish(): Uint8Array {
		return this.#bytes.slice(0, this.#at);
	}
}

class Reader {
	#bytes: Uint8Array;
	#at: number;

	constructor(bytes: Uint8Array, at: number) {
		this.#bytes = bytes;
		this.#at = at;
	}

	get done(): boolean {
		return this.#at === this.#bytes.length;
	}

	byte(): number {
		if (this.done) throw new RangeError('a word track is cut off');
		return this.#bytes[this.#at++];
	}

	varint(): number {
		let value = 0;
		for (let scale = 1; ; scale *= 128) {
			if (scale > 2 ** 42) throw new RangeError('a word track holds a number that is too long');
			const byte = this.byte();
			value += (byte & 127) * scale;
			if (byte < 128) return value;
		}
	}
}
