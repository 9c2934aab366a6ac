// The transcript as a chain for the search: every token that says something is a link, with its pronunciations as rows
// of states, three for each phone in its context.
//
//   token   "the"          "2024"                                   "sat"
//   ●────┬─ DH AH ─┬──●──┬─ T W EH N T IY · T W … F AO R ────┬──●── S AE T ──●
//        └─ DH IY ─┘     └─ T UW · TH AW Z AH N D · T W … ───┘               · = a pause that may be missing
//
// Contexts cross the links: the first phone of "sat" sees the last of "2024" on its left, or silence after punctuation.
// Invariant: links are in the order of the tokens, and every link has a row.

import type { Model } from '../model/model.ts';
import { BEGIN, END, INSIDE, SINGLE, type Phones } from '../model/phones.ts';

/** A token's readings as the pronunciation module gives them: readings › spoken words › alternatives. */
export type Spoken = { readings: string[][][]; breakAfter: boolean };

export type Graph = {
	/** Links of the chain. */
	links: number;
	/** The transcript's token of each link. */
	tokenOf: Int32Array;
	/** Rows of link w are firstRow[w] … firstRow[w+1] − 1. */
	firstRow: Int32Array;
	linkOf: Int32Array;
	/** States of row r are firstState[r] … firstState[r+1] − 1. */
	firstState: Int32Array;
	/** Of each state: its senone, its phone (without context), the scores of staying and of going on. */
	senone: Uint16Array;
	phone: Uint8Array;
	stay: Int16Array;
	next: Int16Array;
	/** 1 on the first state after a pause inside a token: it may be entered from before the pause as well. */
	afterPause: Uint8Array;
};

/** Rows that one token may have at most. */
const MOST_ROWS = 16;
/** States of a pause. */
export const PAUSE = 3;

/** `tokens` are taken one by one, and not kept. */
export function buildGraph(model: Model, tokens: Iterable<Spoken>): Graph {
	const { phones, transitions } = model;
	const silence = phones.silence;
	const chain = chainOf(model, tokens);
	let rows = 0;
	let states = 0;
	for (const link of chain) {
		rows += link.rows.length;
		for (const row of link.rows) for (const word of row) states += 3 * word.length;
		for (const row of link.rows) states += PAUSE * (row.length - 1);
	}
	const graph: Graph = {
		links: chain.length,
		tokenOf: Int32Array.from(chain, (link) => link.token),
		firstRow: new Int32Array(chain.length + 1),
		linkOf: new Int32Array(rows),
		firstState: new Int32Array(rows + 1),
		senone: new Uint16Array(states),
		phone: new Uint8Array(states),
		stay: new Int16Array(states),
		next: new Int16Array(states),
		afterPause: new Uint8Array(states)
	};
	let at = 0;
	let rowAt = 0;
	const addPhone = (id: number, base: number, after: number) => {
		const matrix = 3 * phones.matrix(id);
		for (let s = 0; s < 3; s++, at++) {
			graph.senone[at] = phones.senone(id, s);
			graph.phone[at] = base;
			graph.stay[at] = transitions.stay[matrix + s];
			graph.next[at] = transitions.next[matrix + s];
			graph.afterPause[at] = s === 0 ? after : 0;
		}
	};
	for (let link = 0; link < chain.length; link++) {
		const before = chain[link - 1];
		const after = chain[link + 1];
		const left = before && !before.breakAfter ? before.rows[0].at(-1)!.at(-1)! : silence;
		const right = after && !chain[link].breakAfter ? after.rows[0][0][0] : silence;
		for (const row of chain[link].rows) {
			row.forEach((word, w) => {
				if (w > 0) addPhone(silence, silence, 0);
				const first = w === 0 ? left : row[w - 1].at(-1)!;
				const last = w === row.length - 1 ? right : row[w + 1][0];
				word.forEach((base, i) => {
					const id = inContext(phones, word, i, first, last);
					addPhone(id, base, w > 0 && i === 0 ? 1 : 0);
				});
			});
			graph.linkOf[rowAt++] = link;
			graph.firstState[rowAt] = at;
		}
		graph.firstRow[link + 1] = rowAt;
	}
	return graph;
}

type Link = { token: number; rows: number[][][]; breakAfter: boolean };

/** The tokens that say something. Words that sound alike share their rows: hours of talk have few different ones. */
function chainOf(model: Model, tokens: Iterable<Spoken>): Link[] {
	const idOf = new Map(model.phones.names.map((name, id) => [name, id]));
	const known = new Map<string, number[][][]>();
	const chain: Link[] = [];
	let token = 0;
	for (const { readings, breakAfter } of tokens) {
		const key = readings.map((reading) => reading.map((word) => word.join('|')).join('·')).join('/');
		let rows = known.get(key);
		if (!rows) known.set(key, (rows = rowsOf(readings, idOf)));
		if (rows.length > 0) chain.push({ token, rows, breakAfter });
		// A dash or a lone bracket says nothing itself, but a pause may stand in its place.
		else if (breakAfter && chain.length > 0) chain[chain.length - 1].breakAfter = true;
		token++;
	}
	return chain;
}

function inContext(phones: Phones, word: number[], i: number, before: number, after: number): number {
	const left = i > 0 ? word[i - 1] : before;
	const right = i < word.length - 1 ? word[i + 1] : after;
	const position = word.length === 1 ? SINGLE : i === 0 ? BEGIN : i === word.length - 1 ? END : INSIDE;
	return phones.triphone(word[i], left, right, position);
}

/**
 * The rows of a token: for each reading its first pronunciation throughout, then every alternative of one spoken word
 * with the others as they were, so that ten words with two alternatives each make eleven rows and not a thousand.
 */
function rowsOf(readings: string[][][], idOf: Map<string, number>): number[][][] {
	const rows: number[][][] = [];
	const add = (row: (number[] | null)[]) => {
		if (rows.length < MOST_ROWS && row.length > 0 && row.every((word) => word !== null)) rows.push(row as number[][]);
	};
	const numbers = (text: string): number[] | null => {
		const ids = text.split(' ').map((name) => idOf.get(name));
		return ids.some((id) => id === undefined) ? null : (ids as number[]);
	};
	const known = readings.map((reading) =>
		reading.map((word) => word.map(numbers).filter((p) => p !== null)).filter((word) => word.length > 0)
	);
	for (const reading of known) add(reading.map((word) => word[0]));
	for (const reading of known)
		reading.forEach((word, w) => {
			for (const alternative of word.slice(1)) add(reading.map((other, k) => (k === w ? alternative : other[0])));
		});
	return rows;
}

/** How long a row is in phones of three states; a pause between two of its words counts as one. */
export function phonesIn({ firstState }: Graph, row: number): number {
	return (firstState[row + 1] - firstState[row]) / 3;
}

/** Links `first` … `last` (half open) as a chain of their own. Row r of it is row `firstRow[first]` + r of the whole. */
export function partOf(graph: Graph, first: number, last: number): Graph {
	const rowFrom = graph.firstRow[first];
	const rowTo = graph.firstRow[last];
	const from = graph.firstState[rowFrom];
	const to = graph.firstState[rowTo];
	return {
		links: last - first,
		tokenOf: graph.tokenOf.subarray(first, last),
		firstRow: graph.firstRow.subarray(first, last + 1).map((row) => row - rowFrom),
		linkOf: graph.linkOf.subarray(rowFrom, rowTo).map((link) => link - first),
		firstState: graph.firstState.subarray(rowFrom, rowTo + 1).map((state) => state - from),
		senone: graph.senone.subarray(from, to),
		phone: graph.phone.subarray(from, to),
		stay: graph.stay.subarray(from, to),
		next: graph.next.subarray(from, to),
		afterPause: graph.afterPause.subarray(from, to)
	};
}
