// A bug is a folder: tests/samples/formats/<format>-<defect>/ holds an input and what it must be read as.
// `UPDATE=1 npx vitest run tests/core/formats/samples.test.ts` rewrites the expectations; read them in the diff.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseTranscript } from '#lib/core/formats/formats.ts';
import { checkRoundTrips, checkShape } from './contract.ts';

const root = new URL('../../samples/formats/', import.meta.url);

describe('format samples', () => {
	for (const name of readdirSync(root).sort()) {
		it(name, () => {
			const folder = new URL(`${name}/`, root);
			const input = readdirSync(folder).find((file) => file.startsWith('input.'))!;
			const parsed = parseTranscript(readFileSync(new URL(input, folder)), { name: input });
			const { transcript } = parsed;
			checkShape(transcript);
			expect(name).toMatch(new RegExp(`^${parsed.format}-`));
			const seen = {
				language: transcript.language,
				problems: parsed.problems.map(({ code, line }) => `${code} ${line}`),
				words: transcript.words.length,
				text: transcript.text.split('\n'),
				headings: transcript.headings?.map(({ from, to }) => transcript.text.slice(from, to)),
				turns: transcript.turns.map(({ from, to, speaker, cue }) => ({
					speaker,
					cue: cue && [cue.start, cue.end],
					text: transcript.text.slice(from, to)
				}))
			};
			const expected = new URL('expected.json', folder);
			if (process.env.UPDATE === '1') writeFileSync(expected, JSON.stringify(seen, null, '\t') + '\n');
			expect(existsSync(expected), `${name} has no expected.json`).toBe(true);
			expect(seen).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
			checkRoundTrips(transcript);
		});
	}
});
