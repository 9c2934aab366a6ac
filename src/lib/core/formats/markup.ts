// The mark-up inside a cue: voices say who speaks, everything else (classes, colours, inline times) is dropped.
//
//   <v.loud Ada>Hello <c.red>you</c> <00:00:01.500>there</v>     →  Ada: "Hello you there"

import { decodeEntities } from './entities.ts';

/** Part of a cue in one voice; null where the cue does not say. */
export type Part = { voice: string | null; text: string };

const tag =
	/<(\/?)(v|c|i|b|u|s|em|strong|ruby|rt|lang|font|span|p|br|div)(?:[.\s/][^<>]*|#[^<>]*)?>|<\d{1,3}:\d{2}(?::\d{2})?[.,]\d{1,3}>|\{\\[^{}]*\}|\{[yc]:[^{}]*\}|\{\/?[biu]\}|\[br\]/gi;

/** The text of a cue (lines joined by "\n") in its voices, in order; parts without text are left out. */
export function readMarkup(source: string): Part[] {
	const parts: Part[] = [];
	let voice: string | null = null;
	let text = '';
	let at = 0;
	let hidden = false;
	const flush = () => {
		const trimmed = decodeEntities(text).trim();
		if (trimmed) parts.push({ voice, text: trimmed });
		text = '';
	};
	for (const match of source.matchAll(tag)) {
		if (!hidden) text += source.slice(at, match.index);
		at = match.index + match[0].length;
		const name = match[2]?.toLowerCase();
		const closes = match[1] === '/';
		if (name === 'v') {
			flush();
			voice = closes ? null : decodeEntities(match[0].replace(/^<v[^\s>]*\s*|>$/gi, '')).trim() || null;
		} else if (name === 'rt') hidden = !closes;
		else if (name === 'ruby') hidden = false;
		else if (name === 'br' || match[0].toLowerCase() === '[br]') text += '\n';
	}
	if (!hidden) text += source.slice(at);
	flush();
	return parts;
}

/** Text as WebVTT holds it. */
export function escapeVtt(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text as SRT holds it: only what a reader would take for mark-up is escaped. */
export function escapeSrt(text: string): string {
	return text
		.replace(/&(?=#?\w+;)/g, '&amp;')
		.replaceAll('-->', '--&gt;')
		.replace(tag, (match) => match.replaceAll('<', '&lt;').replaceAll('{', '&#123;'));
}
