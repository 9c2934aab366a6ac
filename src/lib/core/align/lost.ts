// What is to be found again where the first pass lost it, and the search in a part of it.

import { foundWords, type Found } from './heard.ts';
import type { Model } from './model/model.ts';
import type { Background } from './score/background.ts';
import type { Emissions } from './score/emissions.ts';
import { partOf, type Graph } from './search/graph.ts';
import { BREATH } from './search/pass.ts';
import type { TextIndex } from './search/places.ts';
import { Search, type Pause } from './search/search.ts';
import type { MakeStepper } from './search/stepper.ts';

export type Lost = {
	model: Model;
	graph: Graph;
	pause: Pause;
	background: Background;
	emissions: Emissions;
	/** Frame at which each link is expected (hints.ts), NaN where nothing says; null where there are no hints. */
	hints: Float32Array | null;
	/** Whether there is noise somewhere. */
	noise: boolean;
	/** Where phones of the text are. */
	text: () => TextIndex;
	/** Where the words begin that are given, and the text that may have been said by the last frame: up to a link. */
	since: { frame: number; link: number };
	reach: number;
	/** Called now and then; may throw to stop. */
	tick: () => Promise<void>;
	makeStepper: MakeStepper | null;
};

/** Frames and links, half open, between two trusted words. */
export type Stretch = { from: number; until: number; first: number; last: number };

/** States that may still be looked at. */
export type Budget = { work: number };

/** The words of the best path through frames and links; null where the work allowed is used up. */
export async function searchPart(
	lost: Lost,
	part: Stretch & { freeStart?: boolean; freeEnd?: boolean },
	budget: Budget
): Promise<Found[] | null> {
	const { from, until, first, last, freeStart, freeEnd } = part;
	if (budget.work <= 0) return null;
	const graph = partOf(lost.graph, first, last);
	const scope = { first: 0, last: graph.links, freeStart, freeEnd, records: 20_000 };
	const search = new Search(graph, lost.emissions, lost.pause, scope, lost.makeStepper);
	for (let frame = from; frame < until; frame += BREATH) {
		search.advance(frame, Math.min(until, frame + BREATH));
		await lost.tick();
	}
	budget.work -= search.work;
	const rows = lost.graph.firstRow[first];
	return foundWords(graph, search.finish(), lost.emissions).map((word) => ({ ...word, row: word.row + rows }));
}
