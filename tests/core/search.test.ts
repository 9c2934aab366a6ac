import { describe, expect, it } from 'vitest';
import { comparable, createSearch, hasWords } from '#lib/core/search.ts';
import { normalise } from '#lib/core/text/fold.ts';
import { dice } from '../dice.ts';
import { made } from './made.ts';

const found = (text: string, query: string) =>
	createSearch(text)
		.find(query)
		.map(({ from, to }) => text.slice(from, to));

describe('words of a name', () => {
	it.each<[string, string, boolean]>([
		['On bread\nSlow Food', 'food bread', true],
		['On bread\nSlow Food', 'bre', true],
		['On bread\nSlow Food', 'read', false],
		['On bread\nSlow Food', 'bread water', false],
		['Café C++', 'cafe c++', true],
		['Café C++', 'c#', false],
		['東京の話', '京', true],
		['On bread', '…', false],
		['On bread', '', false]
	])('%j, %j', (name, query, has) => expect(hasWords(name, query)).toBe(has));
});

describe('search', () => {
	it.each<[string, string, string[]]>([
		['The café closed. CAFÉ!', 'cafe', ['café', 'CAFÉ']],
		['The cafe\u0301 closed.', 'café', ['cafe\u0301']],
		['Straße, STRASSE', 'strasse', ['Straße', 'STRASSE']],
		['Well, the co-founder’s car', 'co founders c', ['co-founder’s c']],
		["I don’t know, he don't", 'dont', ['don’t', "don't"]],
		['open\nAI', 'open ai', ['open\nAI']],
		['yes — and no', 'yes and', ['yes — and']],
		['Yes, and no', '  yes,   AND ', ['Yes, and']],
		['He said again: AI', 'ai', ['AI']],
		['In der Eisenbahn', 'bahn', ['bahn']],
		['Die Bahn, die Eisenbahn', 'bahn', ['Bahn']],
		['10 % of $5 in C#', '10%', []],
		['10% of $5 in C#', '10%', ['10%']],
		['10% of $5 in C#', '$5', ['$5']],
		['10% of $5 in C#', 'c#', ['C#']],
		['Is it? It is. Is it?', '?', []],
		['One. Two ...', '.', []],
		['One. Two ...', ' ... ', []],
		['ha ha ha ha', 'ha ha', ['ha ha', 'ha ha']],
		['私は東京に\n行きます。', '東京に行き', ['東京に\n行き']],
		['Ёлка и ель', 'елка', ['Ёлка']],
		['ΣΊΣΥΦΟΣ', 'σισυφος', ['ΣΊΣΥΦΟΣ']],
		['a 👩‍🚀 b', '👩‍🚀', ['👩‍🚀']],
		['ﬁne words', 'fine', ['ﬁne']],
		['nothing', '', []],
		['nothing', '  \n', []],
		['', 'a', []]
	])('in %j for %j', (text, query, hits) => expect(found(text, query)).toEqual(hits));

	it('gives hits in order that do not overlap', () => {
		const { transcript } = made(2, 3000);
		const search = createSearch(transcript.text);
		for (const query of ['ka', 'lo mi', 'e', 'tre. ', 'win']) {
			const spans = search.find(query);
			expect(spans.length).toBeGreaterThan(0);
			for (let i = 1; i < spans.length; i++) expect(spans[i].from).toBeGreaterThanOrEqual(spans[i - 1].to);
			for (const { from, to } of spans)
				expect(comparable(transcript.text.slice(from, to)).text).toBe(comparable(query).text);
		}
	});

	it('compares every text as the folding of the whole would', () => {
		const pieces = [
			'a',
			'B',
			' ',
			'’',
			"'",
			'\u0301',
			'É',
			'ß',
			'ﬃ',
			'-',
			'—',
			'東',
			'\n',
			'.',
			'👩‍🚀',
			'٣',
			'\u00ad',
			'İ',
			'℀'
		];
		const next = dice(12);
		for (let round = 0; round < 400; round++) {
			const text = Array.from({ length: 12 }, () => pieces[Math.floor(next() * pieces.length)]).join('');
			const { text: plain, from, to } = comparable(text);
			const whole = normalise(text)
				.text.replace(/'/g, '')
				.replace(/[^\p{L}\p{N}\p{M}\p{S}%#@&\ud800-\udfff]+/gu, ' ');
			expect(plain.replaceAll(' ', '')).toBe(whole.replaceAll(' ', ''));
			if (!text.includes('東')) expect(plain).toBe(whole.trim());
			for (let i = 0; i < plain.length; i++) {
				expect(to[i]).toBeGreaterThanOrEqual(from[i]);
				if (i) expect(from[i]).toBeGreaterThanOrEqual(from[i - 1]);
			}
		}
	});

	it('finds every stretch of words it is asked for', () => {
		const { transcript } = made(4, 2000);
		const search = createSearch(transcript.text);
		const next = dice(3);
		for (let round = 0; round < 200; round++) {
			const first = Math.floor(next() * 1990);
			const from = transcript.words[first].from;
			const to = transcript.words[first + 3 + Math.floor(next() * 5)].to;
			const spans = search.find(transcript.text.slice(from, to).replace(/\W+/g, next() < 0.5 ? ' ' : ' - '));
			expect(spans.some((span) => span.from === from && to - span.to <= 1)).toBe(true);
		}
	});
});
