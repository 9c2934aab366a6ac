// Borders beside pauses, on tones with silence around them.

import { expect, it } from 'vitest';
import { Loudness } from '#lib/core/align/front/loudness.ts';
import { offset, onset } from '#lib/core/align/refine/edges.ts';

/** A tone from 1.000 to 1.400 s in silence with faint noise, which for a moment is fainter, at 8 kHz. */
function tone(noise: number, dip = 1): Loudness {
	const loudness = new Loudness(8000);
	let state = 1;
	const block = Float32Array.from({ length: 24000 }, (_, i) => {
		state = (state * 48271) % 2147483647;
		const hiss = noise * (i >= 5600 && i < 5840 ? dip : 1) * (state / 2147483647 - 0.5);
		return hiss + (i >= 8000 && i < 11200 ? 0.3 * Math.sin(i * 0.9) : 0);
	});
	loudness.push(block);
	return loudness;
}

it('keeps time at any rate', () => {
	const loudness = new Loudness(11025);
	loudness.push(new Float32Array(11025 * 600));
	expect(loudness.length * loudness.step).toBeCloseTo(600, 1);
});

/** Two tones with so many seconds of faint noise between them; the second begins softly at 1.000 s, at 8 kHz. */
function spoken(pause: number): Loudness {
	const loudness = new Loudness(8000);
	let state = 1;
	const level = (t: number) => (t < 1 - pause ? 0.3 : t < 1 ? 0 : t < 1.06 ? 0.018 : t < 1.4 ? 0.1 : 0);
	const block = Float32Array.from({ length: 12000 }, (_, i) => {
		state = (state * 48271) % 2147483647;
		return 0.006 * (state / 2147483647 - 0.5) + level(i / 8000) * Math.sin(i * 0.9);
	});
	loudness.push(block);
	return loudness;
}

it('moves a start to where the sound begins', () => {
	for (const start of [0.96, 0.98, 1.02, 1.05]) expect(onset(tone(0.001), start, 1.4)).toBeCloseTo(1, 2);
});

it('moves an end to where the sound stops', () => {
	for (const end of [1.35, 1.38, 1.43, 1.45]) expect(Math.abs(offset(tone(0.001), 1, end) - 1.4)).toBeLessThan(0.011);
});

it('leaves borders alone that are far off, and sounds that do not stand out', () => {
	expect(onset(tone(0.001), 0.8, 1.4)).toBe(0.8);
	expect(onset(tone(0.5), 0.97, 1.4)).toBe(0.97);
});

it('moves the start of a “th” as far as there is nothing but the noise of the pause', () => {
	for (const noisy of [tone(0.02), tone(0.05, 0.35)]) {
		for (const start of [0.77, 0.85, 0.92]) expect(onset(noisy, start, 1.4, 'dh')).toBeCloseTo(1, 2);
		// What else is weak may be in the noise.
		for (const edge of ['hiss', 'other'] as const) expect(onset(noisy, 0.77, 1.4, edge)).toBe(0.77);
	}
	// A word right before it is no noise of the pause.
	expect(onset(spoken(0.08), 1.03, 1.4, 'dh')).toBeCloseTo(1, 2);
	expect(onset(tone(0.02), 0.55, 1.4, 'dh')).toBe(0.55);
	expect(offset(tone(0.02), 1, 1.6, 'dh')).toBe(1.6);
});

it('lets a word have what sounds on beyond its border, unless that goes on for long or hardly stands out', () => {
	const off = (heard: number, wanted: number) => expect(Math.abs(heard - wanted)).toBeLessThan(0.011);
	for (const start of [1.1, 1.18]) off(onset(tone(0.001), start, 1.4), 1);
	expect(onset(tone(0.001), 1.25, 1.4)).toBe(1.25);
	for (const end of [1.22, 1.3]) off(offset(tone(0.001), 1, end), 1.4);
	expect(offset(tone(0.001), 1, 1.15)).toBe(1.15);
	// 17 dB above the noise: a hiss may be as faint.
	expect(offset(tone(0.06), 1, 1.3)).toBe(1.3);
	off(offset(tone(0.06), 1, 1.3, 'hiss'), 1.4);
});
