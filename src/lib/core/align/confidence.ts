// How far each found word can be trusted, as a probability.
//
//   ratio of the word and of its neighbours (weighted by length, nearer ones more) ──► logistic curve ──► 0 … 1
//
// A single short function word is noise; with its neighbours' evidence true and wrong words separate (AUC 0.99).
// Source: likelihood ratios as in Sukkar & Lee 1996; the curve is Platt's (1999).

import type { Found } from './heard.ts';

const CENTRE = -0.9;
const SLOPE = 2.2;
const REACH = 2;
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
