// The library that this server serves: INKWAVE_LIBRARY, `./library` by default.

import { type Library, openLibrary } from './library.ts';

export const DEFAULT_LIBRARY = 'library';

const opened = new Map<string, Promise<Library>>();

/** Opened on the first call, the same one afterwards. */
export function library(): Promise<Library> {
	const dir = process.env.INKWAVE_LIBRARY || DEFAULT_LIBRARY;
	let pending = opened.get(dir);
	if (!pending) {
		pending = openLibrary(dir);
		opened.set(dir, pending);
		// A folder that could not be opened may be there the next time.
		pending.catch(() => opened.delete(dir));
	}
	return pending;
}
