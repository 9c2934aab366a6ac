// What leaves the page: links to a moment or a clip, and quotes with their link. Pure text; the clipboard is elsewhere.

import type { Published, Region, Span } from '#lib/core/episode.ts';
import { silentHeadings } from '#lib/core/headings.ts';
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

/** What one person says of a quote; `speaker` null where nobody is named. */
export type Said = { speaker: string | null; words: string };

/** The words as they stand, whatever lines they were written on, who says which of them, and the link to hear them at. */
export function quote(form: QuoteForm, published: Published, span: Span, region: Region | null, link: string): string {
	const { episode } = published;
	const said = saidIn(published, span);
	const source = [...speakersOf(said), episode.title, episode.show].filter((part) => part !== null).join(', ');
	const when = region ? ` (${formatClock(region.start)})` : '';
	const named = said.length > 1;
	if (form === 'markdown') {
		const lines = said.map(({ speaker, words }) =>
			named && speaker ? `> **${escapeMarkdown(speaker)}:** ${words}` : `> ${words}`
		);
		const address = link.replace(/\(/g, '%28').replace(/\)/g, '%29');
		return `${lines.join('\n>\n')}\n>\n> — [${escapeMarkdown(source + when)}](${address})`;
	}
	if (form === 'html') {
		const lines = said.map(({ speaker, words }) => {
			const who = named && speaker ? `<b>${escapeHtml(speaker)}:</b> ` : '';
			return `<p>${who}${escapeHtml(words)}</p>`;
		});
		return `<figure><blockquote cite="${escapeHtml(link)}">${lines.join('')}</blockquote><figcaption>— <a href="${escapeHtml(link)}">${escapeHtml(source + when)}</a></figcaption></figure>`;
	}
	return `${inQuotes(said, '\n')}\n— ${source}${when}\n${link}`;
}

/** The words in quotation marks, with who says which where several do. */
export function inQuotes(said: Said[], join: string): string {
	return said
		.map(({ speaker, words }) => (said.length > 1 && speaker ? `${speaker}: “${words}”` : `“${words}”`))
		.join(join);
}

/**
 * A stretch of text in the parts that one person after another says, each on one line. Headings that nobody says are left
 * out, unless there is nothing else.
 */
export function saidIn(published: Published, span: Span): Said[] {
	const { text, passages } = published;
	const silent = silentHeadings(published);
	const said: Said[] = [];
	let speaker = speakerAt(published, span.from);
	for (const [p, passage] of passages.entries()) {
		const from = Math.max(passage.from, span.from);
		const to = Math.min(passage.to, span.to);
		if (from >= to) continue;
		speaker = passage.speaker ?? speaker;
		const words = silent.has(p) ? '' : oneLine(text.slice(from, to));
		const last = said.at(-1);
		if (last && words && last.speaker === speaker) last.words += ` ${words}`;
		else if (words) said.push({ speaker, words });
	}
	return said.length ? said : [{ speaker, words: oneLine(text.slice(span.from, span.to)) }];
}

/** Everybody who says some of it, once. */
export function speakersOf(said: Said[]): string[] {
	return [...new Set(said.flatMap(({ speaker }) => speaker ?? []))];
}

/** Who speaks at a place in the text: a passage names its speaker only where it changes. */
export function speakerAt({ passages }: Published, offset: number): string | null {
	return passages.findLast((passage) => passage.from <= offset && passage.speaker !== null)?.speaker ?? null;
}

function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}

function escapeHtml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

function escapeMarkdown(text: string): string {
	return text.replace(/[\\`*_[\]]/g, '\\$&');
}
