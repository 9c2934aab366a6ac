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

import type { Found } from './heard.ts';
import { lookBefore } from './entrance.ts';
import { PARTED, STANDS, STRONG, trustedWords } from './islands.ts';
import { searchPart, type Budget, type Lost, type Stretch } from './lost.ts';
import type { Model } from './model/model.ts';
import type { Graph } from './search/graph.ts';
import { inOrder } from './search/order.ts';
import { traceLoop } from './search/phonestring.ts';
import { indexText, type TextIndex } from './search/places.ts';

/** Frames. */
const LOST = 1000;
const PIECE = 2000;
/** Links of text that are worth looking for. */
const LEAST_TEXT = 8;
/** Links around a place that the free search may use. */
const MARGIN = 15;
/** Pieces of one stretch that are searched without any success before it is given up, and in all. */
const PATIENCE = 6;
const MOST_PIECES = 30;
/** Pieces that hints may be wrong about, and frames that they may be off. */
const HINT_PATIENCE = 3;
const HINT_MARGIN = 500;
/** Votes of the best place over those of the third that make a piece worth a search out of order. */
const CLEAR = 1.35;
const MOST_ROUNDS = 3;
/** Frames before the first anchor that are searched. */
const NEAREST = 12_000;
/** States looked at that a rescue of any length may take. */
const LEAST_WORK = 12_000_000;

type Anchor = { first: number; last: number; weight: number; words: Found[] };
export type Misplaced = { start: number; end: number; token: number; again: boolean };

/** Where the phones of the text are, found out when it is first asked for. */
export function lazyIndex(graph: Graph, { phones }: Model): () => TextIndex {
	let index: TextIndex | null = null;
	return () => (index ??= indexText(graph, phones.names.length, (phone) => phones.isFiller(phone)));
}

/**
 * The trusted words, first pass and rescued, in order; and on request passages that are told elsewhere than the text has
 * them. All the work of it is bounded: `states` looked at for each frame of the audio, and some more.
 */
export async function rescue(
	lost: Lost,
	words: Found[],
	states: number
): Promise<{ words: Found[]; misplaced: () => Promise<Misplaced[]> }> {
	const { graph } = lost;
	const budget = { work: states * (lost.background.frames - lost.since.frame) + LEAST_WORK };
	let trusted = trustedWords(words, graph, lost.noise);
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
			const found = enough ? await searchStretch(lost, lost.text(), stretch, budget) : [];
			if (found.length > weak.length) better = true;
			next.push(...(found.length > weak.length ? found : weak));
		}
		next.push(...trusted.slice(at));
		trusted = next;
		if (!better) break;
	}
	trusted = await lookBefore(lost, trusted, budget);
	return { words: trusted, misplaced: () => misplaced(lost, trusted, budget) };
}

/** Longer stretches of audio, not all silent, without trusted words. */
function stretches(lost: Lost, words: Found[]): Stretch[] {
	const { background, graph } = lost;
	const found: Stretch[] = [];
	let { frame: from, link: first } = lost.since;
	const end = (until: number, last: number) => {
		let loud = 0;
		for (let frame = from; frame < until; frame++) if (!background.silent[frame]) loud++;
		if (loud >= LOST) found.push({ from, until, first, last });
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

/** New trusted words inside a stretch, in order. */
async function searchStretch(lost: Lost, text: TextIndex, stretch: Stretch, budget: Budget): Promise<Found[]> {
	const anchors = inOrder(await findAnchors(lost, text, stretch, budget));
	if (anchors.length === 0) return [];
	const words: Found[] = [];
	// Cut in the middle of each anchor: its words there are the surest.
	const cuts = anchors.map(({ words }) => words[words.length >> 1]);
	for (let k = 0; k <= anchors.length; k++) {
		const before = k > 0 ? cuts[k - 1] : null;
		const after = k < anchors.length ? cuts[k] : null;
		const last = after ? lost.graph.linkOf[after.row] : stretch.last;
		const first = before ? lost.graph.linkOf[before.row] : Math.max(stretch.first, last - NEAREST / 20);
		const until = after ? after.first : stretch.until;
		// Before the first anchor the way is unknown: only what is near it is worth a search.
		const from = before ? before.first : Math.max(stretch.from, until - NEAREST);
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

async function findAnchors(lost: Lost, text: TextIndex, stretch: Stretch, budget: Budget): Promise<Anchor[]> {
	const { from, until, first, last } = stretch;
	const pieces: { at: number; places: { first: number; last: number }[]; clear: number }[] = [];
	for (let at = from; at + PIECE / 2 <= until; at += PIECE) {
		const { phones } = traceLoop(lost.background, at, Math.min(until, at + PIECE));
		const places = text.places(phones, first, last, 3);
		if (places.length === 0) continue;
		const rest = places[2]?.votes ?? 0;
		pieces.push({ at, places: places.slice(0, 1), clear: places[0].votes / (rest + 20) });
		if (places[1]?.votes > 1.15 * rest)
			pieces.push({ at, places: places.slice(1, 2), clear: places[1].votes / (rest + 20) });
	}
	pieces.sort((a, b) => b.clear - a.clear);
	const anchors = await followHints(lost, stretch, budget);
	let tries = 0;
	let failures = 0;
	for (const { at, places } of pieces) {
		if (tries >= MOST_PIECES || (anchors.length === 0 && failures >= PATIENCE) || failures >= 3 * PATIENCE) break;
		if (anchors.some((anchor) => anchor.words[0].first < at + PIECE && anchor.words.at(-1)!.last > at)) continue;
		tries++;
		const place = {
			first: Math.max(first, places[0].first - MARGIN),
			last: Math.min(last, places[0].last + MARGIN)
		};
		const chain = await longestChain(lost, at, Math.min(until, at + PIECE), place, budget);
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

function anchorOf(lost: Lost, words: Found[]): Anchor {
	const link = (word: Found) => lost.graph.linkOf[word.row];
	return { first: link(words[0]), last: link(words.at(-1)!) + 1, weight: words.length, words };
}

/** The longest run of words without foreign audio that a free search finds in a piece. */
async function longestChain(
	lost: Lost,
	from: number,
	until: number,
	place: { first: number; last: number },
	budget: Budget
): Promise<Found[]> {
	const words = await searchPart(lost, { from, until, ...place, freeStart: true, freeEnd: true }, budget);
	let best: Found[] = [];
	let chain: Found[] = [];
	for (const word of words ?? []) {
		if (chain.length > 0 && word.paid > PARTED) chain = [];
		chain.push(word);
		if (chain.length > best.length) best = chain;
	}
	return best;
}

/** Passages of lost audio that are in the text, but not where their neighbours are. */
async function misplaced(lost: Lost, words: Found[], budget: Budget): Promise<Misplaced[]> {
	const { graph, background, emissions, text } = lost;
	const claimed = new Set(words.map((word) => graph.linkOf[word.row]));
	const found: Misplaced[] = [];
	let tries = 0;
	for (const stretch of stretches(lost, words)) {
		let best: { at: number; first: number; last: number; clear: number } | null = null;
		for (let at = stretch.from; at + PIECE / 2 <= stretch.until; at += PIECE) {
			const { phones } = traceLoop(background, at, Math.min(stretch.until, at + PIECE));
			const [place, , third] = text().places(phones, 0, graph.links, 3);
			const clear = place ? place.votes / ((third?.votes ?? 0) + 20) : 0;
			if (place && clear > (best?.clear ?? CLEAR)) best = { at, first: place.first, last: place.last, clear };
		}
		if (!best || tries++ >= PATIENCE) continue;
		const place = { first: Math.max(0, best.first - MARGIN), last: Math.min(graph.links, best.last + MARGIN) };
		const chain = await longestChain(lost, best.at, Math.min(stretch.until, best.at + PIECE), place, budget);
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
