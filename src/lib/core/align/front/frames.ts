// A growing list of frames, 13 numbers each, in blocks that never move: two hours are 37 MB and nothing is copied as it
// grows. Blocks that nobody needs any more can be let go from the front.

import { CEPSTRA } from './cepstra.ts';

const BITS = 14;
const BLOCK = 1 << BITS;

export class Frames {
	#blocks: (Float32Array | null)[] = [];
	length = 0;

	push(values: Float32Array): void {
		for (let at = 0; at < values.length;) {
			const inside = this.length & (BLOCK - 1);
			if (inside === 0) this.#blocks.push(new Float32Array(BLOCK * CEPSTRA));
			const part = values.subarray(at, at + (BLOCK - inside) * CEPSTRA);
			this.#blocks[this.length >> BITS]!.set(part, inside * CEPSTRA);
			at += part.length;
			this.length += part.length / CEPSTRA;
		}
	}

	/** Coefficient `i` of a frame. */
	at(frame: number, i: number): number {
		return this.#blocks[frame >> BITS]![(frame & (BLOCK - 1)) * CEPSTRA + i];
	}

	/** Copies one frame to `out` at `to`; frames outside repeat the first or the last one. */
	copy(frame: number, out: Float32Array, to: number): void {
		const inside = Math.max(0, Math.min(this.length - 1, frame));
		const from = (inside & (BLOCK - 1)) * CEPSTRA;
		const block = this.#blocks[inside >> BITS]!;
		for (let i = 0; i < CEPSTRA; i++) out[to + i] = block[from + i];
	}

	/** The block that frames `first` … `last` lie in one behind the other, or null where they do not. */
	blockOf(first: number, last: number): Float32Array | null {
		return first >= 0 && last < this.length && first >> BITS === last >> BITS ? this.#blocks[first >> BITS] : null;
	}

	/** Where a frame begins in its block. */
	offsetOf(frame: number): number {
		return (frame & (BLOCK - 1)) * CEPSTRA;
	}

	/** Puts other values in a frame's place. */
	set(frame: number, values: Float32Array): void {
		this.#blocks[frame >> BITS]!.set(values, (frame & (BLOCK - 1)) * CEPSTRA);
	}

	/** Lets whole blocks before `frame` go. */
	release(frame: number): void {
		for (let b = (frame >> BITS) - 1; b >= 0 && this.#blocks[b]; b--) this.#blocks[b] = null;
	}
}
