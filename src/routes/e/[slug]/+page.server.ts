import { error } from '@sveltejs/kit';
import type { Published } from '#lib/core/episode.ts';
import { parseTimeLink } from '#lib/core/links.ts';
import { publish } from '#lib/core/publish.ts';
import { library } from '#lib/server/current.ts';
import type { LibraryEpisode } from '#lib/server/library.ts';
import type { PageServerLoad } from './$types';

// Paragraphs and topics of ten hours take a second to make: they last as long as the library keeps the episode.
const made = new WeakMap<LibraryEpisode, Published>();

export const load: PageServerLoad = async ({ params, url }) => {
	const found = await (await library()).read(params.slug);
	if (!found) error(404, 'There is no episode with this address in the library.');
	let published = made.get(found);
	if (!published) made.set(found, (published = publish(found.episode, found.transcript, found.alignment)));
	// What a link means, for pages without JavaScript.
	return { published, link: parseTimeLink(url.search) };
};
