// Which topic a moment belongs to.

import type { Topic } from '#lib/core/episode.ts';

/** A first topic that begins this soon has begun: before it is only a breath, or a jingle. Seconds. */
const LEAD_IN = 10;

/** Index of the topic at `seconds`, −1 before the first. */
export function topicAt(topics: Topic[], seconds: number): number {
	const index = topics.findLastIndex((topic) => topic.start <= seconds + 0.01);
	return index < 0 && topics.length > 0 && topics[0].start < LEAD_IN ? 0 : index;
}
