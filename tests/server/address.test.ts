import { describe, expect, test } from 'vitest';
import { UserError } from '#lib/core/errors.ts';
import { parseOrigin, settleForwarded } from '#lib/server/command/address.ts';

describe('ORIGIN', () => {
	test.each([
		['https://listen.example.org', 'https://listen.example.org'],
		[' https://Listen.example.org/ ', 'https://listen.example.org'],
		['http://localhost:3000', 'http://localhost:3000']
	])('"%s" is %s', (text, origin) => expect(parseOrigin(text)).toBe(origin));

	test.each([
		['listen.example.org', /with its scheme, such as .*, saw "listen\.example\.org"\.$/],
		['localhost:3000', /with its scheme/],
		['ftp://example.org', /with its scheme/],
		['https://me:secret@example.org', /with its scheme/],
		['https://example.org/pods', /without a path, .* host name of their own/],
		['https://example.org/?a', /without a path/]
	])('"%s" is refused', (text, sentence) => {
		expect(() => parseOrigin(text)).toThrow(UserError);
		expect(() => parseOrigin(text)).toThrow(sentence);
	});
});

describe('what proxies say', () => {
	const settled = (proto?: string, host?: string) => {
		const headers = { 'x-forwarded-proto': proto, 'x-forwarded-host': host };
		settleForwarded(headers);
		return [headers['x-forwarded-proto'], headers['x-forwarded-host']];
	};

	test.each([
		[undefined, 'http'],
		['', 'http'],
		['https', 'https'],
		['HTTPS', 'https'],
		['https,http', 'https'],
		['http, https', 'http'],
		['javascript', 'http'],
		['https://x', 'http'],
		['%', 'http']
	])('scheme "%s" is %s', (header, scheme) => expect(settled(header)).toEqual([scheme, undefined]));

	test.each([
		['listen.example.org', 'listen.example.org'],
		['listen.example.org:8443, inner', 'listen.example.org:8443'],
		['[::1]:3000', '[::1]:3000'],
		['', undefined],
		['example.org/path', undefined],
		['me@example.org', undefined],
		['example.org:99999', undefined],
		['a b', undefined],
		['%2f', undefined]
	])('host "%s" is %s', (header, host) => expect(settled('https', header)).toEqual(['https', host]));
});
