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

export async function readFlac(source: Source): Promise<Flac | null> {
	let at = 0;
	let head = await source.read(0, 42);
	for (let size = id3Size(head); size; size = id3Size(head)) {
		at += size;
		head = await source.read(at, 42);
	}
	if (head.length < 42 || String.fromCharCode(...head.subarray(0, 4)) !== 'fLaC' || (head[4] & 0x7f) !== 0) return null;
	const rate = (head[18] << 12) | (head[19] << 4) | (head[20] >> 4);
	const samples = (head[21] & 15) * 2 ** 32 + new DataView(head.buffer).getUint32(22);
	let framesAt = at + 4;
	for (let last = false; !last && framesAt < source.size;) {
		const block = await source.read(framesAt, 4);
		if (block.length < 4) return null;
		last = (block[0] & 0x80) !== 0;
		framesAt += 4 + ((block[1] << 16) | (block[2] << 8) | block[3]);
	}
	const block = (head[10] << 8) | head[11];
	return rate ? { at, framesAt, rate, channels: ((head[20] >> 1) & 7) + 1, samples: samples || null, block } : null;
}

const BATCH = 1 << 17;
const CRC8 = table(8, 0x07);
const CRC16 = table(16, 0x8005);

/**
 * The frames, whole, in batches. A frame ends where its own checksum comes out even and a sound header follows. At the end
 * of the file what is left counts as the last frame, with whatever tag is behind it.
 */
export async function* flacFrames(source: Source, { framesAt }: Flac): AsyncGenerator<Uint8Array[]> {
	let bytes = new Uint8Array(0);
	for (let at = framesAt; at < source.size;) {
		const more = await source.read(at, BATCH);
		if (more.length === 0) break;
		at += more.length;
		const joined = new Uint8Array(bytes.length + more.length);
		joined.set(bytes);
		joined.set(more, bytes.length);
		bytes = joined;
		const ends = at >= source.size;
		const frames: Uint8Array[] = [];
		let start = 0;
		let sum = 0;
		for (let i = 0; i + HEADER <= bytes.length; i++) {
			if (i > start && sum === 0 && bytes[i] === 0xff && isHeader(bytes, i)) {
				frames.push(bytes.subarray(start, i));
				start = i;
			}
			sum = ((sum << 8) & 0xffff) ^ CRC16[(sum >> 8) ^ bytes[i]];
		}
		if (ends && start < bytes.length) frames.push(bytes.subarray(start));
		if (frames.length) yield frames;
		bytes = bytes.subarray(start);
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
		for (let j = k - 1; j >= Math.max(0, k - 8); j--) {
			let sum = 0;
			for (let i = heads[j]; i < heads[k]; i++) sum = ((sum << 8) & 0xffff) ^ CRC16[(sum >> 8) ^ bytes[i]];
			if (sum === 0) return true;
		}
		return from + heads[k] === flac.framesAt;
	};
	for (let k = heads.length - 1; k >= 0; k--) if (sound(k)) return endOf(bytes, heads[k], flac);
	return null;
}

/** Samples up to and with the frame whose header is at `at`. */
function endOf(bytes: Uint8Array, at: number, { block }: Flac): number {
	const lead = bytes[at + 4];
	const length = lead < 0x80 ? 1 : Math.clz32(~lead << 24);
	let number = length === 1 ? lead : lead & (0x7f >> length);
	for (let i = 1; i < length; i++) number = number * 64 + (bytes[at + 4 + i] & 63);
	const code = bytes[at + 2] >> 4;
	const after = at + 4 + length;
	let size = code < 6 ? 576 << (code - 2) : 256 << (code - 8);
	if (code === 1) size = 192;
	if (code === 6) size = bytes[after] + 1;
	if (code === 7) size = ((bytes[after] << 8) | bytes[after + 1]) + 1;
	// A stream of frames of one size numbers the frames, another one the samples.
	return (bytes[at + 1] & 1 ? number : number * block) + size;
}

/** The longest a frame header can be. */
const HEADER = 16;

/** Sync code, no reserved values, and the header's own checksum. */
function isHeader(bytes: Uint8Array, at: number): boolean {
	if (bytes[at] !== 0xff || (bytes[at + 1] & 0xfe) !== 0xf8) return false;
	const [block, rate] = [bytes[at + 2] >> 4, bytes[at + 2] & 15];
	if (block === 0 || rate === 15 || bytes[at + 3] & 1) return false;
	const lead = bytes[at + 4];
	const number = lead < 0x80 ? 1 : Math.clz32(~lead << 24);
	const extra = (block === 6 ? 1 : block === 7 ? 2 : 0) + (rate === 12 ? 1 : rate > 12 ? 2 : 0);
	let sum = 0;
	for (let i = 0; i < 4 + number + extra; i++) sum = CRC8[sum ^ bytes[at + i]];
	return sum === bytes[at + 4 + number + extra];
}

function table(bits: number, polynomial: number): Uint16Array {
	const top = 1 << (bits - 1);
	return Uint16Array.from({ length: 256 }, (_, byte) => {
		let value = byte << (bits - 8);
		for (let i = 0; i < 8; i++) value = value & top ? (value << 1) ^ polynomial : value << 1;
		return value & (2 * top - 1);
	});
}
