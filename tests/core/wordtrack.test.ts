import { describe, expect, it } from 'vitest';
import type { Alignment, Timing, Transcript } from '#lib/core/episode.ts';
import { decodeWords, encodeWords } from '#lib/core/wordtrack.ts';
import { dice } from '../dice.ts';
import { made } from './made.ts';

function expectSame(transcript: Transcript, alignment: Alignment) {
	const track = decodeWords(encodeWords(transcript, alignment));
	expect(track.count).toBe(transcript.words.length);
	const states: Timing['state'][] = ['heard', 'between', 'unspoken'];
	for (let i = 0; i < track.count; i++) {
		const timing = alignment.timings[i];
		expect({ from: track.from[i], to: track.to[i] }).toEqual(transcript.words[i]);
		expect(Math.abs(track.start[i] - timing.start)).toBeLessThan(0.00051);
		expect(Math.abs(track.end[i] - timing.end)).toBeLessThan(0.00051);
		expect(states[track.state[i]]).toBe(timing.state);
		expect(Math.abs(track.confidence[i] / 255 - timing.confidence)).toBeLessThan(0.034);
	}
	return track;
}

describe('word track', () => {
	it.each([1, 2, 3, 4, 5, 6])('gives back what went in (seed %i)', (seed) => {
		const { transcript, alignment } = made(seed, 400);
		expectSame(transcript, alignment);
	});

	it('carries words that overlap, long words, no spaces, and ten hours', () => {
		const text = 'a' + 'b'.repeat(300) + '  “c”\n\n世界';
		const transcript: Transcript = {
			text,
			language: 'und',
			turns: [],
			words: [
				{ from: 0, to: 301 },
				{ from: 303, to: 306 },
				{ from: 308, to: 309 },
				{ from: 309, to: 310 }
			]
		};
		const timings: Timing[] = [
			{ start: 0, end: 2, state: 'heard', confidence: 1 },
			{ start: 1.5, end: 1.6, state: 'between', confidence: 0 },
			{ start: 1.5, end: 1.5, state: 'unspoken', confidence: 0.5 },
			{ start: 36_000.001, end: 36_000.999, state: 'heard', confidence: 0.9 }
		];
		expectSame(transcript, {
			engine: 'made',
			duration: 36_001,
			timings,
			untranscribed: [],
			silences: [],
			matches: true,
			notices: []
		});
	});

	it('takes less than five bytes a word', () => {
		const { transcript, alignment } = made(7, 5000);
		expect(encodeWords(transcript, alignment).length / 5000).toBeLessThan(5);
	});

	it('holds an episode without words', () => {
		const { transcript, alignment } = made(1, 0);
		expect(decodeWords(encodeWords(transcript, alignment)).count).toBe(0);
	});

	it('refuses an unknown version, other files, and every cut', () => {
		const { transcript, alignment } = made(3, 40);
		const bytes = encodeWords(transcript, alignment);
		const newer = bytes.slice();
		newer[4] = 2;
		expect(() => decodeWords(newer)).toThrow('version 1, saw 2');
		expect(() => decodeWords(new TextEncoder().encode('<!doctype html>'))).toThrow('INKW');
		for (let length = 0; length < bytes.length; length++)
			expect(() => decodeWords(bytes.slice(0, length)), `cut at ${length}`).toThrow(RangeError);
		expect(() => decodeWords(new Uint8Array([...bytes, 0]))).toThrow(RangeError);
	});

	it('never reads damage as an endless track', () => {
		const { transcript, alignment } = made(4, 60);
		const bytes = encodeWords(transcript, alignment);
		const next = dice(11);
		for (let round = 0; round < 300; round++) {
			const damaged = bytes.slice();
			damaged[5 + Math.floor(next() * (bytes.length - 5))] = Math.floor(next() * 256);
			try {
				expect(decodeWords(damaged).count).toBeLessThanOrEqual(bytes.length);
			} catch (error) {
				expect(error).toBeInstanceOf(RangeError);
			}
		}
	});

	it('wants one timing a word, and starts that never go back', () => {
		const { transcript, alignment } = made(5, 10);
		expect(() => encodeWords(transcript, { ...alignment, timings: alignment.timings.slice(1) })).toThrow(
			'10 words, saw 9'
		);
		const backwards = alignment.timings.map((timing, i) => ({ ...timing, start: 10 - i, end: 10 - i }));
		expect(() => encodeWords(transcript, { ...alignment, timings: backwards })).toThrow('before its predecessor');
	});
});
