// How good an alignment is against a gold: the one yardstick of the benchmark.
//
// Units: words where the gold has words, else the gold's segments (a segment's time is that of its first timed word).
// Misses count as wrong in every share "of all". The lit unit at time t is the last one that started at or before t, up
// to its own end.

import { matchTokens, normal } from './matching.ts';
import { regionScore, type RegionScore } from './regions.ts';

export type Timed = { text: string; start: number | null; end: number | null };
export type Gold = {
	duration: number;
	granularity: 'word' | 'segment';
	items: Timed[];
	/** Token ranges that are in the text and not in the audio. */
	unspoken: [number, number][];
	/** Seconds of audio that the text does not cover. */
	untranscribed: [number, number][];
};
export type Found = { words: Timed[]; untranscribed: { start: number; end: number }[] };

export type Pair = {
	token: number;
	text: string;
	gold: number;
	goldEnd: number;
	start: number | null;
	end: number | null;
	/** Index of the found word that gives the start, −1 for none. */
	word: number;
};
export type Score = {
	unit: 'word' | 'segment';
	count: number;
	matched: number;
	coverage: number;
	/** Milliseconds, of matched units. */
	median: number | null;
	mean: number | null;
	p90: number | null;
	p95: number | null;
	signed: number | null;
	endMedian: number | null;
	endP90: number | null;
	/** Shares of all units, 0 to 1. */
	within20: number;
	within50: number;
	within100: number;
	within200: number;
	/** Share of the spoken time in which the right unit is lit, and with highlights held until the next word. */
	highlight: number | null;
	highlightHeld: number | null;
	/** Share of the untranscribed time (spans of a second and more) in which anything is lit. */
	falseLight: number | null;
	unspoken: number;
	unspokenTimed: number;
	unspokenRate: number | null;
	regions: RegionScore;
	backwards: number;
	pairs: Pair[];
	/** Found words with a time whose token nobody says. */
	strays: number[];
};

/** The value at share `q` of sorted values, linear between neighbours; null for none. */
export function quantile(sorted: ArrayLike<number>, q: number): number | null {
	if (!sorted.length) return null;
	const at = (sorted.length - 1) * q;
	const i = Math.floor(at);
	return sorted[i] + (sorted[Math.min(i + 1, sorted.length - 1)] - sorted[i]) * (at - i);
}

const ascending = (a: number, b: number) => a - b;
const finite = (value: number | null | undefined): number | null =>
	typeof value === 'number' && !Number.isNaN(value) ? value : null;

function tokensOf(items: Timed[]): { texts: string[]; owner: number[] } {
	const texts: string[] = [];
	const owner: number[] = [];
	items.forEach((item, i) => {
		for (const token of item.text.split(/\s+/)) {
			if (!token) continue;
			texts.push(normal(token));
			owner.push(i);
		}
	});
	return { texts, owner };
}

export function score(gold: Gold, found: Found): Score {
	const words = found.words;
	const g = tokensOf(gold.items);
	const h = tokensOf(words);
	const map = matchTokens(g.texts, h.texts);
	const starts = words.map((word) => finite(word.start));
	const ends = words.map((word) => finite(word.end));
	const heard = (token: number) => (map[token] < 0 ? -1 : h.owner[map[token]]);
	const pairs = pairUp(gold, g.owner, heard, starts, ends);

	const errors = pairs
		.flatMap((pair) => (pair.start === null ? [] : [Math.abs(pair.start - pair.gold)]))
		.sort(ascending);
	const signed = pairs.flatMap((pair) => (pair.start === null ? [] : [pair.start - pair.gold])).sort(ascending);
	const endErrors = pairs
		.flatMap((pair) => (pair.end === null ? [] : [Math.abs(pair.end - pair.goldEnd)]))
		.sort(ascending);
	const share = (limit: number) => errors.filter((error) => error <= limit + 1e-9).length / Math.max(1, pairs.length);
	const ms = (value: number | null) => (value === null ? null : value * 1000);

	const meant = new Map<number, Set<number>>();
	for (let token = 0; token < g.texts.length; token++) {
		const word = heard(token);
		if (word < 0) continue;
		const units = meant.get(word) ?? new Set();
		meant.set(word, units.add(g.owner[token]));
	}
	const cap = pairs.reduce((most, pair) => Math.max(most, pair.goldEnd), gold.duration);
	const units = words.map((_, i) => ({ start: starts[i], end: ends[i], id: i }));
	const lit = new Lights(units, false, cap);
	const held = new Lights(units, true, cap);

	const unspoken = new Set<number>();
	for (const [from, to] of gold.unspoken) for (let token = from; token < to; token++) unspoken.add(token);
	const strays: number[] = [];
	for (const token of unspoken) {
		const word = token < g.texts.length ? heard(token) : -1;
		if (word >= 0 && starts[word] !== null) strays.push(word);
	}
	const timed = starts.filter((start) => start !== null);
	return {
		unit: gold.granularity,
		count: pairs.length,
		matched: errors.length,
		coverage: pairs.length ? errors.length / pairs.length : 0,
		median: ms(quantile(errors, 0.5)),
		mean: errors.length ? (1000 * errors.reduce((sum, error) => sum + error, 0)) / errors.length : null,
		p90: ms(quantile(errors, 0.9)),
		p95: ms(quantile(errors, 0.95)),
		signed: ms(quantile(signed, 0.5)),
		endMedian: ms(quantile(endErrors, 0.5)),
		endP90: ms(quantile(endErrors, 0.9)),
		within20: share(0.02),
		within50: share(0.05),
		within100: share(0.1),
		within200: share(0.2),
		highlight: rightlyLit(gold, lit, meant),
		highlightHeld: rightlyLit(gold, held, meant),
		falseLight: wronglyLit(gold, lit),
		unspoken: unspoken.size,
		unspokenTimed: strays.length,
		unspokenRate: unspoken.size ? strays.length / unspoken.size : null,
		regions: regionScore(gold, found, heard, g.texts.length),
		backwards: timed.filter((start, i) => i > 0 && start < timed[i - 1] - 1e-6).length,
		pairs,
		strays
	};
}

function pairUp(
	gold: Gold,
	owner: number[],
	heard: (token: number) => number,
	starts: (number | null)[],
	ends: (number | null)[]
): Pair[] {
	const pairs: Pair[] = [];
	for (let token = 0; token < owner.length;) {
		const unit = owner[token];
		let after = token + 1;
		while (after < owner.length && owner[after] === unit) after++;
		const { text, start, end } = gold.items[unit];
		if (finite(start) !== null) {
			const timed: number[] = [];
			for (let k = token; k < after; k++) {
				const word = heard(k);
				if (word >= 0 && (gold.granularity === 'word' || starts[word] !== null)) timed.push(word);
			}
			const first = timed[0] ?? -1;
			const last = gold.granularity === 'word' ? first : (timed[timed.length - 1] ?? -1);
			pairs.push({
				token,
				text,
				gold: start as number,
				goldEnd: end as number,
				start: first < 0 ? null : starts[first],
				end: last < 0 ? null : ends[last],
				word: first
			});
		}
		token = after;
	}
	return pairs;
}

/** Which unit is lit when: sorted, not overlapping. */
class Lights {
	readonly from: number[] = [];
	readonly to: number[] = [];
	readonly id: number[] = [];

	constructor(units: { start: number | null; end: number | null; id: number }[], hold: boolean, cap: number) {
		const timed = units.filter((unit) => unit.start !== null).sort((a, b) => (a.start as number) - (b.start as number));
		timed.forEach(({ start, end, id }, i) => {
			const next = timed[i + 1]?.start ?? cap;
			const stop = hold || end === null ? next : Math.min(end, next);
			if (stop <= (start as number)) return;
			this.from.push(start as number);
			this.to.push(stop);
			this.id.push(id);
		});
	}

	/** Seconds of light inside [start, end], counting only the units for which `counts` holds. */
	inside(start: number, end: number, counts: (id: number) => boolean): number {
		let low = 0;
		let high = this.from.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.from[middle] <= start) low = middle + 1;
			else high = middle;
		}
		let seconds = 0;
		for (let i = Math.max(0, low - 1); i < this.from.length && this.from[i] < end; i++) {
			const overlap = Math.min(this.to[i], end) - Math.max(this.from[i], start);
			if (overlap > 0 && counts(this.id[i])) seconds += overlap;
		}
		return seconds;
	}
}

function rightlyLit(gold: Gold, lights: Lights, meant: Map<number, Set<number>>): number | null {
	let total = 0;
	let right = 0;
	gold.items.forEach(({ start, end }, i) => {
		if (start === null || end === null || end <= start) return;
		total += end - start;
		right += lights.inside(start, end, (word) => meant.get(word)?.has(i) ?? false);
	});
	return total ? right / total : null;
}

function wronglyLit(gold: Gold, lights: Lights): number | null {
	let total = 0;
	let lit = 0;
	for (const [start, end] of gold.untranscribed) {
		if (end - start < 1) continue;
		total += end - start;
		lit += lights.inside(start, end, () => true);
	}
	return total ? lit / total : null;
}
