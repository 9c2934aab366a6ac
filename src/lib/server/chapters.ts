// Chapters: a file of the publisher's in, the JSON of Podcasting 2.0 out.

import { basename } from 'node:path';
import { leftOut, parseChapters } from '#lib/core/chapters/chapters.ts';
import type { Chapter, Episode, Problem, Topic } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { oneLine } from '#lib/core/text/oneline.ts';
import { formatClock, fromMs, toMs } from '#lib/core/time.ts';
import { readInput } from './transcript.ts';

export type Chapters = {
	chapters: Chapter[];
	/** What was left out of them. */
	problems: Problem[];
};

/** The chapters of a file in any of the known ways. Throws UserError where any of them cannot be read. */
export async function readChapters(path: string): Promise<Chapters> {
	const name = basename(path);
	const text = new TextDecoder().decode(await readInput(path, 'chapters'));
	const { chapters, problems, left } = parseChapters(text);
	if (!problems.length) return { chapters, problems: left };
	const [{ line, message }] = problems;
	const place = line ? `line ${line} of ${name}` : name;
	// What is wrong with the whole file, or with a time, comes as "Expected …, saw …."; with one chapter as a statement.
	throw new UserError(
		'bad-chapters',
		message.startsWith('Expected ')
			? `${message.slice(0, -1)} in ${place}.`
			: `Expected a time and a title for every chapter, but in ${place} ${message[0].toLowerCase()}${message.slice(1)}`
	);
}

/** As an episode of this length can have them. `duration` is in seconds. */
export function fitChapters({ chapters, problems }: Chapters, duration: number): Chapters {
	const within = chapters.filter(({ start }) => start < duration);
	const late = leftOut('late-chapter', chapters.length - within.length, `after the end, ${formatClock(duration)},`);
	return {
		chapters: within.map((chapter) => ({ ...chapter, title: oneLine(chapter.title) })),
		problems: [...problems, ...late]
	};
}

/** The topics of an episode, found ones where the publisher gave none. */
export function writeChapters(episode: Episode, topics: Topic[]): string {
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
