// Rich text, as TextEdit, WordPad and Word write it (.rtf, https://www.loc.gov/preservation/digital/formats/fdd/fdd000473):
// its text, read as plain text. It is not written.
//
//   {\rtf1\ansi\ansicpg1252{\fonttbl …}\f0 Ada: caf\'e9\par {\*\generator …}Bob:\tab \u8220 ?Yes.\'94\par}
//   →   Ada: café ⏎ Bob:⇥“Yes.”
//
// A group in braces ends what was set inside it. What is not text is in groups that begin with the name of what they hold.

import type { Problem, Transcript } from '../episode.ts';
import * as plain from './plain.ts';

/** Groups that hold something other than the text. */
const apart = new Set(
	(
		'fonttbl colortbl stylesheet info pict object listtable listoverridetable listtext pntext revtbl rsidtbl generator ' +
		'xmlnstbl header headerl headerr headerf footer footerl footerr footerf footnote annotation atnid atnauthor fldinst ' +
		'bkmkstart bkmkend template filetbl nonshppict do'
	).split(' ')
);
/** What letters stand for; the end of a paragraph is not yet the end of a line. */
const signs: Record<string, string> = {
	par: '\u2029',
	'\n': '\u2029',
	row: '\n',
	line: '\n',
	sect: '\n\n',
	page: '\n\n',
	tab: '\t',
	cell: '\t',
	emdash: '—',
	endash: '–',
	lquote: '‘',
	rquote: '’',
	ldblquote: '“',
	rdblquote: '”',
	bullet: '•',
	emspace: ' ',
	enspace: ' ',
	'~': '\u00a0',
	_: '‑',
	'\\': '\\',
	'{': '{',
	'}': '}'
};
/** A brace, a byte, a word with its number, a sign, an end of a line that is none of the text's, or text. */
const token = /([{}])|\\'([\da-fA-F]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|\n|([^\\{}\n]+)|\\/g;

/** The page of letters of a font by the number that it is set with, and the pages that are not called "windows-…". */
const charsets = pairs(
	'77 10000, 128 932, 129 949, 134 936, 136 950, 161 1253, 162 1254, 163 1258, 177 1255, 178 1256, 186 1257, 204 1251, ' +
		'222 874, 238 1250'
);
const pages = pairs('10000 macintosh, 65001 utf-8, 932 shift_jis, 936 gbk, 949 euc-kr, 950 big5');

function pairs(list: string): Map<string, string> {
	return new Map(list.split(', ').map((pair) => pair.split(' ') as [string, string]));
}

/** `apart`: no text; `unseen`: hidden or deleted; `instead`: so many letters stand for one that has a number. */
type Group = { apart: boolean; unseen: boolean; instead: number; font: string };

/** Whether the text is such a document by how it begins. */
export function isRtf(text: string): boolean {
	return /^\s*\{\\rtf\d/.test(text);
}

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const said = textOf(text);
	// Where no paragraph is empty, there is space between them.
	const parted = /\u2029[ \t]*\u2029/.test(said) ? '\n' : '\n\n';
	return plain.parse(said.replaceAll('\u2029', parted));
}

function textOf(source: string): string {
	const lettersIn = decoderOf(source);
	const said: string[] = [];
	const groups: Group[] = [];
	let group: Group = { apart: false, unseen: false, instead: 1, font: '' };
	let bytes: number[] = [];
	/** What stands first in a group says what it holds. */
	let first = false;
	let skip = 0;
	const put = (text: string) => {
		if (bytes.length) said.push(lettersIn(group.font, bytes));
		bytes = [];
		if (!group.apart && !group.unseen) said.push(text);
	};
	for (const [, brace, byte, word = '', number, sign, run] of source.matchAll(token)) {
		const opens = first;
		first = brace === '{';
		if (brace) {
			put('');
			skip = 0;
			if (first) groups.push({ ...group });
			else group = groups.pop() ?? group;
		} else if (byte) {
			if (skip > 0) skip--;
			else if (!group.apart && !group.unseen) bytes.push(parseInt(byte, 16));
		} else if (run) {
			put(run.slice(skip));
			skip = Math.max(0, skip - run.length);
		} else if (opens && (sign === '*' || apart.has(word))) group.apart = true;
		else if (word === 'u' && number) {
			put(String.fromCharCode(Number(number) & 0xffff));
			skip = group.instead;
		} else if (word === 'uc') group.instead = Number(number ?? 1);
		else if (word === 'v' || word === 'deleted') group.unseen = number !== '0';
		else if (word === 'plain') group.unseen = false;
		else if (word === 'f') {
			put('');
			group.font = number ?? '';
		} else if (Object.hasOwn(signs, sign ?? word)) put(signs[sign ?? word]);
	}
	put('');
	return said.join('').replace(/[\0-\x08\x0b-\x1f]/g, '');
}

/** How bytes become letters: by the page of their font, else by that of the whole. */
function decoderOf(source: string): (font: string, bytes: readonly number[]) => string {
	const head = source.slice(0, 100_000);
	const usual = /\\ansicpg(\d{1,5})/.exec(head)?.[1] ?? (/^\s*\{\\rtf\d\\mac/.test(head) ? '10000' : '1252');
	const fonts = new Map<string, string>();
	for (const [, font, set] of head.matchAll(/\\f(\d{1,5})(?:\\[a-z]+\d*){0,8}?\\fcharset(\d{1,3})/g))
		if (charsets.has(set)) fonts.set(font, charsets.get(set)!);
	const decoders = new Map<string, TextDecoder>();
	return (font, bytes) => {
		const page = fonts.get(font) ?? usual;
		const decoder = decoders.get(page) ?? pageDecoder(page);
		decoders.set(page, decoder);
		return decoder.decode(Uint8Array.from(bytes));
	};
}

function pageDecoder(page: string): TextDecoder {
	try {
		return new TextDecoder(pages.get(page) ?? `windows-${page}`);
	} catch {
		return new TextDecoder('windows-1252');
	}
}
