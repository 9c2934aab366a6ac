import { expect, it } from 'vitest';
import type { Published } from '#lib/core/episode.ts';
import { untoldNotes, untoldPassages } from '#lib/player/untold.ts';

/** One passage for each paragraph, none of them said. */
function silent(...paragraphs: string[]): Published {
	const text = paragraphs.join('\n\n');
	const passages = paragraphs.map((words) => {
		const from = text.indexOf(words);
		return { from, to: from + words.length, speaker: null, start: null, end: null };
	});
	return { text, passages, headings: [], timed: true } as unknown as Published;
}

it('a passage that is nothing but a note is not missed in the audio', () => {
	const page = silent(
		'(upbeat music)',
		'[a dog barks] [laughter]',
		'Cut (laughs) from the audio.',
		'(and all of this, too)'
	);
	expect([...untoldPassages(page)]).toEqual([2, 3]);
	expect([...untoldNotes(page).keys()]).toEqual([2, 3]);
});
