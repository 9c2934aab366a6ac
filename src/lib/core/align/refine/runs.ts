// Which words the fine pass takes together: found words in a row, and missing ones where there is room for them.
//
//   found     ▭ ▭ ▭ ▭        ▭ ▭ ▭                    ▭ ▭        one run where the missing words' phones fit the gap,
//   missing          ▫ ▫ ▫           (cut: an ad)                two where the audio between has no words of its own
//
// The search gives up a word that sounds unlike its dictionary, and in noise a dozen at once; between neighbours that
// were found, with as much time as they need, they are there all the same.

import type { Found } from '../heard.ts';
import type { Graph } from '../search/graph.ts';
import type { Band } from './posterior.ts';

/** A word of a run: a link of the graph, the entry it was found as (−1 where it was missing) and where it lies. */
export type Member = { link: number; found: number; first: number; last: number };

/** Frames that a pause inside a run may last. */
const LONGEST_PAUSE = 100;
/** Missing words in a row that may be brought back. */
const MOST_MISSING = 40;
/** Frames a phone of missing words, at least; at most, with some to spare for pauses. */
const ROOM = { least: 4, most: 20, spare: 100 };
/** A run is cut at a pause once it has this many words, and anywhere at twice as many. */
const LONG = 80;
const RESTFUL = 12;

export function runsOf(found: Found[], linkOf: ArrayLike<number>, graph: Graph): Member[][] {
	const runs: Member[][] = [];
	let run: Member[] = [];
	for (let f = 0; f < found.length; f++) {
		const { row, first, last } = found[f];
		const link = linkOf[row];
		const before = run.at(-1);
		if (before) {
			const missing = link - before.link - 1;
			const room = first - before.last - 1;
			const full = run.length >= 2 * LONG || (run.length >= LONG && missing === 0 && room >= RESTFUL);
			if (
				full ||
				missing < 0 ||
				!(missing === 0 ? room <= LONGEST_PAUSE : mayLie(graph, before.link + 1, link, room))
			) {
				runs.push(run);
				run = [];
			} else
				for (let k = before.link + 1; k < link; k++)
					run.push({ link: k, found: -1, first: before.last + 1, last: Math.max(before.last + 1, first - 1) });
		}
		run.push({ link, found: f, first, last });
	}
	if (run.length > 0) runs.push(run);
	return runs;
}

/** Whether links from … to may lie in so many frames. */
function mayLie(graph: Graph, from: number, to: number, room: number): boolean {
	if (to - from > MOST_MISSING) return false;
	let phones = 0;
	for (let link = from; link < to; link++) phones += phonesOf(graph, link);
	return room >= phones * ROOM.least && room <= phones * ROOM.most + ROOM.spare;
}

export function phonesOf(graph: Graph, link: number): number {
	const row = graph.firstRow[link];
	return (graph.firstState[row + 1] - graph.firstState[row]) / 3;
}

/** Where each word of a run may lie: `reach` frames around where it was, not beyond what comes before and after the run. */
export function bandOf(run: Member[], reach: number, earliest: number, latest: number): Band {
	const from = Int32Array.from(run, ({ first }) => Math.max(earliest, first - reach));
	const to = Int32Array.from(run, ({ last }) => Math.min(latest, last + reach));
	for (let k = 1; k < run.length; k++) {
		from[k] = Math.max(from[k], from[k - 1]);
		to[k] = Math.max(to[k], to[k - 1]);
	}
	return { from, to };
}
