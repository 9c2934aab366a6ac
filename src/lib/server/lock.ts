// A folder that is a lock between processes: making it succeeds for one and fails for the other.
//
// `owner.json` inside says who is at work: { version, pid, host, since }. What a crash leaves is told from what somebody
// holds by asking whether that process still runs.

import { readFileSync, rmSync, statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { codeOf, writeSynced } from './disk.ts';

const OWNER = 'owner.json';
/** Of another machine on a shared disk nobody can ask whether its process still runs. */
const FOREIGN_STALE = 24 * 3600_000;
/** Between mkdir and the owner's file there is a moment without one. */
const NEWBORN = 10_000;

const mine = new Set<string>();

/** Whether the folder is made, and ours; else somebody holds it. Another machine's counts for `foreign` milliseconds. */
export async function lock(folder: string, foreign = FOREIGN_STALE): Promise<boolean> {
	if (mine.has(folder)) return false;
	mine.add(folder);
	try {
		if (await take(folder, foreign)) return true;
	} catch (error) {
		mine.delete(folder);
		throw error;
	}
	mine.delete(folder);
	return false;
}

async function take(folder: string, foreign: number): Promise<boolean> {
	for (let attempt = 0; ; attempt++) {
		try {
			await mkdir(folder);
			break;
		} catch (error) {
			if (codeOf(error) !== 'EEXIST') throw error;
			if (attempt || !isStale(folder, foreign)) return false;
			await rm(folder, { recursive: true, force: true });
		}
	}
	const owner = { version: 1, pid: process.pid, host: hostname(), since: new Date().toISOString() };
	try {
		await writeSynced(join(folder, OWNER), JSON.stringify(owner));
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw error;
	}
	return true;
}

/** Take away the folder with all that is in it. */
export async function unlock(folder: string): Promise<void> {
	await rm(folder, { recursive: true, force: true, maxRetries: 3 });
	mine.delete(folder);
}

/** Say in the folder that it is nobody's: before it becomes something else. `unlock` may still follow. */
export async function disown(folder: string): Promise<void> {
	await rm(join(folder, OWNER), { force: true });
}

/** The folder has another name now. */
export function forget(folder: string): void {
	mine.delete(folder);
}

/** Whether a crash left it. */
export function isLeft(folder: string, foreign = FOREIGN_STALE): boolean {
	return !mine.has(folder) && isStale(folder, foreign);
}

/** For the way out when there is no time left (a second Ctrl-C): remove everything this process holds. */
export function abandonAll(): void {
	for (const folder of mine) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function isStale(folder: string, foreign: number): boolean {
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
	if (owner.host !== hostname()) return age > foreign;
	// Our own number without being in `mine`: a process of an earlier start had it (usual in containers).
	if (typeof owner.pid !== 'number' || owner.pid === process.pid) return true;
	try {
		process.kill(owner.pid, 0);
		return false;
	} catch (error) {
		return codeOf(error) === 'ESRCH';
	}
}
