// Finds the files that the alignment engine wants on disk: the acoustic model, the compiled kernel, the letter-to-sound
// data. A language has its own model, or is sounded out with the English one.

import { createRequire } from 'node:module';
import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { BLOCK, createEngine, type Engine, type ModelFiles } from '#lib/core/align/engine.ts';
import { UserError } from '#lib/core/errors.ts';
import { createHelper } from './hands.ts';

/** Models that come with the soundswallower package, by language. */
const SHIPPED: Record<string, string> = { en: 'en-us', fr: 'fr-fr' };

const ALIGN = 'src/lib/core/align';

const loaded = new Map<string, Promise<Engine>>();

/**
 * The engine for a language (BCP 47, "und" is taken as English). `modelDir` is a folder with a CMUSphinx
 * semi-continuous or PTM model instead of the one that is shipped. Loaded once and kept. Throws a UserError where the
 * folder is no such model.
 */
export function loadEngine(options: { language: string; modelDir?: string | null }): Promise<Engine> {
	const primary = options.language.toLowerCase().split('-')[0];
	const folder = options.modelDir ? resolve(options.modelDir) : join(packageFolder(), SHIPPED[primary] ?? SHIPPED.en);
	let engine = loaded.get(folder);
	if (!engine) {
		engine = load(folder, SHIPPED[primary] ? primary : 'en');
		loaded.set(folder, engine);
		engine.catch(() => loaded.delete(folder));
	}
	return engine;
}

async function load(folder: string, language: string): Promise<Engine> {
	const [model, wasm, letters] = await Promise.all([
		readModelFolder(folder),
		readBeside('wasm/align.wasm'),
		readBeside(`pronounce/letters.${language}.bin`).catch(() => null)
	]);
	// A dictionary would only be copied.
	const helper = createHelper({ model: { ...model, dict: new Uint8Array(0) }, wasm, capacity: BLOCK });
	return createEngine({ model, wasm, letters, helper });
}

/** Reads a model folder; the dictionary may also lie beside the folder, as Debian's pocketsphinx-en-us has it. */
export async function readModelFolder(folder: string): Promise<ModelFiles> {
	const read = async (name: string): Promise<Uint8Array> => {
		try {
			return new Uint8Array(await readFile(join(folder, name)));
		} catch {
			throw new UserError(
				'no-model',
				`Expected an acoustic model in “${folder}”, but there is no file “${name}” in it; name a folder with mdef, means, variances, sendump and transition_matrices.`
			);
		}
	};
	const [mdef, means, variances, sendump, transitionMatrices] = await Promise.all(
		['mdef', 'means', 'variances', 'sendump', 'transition_matrices'].map(read)
	);
	const featParams = await firstOf([join(folder, 'feat_params.json'), join(folder, 'feat.params')]);
	const dict = (await findDictionary(folder)) ?? (await read('dict.txt'));
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

async function firstOf(paths: string[]): Promise<Uint8Array | null> {
	for (const path of paths) {
		const bytes = await readFile(path).catch(() => null);
		if (bytes) return new Uint8Array(bytes);
	}
	return null;
}

/** A file of the engine: beside the sources, wherever this module was bundled to. */
async function readBeside(name: string): Promise<Uint8Array> {
	const here = [new URL(`../core/align/${name}`, import.meta.url).pathname, resolve(ALIGN, name)];
	const bytes = await firstOf(here);
	if (!bytes)
		throw new UserError(
			'not-built',
			`Expected the engine's compiled part at “${join(ALIGN, name)}”, but it is not there; run “npm run build:wasm” once.`
		);
	return bytes;
}

function packageFolder(): string {
	const require = createRequire(import.meta.url);
	return join(dirname(require.resolve('soundswallower')), 'model');
}
