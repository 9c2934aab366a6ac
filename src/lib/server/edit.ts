// Changing what is known of an episode that is in the library already; its words and times stay.

import { basename } from 'node:path';
import { UserError } from '#lib/core/errors.ts';
import { oneLine } from '#lib/core/text/oneline.ts';
import { isDate } from './add.ts';
import { readChapters } from './chapters.ts';
import type { StoredEpisode } from './files.ts';
import type { Library } from './library.ts';
import { readInput } from './transcript.ts';

/** As the command line has it: `chapters` is a file; an empty text takes away what was there. */
export type EditInput = { title?: string; show?: string; date?: string; note?: string; chapters?: string };

/** Throws UserError where there is no such episode, or something is not what it should be: then nothing is changed. */
export async function edit(library: Library, slug: string, input: EditInput): Promise<StoredEpisode> {
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
	if (input.chapters !== undefined) {
		const text = new TextDecoder().decode(await readInput(input.chapters, 'chapters'));
		const duration = (await library.read(slug))?.episode.duration ?? 0;
		change.chapters = readChapters(text, basename(input.chapters))
			.filter(({ start }) => start < duration)
			.map((chapter) => ({ ...chapter, title: oneLine(chapter.title) }));
	}
	return library.update(slug, change);
}
