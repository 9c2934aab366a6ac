import { error } from '@sveltejs/kit';
import { parseTimeLink } from '#lib/core/links.ts';
import { publish } from '#lib/core/publish.ts';
import { library } from '#lib/server/current.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url }) => {
	const found = await (await library()).read(params.slug);
	if (!found) error(404, 'There is no episode with this address in the library.');
	return {
		published: publish(found.episode, found.transcript, found.alignment),
		// For pages without JavaScript: the audio and the passage that a link means.
		link: parseTimeLink(url.search)
	};
};
