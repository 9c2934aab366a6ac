// An episode, and the moment that a link to it means.

import { error } from '@sveltejs/kit';
import { excerptOf } from '#lib/core/excerpt.ts';
import { parseTimeLink } from '#lib/core/links.ts';
import { library } from '#lib/server/current.ts';
import { publishedOf, trackOf } from '#lib/server/published.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url }) => {
	const found = await (await library()).read(params.slug);
	if (!found) error(404, 'There is no episode with this address in the library.');
	const published = publishedOf(found);
	const link = parseTimeLink(url.search);
	// What a link means, for pages without JavaScript and for cards; the words themselves are in the text already.
	const excerpt = link && published.timed ? excerptOf(published, trackOf(found), link) : null;
	return { published, link, excerpt };
};
