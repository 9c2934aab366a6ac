import { describe, expect, it } from 'vitest';
import { createResampler } from '#lib/server/audio/resample.ts';

const RATES = [8000, 11025, 22050, 24000, 32000, 44100, 48000, 96000];

function tone(hertz: number, rate: number, seconds: number): Float32Array {
	return Float32Array.from({ length: seconds * rate }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / rate));
}

function resampled(samples: Float32Array, from: number, to: number, block = samples.length): Float32Array {
	const resampler = createResampler(from, to);
	const out: number[] = [];
	for (let at = 0; at < samples.length; at += block) out.push(...resampler.push(samples.subarray(at, at + block)));
	out.push(...resampler.finish());
	return Float32Array.from(out);
}

describe('resampling to 16 kHz', () => {
	it.each(RATES)('from %i keeps a tone: its length, place and size', (rate) => {
		const out = resampled(tone(1000, rate, 1), rate, 16000);
		expect(out.length).toBe(16000);
		const want = tone(1000, 16000, 1);
		for (let i = 200; i < 15800; i++) expect(Math.abs(out[i] - want[i])).toBeLessThan(2e-3);
	});

	it.each(RATES.filter((rate) => rate > 16000))('from %i lets nothing above 8 kHz fold back', (rate) => {
		const out = resampled(tone(9500, rate, 1), rate, 16000);
		expect(Math.max(...out.subarray(200, 15800).map(Math.abs))).toBeLessThan(2e-3);
	});

	it('gives the same whatever blocks come in', () => {
		const samples = tone(440, 44100, 1).map((value, i) => value * Math.sin(i));
		expect(resampled(samples, 44100, 16000, 137)).toEqual(resampled(samples, 44100, 16000));
		expect(resampled(samples, 44100, 16000, 44099)).toEqual(resampled(samples, 44100, 16000));
	});

	it('copes with next to nothing, and refuses misuse', () => {
		expect(resampled(new Float32Array(0), 44100, 16000).length).toBe(0);
		expect(resampled(new Float32Array(1), 44100, 16000).length).toBe(1);
		expect(() => createResampler(44100.5, 16000)).toThrow(RangeError);
	});
});
