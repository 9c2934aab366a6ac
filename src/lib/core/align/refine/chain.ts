// A run of words as states for the fine pass: every word with its pronunciations side by side, a pause that may be
// missing before each and after the last.
//
//   pause 0 ─► word 0 ─┬─► pause 1 ─► word 1 ─┬─► pause 2
//              (rows)  └──────────────► (rows) └────────►      exits lead to the next pause and past it
//
// States of one word lie together, pauses between them, so that a band of words is one range of states.
// Invariant: a state's predecessors are itself, the one before it in its row, or the exits of the word before.

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
	/** Graph row of each state, −1 in pauses. */
	row: Int32Array;
	/** 1 on the first state of a row, 2 on its last, 4 where a pause inside the word may be jumped over. */
	edge: Uint8Array;
	/** Pause k (before word k) is states pauseAt[k] … pauseAt[k] + 2; word k follows it, up to pauseAt[k + 1]. */
	pauseAt: Int32Array;
};

export const FIRST = 1;
export const LAST = 2;
export const JUMP = 4;

/**
 * @param links the graph's links in the run, in order
 * @param preferred for each, the row that an earlier pass chose (−1: unknown); it and the first few others are kept
 * @param mostRows rows that a word may have at most
 */
export function buildChain(graph: Graph, pause: Pause, links: number[], preferred: number[], mostRows: number): Chain {
	const senone: number[] = [];
	const stay: number[] = [];
	const next: number[] = [];
	const rowOf: number[] = [];
	const edge: number[] = [];
	const pauseAt: number[] = [];
	const probability = (score: number) => Math.exp(toNats(score));
	const addPause = () => {
		pauseAt.push(senone.length);
		for (let s = 0; s < PAUSE; s++) {
			senone.push(pause.senones[s]);
			stay.push(probability(pause.stay[s]));
			next.push(probability(pause.next[s]));
			rowOf.push(-1);
			edge.push((s === 0 ? FIRST : 0) | (s === PAUSE - 1 ? LAST : 0));
		}
	};
	for (let k = 0; k < links.length; k++) {
		addPause();
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
	addPause();
	return {
		words: links.length,
		states: senone.length,
		senone: Uint16Array.from(senone),
		stay: Float64Array.from(stay),
		next: Float64Array.from(next),
		row: Int32Array.from(rowOf),
		edge: Uint8Array.from(edge),
		pauseAt: Int32Array.from(pauseAt)
	};
}

function rowsOf(graph: Graph, link: number, preferred: number, most: number): number[] {
	const rows: number[] = preferred >= 0 ? [preferred] : [];
	for (let row = graph.firstRow[link]; row < graph.firstRow[link + 1] && rows.length < most; row++)
		if (row !== preferred) rows.push(row);
	return rows;
}
