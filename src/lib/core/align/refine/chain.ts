// A run of words as states for the fine pass: every word with its pronunciations side by side, before each and after the
// last a pause and a filler, both of which may be missing.
//
//              ┌─► pause 1 ─┐
//   … word 0 ──┼────────────┼─► word 1 …      a pause may follow a filler, and a filler a pause
//     (rows)   └─► filler 1 ┘   (rows)
//
// The filler is one state for an "um", half a word, a laugh: it hears whatever the phone loop hears, for less.
// States of one word lie together, pauses and fillers between them, so that a band of words is one range of states.
// Invariant: a state's predecessors are itself, the one before it in its row, or the exits of the word, the pause and
// the filler before. Source: filler models as in Rose & Paul 1990.

import type { Graph } from '../search/graph.ts';
import { PAUSE } from '../search/graph.ts';
import type { Pause } from '../search/search.ts';
import { toNats } from '../model/units.ts';

export type Chain = {
	words: number;
	states: number;
	senone: Uint16Array;
	/** Probabilities of staying and of going on. */
	stay: Float64Array;
	next: Float64Array;
	/** Graph row of each state, −1 in pauses and fillers. */
	row: Int32Array;
	/** 1 on the first state of a row, 2 on its last, 4 where a pause inside the word may be jumped over, 8 on a filler. */
	edge: Uint8Array;
	/**
	 * Pause k (before word k) is states pauseAt[k] … pauseAt[k] + 2, its filler the one after them; word k follows from
	 * pauseAt[k] + BETWEEN up to pauseAt[k + 1].
	 */
	pauseAt: Int32Array;
	/** Null where nothing but words and pauses is looked for. */
	filler: Filler | null;
};

/** Sounds between two words that the text lacks. */
export type Filler = {
	/** Probability of going into one, against going on. */
	entry: number;
	/** Whole senone units (model/units.ts) that each frame in it scores below the background. */
	cost: number;
};

/** States between two words: a pause and a filler. */
export const BETWEEN = PAUSE + 1;

export const FIRST = 1;
export const LAST = 2;
export const JUMP = 4;
export const FILLER = 8;

/**
 * @param links the graph's links in the run, in order
 * @param preferred for each, the row that an earlier pass chose (−1: unknown); it and the first few others are kept
 * @param mostRows rows that a word may have at most
 */
export function buildChain(
	graph: Graph,
	pause: Pause,
	links: number[],
	preferred: number[],
	mostRows: number,
	filler: Filler | null = null
): Chain {
	const senone: number[] = [];
	const stay: number[] = [];
	const next: number[] = [];
	const rowOf: number[] = [];
	const edge: number[] = [];
	const pauseAt: number[] = [];
	const probability = (score: number) => Math.exp(toNats(score));
	const addBetween = () => {
		pauseAt.push(senone.length);
		for (let s = 0; s < PAUSE; s++) {
			senone.push(pause.senones[s]);
			stay.push(probability(pause.stay[s]));
			next.push(probability(pause.next[s]));
			rowOf.push(-1);
			edge.push((s === 0 ? FIRST : 0) | (s === PAUSE - 1 ? LAST : 0));
		}
		// No senone is asked about the filler: one that is needed anyway stands in.
		senone.push(pause.senones[0]);
		stay.push(1);
		next.push(1);
		rowOf.push(-1);
		edge.push(FILLER);
	};
	for (let k = 0; k < links.length; k++) {
		addBetween();
		for (const row of rowsOf(graph, links[k], preferred[k], mostRows)) {
			const from = graph.firstState[row];
			const to = graph.firstState[row + 1];
			for (let s = from; s < to; s++) {
				senone.push(graph.senone[s]);
				stay.push(probability(graph.stay[s]));
				next.push(probability(graph.next[s]));
				rowOf.push(row);
				edge.push((s === from ? FIRST : 0) | (s === to - 1 ? LAST : 0) | (graph.afterPause[s] ? JUMP : 0));
			}
		}
	}
	addBetween();
	return {
		words: links.length,
		states: senone.length,
		senone: Uint16Array.from(senone),
		stay: Float64Array.from(stay),
		next: Float64Array.from(next),
		row: Int32Array.from(rowOf),
		edge: Uint8Array.from(edge),
		pauseAt: Int32Array.from(pauseAt),
		filler
	};
}

function rowsOf(graph: Graph, link: number, preferred: number, most: number): number[] {
	const rows: number[] = preferred >= 0 ? [preferred] : [];
	for (let row = graph.firstRow[link]; row < graph.firstRow[link + 1] && rows.length < most; row++)
		if (row !== preferred) rows.push(row);
	return rows;
}
