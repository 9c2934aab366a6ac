// How far each found word can be trusted, as a probability.
//
//   while searching (judge)    ratio of the word and its neighbours ──► logistic curve ──► 0 … 1, which words to learn from
//   in the end (calibrate)     ratio against the speech around it ────► logistic curve ──► 0 … 1, as often right as it says
//
// Once chance finds are gone (islands.ts), a word in a run is nearly always right, in noise too, where every ratio is low;
// what tells a wrong one is that it fits far worse than the words around it. A label that nobody says is squeezed in
// beside them: it fits badly and takes as little time as its phones can. Measured on 6,400 words of clear, noisy and
// edited speech. Source: likelihood ratios as in Sukkar & Lee 1996; the curve is Platt's (1999).

import type { Found } from './heard.ts';
import type { Graph } from './search/graph.ts';

const CENTRE = -0.9;
const SLOPE = 2.2;
/** Neighbours on each side that count for a word. */
export const REACH = 2;
/** Frames of another audio that end a neighbourhood. */
const APART = 100;

export function judge(words: Found[]): void {
	for (let i = 0; i < words.length; i++) {
		let sum = 0;
		let weight = 0;
		const add = (word: Found, share: number) => {
			const frames = Math.min(word.last - word.first + 1, 60);
			sum += share * frames * word.ratio;
			weight += share * frames;
		};
		add(words[i], 1);
		for (let k = 1, edge = words[i].first; k <= REACH && i - k >= 0; k++) {
			if (edge - words[i - k].last > APART) break;
			edge = words[i - k].first;
			add(words[i - k], 0.5 ** k);
		}
		for (let k = 1, edge = words[i].last; k <= REACH && i + k < words.length; k++) {
			if (words[i + k].first - edge > APART) break;
			edge = words[i + k].last;
			add(words[i + k], 0.5 ** k);
		}
		words[i].confidence = 1 / (1 + Math.exp(-SLOPE * (sum / weight - CENTRE)));
	}
}

/** Words on each side that a word is compared with. */
const AROUND = 8;
/** Log odds of a word that fits as well as those around it, and what they lose for each nat a frame beyond `tolerated`. */
const SURE = 3.9;
const LOSS = 0.9;
const TOLERATED = 2.5;
/** Worse than the words around it by this, and shorter than so many frames a phone: squeezed in. */
const SQUEEZED = { worse: 4.5, frames: 5, phones: 3 };

/** Sets the final confidence of each word. Returns those that were said and the tokens of those that were squeezed in. */
export function calibrate(words: Found[], graph: Graph): { said: Found[]; squeezed: Set<number> } {
	const squeezed = new Set<number>();
	const said = words.filter((word, i) => {
		const around = words
			.slice(Math.max(0, i - AROUND), i + AROUND + 1)
			.map(({ ratio }) => ratio)
			.sort((a, b) => a - b);
		const worse = around[around.length >> 1] - word.ratio;
		word.confidence = 1 / (1 + Math.exp(LOSS * Math.max(0, worse - TOLERATED) - SURE));
		const phones = (graph.firstState[word.row + 1] - graph.firstState[word.row]) / 3;
		const short = word.last - word.first + 1 < SQUEEZED.frames * phones;
		if (worse < SQUEEZED.worse || phones < SQUEEZED.phones || !short) return true;
		squeezed.add(word.token);
		return false;
	});
	return { said, squeezed };
}
