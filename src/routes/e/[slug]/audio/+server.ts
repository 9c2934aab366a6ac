// The audio whose times the words have; with `?original` the file as it was given.

import { episodeFile, episodeOf } from '#lib/server/respond.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request, params, url }) => {
	const { files } = (await episodeOf(params.slug)).episode;
	const original = url.searchParams.has('original') || files.served === null;
	const file = original ? files.audio : files.served;
	return episodeFile(request, params.slug, file, (original ? null : files.servedType) ?? files.audioType);
};

export const HEAD = GET;
