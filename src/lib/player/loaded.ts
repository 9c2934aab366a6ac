// From what the server says of an episode to what the player loads.

import type { Published } from '#lib/core/episode.ts';
import type { Loaded } from './player.svelte.ts';

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
