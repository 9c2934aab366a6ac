// Where this program's own files are, also when this code was bundled into build/ by Vite.

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

let found: string | null = null;

/** The folder of Inkwave's package.json. */
export function root(): string {
	if (found !== null) return found;
	for (let dir = dirname(fileURLToPath(import.meta.url)); ; dir = dirname(dir)) {
		const file = join(dir, 'package.json');
		if (existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).name === 'inkwave') return (found = dir);
		if (dirname(dir) === dir) throw new Error(`no package.json of inkwave above ${import.meta.url}`);
	}
}

/** URL of a file of the source tree, `path` from the root. */
export function sourceUrl(path: string): URL {
	return pathToFileURL(join(root(), path));
}

/** Of Inkwave, as package.json has it. */
export function version(): string {
	return JSON.parse(readFileSync(join(root(), 'package.json'), 'utf8')).version;
}

/** The command line as people type it in Inkwave's folder. */
export const INKWAVE = 'npm run --silent inkwave --';

/** A verb of it with what it takes, for messages. */
export function commandLine(verb: string): string {
	return `"${INKWAVE} ${verb}"`;
}
