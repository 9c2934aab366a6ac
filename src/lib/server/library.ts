// The library: one folder an episode, `<dir>/<slug>/`, and everything that reads or changes it.
//
//   <slug>/  episode.json  text.json  alignment.json  peaks.dat  audio.<ext>  served.<ext>?  transcript.<ext>?  artwork.<ext>?
//
// The folders are the truth. `.catalog.sqlite` beside them is an index that is rebuilt from them whenever they differ;
// deleting it loses nothing. Names that start with a dot are Inkwave's own and never episodes.

import { readdirSync, statSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Alignment, type Episode, report, type Transcript } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { settle } from '#lib/core/headings.ts';
import { isSlug } from '#lib/core/slug.ts';
import { type Catalog, type EpisodeSummary, type Hit, openCatalog } from './catalog.ts';
import { asDiskError, codeOf, makeFolder, writeAtomic } from './disk.ts';
import { readAlignment, readEpisode, readText, type StoredEpisode, writeEpisode } from './files.ts';
import { sweep } from './reserve.ts';
import { version } from './root.ts';

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
	/** Change what is known of an episode. Throws UserError where there is none. */
	update(slug: string, change: Partial<Pick<Episode, Editable>>): Promise<StoredEpisode>;
	/** Throws UserError where there is none. */
	remove(slug: string): Promise<void>;
	/** Remove what interrupted adds left. */
	sweep(): Promise<void>;
	close(): void;
}

export type Editable = 'title' | 'show' | 'date' | 'people' | 'language' | 'note' | 'chapters';

const VERSION = version();
/** How many episodes stay parsed in memory: about 6 MB each for two hours of talk. */
const KEPT = 8;

/** Open the library in a folder, made if missing. */
export async function openLibrary(dir: string): Promise<Library> {
	const root = resolve(dir);
	await makeFolder(root);
	if (!statSync(root).isDirectory())
		throw new UserError('not-a-folder', `Expected a folder for the library, saw the file ${root}.`);
	const kept = new Map<string, Promise<LibraryEpisode>>();
	let catalog: Catalog | null = null;

	const path = (slug: string, file: string): string | null => {
		if (!isSlug(slug) || !/^[^/\\.][^/\\]*$/.test(file)) return null;
		const full = join(root, slug, file);
		return statSync(full, { throwIfNoEntry: false })?.isFile() ? full : null;
	};

	const read = async (slug: string): Promise<LibraryEpisode | null> => {
		const stamp = isSlug(slug) ? stampOf(join(root, slug)) : null;
		if (stamp === null) return null;
		const key = `${slug}\n${stamp}`;
		let pending = kept.get(key);
		if (pending) kept.delete(key);
		else pending = readFolder(join(root, slug), slug, stamp);
		kept.set(key, pending);
		for (const old of kept.keys()) if (kept.size > KEPT) kept.delete(old);
		try {
			return await pending;
		} catch (error) {
			kept.delete(key);
			// Removed while it was being read.
			if (codeOf(error) === 'ENOENT' && stampOf(join(root, slug)) === null) return null;
			throw error;
		}
	};

	/** The catalog, brought up to date with the folders; one after the other, so that a new folder is read only once. */
	let last: Promise<unknown> = Promise.resolve();
	const current = (): Promise<Catalog> => {
		const next = last.then(refresh);
		last = next.catch(() => {});
		return next;
	};
	const refresh = async (): Promise<Catalog> => {
		catalog ??= openCatalog(root);
		const stamps = new Map<string, string>();
		for (const entry of readdirSync(root, { withFileTypes: true })) {
			if (!entry.isDirectory() || !isSlug(entry.name)) continue;
			const stamp = stampOf(join(root, entry.name));
			if (stamp !== null) stamps.set(entry.name, stamp);
		}
		await catalog.refresh(stamps, async (slug, stamp) => {
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
		search: async (query, limit = 50) => (await current()).search(query, limit),
		async update(slug, change) {
			const found = await read(slug);
			if (!found) throw missing(slug);
			const episode = { ...found.episode, ...change };
			const file = writeEpisode(episode);
			readEpisode(file, EPISODE);
			const target = join(root, slug, EPISODE);
			try {
				await writeAtomic(target, file);
			} catch (error) {
				throw asDiskError(error, target);
			}
			return episode;
		},
		async remove(slug) {
			const folder = join(root, slug);
			if (!isSlug(slug) || stampOf(folder) === null) throw missing(slug);
			// Out of sight first: removing many files is not one step, renaming is.
			const hidden = join(root, `.removing-${slug}-${process.pid}`);
			try {
				await rename(folder, hidden);
			} catch (error) {
				throw asDiskError(error, folder);
			}
			await rm(hidden, { recursive: true, force: true, maxRetries: 3 });
		},
		async sweep() {
			await sweep(root);
			for (const name of readdirSync(root))
				if (name.startsWith('.removing-')) await rm(join(root, name), { recursive: true, force: true });
		},
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
	const text = await readIfThere(folder, slug, TEXT);
	const transcript: Transcript =
		text === null ? { text: '', language: episode.language, turns: [], words: [] } : readText(text, `${slug}/${TEXT}`);
	const times = text === null ? null : await readIfThere(folder, slug, ALIGNMENT);
	const alignment =
		times === null ? null : settle(transcript, readAlignment(times, `${slug}/${ALIGNMENT}`, transcript));
	return { episode, transcript, alignment, stamp };
}

function summarise({ episode, transcript, alignment }: LibraryEpisode): EpisodeSummary {
	const { chapters: _chapters, files, ...rest } = episode;
	return {
		...rest,
		words: transcript.words.length,
		report: alignment ? report(alignment) : null,
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

/** The version that reads them, sizes and times of the files that make the page; null where the folder is no episode. */
function stampOf(folder: string): string | null {
	const parts = [VERSION];
	for (const file of [EPISODE, TEXT, ALIGNMENT]) {
		const stats = statSync(join(folder, file), { throwIfNoEntry: false });
		if (!stats && file === EPISODE) return null;
		parts.push(stats ? `${Math.round(stats.mtimeMs * 1000).toString(36)}.${stats.size.toString(36)}` : '0');
	}
	return parts.join('-');
}

function missing(slug: string): UserError {
	return new UserError('no-episode', `Expected an episode of this library, saw "${slug}"; "inkwave list" names them.`);
}
