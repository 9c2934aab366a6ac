// Chapters: a file of the publisher's in, the JSON of Podcasting 2.0 out.

import { parseChapters } from '#lib/core/chapters/chapters.ts';
import type { Chapter, Episode, Topic } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { fromMs, toMs } from '#lib/core/time.ts';

/** The chapters of a file in any of the known ways. Throws UserError where any of them cannot be read. */
export function readChapters(text: string, name: string): Chapter[] {
	const { chapters, problems } = parseChapters(text);
	if (!problems.length) return chapters;
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
