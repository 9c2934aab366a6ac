// Words to show while the audio is still being heard: those that every path still alive agrees on.
//
//   paths   a ─ b ─ c ─┬─ d ─ e        settled: a b c       given out once they stand in an island of seven
//                      └─ f                                                            and, in noise, close to others
//
// They may still move by some ten milliseconds when everything has been heard, and a few may go; in noise that is only
// understood once the voice was learned (looks.ts), many of the first ones.
// Invariant: what is given out continues where the last time ended.

import type { Timing } from '#lib/core/episode.ts';
import { judge, REACH } from './confidence.ts';
import type { Found } from './heard.ts';
import { areClose, AROUND, isNoisy, PARTED, STANDS } from './islands.ts';
import { answer } from './timings.ts';

export class Settled {
	#phones: ArrayLike<number>;
	#opens: ArrayLike<number>;
	#waiting: Found[] = [];
	/** The last words that were judged: neighbours of the next ones. */
	#before: Found[] = [];
	#next = 0;
	/** The last word that was given out, and where it ends, in seconds. */
	#last: Found | null = null;
	#end = 0;

	/** `phones` and `opens` as timings.ts takes them. */
	constructor(phones: ArrayLike<number>, opens: ArrayLike<number> = []) {
		this.#phones = phones;
		this.#opens = opens;
	}

	/** Listening begins anew: words come once more; what was given out stays, and only what lies behind it is given out. */
	restart(): void {
		this.#waiting = [];
		this.#before = [];
	}

	/**
	 * Takes further settled words, `noise` where there is known to be some; returns the timings from token `first` on that
	 * may be shown, or null.
	 */
	push(words: Found[], noise = false): { first: number; timings: Timing[] } | null {
		const judged = [...this.#before, ...words];
		judge(judged);
		this.#before = judged.slice(-REACH);
		this.#waiting.push(...words.filter(({ token, start }) => token >= this.#next && start >= this.#end));
		const shown: Found[] = [];
		let from = 0;
		for (let i = 1; i <= this.#waiting.length; i++) {
			const ends = i === this.#waiting.length || this.#waiting[i].paid > PARTED;
			if (!ends) continue;
			const noisy = noise && isNoisy(this.#waiting, { from, to: i });
			// In noise it takes the words around them, too, to tell words from chance: so far the island can be judged.
			let to = i;
			if (noisy) while (to > from && this.#waiting[to - 1].last + AROUND > this.#waiting.at(-1)!.last) to--;
			const stands = to - from >= STANDS && (!noisy || areClose(this.#waiting, { from, to }));
			if (stands) shown.push(...this.#waiting.slice(from, to));
			if (stands || (to === i && i < this.#waiting.length)) from = to;
			if (to < i || (!stands && i === this.#waiting.length)) break;
		}
		this.#waiting = this.#waiting.slice(from);
		const last = shown.at(-1);
		if (!last) return null;
		const first = this.#next;
		// What says nothing lies between two words: the one before it may have been given out already.
		const begin = this.#last?.token ?? first;
		const inside = [...(this.#last ? [this.#last] : []), ...shown].map((word) => ({
			...word,
			token: word.token - begin
		}));
		this.#next = last.token + 1;
		this.#last = last;
		this.#end = last.end;
		const ofThese = (all: ArrayLike<number>) => Array.from({ length: this.#next - begin }, (_, i) => all[begin + i]);
		const timings = answer(inside, ofThese(this.#phones), last.end, new Set(), ofThese(this.#opens));
		return { first, timings: timings.slice(first - begin) };
	}
}
