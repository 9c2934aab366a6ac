import { error } from '@sveltejs/kit';
import { parseTimeLink } from '#lib/core/links.ts';
import { library } from '#lib/server/current.ts';
import { publishedOf } from '#lib/server/published.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url }) => {
	const found = await (await library()).read(params.slug);
	if (!found) error(404, 'There is no episode with this address in the library.');
	// What a link means, for pages without JavaScript.
	return { published: publishedOf(found), link: parseTimeLink(url.search) };
};
