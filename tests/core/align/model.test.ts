// Damaged model files are refused with a sentence, never with an error of ours.

import { describe, expect, it } from 'vitest';
import { readModel, type ModelFiles } from '#lib/core/align/model/model.ts';
import { UserError } from '#lib/core/errors.ts';
import { dice } from '../../dice.ts';
import { modelFiles } from './files.ts';

const files = await modelFiles();
const NAMES = ['mdef', 'means', 'variances', 'sendump', 'transitionMatrices'] as const;

/** What went wrong other than as it should. */
function failureOf(damaged: ModelFiles): string | null {
	try {
		readModel(damaged);
		return null;
	} catch (error) {
		return error instanceof UserError && error.code === 'bad-model' ? null : String(error);
	}
}

describe('a damaged model', () => {
	it.each(NAMES)('%s: cut off anywhere, or with other bytes at its beginning', (name) => {
		const random = dice(11);
		const whole = files[name];
		const failures: string[] = [];
		for (let round = 0; round < 10; round++) {
			const length = Math.floor(whole.length * random() ** 4);
			const cut = whole.slice(0, round < 5 ? round : length);
			// Only the first bytes: elsewhere they are numbers that may be any.
			const overwritten = whole.slice();
			for (let k = 0; k < 8; k++) overwritten[Math.floor(random() * 200)] = Math.floor(random() * 256);
			for (const bytes of [cut, overwritten]) {
				const failure = failureOf({ ...files, [name]: bytes });
				if (failure) failures.push(`${bytes.length} bytes: ${failure}`);
			}
		}
		expect(failures).toEqual([]);
	});

	it.each(['{"lowerf":', '{"samprate": "many"}', '-feat s3_1x39'])('parameters “%s”', (featParams) => {
		expect(() => readModel({ ...files, featParams })).toThrow(UserError);
	});
});
