import { describe, expect, it } from 'vitest';
import { findQuote, formatQuote, parseQuote, quoteAnchor } from '#lib/core/quote.ts';
import { dice } from '../dice.ts';
import { made } from './made.ts';

const text =
	'So, yeah, I was always really interested in math. It felt like it had, you know, a sense of objectivity, right? ' +
	'You know, one kid could say, oh, this show is great. And another kid could say, oh, it is terrible. But if you ' +
	'are doing math there is an objective answer. You know, one kid could say, oh, this show is old.';
const spanOf = (quote: string, whole = text) => {
	const from = whole.indexOf(quote);
	return { from, to: from + quote.length };
};
const find = (quote: string, corrected: string) => {
	const span = findQuote(corrected, quoteAnchor(text, spanOf(quote)));
	return span && corrected.slice(span.from, span.to);
};

describe('quotes', () => {
	it('are short words of the text, with what stands around them', () =>
		expect(quoteAnchor(text, spanOf('a sense of objectivity,'))).toEqual({
			prefix: 'it had you know',
			exact: 'a sense of objectivity',
			end: null,
			suffix: 'right You know one'
		}));

	it.each<[string, string, string, string, string | null]>([
		['as it stands', 'a sense of objectivity', '', '', 'a sense of objectivity'],
		['with a word corrected', 'a sense of objectivity', 'sense of', 'scent off', 'a scent off objectivity'],
		['with a word put in', 'a sense of objectivity', 'sense of', 'sense of real', 'a sense of real objectivity'],
		[
			'with a word left out',
			'one kid could say, oh, this show is great',
			'oh, this',
			'this',
			'one kid could say, this show is great'
		],
		[
			'with its surroundings changed',
			'a sense of objectivity',
			'It felt like it had, you know,',
			'There was',
			'a sense of objectivity'
		],
		['between the words around it', 'math', 'in math. It', 'in maths. It', 'maths'],
		[
			'not where it is gone',
			'a sense of objectivity, right? You know, one kid',
			text,
			'Quite another text altogether.',
			null
		]
	])('are found again %s', (_, quote, before, after, expected) =>
		expect(find(quote, text.replace(before, after))).toBe(expected)
	);

	it('tell repeated words apart by what stands around them', () => {
		const second = { from: text.lastIndexOf('one kid could say'), to: text.lastIndexOf('one kid could say') + 17 };
		expect(findQuote(text, quoteAnchor(text, second))).toEqual(second);
		const bare = { prefix: '', exact: 'one kid could say', end: null, suffix: '' };
		expect(findQuote(text, bare)!.from).toBe(text.indexOf('one kid'));
		expect(findQuote(text, bare, second.from + 3)).toEqual(second);
	});

	it('of many words are known by both ends', () => {
		const span = { from: text.indexOf('It felt'), to: text.indexOf('answer') + 6 };
		const anchor = quoteAnchor(text, span);
		expect(anchor.exact).toBe('It felt like it had you');
		expect(anchor.end).toBe('math there is an objective answer');
		expect(findQuote(text, anchor)).toEqual(span);
	});

	it('travel in an address', () => {
		for (const quote of [
			'a sense of objectivity',
			'So',
			'old',
			'one kid could say, oh, this show is great. And another'
		]) {
			const anchor = quoteAnchor(text, spanOf(quote));
			expect(parseQuote(formatQuote(anchor))).toEqual(anchor);
			expect(formatQuote(anchor)).not.toMatch(/[&#? ]/);
		}
		const odd = { prefix: 'a-b', exact: '100 %, -x-', end: null, suffix: 'c,d' };
		expect(parseQuote(formatQuote(odd))).toEqual(odd);
		for (const value of ['', ',', 'a-', 'a,b,c', '%E0%A4%A', '-a']) expect(parseQuote(value)).toBeNull();
	});

	it('in scripts without spaces', () => {
		const line = '私は東京に行きます。明日は京都に行きます。';
		const span = { from: line.indexOf('京都'), to: line.indexOf('京都') + 3 };
		expect(findQuote(line, quoteAnchor(line, span))).toEqual(span);
		const corrected = '私は東京へ行きます。明日は、京都へ行きます。';
		const again = findQuote(corrected, quoteAnchor(line, span))!;
		expect(corrected.slice(again.from, again.to)).toBe('京都へ');
	});

	it('of any words are found where they stand, and near there with one word in eight changed', () => {
		const { transcript } = made(6, 1500);
		const next = dice(8);
		let near = 0;
		for (let round = 0; round < 60; round++) {
			const first = Math.floor(next() * 1450);
			const last = first + 3 + Math.floor(next() * 40);
			const anchor = quoteAnchor(transcript.text, {
				from: transcript.words[first].from,
				to: transcript.words[last].to
			});
			const span = findQuote(transcript.text, anchor)!;
			expect(span.from).toBe(transcript.words[first].from);
			expect(transcript.words[last].to - span.to).toBeLessThanOrEqual(1);
			const words = transcript.words.map(({ from, to }) => (next() < 0.125 ? 'zzz' : transcript.text.slice(from, to)));
			const changed = findQuote(words.join(' '), anchor);
			const at = words.slice(0, first).join(' ').length;
			if (changed && Math.abs(changed.from - at) < 20) near++;
		}
		expect(near).toBeGreaterThan(55);
	});

	it('want a word', () => expect(() => quoteAnchor(text, { from: 2, to: 4 })).toThrow(RangeError));
});
