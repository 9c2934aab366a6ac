// Where a link leads, before any of the page's own scripts are there: the server names the passage, and one line of script
// in the middle of the text (svelte.config.js allows it by its hash) brings the page there as soon as it is parsed.

import type { Passage } from '#lib/core/episode.ts';
import type { TimeLink } from '#lib/core/links.ts';

export const LANDING = 'linked';
export const LAND = `document.getElementById('${LANDING}').scrollIntoView()`;

/** So many passages below the one that is linked fill a window: without them the page could not scroll so far. */
const BELOW = 6;

/**
 * The passage that a link leads to, and the one to land behind; null where it leads to the top of the page, or beyond the
 * end of the audio.
 */
export function landingOf(
	passages: Passage[],
	link: TimeLink | null,
	duration: number
): { passage: number; behind: number } | null {
	const passage =
		link && link.start < duration
			? passages.findLastIndex(({ start }) => start !== null && start <= link.start + 0.01)
			: -1;
	return passage > 0 ? { passage, behind: Math.min(passage + BELOW, passages.length - 1) } : null;
}
