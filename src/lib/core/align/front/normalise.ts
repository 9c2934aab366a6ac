// Cepstral mean normalisation over a window that slides along, because a podcast's channel changes: over a whole
// file, 15 s of music made an episode unalignable.
//
//   ───────[ − 6 s ·········t········· + 6 s ]───────►   mean of the window, taken off frame t
//
// Frames louder than the middle between the window's loudest and quietest count fully, the others 0.3, so that the
// mean is that of the speech. What was learned of the voice (adapt/transform.ts) is applied on the way. Invariant: a
// constant added to every frame (a gain, a filter) changes nothing.

import { apply, type Transform } from '../adapt/transform.ts';
import { CEPSTRA } from './cepstra.ts';
import { Frames } from './frames.ts';

const REACH = 600;
const QUIET_WEIGHT = 0.3;
/** Loudness is known by blocks of half a second. */
const BLOCK = 50;
const BLOCKS = REACH / BLOCK;
const LOOK_AHEAD = REACH + REACH + 2 * BLOCK;

export class Normaliser {
	#raw = new Frames();
	#weights: Float32Array = new Float32Array(4096);
	#weighed = 0;
	#low: number[] = [];
	#high: number[] = [];
	#sums = new Float64Array(CEPSTRA + 1);
	#first = 0;
	#last = 0;
	#frame = new Float32Array(CEPSTRA);
	#transformed = new Float32Array(CEPSTRA);
	/** The normalised frames so far. */
	readonly frames: Frames = new Frames();
	/** Applied to every further frame. */
	transform: Transform | null = null;
	/** No frame from this one on is given out before the end: a place to stop at, however the audio comes. */
	gate = Infinity;

	/** Takes cepstra and normalises every frame whose surroundings are known; at the end of the audio, all of them. */
	push(cepstra: Float32Array, ended = false): void {
		const raw = this.#raw;
		const before = raw.length;
		raw.push(cepstra);
		for (let t = before; t < raw.length; t++) {
			const block = Math.floor(t / BLOCK);
			const loudness = raw.at(t, 0);
			if (block === this.#low.length) {
				this.#low.push(loudness);
				this.#high.push(loudness);
			}
			if (loudness < this.#low[block]) this.#low[block] = loudness;
			if (loudness > this.#high[block]) this.#high[block] = loudness;
		}
		const known = Math.min(this.gate, raw.length - LOOK_AHEAD);
		const until = ended ? raw.length : Math.max(this.frames.length, known);
		for (let t = this.frames.length; t < until; t++) this.#normalise(t);
		raw.release(this.#first - 1);
	}

	#normalise(t: number): void {
		const right = Math.min(this.#raw.length, t + REACH + 1);
		const left = Math.max(0, t - REACH);
		while (this.#last < right) this.#count(this.#last++, 1);
		while (this.#first < left) this.#count(this.#first++, -1);
		const total = Math.max(this.#sums[CEPSTRA], 1e-3);
		for (let i = 0; i < CEPSTRA; i++) this.#frame[i] = this.#raw.at(t, i) - this.#sums[i] / total;
		if (this.transform) apply(this.transform, this.#frame, this.#transformed);
		this.frames.push(this.transform ? this.#transformed : this.#frame);
	}

	#count(t: number, sign: number): void {
		if (t >= this.#weighed) this.#weigh(Math.floor(t / BLOCK));
		const weight = this.#weights[t] * sign;
		this.#sums[CEPSTRA] += weight;
		for (let i = 0; i < CEPSTRA; i++) this.#sums[i] += weight * this.#raw.at(t, i);
	}

	#weigh(block: number): void {
		let high = -Infinity;
		let low = Infinity;
		for (let b = Math.max(0, block - BLOCKS); b <= Math.min(this.#low.length - 1, block + BLOCKS); b++) {
			high = Math.max(high, this.#high[b]);
			low = Math.min(low, this.#low[b]);
		}
		const middle = low + (high - low) / 2;
		const end = Math.min(this.#raw.length, (block + 1) * BLOCK);
		if (this.#weights.length < end) {
			const longer = new Float32Array(2 * end);
			longer.set(this.#weights);
			this.#weights = longer;
		}
		for (let t = block * BLOCK; t < end; t++) this.#weights[t] = this.#raw.at(t, 0) > middle ? 1 : QUIET_WEIGHT;
		this.#weighed = end;
	}
}
