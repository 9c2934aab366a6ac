// Which topic a moment belongs to, and where those beside it begin.

import type { Topic } from '#lib/core/episode.ts';

/** A first topic that begins this soon has begun: before it is only a breath, or a jingle. Seconds. */
const LEAD_IN = 10;

/** Index of the topic at `seconds`, −1 before the first. */
export function topicAt(topics: Topic[], seconds: number): number {
	const index = topics.findLastIndex((topic) => topic.start <= seconds + 0.01);
	return index < 0 && topics.length > 0 && topics[0].start < LEAD_IN ? 0 : index;
}

/** A topic whose beginning was heard for so long is begun again before one goes to the one before it. Seconds. */
const AGAIN = 3;

/** Where the topic after the one at `seconds` begins, or that one again, or the one before it. */
export function neighbour(
	{ topics, duration }: { topics: Topic[]; duration: number },
	seconds: number,
	way: 1 | -1
): number {
	const starts = topics.map(({ start }) => start);
	if (way > 0) return starts[topicAt(topics, seconds) + 1] ?? duration;
	return starts.findLast((start) => start < seconds - AGAIN) ?? 0;
}
