// What the page and its files show of an episode. Paragraphs and topics of ten hours take a second to make: they last as
// long as the library keeps the episode.

import type { Published } from '#lib/core/episode.ts';
import { publish } from '#lib/core/publish.ts';
import { decodeWords, encodeWords, type WordTrack } from '#lib/core/wordtrack.ts';
import type { LibraryEpisode } from './library.ts';

const made = new WeakMap<LibraryEpisode, Published>();

export function publishedOf(found: LibraryEpisode): Published {
	let published = made.get(found);
	if (!published) made.set(found, (published = publish(found.episode, found.transcript, found.alignment)));
	return published;
}

const tracks = new WeakMap<LibraryEpisode, WordTrack>();

/** The times of the words as the page knows them. Throws TypeError where they have none. */
export function trackOf(found: LibraryEpisode): WordTrack {
	const { transcript, alignment } = found;
	if (!alignment) throw new TypeError(`expected ${found.episode.slug} to have times, saw none`);
	let track = tracks.get(found);
	if (!track) tracks.set(found, (track = decodeWords(encodeWords(transcript, alignment))));
	return track;
}
