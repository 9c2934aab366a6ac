// Chapters in a file: the JSON of Podcasting 2.0, `{ version, chapters: [{ startTime, title, img, url }] }`, both ways.

import * as v from 'valibot';
import type { Alignment, Chapter, Episode, Transcript } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { publish } from '#lib/core/publish.ts';
import { fromMs, parseClock, toMs } from '#lib/core/time.ts';

const web = v.optional(v.nullable(v.pipe(v.string(), v.regex(/^https?:\/\//i, 'expected an http address'))), null);
const file = v.object({
	chapters: v.array(
		v.object({
			startTime: v.union([v.pipe(v.number(), v.minValue(0)), v.string()]),
			title: v.optional(v.string(), ''),
			img: web,
			url: web,
			toc: v.optional(v.boolean(), true)
		})
	)
});

/** Chapters in order of time; those without a title or hidden from the table of contents are left out. */
export function readChapters(text: string, name: string): Chapter[] {
	let value: unknown;
	try {
		value = JSON.parse(text.replace(/^\ufeff/, ''));
	} catch {
		throw unreadable(name, 'no JSON');
	}
	const result = v.safeParse(file, value);
	if (!result.success) {
		const where = v.getDotPath(result.issues[0]);
		throw unreadable(name, `${where ? `"${where}": ` : ''}${result.issues[0].message}`);
	}
	const chapters: Chapter[] = [];
	for (const { startTime, title, img, url, toc } of result.output.chapters) {
		const start = typeof startTime === 'number' ? startTime : parseClock(startTime);
		if (start === null) throw unreadable(name, `the time "${startTime}"`);
		if (toc && title.trim()) chapters.push({ start, title: title.trim(), image: img, url });
	}
	return chapters.sort((a, b) => a.start - b.start);
}

/** The topics of an episode, found ones where the publisher gave none. */
export function writeChapters(episode: Episode, transcript: Transcript, alignment: Alignment | null): string {
	const { topics } = publish(episode, transcript, alignment);
	const chapters = topics.map(({ start, title }) => {
		const own = episode.chapters.find((chapter) => chapter.start === start && chapter.title === title);
		return {
			startTime: fromMs(toMs(start)),
			title,
			...(own?.image ? { img: own.image } : {}),
			...(own?.url ? { url: own.url } : {})
		};
	});
	return `${JSON.stringify({ version: '1.2.0', title: episode.title, chapters }, null, '\t')}\n`;
}

function unreadable(name: string, saw: string): UserError {
	return new UserError(
		'bad-chapters',
		`Expected ${name} to be chapters as JSON ({ "chapters": [{ "startTime": 0, "title": "…" }] }), saw ${saw}.`
	);
}
