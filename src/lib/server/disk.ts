// Writing that survives a crash: under a temporary name, synced, then renamed into place.
//
// A reader sees the old file or the new one, never half of either. A new episode is a whole folder made the same way:
// everything is written into `.adding-<slug>`, synced, and one rename makes it visible (reserve.ts).

import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { cp, link, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UserError } from '#lib/core/errors.ts';

/** Write a new file and wait until it is on the disk. `path` must not exist; nothing is left behind on failure. */
export async function writeSynced(path: string, data: Uint8Array | string): Promise<void> {
	let handle: FileHandle | null = null;
	try {
		handle = await open(path, 'wx');
		await handle.writeFile(data);
		await handle.sync();
	} catch (error) {
		await handle?.close().catch(() => {});
		const made = handle !== null;
		handle = null;
		if (made) await rm(path, { force: true });
		throw error;
	} finally {
		await handle?.close();
	}
}

/** What a file is called until it is whole: at random, as the numbers of processes come again where one crashed before. */
export const WRITING = '.writing-';

/** Replace a file as a whole, or make it. */
export async function writeAtomic(path: string, data: Uint8Array | string): Promise<void> {
	const temporary = join(dirname(path), WRITING + randomUUID());
	try {
		await writeSynced(temporary, data);
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
	await syncFolder(dirname(path));
}

/** Make the names in a folder durable. Systems without folder handles (Windows) do this by themselves. */
export async function syncFolder(path: string): Promise<void> {
	if (process.platform === 'win32') return;
	const handle = await open(path, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Make sure that a file which something else wrote is on the disk. */
export async function syncFile(path: string): Promise<void> {
	const handle = await open(path, 'r+');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** The same file under another name: without using the space twice where the disk can do that. */
export async function linkOrCopy(from: string, to: string): Promise<void> {
	try {
		await link(from, to);
	} catch {
		await cp(from, to, { recursive: true, errorOnExist: true, force: false });
		if (statSync(to).isFile()) await syncFile(to);
	}
}

/** Make a folder and those above it. Throws UserError. */
export async function makeFolder(path: string): Promise<void> {
	try {
		// Step by step: Node's own way never ends below a folder such as /proc, in which nothing can be made.
		await mkdir(path);
	} catch (error) {
		if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
		if (codeOf(error) !== 'ENOENT') throw asDiskError(error, path);
		const parent = dirname(path);
		if (existsSync(parent))
			throw new UserError(
				'not-writable',
				`Expected to make the folder ${path}, but nothing can be made in ${parent}; choose another place.`
			);
		await makeFolder(parent);
		await makeFolder(path);
	}
}

/** The `code` of a system error ("ENOENT"), null for anything else. */
export function codeOf(error: unknown): string | null {
	const code = error instanceof Error && 'code' in error ? error.code : null;
	return typeof code === 'string' ? code : null;
}

/**
 * A system error that the person at the machine can do something about, as a sentence; any other error as it is.
 * `place` is the file or folder that was to be written.
 */
export function asDiskError(error: unknown, place: string): unknown {
	switch (codeOf(error)) {
		case 'ENOSPC':
		case 'EDQUOT':
			return new UserError(
				'disk-full',
				`Expected room to write ${place}, but the disk is full; free some space and try again.`
			);
		case 'EFBIG':
			return new UserError(
				'disk-full',
				`Expected to write ${place}, but this disk takes no file of that size; choose another place.`
			);
		case 'EROFS':
			return new UserError(
				'not-writable',
				`Expected to write ${place}, but that disk is mounted for reading only; choose another place.`
			);
		case 'EACCES':
		case 'EPERM':
			return new UserError('not-writable', `Expected to write ${place}, but this user may not; choose another place.`);
		case 'ENOENT':
			return new UserError('no-folder', `Expected to write ${place}, but there is no such folder; make it first.`);
		case 'EISDIR':
			return new UserError(
				'not-a-file',
				`Expected to write the file ${place}, but that is a folder; name a file in it.`
			);
		case 'ENOTDIR':
		case 'EEXIST':
			return new UserError(
				'not-a-folder',
				`Expected ${place} to be a folder, but a file of that name is in the way; choose another place.`
			);
		default:
			return error;
	}
}
