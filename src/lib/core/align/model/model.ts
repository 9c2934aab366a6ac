// An acoustic model: what its files say, read once and shared by everything that scores audio.

import { UserError } from '#lib/core/errors.ts';
import { notModel } from './files.ts';
import { readGaussians, type Gaussians } from './gaussians.ts';
import { readMixtures, type Mixtures } from './mixtures.ts';
import { readParameters, type Parameters } from './parameters.ts';
import { readPhones, type Phones } from './phones.ts';
import { readTransitions, type Transitions } from './transitions.ts';

/** The files of a CMUSphinx model folder, as bytes. `dict` is UTF-8 text that is searched in place. */
export type ModelFiles = {
	name: string;
	mdef: Uint8Array;
	means: Uint8Array;
	variances: Uint8Array;
	sendump: Uint8Array;
	transitionMatrices: Uint8Array;
	dict: Uint8Array;
	featParams: string | null;
};

export type Model = {
	name: string;
	parameters: Parameters;
	phones: Phones;
	gaussians: Gaussians;
	mixtures: Mixtures;
	transitions: Transitions;
	/** For each senone, the codebook that its weights are for. */
	codebookOf: Uint8Array;
};

/** Reads a semi-continuous (one codebook) or PTM (one for each phone) model. Throws a UserError for anything else. */
export function readModel(files: ModelFiles): Model {
	const phones = readPhones(files.mdef);
	const gaussians = readGaussians(files.means, files.variances);
	const mixtures = readMixtures(files.sendump);
	const transitions = readTransitions(files.transitionMatrices);
	if (mixtures.densities !== gaussians.densities || mixtures.senones !== phones.senones)
		throw notModel(
			'sendump',
			`${mixtures.densities} densities and ${mixtures.senones} senones beside other counts in the model`
		);
	if (gaussians.codebooks !== 1 && gaussians.codebooks !== phones.names.length)
		throw new UserError(
			'bad-model',
			`The acoustic model “${files.name}” has ${gaussians.codebooks} codebooks for ${phones.names.length} phones; use one with a single codebook or one for each phone.`
		);
	// A byte each, and one value for none.
	if (phones.names.length > 255)
		throw new UserError(
			'bad-model',
			`The acoustic model “${files.name}” has ${phones.names.length} phones; use one with no more than 255.`
		);
	const codebookOf = gaussians.codebooks === 1 ? new Uint8Array(phones.senones) : phones.baseOf;
	return {
		name: files.name,
		parameters: readParameters(files.featParams),
		phones,
		gaussians,
		mixtures,
		transitions,
		codebookOf
	};
}
