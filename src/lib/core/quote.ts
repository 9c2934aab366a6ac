// A quote that can be found again after the transcript was corrected: the words themselves, with a little of what stands
// around them, as the W3C Web Annotation Data Model (2017) describes a TextQuoteSelector.
//
//   … it felt like it had [ a sense of objectivity ] right you know one kid …
//        prefix              exact                     suffix
//
// Looked for word by word as search compares them: first as it stands (the context picks among several), then with the
// fewest changes (Sellers, "The theory and computation of evolutionary distances", 1980: the edit distance of a pattern
// to any stretch of a longer text, one column a word of the text).

import type { Span } from './episode.ts';
import { comparable } from './search.ts';
import { isUnspaced } from './text.ts';

/** `exact` runs on to `end`, where that is not null: a long quote is known by its first and last words. */
export type QuoteAnchor = { prefix: string; exact: string; end: string | null; suffix: string };

/** Words of context on either side, and of either end of a long quote. */
const CONTEXT = 4;
const EDGE = 6;

/** The anchor of a stretch of text. Throws RangeError where no word lies in it. */
export function quoteAnchor(text: string, span: Span): QuoteAnchor {
	const exact = split(text.slice(span.from, span.to));
	if (!exact.length) throw new RangeError(`expected words between ${span.from} and ${span.to}, saw none`);
	const join = (words: string[]) => words.join(isUnspaced(words.join('')) ? '' : ' ');
	const long = exact.length > 2 * EDGE + 2;
	return {
		prefix: join(split(text.slice(Math.max(0, span.from - 200), span.from)).slice(-CONTEXT)),
		exact: join(long ? exact.slice(0, EDGE) : exact),
		end: long ? join(exact.slice(-EDGE)) : null,
		suffix: join(split(text.slice(span.to, span.to + 200)).slice(0, CONTEXT))
	};
}

/**
 * Where a quote is in a text, perhaps a corrected one; null where too little of it is left. `near`, an offset, decides
 * between places that are equally like it.
 */
export function findQuote(text: string, anchor: QuoteAnchor, near: number | null = null): Span | null {
	const tokens = tokensOf(text);
	const [prefix, exact, end, suffix] = [anchor.prefix, anchor.exact, anchor.end ?? '', anchor.suffix].map(
		(part) => tokensOf(part).words
	);
	if (!exact.length) return null;
	const at =
		near === null
			? null
			: Math.max(
					0,
					tokens.spans.findIndex(({ to }) => to > near)
				);
	if (!end.length) return spanOf(tokens.spans, findPart(tokens.words, prefix, exact, suffix, 0, at));
	const head = findPart(tokens.words, prefix, exact, [], 0, at);
	if (!head) return null;
	// The two ends of a quote lie within a few minutes of talk.
	const reach = tokens.words.slice(0, head[1] + 2000);
	const tail = findPart(reach, [], end, suffix, head[0], head[1]);
	return tail && spanOf(tokens.spans, [head[0], tail[1]]);
}

/** `prefix-,exact,end,-suffix`, as in the text fragments of addresses; commas and hyphens inside are escaped. */
export function formatQuote({ prefix, exact, end, suffix }: QuoteAnchor): string {
	const escape = (part: string) => encodeURIComponent(part).replace(/-/g, '%2D');
	const parts = [prefix && `${escape(prefix)}-`, escape(exact), end && escape(end), suffix && `-${escape(suffix)}`];
	return parts.filter(Boolean).join(',');
}

/** Reads what `formatQuote` wrote, or the text of a `#:~:text=` fragment; null where it is neither. */
export function parseQuote(value: string): QuoteAnchor | null {
	const parts = value.split(',');
	try {
		const prefix = parts[0].endsWith('-') ? decodeURIComponent(parts.shift()!.slice(0, -1)) : '';
		const suffix = parts.at(-1)?.startsWith('-') ? decodeURIComponent(parts.pop()!.slice(1)) : '';
		if (parts.length < 1 || parts.length > 2 || !parts[0]) return null;
		const [exact, end = null] = parts.map(decodeURIComponent);
		return { prefix, exact, end, suffix };
	} catch {
		// A percent sign that escapes nothing: somebody else's value.
		return null;
	}
}

type Tokens = { words: string[]; spans: Span[] };

/** Words as they are compared, each sign of a script without spaces by itself, with where they came from. */
function tokensOf(text: string): Tokens {
	const { text: plain, from, to } = comparable(text);
	const words: string[] = [];
	const spans: Span[] = [];
	const token = isUnspaced(plain)
		? /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]|[^ \p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu
		: /[^ ]+/g;
	for (const match of plain.matchAll(token)) {
		words.push(match[0]);
		spans.push({ from: from[match.index], to: to[match.index + match[0].length - 1] });
	}
	return { words, spans };
}

/** Words as written, for people to read in an anchor. */
function split(text: string): string[] {
	return tokensOf(text).spans.map(({ from, to }) => text.slice(from, to));
}

function spanOf(spans: Span[], range: [number, number] | null): Span | null {
	return range && { from: spans[range[0]].from, to: spans[range[1] - 1].to };
}

/** The words [from, to) that are most like `exact` between `prefix` and `suffix`, from word `first` on. */
function findPart(
	words: string[],
	prefix: string[],
	exact: string[],
	suffix: string[],
	first: number,
	near: number | null
): [number, number] | null {
	const pattern = [...prefix, ...exact, ...suffix];
	const m = pattern.length;
	let column = Float64Array.from({ length: m + 1 }, (_, i) => i);
	let next = new Float64Array(m + 1);
	let last = -1;
	let least = Infinity;
	for (let j = first; j < words.length; j++) {
		next[0] = 0;
		for (let i = 1; i <= m; i++)
			next[i] = Math.min(column[i - 1] + difference(pattern[i - 1], words[j]), next[i - 1] + 1, column[i] + 1);
		[column, next] = [next, column];
		const nearer = near !== null && column[m] === least && Math.abs(j - m - near) < Math.abs(last - m - near);
		if (column[m] < least || nearer) {
			least = column[m];
			last = j;
		}
	}
	if (last < 0) return null;
	const start = Math.max(first, last + 1 - 2 * m);
	const pairs = pair(pattern, words.slice(start, last + 1));
	const open = prefix.length;
	const close = open + exact.length;
	const met = pairs.slice(open, close).filter((at) => at >= 0);
	const same = pairs.filter((at, i) => at >= 0 && difference(pattern[i], words[start + at]) < 1);
	const sameInside = met.filter((at) => exact.some((word) => difference(word, words[start + at]) < 1));
	if (!met.length || (same.length < 0.6 * m && sameInside.length < 0.7 * exact.length)) return null;
	return [start + met[0], start + met[met.length - 1] + 1];
}

/** For each word of the pattern the word of the text that stands for it, −1 where none does; the text's last word counts. */
function pair(pattern: string[], words: string[]): number[] {
	const width = words.length + 1;
	const cost = new Float64Array((pattern.length + 1) * width);
	for (let i = 1; i <= pattern.length; i++) {
		cost[i * width] = i;
		for (let j = 1; j < width; j++)
			cost[i * width + j] = Math.min(
				cost[(i - 1) * width + j - 1] + difference(pattern[i - 1], words[j - 1]),
				cost[(i - 1) * width + j] + 1,
				cost[i * width + j - 1] + 1
			);
	}
	const pairs: number[] = new Array(pattern.length).fill(-1);
	for (let i = pattern.length, j = words.length; i > 0 && j > 0;) {
		const here = cost[i * width + j];
		if (here === cost[(i - 1) * width + j - 1] + difference(pattern[i - 1], words[j - 1])) pairs[--i] = --j;
		else if (here === cost[(i - 1) * width + j] + 1) i--;
		else j--;
	}
	return pairs;
}

/** 0 for the same word, ½ for one that begins alike (a corrected ending), 1 for another. */
function difference(a: string, b: string): number {
	if (a === b) return 0;
	return a.length > 3 && b.length > 3 && a.slice(0, 3) === b.slice(0, 3) ? 0.5 : 1;
}
