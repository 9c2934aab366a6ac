// Node's arguments for the command line, as package.json's own script has them, from any folder.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { inkwave: string } };
const [, ...args] = scripts.inkwave.split(' ');

export const program = args.map((arg, i) =>
	args[i - 1] === '--import' ? pathToFileURL(resolve(arg)).href : arg.startsWith('-') ? arg : resolve(arg)
);
