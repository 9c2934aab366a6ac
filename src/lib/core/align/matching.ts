// Whether a transcript belongs to the audio at all.
//
//   heard / said in the text    or    time of heard words / time that something is to be heard       either ≥ a fifth
//
// Either will do: an hour of talk with the text of ten minutes of it matches, and so does the other way round. Chance
// finds are gone by then (islands.ts): a foreign transcript keeps hardly any word.

import type { Region, Timing } from '#lib/core/episode.ts';
import type { Found } from './heard.ts';
import { countAudible, NOISE, type Background } from './score/background.ts';

const SHARE = 0.2;

/** `phones[t]` is 0 for tokens that say nothing. */
export function belongs(words: Found[], phones: ArrayLike<number>, background: Background): boolean {
	let said = 0;
	for (let token = 0; token < phones.length; token++) if (phones[token] > 0) said++;
	return said === 0 || words.length >= SHARE * said || coverage(words, background) >= SHARE;
}

/**
 * The frames that words cover, noise aside, to those from `from` on, where all words lie, with something to hear but noise.
 * Short silences inside words count, so that it may be a hair above 1.
 */
export function coverage(words: Found[], background: Background, from = 0): number {
	const loud = countAudible(background.silent, from, background.frames);
	let covered = 0;
	for (const { first, last } of words)
		for (let frame = first; frame <= last; frame++) if (background.silent[frame] !== NOISE) covered++;
	return covered / Math.max(1, loud);
}

/** Share of the words and of the audible audio that may be missing without another look. */
export const MISSED = 0.04;

/**
 * Whether both a share of the text and a share of the audio found nothing that belongs to it: then it is worth listening
 * again with what was learned of the voice. `said` is the number of words that can be said; all of it from frame `from` on.
 */
export function misses(words: Found[], said: number, background: Background, share = MISSED, from = 0): boolean {
	return words.length < (1 - share) * said && coverage(words, background, from) < 1 - share;
}

/** What is claimed of a transcript that does not belong: nothing. */
export function nothing(tokens: number, duration: number): { timings: Timing[]; untranscribed: Region[] } {
	const timings = Array.from({ length: tokens }, (): Timing => ({
		start: 0,
		end: 0,
		state: 'unspoken',
		confidence: 0
	}));
	return { timings, untranscribed: duration > 0 ? [{ start: 0, end: duration }] : [] };
}
