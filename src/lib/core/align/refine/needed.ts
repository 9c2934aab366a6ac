// Whether a word is needed at all: how much worse the audio is explained where something else may stand in its place.
//
//   with       ▭▭▭ before ▭▭▭│▭▭ word ▭▭│▭▭▭ after ▭▭▭        needed = ln P(audio | with) − ln P(audio | without)
//   without    ▭▭▭ before ▭▭▭│░ filler ░│▭▭▭ after ▭▭▭        both may have fillers and pauses at every border
//
// A word that nobody says takes the place of one that is said and not in the text, which a filler explains better, or a
// few frames of its neighbours, which they do. Asked only about words that fit much worse than those around them: one of a
// hundred in clean speech. Source: likelihood ratio against a filler model, as in Lleida & Rose 2000.

import { STRIDE, type Hands } from '../hands/hands.ts';
import { packFeatures, type Features } from '../score/acoustics.ts';
import type { Graph } from '../search/graph.ts';
import type { Pause } from '../search/search.ts';
import type { Bounds } from './bounds.ts';
import { buildChain, type Filler } from './chain.ts';

/**
 * Log odds that a word is said by nobody, as far as its fit tells: for each nat that its frames are better than a filler
 * that costs `filler` nats, and each nat a frame that they fit better than those around it; and from which odds on it is
 * asked about.
 */
const DOUBT = { bias: -4.1, filler: 2, gain: -0.032, better: -0.59, from: -2 };
/** Words on each side that it is compared with. */
const AROUND = 8;
/** Frames of the three words together, at most. */
const LONGEST = 600;

/**
 * For the doubtful words of a run (index in `links`), the nats that they are needed by; below zero they are in the way.
 * Frames of `bounds` count from frame `shift` of the features and of the background's `gain`.
 */
export function weighDoubtful(
	graph: Graph,
	pause: Pause,
	filler: Filler,
	links: number[],
	bounds: Bounds,
	shift: number,
	features: Features,
	gain: Int32Array,
	softness: number,
	hands: Pick<Hands, 'weigh'>
): Map<number, number> {
	const weighed = new Map<number, number>();
	for (let k = 1; k + 1 < links.length; k++) {
		const from = shift + Math.round(bounds.start[k - 1]);
		const to = shift + Math.round(bounds.end[k + 1]) - 1;
		if (!isDoubtful(bounds, k) || to - from > LONGEST) continue;
		const chains = [
			[k - 1, k, k + 1],
			[k - 1, k + 1]
		].map((words) => {
			const of = (values: ArrayLike<number>) => words.map((word) => values[word]);
			return buildChain(graph, pause, of(links), of(bounds.row), 1, filler);
		});
		const begin = from % STRIDE;
		const [more, less] = hands.weigh({
			chains,
			begin,
			frames: to - from + 1,
			softness,
			features: packFeatures(features, from - begin, to + 1, STRIDE),
			background: gain.slice(from - begin, to + 1)
		});
		if (more !== null && less !== null) weighed.set(k, more - less);
	}
	return weighed;
}

function isDoubtful(bounds: Bounds, k: number): boolean {
	if (bounds.row[k - 1] < 0 || bounds.row[k] < 0 || bounds.row[k + 1] < 0) return false;
	const around = bounds.ratio.slice(Math.max(0, k - AROUND), k + AROUND + 1).sort();
	const better = Math.max(-8, Math.min(2, bounds.ratio[k] - around[around.length >> 1]));
	const frames = bounds.end[k] - bounds.start[k];
	return DOUBT.bias + DOUBT.gain * frames * (better + DOUBT.filler) + DOUBT.better * better > DOUBT.from;
}
