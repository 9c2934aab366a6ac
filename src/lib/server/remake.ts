// An episode that is in the library already gets a folder made anew: aligned again with a corrected transcript or other
// audio, or with something else that is no matter of episode.json alone.
//
//   reserve .adding-<slug> ──► fill (fill.ts)? ──► the other files of the old one ──► episode.json ──► takes its place
//
// Until then the old one stays as it is, and after any failure too. What is edited while it is aligned counts.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Episode, type Problem } from '#lib/core/episode.ts';
import { languageOf, readTranscriptOf } from './add.ts';
import { probe } from './audio/probe.ts';
import { change } from './change.ts';
import { fitChapters } from './chapters.ts';
import { asDiskError, linkOrCopy, writeSynced } from './disk.ts';
import { type StoredEpisode, writeEpisode, writeText } from './files.ts';
import { fill, type Filled, type FillOptions, type Material } from './fill.ts';
import { ALIGNMENT, EPISODE, type Library, type LibraryEpisode, missing, PEAKS, TEXT } from './library.ts';
import type { Picture } from './picture.ts';
import { reserve } from './reserve.ts';
import { carrySpeakers, isNamed, readSpeakers } from './speakers.ts';
import { canonicalLanguage, readInput, type TranscriptFile } from './transcript.ts';
import { languageOfWords } from './words-language.ts';

/** What is heard again, with what: paths, and a BCP 47 tag. What is left out stays. */
export type Rehearing = { audio?: string; transcript?: string; language?: string; model?: string };

export type Remaking = {
	/** Null to leave words and times as they are. */
	hear: Rehearing | null;
	/** Path of a file that says who speaks. */
	speakers?: string;
	/** Null to take it away; left out to keep it. */
	artwork?: Picture | null;
	/** The name that it shall have. */
	slug: string;
	change: Partial<Episode>;
};

export type Remade = {
	episode: StoredEpisode;
	/** What the parser noticed in the transcript, and what could not be kept. */
	problems: Problem[];
};

/** Throws UserError, or the signal's reason where cancelled: then the episode is as it was. */
export async function remake(
	library: Library,
	slug: string,
	{ hear, speakers, artwork, slug: target, change: changes }: Remaking,
	options: FillOptions
): Promise<Remade> {
	const { signal, onProgress, write = writeSynced } = options;
	onProgress?.({ stage: 'check', done: 0 });
	const before = await find(library, slug);
	const problems: Problem[] = [];
	const material = hear && (await materialOf(library, before, { ...hear, speakers }, problems, signal));
	onProgress?.({ stage: 'check', done: 1 });
	const place = await reserve(library.dir, target, { replaces: target === slug });
	const put = (name: string, data: Uint8Array | string) => write(join(place.folder, name), data);
	try {
		const filled = material && (await fill(place.folder, material, options));
		const episode = await change(library.dir, slug, async () => {
			const now = await find(library, slug);
			const { files } = now.episode;
			const gone = new Set([EPISODE]);
			if (filled) for (const name of ownFiles(files)) gone.add(name);
			if (speakers && !filled) await put(TEXT, writeText(await named(now, speakers)));
			if (artwork !== undefined && files.artwork) gone.add(files.artwork);
			if (artwork) await put(artwork.name, artwork.bytes);

			const episode = { ...now.episode, ...changes, slug: target };
			if (filled) Object.assign(episode, heardAnew(episode, material!, filled, problems));
			if (artwork !== undefined) episode.files = { ...episode.files, artwork: artwork?.name ?? null };
			const folder = join(library.dir, slug);
			const made = new Set(readdirSync(place.folder));
			for (const name of readdirSync(folder))
				if (!gone.has(name) && !made.has(name) && !name.startsWith('.'))
					await linkOrCopy(join(folder, name), join(place.folder, name));
			await put(EPISODE, writeEpisode(episode));
			signal?.throwIfAborted();
			await place.commit();
			return episode;
		});
		if (target !== slug) await library.remove(slug);
		onProgress?.({ stage: 'save', done: 1 });
		return { episode, problems };
	} catch (error) {
		// Streams and child processes have errors of their own for being stopped.
		signal?.throwIfAborted();
		throw asDiskError(error, place.folder);
	} finally {
		await place.release();
	}
}

async function find(library: Library, slug: string): Promise<LibraryEpisode> {
	const found = await library.read(slug);
	if (!found) throw missing(slug);
	return found;
}

/** Those that stand for what was heard. */
function ownFiles({ audio, served, transcript }: StoredEpisode['files']): string[] {
	return [audio, served, transcript, PEAKS, TEXT, ALIGNMENT].filter((name) => name !== null);
}

async function named({ transcript }: LibraryEpisode, speakers: string): Promise<LibraryEpisode['transcript']> {
	return { ...transcript, turns: await readSpeakers(speakers, transcript) };
}

/** What to align, the old in place of what is not given. */
async function materialOf(
	library: Library,
	found: LibraryEpisode,
	input: Rehearing & { speakers?: string },
	problems: Problem[],
	signal?: AbortSignal
): Promise<Material> {
	const { slug, language, files } = found.episode;
	const given = input.language === undefined ? null : canonicalLanguage(input.language);
	const path = input.audio ?? join(library.dir, slug, files.audio);
	const audio = await probe(path, signal);
	const known = given ?? (language === 'und' ? null : language);
	let transcript: TranscriptFile | null = null;
	if (input.transcript !== undefined) {
		transcript = await readTranscriptOf(input, given ?? (await namedLanguage(found)), known);
		problems.push(...transcript.problems, ...keepSpeakers(found, transcript));
	} else if (files.transcript) {
		// As it was understood when it came, with all that was said about it.
		const bytes = await readInput(join(library.dir, slug, files.transcript), 'transcript');
		const text = input.speakers ? await named(found, input.speakers) : found.transcript;
		transcript = {
			bytes,
			name: files.transcript,
			transcript: { ...text, language: known ?? text.language },
			problems: []
		};
	}
	return {
		path,
		audio,
		transcript,
		language: transcript ? languageOf(transcript) : (known ?? 'und'),
		model: input.model
	};
}

/**
 * An episode's language where somebody named it, else null: its words, or English where they leave a doubt, tell the same.
 */
async function namedLanguage({ episode: { language }, transcript }: LibraryEpisode): Promise<string | null> {
	if (language === 'und') return null;
	return language === ((await languageOfWords(transcript)) ?? 'en') ? null : language;
}

/** A corrected transcript that names nobody gets the names that there were, where that is possible. */
function keepSpeakers({ transcript: before }: LibraryEpisode, { transcript }: TranscriptFile): Problem[] {
	if (!isNamed(before) || isNamed(transcript)) return [];
	const turns = carrySpeakers(before, transcript);
	if (turns) {
		transcript.turns = turns;
		return [];
	}
	const message =
		'The names of the speakers are not kept, as this transcript has none, and more or fewer words; --speakers gives them.';
	return [{ code: 'lost-speakers', line: 0, message }];
}

function heardAnew(
	{ chapters, files: { artwork } }: StoredEpisode,
	{ language }: Material,
	{ heard: { duration }, files, notices }: Filled,
	problems: Problem[]
): Partial<StoredEpisode> {
	const fitting = fitChapters({ chapters, problems: [] }, duration);
	problems.push(...fitting.problems);
	return { language, duration, notices, chapters: fitting.chapters, files: { ...files, artwork } };
}
