import { describe, expect, it } from 'vitest';
import { parseRange } from '#lib/core/byterange.ts';

describe('a Range header', () => {
	it.each<[string | null, ReturnType<typeof parseRange>]>([
		['bytes=0-9', { from: 0, to: 10 }],
		['Bytes=90-', { from: 90, to: 100 }],
		[' bytes=90-999 ', { from: 90, to: 100 }],
		['bytes=-5', { from: 95, to: 100 }],
		['bytes=-500', { from: 0, to: 100 }],
		['bytes=100-', 'unsatisfiable'],
		['bytes=-0', 'unsatisfiable'],
		[`bytes=${'9'.repeat(400)}-`, 'unsatisfiable'],
		['bytes=9-3', 'whole'],
		['bytes=-', 'whole'],
		['bytes = 0 - 9', 'whole'],
		['bytes=0-1,5-6', 'whole'],
		['pages=1-2', 'whole'],
		['', 'whole'],
		[null, 'whole']
	])('%s', (header, range) => {
		expect(parseRange(header, 100)).toEqual(range);
	});

	it('of any length is read without going over it twice', () => {
		for (const run of [' ', '\t', '0', '-', 'bytes=', '0-', ','])
			expect(parseRange(`bytes=${run.repeat(400_000)}x`, 100)).toBe('whole');
	});
});
