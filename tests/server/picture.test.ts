import { expect, it } from 'vitest';
import { pictureKind, pictureType } from '#lib/server/picture.ts';

const bytes = (start: string) => Uint8Array.from(start.padEnd(16, '\0'), (character) => character.charCodeAt(0));

it.each([
	['image/jpeg', '\xff\xd8\xff\xe0'],
	['image/png', '\x89PNG\r\n\x1a\n'],
	['image/gif', 'GIF89a'],
	['image/webp', 'RIFF\x10\0\0\0WEBPVP8 '],
	['image/avif', '\0\0\0\x1cftypavif']
])('%s is known by its first bytes, and again by the extension it is given', (type, start) => {
	const kind = pictureKind(bytes(start));
	expect(kind?.type).toBe(type);
	expect(pictureType(`artwork.${kind?.extension}`)).toBe(type);
});

it.each(['<svg xmlns="', '<!doctype html>', 'RIFF\x10\0\0\0WAVEfmt ', '\0\0\0\x1cftypM4A ', ''])(
	'%j is no picture',
	(start) => {
		expect(pictureKind(bytes(start))).toBeNull();
	}
);
