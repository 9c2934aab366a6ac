// Changing an episode that is in the library already: what is known of it, or, aligned again, its words and its audio.

import type { Problem } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { oneLine } from '#lib/core/text/oneline.ts';
import { checkDate, checkSlug } from './add.ts';
import { fitChapters, readChapters } from './chapters.ts';
import type { StoredEpisode } from './files.ts';
import type { FillOptions } from './fill.ts';
import type { Library } from './library.ts';
import { readPicture } from './picture.ts';
import { type Rehearing, remake } from './remake.ts';

/**
 * As the command line has it: `chapters`, `artwork` and `speakers` are paths; an empty text takes away what was there, but
 * the title. With any of a `Rehearing` it is aligned again.
 */
export type EditInput = Rehearing & {
	title?: string;
	show?: string;
	date?: string;
	note?: string;
	chapters?: string;
	artwork?: string;
	speakers?: string;
	slug?: string;
};

export type Edited = {
	episode: StoredEpisode;
	/** Whether it was aligned again. */
	heard: boolean;
	/** What the parsers noticed in the transcript and the chapters. */
	problems: Problem[];
};

/**
 * Throws UserError where there is no such episode, or something is not what it should be, and the signal's reason where
 * cancelled: then nothing is changed.
 */
export async function edit(
	library: Library,
	slug: string,
	input: EditInput,
	options: FillOptions = {}
): Promise<Edited> {
	const { audio, transcript, language, model, speakers } = input;
	const { change, problems } = await changeOf(library, slug, input);
	const heard = [audio, transcript, language, model].some((value) => value !== undefined);
	const moved = input.slug !== undefined && input.slug !== slug;
	if (!heard && !moved && speakers === undefined && input.artwork === undefined)
		return { episode: await library.update(slug, change), heard, problems };
	const artwork = input.artwork ? await readPicture(input.artwork) : input.artwork === '' ? null : undefined;
	const hear = heard ? { audio, transcript, language, model } : null;
	const remade = await remake(library, slug, { hear, speakers, artwork, slug: input.slug ?? slug, change }, options);
	return { episode: remade.episode, heard, problems: [...problems, ...remade.problems] };
}

type Change = Parameters<Library['update']>[1];

async function changeOf(
	library: Library,
	slug: string,
	input: EditInput
): Promise<{ change: Change; problems: Problem[] }> {
	const change: Change = {};
	if (input.slug !== undefined) checkSlug(input.slug);
	if (input.title !== undefined) {
		change.title = oneLine(input.title);
		if (!change.title) throw new UserError('no-title', 'Expected a title, saw none; every episode has one.');
	}
	if (input.date) {
		checkDate(input.date);
		change.date = input.date;
	} else if (input.date === '') change.date = null;
	if (input.show !== undefined) change.show = oneLine(input.show) || null;
	if (input.note !== undefined) change.note = oneLine(input.note) || null;
	if (!input.chapters) return { change: input.chapters === '' ? { ...change, chapters: [] } : change, problems: [] };
	const found = await readChapters(input.chapters);
	// Of another audio the length is known later.
	if (input.audio !== undefined) return { change: { ...change, chapters: found.chapters }, problems: found.problems };
	const { chapters, problems } = fitChapters(found, (await library.read(slug))?.episode.duration ?? 0);
	return { change: { ...change, chapters }, problems };
}
