// FLAC by its STREAMINFO block (rate, channels, the number of samples it promises) and its frames. Format: RFC 9639,
// sections 8.2 and 9.
import type { Source } from './source.ts';
import { id3Size } from './mp3.ts';

export type Flac = {
	/** Where "fLaC" stands: after an ID3 tag that some tools put in front. */
	at: number;
	/** Where the first frame begins: after the metadata blocks. */
	framesAt: number;
	rate: number;
	channels: number;
	/** Samples per channel; null where the encoder did not know. */
	samples: number | null;
	/** Samples of a frame, where all but the last have as many. */
	block: number;
};

/** Metadata blocks, and ID3 tags before them, at most: files have a handful. */
const MOST_BLOCKS = 1000;

export async function readFlac(source: Source): Promise<Flac | null> {
	let at = 0;
	let head = await source.read(0, 42);
	for (let size = id3Size(head), tags = 0; size && tags < MOST_BLOCKS; size = id3Size(head), tags++) {
		at += size;
		head = await source.read(at, 42);
	}
	if (head.length < 42 || String.fromCharCode(...head.subarray(0, 4)) !== 'fLaC' || (head[4] & 0x7f) !== 0) return null;
	const rate = (head[18] << 12) | (head[19] << 4) | (head[20] >> 4);
	const samples = (head[21] & 15) * 2 ** 32 + new DataView(head.buffer).getUint32(22);
	let framesAt = at + 4;
	let blocks = 0;
	for (let last = false; !last && framesAt < source.size;) {
		const block = await source.read(framesAt, 4);
		if (block.length < 4 || ++blocks > MOST_BLOCKS) return null;
		last = (block[0] & 0x80) !== 0;
		framesAt += 4 + ((block[1] << 16) | (block[2] << 8) | block[3]);
	}
	const block = (head[10] << 8) | head[11];
	return rate ? { at, framesAt, rate, channels: ((head[20] >> 1) & 7) + 1, samples: samples || null, block } : null;
}

const BATCH = 1 << 17;
const CRC8 = table(8, 0x07);
const CRC16 = table(16, 0x8005);

/** More bytes than a frame has, be it 65535 samples of eight channels and 32 bits: what is older belongs to none. */
const LARGEST = 1 << 21;
/** So many headers are tried as the beginning of a frame, as sound can look like one. */
const LIKENESSES = 8;
/** So many frames are handed on at once, however small they are. */
const MOST_FRAMES = 64;

/** Where a frame may begin, and the checksum of its bytes up to `to`. */
type Head = { at: number; to: number; sum: number };

/**
 * The frames, whole, in lists. A frame ends where its own checksum comes out even and a sound header follows. Damage is what
 * lies between two whole frames; silence takes its place, of as many samples as the numbers of the frames leave out.
 *
 *     |  whole  |  damaged  |  whole  |  …
 *     a         b           c         d        from a to b the checksum is even; from b it is odd at c and at d, and
 *                                              from c to d it is even, so that b is given up
 *
 * At the end of the file what is left counts as the last frame, with whatever tag is behind it.
 */
export async function* flacFrames(source: Source, flac: Flac): AsyncGenerator<Uint8Array[]> {
	let bytes = new Uint8Array(0);
	/** Where `bytes` begins in the file, and up to where in it headers were looked for. */
	let base = flac.framesAt;
	let searched = 0;
	let heads: Head[] = [];
	/** Where the last whole frame ended: the byte in the file, and the sample. What was cut out of a stream begins past 0. */
	let end = base;
	let next: number | null = null;
	const frames: Uint8Array[] = [];
	for (let at = base; at < source.size;) {
		const more = await source.read(at, BATCH);
		if (more.length === 0) break;
		at += more.length;
		const joined = new Uint8Array(bytes.length + more.length);
		joined.set(bytes);
		joined.set(more, bytes.length);
		bytes = joined;
		for (let i = bytes.indexOf(0xff, searched); i >= 0 && i + HEADER <= bytes.length; i = bytes.indexOf(0xff, i + 1)) {
			if (!isHeader(bytes, i)) continue;
			next ??= base + i === flac.framesAt ? placeOf(bytes, i, flac).from : 0;
			const whole = heads.find((head) => sumUpTo(bytes, head, i) === 0);
			if (whole) {
				const place = placeOf(bytes, whole.at, flac);
				if (base + whole.at > end)
					for (const frame of silence(bytes, whole.at, next, place.from)) {
						frames.push(frame);
						if (frames.length === MOST_FRAMES) yield frames.splice(0);
					}
				frames.push(bytes.subarray(whole.at, i));
				if (frames.length >= MOST_FRAMES) yield frames.splice(0);
				end = base + i;
				next = place.to;
				heads = [];
			}
			heads.push({ at: i, to: i, sum: 0 });
			if (heads.length > LIKENESSES) heads.shift();
		}
		if (at >= source.size) break;
		searched = Math.max(searched, bytes.length - HEADER + 1);
		heads = heads.filter((head) => bytes.length - head.at <= LARGEST);
		const from = heads[0]?.at ?? searched;
		bytes = bytes.subarray(from);
		base += from;
		searched -= from;
		heads = heads.map(({ at, to, sum }) => ({ at: at - from, to: to - from, sum }));
		if (frames.length) yield frames.splice(0);
	}
	const whole = heads.find((head) => sumUpTo(bytes, head, bytes.length) === 0);
	if (whole && base + whole.at > end)
		frames.push(...silence(bytes, whole.at, next!, placeOf(bytes, whole.at, flac).from));
	const last = whole ?? heads[0];
	if (last) frames.push(bytes.subarray(last.at));
	if (frames.length) yield frames;
}

/** The checksum from a head up to `to`. Only the bytes that are not in it yet are read. */
function sumUpTo(bytes: Uint8Array, head: Head, to: number): number {
	head.sum = crc16(bytes.subarray(head.to, to), head.sum);
	head.to = to;
	return head.sum;
}

function crc16(bytes: Uint8Array, start = 0): number {
	let sum = start;
	for (const byte of bytes) sum = ((sum << 8) & 0xffff) ^ CRC16[(sum >> 8) ^ byte];
	return sum;
}

/** Frames of zeros from sample `from` to `to`, of the rate, channels and bits of the frame whose header is at `at`. */
function* silence(bytes: Uint8Array, at: number, from: number, to: number): Generator<Uint8Array> {
	const rate = bytes[at + 2] & 15;
	const end = headerEnd(bytes, at);
	const ownRate = bytes.subarray(end - rateBytes(rate), end);
	const assigned = bytes[at + 3] >> 4;
	const channels = assigned < 8 ? assigned + 1 : 2;
	const depth = (bytes[at + 3] >> 1) & 7;
	// A constant subframe a channel: its kind, which is 0, and the value.
	const body = new Uint8Array(Math.ceil((channels * (8 + DEPTHS[depth])) / 8));
	for (let sample = from; sample < to; sample += 65535) {
		const last = Math.min(to - sample, 65535) - 1;
		const number = [30, 24, 18, 12, 6, 0].map((shift) => 0x80 | (Math.floor(sample / 2 ** shift) & 63));
		const head = [0xff, 0xf9, 0x70 | rate, ((channels - 1) << 4) | (depth << 1), 0xfe, ...number];
		head.push(last >> 8, last & 255, ...ownRate);
		const frame = Uint8Array.from([...head, crc8(head), ...body, 0, 0]);
		const sum = crc16(frame.subarray(0, -2));
		frame.set([sum >> 8, sum & 255], frame.length - 2);
		yield frame;
	}
}

/** So many bytes at the end of a file hold some frames, even of eight channels. */
const TAIL = 1 << 20;

/**
 * Samples up to and with the last frame that begins in the file, by the number that every frame carries. Null where no frame
 * is found near the end.
 */
export async function flacEnd(source: Source, flac: Flac): Promise<number | null> {
	if (flac.framesAt >= source.size) return 0;
	const from = Math.max(flac.framesAt, source.size - TAIL);
	const bytes = await source.read(from, source.size - from);
	const heads: number[] = [];
	for (let i = 0; i + HEADER <= bytes.length; i++) if (bytes[i] === 0xff && isHeader(bytes, i)) heads.push(i);
	const sound = (k: number) => {
		// One that another whole frame ends at is no chance likeness; nor is the one after the metadata.
		for (let j = k - 1; j >= Math.max(0, k - LIKENESSES); j--) {
			if (crc16(bytes.subarray(heads[j], heads[k])) === 0) return true;
		}
		return from + heads[k] === flac.framesAt;
	};
	for (let k = heads.length - 1; k >= 0; k--) if (sound(k)) return placeOf(bytes, heads[k], flac).to;
	return null;
}

/** Samples before, and up to and with, the frame whose header is at `at`. */
function placeOf(bytes: Uint8Array, at: number, { block }: Flac): { from: number; to: number } {
	const lead = bytes[at + 4];
	const length = numberBytes(lead);
	let number = length === 1 ? lead : lead & (0x7f >> length);
	for (let i = 1; i < length; i++) number = number * 64 + (bytes[at + 4 + i] & 63);
	// A stream of frames of one size numbers the frames, another one the samples.
	const from = bytes[at + 1] & 1 ? number : number * block;
	return { from, to: from + frameSamples(bytes, at) };
}

/** Samples of the frame whose header is at `at`. */
export function frameSamples(bytes: Uint8Array, at: number): number {
	const code = bytes[at + 2] >> 4;
	const after = at + 4 + numberBytes(bytes[at + 4]);
	if (code === 1) return 192;
	if (code === 6) return bytes[after] + 1;
	if (code === 7) return ((bytes[after] << 8) | bytes[after + 1]) + 1;
	return code < 6 ? 576 << (code - 2) : 256 << (code - 8);
}

/** The longest a frame header can be. */
const HEADER = 16;

/** Bits of a sample by their code; those of code 0 stand in STREAMINFO, and such frames are decoded by nobody here. */
const DEPTHS = [0, 8, 12, 0, 16, 20, 24, 32];

/** Sync code, no reserved values, and the header's own checksum. */
function isHeader(bytes: Uint8Array, at: number): boolean {
	if (bytes[at] !== 0xff || (bytes[at + 1] & 0xfe) !== 0xf8) return false;
	const [block, rate] = [bytes[at + 2] >> 4, bytes[at + 2] & 15];
	if (block === 0 || rate === 15 || bytes[at + 3] & 1) return false;
	const end = headerEnd(bytes, at);
	return crc8(bytes.subarray(at, end)) === bytes[end];
}

/** Where the checksum of the header at `at` stands. */
function headerEnd(bytes: Uint8Array, at: number): number {
	const [block, rate] = [bytes[at + 2] >> 4, bytes[at + 2] & 15];
	return at + 4 + numberBytes(bytes[at + 4]) + (block === 6 ? 1 : block === 7 ? 2 : 0) + rateBytes(rate);
}

/** Bytes of the frame's or sample's number, which is coded like a character of UTF-8. */
function numberBytes(lead: number): number {
	return lead < 0x80 ? 1 : Math.clz32(~lead << 24);
}

/** Bytes of a rate that has no code of its own. */
function rateBytes(code: number): number {
	return code === 12 ? 1 : code > 12 ? 2 : 0;
}

function crc8(bytes: Iterable<number>): number {
	let sum = 0;
	for (const byte of bytes) sum = CRC8[sum ^ byte];
	return sum;
}

function table(bits: number, polynomial: number): Uint16Array {
	const top = 1 << (bits - 1);
	return Uint16Array.from({ length: 256 }, (_, byte) => {
		let value = byte << (bits - 8);
		for (let i = 0; i < 8; i++) value = value & top ? (value << 1) ^ polynomial : value << 1;
		return value & (2 * top - 1);
	});
}
