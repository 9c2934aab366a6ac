// WAV (RIFF, RF64, BW64) read by its chunks: integer PCM of 8 to 32 bits, float of 32 and 64, also as
// WAVE_FORMAT_EXTENSIBLE. Compressed WAVs are left to ffmpeg. Format: Microsoft mmreg.h; RF64: EBU Tech 3306.
import type { Source } from './source.ts';

export type Wav = {
	rate: number;
	channels: number;
	/** How a sample is stored; null for a coding that only ffmpeg reads. */
	coding: 'integer' | 'float' | null;
	bits: number;
	/** Bytes of one sample of all channels. */
	frame: number;
	/** Where the samples begin, and how many bytes of them the file really holds. */
	dataAt: number;
	dataBytes: number;
	/** What the header promises, in bytes; null where it leaves it open, as streamed files do. */
	promised: number | null;
};

const EXTENSIBLE = 0xfffe;
/** Chunks at most: files have a handful, and what was never written is read as empty ones without end. */
const MOST_CHUNKS = 1000;

/** Null where the file is no WAV or has no samples. */
export async function readWav(source: Source): Promise<Wav | null> {
	const riff = await source.read(0, 12);
	const kind = text(riff, 0);
	if (!['RIFF', 'RF64', 'BW64'].includes(kind) || text(riff, 8) !== 'WAVE') return null;
	let wide: number | null = null;
	let format: Pick<Wav, 'rate' | 'channels' | 'coding' | 'bits' | 'frame'> | null = null;
	let at = 12;
	for (let chunks = 0; chunks < MOST_CHUNKS && at + 8 <= source.size; chunks++) {
		const head = await source.read(at, 8);
		const id = text(head, 0);
		const length = new DataView(head.buffer).getUint32(4, true);
		const body = at + 8;
		if (id === 'ds64') {
			const bytes = await source.read(body, 24);
			if (bytes.length < 24) return null;
			const view = new DataView(bytes.buffer);
			wide = Number(view.getBigUint64(8, true));
		} else if (id === 'fmt ') {
			const bytes = await source.read(body, Math.min(length, 40));
			if (bytes.length < 16) return null;
			const view = new DataView(bytes.buffer);
			const tag = view.getUint16(0, true);
			const code = tag === EXTENSIBLE && bytes.length >= 26 ? view.getUint16(24, true) : tag;
			const bits = view.getUint16(14, true);
			const channels = view.getUint16(2, true);
			const known = (code === 1 && [8, 16, 24, 32].includes(bits)) || (code === 3 && [32, 64].includes(bits));
			format = {
				rate: view.getUint32(4, true),
				channels,
				coding: known ? (code === 1 ? 'integer' : 'float') : null,
				bits,
				frame: known ? (channels * bits) / 8 : view.getUint16(12, true)
			};
		} else if (id === 'data') {
			if (!format || !format.rate || !format.frame) return null;
			const open = length === 0xffffffff || length === 0;
			const promised = wide ?? (open ? null : length);
			const held = source.size - body;
			return { ...format, dataAt: body, dataBytes: Math.min(promised ?? held, held), promised };
		}
		at = body + length + (length & 1);
	}
	return null;
}

/** The samples as planes of floats, one array per channel, a few hundred thousand bytes at a time. */
export async function* wavPlanes(source: Source, wav: Wav): AsyncGenerator<Float32Array[]> {
	const step = Math.max(1, Math.floor((1 << 18) / wav.frame)) * wav.frame;
	const whole = Math.floor(wav.dataBytes / wav.frame) * wav.frame;
	for (let done = 0; done < whole; done += step) {
		const bytes = await source.read(wav.dataAt + done, Math.min(step, whole - done));
		const count = Math.floor(bytes.length / wav.frame);
		if (count === 0) return;
		yield toPlanes(bytes, wav, count);
	}
}

function toPlanes(bytes: Uint8Array, wav: Wav, count: number): Float32Array[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const width = wav.bits / 8;
	const read = reader(view, wav);
	return Array.from({ length: wav.channels }, (_, channel) => {
		const plane = new Float32Array(count);
		for (let i = 0, at = channel * width; i < count; i++, at += wav.frame) plane[i] = read(at);
		return plane;
	});
}

function reader(view: DataView, { coding, bits }: Wav): (at: number) => number {
	if (coding === 'float') return bits === 32 ? (at) => view.getFloat32(at, true) : (at) => view.getFloat64(at, true);
	if (bits === 8) return (at) => (view.getUint8(at) - 128) / 128;
	if (bits === 16) return (at) => view.getInt16(at, true) / 32768;
	if (bits === 24) return (at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65536) / 8388608;
	return (at) => view.getInt32(at, true) / 2147483648;
}

function text(bytes: Uint8Array, at: number): string {
	return String.fromCharCode(...bytes.subarray(at, at + 4));
}
