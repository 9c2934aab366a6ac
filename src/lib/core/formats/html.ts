// HTML: the transcripts of the podcast namespace (cite, time, p), and any page that has the text in it.
//
//   <cite>Ada:</cite> <time>0:12</time> <p>I saw it.</p>
//
// Where a page has neither cites nor times, its paragraphs are read as plain text, with the labels and stamps of that.
// What is never read aloud (scripts, styles, navigation, forms) is left out.

import type { Alignment, Problem, Transcript } from '../episode.ts';
import { parseClock } from '../time.ts';
import { closeCues, createBuilder } from './build.ts';
import { decodeEntities } from './entities.ts';
import { paragraphsOf } from './paragraphs.ts';
import * as plain from './plain.ts';
import { formatStamp } from './stamp.ts';

const token =
	/<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[([\s\S]*?)\]\]>|<[!?][^>]*>|<(\/?)([a-zA-Z][\w:-]*)((?:"[^"]{0,4000}"|'[^']{0,4000}'|[^'"<>])*)>|([^<]+|<)/g;
/** Elements whose content is not text of the page. */
const hidden = new Set(
	'script style head title noscript template svg math textarea select button nav footer aside form iframe object audio video canvas dialog'.split(
		' '
	)
);
const blocks = new Set(
	(
		'address article blockquote body center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr html li main ol p pre ' +
		'section summary table tbody td tfoot th thead tr ul'
	).split(' ')
);

/** A block of text, with the cite and the time that stood in front of it. */
type Block = { speaker: string | null; start: number | null; text: string };

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const { found, language } = readBlocks(mainPart(text));
	const lang = language ?? /<html[^>]*\blang\s*=\s*["']?([\w-]+)/i.exec(text)?.[1] ?? 'und';
	if (!found.some(({ speaker, start }) => speaker !== null || start !== null)) {
		const { transcript, problems } = plain.parse(found.map((block) => block.text).join('\n\n'));
		return { transcript: { ...transcript, language: lang }, problems };
	}
	const builder = createBuilder();
	let speaker: string | null = null;
	for (const block of found) {
		speaker = block.speaker ?? speaker;
		const cue = block.start === null ? null : { start: block.start, end: block.start };
		if (block.speaker !== null || cue) builder.turn(block.text, '\n\n', speaker, cue);
		else builder.go(block.text, '\n\n');
	}
	const transcript = builder.finish(lang);
	closeCues(transcript.turns);
	return { transcript, problems: [] };
}

/** The one article or main element, where the page has exactly one with text in it. */
function mainPart(html: string): string {
	for (const name of ['main', 'article']) {
		if (!html.includes(`</${name}`)) continue;
		const parts = [...html.matchAll(new RegExp(`<${name}\\b[^>]*>([\\s\\S]*?)</${name}>`, 'gi'))];
		if (parts.length === 1 && parts[0][1].replace(/<[^>]*>/g, '').trim().length > 200) return parts[0][1];
	}
	return html;
}

function readBlocks(html: string): { found: Block[]; language: string | null } {
	const found: Block[] = [];
	let language: string | null = null;
	let text = '';
	let speaker: string | null = null;
	let start: number | null = null;
	/** A cite that is a speaker only if a colon, a time or the end of the block follows. */
	let doubtful = false;
	let inside: 'cite' | 'time' | null = null;
	let inner = '';
	let skip: string | null = null;
	let depth = 0;
	let verbatim = 0;

	const flush = () => {
		const trimmed = text.replace(/[ \t]*\n[ \t]*/g, '\n').trim();
		text = '';
		doubtful = false;
		if (!trimmed) return;
		found.push({ speaker, start, text: trimmed });
		speaker = null;
		start = null;
	};
	const add = (raw: string) => {
		const decoded = decodeEntities(raw);
		const piece = verbatim ? decoded : decoded.replace(/[^\S\u00a0]+/g, ' ');
		if (doubtful && piece.trim()) {
			text = `${speaker ?? ''}${text || ''}`;
			speaker = null;
			doubtful = false;
		}
		text += /\s$/.test(text) && !verbatim ? piece.replace(/^ /, '') : piece;
	};
	const close = () => {
		const content = decodeEntities(inner).replace(/\s+/g, ' ').trim();
		if (inside === 'cite' && !text.trim() && content) {
			if (speaker !== null && found.length) speaker = null;
			speaker = content.replace(/\s*[:：]$/, '');
			doubtful = speaker === content;
		} else if (inside === 'time') {
			const seconds = text.trim() ? null : parseClock(content.replace(/^[[(]|[\])]$/g, ''));
			if (seconds === null) {
				inside = null;
				add(inner);
			} else {
				start = seconds;
				doubtful = false;
			}
		} else add(inner);
		inside = null;
		inner = '';
	};

	for (const [whole, cdata, slash, rawName, attributes, run] of html.matchAll(token)) {
		const name = rawName?.toLowerCase();
		if (skip !== null) {
			if (name === skip) depth += slash ? -1 : attributes.endsWith('/') ? 0 : 1;
			if (depth === 0) skip = null;
			continue;
		}
		const words = run ?? cdata;
		if (words !== undefined) {
			if (inside) inner += words;
			else add(words);
		} else if (!name) continue;
		else if (inside && (name === inside || blocks.has(name))) {
			close();
			if (blocks.has(name)) flush();
		} else if (hidden.has(name)) {
			if (slash || attributes.endsWith('/')) continue;
			skip = name;
			depth = 1;
			if (!inside && name !== 'button' && name !== 'svg') flush();
		} else if ((name === 'cite' || name === 'time') && !slash) {
			if (name === 'cite' && speaker !== null && start !== null && text.trim()) flush();
			inside = name;
			inner = '';
		} else if (name === 'br') {
			if (inside) inner += ' ';
			else text += '\n';
		} else if (blocks.has(name)) {
			flush();
			if (name === 'pre') verbatim = Math.max(0, verbatim + (slash ? -1 : 1));
			const lang = /\blang\s*=\s*["']?([\w-]+)/i.exec(attributes)?.[1];
			if (lang && (name === 'html' || name === 'body')) language ??= lang;
		} else if (/^(?:wbr|td|th)$/.test(name)) continue;
		else if (whole === '') continue;
	}
	if (inside) close();
	flush();
	return { found, language };
}

export function write(transcript: Transcript, alignment: Alignment | null): string {
	const lang = transcript.language === 'und' ? '' : ` lang="${escape(transcript.language)}"`;
	const lines = [
		'<!doctype html>',
		`<html${lang}>`,
		'<head><meta charset="utf-8"><title>Transcript</title></head>',
		'<body>'
	];
	for (const { from, to, speaker, start } of paragraphsOf(transcript, alignment)) {
		if (speaker !== null) lines.push(`<cite>${escape(speaker)}:</cite>`);
		if (start !== null) lines.push(`<time>${formatStamp(start).slice(1, -1)}</time>`);
		lines.push(`<p>${escape(transcript.text.slice(from, to)).replaceAll('\n', '<br>\n')}</p>`);
	}
	return [...lines, '</body>', '</html>', ''].join('\n');
}

function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
