// From found words to an answer for every token of the transcript.
//
//   tokens    Well   ,   I   —   think   [laughs]   so  ¶  …   and       found: Well, I, so, and
//             heard  ↑   │   ↑   between unspoken   heard  │   heard
//                    └───┴───┴─ no sound of their own: between, at the end of the word before;
//                                       what opens a line: between, at the start of the word after
//
// A missing word is "between" where its neighbours were found and the audio between them has the room it needs, and is
// no pause; otherwise it is unspoken and sits at the end of the word before. Invariant: one timing per token, starts never go back.

import type { Timing } from '#lib/core/episode.ts';
import type { Found } from './heard.ts';

/**
 * Seconds that a phone takes, at least and at most, for a word that was not found itself. In less than 50 ms a phone one
 * in six was said there, most of the others by nobody.
 */
const PHONE = { least: 0.05, most: 0.25 };
/** Seconds between two moments in which anything but noise is to be heard. */
export type Audible = (start: number, end: number) => number;
/** How often such a word is right: it was not found for a reason. */
const BETWEEN = 0.35;
/** Missing words in a row that may still all be there. */
const MOST_MISSING = 4;

/**
 * `phones[t]` is the number of phones token t is expected to have, 0 where it says nothing; `opens[t]` is 1 where it is
 * the first of a line; `unsaid` are tokens that are known not to be said. Without `audible` something is heard all the time.
 */
export function answer(
	words: Found[],
	phones: ArrayLike<number>,
	duration: number,
	unsaid: ReadonlySet<number> = new Set(),
	opens: ArrayLike<number> = [],
	audible: Audible = (start, end) => end - start
): Timing[] {
	const count = phones.length;
	const timings: Timing[] = new Array(count);
	for (const word of words)
		timings[word.token] = {
			start: Math.min(word.start, duration),
			end: Math.min(word.end, duration),
			state: 'heard',
			confidence: word.confidence
		};
	for (let from = 0; from < count;) {
		if (timings[from]) {
			from++;
			continue;
		}
		let to = from;
		while (to < count && !timings[to]) to++;
		const after = to < count ? timings[to] : null;
		const opening = after ? openingOf(phones, opens, from, to) : to;
		fill(timings, phones, unsaid, from, opening, after, from > 0 ? timings[from - 1] : null, audible);
		for (let t = opening; t < to; t++)
			timings[t] = { start: after!.start, end: after!.start, state: 'between', confidence: after!.confidence };
		from = to;
	}
	return timings;
}

/** Where in from … to the tokens begin that open the line of the next word and say nothing: they wait for it; else `to`. */
function openingOf(phones: ArrayLike<number>, opens: ArrayLike<number>, from: number, to: number): number {
	for (let t = to - 1; t >= from && phones[t] === 0; t--) if (opens[t]) return t;
	return to;
}

function fill(
	timings: Timing[],
	phones: ArrayLike<number>,
	unsaid: ReadonlySet<number>,
	from: number,
	to: number,
	after: Timing | null,
	before: Timing | null,
	audible: Audible
): void {
	const start = before ? before.end : 0;
	const room = before && after ? after.start - before.end : 0;
	let total = 0;
	let missing = 0;
	for (let t = from; t < to; t++) {
		if (phones[t] === 0 || unsaid.has(t)) continue;
		total += phones[t];
		missing++;
	}
	const bothHeard = before?.state === 'heard' && after?.state === 'heard';
	const least = total * PHONE.least;
	const fits =
		bothHeard &&
		missing <= MOST_MISSING &&
		room >= least &&
		room <= Math.max(total * PHONE.most, 0.15) &&
		// A heading stands over a pause, where nobody says it.
		(missing === 0 || audible(before.end, after.start) >= least);
	let at = start;
	for (let t = from; t < to; t++) {
		if (unsaid.has(t)) timings[t] = { start: at, end: at, state: 'unspoken', confidence: 0 };
		else if (bothHeard && missing === 0)
			timings[t] = { start: at, end: at, state: 'between', confidence: before.confidence };
		else if (fits) {
			// Sums of parts may come out a hair above the whole.
			const end = Math.min(after.start, at + (total > 0 ? (room * phones[t]) / total : 0));
			timings[t] = { start: at, end, state: 'between', confidence: BETWEEN };
			at = end;
		} else timings[t] = { start, end: start, state: 'unspoken', confidence: 0 };
	}
}
