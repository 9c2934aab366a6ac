// The words that the search found, by transcript token: the shape that the later steps hand on and improve.

import type { Emissions } from './score/emissions.ts';
import type { Graph } from './search/graph.ts';
import type { Step } from './search/records.ts';
import { toNats } from './model/units.ts';

export type Found = {
	token: number;
	/** Pronunciation row of the graph. */
	row: number;
	/** Seconds. */
	start: number;
	end: number;
	/** Frames, both inclusive. */
	first: number;
	last: number;
	/** Mean log-likelihood ratio to the phone loop, nats a frame: about +0.7 for true words, −4.7 for wrong ones. */
	ratio: number;
	/** What the path paid between the word before and this one, in nats: pauses are nearly free, foreign audio is not. */
	paid: number;
	/** 0 to 1, filled in by confidence.ts. */
	confidence: number;
	/** Frames that the start may be off, one standard deviation over all paths; UNSURE until the fine pass knows. */
	spread: number;
	/** Probability of a pause before the word. */
	pause: number;
	/** Frames of filler right before it and right behind it, over all paths of the fine pass. */
	fillerBefore: number;
	fillerAfter: number;
	/** Nats that the audio is explained better by with it than without (refine/needed.ts); null where that is in no doubt. */
	needed: number | null;
};

/** The spread of starts that no fine pass has seen. */
export const UNSURE = 6;

/** One entry for each step of the path, in order. */
export function foundWords(graph: Graph, steps: Step[], emissions: Emissions): Found[] {
	const { hop, origin } = emissions;
	return steps.map((step) => ({
		token: graph.tokenOf[graph.linkOf[step.row]],
		row: step.row,
		start: Math.max(0, origin + step.begin * hop),
		end: origin + (step.end + 1) * hop,
		first: step.begin,
		last: step.end,
		ratio: toNats(step.gain) / (step.end - step.begin + 1),
		paid: toNats(step.paid),
		confidence: 0,
		spread: UNSURE,
		pause: 0,
		fillerBefore: 0,
		fillerAfter: 0,
		needed: null
	}));
}
