// Removing what crashed or killed processes left in a library.

import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSlug } from '#lib/core/slug.ts';
import { CHANGE_STALE, CHANGING } from './change.ts';
import { asDiskError, codeOf, WRITING } from './disk.ts';
import { isLeft } from './lock.ts';
import { ADDING, REPLACED } from './reserve.ts';

/** What an episode's folder is called while it is taken away. */
export const REMOVING = '.removing-';

/** Throws UserError where something was left that this user may not remove. */
export async function sweep(library: string): Promise<void> {
	await putBack(library);
	for (const name of await readdir(library)) {
		const path = join(library, name);
		const left =
			name.startsWith(REMOVING) ||
			(name.startsWith(ADDING) && isLeft(path)) ||
			(name.startsWith(CHANGING) && isLeft(path, CHANGE_STALE)) ||
			(name.startsWith(WRITING) && (await isOld(path)));
		if (left) await removeAll(path);
		else if (isSlug(name)) await sweepEpisode(path);
	}
}

/** Episodes that stepped aside for one made anew (reserve.ts): back where that one never came, away where it did. */
async function putBack(library: string): Promise<void> {
	const names = new Set(await readdir(library));
	for (const name of names) {
		if (!name.startsWith(REPLACED)) continue;
		const slug = name.slice(REPLACED.length);
		const path = join(library, name);
		const left = !names.has(ADDING + slug) || isLeft(join(library, ADDING + slug));
		if (names.has(slug)) await removeAll(path);
		else if (left) await rename(path, join(library, slug));
	}
}

async function sweepEpisode(folder: string): Promise<void> {
	let names: string[];
	try {
		names = await readdir(folder);
	} catch (error) {
		// Removed meanwhile, no folder, or one that this user may not look into.
		if (['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM'].includes(codeOf(error) ?? '')) return;
		throw error;
	}
	for (const name of names) {
		const path = join(folder, name);
		if (name.startsWith(WRITING) && (await isOld(path))) await removeAll(path);
	}
}

/** A file is renamed as soon as it is written, in far less than that. */
async function isOld(path: string): Promise<boolean> {
	const stats = await stat(path).catch(() => null);
	return stats !== null && Date.now() - stats.mtimeMs > CHANGE_STALE;
}

async function removeAll(path: string): Promise<void> {
	try {
		await rm(path, { recursive: true, force: true, maxRetries: 3 });
	} catch (error) {
		throw asDiskError(error, path);
	}
}
