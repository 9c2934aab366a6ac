// What is told elsewhere than the text has it: starts never go back, so that of two passages in another order one can be
// timed. The larger one is, and the other one is told.
//
//   audio   teaser ║ A ════════ B ════════ C ══ (teaser) ══ D ════        the first pass follows the teaser to where it is
//   text             A          B          C     teaser     D             told in full, and A, B and C have no place left
//             └────────────────── gives way ─────┘

import type { Found } from './heard.ts';
import { islandsOf, keepIslands, STANDS, STRONG } from './islands.ts';
import {
	anchorOf,
	longestChain,
	MARGIN,
	MOST_PIECES,
	PATIENCE,
	PIECE,
	stretches,
	type Anchor,
	type Budget,
	type Lost,
	type Stretch
} from './lost.ts';
import { inOrder } from './search/order.ts';
import { traceLoop } from './search/phonestring.ts';
import { clearnessOf, type Place } from './search/places.ts';

/** The clearness (places.ts) of a place that makes a piece worth a search out of order. */
const CLEAR = 1.35;
/** Links at either end of a find that another find may share: pieces are cut anywhere. */
const SHARED = 2;

/** From `start` to `end` (seconds) what the text has from `token` on; `again` where most of it is told in its place, too. */
export type Misplaced = { start: number; end: number; token: number; again: boolean };

/** Passages of lost audio that are in the text, but not where their neighbours are. */
export async function misplaced(lost: Lost, words: Found[], budget: Budget): Promise<Misplaced[]> {
	const { graph, emissions } = lost;
	const claimed = new Set(words.map((word) => graph.linkOf[word.row]));
	const found: Misplaced[] = [];
	let tries = 0;
	for (const stretch of stretches(lost, words)) {
		const clearest = piecesOf(stretch)
			.map((piece) => placeOf(lost, piece, 0, graph.links))
			.filter((piece) => piece !== null)
			.reduce<Placed | null>((best, piece) => (piece.clear > (best?.clear ?? CLEAR) ? piece : best), null);
		if (!clearest || tries++ >= PATIENCE) continue;
		const chain = await chainIn(lost, clearest, 0, graph.links, budget);
		if (chain.length <= STANDS) continue;
		const again = chain.filter((word) => claimed.has(graph.linkOf[word.row])).length > chain.length / 2;
		const { hop, origin } = emissions;
		found.push({
			start: origin + stretch.from * hop,
			end: origin + stretch.until * hop,
			token: chain[0].token,
			again
		});
	}
	return found;
}

/**
 * The words without those that stand in the way of more than they are. Where a piece of lost audio clearly has another
 * place, what is lost is looked for in all of the text; of that and of what was found the most that is in order stays.
 */
export async function giveWay(lost: Lost, words: Found[], budget: Budget): Promise<Found[]> {
	const { graph, since } = lost;
	const until = words.length > 0 ? Math.max(lost.reach, graph.linkOf[words.at(-1)!.row] + 1) : 0;
	if (words.length === 0 || until - since.link - words.length < STRONG) return words;
	const lostPieces = stretches(lost, words).map((stretch) => ({ stretch, ...placesOf(lost, stretch, until) }));
	if (!lostPieces.some(({ stretch, placed }) => placed.some((piece) => isElsewhere(piece, stretch)))) return words;
	const found = islandsOf(words).map(({ from, to }) => ({ from, to, ...anchorOf(lost, words.slice(from, to)) }));
	const finds: Anchor[] = [...found];
	for (const { placed, step } of lostPieces) {
		let patience = PATIENCE;
		for (const piece of placed) {
			if (patience === 0) break;
			const chain = await chainIn(lost, piece, since.link, until, budget);
			if (chain.length <= STANDS) {
				patience--;
				continue;
			}
			patience += PATIENCE;
			const { first, last, weight } = anchorOf(lost, chain);
			// A piece stands for those that were not looked at.
			finds.push({ first: first + SHARED, last: last - SHARED, weight: step * weight, words: chain });
		}
	}
	const kept = new Set(inOrder(finds.sort((a, b) => a.words[0].first - b.words[0].first)));
	// What can be had beside all that was found is looked for there anyway (rescue.ts).
	if (weigh([...kept]) < weigh(found) + STRONG || found.every((island) => kept.has(island))) return words;
	return keepIslands(words, found, (island) => kept.has(island));
}

function weigh(finds: Anchor[]): number {
	return finds.reduce((sum, { weight }) => sum + weight, 0);
}

/** Frames of a piece, half open, where its phones are in the text, and how clearly (places.ts). */
type Placed = { at: number; end: number; place: Place; clear: number };

/** Pieces all over a stretch with their places; every `step`-th one where there are many. */
function placesOf(lost: Lost, stretch: Stretch, until: number): { placed: Placed[]; step: number } {
	const pieces = piecesOf(stretch);
	const step = Math.max(1, pieces.length / MOST_PIECES);
	const placed: Placed[] = [];
	for (let k = 0; k < pieces.length; k += step) {
		const piece = placeOf(lost, pieces[Math.floor(k)], lost.since.link, until);
		if (piece) placed.push(piece);
	}
	return { placed, step };
}

function piecesOf({ from, until }: Stretch): { at: number; end: number }[] {
	const pieces: { at: number; end: number }[] = [];
	for (let at = from; at + PIECE / 2 <= until; at += PIECE) pieces.push({ at, end: Math.min(until, at + PIECE) });
	return pieces;
}

function placeOf(lost: Lost, piece: { at: number; end: number }, first: number, last: number): Placed | null {
	const phones = traceLoop(lost.background, piece.at, piece.end);
	const [place, , third] = lost.text().places(phones, first, last, 3);
	return place ? { ...piece, place, clear: clearnessOf(place, third) } : null;
}

function isElsewhere({ place, clear }: Placed, { first, last }: Stretch): boolean {
	return clear > CLEAR && (place.last <= first || place.first >= last);
}

/** The longest run of words of a piece around its place, within links first … last. */
function chainIn(
	lost: Lost,
	{ at, end, place }: Placed,
	first: number,
	last: number,
	budget: Budget
): Promise<Found[]> {
	const around = { first: Math.max(first, place.first - MARGIN), last: Math.min(last, place.last + MARGIN) };
	return longestChain(lost, at, end, around, budget);
}
