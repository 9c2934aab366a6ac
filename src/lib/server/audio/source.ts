// A file opened for reading by position, with the clear sentence for a file that is missing, empty or no file at all.
import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '#lib/core/errors.ts';

export type Source = {
	path: string;
	/** The file's own name, for messages. */
	name: string;
	/** Bytes. */
	size: number;
	/** Up to `length` bytes from `at`; shorter at the end of the file. The array is the caller's to keep. */
	read(at: number, length: number): Promise<Uint8Array>;
	close(): Promise<void>;
};

/** @throws UserError `no-file`, `not-a-file`, `unreadable-file` or `empty-audio` */
export async function openSource(path: string): Promise<Source> {
	const name = basename(path);
	let info;
	let handle;
	try {
		info = await stat(path);
		// To open a pipe is to wait for who writes into it.
		if (info.isFile()) handle = await open(path, 'r');
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code;
		if (code === 'ENOENT') throw new UserError('no-file', `Expected an audio file at ${path}, but nothing is there.`);
		throw new UserError(
			'unreadable-file',
			`Expected to read the audio file ${path}, but the system refused (${code}).`
		);
	}
	if (!handle) throw new UserError('not-a-file', `Expected an audio file, but ${path} is ${notFile(info)}.`);
	const { size } = info;
	if (size === 0) {
		await handle.close();
		throw new UserError('empty-audio', `Expected an audio file, but ${name} is empty; fetch it again.`);
	}
	return {
		path,
		name,
		size,
		async read(at, length) {
			const want = Math.max(0, Math.min(length, size - at));
			const bytes = new Uint8Array(want);
			let done = 0;
			while (done < want) {
				const { bytesRead } = await handle.read(bytes, done, want - done, at + done);
				if (bytesRead === 0) return bytes.subarray(0, done);
				done += bytesRead;
			}
			return bytes;
		},
		close: () => handle.close()
	};
}

/** What it is instead, and what to do. */
function notFile(info: Stats): string {
	if (info.isDirectory()) return 'a folder; name a file in it';
	const kind = info.isFIFO() ? 'a pipe' : info.isSocket() ? 'a socket' : 'a device';
	return `${kind}, and audio is read more than once; save it as a file first`;
}

/** A stretch of a source as a source of its own. Closing it does nothing. */
export function section(source: Source, from: number, to: number): Source {
	return {
		...source,
		size: to - from,
		read: (at, length) => source.read(from + at, Math.min(length, to - from - at)),
		close: async () => {}
	};
}
