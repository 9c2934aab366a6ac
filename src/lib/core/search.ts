// Search in an episode as one types: case, accents, punctuation and line ends do not matter, phrases do.
//
//   text        "Well, the co-founder’s CAFÉ—yes!"        compared as    well the co founders cafe yes
//   query       "co founder"  or  "cafe, yes"             compared as    co founder   ·   cafe yes
//
// A hit begins where a word begins ("ai" is not in "again"), unless nothing does: then anywhere ("bahn" in "Eisenbahn").
// The compared form keeps, unit by unit, where it came from, so a hit is a span of the original text.

import type { Span } from './episode.ts';
import { isUnspaced } from './text.ts';
import { normalise, type Folded } from './text/fold.ts';

/** One text, indexed once; `find` then takes about a millisecond on 100,000 words. */
export type Search = { find(query: string): Span[] };

export function createSearch(text: string): Search {
	const compared = comparable(text);
	return {
		find(query) {
			const wanted = comparable(query).text;
			// Nothing but punctuation is nothing that is said.
			return wanted ? (hits(compared, wanted, true) ?? hits(compared, wanted, false) ?? []) : [];
		}
	};
}

/** Whether each word of the query begins a word of the text, in whatever order; false where the query has none. */
export function hasWords(text: string, query: string): boolean {
	const compared = comparable(text);
	const words = comparable(query).text.split(' ').filter(Boolean);
	return words.length > 0 && words.every((word) => hits(compared, word, true) !== null);
}

/** All hits in order, none overlapping; null where there is none. */
function hits({ text, from, to }: Folded, wanted: string, atWords: boolean): Span[] | null {
	const anywhere = !atWords || isUnspaced(wanted[0]);
	const spans: Span[] = [];
	for (let at = text.indexOf(wanted); at >= 0;) {
		// 32 is the space; only scripts from U+0E00 on write none between words.
		const before = at > 0 ? text.charCodeAt(at - 1) : 32;
		const begins = anywhere || before === 32 || (before >= 0xe00 && isUnspaced(text[at - 1]));
		if (begins) spans.push({ from: from[at], to: to[at + wanted.length - 1] });
		at = text.indexOf(wanted, begins ? at + wanted.length : at + 1);
	}
	return spans.length ? spans : null;
}

const LETTER = 1;
const DROPPED = 2;
const OTHER = 3;
const kinds = new Uint8Array(65536);

/** Signs count like letters ("10 %", "C#", "$5"), apostrophes vanish ("don’t"), all other marks part words. */
function kindOf(unit: string): number {
	const code = unit.charCodeAt(0);
	return (kinds[code] ||=
		/[\p{L}\p{N}\p{M}\p{S}%#@&]/u.test(unit) || (code >= 0xd800 && code <= 0xdfff)
			? LETTER
			: unit === "'"
				? DROPPED
				: OTHER);
}

/**
 * A text as search and quotes compare it: folded (text/fold.ts), marks dropped, words parted by single spaces, none at
 * the ends and none beside a script that writes no spaces.
 */
export function comparable(text: string): Folded {
	const room = text.length + 1;
	const parts: string[] = [];
	let from = new Uint32Array(room);
	let to = new Uint32Array(room);
	let n = 0;
	let parted = false;
	const spaceless = isUnspaced(text);
	const add = (unit: string, start: number, end: number) => {
		const kind = kindOf(unit);
		if (kind === OTHER) parted = n > 0;
		if (kind !== LETTER) return;
		if (n + 2 > from.length) [from, to] = [longer(from), longer(to)];
		if (parted && !(spaceless && (isUnspaced(unit) || isUnspaced(parts[n - 1])))) {
			parts.push(' ');
			from[n] = Math.min(to[n - 1], start);
			to[n++] = start;
		}
		parted = false;
		parts.push(unit);
		from[n] = start;
		to[n++] = end;
	};
	for (let i = 0; i < text.length;) {
		// Plain ASCII needs no folding but the case: that is nearly all of most texts, and ten times as fast.
		if (text.charCodeAt(i) < 128 && !(text.charCodeAt(i + 1) >= 128)) {
			const unit = text[i];
			add(unit >= 'A' && unit <= 'Z' ? unit.toLowerCase() : unit, i, i + 1);
			i++;
			continue;
		}
		let end = i + 1;
		while (end < text.length && text.charCodeAt(end) >= 128) end++;
		const folded = normalise(text.slice(i, end));
		for (let k = 0; k < folded.text.length; k++) add(folded.text[k], i + folded.from[k], i + folded.to[k]);
		i = end;
	}
	return { text: parts.join(''), from: from.slice(0, n), to: to.slice(0, n) };
}

/** Some letters fold to several ("ﬃ"): rarely, so the room grows only then. */
function longer(column: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
	const grown = new Uint32Array(column.length * 2);
	grown.set(column);
	return grown;
}
