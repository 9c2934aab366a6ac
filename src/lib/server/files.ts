// The files of an episode's folder that Inkwave writes itself: how they look, and reading them back.
//
// Each starts with `"version": 1`; a reader refuses a version it does not know. Times are integer milliseconds.
//
//   episode.json    { version, slug, title, show, date, people, language, duration, note, added,
//                     chapters: [{ start, title, image, url }], files: {…}, notices: [{ code, message }] }
//   text.json       { version, language, text, turns: [{ from, to, speaker, cue: [start, end] | null }],
//                     words: [skip, length, skip, length, …],
//                     headings?: [[from, to]] }                       the transcript as it was understood
//   alignment.json  { version, engine, duration, matches, start: […], end: […], state: "hhbu…", confidence: [0..1000],
//                     untranscribed: [[start, end]], silences: [[start, end]], notices }
//
// text.json keeps what the parser made of the transcript on the day it was aligned: a word of alignment.json is the
// nth word there, and a better parser later on does not shift them.

import * as v from 'valibot';
import {
	type Alignment,
	type Episode,
	type Timing,
	type Transcript,
	validate,
	validateTranscript
} from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { fromMs, toMs } from '#lib/core/time.ts';

export const VERSION = 1;

/** An episode as kept on disk: with the day it was added (ISO time). */
export type StoredEpisode = Episode & { added: string };

const ms = v.pipe(v.number(), v.integer(), v.minValue(0));
const offset = v.pipe(v.number(), v.integer(), v.minValue(0));
const pair = v.tuple([ms, ms]);
const notice = v.object({ code: v.string(), message: v.string() });
const chapter = v.object({
	start: ms,
	title: v.string(),
	image: v.optional(v.nullable(v.string()), null),
	url: v.optional(v.nullable(v.string()), null)
});
const fileName = v.pipe(v.string(), v.regex(/^[^/\\]+$/, 'expected a file name without a path'));
const nullable = v.nullable(v.string());

const episodeFile = v.object({
	version: v.literal(VERSION),
	slug: v.string(),
	title: v.string(),
	show: nullable,
	date: v.nullable(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date as yyyy-mm-dd'))),
	people: v.array(v.object({ name: v.string(), role: nullable })),
	language: v.string(),
	duration: ms,
	note: nullable,
	added: v.string(),
	chapters: v.array(chapter),
	notices: v.array(notice),
	files: v.object({
		audio: fileName,
		audioType: v.string(),
		served: v.nullable(fileName),
		servedType: nullable,
		transcript: v.nullable(fileName),
		artwork: v.nullable(fileName)
	})
});

const textFile = v.object({
	version: v.literal(VERSION),
	language: v.string(),
	text: v.string(),
	turns: v.array(v.object({ from: offset, to: offset, speaker: nullable, cue: v.nullable(pair) })),
	words: v.array(offset),
	headings: v.optional(v.array(v.tuple([offset, offset])))
});

const alignmentFile = v.object({
	version: v.literal(VERSION),
	engine: v.string(),
	duration: ms,
	matches: v.boolean(),
	start: v.array(ms),
	end: v.array(ms),
	state: v.pipe(v.string(), v.regex(/^[hbu]*$/)),
	confidence: v.array(ms),
	untranscribed: v.array(pair),
	silences: v.array(pair),
	notices: v.array(notice)
});

export function writeEpisode(episode: StoredEpisode): string {
	const { slug, title, show, date, people, language, note, added, files, notices = [] } = episode;
	return json({
		version: VERSION,
		slug,
		title,
		show,
		date,
		people,
		language,
		duration: toMs(episode.duration),
		note,
		added,
		chapters: chaptersFile(episode.chapters),
		notices,
		files
	} satisfies v.InferInput<typeof episodeFile>);
}

/**
 * `name` is what the error calls the file; `change` stands in for members of it, which need not be right then. Throws
 * UserError where the file is not one of ours.
 */
export function readEpisode(text: string, name: string, change: Partial<StoredEpisode> = {}): StoredEpisode {
	const { chapters, ...members } = change;
	const written = chapters ? { ...members, chapters: chaptersFile(chapters) } : members;
	const { version: _, ...file } = check(episodeFile, text, name, written);
	return {
		...file,
		duration: fromMs(file.duration),
		chapters: file.chapters.map((chapter) => ({ ...chapter, start: fromMs(chapter.start) }))
	};
}

function chaptersFile(chapters: Episode['chapters']): Episode['chapters'] {
	return chapters.map((chapter) => ({ ...chapter, start: toMs(chapter.start) }));
}

export function writeText(transcript: Transcript): string {
	const words: number[] = [];
	let at = 0;
	for (const { from, to } of transcript.words) {
		words.push(from - at, to - from);
		at = to;
	}
	return json({
		version: VERSION,
		language: transcript.language,
		text: transcript.text,
		turns: transcript.turns.map(({ from, to, speaker, cue }) => ({
			from,
			to,
			speaker,
			cue: cue ? ([toMs(cue.start), toMs(cue.end)] as [number, number]) : null
		})),
		words,
		...(transcript.headings && {
			headings: transcript.headings.map(({ from, to }): [number, number] => [from, to])
		})
	} satisfies v.InferInput<typeof textFile>);
}

export function readText(text: string, name: string): Transcript {
	const file = check(textFile, text, name);
	if (file.words.length % 2) throw damaged(name, 'a word without a length');
	const words: Transcript['words'] = [];
	let at = 0;
	for (let i = 0; i < file.words.length; i += 2) {
		const from = at + file.words[i];
		at = from + file.words[i + 1];
		words.push({ from, to: at });
	}
	const turns = file.turns.map(({ cue, ...turn }) => ({
		...turn,
		cue: cue ? { start: fromMs(cue[0]), end: fromMs(cue[1]) } : null
	}));
	const headings = file.headings?.map(([from, to]) => ({ from, to }));
	const transcript: Transcript = {
		text: file.text,
		language: file.language,
		turns,
		words,
		...(headings && { headings })
	};
	const faults = validateTranscript(transcript);
	if (faults.length) throw damaged(name, faults[0]);
	return transcript;
}

const letters = { heard: 'h', between: 'b', unspoken: 'u' } as const;
const states: Record<string, Timing['state']> = { h: 'heard', b: 'between', u: 'unspoken' };

export function writeAlignment(alignment: Alignment): string {
	const regions = (list: Alignment['silences']) =>
		list.map(({ start, end }): [number, number] => [toMs(start), toMs(end)]);
	return json({
		version: VERSION,
		engine: alignment.engine,
		duration: toMs(alignment.duration),
		matches: alignment.matches,
		start: alignment.timings.map((timing) => toMs(timing.start)),
		end: alignment.timings.map((timing) => toMs(timing.end)),
		state: alignment.timings.map((timing) => letters[timing.state]).join(''),
		confidence: alignment.timings.map((timing) => Math.round(timing.confidence * 1000)),
		untranscribed: regions(alignment.untranscribed),
		silences: regions(alignment.silences),
		notices: alignment.notices
	} satisfies v.InferInput<typeof alignmentFile>);
}

/** The alignment of `transcript`. Throws UserError where the two do not belong together. */
export function readAlignment(text: string, name: string, transcript: Transcript): Alignment {
	const file = check(alignmentFile, text, name);
	const regions = (list: [number, number][]) =>
		list.map(([start, end]) => ({ start: fromMs(start), end: fromMs(end) }));
	const count = file.start.length;
	if (file.end.length !== count || file.state.length !== count || file.confidence.length !== count)
		throw damaged(name, `${count} starts, ${file.end.length} ends, ${file.state.length} states`);
	const alignment: Alignment = {
		engine: file.engine,
		duration: fromMs(file.duration),
		matches: file.matches,
		timings: file.start.map((start, i) => ({
			start: fromMs(start),
			end: fromMs(file.end[i]),
			state: states[file.state[i]],
			confidence: file.confidence[i] / 1000
		})),
		untranscribed: regions(file.untranscribed),
		silences: regions(file.silences),
		notices: file.notices
	};
	const faults = validate(transcript, alignment);
	if (faults.length) throw damaged(name, faults[0]);
	return alignment;
}

/** JSON that a person can read at the top and that stays small below: one line per member. */
function json(value: Record<string, unknown>): string {
	const lines = Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}: ${JSON.stringify(member)}`);
	return `{\n\t${lines.join(',\n\t')}\n}\n`;
}

function check<S extends v.GenericSchema>(
	schema: S,
	text: string,
	name: string,
	change: Record<string, unknown> = {}
): v.InferOutput<S> {
	let value: unknown;
	try {
		// Some editors put a byte order mark in front.
		value = JSON.parse(text.replace(/^\ufeff/, ''));
	} catch {
		throw damaged(name, 'no JSON');
	}
	const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
	if (typeof version === 'number' && version !== VERSION)
		throw new UserError(
			'unknown-version',
			`Expected ${name} in version ${VERSION}, saw version ${version}; it was made by ` +
				`${version > VERSION ? 'a newer' : 'another'} Inkwave, use that one to open it.`
		);
	if (typeof value === 'object' && !Array.isArray(value)) value = { ...value, ...change };
	const result = v.safeParse(schema, value);
	if (result.success) return result.output;
	const issue = result.issues[0];
	const where = v.getDotPath(issue);
	throw damaged(name, `${where ? `"${where}": ` : ''}${issue.message}`);
}

function damaged(name: string, saw: string): UserError {
	return new UserError(
		'damaged-file',
		`Expected ${name} as Inkwave writes it, saw ${saw}; restore it from a backup, or remove the episode and add it again.`
	);
}
