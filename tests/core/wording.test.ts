import { expect, it } from 'vitest';
import { formatCount, formatDate, formatLength, formatSize } from '#lib/core/wording.ts';

it('words lengths', () => {
	const seconds = [48, 20.66, 59.7, 754, 6912, 7200, 3599];
	expect(seconds.map(formatLength)).toEqual(['48 s', '20 s', '59 s', '13 min', '1 h 55 min', '2 h', '1 h']);
});

it('words dates as Intl does, and leaves alone what is none', () => {
	const british = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
	for (const iso of ['2023-10-06', '1999-12-31', '2024-02-29', '2026-01-01'])
		expect(formatDate(iso)).toBe(british.format(new Date(iso)));
	expect(formatDate('lately')).toBe('lately');
});

it('words counts as Intl does', () => {
	for (const n of [0, 2, 999, 1000, 21151, 1234567])
		expect(formatCount(n, 'word')).toBe(`${n.toLocaleString('en')} words`);
	expect(formatCount(1, 'word')).toBe('1 word');
});

it('words sizes', () => {
	expect([500, 21_399_777, 999_000, 1_440_000_000].map(formatSize)).toEqual(['1 kB', '21 MB', '999 kB', '1.4 GB']);
});
