// What English is pronounced from: the model's dictionary and phones, the letters trained from it.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readFileSync } from 'node:fs';
import type { PronunciationFiles } from '#lib/core/align/pronounce/pronounce.ts';

const models = join(dirname(createRequire(import.meta.url).resolve('soundswallower')), 'model');

/** Those of a model that comes with the soundswallower package. */
export function pronunciationFiles(folder: string, language: string): PronunciationFiles {
	const letters = new URL(`../../../src/lib/core/align/pronounce/letters.${language}.bin`, import.meta.url);
	return {
		dict: readFileSync(join(models, folder, 'dict.txt')),
		letters: readFileSync(letters),
		phones: Object.keys(JSON.parse(readFileSync(join(models, folder, 'phoneset.json'), 'utf8')) as object)
	};
}
