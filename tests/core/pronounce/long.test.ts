// Tokens of any length are answered in time with it: links, dotted lines and rubbish stand in transcripts.

import { describe, expect, it } from 'vitest';
import { createPronouncer } from '#lib/core/align/pronounce/pronounce.ts';
import { pronunciationFiles } from './files.ts';

const files = pronunciationFiles('en-us', 'en');
const PARTS = [
	...'! " \' ( ) [ ] [x] () )( . , ... - -- — _ * & @ # % $ € / \\ | ~ < > = + ? ; :'.split(' '),
	..."a a- ab- a. a.b. a, a' 'a A AI É 今 0 00 1, 0.000. 1. 1: 1- 1/ 0:00 $1 1% a1 A1 \"~ )! .' http://a. www. x@".split(
		' '
	)
];
const HEADS = ['', '#', "'"];

describe.each(['en', 'de'])('%s', (language) => {
	const { pronounce } = createPronouncer(files, language);

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
