// Timestamps that people write into plain text, told apart from times of day.
//
//   [00:12:03] text      (1:02) text      00:01:02 text      [0:10 - 0:14] text      [1m02s] text      00:12:03 alone
//
// A stamp in brackets is taken as one when the stamps of the document go forward. A bare one needs more: a clock with
// hours, or several in a row. "10:30 am" is a time of day.

import { parseClock } from '../time.ts';
import { formatMoment } from './clock.ts';

export type StampForm = 'bracket' | 'bare';

/** A stamp at the beginning of a line: seconds, its form, and how many characters it takes with what separates it. */
export type Stamp = { start: number; end: number | null; form: StampForm; length: number; long: boolean };

/** A moment as people write it in front of what is said: 1:02, 00:12:03, 00:12:03.5, with frames 00:12:03:24. */
export const clock = String.raw`(?:\d{1,3}:\d{2}(?::\d{2}(?:[:;]\d{2}(?!\d))?)?(?:[.,]\d{1,3})?|\d{2}(?:;\d{2}){3}(?!\d))`;
const range = String.raw`(${clock})(?:\s*(?:-->|-|–|—|to|→)\s*(${clock}))?`;
/** A dash behind a bracketed stamp goes with it before a label, else it begins a line of dialogue. */
const bracketed = new RegExp(
	String.raw`^(?:\[\s*${range}\s*\]|\[((?:\d{1,2}h)?\d{1,2}m\d{1,2}s)\]|\(\s*${range}\s*\)|<${range}>)\s*(?:[:|]\s*|[-–—]\s*(?=[^:：\s][^:：]{0,40}[:：]))?`
);
const bare = new RegExp(String.raw`^${range}(?=[\s:|–—-]|$)\s*(?:[-–—:|](?=\s|$)\s*)?`);
const inner = new RegExp(String.raw`\[(${clock})\]`, 'g');
const timeOfDay = /^\s*(?:[ap]\.?\s?m\b|o['’]?clock|uhr\b|hrs?\b|heures?\b|[,;.])/i;

/** Seconds, or null. How long a frame is no stamp says: what is written of frames is left out. */
export function momentOf(text: string): number | null {
	const parts = text.split(/[:;]/);
	return parseClock(parts.length > 3 ? parts.slice(0, 3).join(':') : text);
}

/** The stamp at the beginning of the line, or null. */
export function leadingStamp(line: string): Stamp | null {
	let match = bracketed.exec(line);
	const form: StampForm = match ? 'bracket' : 'bare';
	match ??= bare.exec(line);
	if (!match) return null;
	const found = match.slice(1).filter((part) => part !== undefined);
	const start = momentOf(found[0]);
	const end = found[1] === undefined ? null : momentOf(found[1]);
	if (start === null) return null;
	if (form === 'bare' && timeOfDay.test(line.slice(found[0].length))) return null;
	const long = (found[0].match(/[:;]/g) ?? []).length >= 2;
	return { start, end: end !== null && end >= start ? end : null, form, length: match[0].length, long };
}

/** Whether the stamps of one form in a document are times of the audio. `blocks`: how many paragraphs it has. */
export function areStamps(form: StampForm, stamps: readonly Stamp[], blocks: number): boolean {
	if (!stamps.length) return false;
	let forward = 0;
	for (let i = 1; i < stamps.length; i++) if (stamps[i].start >= stamps[i - 1].start) forward++;
	const ordered = stamps.length === 1 || forward >= (stamps.length - 1) * 0.8;
	if (!ordered) return false;
	if (form === 'bracket') return true;
	return stamps.every((stamp) => stamp.long) || (stamps.length > 1 && stamps.length >= blocks * 0.3);
}

/** Whether the stamps in square brackets anywhere in a text go forward, and are enough to be times of the audio. */
export function hasInnerStamps(text: string): boolean {
	const found = [...text.matchAll(inner)].map((match) => match[1]);
	const moments = found.map(momentOf);
	const forward = moments.every((at, i) => at !== null && (i === 0 || at >= (moments[i - 1] ?? 0)));
	return forward && (found.length > 1 || /:.*:/.test(found[0] ?? ''));
}

/** A moment as we write it in front of a line: [00:12:03], with milliseconds only where there are any. */
export function formatStamp(seconds: number): string {
	return `[${formatMoment(seconds, '.').replace(/\.000$/, '')}]`;
}
