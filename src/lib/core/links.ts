// Links to a moment: every dialect is read, one is written (`?t=start[,end]`, seconds).
//
//   ?t=90  #t=90  ?t=90.5  ?t=1:30  ?t=01:02:03.5  ?t=1m30s  ?t=1h2m3s  ?t=90s     YouTube, Pocket Casts, Spotify, Vimeo …
//   ?t=90,120  ?t=1:30-2:00  #t=,20  #t=npt:10,20                       Podlove, Pocket Casts; W3C Media Fragments 1.0
//   ?start=90&end=120  ?time_continue=90  ?r=90  ?seek=90  ?ts=90        YouTube's embed, Apple Podcasts, and others
//   #1:30  #90s  /+AbC/1:30                                              Spotify's old links, Overcast
//
// A fragment never reaches the server, so it can have no preview card: that is why the query is written.

import { parseClock } from './time.ts';

export type TimeLink = { start: number; end: number | null };

/** In this order: the first one that reads as a time wins. */
const KEYS = ['t', 'start', 'time_continue', 'time', 'ts', 'timestamp', 'seek', 'starttime', 'start_time', 'r'];
const END_KEYS = ['end', 'endtime', 'end_time'];

/**
 * The moment a link means, in seconds; `end` is null where it gives none, or one that does not come after the start.
 * Takes a whole address, a path, a query or a fragment. Null where there is no time in it. The fragment wins over the
 * query: it is what a listener adds by hand to a link that has one already.
 */
export function parseTimeLink(link: string): TimeLink | null {
	const hash = link.indexOf('#');
	const beforeHash = hash < 0 ? link : link.slice(0, hash);
	const fragment = hash < 0 ? '' : link.slice(hash + 1).replace(/:~:.*$/s, '');
	const question = beforeHash.indexOf('?');
	const query = question < 0 ? '' : beforeHash.slice(question + 1);
	const path = question < 0 ? beforeHash : beforeHash.slice(0, question);
	return fromPairs(fragment) ?? bareClock(fragment) ?? fromPairs(query) ?? fromPath(path);
}

/**
 * `?t=start[,end]` in seconds, to the hundredth. The start is rounded up, so that the word that begins there is the one
 * that is marked. Throws RangeError on a time that is negative or not finite.
 */
export function formatTimeLink(start: number, end: number | null = null): string {
	for (const value of [start, end ?? 0])
		if (!(value >= 0 && Number.isFinite(value))) throw new RangeError(`expected seconds, saw ${value}`);
	// A millisecond is the finest time there is: what floats add below that is not rounded up.
	const from = Math.ceil(Math.round(start * 1000) / 10) / 100;
	const to = end === null ? null : Math.round(end * 100) / 100;
	return to !== null && to > from ? `?t=${from},${to}` : `?t=${from}`;
}

function fromPairs(pairs: string): TimeLink | null {
	if (!pairs.includes('=')) return null;
	// A plus in a query means a space to URLSearchParams: no time has one.
	const params = new URLSearchParams(pairs);
	const values = new Map([...params].reverse().map(([key, value]) => [key.toLowerCase(), value]));
	for (const key of KEYS) {
		const value = values.get(key);
		const range = value === undefined ? null : parseRange(value);
		if (!range) continue;
		if (range.end !== null) return range;
		for (const endKey of END_KEYS) {
			const end = parseClock(values.get(endKey) ?? '');
			if (end !== null) return ordered(range.start, end);
		}
		return range;
	}
	return null;
}

/** `90`, `1:30,2:00`, `npt:10,20`, `,20`, `10-20`. */
function parseRange(value: string): TimeLink | null {
	const text = value.trim().replace(/^npt:/i, '');
	// A comma parts two times; only `01:02:03,450` has one that does not.
	const parts = /^[^,]*:\d\d,\d{3}$/.test(text) && parseClock(text) !== null ? [text] : text.split(/[,\-–~]/);
	if (parts.length > 2) return null;
	const start = /^\s*,/.test(text) ? 0 : parseClock(parts[0]);
	if (start === null) return null;
	if (parts.length === 1 || parts[1].trim() === '') return text.trim() === ',' ? null : { start, end: null };
	const end = parseClock(parts[1]);
	return end === null ? null : ordered(start, end);
}

/** `#1:30`, `#90s`, `#1m30s`: never a bare number, which is as likely the name of a place in the page. */
function bareClock(fragment: string): TimeLink | null {
	return /^[\d:.]*:[\d.]+$|^(?=\d)(\d+h)?(\d+m)?(\d+s)?$/i.test(fragment) ? parseRange(fragment) : null;
}

/** Overcast puts the clock last in the path. */
function fromPath(path: string): TimeLink | null {
	const last = /^https?:\/\/overcast\.fm\/\+[^/]+\/([\d:]+)$/i.exec(path);
	return last ? parseRange(last[1]) : null;
}

function ordered(start: number, end: number): TimeLink {
	return { start, end: end > start ? end : null };
}
