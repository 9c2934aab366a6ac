// Where in the text a piece of audio may be from, without searching: short runs of phones vote for a place.
//
//   audio   … W EH L K AH M T …          every run of three that both have votes for (place in text − place in audio):
//   text    ………………… W EH L K AH M T …    a true place collects many votes, chance ones scatter
//
// A vote counts −log of how often its run occurs, so that "AH N D" says little. Source: seed and vote, as in BLAST
// (Altschul et al. 1990); Moreno & Alberti 2009 search a factor automaton of the text for the same purpose.
// Invariant: places come best first and do not overlap.

import type { Graph } from './graph.ts';

const RUN = 3;
/** Phones of drift within which votes are for the same place. */
const WIDTH = 48;

export type Place = { /** Links, half open. */ first: number; last: number; votes: number };

export type TextIndex = {
	/** The places that `phones` may be from within links `first` … `last`, at most `most`. */
	places(phones: ArrayLike<number>, first: number, last: number, most: number): Place[];
};

/** Votes that count on top of the third place's, so that few votes make no place clear. */
const FEW = 20;

/** How many times the votes of the third place, which is hardly there but by chance, a place has. */
export function clearnessOf(place: Place, third: Place | undefined): number {
	return place.votes / ((third?.votes ?? 0) + FEW);
}

/** `skip` are phones that say nothing (silence, noises). */
export function indexText(graph: Graph, phoneCount: number, skip: (phone: number) => boolean): TextIndex {
	const text: number[] = [];
	const linkAt: number[] = [];
	const startOf = new Int32Array(graph.links + 1);
	for (let link = 0; link < graph.links; link++) {
		startOf[link] = text.length;
		const row = graph.firstRow[link];
		for (let s = graph.firstState[row]; s < graph.firstState[row + 1]; s += 3) {
			if (skip(graph.phone[s])) continue;
			text.push(graph.phone[s]);
			linkAt.push(link);
		}
	}
	startOf[graph.links] = text.length;
	const keyOf = (phones: ArrayLike<number>, at: number) =>
		(phones[at] * phoneCount + phones[at + 1]) * phoneCount + phones[at + 2];
	const runs = Math.max(0, text.length - RUN + 1);
	const bucket = new Int32Array(phoneCount ** RUN + 1);
	for (let i = 0; i < runs; i++) bucket[keyOf(text, i) + 1]++;
	for (let k = 1; k < bucket.length; k++) bucket[k] += bucket[k - 1];
	const filled = bucket.slice();
	const positions = new Int32Array(runs);
	for (let i = 0; i < runs; i++) positions[filled[keyOf(text, i)]++] = i;

	return {
		places(phones, first, last, most) {
			const heard = Array.from(phones).filter((phone) => !skip(phone));
			const from = startOf[first];
			const until = startOf[last];
			const votes = new Float64Array(Math.ceil((until - from + heard.length) / WIDTH) + 2);
			for (let i = 0; i + RUN <= heard.length; i++) {
				const key = keyOf(heard, i);
				const weight = Math.log(runs / Math.max(1, bucket[key + 1] - bucket[key]));
				for (let p = bucket[key]; p < bucket[key + 1]; p++) {
					const at = positions[p];
					if (at < from || at >= until) continue;
					votes[Math.floor((at - from - i + heard.length) / WIDTH)] += weight;
				}
			}
			const found: Place[] = [];
			for (let n = 0; n < most; n++) {
				let best = 0;
				for (let b = 1; b < votes.length; b++)
					if (votes[b] + votes[b - 1] > votes[best] + (best > 0 ? votes[best - 1] : 0)) best = b;
				const count = votes[best] + (best > 0 ? votes[best - 1] : 0);
				if (count <= 0) break;
				const start = from + (best - 1) * WIDTH - heard.length;
				const end = start + 2 * WIDTH + heard.length;
				const inside = (at: number) => Math.max(from, Math.min(until - 1, at));
				found.push({ first: linkAt[inside(start)], last: linkAt[inside(end)] + 1, votes: count });
				for (let b = Math.max(0, best - 2); b <= Math.min(votes.length - 1, best + 1); b++) votes[b] = 0;
			}
			return found;
		}
	};
}
