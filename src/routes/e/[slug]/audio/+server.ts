// The audio whose times the words have; with `?original` the file as it was given. Any page may play it, as it may fetch the
// transcript: a player elsewhere that shows captions from here must be allowed to read both.

import { episodeFile, episodeOf } from '#lib/server/respond.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request, params, url }) => {
	const { files } = (await episodeOf(params.slug)).episode;
	const original = url.searchParams.has('original') || files.served === null;
	const file = original ? files.audio : files.served;
	const type = (original ? null : files.servedType) ?? files.audioType;
	const response = await episodeFile(request, params.slug, file, type);
	response.headers.set('access-control-allow-origin', '*');
	return response;
};

export const HEAD = GET;
