// What the first pass lost is looked for again, so that an ad, a cut or ten missing minutes cost nothing beyond their own
// stretch.
//
//   audio  ══trusted══╦═══════════ lost: > 10 s ═══════════╦══trusted══
//                     ║  piece   piece   piece   piece …   ║             20 s pieces
//   text   ───────────╨──?───────▲───────────────▲─────?───╨──────────   phones vote for places (places.ts),
//                                └── anchor      └── anchor              a free search there must find ≥ 8 words in a row,
//                                                                        anchors in order cut the stretch into parts,
//                                                                        and each part is searched as usual
//
// The work is bounded: so many pieces a stretch, and so many states in all. What is found out of order
// cannot be timed (starts never go back) but is told. Source: recursive anchoring after Moreno et al. 1998, free start
// after Moreno & Alberti 2009.

import { closeUp, lookBefore } from './entrance.ts';
import type { Found } from './heard.ts';
import { STANDS, STRONG, trustedWords } from './islands.ts';
import {
	anchorOf,
	longestChain,
	MARGIN,
	MOST_PIECES,
	PATIENCE,
	PIECE,
	searchPart,
	stretches,
	type Anchor,
	type Budget,
	type Lost,
	type Stretch
} from './lost.ts';
import { giveWay, misplaced, type Misplaced } from './misplaced.ts';
import { inOrder } from './search/order.ts';
import { traceLoop } from './search/phonestring.ts';
import { clearnessOf, type Place } from './search/places.ts';

/** Links of text that are worth looking for. */
const LEAST_TEXT = 8;
/** Pieces that hints may be wrong about, and frames that they may be off. */
const HINT_PATIENCE = 3;
const HINT_MARGIN = 500;
/** Times that all of what is lost is gone over, while that finds more. */
const MOST_ROUNDS = 3;
/** Frames before the first anchor that are searched, and links that may be said in them. */
const NEAREST = { frames: 12_000, links: 600 };
/** By what factor the second place must have more votes than the third to be looked at, too. */
const SECOND = 1.15;
/** States looked at that a rescue may take, however short the audio is. */
const LEAST_WORK = 12_000_000;

/**
 * The trusted words, first pass and rescued, in order; and on request passages that are told elsewhere than the text has
 * them. Twice it may look at `states` for each frame of the audio and LEAST_WORK more, to find what gives way and to find
 * the rest; only the search that is under way when that is used up goes on to its end.
 */
export async function rescue(
	lost: Lost,
	words: Found[],
	states: number
): Promise<{ words: Found[]; misplaced: () => Promise<Misplaced[]> }> {
	const { graph } = lost;
	const budget = { work: states * (lost.background.frames - lost.since.frame) + LEAST_WORK };
	// On a budget of its own: what is spent on what may be elsewhere is not missing where it was looked for all along.
	const { frames } = lost.background;
	let trusted = await giveWay(lost, trustedWords(words, graph, lost.noise, STANDS, frames), { ...budget });
	for (let round = 0; round < MOST_ROUNDS; round++) {
		let better = false;
		const next: Found[] = [];
		let at = 0;
		// A short island may be chance all the same: it has to give way where more is found instead of it.
		for (const stretch of stretches(lost, trustedWords(trusted, graph, lost.noise, STRONG))) {
			while (at < trusted.length && trusted[at].last < stretch.from) next.push(trusted[at++]);
			const weak: Found[] = [];
			while (at < trusted.length && trusted[at].first < stretch.until) weak.push(trusted[at++]);
			const enough = stretch.last - stretch.first >= LEAST_TEXT;
			const found = enough ? await searchStretch(lost, stretch, budget) : [];
			if (found.length > weak.length) better = true;
			next.push(...(await closeUp(lost, stretch, found.length > weak.length ? found : weak, budget)));
		}
		next.push(...trusted.slice(at));
		trusted = next;
		if (!better) break;
	}
	trusted = await lookBefore(lost, trusted, budget);
	return { words: trusted, misplaced: () => misplaced(lost, trusted, budget) };
}

/** New trusted words inside a stretch, in order. */
async function searchStretch(lost: Lost, stretch: Stretch, budget: Budget): Promise<Found[]> {
	const anchors = inOrder(await findAnchors(lost, stretch, budget));
	if (anchors.length === 0) return [];
	const words: Found[] = [];
	// Cut in the middle of each anchor: its words there are the surest.
	const cuts = anchors.map(({ words }) => words[words.length >> 1]);
	for (let k = 0; k <= anchors.length; k++) {
		const before = k > 0 ? cuts[k - 1] : null;
		const after = k < anchors.length ? cuts[k] : null;
		const last = after ? lost.graph.linkOf[after.row] : stretch.last;
		const first = before ? lost.graph.linkOf[before.row] : Math.max(stretch.first, last - NEAREST.links);
		const until = after ? after.first : stretch.until;
		// Before the first anchor the way is unknown: only what is near it is worth a search.
		const from = before ? before.first : Math.max(stretch.from, until - NEAREST.frames);
		const scope = { from, until, first, last, freeStart: before === null };
		const found = last > first ? await searchPart(lost, scope, budget) : [];
		if (found) words.push(...found);
		else {
			if (before) words.push(...anchors[k - 1].words.filter((word) => word.first >= from && word.last < until));
			if (after) words.push(...anchors[k].words.filter((word) => word.last < until));
		}
	}
	return trustedWords(words, lost.graph, lost.noise);
}

async function findAnchors(lost: Lost, stretch: Stretch, budget: Budget): Promise<Anchor[]> {
	const { from, until, first, last } = stretch;
	const pieces: { at: number; place: Place; clear: number }[] = [];
	for (let at = from; at + PIECE / 2 <= until; at += PIECE) {
		const phones = traceLoop(lost.background, at, Math.min(until, at + PIECE));
		const [best, second, third] = lost.text().places(phones, first, last, 3);
		if (!best) continue;
		pieces.push({ at, place: best, clear: clearnessOf(best, third) });
		if (second && second.votes > SECOND * (third?.votes ?? 0))
			pieces.push({ at, place: second, clear: clearnessOf(second, third) });
	}
	pieces.sort((a, b) => b.clear - a.clear);
	const anchors = await followHints(lost, stretch, budget);
	let tries = 0;
	let failures = 0;
	for (const { at, place } of pieces) {
		if (tries >= MOST_PIECES || (anchors.length === 0 && failures >= PATIENCE) || failures >= 3 * PATIENCE) break;
		if (anchors.some((anchor) => anchor.words[0].first < at + PIECE && anchor.words.at(-1)!.last > at)) continue;
		tries++;
		const around = { first: Math.max(first, place.first - MARGIN), last: Math.min(last, place.last + MARGIN) };
		const chain = await longestChain(lost, at, Math.min(until, at + PIECE), around, budget);
		if (chain.length > STANDS) anchors.push(anchorOf(lost, chain));
		else failures++;
	}
	return anchors.sort((a, b) => a.words[0].first - b.words[0].first);
}

/** Anchors where a timed transcript says that the words are; it is not asked again once it was wrong a few times. */
async function followHints(lost: Lost, { from, until, first, last }: Stretch, budget: Budget): Promise<Anchor[]> {
	const { hints } = lost;
	const anchors: Anchor[] = [];
	if (!hints) return anchors;
	let failures = 0;
	let tries = 0;
	for (let at = from; at + PIECE / 2 <= until && failures < HINT_PATIENCE && tries < MOST_PIECES; at += PIECE) {
		let low = last;
		let high = first;
		for (let link = first; link < last; link++)
			if (hints[link] >= at - HINT_MARGIN && hints[link] < at + PIECE + HINT_MARGIN) {
				low = Math.min(low, link);
				high = link + 1;
			}
		if (high - low < LEAST_TEXT) continue;
		tries++;
		const chain = await longestChain(lost, at, Math.min(until, at + PIECE), { first: low, last: high }, budget);
		if (chain.length > STANDS) anchors.push(anchorOf(lost, chain));
		else failures++;
	}
	return anchors;
}
