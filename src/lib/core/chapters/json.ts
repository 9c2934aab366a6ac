// Podcasting 2.0 chapters: `{ version, chapters: [{ startTime, title, img, url, toc }] }`, times in seconds.

import * as v from 'valibot';
import type { Chapter } from '../episode.ts';
import { parseClock } from '../time.ts';
import type { ParsedChapters } from './parsed.ts';

const text = v.fallback(v.optional(v.nullable(v.string()), null), null);
const item = v.object({
	startTime: v.union([v.pipe(v.number(), v.minValue(0), v.finite()), v.string()]),
	title: text,
	img: text,
	url: text,
	toc: v.fallback(v.optional(v.boolean(), true), true)
});

/** A chapter that cannot be read is left out with a problem; some files are a bare list. */
export function parseJson(source: string): ParsedChapters {
	let value: unknown;
	try {
		value = JSON.parse(source);
	} catch {
		return {
			chapters: [],
			problems: [{ code: 'bad-json', line: 0, message: 'Expected JSON, saw something else.' }]
		};
	}
	const list = Array.isArray(value) ? value : (value as { chapters?: unknown } | null)?.chapters;
	if (!Array.isArray(list))
		return {
			chapters: [],
			problems: [{ code: 'no-chapters', line: 0, message: 'Expected a list named "chapters", saw none.' }]
		};
	const parsed: ParsedChapters = { chapters: [], problems: [] };
	list.forEach((entry, i) => {
		const result = v.safeParse(item, entry);
		const start = result.success ? secondsOf(result.output.startTime) : null;
		if (!result.success || start === null) {
			parsed.problems.push({ code: 'bad-chapter', line: 0, message: `Chapter ${i + 1} has no time that can be read.` });
			return;
		}
		const { title, img, url, toc } = result.output;
		if (toc) parsed.chapters.push({ start, title: title?.trim() ?? '', image: webAddress(img), url: webAddress(url) });
	});
	return parsed;
}

function secondsOf(time: number | string): number | null {
	return typeof time === 'number' ? time : parseClock(time);
}

/** An address a page may show or link to, else null: never `javascript:`. */
export function webAddress(value: string | null): Chapter['url'] {
	return value && /^https?:\/\/\S+$/i.test(value.trim()) ? value.trim() : null;
}
