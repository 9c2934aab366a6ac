// Does a confidence of 0.9 mean nine in ten? Words by confidence, against the share that is truly spoken and within
// 100 ms of its gold.

import type { Heard } from './job.ts';
import type { Score } from './score.ts';

export type Bin = { from: number; count: number; confidence: number; right: number };

const BINS = 10;

export class Reliability {
	readonly bins: Bin[] = Array.from({ length: BINS }, (_, i) => ({
		from: i / BINS,
		count: 0,
		confidence: 0,
		right: 0
	}));

	/** Takes the words of one item with a word gold. */
	add(heard: Heard, { pairs, strays }: Score): void {
		for (const { word, start, gold } of pairs)
			if (start !== null) this.#put(heard.words[word].confidence, Math.abs(start - gold) <= 0.1 + 1e-9);
		for (const word of strays) this.#put(heard.words[word].confidence, false);
	}

	#put(confidence: number, right: boolean): void {
		const bin = this.bins[Math.min(BINS - 1, Math.floor(confidence * BINS))];
		bin.count++;
		bin.confidence += confidence;
		if (right) bin.right++;
	}

	get words(): number {
		return this.bins.reduce((sum, bin) => sum + bin.count, 0);
	}

	/** Mean distance of confidence and truth over all words (expected calibration error, Guo et al. 2017). */
	get error(): number {
		const off = this.bins.reduce((sum, { confidence, right }) => sum + Math.abs(confidence - right), 0);
		return this.words ? off / this.words : 0;
	}
}
