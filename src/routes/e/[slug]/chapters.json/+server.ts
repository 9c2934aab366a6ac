// The topics in the format of Podcasting 2.0: the publisher's own chapters, or else the found ones.

import { writeChapters } from '#lib/server/chapters.ts';
import { publishedOf } from '#lib/server/published.ts';
import { episodeOf, taggedResponse } from '#lib/server/respond.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request, params }) => {
	const found = await episodeOf(params.slug);
	const body = () => writeChapters(found.episode, publishedOf(found).topics);
	return taggedResponse(request, body, 'application/json+chapters', found.stamp);
};
