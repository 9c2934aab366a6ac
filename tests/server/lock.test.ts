// Who may write when several want to, and what a crash leaves behind.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Episode } from '#lib/core/episode.ts';
import { writeEpisode } from '#lib/server/files.ts';
import { type Library, openLibrary } from '#lib/server/library.ts';
import { lock, unlock } from '#lib/server/lock.ts';
import { reserve } from '#lib/server/reserve.ts';
import { episodeOf } from './episode.ts';
import { program } from './program.ts';

let dir: string;
let library: Library;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'inkwave-lock-'));
	library = await openLibrary(dir);
});

afterEach(async () => {
	library.close();
	await rm(dir, { recursive: true, force: true });
});

const DEAD = 2 ** 22 + 1;
const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** A folder as a process made it that held a lock, so many milliseconds ago; null for one that did not get to its name. */
function heldBy(name: string, owner: { pid: number; host?: string } | null, age = 0): void {
	const folder = join(dir, name);
	mkdirSync(folder);
	const file = { version: 1, host: hostname(), since: '', ...owner };
	if (owner) writeFileSync(join(folder, 'owner.json'), JSON.stringify(file));
	old(name, age);
}

/** What was written so many milliseconds ago. */
function old(name: string, age: number): void {
	const time = (Date.now() - age) / 1000;
	utimesSync(join(dir, name), time, time);
}

/** An episode without words. */
function put(slug: string): void {
	mkdirSync(join(dir, slug));
	for (const file of ['audio.mp3', 'peaks.dat']) writeFileSync(join(dir, slug, file), 'x');
	write(slug, {});
}

function write(slug: string, change: Partial<Episode>): void {
	const episode = episodeOf(slug);
	const files = { ...episode.files, transcript: null };
	writeFileSync(join(dir, slug, 'episode.json'), writeEpisode({ ...episode, files, ...change }));
}

describe('reserve', () => {
	test('one rename makes the episode', async () => {
		const { folder, commit, release } = await reserve(dir, 'new');
		writeFileSync(join(folder, 'a'), '1');
		expect(existsSync(join(dir, 'new'))).toBe(false);
		await commit();
		await release();
		expect(readdirSync(join(dir, 'new'))).toEqual(['a']);
		expect(readdirSync(dir)).toEqual(['new']);
	});

	test('the second one gets a sentence; after release the slug is free', async () => {
		const first = await reserve(dir, 'new');
		await expect(reserve(dir, 'new')).rejects.toThrow(/"new" is being added or changed right now/);
		await first.release();
		const second = await reserve(dir, 'new');
		await second.commit();
		await expect(reserve(dir, 'new')).rejects.toThrow(/the library already has "new"/);
		expect(readdirSync(dir)).toEqual(['new']);
	});

	test.each([
		['another running process', { pid: process.ppid }, 0],
		['another running process, however long', { pid: process.ppid }, 100 * HOUR],
		['another machine', { pid: DEAD, host: 'elsewhere' }, 23 * HOUR],
		['one that just made it', null, 5 * SECOND]
	])('what %s holds is left alone', async (_, owner, age) => {
		heldBy('.adding-new', owner, age);
		await library.sweep();
		await expect(reserve(dir, 'new')).rejects.toThrow(/right now/);
		expect(readdirSync(dir)).toEqual(['.adding-new']);
	});

	test.each([
		['a dead process', { pid: DEAD }, 0],
		['a process of our number', { pid: process.pid }, 0],
		['another machine, a day ago', { pid: DEAD, host: 'elsewhere' }, 25 * HOUR],
		['one that never said who it is', null, 15 * SECOND]
	])('what %s left is swept, and does not block', async (_, owner, age) => {
		heldBy('.adding-one', owner, age);
		heldBy('.adding-two', owner, age);
		const taken = await reserve(dir, 'one');
		await library.sweep();
		expect(readdirSync(dir)).toEqual(['.adding-one']);
		expect(readFileSync(join(taken.folder, 'owner.json'), 'utf8')).toContain(`"pid":${process.pid}`);
		await taken.release();
	});
});

describe('changes of one episode', () => {
	test('at once are all kept', async () => {
		put('one');
		const other = await openLibrary(dir);
		await Promise.all([
			library.update('one', { title: 'New' }),
			library.update('one', { note: 'Noted' }),
			other.update('one', { show: 'Shown' })
		]);
		expect((await library.read('one'))!.episode).toMatchObject({ title: 'New', note: 'Noted', show: 'Shown' });
		expect(readdirSync(dir)).toEqual(['one']);
	});

	test('by several processes are all kept', async () => {
		put('one');
		const fields = ['title', 'note', 'show'];
		const edit = (field: string) => [...program, 'edit', 'one', `--${field}`, 'Changed', '--library', dir];
		await Promise.all(fields.map((field) => promisify(execFile)(process.execPath, edit(field))));
		const { episode } = (await library.read('one'))!;
		expect(episode).toMatchObject({ title: 'Changed', note: 'Changed', show: 'Changed' });
	});

	test('wait for another process', async () => {
		put('one');
		const theirs = join(dir, '.changing-one');
		heldBy('.changing-one', { pid: process.ppid });
		const update = library.update('one', { title: 'New' });
		const early = await Promise.race([update, new Promise((resolve) => setTimeout(resolve, 100, 'waiting'))]);
		expect(early).toBe('waiting');
		write('one', { note: 'Theirs' });
		await rm(theirs, { recursive: true });
		expect(await update).toMatchObject({ title: 'New', note: 'Theirs' });
	});

	test('do not wait for one that crashed, here or on another machine', async () => {
		put('one');
		heldBy('.changing-one', { pid: DEAD });
		await library.update('one', { title: 'New' });
		heldBy('.changing-one', { pid: DEAD, host: 'elsewhere' }, 100 * SECOND);
		await library.update('one', { note: 'Noted' });
		expect((await library.read('one'))!.episode).toMatchObject({ title: 'New', note: 'Noted' });
	});

	test('one that fails does not hold the next up', async () => {
		put('one');
		const [failed, changed] = await Promise.allSettled([
			library.update('one', { date: 'yesterday' }),
			library.update('one', { title: 'New' })
		]);
		expect([failed.status, changed.status]).toEqual(['rejected', 'fulfilled']);
	});

	test('find it gone where it was removed first', async () => {
		put('one');
		const [removed, changed] = await Promise.allSettled([
			library.remove('one'),
			library.update('one', { title: 'New' })
		]);
		expect(removed.status).toBe('fulfilled');
		expect(changed).toMatchObject({ status: 'rejected', reason: { name: 'UserError', code: 'no-episode' } });
		expect(readdirSync(dir)).toEqual([]);
	});
});

describe('what a crash left', () => {
	test('under the names of an earlier process of our number is in nobody’s way', async () => {
		put('one');
		put('two');
		mkdirSync(join(dir, `.removing-two-${process.pid}`, 'audio'), { recursive: true });
		writeFileSync(join(dir, 'one', `.writing-${process.pid}-0`), '{');
		await library.update('one', { title: 'New' });
		await library.remove('two');
		expect((await library.read('one'))!.episode.title).toBe('New');
		expect(existsSync(join(dir, 'two'))).toBe(false);
	});

	test('is swept, but not what somebody may be writing', async () => {
		put('one');
		mkdirSync(join(dir, '.removing-two', 'audio'), { recursive: true });
		for (const name of ['.writing-a', '.writing-b', 'one/.writing-c', 'one/.writing-d'])
			writeFileSync(join(dir, name), '{');
		old('.writing-a', HOUR);
		old('one/.writing-c', HOUR);
		heldBy('.changing-one', { pid: DEAD });
		heldBy('.changing-two', { pid: process.ppid });
		writeFileSync(join(dir, 'notes.txt'), 'Not ours.');
		await library.sweep();
		expect(readdirSync(dir)).toEqual(['.changing-two', '.writing-b', 'notes.txt', 'one']);
		expect(readdirSync(join(dir, 'one'))).toEqual(['.writing-d', 'audio.mp3', 'episode.json', 'peaks.dat']);
	});

	test('is swept by every command that writes', async () => {
		put('one');
		mkdirSync(join(dir, '.removing-two', 'audio'), { recursive: true });
		await promisify(execFile)(process.execPath, [...program, 'edit', 'one', '--title', 'New', '--library', dir]);
		expect(readdirSync(dir)).toEqual(['one']);
		mkdirSync(join(dir, '.removing-two', 'audio'), { recursive: true });
		await promisify(execFile)(process.execPath, [...program, 'remove', 'one', '--library', dir]);
		expect(readdirSync(dir)).toEqual([]);
	});
});

test('a lock is held by one, also within a process', async () => {
	const folder = join(dir, '.lock');
	expect(await lock(folder)).toBe(true);
	expect(await lock(folder)).toBe(false);
	await unlock(folder);
	expect(await lock(folder)).toBe(true);
	await unlock(folder);
});
