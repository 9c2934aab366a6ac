// What a link to the page looks like where others see it: the title with the time, and the words it is about.

import type { Published, Span } from '#lib/core/episode.ts';
import { silentHeadings } from '#lib/core/headings.ts';
import { formatTimeLink, type TimeLink } from '#lib/core/links.ts';
import { formatClock } from '#lib/core/time.ts';
import { inQuotes, saidIn, speakersOf } from './share.ts';

export type Preview = { title: string; description: string; url: string };

/** `address` is the page's own, without a query; `excerpt` the words that the link is about, where there are any. */
export function previewOf(published: Published, address: string, link: TimeLink | null, excerpt: Span | null): Preview {
	const { episode } = published;
	const about = summaryOf(published);
	if (!link) return { title: episode.title, description: about, url: address };
	const { start, end } = link;
	const when = formatClock(start) + (end === null ? '' : ` – ${formatClock(end)}`);
	const said = excerpt ? saidIn(published, excerpt) : [];
	const source = [...speakersOf(said), episode.show].filter(Boolean).join(', ');
	return {
		title: `${episode.title} (${when})`,
		description: said.length ? `${inQuotes(said, ' ')}${source && ` — ${source}`}` : about,
		url: address + formatTimeLink(start, end)
	};
}

/** The first words that are said, on one line. */
export function summaryOf(published: Published): string {
	const silent = silentHeadings(published);
	const first = published.passages.find((_, p) => !silent.has(p)) ?? { from: 0 };
	return saidIn(published, { from: first.from, to: first.from + 200 })
		.map(({ words }) => words)
		.join(' ');
}
