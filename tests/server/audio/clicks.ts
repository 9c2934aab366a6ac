// Click tracks for tests: WAV files written by code, and the places of clicks found again in samples.
import { decode } from '#lib/server/audio/decode.ts';

/** Mono samples with a short burst (a decaying 1.5 kHz tone, strongest at its start) at each time. */
export function clicks(seconds: number, rate: number, times: number[]): Float32Array {
	const samples = new Float32Array(Math.round(seconds * rate));
	for (const time of times) {
		const at = Math.round(time * rate);
		for (let i = 0; i < rate * 0.02 && at + i < samples.length; i++)
			samples[at + i] += 0.9 * Math.exp(-i / (rate * 0.002)) * Math.cos((2 * Math.PI * 1500 * i) / rate);
	}
	return samples;
}

/** Seconds of each click's strongest moment; clicks closer than 0.1 s count as one. */
export function clickTimes(samples: Float32Array, rate: number): number[] {
	const times: number[] = [];
	let peak = 0;
	for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
	for (let i = 0; i < samples.length; i++) {
		if (Math.abs(samples[i]) < peak * 0.4) continue;
		let best = i;
		for (let j = i; j < i + rate * 0.005 && j < samples.length; j++)
			if (Math.abs(samples[j]) > Math.abs(samples[best])) best = j;
		times.push(best / rate);
		i += Math.round(rate * 0.1);
	}
	return times;
}

/** A WAV file of these channels. */
export function wav(
	planes: Float32Array[],
	rate: number,
	{ bits = 16, float = false, extensible = false } = {}
): Uint8Array<ArrayBuffer> {
	const width = bits / 8;
	const count = planes[0].length;
	const format = extensible ? 40 : 16;
	const data = count * planes.length * width;
	const bytes = new Uint8Array(28 + format + data);
	const view = new DataView(bytes.buffer);
	const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
	text(0, 'RIFF');
	view.setUint32(4, bytes.length - 8, true);
	text(8, 'WAVEfmt ');
	view.setUint32(16, format, true);
	view.setUint16(20, extensible ? 0xfffe : float ? 3 : 1, true);
	view.setUint16(22, planes.length, true);
	view.setUint32(24, rate, true);
	view.setUint32(28, rate * planes.length * width, true);
	view.setUint16(32, planes.length * width, true);
	view.setUint16(34, bits, true);
	if (extensible) {
		view.setUint16(36, 22, true);
		view.setUint16(38, bits, true);
		view.setUint32(40, planes.length === 1 ? 4 : 3, true);
		view.setUint16(44, float ? 3 : 1, true);
		bytes.set([0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71], 46);
	}
	text(20 + format, 'data');
	view.setUint32(24 + format, data, true);
	let at = 28 + format;
	for (let i = 0; i < count; i++)
		for (const plane of planes) {
			const value = Math.max(-1, Math.min(1, plane[i]));
			if (float && bits === 32) view.setFloat32(at, value, true);
			else if (float) view.setFloat64(at, value, true);
			else if (bits === 8) bytes[at] = Math.min(255, Math.round(value * 128 + 128));
			else if (bits === 16) view.setInt16(at, Math.round(value * 32767), true);
			else if (bits === 24) {
				const whole = Math.round(value * 8388607);
				view.setUint16(at, whole & 0xffff, true);
				view.setInt8(at + 2, whole >> 16);
			} else view.setInt32(at, Math.round(value * 2147483647), true);
			at += width;
		}
	return bytes;
}

/** Every sample of a file. */
export async function all(path: string, decoder: 'auto' | 'wasm' | 'ffmpeg', rate = 16000): Promise<Float32Array> {
	const blocks: Float32Array[] = [];
	for await (const block of decode(path, { rate, decoder })) blocks.push(block);
	const joined = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
	let at = 0;
	for (const block of blocks) {
		joined.set(block, at);
		at += block.length;
	}
	return joined;
}
