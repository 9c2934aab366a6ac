import { describe, expect, it } from 'vitest';
import type { Alignment, Passage, Timing, Transcript } from '#lib/core/episode.ts';
import {
	HOLD,
	isTrusted,
	nearestTimed,
	passageAt,
	passageAtOffset,
	sentenceAt,
	spanOf,
	stepSentence,
	timesOf,
	wordAt,
	wordAtOffset
} from '#lib/core/playhead.ts';
import { passagesOf } from '#lib/core/publish.ts';
import { decodeWords, encodeWords, type WordTrack } from '#lib/core/wordtrack.ts';
import { dice } from '../dice.ts';
import { made } from './made.ts';

function trackOf(...timings: [string, number, number, Timing['state']?, number?][]): WordTrack {
	let text = '';
	const words = timings.map(([word]) => {
		const from = text.length;
		text += word + ' ';
		return { from, to: from + word.length };
	});
	const transcript: Transcript = { text, language: 'en', turns: [], words };
	const alignment: Alignment = {
		engine: 'made',
		duration: 1e5,
		timings: timings.map(([, start, end, state = 'heard', confidence = 1]) => ({ start, end, state, confidence })),
		untranscribed: [],
		silences: [],
		matches: true,
		notices: []
	};
	return decodeWords(encodeWords(transcript, alignment));
}

/** The rules of the highlight, said as plainly and slowly as possible. */
function plainWordAt(track: WordTrack, seconds: number, regions: { start: number; end: number }[]): number {
	let word = -1;
	for (let i = 0; i < track.count; i++) if (track.state[i] !== 2 && track.start[i] <= seconds) word = i;
	if (word < 0 || !isTrusted(track, word)) return -1;
	if (regions.some((region) => region.start <= seconds && seconds < region.end)) return -1;
	if (seconds < track.end[word] + HOLD) return word;
	let next = word + 1;
	while (next < track.count && track.state[next] === 2) next++;
	return next < track.count && track.start[next] - track.end[word] <= HOLD ? word : -1;
}

describe('wordAt', () => {
	const track = trackOf(
		['this', 1, 1.2],
		['is', 1.2, 1.3],
		['short', 1.6, 2],
		['ad', 2, 2, 'unspoken'],
		['then', 4, 4.5],
		['more', 5, 5.2]
	);

	it.each([
		[0, -1],
		[0.999, -1],
		[1, 0],
		[1.1999, 0],
		[1.2, 1],
		[1.5, 1],
		[1.6, 2],
		[1.999, 2],
		[2, 2],
		[2.3, 2],
		[2.36, -1],
		[3.999, -1],
		[4, 4],
		[4.84, 4],
		[4.86, -1],
		[5, 5],
		[5.5, 5],
		[5.6, -1],
		[1e9, -1]
	])('at %f s is word %i', (seconds, word) => expect(wordAt(track, seconds)).toBe(word));

	it('lights nothing inside audio without text, not even the end of the word before', () => {
		const region = [{ start: 2.05, end: 3.9 }];
		expect(wordAt(track, 2.04, region)).toBe(2);
		expect(wordAt(track, 2.05, region)).toBe(-1);
		expect(wordAt(track, 3.9, region)).toBe(-1);
		expect(wordAt(track, 4, region)).toBe(4);
	});

	it('lights one guessed word among heard ones, but not a region of guesses', () => {
		const words: Parameters<typeof trackOf> = [];
		for (let i = 0; i < 30; i++) words.push(['w', i, i + 0.9, i === 5 || i >= 15 ? 'between' : 'heard', 0.6]);
		const guessed = trackOf(...words);
		expect(wordAt(guessed, 5.5)).toBe(5);
		expect(wordAt(guessed, 14.5)).toBe(14);
		for (let i = 15; i < 30; i++) expect(wordAt(guessed, i + 0.5)).toBe(-1);
	});

	it('lights nothing where a whole region has little confidence, and a single noisy word all the same', () => {
		const words: Parameters<typeof trackOf> = [];
		for (let i = 0; i < 30; i++) words.push(['w', i, i + 0.9, 'heard', i === 5 || i >= 15 ? 0.05 : 0.9]);
		const noisy = trackOf(...words);
		expect(wordAt(noisy, 5.5)).toBe(5);
		for (let i = 17; i < 30; i++) expect(wordAt(noisy, i + 0.5)).toBe(-1);
	});

	it('lights words that are more often right than wrong, and no others', () => {
		const words: Parameters<typeof trackOf> = [];
		for (let i = 0; i < 30; i++) words.push(['w', i, i + 0.9, 'heard', i < 15 ? 0.6 : 0.4]);
		const unsure = trackOf(...words);
		for (let i = 0; i < 13; i++) expect(wordAt(unsure, i + 0.5)).toBe(i);
		for (let i = 17; i < 30; i++) expect(wordAt(unsure, i + 0.5)).toBe(-1);
	});

	it.each([1, 2, 3, 4])('agrees with the plain slow way, also on words at one moment (seed %i)', (seed) => {
		const { transcript, alignment } = made(seed, 700);
		const words = decodeWords(encodeWords(transcript, alignment));
		const next = dice(seed + 100);
		for (let round = 0; round < 400; round++) {
			const seconds = next() * alignment.duration;
			expect(wordAt(words, seconds, alignment.untranscribed)).toBe(
				plainWordAt(words, seconds, alignment.untranscribed)
			);
		}
		for (let i = 0; i < words.count; i++)
			expect(wordAt(words, words.start[i])).toBe(plainWordAt(words, words.start[i], []));
	});

	it('finds every word of 100,000 at its exact start and in its middle', () => {
		const { transcript, alignment } = made(9, 100_000, { perfect: true });
		const words = decodeWords(encodeWords(transcript, alignment));
		let wrong = 0;
		for (let i = 0; i < words.count; i++) {
			if (wordAt(words, words.start[i]) !== i) wrong++;
			if (wordAt(words, (words.start[i] + words.end[i]) / 2) !== i) wrong++;
		}
		expect(wrong).toBe(0);
	});
});

describe('passageAt', () => {
	const passage = (start: number | null): Passage => ({ from: 0, to: 0, start, end: start, speaker: null });

	it('goes on until the next passage with a time, and stops in audio without text', () => {
		const passages = [passage(null), passage(10), passage(null), passage(null), passage(20), passage(null)];
		for (const [seconds, expected] of [
			[0, -1],
			[9.9, -1],
			[10, 1],
			[19, 1],
			[20, 4],
			[500, 4]
		])
			expect(passageAt(passages, seconds)).toBe(expected);
		expect(passageAt(passages, 15, [{ start: 14, end: 20 }])).toBe(-1);
		expect(passageAt([], 1)).toBe(-1);
	});

	it('agrees with the plain slow way for every place of the passages without a time', () => {
		const next = dice(5);
		for (let round = 0; round < 300; round++) {
			let time = 0;
			const passages = Array.from({ length: Math.floor(next() * 12) }, () =>
				passage(next() < 0.5 ? null : (time += Math.floor(next() * 3)))
			);
			for (let seconds = -1; seconds <= time + 1; seconds += 0.5)
				expect(passageAt(passages, seconds)).toBe(
					passages.findLastIndex(({ start }) => start !== null && start <= seconds)
				);
		}
	});
});

describe('from a place in the text', () => {
	const track = trackOf(['Hello', 1, 1.4], ['there', 2, 2, 'unspoken'], ['dear', 2, 2, 'unspoken'], ['world', 3, 3.5]);

	it('finds the word around it, or the one before', () => {
		expect([0, 4, 5, 6, 10, 11, 12, 17, 21, 99].map((at) => wordAtOffset(track, at))).toEqual([
			0, 0, 0, 1, 1, 1, 2, 3, 3, 3
		]);
		expect(wordAtOffset(trackOf(), 3)).toBe(-1);
	});

	it('goes to the nearest word that can be played', () => {
		expect([0, 1, 2, 3].map((word) => nearestTimed(track, word))).toEqual([0, 0, 3, 3]);
		expect(nearestTimed(trackOf(['no', 0, 0, 'unspoken']), 0)).toBe(-1);
	});

	it('gives the audio of a quote and the text of a clip', () => {
		expect(timesOf(track, { from: 0, to: 21 })).toEqual({ start: 1, end: 3.5 });
		expect(timesOf(track, { from: 7, to: 14 })).toBeNull();
		expect(timesOf(track, { from: 8, to: 18 })).toEqual({ start: 3, end: 3.5 });
		expect(spanOf(track, { start: 0, end: 2.5 })).toEqual({ from: 0, to: 5 });
		expect(spanOf(track, { start: 1.1, end: 9 })).toEqual({ from: 0, to: 22 });
		expect(spanOf(track, { start: 1.3, end: 9 })).toEqual({ from: 17, to: 22 });
		expect(spanOf(track, { start: 1.5, end: 2.5 })).toBeNull();
	});
});

describe('sentence steps', () => {
	const text = 'One two. Three four. Five six.';
	const words = [...text.matchAll(/\S+/g)].map((m) => ({ from: m.index, to: m.index + m[0].length }));
	const transcript: Transcript = { text, language: 'en', turns: [], words };
	const timings = words.map((_, i): Timing => ({ start: 10 + i, end: 10.9 + i, state: 'heard', confidence: 1 }));
	const alignment: Alignment = {
		engine: 'made',
		duration: 20,
		timings,
		untranscribed: [],
		silences: [],
		matches: true,
		notices: []
	};
	const track = decodeWords(encodeWords(transcript, alignment));
	const { passages } = passagesOf(transcript, alignment);

	it.each([
		[0, 1, 10],
		[10, 1, 12],
		[13.9, 1, 14],
		[14, 1, null],
		[14.5, -1, 12],
		[15.5, -1, 14],
		[12, -1, 10],
		[10.5, -1, null],
		[5, -1, null]
	] as const)('from %f s in direction %i to %o', (seconds, direction, expected) =>
		expect(stepSentence(text, passages, track, seconds, direction)).toBe(expected)
	);

	it('knows the sentence and the passage around a place', () => {
		expect(passageAtOffset(passages, 15)).toBe(0);
		const sentence = sentenceAt(text, passages, 15, track)!;
		expect(text.slice(sentence.from, sentence.to).trim()).toBe('Three four.');
		expect(sentenceAt(text, [], 0, null)).toBeNull();
	});

	it('visits every sentence once, forwards and back', () => {
		const long = made(3, 600, { perfect: true });
		const longTrack = decodeWords(encodeWords(long.transcript, long.alignment));
		const page = passagesOf(long.transcript, long.alignment);
		const starts: number[] = [];
		for (
			let at: number | null = -1;
			at !== null;
			at = stepSentence(long.transcript.text, page.passages, longTrack, at, 1)
		)
			if (at >= 0) starts.push(at);
		const back: number[] = [];
		for (
			let at: number | null = long.alignment.duration;
			at !== null;
			at = stepSentence(long.transcript.text, page.passages, longTrack, at, -1, 0.01)
		)
			if (at < long.alignment.duration) back.push(at);
		expect(starts.length).toBeGreaterThan(30);
		expect(back.reverse()).toEqual(starts);
	});
});
