// Which words the fine pass takes together: found words in a row, and missing ones where there is room for them.
//
//   found     ▭ ▭ ▭ ▭        ▭ ▭ ▭                    ▭ ▭        one run where the missing words' phones fit the gap,
//   missing          ▫ ▫ ▫           (cut: an ad)                two where the audio between has no words of its own
//
// The search gives up a word that sounds unlike its dictionary, and in noise a dozen at once; between neighbours that
// were found, with as much time as they need, they are there all the same.

import type { Found } from '../heard.ts';
import { countAudible } from '../score/background.ts';
import { phonesIn, type Graph } from '../search/graph.ts';
import type { Chain } from './chain.ts';
import type { Band } from './posterior.ts';

/** A word of a run: a link of the graph, the entry it was found as (−1 where it was missing) and where it lies. */
export type Member = { link: number; found: number; first: number; last: number };

/** Frames that a pause inside a run may last. */
const LONGEST_PAUSE = 100;
/** Missing words in a row that may be brought back. */
const MOST_MISSING = 40;
/** Frames a phone of missing words, at least; at most, silence aside and with some to spare. Frames in all, at most. */
const ROOM = { least: 4, most: 20, spare: 100, all: 3000 };
/** A run is cut at a pause once it has this many words, and anywhere at twice as many. */
const LONG = 80;
const RESTFUL = 12;
/** Ways to say a word that are told apart at most. */
export const MOST_ROWS = 4;
/** Frames that a word may move from where it was. */
export const REACH = 40;
/**
 * States times frames of a run at most, some 16 bytes each. Long numbers in a row would take gigabytes; a word that alone
 * takes more stays where the search found it.
 */
export const LARGEST = 4_000_000;

/** `silent` is not 0 where nobody speaks (score/background.ts); without it somebody does everywhere. */
export function runsOf(found: Found[], graph: Graph, silent: ArrayLike<number> = []): Member[][] {
	const runs: Member[][] = [];
	let run: Member[] = [];
	let size = 0;
	for (let f = 0; f < found.length; f++) {
		const { row, first, last } = found[f];
		const link = graph.linkOf[row];
		const before = run.at(-1);
		size += wordSize(graph, link, last - first + 1);
		if (before) {
			const missing = link - before.link - 1;
			const room = first - before.last - 1;
			const full = run.length >= 2 * LONG || (run.length >= LONG && missing === 0 && room >= RESTFUL);
			if (
				full ||
				size > LARGEST / 2 ||
				missing < 0 ||
				!(missing === 0 ? room <= LONGEST_PAUSE : mayLie(graph, before.link + 1, link, silent, before.last + 1, first))
			) {
				runs.push(run);
				run = [];
				size = wordSize(graph, link, last - first + 1);
			} else
				for (let k = before.link + 1; k < link; k++) {
					run.push({ link: k, found: -1, first: before.last + 1, last: Math.max(before.last + 1, first - 1) });
					size += wordSize(graph, k, room);
				}
		}
		run.push({ link, found: f, first, last });
	}
	if (run.length > 0) runs.push(run);
	return runs;
}

/** States times frames of a word that lasts so many, with as much around it as it may move: about what `sizeOf` finds. */
function wordSize({ firstRow, firstState }: Graph, link: number, frames: number): number {
	const [row, until] = [firstRow[link], firstRow[link + 1]];
	const share = Math.min(1, MOST_ROWS / (until - row));
	return (frames + 2 * REACH) * share * (firstState[until] - firstState[row]);
}

/** Whether links from … to may lie in the frames begin … end (half open). */
export function mayLie(
	graph: Graph,
	from: number,
	to: number,
	silent: ArrayLike<number>,
	begin: number,
	end: number
): boolean {
	if (to - from > MOST_MISSING || end - begin > ROOM.all) return false;
	let phones = 0;
	for (let link = from; link < to; link++) phones += phonesIn(graph, graph.firstRow[link]);
	const audible = countAudible(silent, begin, end);
	const [least, most] = [phones * ROOM.least, phones * ROOM.most + ROOM.spare];
	return end - begin >= least && (end - begin <= most || (audible >= least && audible <= most));
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

/** States times frames of a run in its band. */
export function sizeOf({ words, pauseAt }: Chain, { from, to }: Band): number {
	let size = 0;
	for (let k = 0; k < words; k++) size += (to[k] - from[k] + 1) * (pauseAt[k + 1] - pauseAt[k]);
	return size;
}
