// What the first pass lost, and how a part of it is searched: frames and links between two trusted words.
//
//   audio  ══trusted══╦═════ lost: > 10 s ═════╦══trusted══
//   text   ───────────╨── first … last ────────╨───────────

import { foundWords, type Found } from './heard.ts';
import { islandsOf } from './islands.ts';
import type { Model } from './model/model.ts';
import { countAudible, type Background } from './score/background.ts';
import type { Emissions } from './score/emissions.ts';
import type { Beams } from './search/costs.ts';
import { partOf, type Graph } from './search/graph.ts';
import type { Find } from './search/order.ts';
import { BREATH } from './search/pass.ts';
import { indexText, type TextIndex } from './search/places.ts';
import { Search, type Pause } from './search/search.ts';
import type { MakeStepper } from './search/stepper.ts';

/** Frames without a trusted word that are lost, and frames of the pieces that are looked for. */
export const LOST = 1000;
export const PIECE = 2000;
/** Pieces of one stretch that are searched without any success before it is given up, and in all. */
export const PATIENCE = 6;
export const MOST_PIECES = 30;
/** Links around a place that the free search may use. */
export const MARGIN = 15;

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
/** Words found in a row, with the links that they take. */
export type Anchor = Find & { words: Found[] };

/** Where the phones of the text are, found out when it is first asked for. */
export function lazyIndex(graph: Graph, { phones }: Model): () => TextIndex {
	let index: TextIndex | null = null;
	return () => (index ??= indexText(graph, phones.names.length, (phone) => phones.isFiller(phone)));
}

/** Stretches without trusted words in which something is to be heard for LOST frames and more. */
export function stretches(lost: Lost, words: Found[]): Stretch[] {
	const { background, graph } = lost;
	const found: Stretch[] = [];
	let { frame: from, link: first } = lost.since;
	const end = (until: number, last: number) => {
		if (countAudible(background.silent, from, until) >= LOST) found.push({ from, until, first, last });
	};
	for (const word of words) {
		const link = graph.linkOf[word.row];
		if (word.first - from >= LOST) end(word.first, link);
		from = word.last + 1;
		first = link + 1;
	}
	if (background.frames - from >= LOST) end(background.frames, Math.max(first, lost.reach));
	return found;
}

export function anchorOf(lost: Lost, words: Found[]): Anchor {
	const link = (word: Found) => lost.graph.linkOf[word.row];
	return { first: link(words[0]), last: link(words.at(-1)!) + 1, weight: words.length, words };
}

/** The longest run of words without foreign audio that a free search finds in a piece. */
export async function longestChain(
	lost: Lost,
	from: number,
	until: number,
	place: { first: number; last: number },
	budget: Budget
): Promise<Found[]> {
	const words = (await searchPart(lost, { from, until, ...place, freeStart: true, freeEnd: true }, budget)) ?? [];
	let best = { from: 0, to: 0 };
	for (const island of islandsOf(words)) if (island.to - island.from > best.to - best.from) best = island;
	return words.slice(best.from, best.to);
}

/** The words of the best path through frames and links; null where the work allowed is used up. */
export async function searchPart(
	lost: Pick<Lost, 'graph' | 'pause' | 'emissions' | 'makeStepper' | 'tick'>,
	part: Stretch & { freeStart?: boolean; freeEnd?: boolean; beams?: Beams },
	budget: Budget
): Promise<Found[] | null> {
	const { from, until, first, last, freeStart, freeEnd, beams } = part;
	if (budget.work <= 0) return null;
	const graph = partOf(lost.graph, first, last);
	const scope = { first: 0, last: graph.links, freeStart, freeEnd, beams, records: 20_000 };
	const search = new Search(graph, lost.emissions, lost.pause, scope, lost.makeStepper);
	for (let frame = from; frame < until; frame += BREATH) {
		search.advance(frame, Math.min(until, frame + BREATH));
		await lost.tick();
	}
	budget.work -= search.work;
	const rows = lost.graph.firstRow[first];
	return foundWords(graph, search.finish(), lost.emissions).map((word) => ({ ...word, row: word.row + rows }));
}
