// The dictionary index against the plain way of reading the same file.

import { describe, expect, it } from 'vitest';
import { openDictionary } from '#lib/core/align/pronounce/dictionary.ts';

const TEXT = [
	';; comment R EH M',
	'',
	"'em AH M",
	'a AH',
	'a(2) EY',
	'read R EH D',
	'read(2) R IY D',
	'reads R IY D Z',
	'é ei',
	'école  ei kk oo ll',
	'a(3) AE',
	'end\tEH N D'
].join('\n');

const open = (text: string) => openDictionary(new TextEncoder().encode(text));

describe('dictionary', () => {
	it('gives all pronunciations of a word in the order of the file', () => {
		const dictionary = open(TEXT);
		expect(dictionary.lookup('read')).toEqual(['R EH D', 'R IY D']);
		expect(dictionary.lookup('reads')).toEqual(['R IY D Z']);
		expect(dictionary.lookup("'em")).toEqual(['AH M']);
		expect(dictionary.lookup('école')).toEqual(['ei kk oo ll']);
		expect(dictionary.lookup('end')).toEqual(['EH N D']);
	});

	it('finds an alternative that stands far from its word', () => {
		expect(open(TEXT).lookup('a')).toEqual(['AH', 'EY', 'AE']);
	});

	it('does not know parts of words, comments, phones or nothing', () => {
		const dictionary = open(TEXT);
		for (const word of ['', 'rea', 'readsx', ';;', 'comment', 'AH', 'read(2)', 'R']) {
			expect([word, dictionary.has(word)]).toEqual([word, false]);
			expect(dictionary.lookup(word)).toEqual([]);
		}
	});

	it('agrees with a plain map on thousands of made-up words, with and without a newline at the end', () => {
		const syllables = 'ba co di fu ge lo mi no pu ra si to'.split(' ');
		const plain = new Map<string, string[]>();
		const lines: string[] = [];
		for (const a of syllables)
			for (const b of syllables)
				for (const c of syllables) {
					const word = a + b + c;
					const ways = word.length % 2 || c === 'to' ? [`X ${a}`, `Y ${b}`] : [`X ${c}`];
					plain.set(word, ways);
					ways.forEach((way, i) => lines.push(`${word}${i ? `(${i + 1})` : ''} ${way}`));
				}
		for (const text of [lines.join('\n'), lines.join('\n') + '\n']) {
			const dictionary = open(text);
			expect(dictionary.size).toBe(plain.size);
			for (const [word, ways] of plain) expect(dictionary.lookup(word)).toEqual(ways);
			expect([...dictionary.entries()]).toHaveLength(lines.length);
		}
	});

	it('reads Windows line ends', () => {
		expect(open('one W AH N\r\ntwo T UW\r\n').lookup('two')).toEqual(['T UW']);
	});
});
