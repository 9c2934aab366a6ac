// The order of things in the text: topics as sections, and in each the passages with the gaps before them.

import type { Gap, Published } from '#lib/core/episode.ts';

export type Entry = { passage: number; gaps: Gap[] };
export type Section = {
	/** Index of its topic, null for what comes before the first. */
	topic: number | null;
	entries: Entry[];
	/** Characters of text, for guessing the height before it is drawn. */
	characters: number;
};

export function sectionsOf({ passages, topics, gaps }: Published): { sections: Section[]; after: Gap[] } {
	const topicAt = new Map(topics.map((topic, i) => [topic.passage, i]));
	const gapsAt = new Map<number, Gap[]>();
	for (const gap of gaps) gapsAt.set(gap.before, [...(gapsAt.get(gap.before) ?? []), gap]);
	const sections: Section[] = [];
	for (let i = 0; i < passages.length; i++) {
		const topic = topicAt.get(i);
		if (topic !== undefined || !sections.length) sections.push({ topic: topic ?? null, entries: [], characters: 0 });
		const section = sections[sections.length - 1];
		section.entries.push({ passage: i, gaps: gapsAt.get(i) ?? [] });
		section.characters += passages[i].to - passages[i].from;
	}
	return { sections, after: gapsAt.get(passages.length) ?? [] };
}
