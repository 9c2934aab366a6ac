// The headings of a transcript: paragraphs that the file marks as such, or that look like one and that nobody says.
//
//   ## The sour starter     the search found "The" somewhere: nobody says it for that
//   ## Chapter one          read aloud: spoken like any text, and a heading all the same
//   Part two                no mark, no full stop, not in the audio
//   [upbeat music]          a note for the reader, an address, what goes on in small letters: none
//
// A heading that is not read aloud has no spoken words: `settle` takes the times away that single words of it got.

import type { Alignment, Published, Transcript } from './episode.ts';
import { EMPTY_LINE, SENTENCE_END } from './text/sentences.ts';

/** First and last word (half open), and whether somebody reads it aloud. */
export type Heading = { first: number; end: number; said: boolean };

/** Words that a paragraph without a mark has at most as a heading. */
const LONGEST = 15;
/** How no paragraph without a mark begins that is a heading. */
const NO_HEADING = /^(?:[[({<*♪♫]|\p{Ll}|\S+:\/\/|www\.|[^\p{L}\p{N}]+$)/u;
/**
 * What a heading may have of words that were found by chance: so many, of so many of its own, none of them as sure as those
 * of running speech.
 */
const STRAY = { most: 2, share: 1 / 3, confidence: 0.95 };
/** Share of a marked heading's words that are found where it is read aloud, and their confidence on average. */
const ALOUD = { share: 0.75, confidence: 0.5 };

/** In order. Without an alignment those that the file marks. */
export function headingsOf(transcript: Transcript, alignment: Alignment | null): Heading[] {
	const marked = new Set(transcript.headings?.map(({ from }) => from));
	if (!alignment && !marked.size) return [];
	const paragraphs = paragraphsOf(transcript);
	// Where nobody writes full stops their absence says nothing.
	const punctuated = paragraphs.filter(({ closed }) => closed).length * 3 >= paragraphs.length;
	const headings: Heading[] = [];
	for (const { first, end, closed } of paragraphs) {
		const { from } = transcript.words[first];
		const isMarked = marked.has(from);
		if (!isMarked && (closed || !alignment || !punctuated || end - first > LONGEST)) continue;
		if (!isMarked && NO_HEADING.test(transcript.text.slice(from, transcript.words[first].to))) continue;
		const found = (alignment?.timings ?? []).slice(first, end).filter(({ state }) => state !== 'unspoken');
		const sure = found.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, found.length);
		const said = found.length >= ALOUD.share * (end - first) && sure >= ALOUD.confidence;
		const stray =
			found.length <= Math.min(STRAY.most, STRAY.share * (end - first)) &&
			found.every(({ confidence }) => confidence < STRAY.confidence);
		if (isMarked || stray) headings.push({ first, end, said: isMarked && said });
	}
	return headings;
}

/** The same times, without those of words in headings that nobody reads aloud. */
export function settle(transcript: Transcript, alignment: Alignment): Alignment {
	if (!alignment.matches) return alignment;
	const timings = [...alignment.timings];
	for (const w of unsaidWords(transcript, alignment))
		timings[w] = { start: timings[w].start, end: timings[w].start, state: 'unspoken', confidence: 0 };
	return { ...alignment, timings };
}

/** The words of headings that nobody reads aloud. */
export function unsaidWords(transcript: Transcript, alignment: Alignment): Set<number> {
	const words = new Set<number>();
	for (const { first, end, said } of headingsOf(transcript, alignment))
		for (let w = first; w < end && !said; w++) words.add(w);
	return words;
}

/** Passages that are headings which nobody reads aloud. */
export function silentHeadings({ headings, passages }: Pick<Published, 'headings' | 'passages'>): Set<number> {
	return new Set(headings.filter((passage) => passages[passage].start === null));
}

/** Words between empty lines (half open), and whether they end in a mark. */
export function paragraphsOf({ text, words }: Transcript): { first: number; end: number; closed: boolean }[] {
	const paragraphs: { first: number; end: number; closed: boolean }[] = [];
	for (let w = 0, first = 0; w < words.length; w++) {
		if (w + 1 < words.length && !EMPTY_LINE.test(text.slice(words[w].to, words[w + 1].from))) continue;
		paragraphs.push({ first, end: w + 1, closed: SENTENCE_END.test(text.slice(words[w].from, words[w].to)) });
		first = w + 1;
	}
	return paragraphs;
}
