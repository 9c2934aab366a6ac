// Whether a word is needed at all: how much worse the audio is explained when it is left out.
//
//   with       ▭▭▭▭ before ▭▭▭▭│▭ word ▭│▭▭▭ after ▭▭▭▭       needed = ln P(audio | with) − ln P(audio | without)
//   without    ▭▭▭▭▭▭ before ▭▭▭▭▭▭▭│▭▭▭▭▭▭ after ▭▭▭▭▭▭
//
// A word that nobody says still takes the few frames that its phones last at least; they come off its neighbours, which
// explain them better. Asked only about words that are short and fit worse than those around them: a few of a hundred.
// Source: likelihood ratio against the same sentence without the word, as in Lleida & Rose 2000.

import { STRIDE, type Hands } from '../hands/hands.ts';
import { packFeatures, type Features } from '../score/acoustics.ts';
import type { Graph } from '../search/graph.ts';
import type { Pause } from '../search/search.ts';
import { buildChain } from './chain.ts';
import type { Bounds } from './bounds.ts';
import { phonesOf } from './runs.ts';

/** Frames a phone, and nats a frame below the words around it, from which on a word is doubtful. */
const DOUBTFUL = { short: 7, worse: 1 };
/** Words on each side that it is compared with. */
const AROUND = 8;
/** Frames of the three words together, at most. */
const LONGEST = 600;

/**
 * For the doubtful words of a run (index in `links`), the nats that they are needed by; below zero they are in the way.
 * Frames of `bounds` count from frame `shift` of the features.
 */
export function weighDoubtful(
	graph: Graph,
	pause: Pause,
	links: number[],
	bounds: Bounds,
	shift: number,
	features: Features,
	softness: number,
	hands: Pick<Hands, 'weigh'>
): Map<number, number> {
	const weighed = new Map<number, number>();
	for (let k = 1; k + 1 < links.length; k++) {
		const from = shift + Math.round(bounds.start[k - 1]);
		const to = shift + Math.round(bounds.end[k + 1]) - 1;
		if (!isDoubtful(graph, links, bounds, k) || to - from > LONGEST) continue;
		const chains = [
			[k - 1, k, k + 1],
			[k - 1, k + 1]
		].map((words) => {
			const of = (values: ArrayLike<number>) => words.map((word) => values[word]);
			return buildChain(graph, pause, of(links), of(bounds.row), 1);
		});
		const begin = from % STRIDE;
		const packed = packFeatures(features, from - begin, to + 1, STRIDE);
		const [more, less] = hands.weigh({ chains, begin, frames: to - from + 1, softness, features: packed });
		if (more !== null && less !== null) weighed.set(k, more - less);
	}
	return weighed;
}

function isDoubtful(graph: Graph, links: number[], bounds: Bounds, k: number): boolean {
	if (bounds.row[k - 1] < 0 || bounds.row[k] < 0 || bounds.row[k + 1] < 0) return false;
	if (bounds.end[k] - bounds.start[k] >= DOUBTFUL.short * phonesOf(graph, links[k])) return false;
	const around = bounds.ratio.slice(Math.max(0, k - AROUND), k + AROUND + 1).sort();
	return around[around.length >> 1] - bounds.ratio[k] > DOUBTFUL.worse;
}
