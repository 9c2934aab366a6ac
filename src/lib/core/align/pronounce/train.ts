// Trains the letter-to-sound model of letters.ts from a pronunciation dictionary.
//
//   words + phones ─ align ─► graphone sequences ─ count ─► n-grams ─ smooth, prune ─► bytes
//
// Smoothing is interpolated modified Kneser–Ney (Chen & Goodman 1999): lower orders count in how many different contexts a
// graphone was seen, not how often. Pruning drops n-grams whose loss costs the model little likelihood, weighted by how
// often they matter (Seymore & Rosenfeld 1996), longest first; back-off weights are then computed anew, so that each
// context's probabilities still add up to one.

import { alignLetters, partsOf } from './align-letters.ts';
import type { Entry } from './align-letters.ts';
import {
	BACK_OFF_OFFSET,
	COST_STEP,
	LETTERS_MAGIC,
	LETTERS_VERSION,
	NO_LETTER,
	WORD_END,
	WORD_START
} from './letters.ts';
import { createTrie } from './ngrams.ts';
import type { Trie } from './ngrams.ts';

export type TrainingOptions = {
	/** Longest n-gram. */
	order: number;
	/** An n-gram is dropped when losing it costs less than this, in nats per graphone of the training text. */
	prune: number;
};

/** Words of letters only, with their phones, to the bytes of a model. Deterministic. */
export function trainLetters(words: Iterable<[string, string]>, { order, prune }: TrainingOptions): Uint8Array {
	const letterIds = new Map<string, number>();
	const phoneIds = new Map<string, number>();
	const entries: Entry[] = [];
	for (const [word, phones] of words)
		entries.push({
			letters: [...word].map((letter) => idOf(letterIds, letter)),
			phones: phones.split(' ').map((phone) => idOf(phoneIds, phone))
		});
	const ways = alignLetters(entries, letterIds.size);

	const graphones = new Map<number, number>();
	const counted = new Map<number, number>();
	for (const way of ways) for (const graphone of way ?? []) counted.set(graphone, (counted.get(graphone) ?? 0) + 1);
	for (const graphone of [...counted.keys()].sort((a, b) => a - b))
		if ((counted.get(graphone) as number) > 2) graphones.set(graphone, graphones.size + 2);

	const trie = createTrie(graphones.size + 2);
	for (const way of ways) {
		const sequence = way?.map((graphone) => graphones.get(graphone));
		if (!sequence || sequence.includes(undefined)) continue;
		const whole = [WORD_START, ...(sequence as number[]), WORD_END];
		for (let from = 0; from < whole.length; from++) trie.count(whole, from, Math.min(whole.length, from + order));
	}
	const model = smooth(trie, order);
	pruneNgrams(trie, model, prune);
	const lists = { phones: [...phoneIds.keys()], letters: [...letterIds.keys()] };
	return pack(trie, model, lists, [...graphones.keys()]);
}

function idOf(ids: Map<string, number>, name: string): number {
	let id = ids.get(name);
	if (id === undefined) ids.set(name, (id = ids.size));
	return id;
}

type Model = { probability: Float64Array; backOff: Float64Array; kept: Uint8Array };

/** Modified Kneser–Ney probabilities of every n-gram, each interpolated with all shorter ones. */
function smooth(trie: Trie, order: number): Model {
	const { size, parent, depth, suffix, symbol, counts, symbols } = trie;
	const used = new Float64Array(size);
	// The start of a word has nothing to its left: what begins with it keeps its plain count, like the longest n-grams.
	const starts = new Uint8Array(size);
	for (let node = 1; node < size; node++) {
		starts[node] = depth[node] === 1 ? Number(symbol[node] === WORD_START) : starts[parent[node]];
		if (depth[node] === order || starts[node]) used[node] = counts[node];
		if (depth[node] > 1) used[suffix[node]] += starts[suffix[node]] ? 0 : 1;
	}
	const discounts = Array.from({ length: order + 1 }, (_, n) => discountsOf(used, depth, n));
	const sum = new Float64Array(size);
	const held = new Float64Array(size); // mass taken from a context's n-grams, for the shorter ones
	for (let node = 1; node < size; node++) {
		if (symbol[node] === WORD_START) continue;
		sum[parent[node]] += used[node];
		held[parent[node]] += discounts[depth[node]][Math.min(used[node], 3)];
	}
	const probability = new Float64Array(size);
	const backOff = new Float64Array(size).fill(1);
	for (let node = 0; node < size; node++) if (sum[node] > 0) backOff[node] = held[node] / sum[node];
	for (let node = 1; node < size; node++) {
		if (symbol[node] === WORD_START) continue;
		const above = parent[node];
		const discounted = Math.max(used[node] - discounts[depth[node]][Math.min(used[node], 3)], 0) / sum[above];
		const shorter = depth[node] === 1 ? 1 / symbols : probability[suffix[node]];
		probability[node] = discounted + backOff[above] * shorter;
	}
	return { probability, backOff, kept: new Uint8Array(size).fill(1) };
}

/** D(1), D(2), D(3+) of one order from its counts of counts; index 0 is no discount. */
function discountsOf(used: Float64Array, depth: Uint8Array, order: number): number[] {
	const seen = [0, 0, 0, 0, 0];
	for (let node = 1; node < used.length; node++) if (depth[node] === order && used[node] <= 4) seen[used[node]]++;
	const [, one, two, three, four] = seen;
	if (!one || !two || !three || !four) return [0, 0.5, 0.75, 1];
	const share = one / (one + 2 * two);
	return [0, 1 - (2 * share * two) / one, 2 - (3 * share * three) / two, 3 - (4 * share * four) / three].map(
		(discount) => Math.max(discount, 0)
	);
}

/** Marks what stays, longest n-grams first; what has kept children stays. Node ids grow with depth within a branch. */
function pruneNgrams(trie: Trie, { probability, backOff, kept }: Model, limit: number): void {
	const { size, parent, depth, suffix, symbol, counts, symbols, longest } = trie;
	let total = 0;
	for (let node = 1; node < size; node++) if (depth[node] === 1) total += counts[node];
	const needed = new Uint8Array(size);
	for (let order = longest; order > 1; order--)
		for (let node = 1; node < size; node++) {
			if (depth[node] !== order) continue;
			const without = backOff[parent[node]] * probability[suffix[node]];
			const loss = (counts[node] / total) * Math.log(probability[node] / without);
			kept[node] = needed[node] || (loss > limit && symbol[node] !== WORD_START) ? 1 : 0;
			if (kept[node]) needed[parent[node]] = 1;
		}
	// What a shorter n-gram gives must be looked up as the reader will: through the longest suffix that is kept.
	const longestKept = (node: number): number => {
		let at = node;
		while (!kept[at]) at = suffix[at];
		return at;
	};
	const explicit = new Float64Array(size);
	const covered = new Float64Array(size);
	for (let order = 1; order <= longest; order++) {
		for (let node = 1; node < size; node++) {
			if (depth[node] !== order || !kept[node] || symbol[node] === WORD_START) continue;
			const above = parent[node];
			explicit[above] += probability[node];
			covered[above] += order === 1 ? 1 / symbols : given(suffix[above], symbol[node]);
		}
		for (let node = 0; node < size; node++) {
			if (depth[node] !== order - 1 || !kept[node]) continue;
			backOff[node] = Math.max(1 - explicit[node], 1e-6) / Math.max(1 - covered[node], 1e-6);
		}
	}

	/** p(graphone | context) by kept n-grams only. */
	function given(context: number, graphone: number): number {
		let weight = 1;
		for (let at = longestKept(context); ; at = longestKept(suffix[at])) {
			const child = trie.child(at, graphone);
			if (child > 0 && kept[child]) return weight * probability[child];
			if (at === 0) return weight / symbols;
			weight *= backOff[at];
		}
	}
}

/** The file of letters.ts. */
function pack(
	trie: Trie,
	model: Model,
	lists: { phones: string[]; letters: string[] },
	graphones: number[]
): Uint8Array {
	const bytes: number[] = [];
	const encoder = new TextEncoder();
	const varint = (value: number) => {
		for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
		bytes.push(value);
	};
	const names = (list: string[]) => {
		varint(list.length);
		for (const name of list) {
			const text = encoder.encode(name);
			bytes.push(text.length, ...text);
		}
	};
	bytes.push(...encoder.encode(LETTERS_MAGIC), LETTERS_VERSION);
	names(lists.phones);
	names(lists.letters);
	varint(graphones.length + 2);
	bytes.push(NO_LETTER, 0, 0, NO_LETTER, 0, 0);
	for (const graphone of graphones) {
		const { letter, first, second } = partsOf(graphone);
		bytes.push(letter, first, second);
	}

	const family = new Map<number, number[]>();
	for (let node = 1; node < trie.size; node++) {
		if (!model.kept[node]) continue;
		const siblings = family.get(trie.parent[node]);
		if (siblings) siblings.push(node);
		else family.set(trie.parent[node], [node]);
	}
	const order = [0];
	for (let i = 0; i < order.length; i++) {
		const children = (family.get(order[i]) ?? []).sort((a, b) => trie.symbol[a] - trie.symbol[b]);
		for (const child of children) order.push(child);
	}
	varint(order.length);
	for (const node of order) varint(family.get(node)?.length ?? 0);
	for (const node of order) {
		let elder = 0;
		for (const child of family.get(node) ?? []) {
			varint(trie.symbol[child] - elder);
			elder = trie.symbol[child];
		}
	}
	for (const node of order) if (node > 0) bytes.push(step(model.probability[node] || 1, 0));
	for (const node of order) if (family.has(node)) bytes.push(step(model.backOff[node], BACK_OFF_OFFSET));
	return Uint8Array.from(bytes);
}

function step(probability: number, offset: number): number {
	return Math.max(0, Math.min(255, Math.round(-Math.log(probability) / COST_STEP) + offset));
}
