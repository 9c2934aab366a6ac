// Changes of one episode, one after the other: of two at once, the second begins with what the first one made.
//
// Within a process they queue; between processes the folder `.changing-<slug>` is the lock (lock.ts).

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { UserError } from '#lib/core/errors.ts';
import { asDiskError } from './disk.ts';
import { lock, unlock } from './lock.ts';

export const CHANGING = '.changing-';

/** Milliseconds, far more than a change takes: of another machine a lock that old was left by a crash. */
export const CHANGE_STALE = 60_000;

/** Milliseconds to wait for another process, and between two looks at its lock. */
const PATIENCE = 10_000;
const PAUSE = 20;

const last = new Map<string, Promise<unknown>>();

/** Does `work` while nobody else changes the episode. Throws UserError where another process does, and does not end. */
export async function change<T>(library: string, slug: string, work: () => Promise<T>): Promise<T> {
	const folder = join(library, CHANGING + slug);
	const before = last.get(folder);
	const turn = (async () => {
		await before?.catch(() => {});
		return locked(folder, slug, work);
	})();
	last.set(folder, turn);
	try {
		return await turn;
	} finally {
		if (last.get(folder) === turn) last.delete(folder);
	}
}

async function locked<T>(folder: string, slug: string, work: () => Promise<T>): Promise<T> {
	await wait(folder, slug);
	try {
		return await work();
	} finally {
		await unlock(folder);
	}
}

async function wait(folder: string, slug: string): Promise<void> {
	const until = performance.now() + PATIENCE;
	try {
		while (!(await lock(folder, CHANGE_STALE))) {
			if (performance.now() > until) throw busy(slug);
			await setTimeout(PAUSE);
		}
	} catch (error) {
		throw asDiskError(error, folder);
	}
}

function busy(slug: string): UserError {
	return new UserError(
		'busy',
		`Expected to change "${slug}", but another process is changing it; wait until that is done and try again.`
	);
}
