// What leaves the page: links to a moment or a clip, and quotes with their link. Pure text; the clipboard is elsewhere.

import type { Published, Region, Span } from '#lib/core/episode.ts';
import { formatTimeLink } from '#lib/core/links.ts';
import { formatQuote, quoteAnchor } from '#lib/core/quote.ts';
import { formatClock } from '#lib/core/time.ts';

/** `base` is the episode's address without a query, e.g. `https://host/e/slug`. */
export function linkTo(base: string, region: { start: number; end: number | null } | null): string {
	return region ? base + formatTimeLink(region.start, region.end) : base;
}

/** A link to quoted words: their times, and their own words to find them by after the transcript was corrected. */
export function linkToQuote(base: string, text: string, span: Span, region: Region | null): string {
	const link = linkTo(base, region);
	return `${link}${link.includes('?') ? '&' : '?'}quote=${formatQuote(quoteAnchor(text, span))}`;
}

export type QuoteForm = 'text' | 'markdown' | 'html';

/** The words as they stand, whatever lines they were written on, who says them, and the link to hear them at. */
export function quote(form: QuoteForm, published: Published, span: Span, region: Region | null, link: string): string {
	const { text, episode } = published;
	const words = text.slice(span.from, span.to).replace(/\s+/g, ' ').trim();
	const speaker = speakerAt(published, span.from);
	const source = [speaker, episode.title, episode.show].filter((part) => part !== null).join(', ');
	const when = region ? ` (${formatClock(region.start)})` : '';
	if (form === 'markdown')
		return `> ${words}\n>\n> — [${escapeMarkdown(source + when)}](${link.replace(/\(/g, '%28').replace(/\)/g, '%29')})`;
	if (form === 'html')
		return `<figure><blockquote cite="${escapeHtml(link)}"><p>${escapeHtml(words)}</p></blockquote><figcaption>— <a href="${escapeHtml(link)}">${escapeHtml(source + when)}</a></figcaption></figure>`;
	return `“${words}”\n— ${source}${when}\n${link}`;
}

/** Who speaks at a place in the text: a passage names its speaker only where it changes. */
export function speakerAt({ passages }: Published, offset: number): string | null {
	return passages.findLast((passage) => passage.from <= offset && passage.speaker !== null)?.speaker ?? null;
}

function escapeHtml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function escapeMarkdown(text: string): string {
	return text.replace(/[\\`*_[\]]/g, '\\$&');
}
