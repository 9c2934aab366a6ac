// The pronunciation dictionary, searched in its own bytes.
//
// A CMUSphinx dict.txt is one entry a line, `word PH PH PH`, further pronunciations of a word as `word(2) PH PH`, comments
// with ";;". 134,000 lines would make as many strings and objects; here an open-addressing hash table of line offsets
// stands beside the untouched bytes (FNV-1a, linear probing), and only the lines asked for become strings.
//
//   hash("read") ─► slot ─► 2134417 ─► "read R EH D\nread(2) R IY D\n…"
//
// Invariant: every line's word, without its "(n)", is reachable from its hash by walking to the first empty slot.

export type Dictionary = {
	/** Headwords, without alternatives. */
	readonly size: number;
	has(word: string): boolean;
	/** The pronunciations in the order of the file, phones separated by single spaces; [] where the word is unknown. */
	lookup(word: string): string[];
	/** Every line as [word, phones], alternatives under their plain word. */
	entries(): Generator<[string, string]>;
};

const SPACE = 32;
const TAB = 9;
const NEWLINE = 10;
const OPEN = 40;
const SEMICOLON = 59;
const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Indexes the bytes of a dict.txt (UTF-8). The bytes are kept, not copied, and must not change afterwards. */
export function openDictionary(bytes: Uint8Array): Dictionary {
	const encoder = new TextEncoder();
	const decoder = new TextDecoder();
	let slots = 1 << 10;
	while (slots < bytes.length / 12) slots <<= 1;
	const mask = slots - 1;
	const table = new Uint32Array(slots); // line offset + 1; 0 is empty
	const size = indexLines(bytes, table);

	/** Length of the headword at a line's start if it is `word`, else −1. */
	function matches(line: number, word: Uint8Array): boolean {
		for (let i = 0; i < word.length; i++) if (bytes[line + i] !== word[i]) return false;
		const after = bytes[line + word.length];
		return after === OPEN || after === SPACE || after === TAB;
	}

	function* lines(word: string): Generator<number> {
		const wanted = encoder.encode(word);
		if (wanted.length === 0) return;
		let hash = FNV_START;
		for (const byte of wanted) hash = Math.imul(hash ^ byte, FNV_PRIME);
		for (let slot = (hash ^ (hash >>> 15)) & mask; table[slot] !== 0; slot = (slot + 1) & mask) {
			let line = table[slot] - 1;
			while (line < bytes.length && matches(line, wanted)) {
				yield line;
				const newline = bytes.indexOf(NEWLINE, line);
				if (newline < 0) break;
				line = newline + 1;
			}
		}
	}

	function lineText(line: number): string {
		let end = bytes.indexOf(NEWLINE, line);
		if (end < 0) end = bytes.length;
		return decoder.decode(bytes.subarray(line, end));
	}

	return {
		size,
		has: (word) => !lines(word).next().done,
		lookup(word) {
			const found: string[] = [];
			for (const line of lines(word)) {
				const phones = phonesOf(lineText(line));
				if (phones && !found.includes(phones)) found.push(phones);
			}
			return found;
		},
		*entries() {
			for (let line = 0; line < bytes.length;) {
				const text = lineText(line);
				if (text && !text.startsWith(';')) {
					const phones = phonesOf(text);
					const word = text.slice(0, text.search(/\s/)).replace(/(.)\(\d+\)$/, '$1');
					if (phones) yield [word, phones];
				}
				const newline = bytes.indexOf(NEWLINE, line);
				if (newline < 0) break;
				line = newline + 1;
			}
		}
	};
}

/** Fills the hash table with the first line of each headword; returns how many there are. */
function indexLines(bytes: Uint8Array, table: Uint32Array): number {
	const mask = table.length - 1;
	let size = 0;
	let previousHash = 0;
	let previousStart = -1;
	let previousEnd = -1;
	for (let at = 0; at < bytes.length; at++) {
		let byte = bytes[at];
		if (byte > SPACE && byte !== SEMICOLON) {
			const start = at;
			let hash = FNV_START;
			// A leading bracket belongs to the word; "(2)" after it does not.
			do {
				hash = Math.imul(hash ^ byte, FNV_PRIME);
				byte = bytes[++at];
			} while (byte > SPACE && byte !== OPEN);
			if (hash !== previousHash || !sameBytes(bytes, start, at, previousStart, previousEnd)) {
				let slot = (hash ^ (hash >>> 15)) & mask;
				while (table[slot] !== 0) slot = (slot + 1) & mask;
				table[slot] = start + 1;
				size++;
			}
			previousHash = hash;
			previousStart = start;
			previousEnd = at;
		}
		at = bytes.indexOf(NEWLINE, at);
		if (at < 0) break;
	}
	return size;
}

function sameBytes(bytes: Uint8Array, from: number, to: number, otherFrom: number, otherTo: number): boolean {
	if (to - from !== otherTo - otherFrom) return false;
	for (let i = 0; i < to - from; i++) if (bytes[from + i] !== bytes[otherFrom + i]) return false;
	return true;
}

function phonesOf(line: string): string {
	const split = line.search(/\s/);
	// The French dictionary has a few stray double spaces.
	return split < 0 ? '' : line.slice(split).trim().split(/\s+/).join(' ');
}
