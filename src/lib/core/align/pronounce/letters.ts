// Letter-to-sound: pronunciations of words no dictionary has, by a joint n-gram model of letters and phones
// (Bisani & Ney 2008, "Joint-sequence models for grapheme-to-phoneme conversion"; trained by train.ts).
//
// A word and its sound are one sequence of graphones, each one letter with zero to two phones:
//
//   p   h   o   n   e   s        p:F  h:–  o:OW  n:N  e:–  s:Z
//
// An n-gram model of graphones says how likely such a sequence is, so the most likely one that spells the word gives the
// sound. Its n-grams form a trie; with a link from each node to its longest proper suffix it is an automaton (Aho &
// Corasick 1975): a hypothesis is one node and a cost, and backing off is following a link.
//
// Invariant: every prefix of a stored n-gram is stored; the empty n-gram is node 0; a node's id is above its parent's.
//
// The file: "INKL", u8 version = 1; names of phones, then of letters, each list as varint count and UTF-8 strings after a
// length byte; varint count of graphones, each 3 bytes: letter index and two phone indices + 1 (0: none); graphone 0 is the
// start of a word and 1 its end, with letter 255. Then the trie, breadth first, in four runs: varint count of nodes, for
// each the varint count of its children; for each but the root the varint step of its graphone from its elder sibling's
// (eldest: from 0); for each but the root u8 cost; for each with children u8 back-off cost + 64.
// Costs are −ln p in steps of 1/16.

export type Letters = {
	/** Up to `most` pronunciations of a lower-case word, best first, phones separated by spaces. Unknown letters are mute. */
	sound(word: string, most: number): string[];
};

export const LETTERS_MAGIC = 'INKL';
export const LETTERS_VERSION = 1;
export const COST_STEP = 1 / 16;
export const BACK_OFF_OFFSET = 64;
export const NO_LETTER = 255;
export const WORD_START = 0;
export const WORD_END = 1;

/** Hypotheses kept after each letter. */
const BEAM = 48;
/** A pronunciation this much less likely than the best (nats) is not worth the search's time. */
const WORTH = 4;

type Hypothesis = { node: number; cost: number; phones: string };

type Trie = {
	/** Children of a node lie one behind the other, from first[node] to before first[node + 1]. */
	first: Uint32Array;
	graphone: Uint16Array;
	/** In steps as in the file: of each node but the root, and of each node. */
	cost: Uint8Array;
	backOff: Uint8Array;
	parent: Uint32Array;
	/** 1 + the longest proper suffix, 0 where nobody asked yet. */
	suffix: Uint32Array;
};

/** Opens trained data. Throws RangeError where it is not of this kind and version. */
export function openLetters(bytes: Uint8Array): Letters {
	const read = createReader(bytes);
	const magic = read.text(4);
	const version = read.byte();
	if (magic !== LETTERS_MAGIC || version !== LETTERS_VERSION)
		throw new RangeError(`expected ${LETTERS_MAGIC} version ${LETTERS_VERSION}, saw '${magic}' version ${version}`);
	const phones = Array.from({ length: read.varint() }, () => read.text(read.byte()));
	const letters = Array.from({ length: read.varint() }, () => read.text(read.byte()));

	const sounds: string[] = [];
	const ofLetter = new Map<string, number[]>();
	const graphones = read.varint();
	for (let id = 0; id < graphones; id++) {
		const letter = read.byte();
		const said = [read.byte(), read.byte()].filter((index) => index > 0).map((index) => phones[index - 1]);
		sounds.push(said.join(' '));
		if (letter === NO_LETTER) continue;
		const own = ofLetter.get(letters[letter]);
		if (own) own.push(id);
		else ofLetter.set(letters[letter], [id]);
	}
	const trie = readTrie(read);
	const start = childOf(trie, 0, WORD_START);

	function sound(word: string, most: number): string[] {
		let beam: Hypothesis[] = [{ node: Math.max(start, 0), cost: 0, phones: '' }];
		for (const letter of word) {
			const choices = ofLetter.get(letter);
			if (choices) beam = extended(trie, beam, choices, sounds);
		}
		const ended = extended(trie, beam, [WORD_END], sounds);
		const best = new Map<string, number>();
		// Two graphone sequences with the same phones are one pronunciation: their likelihoods add up.
		for (const { phones, cost } of ended) {
			const other = best.get(phones);
			best.set(
				phones,
				other === undefined ? cost : Math.min(cost, other) - Math.log1p(Math.exp(-Math.abs(cost - other)))
			);
		}
		const ranked = [...best].filter(([phones]) => phones).sort((a, b) => a[1] - b[1]);
		return ranked
			.filter(([, cost]) => cost < ranked[0][1] + WORTH)
			.slice(0, most)
			.map(([phones]) => phones);
	}
	return { sound };
}

function extended(trie: Trie, beam: Hypothesis[], choices: number[], sounds: string[]): Hypothesis[] {
	const next: Hypothesis[] = [];
	for (const { node, cost, phones } of beam)
		for (const graphone of choices) {
			let at = node;
			let sum = cost;
			let child = childOf(trie, at, graphone);
			while (child < 0 && at > 0) {
				sum += (trie.backOff[at] - BACK_OFF_OFFSET) * COST_STEP;
				at = suffixOf(trie, at);
				child = childOf(trie, at, graphone);
			}
			if (child < 0) continue;
			const more = sounds[graphone];
			next.push({
				node: child,
				cost: sum + trie.cost[child - 1] * COST_STEP,
				phones: phones && more ? `${phones} ${more}` : phones || more
			});
		}
	next.sort((a, b) => a.cost - b.cost || (a.phones < b.phones ? -1 : 1));
	return next.slice(0, BEAM);
}

/** The child of `node` by `graphone`, −1 if there is none: binary search among its children. */
function childOf({ first, graphone }: Trie, node: number, wanted: number): number {
	let low = first[node];
	let high = first[node + 1] - 1;
	while (low <= high) {
		const middle = (low + high) >> 1;
		if (graphone[middle] === wanted) return middle;
		if (graphone[middle] < wanted) low = middle + 1;
		else high = middle - 1;
	}
	return -1;
}

/** Follows the suffixes of the parent until one of them has the same child. */
function suffixOf(trie: Trie, node: number): number {
	const { suffix, parent, graphone } = trie;
	if (node === 0) return 0;
	if (suffix[node] === 0) {
		let found = -1;
		for (let at = parent[node]; at > 0 && found < 0;) {
			at = suffixOf(trie, at);
			found = childOf(trie, at, graphone[node]);
		}
		suffix[node] = 1 + Math.max(0, found);
	}
	return suffix[node] - 1;
}

function readTrie(read: Reader): Trie {
	const total = read.varint();
	const first = new Uint32Array(total + 1);
	first[0] = 1;
	for (let node = 0; node < total; node++) first[node + 1] = first[node] + read.varint();
	if (first[total] !== total) throw new RangeError(`expected ${first[total]} n-grams, saw ${total}`);
	const graphone = new Uint16Array(total);
	const parent = new Uint32Array(total);
	for (let node = 0; node < total; node++)
		for (let child = first[node], elder = 0; child < first[node + 1]; child++) {
			elder += read.varint();
			graphone[child] = elder;
			parent[child] = node;
		}
	const cost = read.bytes(total - 1);
	const backOff = new Uint8Array(total).fill(BACK_OFF_OFFSET);
	for (let node = 0; node < total; node++) if (first[node + 1] > first[node]) backOff[node] = read.byte();
	return { first, graphone, cost, backOff, parent, suffix: new Uint32Array(total) };
}

type Reader = { byte(): number; bytes(length: number): Uint8Array; varint(): number; text(length: number): string };

function createReader(bytes: Uint8Array): Reader {
	const decoder = new TextDecoder();
	let at = 0;
	function take(length: number): Uint8Array {
		at += length;
		if (at > bytes.length) throw new RangeError(`letter-to-sound data ends too early, after ${bytes.length} bytes`);
		return bytes.subarray(at - length, at);
	}
	const byte = () => (at < bytes.length ? bytes[at++] : take(1)[0]);
	return {
		byte,
		bytes: take,
		varint() {
			// Nearly all have one byte.
			if (bytes[at] < 128) return bytes[at++];
			let value = 0;
			for (let scale = 1; ; scale *= 128) {
				const part = byte();
				value += (part & 127) * scale;
				if (part < 128) return value;
			}
		},
		text: (length) => decoder.decode(take(length))
	};
}
