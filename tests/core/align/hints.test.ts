import { expect, it } from 'vitest';
import { expectedTimes } from '#lib/core/align/hints.ts';
import type { Transcript, Turn } from '#lib/core/episode.ts';

function transcriptOf(cues: [string, number, number][]): Transcript {
	const transcript: Transcript = { text: '', language: 'en', turns: [], words: [] };
	for (const [line, start, end] of cues) {
		if (transcript.text) transcript.text += '\n';
		const from = transcript.text.length;
		for (const match of line.matchAll(/\S+/g))
			transcript.words.push({ from: from + match.index, to: from + match.index + match[0].length });
		transcript.text += line;
		const cue: Turn['cue'] = Number.isNaN(start) ? null : { start, end };
		transcript.turns.push({ from, to: transcript.text.length, speaker: null, cue });
	}
	return transcript;
}

it('spreads the words of a cue over its time', () => {
	const expected = expectedTimes(transcriptOf([['so we began again', 12, 14]]));
	expect([...expected!]).toEqual([12, 12.5, 13, 13.5]);
});

it('knows only the first word where a cue has no end, and nothing where there is none', () => {
	const expected = expectedTimes(
		transcriptOf([
			['so we', 3, 3],
			['began again', NaN, NaN]
		])
	);
	expect([...expected!]).toEqual([3, NaN, NaN, NaN]);
});

it('has nothing to say about a transcript without times', () => {
	expect(expectedTimes(transcriptOf([['so we', NaN, NaN]]))).toBeNull();
});
