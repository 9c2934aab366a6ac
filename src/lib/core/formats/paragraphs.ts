// A transcript as the paragraphs that HTML and Markdown write: a speaker where the paragraph begins a turn, and a time.

import type { Alignment, Span, Transcript } from '../episode.ts';
import { lowerBound } from '../lowerbound.ts';
import { sentencesOf } from '../text/sentences.ts';

/** `speaker` is set where the paragraph begins somebody's turn; `start` in seconds, null where nothing says. */
export type Paragraph = Span & { speaker: string | null; start: number | null };

/** An aligned paragraph of more words than the first is cut, at the longest pause between the two others. */
const size = { long: 150, least: 50, most: 120 };

/**
 * Paragraphs end at blank lines and where the speaker changes. With an alignment their times are whole seconds of it,
 * and very long ones (transcripts without blank lines) are cut at sentence ends, so that there are times to go by.
 */
export function paragraphsOf(transcript: Transcript, alignment: Alignment | null): Paragraph[] {
	const given = givenParagraphs(transcript);
	if (!alignment?.matches) return given;
	let word = 0;
	return given
		.flatMap((paragraph) => shortened(paragraph, transcript, alignment))
		.map((paragraph) => {
			while (word < transcript.words.length && transcript.words[word].from < paragraph.from) word++;
			return { ...paragraph, start: heardAt(word, paragraph.to, transcript, alignment) };
		});
}

function givenParagraphs({ text, turns }: Transcript): Paragraph[] {
	const paragraphs: Paragraph[] = [];
	let before: Span & { speaker: string | null } = { from: 0, to: 0, speaker: null };
	for (const turn of turns) {
		const last = paragraphs.at(-1);
		const goesOn = last && turn.speaker === before.speaker && !text.slice(before.to, turn.from).includes('\n\n');
		let from = turn.from;
		for (const gap of [...text.slice(turn.from, turn.to).matchAll(/\n\s*\n/g), null]) {
			const to = gap ? turn.from + gap.index : turn.to;
			if (from > turn.from) paragraphs.push({ from, to, speaker: null, start: null });
			else if (goesOn) last.to = to;
			else paragraphs.push({ from, to, speaker: turn.speaker, start: turn.cue?.start ?? null });
			if (gap) from = to + gap[0].length;
		}
		before = turn;
	}
	return paragraphs;
}

/** The paragraph, or the paragraphs it is cut into. */
function shortened(paragraph: Paragraph, { text, words }: Transcript, { timings }: Alignment): Paragraph[] {
	const wordAt = (offset: number) => lowerBound(words, offset, (word) => word.from);
	let first = wordAt(paragraph.from);
	const end = wordAt(paragraph.to);
	if (end - first <= size.long) return [paragraph];
	const starts = sentencesOf(text, paragraph.from, paragraph.to).map((sentence) => wordAt(sentence.from));
	const pieces: Paragraph[] = [];
	let rest = paragraph;
	while (end - first > size.long) {
		const near = starts.filter((at) => at >= first + size.least && at <= first + size.most && at < end);
		const pause = (at: number) => timings[at].start - timings[at - 1].end;
		const cut = near.reduce((best, at) => (best < 0 || pause(at) > pause(best) ? at : best), -1);
		if (cut < 0) break;
		pieces.push({ ...rest, to: words[cut - 1].to });
		rest = { from: words[cut].from, to: paragraph.to, speaker: null, start: null };
		first = cut;
	}
	return [...pieces, rest];
}

function heardAt(word: number, to: number, { words }: Transcript, { timings }: Alignment): number | null {
	for (let i = word; i < words.length && words[i].from < to; i++)
		if (timings[i].state !== 'unspoken') return Math.floor(timings[i].start);
	return null;
}
