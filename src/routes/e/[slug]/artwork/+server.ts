// The picture of an episode.

import { pictureType } from '#lib/server/picture.ts';
import { episodeFile, episodeOf } from '#lib/server/respond.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request, params }) => {
	const { artwork } = (await episodeOf(params.slug)).episode.files;
	return episodeFile(request, params.slug, artwork, pictureType(artwork ?? ''));
};

export const HEAD = GET;
