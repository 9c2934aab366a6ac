// Where sentences lie in a text, and lines to read where nobody wrote any full stops.

import type { Span } from '../episode.ts';
import { lowerBound } from '../lowerbound.ts';
import { wordsOf } from '../text.ts';

const ends = /[.!?…。！？｡؟۔।॥။።]/;
const wideEnds = /[。！？｡]/;
const closers = /["'”’»›)\]）」』】］]/;

/** A mark that ends a sentence at the end of a word, and what stands between two paragraphs. */
export const SENTENCE_END = /[.!?…。！？｡؟۔।॥]["'”’»›)\]]*$/u;
export const EMPTY_LINE = /\n\s*\n/;

/** Abbreviations that something always follows. */
const leading = new Set(
	'mr mrs ms mx dr prof rev hon gen col capt cmdr lt sgt gov sen rep pres messrs mme mlle vs e.g i.e eg ie cf viz approx vgl z.b'.split(
		' '
	)
);

/** Abbreviations that may end a sentence, written with a capital or with full stops inside. */
const abbreviations = new Set(
	(
		'St Fr Maj Sr Jr Inc Ltd Co Corp Bros Dept Univ Assn No Nos Vol Ch Fig Figs Ed Eds Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct ' +
		'Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Ave Blvd Rd Mt Ft Ph.D Nr Hr Herrn Sig Dott Sra etc al bzw usw ca pp'
	).split(' ')
);

/** Words that go on to a new sentence even behind an abbreviation that often ends one ("in the U.S. We …"). */
const starters = new Set(
	'the we i he she it they you but and so in this that there what when if then because now yeah yes no well or my our his her'.split(
		' '
	)
);

/** A chunk longer than this many words is cut into lines: one that no mark ends, and one that a mark does end. */
const longest = { open: 45, closed: 120 };

/**
 * The sentences of `text` between two offsets, trimmed, in order, covering every word. Blank lines always end one.
 * Where punctuation is missing the chunks are lines of some 8 to 25 words, cut at line ends, at `breaks` (sorted
 * offsets where the voice pauses), at commas, and between words at the last. Abbreviations ("Mr.", "U.S."), initials
 * and decimals do not end a sentence; closing quotes belong to the one they close.
 */
export function sentencesOf(text: string, from = 0, to = text.length, breaks: readonly number[] = []): Span[] {
	const sentences: Span[] = [];
	let start = from;
	for (let i = from; i < to; i++) {
		const letter = text[i];
		let end = -1;
		if (letter === '\n') end = endsLine(text, i, from, to) ? i : -1;
		else if (ends.test(letter)) {
			end = i + 1;
			while (end < to && (ends.test(text[end]) || closers.test(text[end]))) end++;
			i = end - 1;
			if (!endsSentence(text, start, end, to)) end = -1;
		}
		if (end >= 0) {
			cutLong(text, start, end, breaks, sentences);
			start = end;
		}
	}
	cutLong(text, start, to, breaks, sentences);
	return sentences;
}

/** Whether a sentence ends between two pieces of text that follow each other. */
export function endsSentenceBetween(left: string, right: string): boolean {
	const head = left.slice(-40);
	let mark = head.length - 1;
	while (mark >= 0 && closers.test(head[mark])) mark--;
	if (mark < 0 || !ends.test(head[mark])) return false;
	return endsSentence(`${head} ${right.slice(0, 40)}`, 0, head.length, head.length + 41);
}

/** Whether a line end closes the sentence: a blank line, or a short line followed by one that begins afresh. */
function endsLine(text: string, at: number, from: number, to: number): boolean {
	if (/^\n\s*\n/.test(text.slice(at, Math.min(to, at + 8)))) return true;
	const lineStart = Math.max(from, text.lastIndexOf('\n', at - 1) + 1);
	const line = text.slice(lineStart, at).trimEnd();
	const next = /\S/.exec(text.slice(at, Math.min(to, at + 80)))?.[0] ?? '';
	return line.length < 45 && !/[,;:、，–—-]$/.test(line) && !/\p{Ll}/u.test(next);
}

/** Whether the marks that end at `end` close the sentence that began at `start`. */
function endsSentence(text: string, start: number, end: number, to: number): boolean {
	if (end >= Math.min(to, text.length)) return true;
	let mark = end - 1;
	while (closers.test(text[mark])) mark--;
	if (wideEnds.test(text[mark])) return true;
	if (!/\s/.test(text[end])) return false;
	const next = /\s+[^\p{L}\p{N}\s]*(\S+)/u.exec(text.slice(end, Math.min(to, end + 60)))?.[1] ?? '';
	if (/^\p{Ll}/u.test(next) && (text[mark] === '.' || text[mark] === '…' || end - 1 > mark)) return false;
	if (text[mark] !== '.' || text[mark - 1] === '.') return true;
	const word = /[\p{L}\p{N}.]*$/u.exec(text.slice(Math.max(start, mark - 24), mark))?.[0] ?? '';
	if (leading.has(word.toLowerCase())) return false;
	const initials = /^(?:\p{L}\.)*\p{L}$/u.test(word) && word.toLowerCase() !== 'i';
	if (initials || abbreviations.has(word)) return starters.has(next.toLowerCase().replace(/[^\p{L}].*$/u, ''));
	return true;
}

/** Adds `from`–`to`, trimmed, in pieces where it is too long for one sentence. */
function cutLong(text: string, from: number, to: number, breaks: readonly number[], sentences: Span[]): void {
	const words = wordsOf(text, [{ from, to }]);
	let first = 0;
	const limit = ends.test(text.slice(Math.max(from, to - 3), to)) ? longest.closed : longest.open;
	while (words.length - first > limit) {
		const cut = bestCut(text, words, first, breaks);
		sentences.push({ from: words[first].from, to: words[cut].to });
		first = cut + 1;
	}
	if (words.length > first) sentences.push({ from: words[first].from, to: words[words.length - 1].to });
}

/** The last word of the next line: the best edge among 8 to 25 words, and not so late that a crumb is left over. */
function bestCut(text: string, words: readonly Span[], first: number, breaks: readonly number[]): number {
	let best = first + 15;
	let most = -Infinity;
	for (let i = first + 7; i < Math.min(first + 25, words.length - 4); i++) {
		const edge = text.slice(words[i].to, words[i + 1].from);
		const last = text[words[i].to - 1];
		let score = -Math.abs(i - first - 14) / 10;
		if (edge.includes('\n')) score += 1.5;
		if (hasBreak(breaks, words[i].to, words[i + 1].from)) score += 4;
		if (/[;:—–]/.test(last)) score += 2.5;
		else if (/[,、，]/.test(last)) score += 2;
		else if (starters.has(text.slice(words[i + 1].from, words[i + 1].to).toLowerCase())) score += 0.5;
		if (score > most) {
			most = score;
			best = i;
		}
	}
	return best;
}

function hasBreak(breaks: readonly number[], from: number, to: number): boolean {
	return breaks[lowerBound(breaks, from, (at) => at)] <= to;
}
