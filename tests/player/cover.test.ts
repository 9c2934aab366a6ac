import { describe, expect, it } from 'vitest';
import { coverOf } from '#lib/player/cover.ts';

describe('coverOf', () => {
	it.each([
		['Small Hours', 'SH'],
		['The Small Hours of the Night', 'SH'],
		['Serial', 'Se'],
		['  99% Invisible', '9I'],
		['The The', 'TT'],
		['A', 'A'],
		['東京ラジオ', '東'],
		['كلام للتجربة', 'كل'],
		['E\u0301tienne', 'E\u0301t'],
		['…', '']
	])('%j has the letters %s', (name, letters) => expect(coverOf(name).letters).toBe(letters));

	it('gives a show the same tint wherever it stands, and others another', () => {
		expect(coverOf('Small Hours ')).toEqual(coverOf('Small Hours'));
		const names = ['Bread', 'Books', 'Birds', 'Bridges', 'Bells', 'Boats'];
		expect(new Set(names.map((name) => coverOf(name).ground)).size).toBeGreaterThan(4);
		expect(new Set(names.map((name) => JSON.stringify(coverOf(name)))).size).toBe(6);
	});
});
