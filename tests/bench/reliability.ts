// Does a confidence of 0.9 mean nine in ten, and does it tell which words are wrong? Words by confidence, against the
// share that is truly spoken and within 100 ms of its gold.
//
// Nearly all words are right, so the bins grow finer towards one: there, 0.98 and 0.998 are very different promises.

import type { Heard } from './job.ts';
import type { Score } from './score.ts';

export type Bin = { from: number; to: number; count: number; confidence: number; right: number };

const EDGES = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 1];

export class Reliability {
	readonly bins: Bin[] = EDGES.slice(1).map((to, i) => ({ from: EDGES[i], to, count: 0, confidence: 0, right: 0 }));
	#right: number[] = [];
	#wrong: number[] = [];

	/** Takes the words of one item with a word gold. */
	add(heard: Pick<Heard, 'words'>, { pairs, strays }: Pick<Score, 'pairs' | 'strays'>): void {
		for (const { word, start, gold } of pairs)
			if (start !== null) this.#put(heard.words[word].confidence, Math.abs(start - gold) <= 0.1 + 1e-9);
		for (const word of strays) this.#put(heard.words[word].confidence, false);
	}

	/** Takes the words of another one. */
	join(other: Reliability): void {
		for (const confidence of other.#right) this.#put(confidence, true);
		for (const confidence of other.#wrong) this.#put(confidence, false);
	}

	#put(confidence: number, right: boolean): void {
		const bin = this.bins.find(({ to }) => confidence < to) ?? this.bins[this.bins.length - 1];
		bin.count++;
		bin.confidence += confidence;
		if (right) bin.right++;
		(right ? this.#right : this.#wrong).push(confidence);
	}

	get words(): number {
		return this.bins.reduce((sum, bin) => sum + bin.count, 0);
	}

	/** Mean distance of confidence and truth over all words (expected calibration error, Guo et al. 2017). */
	get error(): number {
		const off = this.bins.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0);
		return this.words ? off / this.words : 0;
	}

	/**
	 * The chance that a right word has more confidence than a wrong one, equal ones counted half: 0.5 says nothing, 1 tells
	 * all (area under the ROC curve, by ranks: Mann and Whitney 1947). Null where all words are right, or all wrong.
	 */
	get area(): number | null {
		const wrong = Float64Array.from(this.#wrong).sort();
		if (!wrong.length || !this.#right.length) return null;
		const below = (value: number, orEqual: boolean) => {
			let low = 0;
			let high = wrong.length;
			while (low < high) {
				const middle = (low + high) >> 1;
				if (wrong[middle] < value || (orEqual && wrong[middle] === value)) low = middle + 1;
				else high = middle;
			}
			return low;
		};
		let won = 0;
		for (const value of this.#right) won += (below(value, false) + below(value, true)) / 2;
		return won / (wrong.length * this.#right.length);
	}
}
