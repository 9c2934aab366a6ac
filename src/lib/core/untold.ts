// What of a text is not in the audio, counted in one way for the page, for `inkwave report` and for lists. A heading that
// nobody reads aloud is for nobody to hear, and so is a note between brackets: they are no words of the episode, and not
// missed in the audio.

import { type Alignment, type Passage, type Report, report, type Span, type Transcript } from './episode.ts';
import { unsaidWords } from './headings.ts';
import { noteWords } from './notes.ts';

/** A run of so many words is worth telling a reader of, one by one. */
export const WORTH = 3;

/** Words `first` to `end`, half open. */
export type Run = { first: number; end: number };

export type Counted = {
	/** How many of the words are for saying. */
	words: number;
	/** Shares of those. */
	report: Report;
	/** Runs of them that are not in the audio. */
	untold: Run[];
};

export function count(transcript: Transcript, alignment: Alignment): Counted {
	const { text, words } = transcript;
	const { timings } = alignment;
	const isUnspoken = (w: number) => timings[w]?.state === 'unspoken';
	const notes = noteWords(text, words.length, (w) => words[w], isUnspoken);
	const unsaid = alignment.matches ? unsaidWords(transcript, alignment).union(notes) : new Set<number>();
	const isUntold = (w: number) => isUnspoken(w) && !unsaid.has(w);
	const untold: Run[] = [];
	for (let w = 0; w < timings.length; w++) {
		if (!isUntold(w)) continue;
		const first = w;
		while (isUntold(w + 1)) w++;
		untold.push({ first, end: w + 1 });
	}
	return {
		words: words.length - unsaid.size,
		report: report({ ...alignment, timings: timings.filter((_, w) => !unsaid.has(w)) }),
		untold
	};
}

/** The runs that are worth telling, in passages that are said but for them. A passage that nobody says has no start. */
export function untoldSpans({ words }: Transcript, untold: Run[], passages: Passage[]): Span[] {
	const spans: Span[] = [];
	let p = 0;
	for (const { first, end } of untold)
		for (let w = first, next = w; w < end; w = next) {
			while (p < passages.length && passages[p].to <= words[w].from) p++;
			const passage = passages[p];
			while (next < end && (!passage || words[next].from < passage.to)) next++;
			if (passage && passage.start !== null && passage.from <= words[w].from && next - w >= WORTH)
				spans.push({ from: words[w].from, to: words[next - 1].to });
		}
	return spans;
}
