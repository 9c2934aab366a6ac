// Where a timed transcript says that its words are: a hint for what the search has lost, never more.
//
//   cue   12.0 ─────────── 14.0          expected   12.0   12.5   13.0   13.5
//   words   so  we  began  again                     so     we    began  again
//
// Cue times of another cut of the episode are off by an ad, or wrong altogether; a place that they name is searched like
// any other (rescue.ts), and the audio decides. Words without a cue have no hint.

import type { Transcript } from '#lib/core/episode.ts';

/** Seconds at which each word is expected, NaN where nothing says; null where the transcript has no times at all. */
export function expectedTimes({ turns, words }: Transcript): Float32Array | null {
	if (!turns.some((turn) => turn.cue)) return null;
	const expected = new Float32Array(words.length).fill(NaN);
	let word = 0;
	for (const { from, to, cue } of turns) {
		while (word < words.length && words[word].from < from) word++;
		const first = word;
		while (word < words.length && words[word].from < to) word++;
		if (!cue) continue;
		// Only a start: it is right for the first words alone.
		const known = cue.end > cue.start ? word : Math.min(word, first + 1);
		for (let w = first; w < known; w++)
			expected[w] = cue.start + ((cue.end - cue.start) * (w - first)) / Math.max(1, word - first);
	}
	return expected;
}
