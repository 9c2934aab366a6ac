// A transcript as the paragraphs that HTML and Markdown write: a speaker where the paragraph begins a turn, and a time.

import type { Alignment, Span, Transcript } from '../episode.ts';

/** `speaker` is set where the paragraph begins somebody's turn; `start` in seconds, null where nothing says. */
export type Paragraph = Span & { speaker: string | null; start: number | null };

/** Paragraphs end at blank lines and where the speaker changes. With an alignment their times are whole seconds of it. */
export function paragraphsOf({ text, turns, words }: Transcript, alignment: Alignment | null): Paragraph[] {
	const paragraphs: Paragraph[] = [];
	let speaker: string | null = null;
	let end = 0;
	let word = 0;
	for (const turn of turns) {
		const opens = paragraphs.length === 0 || turn.speaker !== speaker || text.slice(end, turn.from).includes('\n\n');
		let from = turn.from;
		for (const gap of text.slice(turn.from, turn.to).matchAll(/\n\s*\n/g)) {
			put(from, turn.from + gap.index);
			from = turn.from + gap.index + gap[0].length;
		}
		put(from, turn.to);
		speaker = turn.speaker;
		end = turn.to;

		function put(first: number, last: number): void {
			const begins = first === turn.from;
			if (begins && !opens) paragraphs[paragraphs.length - 1].to = last;
			else {
				const start = alignment?.matches ? heardAt(first, last) : begins && turn.cue ? turn.cue.start : null;
				paragraphs.push({ from: first, to: last, speaker: begins ? turn.speaker : null, start });
			}
		}
	}
	return paragraphs;

	function heardAt(first: number, last: number): number | null {
		while (word < words.length && words[word].from < first) word++;
		for (let i = word; i < words.length && words[i].from < last; i++) {
			const timing = alignment?.timings[i];
			if (timing && timing.state !== 'unspoken') return Math.floor(timing.start);
		}
		return null;
	}
}
