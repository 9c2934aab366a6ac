// The library: one folder an episode, `<dir>/<slug>/`, and everything that reads or changes it.
//
//   <slug>/  episode.json  text.json  alignment.json  peaks.dat  audio.<ext>  served.<ext>?  transcript.<ext>?  artwork.<ext>?
//
// The folders are the truth. `.catalog.sqlite` beside them is an index that is rebuilt from them whenever they differ;
// deleting it loses nothing. Names that start with a dot are Inkwave's own and never episodes.

import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Alignment, Episode, Transcript } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { settle } from '#lib/core/headings.ts';
import { isSlug } from '#lib/core/slug.ts';
import { count } from '#lib/core/untold.ts';
import { change } from './change.ts';
import { type Catalog, type EpisodeSummary, type Hit, openCatalog } from './catalog.ts';
import { asDiskError, codeOf, makeFolder, writeAtomic } from './disk.ts';
import { readAlignment, readEpisode, readText, type StoredEpisode, writeEpisode } from './files.ts';
import { commandLine, version } from './root.ts';
import { REMOVING, sweep } from './sweep.ts';

export const EPISODE = 'episode.json';
export const TEXT = 'text.json';
export const ALIGNMENT = 'alignment.json';
export const PEAKS = 'peaks.dat';

/** An episode as a whole. Without a transcript the text is empty; `alignment` is null where words have no times. */
export type LibraryEpisode = {
	episode: StoredEpisode;
	transcript: Transcript;
	alignment: Alignment | null;
	/** Changes whenever a file of the episode does, or the program that reads them; for ETags. */
	stamp: string;
};

export interface Library {
	readonly dir: string;
	/** Newest first. A folder that cannot be read is left out; `problems` says why. */
	list(): Promise<EpisodeSummary[]>;
	/** Sentences about folders that `list` leaves out. */
	problems(): Promise<string[]>;
	/** Null where there is no such episode. Throws UserError where its files are damaged or of another version. */
	read(slug: string): Promise<LibraryEpisode | null>;
	/** Path of a file in an episode's folder, null where there is none. `file` is a plain name. */
	path(slug: string, file: string): string | null;
	/** Passages of any episode in which all the words occur, best first. */
	search(query: string, limit?: number): Promise<Hit[]>;
	/** All three, of one look at the folders. */
	overview(query: string, limit?: number): Promise<Overview>;
	/** Change what is known of an episode. Throws UserError where there is none, or where it could not be read back. */
	update(slug: string, changes: Partial<Pick<Episode, Editable>>): Promise<StoredEpisode>;
	/** Throws UserError where there is none. */
	remove(slug: string): Promise<void>;
	/** Remove what interrupted adds, changes and removals left. Throws UserError where this user may not. */
	sweep(): Promise<void>;
	close(): void;
}

export type Overview = { episodes: EpisodeSummary[]; problems: string[]; hits: Hit[] };

export type Editable = 'title' | 'show' | 'date' | 'people' | 'language' | 'note' | 'chapters';

const VERSION = version();
/** How many episodes stay parsed in memory: about 6 MB each for two hours of talk. */
const KEPT = 8;
/** Passages that a search finds at most. */
const LIMIT = 50;

/** Open the library in a folder, which is made if missing unless `make` is false. Throws UserError. */
export async function openLibrary(dir: string, { make = true } = {}): Promise<Library> {
	const root = resolve(dir);
	if (make) await makeFolder(root);
	else if (!existsSync(root)) throw noLibrary(root);
	if (!statSync(root).isDirectory())
		throw new UserError('not-a-folder', `Expected ${root} to be a folder, saw a file; name the folder of a library.`);
	const kept = new Map<string, Promise<LibraryEpisode>>();
	let catalog: Catalog | null = null;

	const path = (slug: string, file: string): string | null => {
		if (!isSlug(slug) || !/^[^/\\.][^/\\]*$/.test(file)) return null;
		const full = join(root, slug, file);
		return statSync(full, { throwIfNoEntry: false })?.isFile() ? full : null;
	};

	const read = async (slug: string): Promise<LibraryEpisode | null> => {
		const folder = join(root, slug);
		for (;;) {
			const stamp = isSlug(slug) ? stampOf(folder) : null;
			if (stamp === null) return null;
			const key = `${slug}\n${stamp}`;
			let pending = kept.get(key);
			if (pending) kept.delete(key);
			else pending = readFolder(folder, slug, stamp);
			kept.set(key, pending);
			for (const old of kept.keys()) if (kept.size > KEPT) kept.delete(old);
			try {
				const found = await pending;
				if (stampOf(folder) === stamp) return found;
			} catch (error) {
				kept.delete(key);
				// Removed or changed while it was being read: what is there now counts.
				if (stampOf(folder) === stamp) throw error;
			}
		}
	};

	const changing = async <T>(slug: string, work: (folder: string) => Promise<T>): Promise<T> => {
		const folder = join(root, slug);
		const check = () => {
			if (!isSlug(slug) || stampOf(folder) === null) throw missing(slug);
		};
		check();
		return change(root, slug, () => {
			// Removed while this one waited.
			check();
			return work(folder);
		});
	};

	/**
	 * The catalog, brought up to date with the folders; one after the other, so that a new folder is read only once. All who
	 * ask while one is at work wait for the same next one.
	 */
	let last: Promise<unknown> = Promise.resolve();
	let next: Promise<Catalog> | null = null;
	const current = (): Promise<Catalog> => {
		if (next) return next;
		next = last.then(() => {
			next = null;
			return refresh();
		});
		last = next.catch(() => {});
		return next;
	};
	const refresh = async (): Promise<Catalog> => {
		if (!existsSync(root)) throw noLibrary(root);
		catalog ??= openCatalog(root);
		await catalog.refresh(await stampsOf(root), async (slug, stamp) => {
			const found = await readFolder(join(root, slug), slug, stamp);
			return { summary: summarise(found), ...found };
		});
		return catalog;
	};

	return {
		dir: root,
		path,
		read,
		list: async () => (await current()).list(),
		problems: async () => (await current()).problems(),
		search: async (query, limit = LIMIT) => (await current()).search(query, limit),
		async overview(query, limit = LIMIT) {
			const catalog = await current();
			return { episodes: catalog.list(), problems: catalog.problems(), hits: catalog.search(query, limit) };
		},
		update: (slug, changes) =>
			changing(slug, async (folder) => {
				// Somebody may have spoiled by hand just what is changed.
				const episode = readEpisode(await readOwn(folder, slug, EPISODE), `${slug}/${EPISODE}`, changes);
				const file = writeEpisode(episode);
				const target = join(folder, EPISODE);
				try {
					await writeAtomic(target, file);
				} catch (error) {
					throw asDiskError(error, target);
				}
				return episode;
			}),
		remove: (slug) =>
			changing(slug, async (folder) => {
				// Out of sight first: removing many files is not one step, renaming is.
				const hidden = join(root, REMOVING + randomUUID());
				try {
					await rename(folder, hidden);
				} catch (error) {
					throw asDiskError(error, folder);
				}
				await rm(hidden, { recursive: true, force: true, maxRetries: 3 });
			}),
		sweep: () => sweep(root),
		close() {
			catalog?.close();
			catalog = null;
		}
	};
}

async function readFolder(folder: string, slug: string, stamp: string): Promise<LibraryEpisode> {
	const episode = readEpisode(await readOwn(folder, slug, EPISODE), `${slug}/${EPISODE}`);
	if (episode.slug !== slug)
		throw new UserError(
			'damaged-file',
			`Expected ${slug}/${EPISODE} to be of "${slug}", saw "${episode.slug}"; rename the folder to that.`
		);
	const { files, notices = [] } = episode;
	for (const file of [files.audio, files.served, files.artwork, files.transcript, PEAKS])
		if (file && !statSync(join(folder, file), { throwIfNoEntry: false })) throw lost(slug, file);
	const text = await readIfThere(folder, slug, TEXT);
	if (text === null && files.transcript) throw lost(slug, TEXT);
	const transcript: Transcript =
		text === null ? { text: '', language: episode.language, turns: [], words: [] } : readText(text, `${slug}/${TEXT}`);
	const times = text === null ? null : await readIfThere(folder, slug, ALIGNMENT);
	const timed = transcript.words.length > 0 && !notices.some(({ code }) => code === 'untimed');
	if (times === null && files.transcript && timed) throw lost(slug, ALIGNMENT);
	const alignment =
		times === null ? null : settle(transcript, readAlignment(times, `${slug}/${ALIGNMENT}`, transcript));
	return { episode, transcript, alignment, stamp };
}

function lost(slug: string, file: string): UserError {
	return new UserError(
		'lost-file',
		`Expected the file ${slug}/${file}, which belongs to ${slug}/${EPISODE}, but it is gone; restore it from a backup, or ` +
			`remove the episode and add it again.`
	);
}

function summarise({ episode, transcript, alignment }: LibraryEpisode): EpisodeSummary {
	const { chapters: _chapters, files, ...rest } = episode;
	const counted = alignment && count(transcript, alignment);
	return {
		...rest,
		words: counted?.words ?? transcript.words.length,
		report: counted?.report ?? null,
		artwork: files.artwork !== null
	};
}

/** Throws UserError where it is there and cannot be read. */
async function readOwn(folder: string, slug: string, file: string): Promise<string> {
	try {
		return await readFile(join(folder, file), 'utf8');
	} catch (error) {
		const reason = { EACCES: 'this user may not', EPERM: 'this user may not', EISDIR: 'it is a folder' };
		const code = codeOf(error) ?? '';
		if (!Object.hasOwn(reason, code)) throw error;
		throw new UserError(
			'unreadable-file',
			`Expected to read ${slug}/${file}, but ${reason[code as keyof typeof reason]}; give it back what Inkwave made.`
		);
	}
}

async function readIfThere(folder: string, slug: string, file: string): Promise<string | null> {
	try {
		return await readOwn(folder, slug, file);
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return null;
		throw error;
	}
}

/**
 * The version that reads them, sizes and times of the files that make the page, and the time of the folder, in which any
 * file may come or go; null where the folder is no episode.
 */
function stampOf(folder: string): string | null {
	const parts = [VERSION];
	for (const file of [EPISODE, TEXT, ALIGNMENT, '']) {
		const stats = statSync(join(folder, file), { throwIfNoEntry: false });
		if (!stats && file === EPISODE) return null;
		parts.push(stats ? `${Math.round(stats.mtimeMs * 1000).toString(36)}.${stats.size.toString(36)}` : '0');
	}
	return parts.join('-');
}

/** Folders that are looked into before it is somebody else's turn. */
const LOOKS = 16;

/** Of all episodes there are. A few at a time: asking one by one for a promise costs three times as much. */
async function stampsOf(root: string): Promise<Map<string, string>> {
	const stamps = new Map<string, string>();
	const folders = (await readdir(root, { withFileTypes: true })).filter(
		(entry) => entry.isDirectory() && isSlug(entry.name)
	);
	for (const [i, { name }] of folders.entries()) {
		const stamp = stampOf(join(root, name));
		if (stamp !== null) stamps.set(name, stamp);
		if (i % LOOKS === LOOKS - 1) await setImmediate();
	}
	return stamps;
}

export function missing(slug: string): UserError {
	return new UserError(
		'no-episode',
		`Expected an episode of this library, saw "${slug}"; ${commandLine('list')} names them.`
	);
}

export function noLibrary(root: string): UserError {
	return new UserError(
		'no-library',
		`Expected a library at ${root}, but there is no such folder; check the name, or make it by adding an episode.`
	);
}
