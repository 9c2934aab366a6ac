// Markdown: its marks are taken away, then it is read as plain text, labels, stamps and all.
//
//   **Ada:** [00:00:12] I *saw* it.       →   Ada, at 12 s: "I saw it."

import type { Alignment, Problem, Transcript } from '../episode.ts';
import { replaceComments } from './comments.ts';
import { decodeEntities } from './entities.ts';
import { paragraphsOf } from './paragraphs.ts';
import * as plain from './plain.ts';
import { standing } from './speaker.ts';
import { formatStamp } from './stamp.ts';

/** Signs of Markdown that plain text does not carry by chance. */
const signs = [
	/^#{1,6} \S/m,
	/^\*\*[^*\n]{1,60}(?::\*\*|\*\*\s*:)/m,
	/\[[^\][\n]+\]\((?:https?:|mailto:|\/|#)[^)\s]{0,2000}\)/,
	/^---\n[\s\S]{0,2000}?\n---\n/,
	/^(?:\*\*\*|---|___)$/m,
	/(?:^|\s)\*\*\S[^*\n]*\S\*\*(?=[\s.,;:!?]|$)/m,
	/^> \S/m,
	/^```/m
];

/** Marks inside a line that plain text may carry by chance: signs only where the file is called Markdown. */
const marks = [
	/(?<![\p{L}\p{N}*_])(\*|_{1,2})(?=[^\s*_])[^*_\n]{1,200}(?<=\S)\1(?![\p{L}\p{N}*_])/u,
	/(?<!`)`[^`\n]{1,200}`(?!`)/
];

/** "| --- | :-: |": the line below the head of a table. */
const tableRule = /^\s*(?:\|\s*)?:?-{3,}:?\s*\|[\s:|-]*$/;

/** How many different signs of Markdown the text has; small and escaped marks count where the file is called Markdown. */
export function markdownSigns(text: string, named = false): number {
	const found = signs.filter((sign) => sign.test(text)).length;
	const headings = text.match(/^#{1,6} \S/gm)?.length ?? 0;
	const escaped = named && /\\[\\`*_[\]<>&~#+=|.)-]/.test(text);
	const small = named ? marks.filter((mark) => mark.test(text)).length : 0;
	return found + (headings > 1 ? 1 : 0) + (escaped ? 1 : 0) + small;
}

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	let language = 'und';
	const body = text.replace(/^---\n([\s\S]*?)\n(?:---|\.\.\.)(?:\n|$)/, (_, front: string) => {
		language = /^lang(?:uage)?:\s*["']?([\w-]+)/m.exec(front)?.[1] ?? language;
		return '';
	});
	const { transcript, problems } = plain.parseLines(plainLines(body));
	return { transcript: { ...transcript, language }, problems };
}

/** The lines without their marks. Escaped characters wait in a private area while marks are looked for. */
function plainLines(markdown: string): plain.Source[] {
	const kept = markdown.replace(/\\([!-/:-@[-`{-~])/g, (_, mark: string) =>
		String.fromCharCode(0xe000 + mark.charCodeAt(0))
	);
	const lines = replaceComments(kept, () => '')
		.replace(/^\[[^\]\n]+\]:\s+\S+.*$/gm, '')
		.split('\n')
		.filter((line) => !/^\s*(?:```|~~~)/.test(line) && !tableRule.test(line))
		.map((line) => (/^\s{0,3}(?:([-*_])\s*)(?:\1\s*){2,}$|^\s{0,3}=+\s*$/.test(line) ? '' : line));
	const speakers = headingSpeakers(lines);
	return lines.map((line) => {
		const heading = headingOf(line);
		const speaks = heading !== null && speakers.has(heading.title);
		const text = heading
			? `\n${inline(heading.title)}${speaks ? ':' : '\n'}`
			: inline(line.replace(/^\s{0,3}(?:>\s?)+/, '').replace(/^\s*[-*+]\s+(?:\[[ xX]\]\s+)?/, ''));
		return { text: unescape(decodeEntities(text)), heading: heading !== null && !speaks };
	});
}

function unescape(text: string): string {
	return text.replace(/[\ue021-\ue07e]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - 0xe000));
}

/** "## Title ##": what it says, without the signs on either side. */
function headingOf(line: string): { level: number; title: string } | null {
	const match = /^\s{0,3}(#{1,6})\s+(.*)$/.exec(line);
	if (!match) return null;
	const title = match[2]
		.trimEnd()
		.replace(/(?<!#)#+$/, '')
		.trimEnd();
	return { level: match[1].length, title };
}

/** Headings that come again and look like names say who speaks, and with them the other names of their level. */
function headingSpeakers(lines: readonly string[]): Set<string> {
	const seen = new Map<string, { level: number; count: number }>();
	for (const line of lines) {
		const found = headingOf(line);
		if (!found || standing(found.title) === 'none' || standing(found.title) === 'weak') continue;
		const heading = seen.get(found.title) ?? { level: found.level, count: 0 };
		seen.set(found.title, { ...heading, count: heading.count + 1 });
	}
	const headings = [...seen];
	const levels = new Set(headings.filter(([, { count }]) => count > 1).map(([, { level }]) => level));
	return new Set(headings.filter(([, { level }]) => levels.has(level)).map(([name]) => name));
}

function inline(line: string): string {
	return line
		.replace(/!\[[^\][]*\]\([^()]*\)/g, '')
		.replace(/\[([^\][]+)\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+"[^"]*")?\)|\[[^\][]*\])/g, '$1')
		.replace(/<(https?:[^<>\s]+)>/g, '$1')
		.replace(/<\/?[a-zA-Z][^<>]*>/g, '')
		.replace(/(`{1,3})(.{1,500}?)\1/g, '$2')
		.replace(/(\*{1,3})(?=\S)(.{1,1000}?)(?<=\S)\1/g, '$2')
		.replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)(.{1,1000}?)(?<=\S)\1(?![\p{L}\p{N}_])/gu, '$2')
		.replace(/~~(?=\S)(.{1,1000}?)(?<=\S)~~/g, '$1')
		.replace(/(?:(?<! ) {2,}|\\)$/, '');
}

export function write(transcript: Transcript, alignment: Alignment | null): string {
	const front = transcript.language === 'und' ? '' : `---\nlang: ${transcript.language}\n---\n\n`;
	const paragraphs = paragraphsOf(transcript, alignment).map(({ from, to, speaker, start }) => {
		const label = speaker === null ? '' : `**${escape(speaker)}:** `;
		const stamp = start === null ? '' : `${formatStamp(start)} `;
		return label + stamp + transcript.text.slice(from, to).split('\n').map(escape).join('\n');
	});
	return front + paragraphs.join('\n\n') + '\n';
}

/** Characters that would be marks, and beginnings of lines that would be lists, quotes or headings. */
function escape(line: string): string {
	return line
		.replace(/[\\`*_[\]<>&~]/g, '\\$&')
		.replace(/^(\s*)([#+=|-])/, '$1\\$2')
		.replace(/^(\s*\d+)([.)])(?=\s)/, '$1\\$2');
}
