// The pages as a server runs them, `build/`: made with Vite when they are missing or older than the sources.

import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { UserError } from '#lib/core/errors.ts';
import { codeOf } from '../disk.ts';
import type { Progress } from '../listen.ts';

/** Written last: an interrupted build has none. Holds the time of the newest source it was made from. */
const MARK = 'build/built.json';
const SOURCES = ['src', 'static', 'svelte.config.js', 'vite.config.ts', 'package.json'];
/** What a build took here, in seconds, only for the bar. */
const USUAL = 25;

/** Build if needed. `root` is Inkwave's folder. Throws UserError where the build fails. */
export async function ensureBuilt(
	root: string,
	onProgress: (progress: Progress) => void,
	signal?: AbortSignal
): Promise<void> {
	const newest = newestIn(root);
	if (builtFrom(root) === newest) return;
	try {
		await build(root, newest, onProgress, signal);
	} catch (error) {
		throw asBuildError(error, root);
	}
	onProgress({ stage: 'build', done: 1 });
}

async function build(
	root: string,
	newest: number,
	onProgress: (progress: Progress) => void,
	signal?: AbortSignal
): Promise<void> {
	await rm(join(root, MARK), { force: true });
	const started = performance.now();
	const tick = () => {
		const seconds = (performance.now() - started) / 1000;
		onProgress({ stage: 'build', done: Math.min(0.95, 1 - Math.exp(-seconds / USUAL)) });
	};
	tick();
	const timer = setInterval(tick, 500);
	try {
		await runVite(root, signal);
	} finally {
		clearInterval(timer);
	}
	await writeFile(join(root, MARK), JSON.stringify({ version: 1, newest }));
}

/** Nothing that is told has to say more than who may not write where: by Vite it comes with a stack. */
function asBuildError(error: unknown, root: string): unknown {
	const told = error instanceof UserError ? /\b(EACCES|EPERM|EROFS)\b/.exec(error.message)?.[1] : codeOf(error);
	if (!told || !['EACCES', 'EPERM', 'EROFS'].includes(told)) return error;
	return new UserError(
		'build-not-writable',
		`Expected to build the pages, as they are missing or older than Inkwave itself, but ${user()} may not write all of ` +
			`${join(root, 'build')} and ${join(root, '.svelte-kit')}; start Inkwave once as the user who owns them, or give them to this one.`
	);
}

function user(): string {
	try {
		return `the user "${userInfo().username}"`;
	} catch {
		// Containers have users without a name.
		return 'this user';
	}
}

function runVite(root: string, signal?: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const vite = join(root, 'node_modules/vite/bin/vite.js');
		const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
			cwd: root,
			signal,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, NODE_ENV: 'production' }
		});
		let said = '';
		const hear = (data: Buffer) => (said = (said + data.toString()).slice(-4000));
		child.stdout.on('data', hear);
		child.stderr.on('data', hear);
		child.on('error', (error) => reject(signal?.aborted ? signal.reason : error));
		const fail = (code: number | null) =>
			reject(
				signal?.aborted
					? signal.reason
					: new UserError(
							'build-failed',
							`Expected to build the pages, but Vite ended with code ${code}; run "npx vite build" to see why.\n${said.trim()}`
						)
			);
		child.on('close', (code) => {
			if (code === 0) resolve();
			// A Ctrl-C reaches the child, too, perhaps before it reaches us.
			else if (code === null || code === 130) setTimeout(fail, 100, code);
			else fail(code);
		});
	});
}

/** Time of the newest source file, in milliseconds. */
function newestIn(root: string): number {
	let newest = 0;
	const look = (path: string) => {
		const stats = statSync(path, { throwIfNoEntry: false });
		if (!stats) return;
		newest = Math.max(newest, Math.round(stats.mtimeMs));
		if (stats.isDirectory()) for (const name of readdirSync(path)) look(join(path, name));
	};
	for (const name of SOURCES) look(join(root, name));
	return newest;
}

function builtFrom(root: string): number | null {
	try {
		return JSON.parse(readFileSync(join(root, MARK), 'utf8')).newest;
	} catch {
		return null;
	}
}
