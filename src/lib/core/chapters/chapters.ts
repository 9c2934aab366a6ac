// The publisher's chapters, in whichever way they are written down. Told apart by content:
//
//   { "chapters": [{ "startTime": 0, "title": "…" }] }      Podcasting 2.0 JSON                    json.ts
//   <psc:chapter start="0:00" title="…"/>                   Podlove Simple Chapters, also in a feed   psc.ts
//   WEBVTT … 00:00.000 --> 01:30.000                        WebVTT with one title a cue            lines.ts
//   [CHAPTER] TIMEBASE=1/1000 START=0 title=…               ffmpeg's metadata                      lines.ts
//   0:00 Intro   ·   CHAPTER01=00:00:00.000 …               lists in show notes, MP4 and OGM lists lines.ts
//
// Chapters inside audio files (ID3, MP4) come from the decoder, in the same shape.

import type { Problem } from '../episode.ts';
import { parseJson } from './json.ts';
import { parseList, parseMetadata, parseVtt } from './lines.ts';
import type { ParsedChapters } from './parsed.ts';
import { parsePsc } from './psc.ts';

export type ChapterFormat = 'json' | 'psc' | 'vtt' | 'metadata' | 'list';

/**
 * Chapters in order of time, without those that are hidden from the table of contents, and without those that have no
 * title or begin when another does: `left` says how many these were. No chapters and a problem where the text is none of
 * the above; a JSON list with nothing in it says that there are none.
 */
export function parseChapters(source: string): ParsedChapters & { left: Problem[]; format: ChapterFormat } {
	const text = source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
	const format = formatOf(text);
	const { chapters, problems } = {
		json: parseJson,
		psc: parsePsc,
		vtt: parseVtt,
		metadata: parseMetadata,
		list: parseList
	}[format](text);
	const sorted = chapters.filter(({ title }) => title).sort((a, b) => a.start - b.start);
	const distinct = sorted.filter(({ start }, i) => i === 0 || start > sorted[i - 1].start);
	const meant = format === 'json' && !chapters.length;
	if (!distinct.length && !problems.length && !meant)
		problems.push({
			code: 'no-chapters',
			line: 0,
			message: 'Expected chapters as JSON, Podlove Simple Chapters, WebVTT or lines like "0:00 Intro", saw none.'
		});
	const left = [
		...leftOut('untitled-chapter', chapters.length - sorted.length, 'without a title'),
		...leftOut('double-chapter', sorted.length - distinct.length, 'at the time of another')
	];
	return { chapters: distinct, problems, left, format };
}

/** How to say that so many chapters are not taken. */
export function leftOut(code: string, count: number, which: string): Problem[] {
	if (!count) return [];
	return [
		{ code, line: 0, message: `${count === 1 ? `A chapter ${which} is` : `${count} chapters ${which} are`} left out.` }
	];
}

function formatOf(text: string): ChapterFormat {
	if (/^\s*[{[](?!\d|CHAPTER)/.test(text)) return 'json';
	if (/^\s*WEBVTT/.test(text)) return 'vtt';
	if (/<(?:\w+:)?chapter\b/i.test(text)) return 'psc';
	if (/^(;FFMETADATA|\[CHAPTER\])/m.test(text)) return 'metadata';
	return 'list';
}
