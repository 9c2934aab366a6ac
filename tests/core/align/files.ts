// The shipped models and the compiled kernel, for tests that need real numbers.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readModelFolder } from '#lib/server/engine.ts';

const require = createRequire(import.meta.url);

export const modelFiles = (name: 'en-us' | 'fr-fr' = 'en-us') =>
	readModelFolder(join(dirname(require.resolve('soundswallower')), 'model', name));

export const kernel = async () => new Uint8Array(await readFile('src/lib/core/align/wasm/align.wasm'));
