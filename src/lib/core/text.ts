// Where words lie in a text: offsets into it, never a copy of it.
//
// A word is a whitespace token, punctuation included. Scripts that write no spaces (Han, Kana, Thai, Lao, Khmer,
// Myanmar) are cut by the dictionary of `Intl.Segmenter`, with punctuation left on the word it belongs to.
// Sentences are in text/sentences.ts, `normalise`, the folded form that search compares, in text/fold.ts.

import type { Span } from './episode.ts';

const unspaced =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether the text has letters of a script that puts no spaces between words. */
export function isUnspaced(text: string): boolean {
	return unspaced.test(text);
}

/**
 * The words of a text in order, as offsets. `ranges` (sorted, e.g. turns) limits the search to them and keeps words
 * from crossing their edges; without it the whole text is read.
 */
export function wordsOf(text: string, ranges?: readonly Span[]): Span[] {
	const words: Span[] = [];
	for (const { from, to } of ranges ?? [{ from: 0, to: text.length }])
		for (const { 0: token, index } of text.slice(from, to).matchAll(/\S+/g)) {
			const start = from + index;
			const end = start + token.length;
			if (unspaced.test(token)) cutToken(text, start, end, words);
			else words.push({ from: start, to: end });
		}
	return words;
}

let segmenter: Intl.Segmenter | null = null;

/** Cuts one token by dictionary: closing marks stay with the word before them, opening ones with the word after. */
function cutToken(text: string, from: number, to: number, words: Span[]): void {
	segmenter ??= new Intl.Segmenter('und', { granularity: 'word' });
	const first = words.length;
	let waiting = -1;
	for (const part of segmenter.segment(text.slice(from, to))) {
		const start = from + part.index;
		const end = start + part.segment.length;
		if (part.isWordLike) {
			words.push({ from: waiting >= 0 ? waiting : start, to: end });
			waiting = -1;
		} else if (words.length > first && waiting < 0 && !/^[\p{Ps}\p{Pi}]/u.test(part.segment)) {
			words[words.length - 1].to = end;
		} else if (waiting < 0) waiting = start;
	}
	if (waiting >= 0 && words.length > first) words[words.length - 1].to = to;
	else if (waiting >= 0) words.push({ from: waiting, to });
}
