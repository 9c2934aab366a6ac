import { describe, expect, it } from 'vitest';
import { barsBetween, bytesBetween, createPeaks, HEAD, readOverview, readPeaks, readStretch } from '#lib/core/peaks.ts';

const RATE = 16000;

/** A tone that gets louder: amplitude equals the share of the way. */
function swell(seconds: number): Float32Array {
	const length = Math.round(seconds * RATE);
	return Float32Array.from({ length }, (_, i) => (i / length) * Math.sin((2 * Math.PI * 440 * i) / RATE));
}

function written(samples: Float32Array, block = samples.length): Uint8Array {
	const peaks = createPeaks(RATE);
	for (let at = 0; at < samples.length; at += block) peaks.push(samples.subarray(at, at + block));
	return peaks.finish();
}

describe('peaks', () => {
	it('are the same whatever blocks the samples come in', () => {
		const samples = swell(40);
		expect(written(samples, 37)).toEqual(written(samples));
	});

	it('know the duration and have an overview', () => {
		const peaks = readPeaks(written(swell(100.25)));
		expect(peaks.duration).toBe(100.25);
		expect(peaks.levels[0].rate).toBe(50);
		expect(peaks.levels[0].count).toBe(Math.ceil(100.25 * 50));
		expect(peaks.levels.at(-1)!.count).toBeLessThanOrEqual(600);
	});

	it('agree with the samples at every zoom', () => {
		const samples = swell(60);
		const peaks = readPeaks(written(samples));
		for (const [start, end, n] of [
			[0, 60, 7],
			[0, 60, 600],
			[10, 20, 100],
			[59, 60, 25]
		]) {
			const bars = barsBetween(peaks, start, end, n);
			const slack = 1 / peaks.levels[0].rate + (end - start) / n;
			for (let i = 0; i < n; i++) {
				const to = start + ((end - start) * (i + 1)) / n;
				expect(bars.peak[i]).toBeGreaterThan(Math.max(0, to / 60 - 0.04 - slack / 60));
				expect(bars.peak[i]).toBeLessThan(to / 60 + 0.02 + (8 * slack) / 60);
				expect(bars.rms[i]).toBeLessThanOrEqual(bars.peak[i]);
			}
		}
	});

	it('of silence are zero, and of a lone click are not', () => {
		const samples = new Float32Array(RATE * 300);
		expect(Math.max(...barsBetween(readPeaks(written(samples)), 0, 300, 50).peak)).toBe(0);
		samples[RATE * 153] = 0.01;
		const { peak } = barsBetween(readPeaks(written(samples)), 0, 300, 50);
		expect(peak.findIndex((bar) => bar > 0)).toBe(25);
		expect(peak.filter((bar) => bar > 0).length).toBe(1);
	});

	it('have an overview in their first bytes, and the finest bins of any stretch behind it', () => {
		const bytes = written(swell(700));
		const whole = readPeaks(bytes);
		const overview = readOverview(bytes.subarray(0, HEAD));
		expect(overview.duration).toBe(700);
		expect(overview.levels).toEqual(whole.levels.slice(1));
		expect(barsBetween(overview, 0, 700, 300)).toEqual(barsBetween(whole, 0, 700, 300));

		const { from, to } = bytesBetween(overview.finest, 300, 331);
		expect(to - from).toBe(31 * 50 * 2);
		const stretch = readStretch(overview.finest, bytes.subarray(from, to));
		expect(barsBetween(stretch, 0, 30, 360)).toEqual(barsBetween(whole, 300, 330, 360));
		expect(bytesBetween(overview.finest, 690, 900).to).toBe(bytes.length);
		expect(bytesBetween(overview.finest, 800, 900)).toEqual({ from: bytes.length, to: bytes.length });
	});

	it('have an overview of enough bins, however long they are', () => {
		for (const hours of [0.01, 0.1, 0.2, 0.5, 1, 1.5, 2, 2.5, 3, 5, 7, 10, 15, 24, 48]) {
			const peaks = createPeaks(50, hours * 3600);
			peaks.push(new Float32Array(hours * 180_000));
			const bytes = peaks.finish();
			const { levels, finest } = readOverview(bytes.subarray(0, HEAD));
			expect(levels[0].count).toBeGreaterThanOrEqual(Math.min(1800, finest.count));
		}
	});

	it('outside the audio are zero', () => {
		const peaks = readPeaks(written(new Float32Array(RATE).fill(0.5)));
		const { peak } = barsBetween(peaks, -1, 3, 4);
		expect(Array.from(peak, (bar) => bar > 0.4)).toEqual([false, true, false, false]);
		expect(barsBetween(readPeaks(written(new Float32Array(0))), 0, 1, 2).peak).toEqual(new Float32Array(2));
	});

	it('refuse what they do not know', () => {
		const bytes = written(swell(20));
		expect(() => readPeaks(new Uint8Array(100))).toThrow(/waveform file/);
		expect(() => readPeaks(bytes.subarray(0, bytes.length - 1))).toThrow(/cut/);
		expect(() => readPeaks(bytes.subarray(0, 30))).toThrow(/cut/);
		expect(() => readOverview(bytes.subarray(0, 60))).toThrow(/cut/);
		bytes[4] = 2;
		expect(() => readPeaks(bytes)).toThrow(/version 2/);
	});

	it('refuse misuse', () => {
		const peaks = readPeaks(written(swell(1)));
		expect(() => barsBetween(peaks, 0, 1, 0)).toThrow(RangeError);
		expect(() => barsBetween(peaks, 1, 1, 5)).toThrow(RangeError);
		expect(() => createPeaks(0)).toThrow(RangeError);
	});
});
