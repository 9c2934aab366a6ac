// The folder in which an episode grows before it is in the library: `.adding-<slug>`, which is its lock, too (lock.ts).
//
// One rename at the end turns it into the episode, so an interrupted add leaves nothing that a reader could see; what a
// crash leaves is swept the next time the library is opened for writing.

import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '#lib/core/errors.ts';
import { asDiskError, codeOf, syncFolder } from './disk.ts';
import { disown, forget, lock, unlock } from './lock.ts';
import { commandLine } from './root.ts';

export const ADDING = '.adding-';

export type Reservation = {
	/** The folder to write into. */
	folder: string;
	/** Make it the episode: sync, rename. Throws UserError where the slug was taken meanwhile. */
	commit(): Promise<void>;
	/** Remove it. Does nothing after `commit`. */
	release(): Promise<void>;
};

/** Take a slug for adding. Throws UserError where it exists or somebody else is adding it right now. */
export async function reserve(library: string, slug: string): Promise<Reservation> {
	const folder = join(library, ADDING + slug);
	const target = join(library, slug);
	if (await exists(target)) throw taken(slug);
	let locked: boolean;
	try {
		locked = await lock(folder);
	} catch (error) {
		throw asDiskError(error, folder);
	}
	if (!locked) throw busy(slug);
	let open = true;
	const release = async () => {
		if (!open) return;
		open = false;
		await unlock(folder);
	};
	const commit = async () => {
		await disown(folder);
		await syncFolder(folder);
		try {
			await rename(folder, target);
		} catch (error) {
			if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error) ?? '') && (await exists(target))) throw taken(slug);
			throw asDiskError(error, target);
		}
		open = false;
		forget(folder);
		await syncFolder(library);
	};
	return { folder, commit, release };
}

function taken(slug: string): UserError {
	return new UserError(
		'exists',
		`Expected a new episode, but the library already has "${slug}"; give this one another name with --slug, ` +
			`or first remove that one with ${commandLine(`remove ${slug}`)}.`
	);
}

function busy(slug: string): UserError {
	return new UserError(
		'busy',
		`Expected a new episode, but "${slug}" is being added right now; wait until that is done, or give this one ` +
			`another name with --slug.`
	);
}

async function exists(path: string): Promise<boolean> {
	try {
		await stat(path);
		return true;
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return false;
		throw error;
	}
}
