import { expect, test } from 'vitest';
import { matches, matchesStrongly } from '#lib/server/etag.ts';

test.each([
	['"a"', '"a"', true, true],
	['"b", "a"', '"a"', true, true],
	['"b","c"', '"a"', false, false],
	['W/"a"', '"a"', true, false],
	['"a"', 'W/"a"', true, false],
	['W/"a"', 'W/"a"', true, false],
	[' * ', '"a"', true, true],
	['"x, y"', '"x, y"', true, true],
	['"a, b"', '"a"', false, false],
	['', '"a"', false, false],
	[null, '"a"', false, false]
])('%s names %s: %s, and strongly: %s', (header, etag, weakly, strongly) => {
	expect(matches(header, etag)).toBe(weakly);
	expect(matchesStrongly(header, etag)).toBe(strongly);
});
