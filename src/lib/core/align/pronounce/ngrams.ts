// Counting n-grams in a trie of typed arrays: millions of them, without an object each.
//
// A node is an n-gram; its parent is the n-gram without its last symbol, its suffix the one without its first.
// Children are found by hashing (parent, symbol) with linear probing.
//
// Invariant: ids grow from parent to child; every suffix of an n-gram is a node once all windows are counted.

export type Trie = {
	readonly size: number;
	readonly symbols: number;
	/** Length of the longest n-gram. */
	readonly longest: number;
	readonly parent: Int32Array;
	readonly symbol: Uint16Array;
	readonly depth: Uint8Array;
	readonly counts: Float64Array;
	/** Filled in on first use, after counting. */
	readonly suffix: Int32Array;
	/** Counts sequence[from … to) and all its prefixes once. */
	count(sequence: number[], from: number, to: number): void;
	/** The child's id, −1 if there is none. */
	child(node: number, symbol: number): number;
};

export function createTrie(symbols: number): Trie {
	let room = 1 << 16;
	let parent = new Int32Array(room);
	let symbol = new Uint16Array(room);
	let depth = new Uint8Array(room);
	let counts = new Float64Array(room);
	let slots = new Int32Array(room * 2);
	let size = 1;
	let longest = 0;
	let suffix: Int32Array | null = null;

	function slotOf(node: number, wanted: number): number {
		const mask = slots.length - 1;
		let slot = Math.imul(Math.imul(node, 0x9e3779b1) ^ (wanted * 0x85ebca6b), 0xc2b2ae35);
		slot = (slot ^ (slot >>> 15)) & mask;
		while (slots[slot] !== 0 && (parent[slots[slot]] !== node || symbol[slots[slot]] !== wanted))
			slot = (slot + 1) & mask;
		return slot;
	}

	function grow(): void {
		room *= 2;
		const longer = <T extends Int32Array | Uint16Array | Uint8Array | Float64Array>(now: T, then: T): T => {
			then.set(now);
			return then;
		};
		parent = longer(parent, new Int32Array(room));
		symbol = longer(symbol, new Uint16Array(room));
		depth = longer(depth, new Uint8Array(room));
		counts = longer(counts, new Float64Array(room));
		slots = new Int32Array(room * 2);
		for (let node = 1; node < size; node++) slots[slotOf(parent[node], symbol[node])] = node;
	}

	function child(node: number, wanted: number): number {
		return slots[slotOf(node, wanted)] || -1;
	}

	return {
		symbols,
		get size() {
			return size;
		},
		get longest() {
			return longest;
		},
		get parent() {
			return parent.subarray(0, size);
		},
		get symbol() {
			return symbol.subarray(0, size);
		},
		get depth() {
			return depth.subarray(0, size);
		},
		get counts() {
			return counts.subarray(0, size);
		},
		get suffix() {
			if (suffix) return suffix;
			suffix = new Int32Array(size);
			for (let node = 1; node < size; node++)
				if (depth[node] > 1) suffix[node] = child(suffix[parent[node]], symbol[node]);
			return suffix;
		},
		count(sequence, from, to) {
			let node = 0;
			for (let i = from; i < to; i++) {
				let slot = slotOf(node, sequence[i]);
				if (slots[slot] === 0) {
					if (size === room) {
						grow();
						slot = slotOf(node, sequence[i]);
					}
					parent[size] = node;
					symbol[size] = sequence[i];
					depth[size] = depth[node] + 1;
					longest = Math.max(longest, depth[size]);
					slots[slot] = size++;
				}
				node = slots[slot];
				counts[node]++;
			}
			suffix = null;
		},
		child
	};
}
