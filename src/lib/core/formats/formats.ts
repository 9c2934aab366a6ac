// A transcript file in, whatever it is called: its format is found by its content. And out again, in any of them.

import { UserError } from '../errors.ts';
import type { Alignment, Problem, Transcript } from '../episode.ts';
import { formatClock, fromMs, toMs } from '../time.ts';
import * as ass from './ass.ts';
import * as assemblyai from './assemblyai.ts';
import { isTiming } from './blocks.ts';
import { firstMoment } from './build.ts';
import * as deepgram from './deepgram.ts';
import { beginsWithElements, hasElements } from './elements.ts';
import { decodeText } from './encoding.ts';
import { foreignKind } from './foreign.ts';
import * as html from './html.ts';
import { languageTag } from './language.ts';
import * as markdown from './markdown.ts';
import * as plain from './plain.ts';
import * as podcast from './podcast.ts';
import { readJson } from './reading.ts';
import * as recognisers from './recognisers.ts';
import * as rev from './rev.ts';
import * as rtf from './rtf.ts';
import * as srt from './srt.ts';
import * as tsv from './tsv.ts';
import * as ttml from './ttml.ts';
import * as vtt from './vtt.ts';
import * as whisper from './whisper.ts';
import * as word from './word.ts';

export type FormatName =
	| 'vtt'
	| 'srt'
	| 'ass'
	| 'podcast'
	| 'whisper'
	| 'assemblyai'
	| 'deepgram'
	| 'rev'
	| 'recognisers'
	| 'tsv'
	| 'ttml'
	| 'word'
	| 'rtf'
	| 'html'
	| 'markdown'
	| 'plain';
export type Parsed = { transcript: Transcript; problems: Problem[] };
/** What else the caller knows of a file: its name, a MIME type, the language (BCP 47). None of it is believed blindly. */
export type Hint = { name?: string; type?: string; language?: string };

const parsers: Record<FormatName, { parse(text: string): Parsed }> = {
	vtt,
	srt,
	ass,
	podcast,
	whisper,
	assemblyai,
	deepgram,
	rev,
	recognisers,
	tsv,
	ttml,
	word,
	rtf,
	html,
	markdown,
	plain
};
const writers = { vtt, srt, podcast, html, markdown, plain };

/**
 * Reads a transcript file. `hint.name` and `hint.type` only decide where a text could be plain, Markdown or HTML;
 * `hint.language` stands where the file names none.
 * Throws a UserError: 'binary-transcript', 'empty-transcript', 'broken-json', 'unknown-json', 'unknown-format'.
 */
export function parseTranscript(bytes: Uint8Array, hint: Hint = {}): Parsed & { format: FormatName } {
	const { text, problems } = decodeText(bytes);
	if (!text.trim()) throw empty('saw none');
	const format = formatOf(text, hint);
	const found = parsers[format].parse(text);
	const transcript = { ...found.transcript, language: languageTag(found.transcript.language) ?? 'und' };
	if (transcript.language === 'und' && hint.language) transcript.language = hint.language;
	if (!/[\p{L}\p{N}]/u.test(transcript.text)) throw empty(`saw ${names[format]} without any`);
	problems.push(...found.problems);
	const first = firstMoment(transcript.turns);
	if (first > 0) {
		const moved = (seconds: number) => fromMs(toMs(seconds - first));
		transcript.turns = transcript.turns.map((turn) => ({
			...turn,
			cue: turn.cue && { start: moved(turn.cue.start), end: moved(turn.cue.end) }
		}));
		const message = `The first time is ${formatClock(first)}, one of a day and not of the audio; all count from it.`;
		problems.push({ code: 'times-of-day', line: 0, message });
	}
	return { transcript, problems, format };
}

/**
 * The transcript as a file. Times come from the alignment, where there is one of this audio, else from the turns' cues.
 * Throws a UserError('untimed-transcript') where a format needs times and there are none, a TypeError for a format
 * that is not written. `title` is for the formats that have one.
 */
export function writeTranscript(
	format: FormatName,
	transcript: Transcript,
	alignment: Alignment | null,
	title?: string
): string {
	if (!Object.hasOwn(writers, format))
		throw new TypeError(`expected one of ${Object.keys(writers).join(', ')}, saw '${format}'`);
	return format === 'html'
		? html.write(transcript, alignment, { title })
		: writers[format as keyof typeof writers].write(transcript, alignment);
}

const names: Record<FormatName, string> = {
	vtt: 'a WebVTT file',
	srt: 'an SRT file',
	ass: 'an SSA subtitle file',
	podcast: 'a podcast transcript',
	whisper: "Whisper's JSON",
	assemblyai: "AssemblyAI's JSON",
	deepgram: "Deepgram's JSON",
	rev: "Rev's JSON",
	recognisers: "a recogniser's JSON",
	tsv: 'a table of times',
	ttml: 'captions in XML',
	word: 'a document',
	rtf: 'a rich text document',
	html: 'a page',
	markdown: 'Markdown',
	plain: 'a file'
};

function formatOf(text: string, hint: Hint): FormatName {
	const head = text.slice(0, 4000).trimStart();
	if (/^WEBVTT(?:\s|$)/.test(head)) return 'vtt';
	if (rtf.isRtf(head)) return 'rtf';
	if (/^(?:\{(?!\d)|\[\s*[{\]]|\[\s*$)/.test(head)) return jsonFormat(text);
	if (word.isWord(text)) return 'word';
	if (ttml.isTtml(text)) return 'ttml';
	if (beginsWithElements(text)) return 'html';
	if (ass.isAss(head)) return 'ass';
	const foreign = foreignKind(head);
	if (foreign)
		throw new UserError(
			'unknown-format',
			`Expected a transcript or captions, saw ${foreign}; convert it to SRT or WebVTT.`
		);
	if (tsv.isTable(text)) return 'tsv';
	const lines = head.split('\n', 60);
	if (lines.some(isTiming)) return /<v[\s.]/.test(text) || /^(?:NOTE|STYLE|REGION)\b/m.test(head) ? 'vtt' : 'srt';
	const page = /\.html?$/i.test(hint.name ?? '') || /\bx?html\b/i.test(hint.type ?? '');
	if (page && hasElements(text)) return 'html';
	const named = /\.(?:md|markdown)$/i.test(hint.name ?? '') || /markdown/i.test(hint.type ?? '');
	return markdown.markdownSigns(text, named) >= (named ? 1 : 2) ? 'markdown' : 'plain';
}

function jsonFormat(text: string): FormatName {
	// "{laughs} So I said" is somebody's text.
	if (!/^\s*(?:\{\s*["}]|\[\s*(?:\{\s*"|\]))/.test(text)) return 'plain';
	const json = readJson(text);
	if (podcast.isPodcast(json)) return 'podcast';
	if (assemblyai.isAssemblyAi(json)) return 'assemblyai';
	if (deepgram.isDeepgram(json)) return 'deepgram';
	if (rev.isRev(json)) return 'rev';
	if (recognisers.isRecogniser(json)) return 'recognisers';
	if (whisper.segmentsOf(json)) return 'whisper';
	const sample: unknown = Array.isArray(json) ? json[0] : json;
	const keys = sample !== null && typeof sample === 'object' ? Object.keys(sample).slice(0, 4).join(', ') : '';
	if (!keys) throw empty('saw empty JSON');
	throw new UserError(
		'unknown-json',
		'Expected the JSON of the podcast namespace, Podlove, Whisper, aeneas, AssemblyAI, AWS, Azure, Deepgram, ' +
			'ElevenLabs, Gentle, Gladia, Google, Happy Scribe, Premiere, Rev, Sonix, Trint, Watson, YouTube or ' +
			`Speechmatics, saw other JSON (${keys}); convert it to WebVTT or SRT.`
	);
}

function empty(saw: string): UserError {
	return new UserError(
		'empty-transcript',
		`Expected a transcript with words in it, ${saw}; check that it is the right file.`
	);
}
