import { describe, expect, it } from 'vitest';
import type { Published } from '#lib/core/episode.ts';
import { parseTimeLink } from '#lib/core/links.ts';
import { findQuote, parseQuote } from '#lib/core/quote.ts';
import { previewOf, summaryOf } from '#lib/player/preview.ts';
import { linkTo, linkToQuote, quote, speakerAt } from '#lib/player/share.ts';

const text = 'We begin with water & salt.\nThen <flour> comes in, slowly.\n\nWhy is that? Because it drinks.';
const from = text.indexOf('Then');
const to = text.indexOf('\n\n');
const base = 'https://host/e/bread';

const published = {
	episode: { slug: 'bread', title: 'Bread [part "2"]', show: 'Small Hours' },
	text,
	headings: [],
	passages: [
		{ from: 0, to, start: 0, end: 9, speaker: 'Ann' },
		{ from: to + 2, to: text.length, start: 9, end: 14, speaker: null }
	]
} as unknown as Published;

describe('links', () => {
	it('lead to a moment, a clip or the episode', () => {
		expect(linkTo(base, { start: 83, end: null })).toBe(`${base}?t=83`);
		expect(parseTimeLink(linkTo(base, { start: 4.5, end: 9 }))).toEqual({ start: 4.5, end: 9 });
		expect(linkTo(base, null)).toBe(base);
	});

	it('carry the words of a quote, which find it again in a corrected text', () => {
		for (const region of [{ start: 4.5, end: 9 }, null]) {
			const url = new URL(linkToQuote(base, text, { from, to }, region));
			const anchor = parseQuote(url.searchParams.get('quote')!)!;
			const corrected = text.replace('We begin with', 'We always start with');
			const found = findQuote(corrected, anchor)!;
			expect(corrected.slice(found.from, found.to)).toBe('Then <flour> comes in, slowly');
		}
	});
});

describe('quotes', () => {
	const region = { start: 64, end: 70 };
	const link = `${base}?t=64,70&quote=a)b`;

	it('say who, what and when', () => {
		const made = quote('text', published, { from, to }, region, link);
		expect(made).toContain('“Then <flour> comes in, slowly.”\n— Ann, Bread [part "2"], Small Hours (1:04)\n' + link);
	});

	it('run on across the lines of the transcript', () => {
		expect(quote('text', published, { from: 0, to }, null, base)).toContain('salt. Then <flour>');
	});

	it('across a change of speaker say who says what', () => {
		const passages = [published.passages[0], { ...published.passages[1], speaker: 'Tom Okafor' }];
		const two = { ...published, passages };
		const span = { from: text.indexOf('slowly'), to: text.indexOf(' Because') };
		expect(quote('text', two, span, region, link)).toBe(
			`Ann: “slowly.”\nTom Okafor: “Why is that?”\n— Ann, Tom Okafor, Bread [part "2"], Small Hours (1:04)\n${link}`
		);
		const markdown = quote('markdown', two, span, region, link);
		expect(markdown).toMatch(
			/^> \*\*Ann:\*\* slowly\.\n>\n> \*\*Tom Okafor:\*\* Why is that\?\n>\n> — \[Ann, Tom Okafor, /
		);
		const html = quote('html', two, span, region, link);
		expect(html).toContain('<p><b>Ann:</b> slowly.</p><p><b>Tom Okafor:</b> Why is that?</p></blockquote>');
		expect(previewOf(two, base, region, { ...span, cut: false }).description).toBe(
			'Ann: “slowly.” Tom Okafor: “Why is that?” — Ann, Tom Okafor, Small Hours'
		);
		expect(previewOf(two, base, region, { ...span, cut: true }).description).toContain('“Why is that? …” — Ann');
		expect(quote('text', two, { from: span.from, to: to + 1 }, null, base)).toMatch(/^“slowly\.”\n— Ann, Bread/);
	});

	it('are safe as HTML', () => {
		const made = quote('html', published, { from, to }, region, link);
		expect(made).toContain('Then &lt;flour&gt; comes in');
		expect(made).toContain('Bread [part &quot;2&quot;]');
		expect(made.match(/<(?!\/?(figure|figcaption|blockquote|p|a)\b)/)).toBeNull();
	});

	it('are safe as Markdown', () => {
		const made = quote('markdown', published, { from, to }, region, link);
		expect(made.split('\n').every((line) => line.startsWith('>'))).toBe(true);
		expect(made).toContain('Bread \\[part "2"\\]');
		expect(made.match(/\]\((.*)\)$/)![1]).not.toMatch(/[() ]/);
	});
});

it('knows who speaks where a passage does not say', () => {
	expect(speakerAt(published, text.length - 3)).toBe('Ann');
	expect(speakerAt({ ...published, passages: [] }, 3)).toBeNull();
});

describe('the summary', () => {
	const of = (text: string) =>
		summaryOf({ ...published, text, passages: [{ from: 0, to: text.length, start: 0, end: 9, speaker: null }] });

	it('is all of a short text', () => {
		const sentence = 'Bread is flour, water and salt. ';
		expect(of(sentence)).toBe(sentence.trim());
		expect(of(sentence.repeat(6))).toBe(sentence.repeat(6).trim());
	});

	it('ends with a word of a longer one, and says that it goes on', () => {
		const twenty = 'She says that it is, ';
		const summary = of(twenty.repeat(30));
		expect(summary).toBe(`${twenty.repeat(9)}She says …`);
		expect(of(`${'x'.repeat(196)} and, besides`)).toBe(`${'x'.repeat(196)} …`);
		expect(of(`${'x'.repeat(196)} and besides`)).toBe(`${'x'.repeat(196)} and …`);
	});

	it('ends where there is room for no more of a text without spaces, between two characters', () => {
		expect(of('日'.repeat(300))).toBe(`${'日'.repeat(200)} …`);
		expect(of(`a${'𠮷'.repeat(300)}`)).toBe(`a${'𠮷'.repeat(99)} …`);
	});
});
