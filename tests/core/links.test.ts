import { describe, expect, it } from 'vitest';
import { formatTimeLink, parseTimeLink } from '#lib/core/links.ts';
import { dice } from '../dice.ts';

describe('links in', () => {
	it.each<[string, number | null, (number | null)?]>([
		['?t=90', 90],
		['#t=90', 90],
		['t=90', null],
		['?t=90.5', 90.5],
		['?t=1:30', 90],
		['?t=1%3A30', 90],
		['?t=01:02:03.5', 3723.5],
		['?t=01:02:03,450', 3723.45],
		['?t=1m30s', 90],
		['?t=1h2m3s', 3723],
		['?t=90s', 90],
		['?t=2m', 120],
		['?t=0', 0],
		['?t=90,120', 90, 120],
		['?t=90%2C120', 90, 120],
		['?t=1:30,2:00', 90, 120],
		['?t=1:30-2:00', 90, 120],
		['?t=1m30s,2m', 90, 120],
		['?t=90.25,120.75', 90.25, 120.75],
		['#t=10,20', 10, 20],
		['#t=npt:10,20', 10, 20],
		['#t=npt:0:10,0:20', 10, 20],
		['#t=,20', 0, 20],
		['#t=10,', 10],
		['?t=120,90', 120],
		['?t=90,90', 90],
		['https://example.org/e/show?t=90#notes', 90],
		['https://example.org/e/show?q=hello&t=90', 90],
		['https://example.org/e/show?t=90#t=45', 45],
		['https://example.org/e/show#:~:text=hello', null],
		['https://example.org/e/show?t=90#:~:text=hello', 90],
		['https://www.youtube.com/watch?v=abc&t=90s', 90],
		['https://youtu.be/abc?t=90', 90],
		['https://www.youtube.com/embed/abc?start=90&end=120', 90, 120],
		['https://www.youtube.com/watch?time_continue=90&v=abc', 90],
		['https://open.spotify.com/episode/abc?si=1&t=90', 90],
		['https://podcasts.apple.com/us/podcast/x/id1?i=2&r=90', 90],
		['https://pca.st/episode/abc?t=90', 90],
		['https://pca.st/episode/abc?t=90,120', 90, 120],
		['https://overcast.fm/+AbC/1:02:03', 3723],
		['https://overcast.fm/+AbC', null],
		['https://example.org/#1:30', 90],
		['#90s', 90],
		['#90', null],
		['#', null],
		['', null],
		['?t=', null],
		['?t=abc', null],
		['?t=-5', null],
		['?t=1:75', null],
		['?t=1,2,3', null],
		['?t=smpte:0:02:00', null],
		['?t=Infinity', null],
		['?t=NaN', null],
		['?start=home&t=5', 5],
		['?T=5', 5]
	])('%s', (link, start, end = null) => expect(parseTimeLink(link)).toEqual(start === null ? null : { start, end }));
});

describe('links out', () => {
	it.each<[number, number | null, string]>([
		[90, null, '?t=90'],
		[90.5, null, '?t=90.5'],
		[0, null, '?t=0'],
		[12.341, 15.008, '?t=12.35,15.01'],
		[0.1 + 0.2, null, '?t=0.3'],
		[10, 5, '?t=10']
	])('%f to %o', (start, end, link) => expect(formatTimeLink(start, end)).toBe(link));

	it('are read back as they were written, never before their word', () => {
		const next = dice(2);
		for (let round = 0; round < 500; round++) {
			const start = Math.round(next() * 36_000_000) / 1000;
			const end = start + 1 + Math.round(next() * 60_000) / 1000;
			const link = parseTimeLink(`https://example.org/e/x${formatTimeLink(start, end)}`)!;
			expect(link.start).toBeGreaterThanOrEqual(start - 1e-9);
			expect(link.start).toBeLessThan(start + 0.01);
			expect(Math.abs(link.end! - end)).toBeLessThan(0.0051);
			expect(formatTimeLink(link.start, link.end)).toBe(formatTimeLink(start, end));
		}
	});

	it.each([-1, NaN, Infinity])('refuses %f', (seconds) => expect(() => formatTimeLink(seconds)).toThrow(RangeError));
});

it('reads no time into what goes on for ever', () => {
	for (const part of [':~:', '1:', '1', 't=', ',', ' ', '&t='])
		expect(parseTimeLink(`?#${part.repeat(300_000 / part.length)}\nx`), part).toBeNull();
});
