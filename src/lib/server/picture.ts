// Pictures for artwork: which kind a file is, by its first bytes.

import { basename } from 'node:path';
import { UserError } from '#lib/core/errors.ts';
import { readInput } from './transcript.ts';

/** As an episode's folder has it. */
export type Picture = { bytes: Uint8Array; name: string };

const kinds = [
	{ type: 'image/jpeg', extension: 'jpg', start: [0xff, 0xd8, 0xff] },
	{ type: 'image/png', extension: 'png', start: [0x89, 0x50, 0x4e, 0x47] },
	{ type: 'image/gif', extension: 'gif', start: [0x47, 0x49, 0x46, 0x38] },
	{ type: 'image/webp', extension: 'webp', start: [0x52, 0x49, 0x46, 0x46, -1, -1, -1, -1, 0x57, 0x45, 0x42, 0x50] },
	{ type: 'image/avif', extension: 'avif', start: [-1, -1, -1, -1, 0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69, 0x66] }
];

/**
 * Media type and extension of a picture that browsers show, null where the bytes are none: names and what tags claim are
 * often wrong. SVG is left out: it can hold scripts.
 */
export function pictureKind(bytes: Uint8Array): { type: string; extension: string } | null {
	return kinds.find(({ start }) => start.every((byte, i) => byte === -1 || bytes[i] === byte)) ?? null;
}

/** Media type of a file that has one of these extensions. */
export function pictureType(file: string): string {
	const kind = kinds.find(({ extension }) => file.endsWith(`.${extension}`));
	return kind?.type ?? 'application/octet-stream';
}

/** Null where the bytes are no picture. */
export function pictureFile(bytes: Uint8Array): Picture | null {
	const kind = pictureKind(bytes);
	return kind && { bytes, name: `artwork.${kind.extension}` };
}

/** Throws UserError where the file is no picture. */
export async function readPicture(path: string): Promise<Picture> {
	const found = pictureFile(await readInput(path, 'artwork'));
	if (found) return found;
	throw new UserError(
		'bad-artwork',
		`Expected a picture (JPEG, PNG, WebP, AVIF or GIF), saw something else in ${basename(path)}.`
	);
}
