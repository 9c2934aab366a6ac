// The topics of an episode: the publisher's chapters where there are any, else the headings of the text, else found ones
// (found.ts). Each points at the passage that its heading stands before, or that is its heading.

import type { Chapter, Passage, Topic } from '../episode.ts';
import { toMs } from '../time.ts';
import { foundTopics, type Told } from './found.ts';

/** Headings are topics where there are so many, no longer than so many characters, and on average so many seconds apart. */
const HEADINGS = { least: 2, longest: 100, apart: 20 };

/**
 * Topics in order of time, no two at one moment. Chapters with a time outside the audio, or without a title, are left out;
 * `headings` are passages that are headings in the text. Of chapters that begin at the same millisecond the last remains:
 * the others are over before anything is said in them.
 */
export function topicsOf(told: Told, chapters: Chapter[], language: string, headings: number[] = []): Topic[] {
	const own = chapters
		.filter(({ start, title }) => title.trim() && start >= 0 && start < told.duration)
		.sort((a, b) => a.start - b.start)
		.filter(({ start }, i, all) => i + 1 === all.length || toMs(start) < toMs(all[i + 1].start));
	if (!own.length) return headingTopics(told, headings) ?? foundTopics(told, language);
	return own.map(({ start, title }, i) => ({
		start,
		end: own[i + 1]?.start ?? told.duration,
		title: title.trim(),
		passage: passageNear(told.passages, start),
		source: 'publisher'
	}));
}

/** What the text has between two headings is about the first of them; null where they are no topics. */
function headingTopics({ passages, text, duration }: Told, headings: number[]): Topic[] | null {
	const found = headings.flatMap((passage, h): Omit<Topic, 'end'>[] => {
		const said = passages.slice(passage, headings[h + 1]).find(({ start }) => start !== null);
		const title = text.slice(passages[passage].from, passages[passage].to).trim();
		if (!said || title.length > HEADINGS.longest) return [];
		return [{ start: said.start!, title, passage, source: 'publisher' }];
	});
	if (found.length < HEADINGS.least || duration / found.length < HEADINGS.apart) return null;
	return found.map((topic, t) => ({ ...topic, end: found[t + 1]?.start ?? duration }));
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
