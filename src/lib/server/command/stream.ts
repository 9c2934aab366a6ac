// Words as lines while they are found. What was printed may change when everything has been heard: a word that moved,
// came or went is printed once more, so that the last line of each word holds.

import type { Timing, Transcript } from '#lib/core/episode.ts';
import { jsonWord } from '#lib/core/json.ts';

/** Seconds that a word may move without being printed again. */
const MOVED = 0.1;

export type WordStream = {
	/** Takes words from `first` on; those that nobody says wait for the end, as they may still be found. */
	settle(transcript: Transcript, first: number, timings: Timing[]): void;
	end(transcript: Transcript, timings: Timing[]): void;
};

export function createStream(print: (lines: string) => void): WordStream {
	const printed: Timing[] = [];
	const put = ({ text, words }: Transcript, first: number, timings: Timing[], wanted: (i: number) => boolean) => {
		const lines: string[] = [];
		timings.forEach((timing, k) => {
			const i = first + k;
			if (!wanted(i)) return;
			printed[i] = timing;
			lines.push(`${JSON.stringify({ index: i, ...jsonWord(text.slice(words[i].from, words[i].to), timing) })}\n`);
		});
		if (lines.length > 0) print(lines.join(''));
	};
	return {
		settle: (transcript, first, timings) =>
			put(transcript, first, timings, (i) => timings[i - first].state !== 'unspoken'),
		end: (transcript, timings) => put(transcript, 0, timings, (i) => !printed[i] || changed(printed[i], timings[i]))
	};
}

function changed(before: Timing, after: Timing): boolean {
	return before.state !== after.state || Math.abs(before.start - after.start) > MOVED;
}
