// What the endpoints of an episode have in common: finding it, and answering with a body that browsers may keep.

import { createHash } from 'node:crypto';
import { UserError } from '#lib/core/errors.ts';
import { library } from './current.ts';
import { matches } from './etag.ts';
import type { LibraryEpisode } from './library.ts';
import { fileResponse } from './serve-file.ts';

/** The episode of an address. Throws UserError "not-found" where there is none. */
export async function episodeOf(slug: string): Promise<LibraryEpisode> {
	const found = await (await library()).read(slug);
	if (!found) throw notFound();
	return found;
}

/** A file in the folder of an episode, with ranges. Throws UserError "not-found" where it has none of that name. */
export async function episodeFile(
	request: Request,
	slug: string,
	file: string | null,
	type: string
): Promise<Response> {
	const path = file === null ? null : (await library()).path(slug, file);
	if (path === null) throw notFound();
	return fileResponse(request, path, type);
}

/**
 * A body made for this answer. `tag` changes when the body would; with it a browser asks again and mostly hears 304.
 * Any page may fetch it: these are the files a publisher gives to podcast players.
 */
export function taggedResponse(
	request: Request,
	body: () => Uint8Array<ArrayBuffer> | string,
	type: string,
	tag: string,
	headers: Record<string, string> = {}
): Response {
	const etag = `"${createHash('sha256').update(`${tag}\n${type}`).digest('base64url').slice(0, 22)}"`;
	const common = {
		etag,
		'cache-control': 'no-cache',
		'access-control-allow-origin': '*',
		// A transcript as HTML is a page, too, with somebody else's words in it.
		'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
		...headers
	};
	if (matches(request.headers.get('if-none-match'), etag)) return new Response(null, { status: 304, headers: common });
	return new Response(body(), { headers: { ...common, 'content-type': type } });
}

export function notFound(): UserError {
	return new UserError(
		'not-found',
		'There is nothing at this address; the home page lists the episodes that there are.'
	);
}
