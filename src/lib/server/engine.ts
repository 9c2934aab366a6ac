// Finds the files that the alignment engine wants on disk: the acoustic model, the compiled kernel, the letter-to-sound
// data. A language has its own model, or is sounded out with the English one.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BLOCK, createEngine, type Engine, type ModelFiles } from '#lib/core/align/engine.ts';
import { UserError } from '#lib/core/errors.ts';
import { createHelper } from './hands.ts';
import { sourceUrl } from './root.ts';

/** Models that come with the soundswallower package, by language. */
const SHIPPED = new Map([
	['en', 'en-us'],
	['fr', 'fr-fr']
]);

const ALIGN = 'src/lib/core/align';

const loaded = new Map<string, Promise<Engine>>();

/**
 * The engine for a language (BCP 47, "und" is taken as English). `modelDir` is a folder with a CMUSphinx
 * semi-continuous or PTM model instead of the one that is shipped. Loaded once and kept. Throws a UserError where the
 * folder is no such model.
 */
export function loadEngine(options: { language: string; modelDir?: string | null }): Promise<Engine> {
	const primary = options.language.toLowerCase().split('-')[0];
	const language = SHIPPED.has(primary) ? primary : 'en';
	const folder = options.modelDir ? resolve(options.modelDir) : join(packageFolder(), SHIPPED.get(language)!);
	const key = `${language} ${folder}`;
	let engine = loaded.get(key);
	if (!engine) {
		engine = load(folder, language);
		loaded.set(key, engine);
		engine.catch(() => loaded.delete(key));
	}
	return engine;
}

async function load(folder: string, language: string): Promise<Engine> {
	const model = await readModelFolder(folder);
	const wasm = readBeside('wasm/align.wasm');
	if (!wasm)
		throw new UserError(
			'not-built',
			`Expected the engine's compiled part at “${join(ALIGN, 'wasm/align.wasm')}”, but it is not there; run “npm run build:wasm” once.`
		);
	const letters = readBeside(`pronounce/letters.${language}.bin`);
	// A dictionary would only be copied.
	const helper = createHelper({ model: { ...model, dict: new Uint8Array(0) }, wasm, capacity: BLOCK });
	return createEngine({ model, wasm, letters, helper });
}

/** Reads a model folder; the dictionary may also lie beside the folder, as Debian's pocketsphinx-en-us has it. */
export async function readModelFolder(folder: string): Promise<ModelFiles> {
	const read = (name: string): Uint8Array => {
		try {
			return readBytes(join(folder, name));
		} catch {
			throw new UserError(
				'no-model',
				`Expected an acoustic model in “${folder}”, but there is no file “${name}” in it; name a folder with mdef, means, variances, sendump and transition_matrices.`
			);
		}
	};
	const [mdef, means, variances, sendump, transitionMatrices] = [
		'mdef',
		'means',
		'variances',
		'sendump',
		'transition_matrices'
	].map(read);
	const featParams = firstOf([join(folder, 'feat_params.json'), join(folder, 'feat.params')]);
	const dict = (await findDictionary(folder)) ?? read('dict.txt');
	return {
		name: basename(folder),
		mdef,
		means,
		variances,
		sendump,
		transitionMatrices,
		dict,
		featParams: featParams && new TextDecoder().decode(featParams)
	};
}

async function findDictionary(folder: string): Promise<Uint8Array | null> {
	const names = ['dict.txt'];
	for (const place of [folder, dirname(folder)])
		for (const name of await readdir(place).catch(() => [] as string[]))
			if (name.endsWith('.dict')) names.push(join(place, name));
	return firstOf(names.map((name) => resolve(folder, name)));
}

function firstOf(paths: string[]): Uint8Array | null {
	for (const path of paths)
		try {
			return readBytes(path);
		} catch {
			continue;
		}
	return null;
}

/** At once: some megabytes, for which a process that is about to align need not take turns. */
function readBytes(path: string): Uint8Array {
	const { buffer, byteOffset, byteLength } = readFileSync(path);
	return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A file of the engine, wherever this module was bundled to. */
function readBeside(name: string): Uint8Array | null {
	return firstOf([fileURLToPath(sourceUrl(`${ALIGN}/${name}`))]);
}

function packageFolder(): string {
	const require = createRequire(import.meta.url);
	return join(dirname(require.resolve('soundswallower')), 'model');
}
