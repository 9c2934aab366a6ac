// What is written between brackets for the reader and said by nobody: "[soft music]", "(laughs)", "[a dog barks twice]".
//
//   [laughter]                              a note
//   (some of them laugh)                    a note: between round brackets people write what they say too, but longer
//   (as my mother would say on a Sunday)    cut from the audio, if nobody says it
//
// Invariant: a note lies within one paragraph, and no word of it was found in the audio.

import type { Span } from './episode.ts';
import { EMPTY_LINE } from './text/sentences.ts';

/** Words of a note at most. */
const LONGEST = { '[': 15, '(': 4 };
const CLOSING = { '[': ']', '(': ')' };

/** The words of all notes; `wordAt` says where a word of the text is. */
export function noteWords(
	text: string,
	count: number,
	wordAt: (word: number) => Span,
	isUnspoken: (word: number) => boolean
): Set<number> {
	const notes = new Set<number>();
	for (let w = 0; w < count; w++) {
		if (!isUnspoken(w)) continue;
		const opening = text[wordAt(w).from];
		if (opening !== '[' && opening !== '(') continue;
		for (let end = w; end < count && end - w < LONGEST[opening] && isUnspoken(end); end++) {
			const { from, to } = wordAt(end);
			if (end > w && EMPTY_LINE.test(text.slice(wordAt(end - 1).to, from))) break;
			const word = text.slice(from, to);
			const closing = word.lastIndexOf(CLOSING[opening]);
			if (closing < 0 || /\p{L}/u.test(word.slice(closing))) continue;
			for (; w < end; w++) notes.add(w);
			notes.add(end);
			break;
		}
	}
	return notes;
}
