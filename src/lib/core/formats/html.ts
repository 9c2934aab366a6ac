// HTML: the transcripts of the podcast namespace (cite, time, p), and any page that has the text in it.
//
//   <cite>Ada:</cite> <time>0:12</time> <p>I saw it.</p>
//
// Where a page has no cites, its paragraphs are read as plain text, with the labels and stamps of that, and its times in
// front of them as stamps.
// What is never read aloud (scripts, styles, navigation, forms) is left out.

import type { Alignment, Problem, Transcript } from '../episode.ts';
import { escapeHtml } from '../escape.ts';
import { closeCues, createBuilder } from './build.ts';
import { pageBlocks, type PageBlock } from './page.ts';
import { paragraphsOf } from './paragraphs.ts';
import * as plain from './plain.ts';
import { formatStamp } from './stamp.ts';

const BLANK: plain.Source = { text: '', heading: false };

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const found = pageBlocks(mainPart(text));
	const lang = /<(?:html|body|tt)\b[^<>]*\blang\s*=\s*["']?([\w-]+)/i.exec(text)?.[1] ?? 'und';
	if (!found.some(({ speaker }) => speaker !== null) && goForward(found)) {
		const { transcript, problems } = plain.parseLines(found.flatMap((block) => [stamped(block), BLANK]));
		return { transcript: { ...transcript, language: lang }, problems };
	}
	const builder = createBuilder();
	let speaker: string | null = null;
	for (const block of found) {
		speaker = block.speaker ?? speaker;
		const cue = block.start === null ? null : { start: block.start, end: block.start };
		if (block.speaker !== null || cue) builder.turn(block.text, '\n\n', speaker, cue);
		else builder.go(block.text, '\n\n');
		if (block.heading) builder.heading();
	}
	const transcript = builder.finish(lang);
	closeCues(transcript.turns);
	return { transcript, problems: [] };
}

function goForward(blocks: readonly PageBlock[]): boolean {
	const starts = blocks.flatMap(({ start }) => start ?? []);
	return starts.every((start, i) => i === 0 || start >= starts[i - 1]);
}

function stamped({ start, text, heading }: PageBlock): plain.Source {
	return { text: start === null ? text : `${formatStamp(start)} ${text}`, heading };
}

/** The one article or main element, where the page has exactly one with text in it. */
function mainPart(html: string): string {
	for (const name of ['main', 'article']) {
		const begins = new RegExp(`<${name}\\b[^<>]*>([\\s\\S]*)$`, 'i');
		const ended = html.split(new RegExp(`</${name}>`, 'i')).slice(0, -1);
		const parts = ended.map((piece) => begins.exec(piece)?.[1]).filter((part) => part !== undefined);
		if (parts.length === 1 && parts[0].replace(/<[^<>]*>/g, '').trim().length > 200) return parts[0];
	}
	return html;
}

export function write(
	transcript: Transcript,
	alignment: Alignment | null,
	{ title = 'Transcript' }: { title?: string } = {}
): string {
	const lang = transcript.language === 'und' ? '' : ` lang="${escapeHtml(transcript.language)}"`;
	const lines = [
		'<!doctype html>',
		`<html${lang}>`,
		`<head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
		'<body>'
	];
	for (const { from, to, speaker, start } of paragraphsOf(transcript, alignment)) {
		if (speaker !== null) lines.push(`<cite>${escapeHtml(speaker)}:</cite>`);
		if (start !== null) lines.push(`<time>${formatStamp(start).slice(1, -1)}</time>`);
		lines.push(`<p>${escapeHtml(transcript.text.slice(from, to)).replaceAll('\n', '<br>\n')}</p>`);
	}
	return [...lines, '</body>', '</html>', ''].join('\n');
}
