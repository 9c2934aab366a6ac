// Where the voice is: from a moment of the audio to the word and passage under it, and back from a place in the text to
// a moment. Always looked up from the current time, by binary search, so a seek is as right as plain playing.
//
//   words     ├─this─┤├─is─┤      ├─short─┤                   ├─then─┤
//   lit        this     is ───────  short ──····(hold)          then
//                          gap ≤ hold        then nothing until the next exact start
//
// A wrong highlight is worse than none: words without a trusted time are never lit, nor is anything inside a region that
// the transcript does not cover.

import type { Passage, Region, Span } from './episode.ts';
import { lastAtOrBefore } from './lowerbound.ts';
import { sentencesOf } from './text/sentences.ts';
import type { WordTrack } from './wordtrack.ts';

/** A pause up to this long keeps the word before it lit, in seconds; so long it also stays after its end. */
export const HOLD = 0.35;

/**
 * Mean confidence (0 to 255) of a word and its neighbours below which it is not lit: a confidence is the share of such words
 * that are right, and below half of them a light would mislead more often than help. Under noise as loud
 * as the voice (two recordings with known times) this leaves 2 % of the right words dark and puts out four of five wrong
 * ones; in clean speech hardly a word is below.
 */
const TRUSTED = 127;
/** So many guessed words in a row are a region, not a slip. */
const LONGEST_GUESS = 8;

type Timed = {
	/** Words that have a time, in order. */
	index: Uint32Array;
	/** 1 where the time is trusted; one a word of the track. */
	trusted: Uint8Array;
	/** Text offsets where the voice pauses: the ends of sentences that nobody marked. */
	breaks: number[];
};

// A track is never changed after it is made, so what follows from it is kept as long as it lives.
const cache = new WeakMap<WordTrack, Timed>();

function timedOf(track: WordTrack): Timed {
	let timed = cache.get(track);
	if (!timed) cache.set(track, (timed = findTimed(track)));
	return timed;
}

function findTimed(track: WordTrack): Timed {
	const { count, state, confidence } = track;
	const list: number[] = [];
	for (let i = 0; i < count; i++) if (state[i] !== 2) list.push(i);
	const trusted = new Uint8Array(count);
	for (let k = 0; k < list.length;) {
		let next = k + 1;
		if (state[list[k]] === 1) while (next < list.length && state[list[next]] === 1) next++;
		const guess = state[list[k]] === 1 && next - k >= LONGEST_GUESS;
		for (; k < next; k++) {
			// Single short words are noisy: their neighbours say whether the voice is there.
			let sum = 0;
			let n = 0;
			for (let j = Math.max(0, k - 2); j <= k + 2 && j < list.length; j++, n++) sum += confidence[list[j]];
			trusted[list[k]] = !guess && sum / n >= TRUSTED ? 1 : 0;
		}
	}
	const breaks: number[] = [];
	for (let k = 1; k < list.length; k++)
		if (track.start[list[k]] - track.end[list[k - 1]] > HOLD) breaks.push(track.to[list[k - 1]]);
	return { index: Uint32Array.from(list), trusted, breaks };
}

/** Whether a word may be lit and clicked at its own time. */
export function isTrusted(track: WordTrack, word: number): boolean {
	return timedOf(track).trusted[word] === 1;
}

/**
 * The word spoken at `seconds`, or −1: before the first word, in a pause after `hold` seconds, inside one of `regions`
 * (untranscribed audio, sorted), and where the time is not trusted. At an exact start the new word is active.
 */
export function wordAt(track: WordTrack, seconds: number, regions: Region[] = [], hold = HOLD): number {
	const { index, trusted } = timedOf(track);
	const k = lastAtOrBefore(index.length, (i) => track.start[index[i]], seconds);
	if (k < 0) return -1;
	const word = index[k];
	if (!trusted[word] || inside(regions, seconds)) return -1;
	if (seconds < track.end[word] + hold) return word;
	const next = k + 1 < index.length ? track.start[index[k + 1]] : Infinity;
	return next - track.end[word] <= hold ? word : -1;
}

/**
 * The passage that is playing at `seconds`, or −1 before the first and inside one of `regions`. A passage goes on until
 * the next one with a time begins.
 */
export function passageAt(passages: Passage[], seconds: number, regions: Region[] = []): number {
	if (inside(regions, seconds)) return -1;
	let low = 0;
	let high = passages.length;
	let found = -1;
	while (low < high) {
		const middle = (low + high) >> 1;
		let at = middle;
		while (at >= low && passages[at].start === null) at--;
		if (at < low || (passages[at].start as number) <= seconds) {
			if (at >= low) found = at;
			low = middle + 1;
		} else high = at;
	}
	return found;
}

/** The passage that holds a place in the text (its own or the one before it), or −1 where there is none. */
export function passageAtOffset(passages: Span[], offset: number): number {
	return passages.length
		? Math.max(
				0,
				lastAtOrBefore(passages.length, (i) => passages[i].from, offset)
			)
		: -1;
}

/** The word itself where its time is trusted, else the nearest in the text that has one (the later of two); or −1. */
export function nearestTimed(track: WordTrack, word: number): number {
	const { trusted } = timedOf(track);
	for (let d = 0; d < track.count; d++) {
		if (word + d < track.count && trusted[word + d]) return word + d;
		if (word - d >= 0 && trusted[word - d]) return word - d;
	}
	return -1;
}

/** The word at a text offset: the one around it, or the one before it where it falls between two; −1 without words. */
export function wordAtOffset(track: WordTrack, offset: number): number {
	return track.count
		? Math.max(
				0,
				lastAtOrBefore(track.count, (i) => track.from[i], offset)
			)
		: -1;
}

/** The audio of a span of text: from its first word with a trusted time to its last, or null where it has none. */
export function timesOf(track: WordTrack, span: Span): Region | null {
	const { trusted } = timedOf(track);
	let start = -1;
	let end = 0;
	for (let i = wordAtOffset(track, span.from); i >= 0 && i < track.count && track.from[i] < span.to; i++) {
		if (track.to[i] <= span.from || !trusted[i]) continue;
		if (start < 0) start = track.start[i];
		end = Math.max(end, track.end[i]);
	}
	return start < 0 ? null : { start, end };
}

/** The text of a stretch of audio: from the first word that starts in it to the last, or null where none does. */
export function spanOf(track: WordTrack, region: Region): Span | null {
	const { index } = timedOf(track);
	const start = (i: number) => track.start[index[i]];
	let first = lastAtOrBefore(index.length, start, region.start);
	// A word already more than half over when the stretch begins is not part of it.
	if (first < 0 || (track.start[index[first]] + track.end[index[first]]) / 2 < region.start) first++;
	const last = lastAtOrBefore(index.length, start, region.end - 1e-3);
	return first > last ? null : { from: track.from[index[first]], to: track.to[index[last]] };
}

/** The sentence around a place in the text, within its passage. Pauses of the track part them where no marks do. */
export function sentenceAt(
	text: string,
	passages: Passage[],
	offset: number,
	track: WordTrack | null = null
): Span | null {
	const passage = passages[passageAtOffset(passages, offset)];
	if (!passage) return null;
	const sentences = sentencesOf(text, passage.from, passage.to, track ? timedOf(track).breaks : []);
	return (
		sentences[
			Math.max(
				0,
				lastAtOrBefore(sentences.length, (i) => sentences[i].from, offset)
			)
		] ?? null
	);
}

/**
 * The moment a sentence step goes to. Forward: where the next sentence begins. Back: where this one begins, or the one
 * before it when this one began less than `grace` seconds ago. Null where there is none in that direction.
 */
export function stepSentence(
	text: string,
	passages: Passage[],
	track: WordTrack,
	seconds: number,
	direction: 1 | -1,
	grace = 1
): number | null {
	const here = passageAt(passages, seconds);
	const limit = seconds - grace;
	for (let p = Math.max(0, here); p >= 0 && p < passages.length; p += direction) {
		const starts: number[] = [];
		for (const sentence of sentencesOf(text, passages[p].from, passages[p].to, timedOf(track).breaks)) {
			const times = timesOf(track, sentence);
			if (times) starts.push(times.start);
		}
		const found =
			direction > 0 ? starts.find((start) => start > seconds + 1e-3) : starts.findLast((start) => start <= limit);
		if (found !== undefined) return found;
	}
	return null;
}

function inside(regions: Region[], seconds: number): boolean {
	const i = lastAtOrBefore(regions.length, (k) => regions[k].start, seconds);
	return i >= 0 && seconds < regions[i].end;
}
