// A file opened for reading by position, with the clear sentence for a file that is missing, empty or no file at all.
import { open } from 'node:fs/promises';
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
	let handle;
	try {
		handle = await open(path, 'r');
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code;
		if (code === 'ENOENT') throw new UserError('no-file', `Expected an audio file at ${path}, but nothing is there.`);
		throw new UserError(
			'unreadable-file',
			`Expected to read the audio file ${path}, but the system refused (${code}).`
		);
	}
	const info = await handle.stat();
	if (!info.isFile() || info.size === 0) {
		await handle.close();
		if (!info.isFile()) throw new UserError('not-a-file', `Expected an audio file, but ${path} is a folder.`);
		throw new UserError('empty-audio', `Expected an audio file, but ${name} is empty; fetch it again.`);
	}
	return {
		path,
		name,
		size: info.size,
		async read(at, length) {
			const want = Math.max(0, Math.min(length, info.size - at));
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

/** A stretch of a source as a source of its own. Closing it does nothing. */
export function section(source: Source, from: number, to: number): Source {
	return {
		...source,
		size: to - from,
		read: (at, length) => source.read(from + at, Math.min(length, to - from - at)),
		close: async () => {}
	};
}
