import { describe, expect, it } from 'vitest';
import { parse } from '#lib/core/formats/plain.ts';

const said = (text: string) => {
	const { text: all, turns } = parse(text).transcript;
	return turns.map(({ speaker, from, to }) => `${speaker ?? ''}|${all.slice(from, to)}`);
};
const speakers = (text: string) => said(text).map((turn) => turn.split('|')[0]);

describe('speakers before a colon', () => {
	it.each([
		'Prof. Stone',
		'Prof. Bob Stone (Oxford University)',
		'Capt. Bob Stone',
		'Lieut. Stone',
		'Pres. Stone',
		'Supt. Stone',
		'Rev. Stone',
		'Bob “Rocky” Stone',
		'Bob "Rocky" Stone',
		'Bob [host]',
		'Bob Stone [on the phone]',
		'Bob Stone - Host',
		'Bob Stone – Guest',
		'Host | Bob'
	])('may be called %s', (name) => {
		expect(said(`Ada: Welcome.\n\n${name}: Thanks.\n\nAda: Why?\n\n${name}: Because.`)).toEqual([
			'Ada|Welcome.',
			`${name}|Thanks.`,
			'Ada|Why?',
			`${name}|Because.`
		]);
	});

	it('are found behind signs that nobody sees', () => {
		const text = '\u200bAda: Hello.\n\u200e\ufeff[0:12] Bob\u200b: Hi.\n\u202aAda\u202c: \u2067Yes.\u2069';
		expect(speakers(text)).toEqual(['Ada', 'Bob', 'Ada']);
		expect(speakers(`WEBVTT\n\n${text}`)).toEqual(['', 'Ada', 'Bob', 'Ada']);
	});

	it.each([
		'Slow Food: https://slowfood.example',
		'Our Shop: www.example.org/bread',
		'Ada Lovelace: ada@example.org',
		'Maren Holt: @marenholt',
		'Ep 12: Bread and Salt'
	])('are not who has an address, nor the number of an episode: %s', (line) => {
		expect(said(`${line}\n\nAda: Welcome.\n\nBob: Thanks.\n\nAda: Why?`)[0]).toBe(`|${line}`);
	});

	it('keep their name where they laugh', () => {
		expect(speakers('Ada: Hello.\nBob: Yes.\nAda: Why?\nBob [laughs]: No.\nBob (laughing): Oh.')).toEqual([
			'Ada',
			'Bob',
			'Ada',
			'Bob',
			'Bob'
		]);
	});

	it.each([
		'Caller from Ohio',
		'Announcer voice',
		'Woman in the audience',
		'Another caller',
		'A man on the phone',
		'Unidentified male voice',
		'Prof. Lee',
		'Carol'
	])('may speak once among others, as %s', (name) => {
		expect(said(`Ada: Welcome.\n\nBob: Thanks.\n\n${name}: Hi there.\n\nAda: Hello.\n\nBob: Hello.`)).toEqual([
			'Ada|Welcome.',
			'Bob|Thanks.',
			`${name}|Hi there.`,
			'Ada|Hello.',
			'Bob|Hello.'
		]);
	});

	it.each([
		'One more thing: Bread is alive.',
		'My guest today: Bob Stone.',
		'The host said: Never.',
		'One man: Bob.',
		'Bread: the staff of life.',
		'Then he wrote “Bread” again: No.',
		'The "best" bread: It is mine.',
		'Bread - and water: Both.'
	])('are not in a paragraph that begins “%s”', (line) => {
		const text = `Ada: Welcome.\n\nBob: Thanks for the bread.\n\n${line}\n\nAda: Hello.\n\nBob: Hello.`;
		expect(speakers(text)).toEqual(['Ada', 'Bob', 'Ada', 'Bob']);
		expect(said(text)[1]).toBe(`Bob|Thanks for the bread.\n\n${line}`);
	});

	it.each([
		['myths', 'Myth: bread is fat. Fact: it is not.\n\nMyth: flour is dead. Fact: it lives.\n\nMyth: it is water.'],
		['numbers', 'Number one: mix.\n\nAnd so on.\n\nNumber two: bake.\n\nNumber one: mix again.'],
		['days', 'Day one: mix.\n\nDay one: mix again.\n\nRule 2: wait.\n\nRule 2: bake.'],
		['what happens', '[Door opens] ok.\n[Door opens] ok.\n[Bell rings] ok.\n[Bell rings] ok.']
	])('are not %s', (_, text) => {
		expect(said(text)).toEqual([`|${text}`]);
	});

	it('may say one word in small letters where all others begin in capitals', () => {
		expect(speakers('Ada: Welcome.\n\nBob: oh.\n\nAda: Hello.')).toEqual(['Ada', 'Bob', 'Ada']);
		expect(speakers('Ada: Welcome.\n\nIt goes on.\n\nWater: the rest of life.\n\nAda: Hello.')).toEqual(['Ada', 'Ada']);
	});

	it('may begin in small letters where all do', () => {
		expect(speakers('Ada: welcome.\n\nBob: thanks.\n\nCarol: hi there.\n\nAda: hello.')).toEqual([
			'Ada',
			'Bob',
			'Carol',
			'Ada'
		]);
		expect(speakers('[ada] Hello.\n[bob] Hi.\n[ada] Oh.\n[bob] Yes.')).toEqual(['ada', 'bob', 'ada', 'bob']);
		expect(speakers('Host: Hi.\nQ: why?\nCaller: hello.\nNarrator: once.\nInterviewer: so?\nA: oh.')).toHaveLength(6);
	});
});
