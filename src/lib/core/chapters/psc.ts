// Podlove Simple Chapters 1.2: `<psc:chapter start="00:01:30.5" title="…" href="…" image="…"/>`, alone or in a feed. Of a
// feed with several episodes the first that has chapters is read.

import { replaceComments } from '../formats/comments.ts';
import { decodeEntities } from '../formats/entities.ts';
import { parseClock } from '../time.ts';
import type { ParsedChapters } from './parsed.ts';
import { webAddress } from './json.ts';

export function parsePsc(source: string): ParsedChapters {
	const parsed: ParsedChapters = { chapters: [], problems: [] };
	const { block, from } = firstBlock(source);
	const text = replaceComments(block, (comment) => comment.replace(/[^\n]/g, ' '));
	let line = source.slice(0, from).split('\n').length;
	let counted = 0;
	for (const tag of text.matchAll(/<(?:\w+:)?chapter\s([^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*)>/gi)) {
		const attributes = new Map<string, string>();
		for (const [, name, double, single] of tag[1].matchAll(/(?<![\w:-])([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
			attributes.set(name.toLowerCase(), decodeEntities(double ?? single));
		const start = parseClock(attributes.get('start') ?? '');
		if (start === null) {
			line += text.slice(counted, tag.index).split('\n').length - 1;
			counted = tag.index;
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

/** From the first opening tag to the first closing one behind it; everything where they are not both there. */
function firstBlock(source: string): { block: string; from: number } {
	const opens = /<(?:\w+:)?chapters\b/i.exec(source);
	const closing = /<\/(?:\w+:)?chapters\s*>/gi;
	closing.lastIndex = opens?.index ?? source.length;
	const closes = closing.exec(source);
	return opens && closes
		? { block: source.slice(opens.index, closes.index + closes[0].length), from: opens.index }
		: { block: source, from: 0 };
}
