// Which of the found words belong together, and which are chance.
//
//   text      a b c d e f g h i j k l m n o p q r s t u v w x y z
//   found     a b c d e f │         l m │               u v w x y z     │ = foreign audio in between
//             trusted       chance: two words, far from both sides       trusted
//
// In an hour of foreign speech some word or other always fits somewhere, with a fine likelihood. What chance does not do
// is go on: of 81 false islands measured (foreign transcripts, ads, noise) all but two had at most five words, while true
// ones had hundreds. A small island counts only where it directly continues the text of a neighbour, or where the text
// begins and the audio too, or both end: a greeting before an advertisement, a farewell behind one.
//
// In noise chance goes on: in ten minutes of another talk under noise of 5 dB, 270 words were found. But they lie far
// apart, where the words of a talk that is in the text take up most of the time, in noise too; so there it is asked of an
// island that words lie close around it.
// Invariant: what is kept stays in order.

import type { Found } from './heard.ts';
import type { Graph } from './search/graph.ts';

/** Nats between two words that part islands: more than a word left out, less than foreign words in between. */
export const PARTED = 70;
/** Words of an island that stands for itself, and of one that no other find makes doubtful. */
export const STANDS = 7;
export const STRONG = 20;
/** Words of a small island at the beginning or the end of both text and audio. */
const GREETING = 3;
/** Links of text that may be missing between a small island and the neighbour it continues. */
const NEAR_TEXT = 1;
/** Frames that may be between them. */
const NEAR_TIME = 1500;

/** Frames on both sides of an island over which it is looked whether words lie close, and their share that words take up. */
export const AROUND = 2000;
const CLOSE = 0.35;
/** Nats a frame: islands whose words fit worse on average are chance, or lie in noise. */
const NOISY = -0.4;

/** Words without foreign audio between them: indices, half open. */
export type Island = { from: number; to: number };
type Judged = Island & { chance: boolean; trusted: boolean };

export function islandsOf(words: Found[]): Island[] {
	const islands: Island[] = [];
	words.forEach((word, i) => {
		const last = islands.at(-1);
		if (last && word.paid <= PARTED) last.to = i + 1;
		else islands.push({ from: i, to: i + 1 });
	});
	return islands;
}

/** The words of the islands that stay. What the path paid for those that go counts as paid before the next one that stays. */
export function keepIslands<Of extends Island>(words: Found[], islands: Of[], stays: (island: Of) => boolean): Found[] {
	const kept: Found[] = [];
	let paid = 0;
	for (const island of islands) {
		const inside = words.slice(island.from, island.to);
		if (!stays(island)) for (const word of inside) paid += word.paid;
		else {
			kept.push({ ...inside[0], paid: inside[0].paid + paid }, ...inside.slice(1));
			paid = 0;
		}
	}
	return kept;
}

/**
 * The words that are no chance: those of islands of `stands` words and more, and of small ones that continue them or, where
 * `frames` says how long the audio is, begin or end as it does; where there is noise, none that are far apart.
 */
export function trustedWords(
	words: Found[],
	graph: Graph,
	noise: boolean,
	stands = STANDS,
	frames: number | null = null
): Found[] {
	const islands: Judged[] = islandsOf(words).map((island) => ({ ...island, chance: false, trusted: false }));
	const link = (i: number) => graph.linkOf[words[i].row];
	// A short text has no room for long islands: there, each stands for itself once most of the text was found in one. In
	// two hours, any few words are found somewhere.
	const longest = Math.max(0, ...islands.map(({ from, to }) => to - from));
	if (longest * 2 > graph.links && graph.links < 3 * STANDS) return words;
	for (const island of islands) {
		island.chance = noise && isNoisy(words, island) && !areClose(words, island);
		island.trusted = !island.chance && island.to - island.from >= stands;
	}
	const greets = ({ from, to, chance }: Judged) =>
		frames !== null &&
		!chance &&
		to - from >= GREETING &&
		!isNoisy(words, { from, to }) &&
		((link(from) <= NEAR_TEXT && words[from].first <= NEAR_TIME) ||
			(graph.links - 1 - link(to - 1) <= NEAR_TEXT && frames - 1 - words[to - 1].last <= NEAR_TIME));
	for (const island of islands) island.trusted ||= greets(island);
	const joins = (a: Judged, b: Judged) =>
		!a.chance &&
		!b.chance &&
		link(b.from) - link(a.to - 1) <= 1 + NEAR_TEXT &&
		words[b.from].first - words[a.to - 1].last <= NEAR_TIME;
	for (let i = 1; i < islands.length; i++)
		if (!islands[i].trusted && islands[i - 1].trusted && joins(islands[i - 1], islands[i])) islands[i].trusted = true;
	for (let i = islands.length - 2; i >= 0; i--)
		if (!islands[i].trusted && islands[i + 1].trusted && joins(islands[i], islands[i + 1])) islands[i].trusted = true;
	// Several small ones in a row that continue each other stand together.
	for (let i = 0; i < islands.length;) {
		let to = i + 1;
		let count = islands[i].to - islands[i].from;
		while (to < islands.length && joins(islands[to - 1], islands[to])) count += islands[to].to - islands[to++].from;
		if (count >= stands && !islands[i].chance) for (let k = i; k < to; k++) islands[k].trusted = true;
		i = to;
	}
	return keepIslands(words, islands, ({ trusted }) => trusted);
}

/** Whether words from … to fit no better than chance does in noise. */
export function isNoisy(words: Found[], { from, to }: Island): boolean {
	let fit = 0;
	let frames = 0;
	for (let i = from; i < to; i++) {
		const { first, last, ratio } = words[i];
		fit += ratio * (last - first + 1);
		frames += last - first + 1;
	}
	return fit < NOISY * frames;
}

/** Whether words lie close to each other within AROUND of those from … to, as far as there are any. */
export function areClose(words: Found[], { from, to }: Island): boolean {
	const begin = Math.max(words[0].first, words[from].first - AROUND);
	const end = Math.min(words[words.length - 1].last, words[to - 1].last + AROUND);
	while (from > 0 && words[from - 1].first >= begin) from--;
	while (to < words.length && words[to].last <= end) to++;
	let frames = 0;
	for (let i = from; i < to; i++) frames += words[i].last - words[i].first + 1;
	return frames >= CLOSE * (end - begin + 1);
}
