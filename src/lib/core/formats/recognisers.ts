// The JSON of recognisers and aligners that all say who said what when, each in terms of its own (services.ts): the first
// list that has texts where a service has them is what is read. It is not written.

import { UserError } from '../errors.ts';
import type { Problem, Transcript } from '../episode.ts';
import type { Block } from './blocks.ts';
import type { Cue } from './build.ts';
import { captionTranscript } from './captions.ts';
import type { Piece } from './pieces.ts';
import { wordsInText } from './placing.ts';
import { readJson } from './reading.ts';
import { languages, services, type Terms } from './services.ts';
import * as spoken from './spoken.ts';

/** What stands at a path, undefined where nothing does. */
function at(value: unknown, path: string): unknown {
	for (const one of path.split('|')) {
		const found = one === '' ? value : follow(value, one.split('.'));
		if (found !== undefined && found !== null) return found;
	}
	return undefined;
}

function follow(value: unknown, [key, ...rest]: string[]): unknown {
	if (key === undefined) return value;
	if (key === '*') return Array.isArray(value) ? value.map((item) => textIn(follow(item, rest)) ?? '').join('') : null;
	if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
	return follow((value as Record<string, unknown>)[key], rest);
}

/** The first of the lists that a path may lead to that has anything in it. */
function listAt(json: unknown, path: string): unknown[] {
	const lists = path.split('|').map((one) => at(json, one));
	return lists.find((list): list is unknown[] => Array.isArray(list) && list.length > 0) ?? [];
}

/** A text, or the lines of one. */
function textIn(value: unknown): string | null {
	if (Array.isArray(value)) return value.every((line) => typeof line === 'string') ? value.join('\n') : null;
	return typeof value === 'string' ? value : null;
}

type Item = {
	text: string;
	type: unknown;
	joins: boolean;
	who: string | number | null;
	cue: Cue | null;
};

function itemsOf(items: readonly unknown[], terms: Terms, unit: number, problems: Problem[]): Item[] {
	const found = items.flatMap((item): Item[] => {
		const text = textIn(at(item, terms.text));
		if (text === null) return [];
		const start = timeAt(item, terms.start, unit);
		const length = timeAt(item, terms.length, unit);
		const end = timeAt(item, terms.end, unit) ?? (start === null || length === null ? null : start + length);
		const type = at(item, 'type');
		// Punctuation may be an item of its own, which belongs to the word before it.
		const attached = at(item, 'attaches_to');
		const joins = type === 'punctuation' && attached !== 'next' && attached !== 'none';
		return [{ text, type, joins, who: whoIn(item, terms), cue: spoken.cueOf(start, end) }];
	});
	if (terms.are !== 'captions') spoken.reportLost(items.length, found.length, problems);
	return found;
}

function whoIn(item: unknown, { speaker, nobody }: Terms): string | number | null {
	const who = spoken.speakerIn(speaker === undefined ? null : at(item, speaker));
	return who === nobody ? null : who;
}

function timeAt(item: unknown, path: string | undefined, unit: number): number | null {
	const seconds = path === undefined ? null : spoken.secondsOf(at(item, path));
	return seconds === null ? null : seconds / unit;
}

/** What a file says in the terms of one service, without a piece where it is not written in them. */
function piecesIn(json: unknown, terms: Terms, problems: Problem[]): Piece[] {
	const list = listAt(json, terms.list);
	if (!list.length || (terms.having && !list.some((item) => at(item, terms.having!) !== undefined))) return [];
	const groups = terms.words === undefined ? [list] : list.map((group) => listAt(group, terms.words!));
	// Where stretches have a text as well, that is what is read.
	if (terms.words !== undefined && list.some((group) => typeof at(group, 'text|sentence') === 'string')) return [];
	if (terms.within !== undefined && listAt(json, 'segments').length) return [];
	const unit = terms.unit === 'whole' ? unitOf(groups.flat(), terms) : (terms.unit ?? 1);
	const speakers = speakersIn(json);
	const said = groups.map((group, index) => {
		const all = terms.words === undefined ? null : whoIn(list[index], terms);
		const pieces: Piece[] = [];
		for (const { text, type, joins, who, cue } of itemsOf(group, terms, unit, problems)) {
			const last = pieces.at(-1);
			const says = who ?? all ?? speakers.get(cue?.start) ?? null;
			if (type === 'spacing' || type === 'audio_event') continue;
			if (joins && last) last.text += text;
			else pieces.push({ text, speaker: spoken.speakerName(speakers.get(String(says)) ?? says), cue });
		}
		return pieces;
	});
	// With speakers the last result of Google has all words again.
	const last = said[said.length - 1];
	const again = last.length * 2 > said.flat().length - 1 && last.some(({ speaker }) => speaker !== null);
	const pieces = said.length > 1 && terms.list === 'results' && again ? last : said.flat();
	const text = terms.within === undefined ? undefined : at(json, terms.within);
	return (typeof text === 'string' && wordsInText(text, pieces)) || pieces;
}

/** Whole numbers are milliseconds, unless a word would last less than twenty of them. */
function unitOf(items: readonly unknown[], terms: Terms): number {
	const starts = items.map((item) => (terms.start === undefined ? undefined : at(item, terms.start)));
	const whole = starts.filter((start): start is number => Number.isInteger(start));
	const all = starts.every((start) => start === undefined || Number.isInteger(start));
	return all && (whole.at(-1) ?? 0) >= whole.length * 20 ? 1000 : 1;
}

/** Terms by the ids that words have (Premiere), or by the moments of words (AWS). */
function speakersIn(json: unknown): Map<unknown, string> {
	const found = new Map<unknown, string>();
	for (const speaker of listAt(json, 'speakers')) {
		const name = at(speaker, 'name');
		if (typeof name === 'string') found.set(String(at(speaker, 'id')), name);
	}
	for (const segment of listAt(json, 'results.speaker_labels.segments'))
		for (const item of listAt(segment, 'items')) {
			const start = spoken.secondsOf(at(item, 'start_time'));
			const name = at(item, 'speaker_label');
			if (start !== null && typeof name === 'string') found.set(start, name);
		}
	return found;
}

type Found = { pieces: Piece[]; are: Terms['are']; problems: Problem[] };

function readAny(json: unknown): Found | null {
	for (const terms of services) {
		const problems: Problem[] = [];
		const pieces = piecesIn(json, terms, problems);
		if (pieces.some(({ text }) => text.trim())) return { pieces, are: terms.are, problems };
	}
	return null;
}

/** Whether parsed JSON has one of these shapes. */
export function isRecogniser(json: unknown): boolean {
	return readAny(json) !== null;
}

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const json = readJson(text);
	const found = readAny(json);
	if (!found) throw new UserError('unknown-json', 'Expected the JSON of a recogniser, saw other JSON.');
	const { pieces, are, problems } = found;
	const named = at(json, languages);
	const language = typeof named === 'string' ? named : '';
	if (are === 'stretches') return spoken.answerOf(pieces, language, problems);
	const lines = are === 'captions' ? [] : linesOf(pieces);
	if (lines.length === 1) return spoken.answerOf(spoken.sentencesOfWords(lines[0]), language, problems);
	// What has lines may have labels in front of them.
	const captions = are === 'captions' ? pieces : lines.flatMap((words) => spoken.sentencesOfWords(words));
	const blocks = captions.map(({ text, cue }): Block => ({ cue, lines: text.split('\n'), line: 0 }));
	return { transcript: captionTranscript(blocks, problems, language || 'und'), problems };
}

/** Words up to each that ends a line of the text they are from. */
function linesOf(words: readonly Piece[]): Piece[][] {
	const lines: Piece[][] = [[]];
	for (const [i, word] of words.entries()) {
		lines[lines.length - 1].push(word);
		if (/\n/.test(word.text) && i + 1 < words.length) lines.push([]);
	}
	return lines;
}
