// Tokens of any length are answered in time with it: links, dotted lines and rubbish stand in transcripts.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createPronouncer } from '#lib/core/align/pronounce/pronounce.ts';

const models = join(dirname(createRequire(import.meta.url).resolve('soundswallower')), 'model');
const dict = readFileSync(join(models, 'en-us', 'dict.txt'));
const letters = readFileSync(new URL('../../../src/lib/core/align/pronounce/letters.en.bin', import.meta.url));
const phones = Object.keys(
	JSON.parse(readFileSync(join(models, 'en-us', 'phoneset.json'), 'utf8')) as Record<string, string>
);
const PARTS = [
	...'! " \' ( ) [ ] [x] () )( . , ... - -- — _ * & @ # % $ € / \\ | ~ < > = + ? ; :'.split(' '),
	..."a a- ab- a. a.b. a, a' 'a A AI É 今 0 00 1, 0.000. 1. 1: 1- 1/ 0:00 $1 1% a1 A1 \"~ )! .' http://a. www. x@".split(
		' '
	)
];
const HEADS = ['', '#', "'"];

describe.each(['en', 'de'])('%s', (language) => {
	const { pronounce } = createPronouncer({ dict, letters, phones }, language);

	it('answers long tokens', () => {
		for (const part of PARTS)
			for (const head of HEADS)
				for (const tail of ['', 'a']) {
					const token = head + part.repeat(3_000 / part.length) + tail;
					expect(pronounce(token, { previous: token, next: token }).readings.length).toBeLessThan(5);
				}
	});

	it('answers long runs of marks', () => {
		for (const mark of '!"\'()[],.-_*|~')
			for (const head of ['', 'a']) {
				const token = `${head}${mark.repeat(100_000)}a`;
				expect(pronounce(token, { previous: token, next: token }).readings.length).toBeLessThan(5);
			}
	});
});
