// How far each found word can be trusted, as a probability.
//
//   while searching (judge)    ratio of the word and its neighbours ──► logistic curve ──► 0 … 1, which words to learn from
//   in the end (calibrate)     seven kinds of evidence            ────► logistic curve ──► 0 … 1, as often right as it says
//
// Once chance finds are gone (islands.ts), a word in a run is nearly always right, in noise too, where every ratio is low.
// What tells a wrong one: paths disagree where it starts (the best sign by far), it fits worse than the words around it, it
// is squeezed, a sound that the text lacks is beside it, a word beside it is missing, a pause comes before it.
// Source: likelihood ratios as in Sukkar & Lee 1996; the curve is Platt's (1999).

import type { Found } from './heard.ts';
import { phonesIn, type Graph } from './search/graph.ts';

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
/**
 * Log odds that a word is squeezed in, said by nobody: for each nat that it is needed by (refine/needed.ts, the only ones
 * asked about), and a frame that it fits better by than the words around it.
 *
 * Both curves are logistic regressions over 94,000 words of five sources (read, talked and synthetic speech, digits)
 * under 114 conditions: clean, noise, other people's talk, music, echoes, words put in, left out and replaced, headings,
 * "um" and false starts; with each source judged by what the others taught.
 */
const SQUEEZED = { bias: -2.75, needed: -0.044, better: -0.28 };
/** Log odds above which it goes: two fifths of such words go for one in a thousand that are said. */
const GOES = 1;
/**
 * Nats a frame that a word fits worse by than those around it, from which on it goes where the words beside it in the text
 * are missing: both, or one. Of a heading that nobody says the search takes "the" and "it" where leaving them out is dearer.
 * Of such words alone 20 of 21 squeezed ones go, for 2 of 40 that are said; at an edge, 59 of 125 for 9 of 836.
 */
const ALONE = { both: 2, one: 4 };
/** Log odds that a word is said and starts within 100 ms of where it was found. */
const RIGHT = {
	bias: 5.58,
	spread: -1.18,
	around: -1.41,
	worse: -0.48,
	pause: -0.82,
	missing: -0.6,
	short: -3.3,
	filler: -0.31
};
/** Frames that spreads have at least, so that their logarithm stays small. */
const FINEST = 0.3;
/** Frames a phone below which a word is short. */
const SHORT = 6;

/** Sets the final confidence of each word. Returns those that were said and the tokens of those that were squeezed in. */
export function calibrate(words: Found[], graph: Graph): { said: Found[]; squeezed: Set<number> } {
	const squeezed = new Set<number>();
	let said = words.filter((word, i) => {
		if (word.needed === null) return true;
		const { bias, needed, better } = SQUEEZED;
		const odds =
			bias + needed * clamp(word.needed, -80, 40) + better * clamp(word.ratio - ratioAround(words, i), -8, 2);
		if (odds < GOES) return true;
		squeezed.add(word.token);
		return false;
	});
	for (let before = Infinity; said.length < before;) {
		before = said.length;
		const link = (i: number) => graph.linkOf[said[i].row];
		said = said.filter((word, i) => {
			const apart =
				Number(i > 0 && link(i) > link(i - 1) + 1) + Number(i + 1 < said.length && link(i + 1) > link(i) + 1);
			if (apart === 0 || ratioAround(said, i) - word.ratio < (apart === 2 ? ALONE.both : ALONE.one)) return true;
			squeezed.add(word.token);
			return false;
		});
	}
	const spreads = said.map(({ spread }) => Math.log(FINEST + spread));
	const link = (i: number) => graph.linkOf[said[i].row];
	said.forEach((word, i) => {
		const phones = phonesIn(graph, word.row);
		const near = spreads.slice(Math.max(0, i - AROUND), i + AROUND + 1);
		const before = i > 0 ? link(i) - link(i - 1) - 1 : 0;
		const after = i + 1 < said.length ? link(i + 1) - link(i) - 1 : 0;
		const odds =
			RIGHT.bias +
			RIGHT.spread * spreads[i] +
			RIGHT.around * (near.reduce((sum, spread) => sum + spread, 0) / near.length) +
			RIGHT.worse * clamp(ratioAround(said, i) - word.ratio, -2, 8) +
			RIGHT.pause * word.pause +
			RIGHT.missing * Math.min(2, Math.max(before, after)) +
			RIGHT.short * Math.max(0, Math.log((SHORT * phones) / (word.last - word.first + 1))) +
			RIGHT.filler * (Math.log1p(word.fillerBefore) + Math.log1p(word.fillerAfter));
		word.confidence = 1 / (1 + Math.exp(-odds));
	});
	return { said, squeezed };
}

/** The middle ratio of a word and those on both sides. */
function ratioAround(words: Found[], i: number): number {
	const ratios = words.slice(Math.max(0, i - AROUND), i + AROUND + 1).map(({ ratio }) => ratio);
	return ratios.sort((a, b) => a - b)[ratios.length >> 1];
}

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));
