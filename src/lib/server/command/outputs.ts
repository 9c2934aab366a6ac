// The files that a verb writes where the person at the terminal says so: looked at before the work, written as a whole
// after it.

import { accessSync, constants, realpathSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from '#lib/core/errors.ts';
import { asDiskError, codeOf, writeAtomic } from '../disk.ts';

/** Stands for standard output. */
export const STDOUT = '-';

/**
 * Whether the files `outputs` can be written, each by itself, without a harm to `inputs`; paths are absolute. Standard
 * output takes one. Throws UserError.
 */
export function checkOutputs(outputs: string[], inputs: string[]): void {
	const taken = new Map(inputs.map((path) => [identity(path), 'what is read']));
	for (const path of outputs) {
		if (path === STDOUT) {
			if (taken.has(STDOUT))
				throw new UserError(
					'same-file',
					'Expected one result for standard output, saw two, which nobody could tell apart there; name a file for one.'
				);
			taken.set(STDOUT, 'another result');
			continue;
		}
		checkWritable(path);
		const other = taken.get(identity(path));
		if (other)
			throw new UserError(
				'same-file',
				`Expected a file of its own for the result, saw ${path}, which is ${other} too; name another.`
			);
		taken.set(identity(path), 'another result');
	}
}

/** Writes a result that `checkOutputs` has let pass: all of it, or nothing. Throws UserError. */
export async function writeOutput(path: string, body: string): Promise<void> {
	try {
		const there = stats(path);
		// A pipe or a device cannot be replaced, and what a link names shall be.
		if (there && !(there.isFile() && isWritable(dirname(path)))) writeFileSync(path, body);
		else await writeAtomic(there ? realpathSync(path) : path, body);
	} catch (error) {
		throw asDiskError(error, path);
	}
}

function checkWritable(path: string): void {
	const folder = dirname(path);
	try {
		const there = stats(path);
		if (there?.isDirectory()) throw systemError('EISDIR');
		if (stats(folder)?.isFile()) throw systemError('ENOTDIR');
		accessSync(there ? path : folder, constants.W_OK);
	} catch (error) {
		throw asDiskError(error, codeOf(error) === 'ENOTDIR' ? folder : path);
	}
}

function isWritable(path: string): boolean {
	try {
		accessSync(path, constants.W_OK);
		return true;
	} catch {
		return false;
	}
}

function systemError(code: string): Error {
	return Object.assign(new Error(code), { code });
}

function stats(path: string): Stats | undefined {
	return statSync(path, { throwIfNoEntry: false });
}

/** The same for all names of one file. */
function identity(path: string): string {
	const there = stats(path);
	return there ? `${there.dev}:${there.ino}` : resolve(path);
}
