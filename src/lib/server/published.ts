// What the page and its files show of an episode. Paragraphs and topics of ten hours take a second to make: they last as
// long as the library keeps the episode.

import type { Published } from '#lib/core/episode.ts';
import { publish } from '#lib/core/publish.ts';
import type { LibraryEpisode } from './library.ts';

const made = new WeakMap<LibraryEpisode, Published>();

export function publishedOf(found: LibraryEpisode): Published {
	let published = made.get(found);
	if (!published) made.set(found, (published = publish(found.episode, found.transcript, found.alignment)));
	return published;
}
