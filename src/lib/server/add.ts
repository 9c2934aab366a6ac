// An episode comes into the library: from the files as given to one folder with everything the page needs.
//
//   check ──► reserve .adding-<slug> ──► copy ──► remux? ──► listen (decode, align, peaks) ──► write, sync ──► rename
//
// Until the rename nobody sees anything, and whatever fails or is cancelled before it takes the folder away again.

import { constants, createReadStream, createWriteStream } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Alignment, type Notice, type Problem, type Report, report } from '#lib/core/episode.ts';
import { canSound } from '#lib/core/align/pronounce/soundable.ts';
import { UserError } from '#lib/core/errors.ts';
import { isSlug, LONGEST_SLUG, slugify } from '#lib/core/slug.ts';
import { oneLine } from '#lib/core/text/oneline.ts';
import { notMatching } from './align.ts';
import { listenElsewhere } from './aligner.ts';
import { findFfmpeg } from './audio/ffmpeg.ts';
import { type AudioInfo, probe } from './audio/probe.ts';
import { makeSeekable } from './audio/seekable.ts';
import { type Chapters, fitChapters, readChapters } from './chapters.ts';
import { asDiskError, syncFile, writeSynced } from './disk.ts';
import { type StoredEpisode, writeAlignment, writeEpisode, writeText } from './files.ts';
import { ALIGNMENT, EPISODE, type Library, PEAKS, TEXT } from './library.ts';
import type { Heard, Listen, Progress } from './listen.ts';
import { pictureKind } from './picture.ts';
import { reserve } from './reserve.ts';
import { readSpeakers } from './speakers.ts';
import { canonicalLanguage, readInput, readTranscript, type TranscriptFile } from './transcript.ts';

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

export type AddOptions = {
	onProgress?: (progress: Progress) => void;
	signal?: AbortSignal;
	/** What does the work and the writing: a test puts in its own. */
	listen?: Listen;
	write?: typeof writeSynced;
};

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
	artwork: { bytes: Uint8Array; extension: string } | null;
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
		const added = await fill(place.folder, sources, options);
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
	if (input.slug !== undefined && Buffer.byteLength(input.slug) > LONGEST_SLUG)
		throw new UserError(
			'bad-slug',
			`Expected a slug of at most ${LONGEST_SLUG} bytes, saw one of ${Buffer.byteLength(input.slug)}; choose a shorter one.`
		);
	if (input.slug !== undefined && !isSlug(input.slug))
		throw new UserError(
			'bad-slug',
			`Expected a slug of small letters, digits and hyphens, such as "${slugify(input.slug)}", saw "${input.slug}".`
		);
	if (input.date !== undefined && !isDate(input.date))
		throw new UserError('bad-date', `Expected a date as yyyy-mm-dd, saw "${input.date}".`);
	const language = input.language === undefined ? null : canonicalLanguage(input.language);
	const audio = await probe(input.audio, signal);
	const transcript = input.transcript ? await readTranscriptOf(input, language) : null;
	const chapters = input.chapters
		? await readChapters(input.chapters)
		: { chapters: audio.tags.chapters, problems: [] };
	const artwork = input.artwork
		? picture(await readInput(input.artwork, 'artwork'), basename(input.artwork))
		: audio.tags.artwork
			? tagged(audio.tags.artwork.data)
			: null;
	const title = oneLine(input.title ?? '') || oneLine(audio.tags.title ?? '') || titleOf(input.audio);
	const found = transcript?.transcript.language ?? 'und';
	return {
		input,
		audio,
		transcript,
		chapters: fitChapters(chapters, audio.duration),
		artwork,
		title,
		slug: input.slug ?? slugify(title),
		language: language ?? (found === 'und' && transcript ? 'en' : found)
	};
}

async function readTranscriptOf({ transcript, speakers }: AddInput, language: string | null): Promise<TranscriptFile> {
	const file = await readTranscript(transcript!, language);
	if (speakers)
		file.transcript.turns = readSpeakers(await readInput(speakers, 'speakers'), basename(speakers), file.transcript);
	return file;
}

async function fill(folder: string, sources: Sources, options: AddOptions): Promise<Added> {
	const { signal, onProgress, listen = listenElsewhere, write = writeSynced } = options;
	const { input, audio, transcript, artwork, title, slug, language } = sources;
	const files: StoredEpisode['files'] = {
		audio: `audio${safeExtension(input.audio)}`,
		audioType: audio.type,
		served: null,
		servedType: null,
		transcript: transcript ? `transcript${safeExtension(transcript.name) || '.txt'}` : null,
		artwork: artwork ? `artwork.${artwork.extension}` : null
	};
	onProgress?.({ stage: 'copy', done: 0 });
	await copy(input.audio, join(folder, files.audio), signal);
	if (transcript) await write(join(folder, files.transcript!), transcript.bytes);
	if (artwork) await write(join(folder, files.artwork!), artwork.bytes);
	onProgress?.({ stage: 'copy', done: 1 });

	const original = join(folder, files.audio);
	const serveCopy = async (info: Pick<AudioInfo, 'format' | 'seeksWell' | 'gaps'>) => {
		onProgress?.({ stage: 'remux', done: 0 });
		const served = await makeSeekable(original, info, join(folder, 'served.m4a'), signal);
		if (served) {
			files.served = basename(served.file);
			files.servedType = served.type;
			await syncFile(join(folder, files.served));
		}
		onProgress?.({ stage: 'remux', done: 1 });
	};
	if (!audio.seeksWell) await serveCopy(audio);

	const untimed = whyUntimed(sources);
	const hear = () =>
		listen(
			{
				audio: join(folder, files.served ?? files.audio),
				name: basename(input.audio),
				duration: audio.duration,
				exact: audio.exact,
				transcript: untimed ? null : (transcript?.transcript ?? null),
				language,
				modelDir: input.model ?? null
			},
			{ onProgress, signal }
		);
	let heard = await hear();
	// Damage is only seen by who decodes all of it. The words' times hold for the copy, in which silence takes its place.
	if (heard.gaps && !files.served && (await findFfmpeg())) {
		await serveCopy({ ...audio, seeksWell: false, gaps: true });
		heard = await hear();
	}
	refuse(sources, heard);
	onProgress?.({ stage: 'save', done: 0 });
	const notices = [...audio.notices, ...(untimed ? [untimed] : [])];
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
	await write(join(folder, PEAKS), heard.peaks);
	if (transcript) await write(join(folder, TEXT), writeText(transcript.transcript));
	if (heard.alignment) await write(join(folder, ALIGNMENT), writeAlignment(heard.alignment));
	await write(join(folder, EPISODE), writeEpisode(episode));
	return {
		slug,
		title,
		words: transcript?.transcript.words.length ?? 0,
		duration: heard.duration,
		report: heard.alignment ? report(heard.alignment) : null,
		notices: [...notices, ...(heard.alignment?.notices ?? [])],
		problems: [...(transcript?.problems ?? []), ...sources.chapters.problems]
	};
}

/** What to tell where words cannot be aligned, or should not be; null where they can. */
function whyUntimed({ input, transcript, language }: Sources): Notice | null {
	if (!transcript) return null;
	if (input.untimed)
		return { code: 'untimed', message: 'The words of this page do not follow the voice: it was added without times.' };
	if (input.model || canSound(language, transcript.transcript.text)) return null;
	const name = new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;
	return {
		code: 'untimed',
		message: `The words of this page do not follow the voice: there is no model that can sound out ${name} here.`
	};
}

/** Throws where what was heard says that this is not an episode with its transcript. */
function refuse({ audio, transcript, input }: Sources, { alignment }: Heard): void {
	if (!alignment || !transcript) return;
	if (!alignment.matches) throw notMatching(alignment, transcript.name, basename(input.audio));
	// A header that promises more would have told before; without one, the words that nobody says at the end do.
	if (audio.notices.some(({ code }) => code === 'cut-frame') && endsUnspoken(alignment))
		throw new UserError(
			'truncated-audio',
			`Expected the whole episode, but ${basename(input.audio)} ends in the middle of the sound and before the ` +
				`transcript does: it was cut while it was copied or fetched; fetch it again.`
		);
}

function endsUnspoken({ timings }: Alignment): boolean {
	let count = 0;
	while (count < timings.length && timings[timings.length - 1 - count].state === 'unspoken') count++;
	return count >= Math.max(5, timings.length * 0.03);
}

/** Copy without using the space twice where the file system can share it. */
async function copy(from: string, to: string, signal?: AbortSignal): Promise<void> {
	try {
		await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
	} catch {
		await rm(to, { force: true });
		await pipeline(createReadStream(from), createWriteStream(to, { flags: 'wx' }), { signal });
	}
	await syncFile(to);
}

function picture(bytes: Uint8Array, name: string): Sources['artwork'] {
	const found = tagged(bytes);
	if (found) return found;
	throw new UserError(
		'bad-artwork',
		`Expected a picture (JPEG, PNG, WebP, AVIF or GIF), saw something else in ${name}.`
	);
}

function tagged(bytes: Uint8Array): Sources['artwork'] {
	const kind = pictureKind(bytes);
	return kind && { bytes, extension: kind.extension };
}

/** "2024-05_My-Episode.mp3" → "2024-05 My Episode" */
function titleOf(path: string): string {
	const name = basename(path, extname(path));
	return oneLine(name.replace(/_+|(?<=\p{L})-+(?=\p{L})/gu, ' ')) || oneLine(name) || 'Episode';
}

function safeExtension(path: string): string {
	const extension = extname(path).toLowerCase();
	return /^\.[a-z0-9]{1,8}$/.test(extension) ? extension : '';
}

export function isDate(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const time = Date.parse(`${text}T00:00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
