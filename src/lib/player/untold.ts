// What a passage says to those who cannot see that it, or some of it, is grey: it is not in the audio.

import type { Published, Span } from '#lib/core/episode.ts';
import { silentHeadings } from '#lib/core/headings.ts';
import { noteWords } from '#lib/core/notes.ts';
import { wordsOf as spansOf } from '#lib/core/text.ts';

/** A run of more words is quoted by its first and last ones. */
const QUOTED = 8;

/** Passages of which nobody says a word, headings and notes between brackets aside. Empty where no word has a time. */
export function untoldPassages(published: Published): Set<number> {
	const headings = silentHeadings(published);
	const untold = new Set<number>();
	if (published.timed)
		for (const [p, { start, from, to }] of published.passages.entries())
			if (start === null && !headings.has(p) && !isNote(published.text.slice(from, to))) untold.add(p);
	return untold;
}

/** A note for each passage that needs one. */
export function untoldNotes(published: Published): Map<number, string> {
	const { text, passages, untold = [] } = published;
	const notes = new Map<number, string>();
	for (const p of untoldPassages(published)) notes.set(p, 'Not in the audio:');
	for (let i = 0, p = 0; i < untold.length; p++) {
		const runs: string[][] = [];
		for (; i < untold.length && untold[i].from < passages[p].to; i++) runs.push(wordsOf(text, untold[i]));
		if (!runs.length) continue;
		const count = runs.reduce((sum, words) => sum + words.length, 0);
		notes.set(p, `${count} words here are not in the audio: ${runs.map((words) => `“${quoted(words)}”`).join(', ')}.`);
	}
	return notes;
}

/** Whether a passage that nobody says is nothing but notes. */
function isNote(text: string): boolean {
	const words = spansOf(text);
	const notes = noteWords(
		text,
		words.length,
		(w) => words[w],
		() => true
	);
	return notes.size === words.length;
}

function wordsOf(text: string, { from, to }: Span): string[] {
	return text.slice(from, to).trim().split(/\s+/);
}

function quoted(words: string[]): string {
	if (words.length <= QUOTED) return words.join(' ');
	return `${words.slice(0, QUOTED / 2).join(' ')} … ${words.slice(-QUOTED / 2).join(' ')}`;
}
