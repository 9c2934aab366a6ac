// What the JSON of transcription services has in common: parts that may be missing, single words with times, and
// speakers that have only a number.
//
//   "Hello," 0–0.4 Speaker 0   "there." 0.4–0.9 Speaker 0   "Hi." 1–1.2 Speaker 1   →   "Hello, there."   "Hi."

import * as v from 'valibot';
import type { Problem, Transcript } from '../episode.ts';
import { endsSentenceBetween } from '../text/sentences.ts';
import { parseClock } from '../time.ts';
import { joinCues, joinLines, type Cue } from './build.ts';
import { joinPieces, type Piece } from './pieces.ts';

/** Not below zero; null where it is missing or damaged. */
export const number = v.fallback(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(0))), null);
export const string = v.fallback(v.string(), '');
export const list = v.fallback(v.array(v.unknown()), []);
export const speaker = v.fallback(v.nullable(v.union([v.pipe(v.number(), v.integer()), v.string()])), null);

/** Seconds in any of the forms that files have: 0.5, "0.5", "0.5s", "00:00:00,500", "PT1M0.5S", { "seconds": "0", "nanos": 5e8 }. */
export function secondsOf(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : null;
	if (typeof value === 'string') return parseClock(value.replace(/^\s*PT(?=\d)/, ''));
	if (typeof value !== 'object' || value === null || !('seconds' in value || 'nanos' in value)) return null;
	const { seconds = 0, nanos = 0 } = value as { seconds?: unknown; nanos?: unknown };
	const [whole, parts] = [secondsOf(seconds), secondsOf(nanos)];
	return whole === null || parts === null ? null : whole + parts / 1e9;
}

/** Seconds as `secondsOf` reads them; null where they are missing or damaged. */
export const moment = v.fallback(v.nullable(v.pipe(v.unknown(), v.transform(secondsOf))), null);

/** A name, or a number that stands for one. */
export function speakerIn(value: unknown): string | number | null {
	return v.parse(speaker, value);
}

/** The items that have a shape, and a problem where others have not. */
export function shaped<T>(
	schema: v.GenericSchema<unknown, T>,
	items: readonly unknown[],
	problems: Problem[] = []
): T[] {
	const found = items.flatMap((item) => {
		const parsed = v.safeParse(schema, item);
		return parsed.success ? [parsed.output] : [];
	});
	reportLost(items.length, found.length, problems);
	return found;
}

/** A problem where fewer parts were found than there are. */
export function reportLost(count: number, found: number, problems: Problem[]): void {
	const lost = count - found;
	if (lost)
		problems.push({
			code: 'bad-segment',
			line: 0,
			message: `Of ${count} parts ${lost} had no text and ${lost === 1 ? 'was' : 'were'} left out.`
		});
}

/** Null where there is no beginning. Seconds. */
export function cueOf(start: number | null, end: number | null): Cue | null {
	return start === null ? null : { start, end: Math.max(start, end ?? start) };
}

/** A number or a letter as the services write it out themselves, "Speaker 0" and "Speaker A", or the name it is. */
export function speakerName(value: string | number | null): string | null {
	const name = String(value ?? '').trim();
	return /^(?:\d+|\d*[A-Z])$/.test(name) ? `Speaker ${name}` : name || null;
}

/** Where nothing else ends a sentence a pause of so many seconds does, or so many words. */
const limits = { pause: 1, words: 40 };

/** Words as sentences, each of one speaker and with the times of its first and last word. */
export function sentencesOfWords(words: readonly Piece[]): Piece[] {
	const sentences: Piece[][] = [];
	for (const word of words) {
		const last = sentences.at(-1);
		if (last && goesOn(last, word)) last.push(word);
		else if (word.text.trim()) sentences.push([word]);
	}
	return sentences.map((said) => {
		const cue = said.reduce<Cue | null>((before, word) => joinCues(before, word.cue), null);
		return { text: joined(said), speaker: said[0].speaker, cue };
	});
}

function goesOn(said: readonly Piece[], word: Piece): boolean {
	const last = said[said.length - 1];
	const pause = word.cue && last.cue ? word.cue.start - last.cue.end : 0;
	return (
		word.speaker === last.speaker &&
		pause < limits.pause &&
		said.length < limits.words &&
		!endsSentenceBetween(last.text.trim(), word.text.trim())
	);
}

/** A stretch of speech as the sentences of its words where they say the same, else as it is. */
export function sentencesOfPiece(piece: Piece, words: readonly Piece[]): Piece[] {
	return joined(words) === piece.text.trim().replace(/\s+/g, ' ') ? sentencesOfWords(words) : [piece];
}

function joined(words: readonly Piece[]): string {
	return joinLines(words.map(({ text }) => text.trim()));
}

/** What a parser answers, with a problem where times are missing. */
export function answerOf(
	pieces: readonly Piece[],
	language: string,
	problems: Problem[]
): { transcript: Transcript; problems: Problem[] } {
	const untimed = pieces.filter(({ cue }) => cue === null).length;
	if (untimed)
		problems.push({
			code: 'bad-timing',
			line: 0,
			message: `Of ${pieces.length} sentences ${untimed} ${untimed === 1 ? 'has' : 'have'} no proper times.`
		});
	return { transcript: joinPieces(pieces, language || 'und'), problems };
}
