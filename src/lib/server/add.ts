// An episode comes into the library: from the files as given to one folder with everything the page needs.
//
//   check ──► reserve .adding-<slug> ──► fill (fill.ts) ──► episode.json ──► rename
//
// Until the rename nobody sees anything, and whatever fails or is cancelled before it takes the folder away again.

import { basename, extname, join } from 'node:path';
import type { Notice, Problem, Report } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { isSlug, LONGEST_SLUG, slugify } from '#lib/core/slug.ts';
import { oneLine } from '#lib/core/text/oneline.ts';
import { count } from '#lib/core/untold.ts';
import { type AudioInfo, probe } from './audio/probe.ts';
import { type Chapters, fitChapters, readChapters } from './chapters.ts';
import { asDiskError, writeSynced } from './disk.ts';
import { type StoredEpisode, writeEpisode } from './files.ts';
import { fill, type FillOptions } from './fill.ts';
import { EPISODE, type Library } from './library.ts';
import { type Picture, pictureFile, readPicture } from './picture.ts';
import { reserve } from './reserve.ts';
import { readSpeakers } from './speakers.ts';
import { canonicalLanguage, readTranscript, spokenLanguage, type TranscriptFile } from './transcript.ts';

/** Paths of files and what the person says about them; what is left out is found in the files. */
export type AddInput = {
	audio: string;
	transcript?: string | null;
	title?: string;
	show?: string;
	slug?: string;
	/** BCP 47. */
	language?: string;
	/** yyyy-mm-dd */
	date?: string;
	note?: string;
	people?: StoredEpisode['people'];
	/** Chapters: Podcasting 2.0 JSON, Podlove Simple Chapters, WebVTT, or lines such as "0:00 Intro". */
	chapters?: string;
	/** A picture. */
	artwork?: string;
	/** Who speaks where, for a transcript that does not say (speakers.ts). */
	speakers?: string;
	/** Folder of another acoustic model. */
	model?: string;
	/** Make a page whose words have no times, without aligning. */
	untimed?: boolean;
};

export type AddOptions = FillOptions;

export type Added = {
	slug: string;
	title: string;
	words: number;
	/** Seconds. */
	duration: number;
	/** Null where the words have no times. */
	report: Report | null;
	notices: Notice[];
	/** What the parsers noticed in the transcript and the chapters. */
	problems: Problem[];
};

type Sources = {
	input: AddInput;
	audio: AudioInfo;
	transcript: TranscriptFile | null;
	chapters: Chapters;
	artwork: Picture | null;
	title: string;
	slug: string;
	language: string;
};

/** Throws UserError where the input is bad, the slug taken or the disk full; the signal's reason where cancelled. */
export async function add(library: Library, input: AddInput, options: AddOptions = {}): Promise<Added> {
	const { signal, onProgress } = options;
	onProgress?.({ stage: 'check', done: 0 });
	const sources = await check(input, signal);
	signal?.throwIfAborted();
	onProgress?.({ stage: 'check', done: 1 });
	const place = await reserve(library.dir, sources.slug);
	try {
		const added = await make(place.folder, sources, options);
		signal?.throwIfAborted();
		await place.commit();
		onProgress?.({ stage: 'save', done: 1 });
		return added;
	} catch (error) {
		// Streams and child processes have errors of their own for being stopped.
		signal?.throwIfAborted();
		throw asDiskError(error, place.folder);
	} finally {
		await place.release();
	}
}

/** Everything that can be said about the input before any work. */
async function check(input: AddInput, signal?: AbortSignal): Promise<Sources> {
	if (input.slug !== undefined) checkSlug(input.slug);
	if (input.date !== undefined) checkDate(input.date);
	const language = input.language === undefined ? null : canonicalLanguage(input.language);
	const audio = await probe(input.audio, signal);
	const transcript = input.transcript ? await readTranscriptOf(input, language) : null;
	const chapters = input.chapters
		? await readChapters(input.chapters)
		: { chapters: audio.tags.chapters, problems: [] };
	const artwork = input.artwork
		? await readPicture(input.artwork)
		: audio.tags.artwork
			? pictureFile(audio.tags.artwork.data)
			: null;
	const title = oneLine(input.title ?? '') || oneLine(audio.tags.title ?? '') || titleOf(input.audio);
	return {
		input,
		audio,
		transcript,
		chapters: fitChapters(chapters, audio.duration),
		artwork,
		title,
		slug: input.slug ?? slugify(title),
		language: language ?? languageOf(transcript)
	};
}

/** The transcript with the names of the speakers where they are in a file of their own. */
export async function readTranscriptOf(
	{ transcript, speakers }: Pick<AddInput, 'transcript' | 'speakers'>,
	language: string | null,
	otherwise: string | null = null
): Promise<TranscriptFile> {
	const file = await readTranscript(transcript!, language, otherwise);
	if (speakers) file.transcript.turns = await readSpeakers(speakers, file.transcript);
	return file;
}

/** "und" without a transcript. */
export function languageOf(file: TranscriptFile | null): string {
	return file ? spokenLanguage(file.transcript.language) : 'und';
}

async function make(folder: string, sources: Sources, options: AddOptions): Promise<Added> {
	const { write = writeSynced } = options;
	const { input, audio, transcript, artwork, title, slug, language } = sources;
	const { files, heard, notices } = await fill(
		folder,
		{ ...sources, path: input.audio, model: input.model, untimed: input.untimed },
		options
	);
	if (artwork) await write(join(folder, (files.artwork = artwork.name)), artwork.bytes);
	const episode: StoredEpisode = {
		slug,
		title,
		show: oneLine(input.show ?? '') || oneLine(audio.tags.show ?? '') || null,
		date: input.date ?? (isDate(audio.tags.date ?? '') ? audio.tags.date! : null),
		people: input.people ?? [],
		language,
		duration: heard.duration,
		note: oneLine(input.note ?? '') || null,
		added: new Date().toISOString(),
		chapters: sources.chapters.chapters,
		notices,
		files
	};
	await write(join(folder, EPISODE), writeEpisode(episode));
	const counted = transcript && heard.alignment && count(transcript.transcript, heard.alignment);
	return {
		slug,
		title,
		words: counted?.words ?? transcript?.transcript.words.length ?? 0,
		duration: heard.duration,
		report: counted?.report ?? null,
		notices: [...notices, ...(heard.alignment?.notices ?? [])],
		problems: [...(transcript?.problems ?? []), ...sources.chapters.problems]
	};
}

/** "2024-05_My-Episode.mp3" → "2024-05 My Episode" */
function titleOf(path: string): string {
	const name = basename(path, extname(path));
	return oneLine(name.replace(/_+|(?<=\p{L})-+(?=\p{L})/gu, ' ')) || oneLine(name) || 'Episode';
}

/** Throws UserError. */
export function checkSlug(slug: string): void {
	if (Buffer.byteLength(slug) > LONGEST_SLUG)
		throw new UserError(
			'bad-slug',
			`Expected a slug of at most ${LONGEST_SLUG} bytes, saw one of ${Buffer.byteLength(slug)}; choose a shorter one.`
		);
	if (!isSlug(slug))
		throw new UserError(
			'bad-slug',
			`Expected a slug of small letters, digits and hyphens, such as "${slugify(slug)}", saw "${slug}".`
		);
}

/** Throws UserError. */
export function checkDate(date: string): void {
	if (!isDate(date)) throw new UserError('bad-date', `Expected a date as yyyy-mm-dd, saw "${date}".`);
}

function isDate(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const time = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
