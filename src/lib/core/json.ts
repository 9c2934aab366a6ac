// What `inkwave align --json` writes: one object, seconds to the millisecond, one entry per word of the transcript.
//
//   { version, duration, words: [{ text, start, end, state, confidence }], untranscribed: [{ start, end }],
//     report: { heard, unspoken, untranscribed, matches }, notices? }
//
// A word that nobody says has null times. In "report" headings that nobody reads aloud do not count (untold.ts).

import type { Alignment, Notice, Region, Report, Timing, Transcript } from './episode.ts';
import { fromMs, toMs } from './time.ts';
import { count } from './untold.ts';

export type AlignmentJson = {
	version: 1;
	/** Seconds. */
	duration: number;
	words: JsonWord[];
	untranscribed: Region[];
	report: Report;
	/** Left out where there is nothing to say. */
	notices?: Notice[];
};

/** `text` as written in the transcript; times in seconds, null where the word is unspoken. */
export type JsonWord = {
	text: string;
	start: number | null;
	end: number | null;
	state: Timing['state'];
	confidence: number;
};

/** The object of `--json`. Throws a RangeError where the alignment is not one of this transcript. */
export function alignmentJson(transcript: Transcript, alignment: Alignment): AlignmentJson {
	const { words, text } = transcript;
	const { timings } = alignment;
	if (words.length !== timings.length)
		throw new RangeError(`expected ${words.length} timings, one per word, saw ${timings.length}`);
	const json: AlignmentJson = {
		version: 1,
		duration: jsonSeconds(alignment.duration),
		words: words.map(({ from, to }, i) => jsonWord(text.slice(from, to), timings[i])),
		untranscribed: alignment.untranscribed.map(({ start, end }) => ({
			start: jsonSeconds(start),
			end: jsonSeconds(end)
		})),
		report: jsonReport(count(transcript, alignment).report)
	};
	if (alignment.notices.length) json.notices = alignment.notices;
	return json;
}

/** One entry of `words`; also what `--stream` writes a line of. */
export function jsonWord(text: string, timing: Timing): JsonWord {
	const spoken = timing.state !== 'unspoken';
	return {
		text,
		start: spoken ? jsonSeconds(timing.start) : null,
		end: spoken ? jsonSeconds(timing.end) : null,
		state: timing.state,
		confidence: Math.round(timing.confidence * 1000) / 1000
	};
}

/** Seconds, to the millisecond. */
export function jsonSeconds(value: number): number {
	return fromMs(toMs(value));
}

/** Shares to a hundredth of a percent. */
export function jsonReport(figures: Report): Report {
	return {
		heard: share(figures.heard),
		unspoken: share(figures.unspoken),
		untranscribed: jsonSeconds(figures.untranscribed),
		matches: figures.matches
	};
}

function share(value: number): number {
	return Math.round(value * 10_000) / 10_000;
}
