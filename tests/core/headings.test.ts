import { describe, expect, it } from 'vitest';
import type { Alignment, Episode, Span, Timing, Transcript } from '#lib/core/episode.ts';
import { headingsOf, settle, silentHeadings } from '#lib/core/headings.ts';
import { publish } from '#lib/core/publish.ts';
import { previewOf } from '#lib/player/preview.ts';
import { saidIn } from '#lib/player/share.ts';

const TALK = 'Mara says that it keeps for a week on the shelf, and nobody knows why. Tom says that he does.';

/** Paragraphs; of each heading the words that were found, by their confidence. Half a second a word. */
function told(headings: { text: string; found?: number[] }[], marked: boolean) {
	const found = new Map<number, number>();
	const spans: Span[] = [];
	let text = '';
	for (const heading of headings) {
		const from = text.length;
		heading.found?.forEach((confidence, i) => found.set(text.split(/\s+/).filter(Boolean).length + i, confidence));
		text += `${heading.text}\n\n`;
		spans.push({ from, to: from + heading.text.length });
		text += `${TALK}\n\n`;
	}
	text = text.trim();
	const words = [...text.matchAll(/\S+/g)].map((m) => ({ from: m.index, to: m.index + m[0].length }));
	let time = 0;
	const timings = words.map(({ from }, w): Timing => {
		const start = time;
		const heading = spans.some((span) => span.from <= from && from < span.to);
		if (heading && !found.has(w)) return { start, end: start, state: 'unspoken', confidence: 0 };
		time += 0.5;
		return { start, end: time, state: 'heard', confidence: heading ? found.get(w)! : 0.99 };
	});
	const turns = [{ from: 0, to: text.length, speaker: null, cue: null }];
	const transcript: Transcript = { text, language: 'en', turns, words, ...(marked && { headings: spans }) };
	const alignment: Alignment = {
		engine: 'made',
		duration: 300,
		timings,
		untranscribed: [],
		silences: [],
		matches: true,
		notices: []
	};
	return { transcript, alignment };
}

const episode: Episode = {
	slug: 'bread',
	title: 'On bread',
	show: null,
	date: null,
	people: [],
	language: 'en',
	duration: 300,
	note: null,
	chapters: [],
	files: { audio: 'a.mp3', audioType: 'audio/mpeg', served: null, servedType: null, transcript: null, artwork: null }
};

const texts = ({ transcript, alignment }: ReturnType<typeof told>) =>
	headingsOf(transcript, alignment).map(({ first, end, said }) => {
		const { text, words } = transcript;
		return text.slice(words[first].from, words[end - 1].to) + (said ? ' (said)' : '');
	});

describe('headings', () => {
	it('that the file marks stay headings, whatever was found of them', () =>
		expect(
			texts(
				told(
					[
						{ text: 'Starting with flour' },
						{ text: 'The sour starter', found: [0.98] },
						{ text: 'Is it done?', found: [0.9, 0.9] },
						{ text: 'Chapter two', found: [0.98, 0.97] },
						{ text: 'Keeping it', found: [0.2, 0.3] }
					],
					true
				)
			)
		).toEqual(['Starting with flour', 'The sour starter', 'Is it done?', 'Chapter two (said)', 'Keeping it']));

	it('without a mark are short paragraphs of which at most a stray word was found', () =>
		expect(
			texts(
				told(
					[
						{ text: 'Starting with flour' },
						{ text: 'The sour starter', found: [0.93] },
						{ text: 'The sourest starter', found: [0.99] },
						{ text: 'Is it done?' },
						{ text: 'Chapter two', found: [0.98, 0.97] },
						{ text: 'word '.repeat(16).trim() }
					],
					false
				)
			)
		).toEqual(['Starting with flour', 'The sour starter']));

	it('are no notes for the reader, no addresses and no pieces of sentences', () => {
		const notes = ['[upbeat music]', '(audience laughing)', '♪ theme music ♪', '*laughs*', '<crosstalk>', '— — —'];
		const others = ['https://example.org/show', 'www.example.org', 'and so it goes', '12 ways to bake', 'Éclairs'];
		expect(
			texts(
				told(
					[...notes, ...others].map((text) => ({ text })),
					false
				)
			)
		).toEqual(['12 ways to bake', 'Éclairs']);
	});

	it('are not told by their missing full stop where nobody writes any', () => {
		const { transcript, alignment } = told([{ text: 'Starting with flour' }], false);
		const bare = { ...transcript, text: transcript.text.replace('does.', 'does ') };
		expect(headingsOf(bare, alignment)).toEqual([]);
	});

	it('that nobody reads aloud have no spoken words, are not missed, and are the topics', () => {
		const made = told(
			[
				{ text: 'On bread!' },
				{ text: 'The sour starter', found: [0.98] },
				{ text: 'Chapter two', found: [0.98, 0.97] }
			],
			true
		);
		const alignment = settle(made.transcript, made.alignment);
		expect(settle(made.transcript, alignment)).toEqual(alignment);
		const page = publish(episode, made.transcript, alignment);
		expect(page.topics.map(({ title }) => title)).toEqual(['The sour starter', 'Chapter two']);
		expect(page.topics.map(({ start, passage }) => [start, page.passages[passage].start])).toEqual([
			[page.passages[page.topics[0].passage + 1].start, null],
			[page.topics[1].start, page.topics[1].start]
		]);
		expect(page.report.unspoken).toBe(0);
		expect(page.report.heard).toBe(1);
		expect(page.words).toBe(3 * TALK.split(' ').length + 2);
		// The first only repeats the title.
		expect(page.text.slice(page.passages[0].from)).toMatch(/^Mara says/);
		expect([...silentHeadings(page)]).toEqual([page.topics[0].passage]);
		expect(previewOf(page, 'https://host/e/bread', null, null).description).toMatch(/^Mara says .* does\. Mara says/);
		const start = page.text.indexOf('he does.');
		expect(saidIn(page, { from: start, to: page.text.indexOf('keeps', start) })).toEqual([
			{ speaker: null, words: 'he does. Mara says that it' }
		]);
		const from = page.text.indexOf('sour');
		expect(saidIn(page, { from, to: from + 4 })).toEqual([{ speaker: null, words: 'sour' }]);
	});

	it('leave gaps where they are, and a title that is read aloud', () => {
		const { transcript, alignment } = told([{ text: 'On bread' }, { text: 'Salt' }], true);
		const untranscribed = [{ start: 0, end: 0 }];
		const gap = { start: alignment.timings.at(-1)!.end + 1, end: 200 };
		const page = publish(episode, transcript, { ...alignment, untranscribed: [...untranscribed, gap] });
		expect(page.gaps).toEqual([{ ...gap, before: page.passages.length }]);
		const said = told([{ text: 'On bread', found: [0.9, 0.9] }, { text: 'Salt' }], true);
		expect(publish(episode, said.transcript, said.alignment).headings[0]).toBe(0);
	});
});
