// The order of things in the text: topics as sections, and in each the passages with the gaps before them.

import type { Gap, Published } from '#lib/core/episode.ts';

export type Entry = { passage: number; gaps: Gap[] };
export type Section = {
	/** Indices of the topics that begin with it, in order: several where they share a passage, none before the first. */
	topics: number[];
	/** Who goes on speaking across the heading: whom a reader who comes from the outline has not seen named. */
	speaker: string | null;
	entries: Entry[];
	/** Characters of text, for guessing the height before it is drawn. */
	characters: number;
};

export function sectionsOf({ passages, topics, gaps }: Published): { sections: Section[]; after: Gap[] } {
	const topicsAt = new Map<number, number[]>();
	topics.forEach(({ passage }, i) => topicsAt.set(passage, [...(topicsAt.get(passage) ?? []), i]));
	const gapsAt = new Map<number, Gap[]>();
	for (const gap of gaps) gapsAt.set(gap.before, [...(gapsAt.get(gap.before) ?? []), gap]);
	const sections: Section[] = [];
	let speaker: string | null = null;
	for (let i = 0; i < passages.length; i++) {
		const begun = topicsAt.get(i) ?? [];
		if (begun.length || !sections.length)
			sections.push({
				topics: begun,
				speaker: passages[i].speaker === null ? speaker : null,
				entries: [],
				characters: 0
			});
		speaker = passages[i].speaker ?? speaker;
		const section = sections[sections.length - 1];
		section.entries.push({ passage: i, gaps: gapsAt.get(i) ?? [] });
		section.characters += passages[i].to - passages[i].from;
	}
	return { sections, after: gapsAt.get(passages.length) ?? [] };
}
