import { describe, expect, it } from 'vitest';
import { withoutSheets } from '#lib/core/formats/sheets.ts';

describe('what stands on every sheet', () => {
	it('is left out at form feeds, with the numbers, and a paragraph goes on', () => {
		const sheets = [
			'Bread, 2020\n\nIt was late and\n\n1',
			'Bread, 2020\n\nI ate.\n\n2',
			'Bread, 2020\n\nThen I slept.\n\n3'
		];
		expect(withoutSheets(sheets.join('\f')).trim()).toBe('It was late and\nI ate.\n\nThen I slept.');
	});

	it('is left out at pages that count', () => {
		const text = 'It was late and\nPage 1 of 2\nOn bread, 2020\nthen I ate.\nPage 2 of 2\nOn bread, 2020\nI slept.';
		expect(withoutSheets(text)).toBe('It was late and\nthen I ate.\n\nI slept.');
	});

	it.each([
		['no sheets', 'One.\n\n1\n\nTwo.\n\n2\n\nThree.\n\n3\n'],
		['pages that somebody names', 'Page 12\nis lost.\nPage 3\nis here.'],
		['the same again and again', 'We ate.\nWe slept.\fWe ate.\nWe slept.\fWe ate.\nWe slept.'],
		['one page', 'I read.\nPage 1\nAnd then.']
	])('is nothing in a text of %s', (_, text) => {
		expect(withoutSheets(text)).toBe(text);
	});

	it('is no name, and nothing that is said elsewhere', () => {
		const sheets = [
			'Ada Lovelace\nWell.\n\nBob Stone\nOh.',
			'Ada Lovelace\nYes.',
			'Bob Stone\nNo.\n\nAda Lovelace\nSo.'
		];
		expect(withoutSheets(sheets.join('\f')).match(/Ada Lovelace|Bob Stone/g)).toHaveLength(5);
		expect(withoutSheets('Yes, so.\nHe came.\nYes, so.\fYes, so.\nAnd she.').match(/Yes, so/g)).toHaveLength(3);
	});
});
