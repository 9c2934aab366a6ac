// What a link to the page looks like where others see it: the title with the time, and the words it is about.

import type { Published } from '#lib/core/episode.ts';
import type { Excerpt } from '#lib/core/excerpt.ts';
import { silentHeadings } from '#lib/core/headings.ts';
import { formatTimeLink, type TimeLink } from '#lib/core/links.ts';
import { formatClock } from '#lib/core/time.ts';
import { inQuotes, saidIn, speakersOf } from './share.ts';

export type Preview = { title: string; description: string; url: string };

/** `address` is the page's own, without a query; `excerpt` the words that the link is about, where there are any. */
export function previewOf(
	published: Published,
	address: string,
	link: TimeLink | null,
	excerpt: Excerpt | null
): Preview {
	const { episode } = published;
	const about = summaryOf(published);
	if (!link) return { title: episode.title, description: about, url: address };
	const { start, end } = link;
	const when = formatClock(start) + (end === null ? '' : ` – ${formatClock(end)}`);
	const said = excerpt ? saidIn(published, excerpt) : [];
	const last = said.at(-1);
	if (excerpt?.cut && last) last.words += ' …';
	const source = [...speakersOf(said), episode.show].filter(Boolean).join(', ');
	return {
		title: `${episode.title} (${when})`,
		description: said.length ? `${inQuotes(said, ' ')}${source && ` — ${source}`}` : about,
		url: address + formatTimeLink(start, end)
	};
}

/** Characters of a summary. */
const ROOM = 200;

/** The first words that are said, on one line. */
export function summaryOf(published: Published): string {
	const { text } = published;
	const silent = silentHeadings(published);
	const first = published.passages.find((_, p) => !silent.has(p)) ?? { from: 0 };
	const to = first.from + ROOM;
	const words = saidIn(published, { from: first.from, to })
		.map(({ words }) => words)
		.join(' ');
	if (!text.slice(to).trim()) return words;
	// Where nobody writes spaces it may end anywhere, but in the middle of a character.
	const whole = /\S\S/.test(text.slice(to - 1, to + 1)) ? words.replace(/\s\S{0,40}$|[\ud800-\udbff]$/, '') : words;
	return `${whole.replace(/[\s,;:–—-]+$/, '')} …`;
}
