// From what the server says of an episode to what the player loads.

import type { Published, Region, Topic } from '#lib/core/episode.ts';

/** What the player needs to know of an episode: enough to play and to show it away from its own page. */
export type Loaded = {
	slug: string;
	title: string;
	show: string | null;
	/** Address of the page, of the artwork, and of the audio in the order in which a browser should try them. */
	href: string;
	artwork: string | null;
	sources: { src: string; type: string }[];
	/** Seconds. */
	duration: number;
	topics: Topic[];
	silences: Region[];
};

export function loadedFrom({ episode, topics, silences }: Published): Loaded {
	const href = `/e/${episode.slug}`;
	const { audioType, served, servedType, artwork } = episode.files;
	return {
		slug: episode.slug,
		title: episode.title,
		show: episode.show,
		href,
		artwork: artwork ? `${href}/artwork` : null,
		// `/audio` is the copy that seeks right; a browser that cannot play it gets the recording as it was given.
		sources: served
			? [
					{ src: `${href}/audio`, type: servedType ?? audioType },
					{ src: `${href}/audio?original`, type: audioType }
				]
			: [{ src: `${href}/audio`, type: audioType }],
		duration: episode.duration,
		topics,
		silences
	};
}
