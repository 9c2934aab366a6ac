// The folder in which an episode grows before it is in the library: `.adding-<slug>`.
//
// Making that folder is the lock: mkdir succeeds for one and fails for the other. One rename at the end turns it into the
// episode, so an interrupted add leaves nothing that a reader could see; what a crash leaves is swept the next time the
// library is opened for writing. `owner.json` inside says who is at work: { version, pid, host, since }.

import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UserError } from '#lib/core/errors.ts';
import { asDiskError, codeOf, syncFolder, writeSynced } from './disk.ts';
import { commandLine } from './root.ts';

const PREFIX = '.adding-';
const OWNER = 'owner.json';
/** Of another machine on a shared disk nobody can ask whether its process still runs. */
const FOREIGN_STALE = 24 * 3600_000;
/** Between mkdir and the owner's file there is a moment without one. */
const NEWBORN = 10_000;

const mine = new Set<string>();

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
	const folder = join(library, PREFIX + slug);
	const target = join(library, slug);
	if (await exists(target)) throw taken(slug);
	if (mine.has(folder)) throw busy(slug);
	mine.add(folder);
	try {
		await takeFolder(folder, slug);
	} catch (error) {
		mine.delete(folder);
		throw error;
	}
	let open = true;
	const release = async () => {
		if (!open) return;
		open = false;
		await rm(folder, { recursive: true, force: true, maxRetries: 3 });
		mine.delete(folder);
	};
	const commit = async () => {
		await rm(join(folder, OWNER), { force: true });
		await syncFolder(folder);
		try {
			await rename(folder, target);
		} catch (error) {
			if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(codeOf(error) ?? '') && (await exists(target))) throw taken(slug);
			throw asDiskError(error, target);
		}
		open = false;
		mine.delete(folder);
		await syncFolder(library);
	};
	return { folder, commit, release };
}

async function takeFolder(folder: string, slug: string): Promise<void> {
	const owner = JSON.stringify({ version: 1, pid: process.pid, host: hostname(), since: new Date().toISOString() });
	for (let attempt = 0; ; attempt++) {
		try {
			await mkdir(folder);
			break;
		} catch (error) {
			if (codeOf(error) !== 'EEXIST') throw asDiskError(error, folder);
			if (attempt || !isStale(folder)) throw busy(slug);
			await rm(folder, { recursive: true, force: true });
		}
	}
	try {
		await writeSynced(join(folder, OWNER), owner);
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw asDiskError(error, folder);
	}
}

/** Remove what crashed or killed adds left in the library. */
export async function sweep(library: string): Promise<void> {
	for (const name of readdirSync(library)) {
		const path = join(library, name);
		if (name.startsWith(PREFIX) && !mine.has(path) && isStale(path)) await rm(path, { recursive: true, force: true });
	}
}

/** For the way out when there is no time left (a second Ctrl-C): remove everything this process was writing. */
export function abandonAll(): void {
	for (const folder of mine) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function isStale(folder: string): boolean {
	let owner: { pid?: unknown; host?: unknown };
	let age: number;
	try {
		age = Date.now() - statSync(folder).mtimeMs;
	} catch {
		return true;
	}
	try {
		owner = JSON.parse(readFileSync(join(folder, OWNER), 'utf8'));
	} catch {
		return age > NEWBORN;
	}
	if (owner.host !== hostname()) return age > FOREIGN_STALE;
	// Our own number without being in `mine`: a process of an earlier start had it (usual in containers).
	if (typeof owner.pid !== 'number' || owner.pid === process.pid) return true;
	try {
		process.kill(owner.pid, 0);
		return false;
	} catch (error) {
		return codeOf(error) === 'ESRCH';
	}
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
