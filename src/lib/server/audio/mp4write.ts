// The front of an MP4 that holds an MP3's own frames: everything before the sound. The frames follow it unchanged.
//
//   ftyp │ moov: sizes and places of all frames, edit list │ mdat: frame frame frame …
//
// With a table of every frame, a player seeks to the frame, where in a VBR MP3 it guesses a byte. The edit list takes the
// encoder's delay off the front and its padding off the end, so times agree with those of the MP3 played gaplessly. The
// tables come first, so playing starts before the file is complete. Format: ISO/IEC 14496-12 and 14496-14.
import { gcd } from './gcd.ts';
import type { Mp3 } from './mp3.ts';

/** Frames that share one entry in the chunk table: about a second of sound. */
const CHUNK_FRAMES = 40;

export function mp4Front(mp3: Mp3): Uint8Array<ArrayBuffer> {
	let bytes = 0;
	for (const size of mp3.sizes) bytes += size;
	const ftyp = box('ftyp', text('isom'), u32(0x200), text('isom'), text('mp42'));
	const wide = bytes + 16 > 0xffffffff - (1 << 26);
	const mdat = wide ? concat(u32(1), text('mdat'), u64(bytes + 16)) : concat(u32(bytes + 8), text('mdat'));
	const length = ftyp.length + moov(mp3, 0, wide).length + mdat.length;
	return concat(ftyp, moov(mp3, length, wide), mdat);
}

/** Ticks a second in which every frame of every rate lasts a whole number of ticks. */
function timescaleOf(mp3: Mp3): number {
	return mp3.segments.reduce((scale, { rate }) => (scale / gcd(scale, rate)) * rate, 1);
}

function moov(mp3: Mp3, dataAt: number, wide: boolean): Uint8Array {
	const timescale = timescaleOf(mp3);
	const [first, last] = [mp3.segments[0], mp3.segments[mp3.segments.length - 1]];
	let ticks = 0;
	for (const { samples, rate } of mp3.segments) ticks += samples * (timescale / rate);
	const skip = mp3.skip * (timescale / first.rate);
	const played = ticks - skip - mp3.padding * (timescale / last.rate);
	const matrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(u32);
	const header = (type: string, flags: number, ...parts: Uint8Array[]) => box(type, u32((1 << 24) | flags), ...parts);
	const never = [u64(0), u64(0)];
	return box(
		'moov',
		header(
			'mvhd',
			0,
			...never,
			u32(timescale),
			u64(played),
			u32(0x10000),
			u16(0x100),
			zeros(10),
			...matrix,
			zeros(24),
			u32(2)
		),
		box(
			'trak',
			header('tkhd', 3, ...never, u32(1), u32(0), u64(played), zeros(12), u16(0x100), u16(0), ...matrix, zeros(8)),
			box('edts', header('elst', 0, u32(1), u64(played), u64(skip), u32(0x10000))),
			box(
				'mdia',
				header('mdhd', 0, ...never, u32(timescale), u64(ticks), u16(0x55c4), u16(0)),
				box('hdlr', u32(0), u32(0), text('soun'), zeros(12), text('sound\0')),
				box(
					'minf',
					box('smhd', u32(0), u32(0)),
					box('dinf', box('dref', u32(0), u32(1), box('url ', u32(1)))),
					box('stbl', sampleEntry(mp3), durations(mp3, timescale), ...places(mp3, dataAt, wide))
				)
			)
		)
	);
}

function sampleEntry({ first }: Mp3): Uint8Array {
	const type = first.version === 1 ? 0x6b : 0x69;
	const decoder = descriptor(4, concat(u8(type), u8(0x15), zeros(11)));
	const esds = box('esds', u32(0), descriptor(3, concat(u16(1), u8(0), decoder, descriptor(6, u8(2)))));
	const entry = box(
		'mp4a',
		zeros(6),
		u16(1),
		zeros(8),
		u16(first.channels),
		u16(16),
		u32(0),
		u32(first.rate * 65536),
		esds
	);
	return box('stsd', u32(0), u32(1), entry);
}

/** Runs of frames that last equally long. */
function durations(mp3: Mp3, timescale: number): Uint8Array {
	const runs: [count: number, ticks: number][] = [];
	for (const { from, to, rate } of mp3.segments) {
		for (let i = from; i < to; i++) {
			const ticks = mp3.samples[i] * (timescale / rate);
			const run = runs.at(-1);
			if (run && run[1] === ticks) run[0]++;
			else runs.push([1, ticks]);
		}
	}
	return box('stts', u32(0), u32(runs.length), ...runs.flat().map(u32));
}

/** The tables stsc, stsz and stco (co64 past 4 GB). */
function places(mp3: Mp3, dataAt: number, wide: boolean): Uint8Array[] {
	const chunks = Math.ceil(mp3.count / CHUNK_FRAMES);
	const rest = mp3.count - (chunks - 1) * CHUNK_FRAMES;
	const runs = chunks > 1 ? [1, CHUNK_FRAMES, 1] : [1, rest, 1];
	if (chunks > 1 && rest !== CHUNK_FRAMES) runs.push(chunks, rest, 1);
	const sizes = new Uint8Array(mp3.count * 4);
	const offsets = new Uint8Array(chunks * (wide ? 8 : 4));
	const sizeView = new DataView(sizes.buffer);
	const offsetView = new DataView(offsets.buffer);
	let at = dataAt;
	for (let i = 0; i < mp3.count; i++) {
		const chunk = i / CHUNK_FRAMES;
		if (Number.isInteger(chunk)) {
			if (wide) offsetView.setBigUint64(chunk * 8, BigInt(at));
			else offsetView.setUint32(chunk * 4, at);
		}
		sizeView.setUint32(i * 4, mp3.sizes[i]);
		at += mp3.sizes[i];
	}
	return [
		box('stsc', u32(0), u32(runs.length / 3), ...runs.map(u32)),
		box('stsz', u32(0), u32(0), u32(mp3.count), sizes),
		box(wide ? 'co64' : 'stco', u32(0), u32(chunks), offsets)
	];
}

function descriptor(tag: number, content: Uint8Array): Uint8Array {
	return concat(u8(tag), u8(content.length), content);
}

function box(type: string, ...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
	return concat(u32(parts.reduce((sum, part) => sum + part.length, 8)), text(type), ...parts);
}

function concat(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
	const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		joined.set(part, at);
		at += part.length;
	}
	return joined;
}

const text = (value: string) => new TextEncoder().encode(value);
const zeros = (count: number) => new Uint8Array(count);
const u8 = (value: number) => Uint8Array.of(value);
const u16 = (value: number) => Uint8Array.of(value >> 8, value);
const u32 = (value: number) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
const u64 = (value: number) => concat(u32(Math.floor(value / 2 ** 32)), u32(value % 2 ** 32));
