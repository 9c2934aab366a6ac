// What holds for every transcript that a parser makes, and for every one that is written and read again.

import { expect } from 'vitest';
import type { Span, Transcript, Turn } from '#lib/core/episode.ts';
import { parseTranscript, writeTranscript } from '#lib/core/formats/formats.ts';
import { isUnspaced } from '#lib/core/text.ts';

export const timedFormats = ['vtt', 'srt', 'podcast'] as const;
export const textFormats = ['plain', 'markdown', 'html'] as const;

/** Words and turns are in order and inside the text, every word is in a turn, and no letter is outside the words. */
export function checkShape({ text, words, turns, headings = [] }: Transcript): void {
	const faults: string[] = [];
	let last = 0;
	let turn = 0;
	for (const [i, { from, to }] of words.entries()) {
		if (from < last || to <= from) faults.push(`word ${i} is out of order`);
		if (text.slice(last, from).trim()) faults.push(`letters before word ${i} are in none`);
		while (turn < turns.length && turns[turn].to <= from) turn++;
		if (!(turns[turn]?.from <= from && turns[turn].to >= to)) faults.push(`word ${i} is not inside a turn`);
		last = to;
	}
	for (const [i, { from, to, cue }] of turns.entries()) {
		if (from < (i ? turns[i - 1].to : 0) || to <= from) faults.push(`turn ${i} is out of order`);
		if (cue && !(cue.end >= cue.start)) faults.push(`turn ${i} ends before it begins`);
	}
	for (const { from, to } of headings) {
		if (!/(?:^|\n\n)$/.test(text.slice(0, from)) || !/^(?:\n\n|$)/.test(text.slice(to)))
			faults.push(`the heading at ${from} is no paragraph`);
	}
	expect(faults).toEqual([]);
	expect(text.slice(last).trim()).toBe('');
	expect(text).toBe(text.trim());
	expect(text).not.toMatch(/\r|\n{3}/);
	if (!isUnspaced(text)) expect(words.length).toBe(text.split(/\s+/).filter(Boolean).length);
}

/** Every format, written and read, keeps what it can hold; written again it is the same file. */
export function checkRoundTrips(transcript: Transcript): void {
	const timed = transcript.turns.some((turn) => turn.cue);
	for (const format of [...timedFormats, ...textFormats]) {
		if (!timed && timedFormats.includes(format as 'vtt')) {
			expect(() => writeTranscript(format, transcript, null), format).toThrow(/Expected a transcript with times/);
			continue;
		}
		const written = writeTranscript(format, transcript, null);
		const again = read(format, written);
		expect(wordsAsSaid(again), format).toEqual(wordsAsSaid(transcript));
		if (timedFormats.includes(format as 'vtt')) expect(timesOf(again, transcript), format).toEqual(timesOf(transcript));
		else {
			expect(paragraphStarts(again), format).toEqual(paragraphStarts(transcript, true));
			expect(stampsOf(again), format).toEqual(stampsOf(transcript));
		}
		const twice = read(format, writeTranscript(format, again, null));
		expect(twice, format).toEqual(again);
	}
}

export function read(
	format: (typeof timedFormats)[number] | (typeof textFormats)[number],
	written: string
): Transcript {
	const named = format === 'markdown' ? 'a.md' : undefined;
	const parsed = parseTranscript(new TextEncoder().encode(written), { name: named });
	// Markdown without a mark in it is plain text.
	if (format !== 'markdown' || parsed.format !== 'plain') expect(parsed.format).toBe(format);
	expect(parsed.problems).toEqual([]);
	checkShape(parsed.transcript);
	return parsed.transcript;
}

/** What is compared: words, but letters where no spaces are written, as words depend there on where a line was cut. */
function pieces({ text, words }: Transcript): Span[] {
	if (!isUnspaced(text)) return words;
	return [...text.matchAll(/\S/gu)].map(({ index, 0: letter }) => ({ from: index, to: index + letter.length }));
}

/** The turn of every piece. */
function turnsOf(transcript: Transcript): Turn[] {
	let turn = 0;
	return pieces(transcript).map(({ from }) => {
		while (transcript.turns[turn].to <= from) turn++;
		return transcript.turns[turn];
	});
}

/** "speaker|word" of every piece. */
export function wordsAsSaid(transcript: Transcript): string[] {
	const turns = turnsOf(transcript);
	return pieces(transcript).map(({ from, to }, i) => `${turns[i].speaker ?? ''}|${transcript.text.slice(from, to)}`);
}

/** Milliseconds of the turn of every piece, null where the turn has none; `like` blanks those that have none there. */
function timesOf(transcript: Transcript, like: Transcript = transcript): (string | null)[] {
	const known = turnsOf(like);
	return turnsOf(transcript).map(({ cue }, i) => {
		const given = known[i].cue;
		if (!cue || !given) return null;
		// A cue without a length gets one where it is written.
		const point = given.end === given.start;
		return `${Math.round(cue.start * 1000)}${point ? '' : ` ${Math.round(cue.end * 1000)}`}`;
	});
}

/** Indices of the pieces that begin a paragraph; a change of speaker always begins one where it is written. */
function paragraphStarts(transcript: Transcript, orSpeaker = false): number[] {
	const starts: number[] = [];
	const turns = turnsOf(transcript);
	const all = pieces(transcript);
	for (const [i, { from }] of all.entries()) {
		const gap = i ? transcript.text.slice(all[i - 1].to, from) : '\n\n';
		if (gap.includes('\n\n') || (orSpeaker && turns[i].speaker !== turns[i - 1].speaker)) starts.push(i);
	}
	return starts;
}

/** Index and milliseconds of every time that stands at the beginning of a paragraph. */
function stampsOf(transcript: Transcript): string[] {
	const turns = turnsOf(transcript);
	const all = pieces(transcript);
	return paragraphStarts(transcript, true).flatMap((i) => {
		const { from, cue } = turns[i];
		return cue && from === all[i].from ? [`${i} ${Math.round(cue.start * 1000)}`] : [];
	});
}
