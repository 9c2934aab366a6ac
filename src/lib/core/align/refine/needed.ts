// Whether a word is needed at all: how much worse the audio is explained when it is left out.
//
//   with       ▭▭▭▭ before ▭▭▭▭│▭ word ▭│▭▭▭ after ▭▭▭▭       needed = ln P(audio | with) − ln P(audio | without)
//   without    ▭▭▭▭▭▭ before ▭▭▭▭▭▭▭│▭▭▭▭▭▭ after ▭▭▭▭▭▭
//
// A word that nobody says still takes the few frames that its phones last at least; they come off its neighbours, which
// explain them better. Asked only about words that are short and fit worse than those around them: a few of a hundred.
// Source: likelihood ratio against the same sentence without the word, as in Lleida & Rose 2000.

import type { Emissions } from '../score/emissions.ts';
import type { Acoustics } from '../score/acoustics.ts';
import type { Graph } from '../search/graph.ts';
import type { Pause } from '../search/search.ts';
import { buildChain } from './chain.ts';
import { aimOf, likelihoodOf, type Bounds, type Workspace } from './posterior.ts';
import { phonesOf } from './runs.ts';

/** Frames a phone, and nats a frame below the words around it, from which on a word is doubtful. */
const DOUBTFUL = { short: 7, worse: 1 };
/** Words on each side that it is compared with. */
const AROUND = 8;
/** Frames of the three words together, at most. */
const LONGEST = 600;

/**
 * For the doubtful words of a run (index in `links`), the nats that they are needed by; below zero they are in the way.
 * Frames of `bounds` count from frame `shift` of the emissions.
 */
export function weighDoubtful(
	graph: Graph,
	pause: Pause,
	links: number[],
	bounds: Bounds,
	shift: number,
	emissions: Acoustics,
	softness: number,
	workspace: Workspace
): Map<number, number> {
	const weighed = new Map<number, number>();
	// The aim is set once for both, with the word and without: scores count from the best codebook asked for.
	const listen: Emissions = {
		hop: emissions.hop,
		origin: emissions.origin,
		background: 0,
		silent: false,
		seek: (frame) => emissions.seek(frame),
		score: (senone) => emissions.score(senone)
	};
	for (let k = 1; k + 1 < links.length; k++) {
		const from = shift + Math.round(bounds.start[k - 1]);
		const to = shift + Math.round(bounds.end[k + 1]) - 1;
		if (!isDoubtful(graph, links, bounds, k) || to - from > LONGEST) continue;
		const [withIt, without] = [
			[k - 1, k, k + 1],
			[k - 1, k + 1]
		].map((words) => {
			const of = (values: ArrayLike<number>) => words.map((word) => values[word]);
			const chain = buildChain(graph, pause, of(links), of(bounds.row), 1);
			const band = { from: Int32Array.from(words, () => from), to: Int32Array.from(words, () => to) };
			return { chain, band };
		});
		// Nothing computed for other words counts here.
		emissions.take(0, 0, new Uint8Array(0));
		emissions.aim = aimOf(withIt.chain, withIt.band);
		const likelihood = ({ chain, band }: typeof withIt) => likelihoodOf(chain, band, listen, softness, workspace);
		const more = likelihood(withIt);
		const less = likelihood(without);
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
