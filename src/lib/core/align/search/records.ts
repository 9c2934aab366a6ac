// Back-pointers of the search: one record for each word that a surviving path has left, a tree that grows at its leaves.
//
//   record = (row, first frame, last frame, record before, score on leaving, score on entering)
//
//   −1 ◄── the ◄── cat ◄── sat           when the table is full, records that no live token reaches go and the
//            ◄──── that                  others move up; their order, and so the order of the frames, stays
//
// Scores only matter by their differences, and these are right however often the numbers wrap around: what the search
// takes off all of its scores (search.ts) may add up to more than an i32 holds.
// Invariant: a record's predecessor has a smaller index. Source: Young, Russell & Thornton 1989 (token passing).

export const FIELDS = 6;

/**
 * A word of a path: its row, its first and last frame, what the path gained in it, and what it paid between the word before
 * (or the beginning) and this one, in scores.
 */
export type Step = { row: number; begin: number; end: number; gain: number; paid: number };

export class Records {
	#data: Int32Array;
	#grow: (length: number) => Int32Array;
	#map: Int32Array;
	/** The score that paths began with. */
	#origin = 0;
	count = 0;

	/** `grow` gives an array of that length which begins with what is there already. */
	constructor(capacity: number, grow?: (length: number) => Int32Array) {
		this.#grow =
			grow ??
			((length) => {
				const larger = new Int32Array(length);
				larger.set(this.#data);
				return larger;
			});
		this.#data = new Int32Array(0);
		this.#data = this.#grow(capacity * FIELDS);
		this.#map = new Int32Array(capacity);
	}

	get capacity(): number {
		return this.#map.length;
	}

	/** Takes the same records in another view of their memory. */
	use(data: Int32Array): void {
		this.#data = data;
	}

	get room(): number {
		return this.#map.length - this.count;
	}

	add(row: number, begin: number, end: number, previous: number, exit: number, entry: number): number {
		const at = this.count * FIELDS;
		const data = this.#data;
		data[at] = row;
		data[at + 1] = begin;
		data[at + 2] = end;
		data[at + 3] = previous;
		data[at + 4] = exit;
		data[at + 5] = entry;
		return this.count++;
	}

	/** Takes `amount` off all scores. */
	shift(amount: number): void {
		const data = this.#data;
		this.#origin = (this.#origin - amount) | 0;
		for (let at = 0; at < this.count * FIELDS; at += FIELDS) {
			data[at + 4] -= amount;
			data[at + 5] -= amount;
		}
	}

	/** What a path with that score has paid since it left the word of `record`, or since it began. */
	paidSince(record: number, score: number): number {
		return ((record < 0 ? this.#origin : this.#data[record * FIELDS + 4]) - score) | 0;
	}

	/** The words on the way to a record, first to last, from the one after record `after` on. */
	trace(record: number, after = -1): Step[] {
		const steps: Step[] = [];
		const data = this.#data;
		for (let r = record; r > after; r = data[r * FIELDS + 3]) {
			const at = r * FIELDS;
			const [row, begin, end, previous, exit, entry] = data.subarray(at, at + FIELDS);
			steps.push({ row, begin, end, gain: (exit - entry) | 0, paid: this.paidSince(previous, entry) });
		}
		return steps.reverse();
	}

	/**
	 * Drops what cannot be reached: `visit` calls its argument with the index of every live token's record (−1 is fine)
	 * and stores back what it returns. Doubles the table where more than half of it stays, or `needed` records have no room.
	 */
	compact(visit: (record: (r: number) => number) => void, needed = 0): void {
		const data = this.#data;
		const map = this.#map.fill(0, 0, this.count);
		visit((r) => {
			for (let k = r; k >= 0 && map[k] === 0; k = data[k * FIELDS + 3]) map[k] = 1;
			return r;
		});
		let kept = 0;
		for (let r = 0; r < this.count; r++) {
			if (map[r] === 0) continue;
			data.copyWithin(kept * FIELDS, r * FIELDS, (r + 1) * FIELDS);
			const previous = data[kept * FIELDS + 3];
			if (previous >= 0) data[kept * FIELDS + 3] = map[previous] - 1;
			map[r] = ++kept;
		}
		this.count = kept;
		visit((r) => (r >= 0 ? map[r] - 1 : r));
		while (kept > this.#map.length / 2 || this.room < needed) {
			this.#data = this.#grow(this.#data.length * 2);
			this.#map = new Int32Array(this.#map.length * 2);
		}
	}

	/**
	 * The records that lie on the way to every one that `visit` names, first to last, without the first `known` of them:
	 * what no live token disputes. To be called right after `compact`: then they are the first of the table.
	 */
	common(visit: (record: (r: number) => number) => void, known: number): Step[] {
		// Of each record from the last known one on: how many follow it, and one that does.
		const base = known - 1;
		const followers = new Int32Array(this.count - base);
		const follower = new Int32Array(this.count - base);
		for (let r = known; r < this.count; r++) {
			const previous = this.#data[r * FIELDS + 3] - base;
			followers[previous]++;
			follower[previous] = r;
		}
		visit((r) => {
			if (r >= base) followers[r - base] = 2;
			return r;
		});
		let last = base;
		while (followers[last - base] === 1) last = follower[last - base];
		return this.trace(last, base);
	}
}
