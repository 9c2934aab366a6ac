// The JSON of recognisers and aligners that all say who said what when, each in names of its own. A row of the table says
// what one of them calls things; everything else is the same for all. Only read.
//
//   { "results": { "items": [{ "start_time": "0.5", "alternatives": [{ "content": "Hello" }] }] } }
//
//   list: 'results.items'   text: 'alternatives.0.content'   start: 'start_time'   →   "Hello" at 0.5 s

import { UserError } from '../errors.ts';
import type { Problem, Transcript } from '../episode.ts';
import type { Block } from './blocks.ts';
import type { Cue } from './build.ts';
import { captionTranscript } from './captions.ts';
import type { Piece } from './pieces.ts';
import { wordsInText } from './placing.ts';
import { readJson } from './reading.ts';
import * as spoken from './spoken.ts';

/**
 * Where things are: paths from the file to a list, in it to lists of words, in an item to what it has. 'a|b' is a or b, in
 * 'a.*.b' the texts of a list are one. Times are seconds or what `spoken.secondsOf` knows; `unit`: so many of the numbers
 * are a second, 'whole' a thousand where they are whole and large.
 */
type Names = {
	list: string;
	words?: string;
	text: string;
	start?: string;
	end?: string;
	length?: string;
	speaker?: string;
	/** The number of a speaker that is none. */
	nobody?: number;
	unit?: 1000 | 'whole';
	/** Items are words (else), whole stretches of speech, or captions with lines and labels in them. */
	are?: 'stretches' | 'captions';
	/** One of the items has this. */
	having?: string;
	/** The text that the words are in, with its punctuation. */
	within?: string;
};

const moments = {
	start: 'start|start_time|data_start|time',
	end: 'end|end_time|data_end',
	length: 'duration'
};

const table: Names[] = [
	// AWS Transcribe, Speechmatics
	{
		list: 'results.items|results',
		text: 'alternatives.0.content',
		...moments,
		speaker: 'speaker_label|alternatives.0.speaker'
	},
	// Google Speech-to-Text
	{
		list: 'results',
		words: 'alternatives.0.words',
		text: 'word',
		start: 'startTime|startOffset',
		end: 'endTime|endOffset',
		speaker: 'speakerLabel|speakerTag',
		nobody: 0
	},
	// Watson
	{ list: 'results', words: 'alternatives.0.timestamps', text: '0', start: '1', end: '2' },
	// Azure Speech, in batches and at once
	{
		list: 'recognizedPhrases',
		text: 'nBest.0.display',
		start: 'offset',
		length: 'duration',
		speaker: 'speaker',
		are: 'stretches'
	},
	{
		list: 'phrases',
		text: 'text',
		start: 'offsetMilliseconds',
		length: 'durationMilliseconds',
		unit: 1000,
		speaker: 'speaker',
		are: 'stretches'
	},
	// Gladia
	{
		list: 'result.transcription.utterances|transcription.utterances',
		text: 'text',
		...moments,
		speaker: 'speaker',
		are: 'stretches'
	},
	// YouTube's json3
	{
		list: 'events',
		text: 'segs.*.utf8',
		start: 'tStartMs',
		length: 'dDurationMs',
		unit: 1000,
		are: 'captions',
		having: 'segs'
	},
	// aeneas
	{ list: 'fragments', text: 'lines', start: 'begin', end: 'end', are: 'captions' },
	// Premiere, Happy Scribe, Sonix, Trint: who speaks, and words
	{
		list: 'segments||transcript|transcript.paragraphs|paragraphs',
		words: 'words',
		text: 'text|word|value|name',
		...moments,
		unit: 'whole',
		speaker: 'speaker|speaker_name'
	},
	// ElevenLabs, and the words that are written here
	{ list: 'words|', text: 'text', ...moments, speaker: 'speaker_id', having: 'state|speaker_id' },
	// Gentle, Whisper's words alone, Trint's
	{
		list: 'transcript.words|words',
		text: 'word|value|name|text',
		...moments,
		unit: 'whole',
		speaker: 'speaker',
		within: 'transcript|text'
	},
	{ list: '', text: 'word', ...moments, speaker: 'speaker' },
	// AWS and Google, without times
	{ list: 'results.transcripts', text: 'transcript', are: 'stretches' },
	{ list: 'results', text: 'alternatives.0.transcript', are: 'stretches' }
];

const languages =
	'language_code|language|results.language_code|metadata.transcription_config.language|results.0.languageCode|' +
	'result.transcription.languages.0|transcription.languages.0|recognizedPhrases.0.locale|phrases.0.locale';

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

function itemsOf(items: readonly unknown[], names: Names, unit: number, problems: Problem[]): Item[] {
	const found = items.flatMap((item): Item[] => {
		const text = textIn(at(item, names.text));
		if (text === null) return [];
		const start = timeAt(item, names.start, unit);
		const length = timeAt(item, names.length, unit);
		const end = timeAt(item, names.end, unit) ?? (start === null || length === null ? null : start + length);
		const type = at(item, 'type');
		// Punctuation may be an item of its own, which belongs to the word before it.
		const attached = at(item, 'attaches_to');
		const joins = type === 'punctuation' && attached !== 'next' && attached !== 'none';
		return [{ text, type, joins, who: whoIn(item, names), cue: spoken.cueOf(start, end) }];
	});
	if (names.are !== 'captions') spoken.reportLost(items.length, found.length, problems);
	return found;
}

function whoIn(item: unknown, { speaker, nobody }: Names): string | number | null {
	const who = spoken.speakerIn(speaker === undefined ? null : at(item, speaker));
	return who === nobody ? null : who;
}

function timeAt(item: unknown, path: string | undefined, unit: number): number | null {
	const seconds = path === undefined ? null : spoken.secondsOf(at(item, path));
	return seconds === null ? null : seconds / unit;
}

/** What a file says in one of the ways of the table, without a piece where it is written in another. */
function piecesIn(json: unknown, names: Names, problems: Problem[]): Piece[] {
	const list = listAt(json, names.list);
	if (!list.length || (names.having && !list.some((item) => at(item, names.having!) !== undefined))) return [];
	const groups = names.words === undefined ? [list] : list.map((group) => listAt(group, names.words!));
	// Where stretches have a text as well, that is what is read.
	if (names.words !== undefined && list.some((group) => typeof at(group, 'text|sentence') === 'string')) return [];
	if (names.within !== undefined && listAt(json, 'segments').length) return [];
	const unit = names.unit === 'whole' ? unitOf(groups.flat(), names) : (names.unit ?? 1);
	const speakers = speakersIn(json);
	const said = groups.map((group, index) => {
		const all = names.words === undefined ? null : whoIn(list[index], names);
		const pieces: Piece[] = [];
		for (const { text, type, joins, who, cue } of itemsOf(group, names, unit, problems)) {
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
	const pieces = said.length > 1 && names.list === 'results' && again ? last : said.flat();
	const text = names.within === undefined ? undefined : at(json, names.within);
	return typeof text === 'string' ? wordsInText(text, pieces) : pieces;
}

/** Whole numbers are milliseconds, unless a word would last less than twenty of them. */
function unitOf(items: readonly unknown[], names: Names): number {
	const starts = items.map((item) => (names.start === undefined ? undefined : at(item, names.start)));
	const whole = starts.filter((start): start is number => Number.isInteger(start));
	const all = starts.every((start) => start === undefined || Number.isInteger(start));
	return all && (whole.at(-1) ?? 0) >= whole.length * 20 ? 1000 : 1;
}

/** Names by the ids that words have (Premiere), or by the moments of words (AWS). */
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

type Found = { pieces: Piece[]; are: Names['are']; problems: Problem[] };

function readAny(json: unknown): Found | null {
	for (const names of table) {
		const problems: Problem[] = [];
		const pieces = piecesIn(json, names, problems);
		if (pieces.some(({ text }) => text.trim())) return { pieces, are: names.are, problems };
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
	if (are !== 'captions')
		return spoken.answerOf(are === 'stretches' ? pieces : spoken.sentencesOfWords(pieces), language, problems);
	const blocks = pieces.map(({ text, cue }): Block => ({ cue, lines: text.split('\n'), line: 0 }));
	return { transcript: captionTranscript(blocks, problems, language || 'und'), problems };
}
