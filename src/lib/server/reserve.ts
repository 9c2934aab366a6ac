// The folder in which an episode grows before it is in the library: `.adding-<slug>`.
//
// Making that folder is the lock: mkdir succeeds for one and fails for the other. One rename at the end turns it into the
// episode, so an interrupted add leaves nothing that a reader could see; what a crash leaves is swept the next time the
// library is opened for writing. Where the episode is there already and is made anew, the old folder steps aside for that
// rename, to `.replaced-<slug>`, and steps back where the rename never comes. `owner.json` inside says who is at work: { version, pid, host, since }.

import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UserError } from '#lib/core/errors.ts';
import { asDiskError, codeOf, syncFolder, writeSynced } from './disk.ts';
import { commandLine } from './root.ts';

const PREFIX = '.adding-';
/** What an episode was, for the moment in which its new folder takes its place. */
const REPLACED = '.replaced-';
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

/**
 * Take a slug for adding, or with `replaces` for making its episode anew. Throws UserError where it exists and shall not, or
 * where somebody else is at it right now.
 */
export async function reserve(library: string, slug: string, { replaces = false } = {}): Promise<Reservation> {
	const folder = join(library, PREFIX + slug);
	const target = join(library, slug);
	if (!replaces && (await exists(target))) throw taken(slug);
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
		mine.delete(folder);
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

/** Remove what crashed or killed adds left in the library, and put back what nothing took the place of. */
export async function sweep(library: string): Promise<void> {
	for (const name of readdirSync(library).filter((name) => name.startsWith(REPLACED))) {
		const slug = name.slice(REPLACED.length);
		const adding = join(library, PREFIX + slug);
		if (await exists(join(library, slug))) await rm(join(library, name), { recursive: true, force: true });
		else if (!(await exists(adding)) || (!mine.has(adding) && isStale(adding)))
			await rename(join(library, name), join(library, slug));
	}
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
