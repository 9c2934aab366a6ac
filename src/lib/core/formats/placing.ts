// Words with times, and the text that they are said in: each gets the punctuation that stands around it there.
//
//   "Hello, there." and hello 0–0.4, there 0.5–0.9     →   "Hello," 0–0.4   "there." 0.5–0.9

import type { Piece } from './pieces.ts';

/** How far behind a word the next one is looked for, in letters. */
const reach = 200;

/** What stands in front of a word and belongs to it: all behind a space, else what does not close. */
const before = /(?:(?<=\s)\S*|[^\s\p{Pe}\p{Pf}\p{Po}]*)$/u;

/** All of the text, cut in front of the words that are found in it; null where most are not. */
export function wordsInText(text: string, words: readonly Piece[]): Piece[] | null {
	const placed: { from: number; word: Piece }[] = [];
	let at = 0;
	for (const word of words) {
		const near = text.slice(at, at + reach);
		const found = indexOfWord(near, word.text.trim());
		if (found < 0) continue;
		placed.push({ from: placed.length ? at + near.slice(0, found).search(before) : 0, word });
		at += found + word.text.trim().length;
	}
	if (placed.length * 2 < words.length || !placed.length) return null;
	return placed.map(({ from, word }, i) => ({ ...word, text: text.slice(from, placed[i + 1]?.from) }));
}

/** Where a word begins, in whatever case, that is not the middle of another. */
function indexOfWord(text: string, word: string): number {
	if (!word || word.length > reach) return -1;
	const [folded, sought] = [text.toLowerCase(), word.toLowerCase()];
	if (folded.length !== text.length) return text.indexOf(word);
	for (let at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, at + 1)) {
		const whole = !/[\p{Script=Latin}\p{N}]/u.test(folded[at - 1] ?? '') || !/^[\p{Script=Latin}\p{N}]/u.test(sought);
		if (whole) return at;
	}
	return -1;
}
