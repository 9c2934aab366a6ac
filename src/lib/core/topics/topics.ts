// The topics of an episode: the publisher's chapters where there are any, else found ones (found.ts). Each points at the
// passage that its heading stands before.

import type { Chapter, Passage, Topic } from '../episode.ts';
import { toMs } from '../time.ts';
import { foundTopics, type Told } from './found.ts';

/**
 * Topics in order of time, no two at one moment. Chapters with a time outside the audio, or without a title, are left out;
 * of chapters that begin at the same millisecond the last remains: the others are over before anything is said in them.
 */
export function topicsOf(told: Told, chapters: Chapter[], language: string): Topic[] {
	const own = chapters
		.filter(({ start, title }) => title.trim() && start >= 0 && start < told.duration)
		.sort((a, b) => a.start - b.start)
		.filter(({ start }, i, all) => i + 1 === all.length || toMs(start) < toMs(all[i + 1].start));
	if (!own.length) return foundTopics(told, language);
	return own.map(({ start, title }, i) => ({
		start,
		end: own[i + 1]?.start ?? told.duration,
		title: title.trim(),
		passage: passageNear(told.passages, start),
		source: 'publisher'
	}));
}

/** The passage whose beginning is nearest to a moment; passages.length where there is none with a time. */
export function passageNear(passages: Passage[], seconds: number): number {
	let near = passages.length;
	let least = Infinity;
	for (let p = 0; p < passages.length; p++) {
		const { start } = passages[p];
		if (start === null) continue;
		const distance = Math.abs(start - seconds);
		if (distance < least) {
			least = distance;
			near = p;
		} else if (start > seconds) break;
	}
	return near;
}
