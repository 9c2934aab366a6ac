import { describe, expect, it } from 'vitest';
import type { Alignment, Episode, Transcript } from '#lib/core/episode.ts';
import { excerptOf, lineAround } from '#lib/core/excerpt.ts';
import { publish } from '#lib/core/publish.ts';
import { decodeWords, encodeWords } from '#lib/core/wordtrack.ts';

const text =
	'Bread needs flour and water. Yes. Then comes the salt, and with the salt comes time, which nobody has enough of. ' +
	'Word ' +
	'word '.repeat(99) +
	'end.';
const words = [...text.matchAll(/\S+/g)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
const transcript: Transcript = { text, language: 'en', turns: [], words };
const alignment: Alignment = {
	engine: 'made',
	duration: 200,
	timings: words.map((_, n) => ({ start: 1 + n, end: 1.8 + n, state: 'heard', confidence: 1 })),
	untranscribed: [{ start: 150, end: 200 }],
	silences: [],
	matches: true,
	notices: []
};
const published = publish({ chapters: [], people: [], duration: 200 } as unknown as Episode, transcript, alignment);
const track = decodeWords(encodeWords(transcript, alignment));
const excerpt = (start: number, end: number | null) => {
	const span = excerptOf(published, track, { start, end });
	return span && text.slice(span.from, span.to);
};

describe('excerptOf', () => {
	it('is the words of a clip', () => expect(excerpt(2, 4)).toBe('needs flour'));
	it('is the sentence at a moment, and the next where it is short', () =>
		expect(excerpt(6, null)).toBe(text.slice(text.indexOf('Yes'), text.indexOf(' Word'))));
	it('is no longer than a card, and ends with a word', () => {
		for (const end of [null, 160]) {
			const long = excerpt(70, end)!;
			expect(long.length).toBeLessThanOrEqual(240);
			expect(long).toMatch(/^word .*word$/);
			expect(excerptOf(published, track, { start: 70, end })!.cut).toBe(true);
		}
		expect(excerptOf(published, track, { start: 2, end: 4 })!.cut).toBe(false);
	});
	it('is nothing where nothing is spoken', () => expect(excerpt(170, null)).toBeNull());
});

it('shows a hit in whole words of its line', () => {
	const text = `${'one two three '.repeat(9)}hit\nand ${'four five six '.repeat(9)}`;
	const from = text.indexOf('hit');
	const { before, match, after } = lineAround(text, { from, to: from + 3 });
	expect(before).toBe('…three one two three ');
	expect(match).toBe('hit');
	expect(after).toMatch(/^ and four five .* (four|five|six)…$/);
	expect(lineAround('a hit', { from: 2, to: 5 })).toEqual({ before: 'a ', match: 'hit', after: '' });
});
