// What stands on every sheet of a printed text and nobody says: running heads, running feet, the numbers of the pages.
//
//   … for twenty years and          … for twenty years and
//   Page 1 of 3                     I still learn something
//   Slow Food · Episode 12     →
//   I still learn something
//
// A sheet ends at a form feed, or at numbers that say "Page" and count. What comes again in the same place beside
// most of these ends, and nowhere else, is such a line; one that could be a name has to come three times.

import { isNameLike } from './bylines.ts';
import { possibleLabel } from './speaker.ts';

/** So many lines with text on either side of an end may be heads and feet. */
const depth = 3;
const numbered = /^(?:page|seite|página|pagina|стр\.?|p\.)\s?(\d{1,4})(?:\s?(?:of|\/|von|sur|de|di|из)\s?\d{1,4})?$/i;
const number = /^[-–—|[(\s]*\d{1,4}(?:\s?(?:of|\/|von|sur|de|di|из)\s?\d{1,4})?[-–—|\])\s]*$/i;

/** The text without them; where a sentence goes on over the end of a sheet, so does its paragraph. */
export function withoutSheets(text: string): string {
	const lines = text.replace(/\f/g, '\n\f\n').split('\n');
	const keys = lines.map((line) => keyOf(line.trim()));
	const ends = endsOf(lines);
	if (!ends.length) return text;
	const beside = neighbours(keys, ends);
	const again = count([...beside].map(([at, place]) => `${place} ${keys[at]}`));
	const everywhere = count(keys);
	const least = Math.max(2, ends.length / 2);
	const dropped = new Set(ends);
	for (const [at, place] of beside) {
		const found = again.get(`${place} ${keys[at]}`) ?? 0;
		const name = isNameLike(keys[at]) || possibleLabel(keys[at]) !== null;
		if (found >= (name ? Math.max(3, least) : least) && found === everywhere.get(keys[at])) dropped.add(at);
	}
	// Next to all of it: the same again and again, but no sheets.
	const filled = lines.filter((line) => line.trim() !== '').length;
	return dropped.size - ends.length > filled * 0.8 ? text : joined(lines, dropped);
}

/** A line as it is on every sheet. */
function keyOf(line: string): string {
	const bare = line.replace(/\s+/g, ' ');
	return numbered.test(bare) || number.test(bare) ? '#' : bare;
}

/** The lines that part sheets. */
function endsOf(lines: readonly string[]): number[] {
	const feeds = lines.flatMap((line, i) => (line === '\f' ? [i] : []));
	if (feeds.length) return feeds;
	const pages = lines.flatMap((line, i) => {
		const page = numbered.exec(line.trim())?.[1];
		return page ? [{ page: Number(page), i }] : [];
	});
	const counts = pages.every(({ page }, k) => k === 0 || page === pages[k - 1].page + 1);
	return pages.length > 1 && counts ? pages.map(({ i }) => i) : [];
}

/**
 * The lines with text beside those that part sheets and at the beginning and the end of the text, and where each stands:
 * the first is 1, the last −1. On a short sheet what is nearer counts.
 */
function neighbours(keys: readonly string[], ends: readonly number[]): Map<number, number> {
	const places = new Map<number, number>();
	for (const [from, step] of [-1, ...ends]
		.map((end) => [end, 1])
		.concat([...ends, keys.length].map((end) => [end, -1])))
		for (const [index, at] of nearest(keys, from, step).entries())
			if (index < Math.abs(places.get(at) ?? Infinity) - 1) places.set(at, step * (index + 1));
	return places;
}

function nearest(keys: readonly string[], from: number, step: number): number[] {
	const found: number[] = [];
	for (let at = from + step; keys[at] !== undefined && Math.abs(at - from) < 12 && found.length < depth; at += step)
		if (keys[at] === '\f') break;
		else if (keys[at]) found.push(at);
	return found;
}

function count(keys: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
	return counts;
}

function joined(lines: readonly string[], dropped: ReadonlySet<number>): string {
	const kept: string[] = [];
	let cut = false;
	for (const [i, line] of lines.entries()) {
		cut ||= dropped.has(i);
		if (dropped.has(i) || (cut && !line.trim())) continue;
		if (cut) {
			while (kept.length && !kept[kept.length - 1].trim()) kept.pop();
			const ended = !/[\p{L}\p{N},;–—-]$/u.test(kept.at(-1)?.trim() ?? '.') || !/^\s*[\p{Ll}\p{N}"“(I]/u.test(line);
			if (ended) kept.push('');
			cut = false;
		}
		kept.push(line);
	}
	return kept.join('\n');
}
