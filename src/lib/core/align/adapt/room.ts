// Notices that the room has become another one: noise that comes or goes narrows or widens the cepstra, and stays.
//
//   lack   ▁▂▁▁▂▁▁▂▁▂▁▁▂▁▁▆▅▆▇▅▆▆▅▆      pieces of 20 s
//                         ↑ since here, if what is summed up from there on is far above what was usual
//
// Source: the cumulative sum test, Page 1954, "Continuous inspection schemes". Invariant: nothing is noticed where every
// piece is as usual.

import type { Frames } from '../front/frames.ts';
import type { Gaussians } from '../model/gaussians.ts';
import { lackOf, meanFactor, NARROW } from './widen.ts';

/** As far as a piece counts, as a logarithm: one of digital silence shall not outweigh the others. */
const FARTHEST = Math.log(3);
/** Pieces at the end that must be like those since the room changed: what came and went is over. */
const RECENT = 7;

export class Room {
	#gaussians: Gaussians;
	#frames: Frames;
	#piece: number;
	/** The logarithm of what the cepstra of each piece lack, on average. */
	#lacks: number[] = [];

	/** A piece is of so many frames. */
	constructor(gaussians: Gaussians, frames: Frames, piece: number) {
		this.#gaussians = gaussians;
		this.#frames = frames;
		this.#piece = piece;
	}

	/** The frames from `from` on are others now. */
	forget(from: number): void {
		this.#lacks.length = Math.min(this.#lacks.length, Math.floor(from / this.#piece));
	}

	/** What the frames from … until lack on average, as a logarithm. */
	lack(from: number, until: number): number {
		this.#look();
		const pieces = this.#lacks.slice(Math.floor(from / this.#piece), Math.floor(until / this.#piece));
		return pieces.reduce((sum, lack) => sum + lack, 0) / Math.max(1, pieces.length);
	}

	/**
	 * The frame, from `from` on, since which the frames before `until` lack more than `usual` (`way` 1) or less (−1), by at
	 * least the factor that is taken for noise; null where they do not.
	 */
	since(from: number, until: number, usual: number, way: 1 | -1): number | null {
		this.#look();
		const least = Math.log(NARROW);
		let sum = 0;
		let most = 0;
		let first = -1;
		const end = Math.floor(until / this.#piece);
		for (let piece = end - 1; piece >= Math.floor(from / this.#piece); piece--) {
			sum += way * (this.#lacks[piece] - usual) - least / 2;
			if (sum > most) {
				most = sum;
				first = piece;
			}
		}
		if (first < 0) return null;
		const since = first * this.#piece;
		const differs = (from: number) => way * (this.lack(from, until) - usual) >= least;
		return differs(since) && differs(Math.max(since, until - RECENT * this.#piece)) ? since : null;
	}

	/** Measures the pieces that are there by now. */
	#look(): void {
		const whole = Math.floor(this.#frames.length / this.#piece);
		for (let piece = this.#lacks.length; piece < whole; piece++) {
			const lack = lackOf(this.#gaussians, this.#frames, piece * this.#piece, (piece + 1) * this.#piece);
			this.#lacks.push(Math.max(-FARTHEST, Math.min(FARTHEST, Math.log(meanFactor(lack)))));
		}
	}
}
