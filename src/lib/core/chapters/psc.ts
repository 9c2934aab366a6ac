// Podlove Simple Chapters 1.2: `<psc:chapter start="00:01:30.5" title="…" href="…" image="…"/>`, alone or in a feed. Of a
// feed with several episodes the first that has chapters is read.

import { decodeEntities } from '../formats/entities.ts';
import { parseClock } from '../time.ts';
import type { ParsedChapters } from './chapters.ts';
import { webAddress } from './json.ts';

export function parsePsc(source: string): ParsedChapters {
	const parsed: ParsedChapters = { chapters: [], problems: [] };
	const block = /<(?:\w+:)?chapters\b[\s\S]*?<\/(?:\w+:)?chapters\s*>/i.exec(source);
	const text = (block?.[0] ?? source).replace(/<!--[\s\S]*?-->/g, (comment) => comment.replace(/[^\n]/g, ' '));
	for (const tag of text.matchAll(/<(?:\w+:)?chapter\s((?:[^>"']|"[^"]*"|'[^']*')*)>/gi)) {
		const attributes = new Map<string, string>();
		for (const [, name, double, single] of tag[1].matchAll(/([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
			attributes.set(name.toLowerCase(), decodeEntities(double ?? single));
		const start = parseClock(attributes.get('start') ?? '');
		if (start === null) {
			const line = source.slice(0, (block?.index ?? 0) + tag.index).split('\n').length;
			const saw = attributes.get('start');
			const message = `Expected a chapter with a start like "00:01:30", saw ${saw === undefined ? 'none' : `"${saw}"`}.`;
			parsed.problems.push({ code: 'bad-chapter', line, message });
			continue;
		}
		parsed.chapters.push({
			start,
			title: (attributes.get('title') ?? '').trim(),
			image: webAddress(attributes.get('image') ?? null),
			url: webAddress(attributes.get('href') ?? null)
		});
	}
	return parsed;
}
