// The folder in which an episode grows before it is in the library: `.adding-<slug>`, which is its lock, too (lock.ts).
//
// One rename at the end turns it into the episode, so an interrupted add leaves nothing that a reader could see; what a
// crash leaves is swept the next time the library is opened for writing. Where the episode is there already and is made
// anew, the old folder steps aside for that rename, to `.replaced-<slug>`, and steps back where the rename never comes.

import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '#lib/core/errors.ts';
import { asDiskError, codeOf, syncFolder } from './disk.ts';
import { disown, forget, lock, unlock } from './lock.ts';
import { commandLine } from './root.ts';

export const ADDING = '.adding-';
/** What an episode was, for the moment in which its new folder takes its place. */
export const REPLACED = '.replaced-';

export type Reservation = {
	/** The folder to write into. */
	folder: string;
	/** Make it the episode: sync, rename. Throws UserError where the slug was taken meanwhile. */
	commit(): Promise<void>;
	/** Remove it. Does nothing after `commit`. */
	release(): Promise<void>;
};

/**
 * Take a slug for adding, or with `replaces` for making its episode anew. Throws UserError where it exists and shall not, or
 * where somebody else is at it right now.
 */
export async function reserve(library: string, slug: string, { replaces = false } = {}): Promise<Reservation> {
	const folder = join(library, ADDING + slug);
	const target = join(library, slug);
	if (!replaces && (await exists(target))) throw taken(slug);
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
		const aside = join(library, REPLACED + slug);
		try {
			if (replaces) await stepAside(target, aside);
			await rename(folder, target);
		} catch (error) {
			if (replaces && !(await exists(target))) await rename(aside, target).catch(() => {});
			if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error) ?? '') && (await exists(target))) throw taken(slug);
			throw asDiskError(error, target);
		}
		open = false;
		forget(folder);
		await syncFolder(library);
		if (replaces) await rm(aside, { recursive: true, force: true, maxRetries: 3 });
	};
	return { folder, commit, release };
}

async function stepAside(target: string, aside: string): Promise<void> {
	// Left by a crash after the new one took its place.
	if (await exists(target)) await rm(aside, { recursive: true, force: true, maxRetries: 3 });
	await rename(target, aside);
}

function taken(slug: string): UserError {
	return new UserError(
		'exists',
		`Expected a name that is free, but the library already has "${slug}"; give this one another with --slug, or, to align ` +
			`that one again with a corrected transcript or other audio, ${commandLine(`edit ${slug} --transcript FILE --audio FILE`)}.`
	);
}

function busy(slug: string): UserError {
	return new UserError(
		'busy',
		`Expected a name that nobody is at, but "${slug}" is being added or changed right now; wait until that is done, or give a ` +
			`new episode another name with --slug.`
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
