// Changing what is known of an episode that is in the library already; its words and times stay.

import type { Problem } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { oneLine } from '#lib/core/text/oneline.ts';
import { isDate } from './add.ts';
import { fitChapters, readChapters } from './chapters.ts';
import type { StoredEpisode } from './files.ts';
import type { Library } from './library.ts';

/** As the command line has it: `chapters` is a file; an empty text takes away what was there, except the title. */
export type EditInput = { title?: string; show?: string; date?: string; note?: string; chapters?: string };

export type Edited = {
	episode: StoredEpisode;
	/** What was left out of the chapters. */
	problems: Problem[];
};

/** Throws UserError where there is no such episode, or something is not what it should be: then nothing is changed. */
export async function edit(library: Library, slug: string, input: EditInput): Promise<Edited> {
	const problems: Problem[] = [];
	const change: Parameters<Library['update']>[1] = {};
	if (input.title !== undefined) {
		change.title = oneLine(input.title);
		if (!change.title) throw new UserError('no-title', 'Expected a title, saw none; every episode has one.');
	}
	if (input.date) {
		if (!isDate(input.date)) throw new UserError('bad-date', `Expected a date as yyyy-mm-dd, saw "${input.date}".`);
		change.date = input.date;
	} else if (input.date === '') change.date = null;
	if (input.show !== undefined) change.show = oneLine(input.show) || null;
	if (input.note !== undefined) change.note = oneLine(input.note) || null;
	if (input.chapters) {
		const duration = (await library.read(slug))?.episode.duration ?? 0;
		const fitting = fitChapters(await readChapters(input.chapters), duration);
		change.chapters = fitting.chapters;
		problems.push(...fitting.problems);
	} else if (input.chapters === '') change.chapters = [];
	return { episode: await library.update(slug, change), problems };
}
