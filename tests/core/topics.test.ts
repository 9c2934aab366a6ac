import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Passage } from '#lib/core/episode.ts';
import { foundTopics, topicSize, type Told } from '#lib/core/topics/found.ts';
import { segment, type Units } from '#lib/core/topics/segment.ts';
import { stemEnglish, tokenizer } from '#lib/core/topics/terms.ts';
import { titlesOf } from '#lib/core/topics/titles.ts';
import { passageNear, topicsOf } from '#lib/core/topics/topics.ts';
import { sentencesOf } from '#lib/core/text/sentences.ts';
import { dice } from '../dice.ts';

describe('terms', () => {
	it.each([
		['networks', 'network'],
		['training', 'train'],
		['trained', 'train'],
		['companies', 'company'],
		['stopped', 'stop'],
		['scaling', 'scal'],
		['scale', 'scal'],
		['classes', 'class'],
		['glass', 'glass'],
		['bus', 'bus'],
		['thing', 'thing'],
		["anthropic's", 'anthropic'],
		['focus', 'focus']
	])('%s is %s', (word, stem) => expect(stemEnglish(word)).toBe(stem));

	it('strip marks, know fillers, and keep their place', () => {
		const text = '“So, you know, the Networks’ weights — 2024!”';
		const tokens = tokenizer('en')(text, { from: 0, to: text.length });
		expect(tokens.map(({ from, to }) => text.slice(from, to))).toEqual([
			'So',
			'you',
			'know',
			'the',
			'Networks',
			'weights',
			'2024'
		]);
		expect(tokens.filter(({ content }) => content).map(({ stem }) => stem)).toEqual(['network', 'weight']);
	});

	it('know other languages, and scripts without spaces', () => {
		const german = 'Also die Photosynthese ist ja eigentlich ganz einfach';
		const stems = tokenizer('de-AT')(german, { from: 0, to: german.length }).filter(({ content }) => content);
		expect(stems.map(({ stem }) => stem)).toEqual(['photos']);
		const japanese = '量子力学は面白い。';
		expect(tokenizer('ja')(japanese, { from: 0, to: japanese.length }).some(({ content }) => content)).toBe(true);
	});
});

/** The cost of a segmentation, said as plainly as possible. */
function plainCost({ terms, sizes, worth }: Units, firsts: number[], size: number, firmness: number, spread: number) {
	const units = (term: number) => terms.filter((unit) => unit.includes(term)).length;
	const kept = terms.map((unit) => unit.filter((term) => units(term) > 1));
	const all = kept.flat();
	const share = (term: number) => all.filter((other) => other === term).length / all.length;
	let cost = 0;
	firsts.forEach((first, k) => {
		const end = firsts[k + 1] ?? terms.length;
		const drawn: number[] = [];
		for (const term of kept.slice(first, end).flat()) {
			const same = drawn.filter((other) => other === term).length;
			cost -= Math.log((same + firmness * share(term)) / (drawn.length + firmness) / share(term));
			drawn.push(term);
		}
		const length = sizes.slice(first, end).reduce((a, b) => a + b, 0);
		cost += (Math.log(length / size) / spread) ** 2 / 2;
		if (k) cost -= worth[first];
	});
	return cost;
}

describe('segment', () => {
	const options = { size: 3, firmness: 20, spread: 0.7 };

	it.each([1, 2, 3, 4, 5, 6])('finds the cheapest of all segmentations (seed %i)', (seed) => {
		const next = dice(seed);
		const units: Units = {
			terms: Array.from({ length: 9 }, () =>
				Array.from({ length: 2 + Math.floor(next() * 5) }, () => Math.floor(next() * 12))
			),
			sizes: Array.from({ length: 9 }, () => 0.5 + next()),
			worth: Array.from({ length: 9 }, () => next() - 0.5)
		};
		const cheapest = (parts: number | null) => {
			let least = Infinity;
			for (let cuts = 0; cuts < 256; cuts++) {
				const firsts = [0, ...Array.from({ length: 8 }, (_, i) => i + 1).filter((i) => (cuts >> (i - 1)) & 1)];
				if (parts !== null && firsts.length !== parts) continue;
				least = Math.min(least, plainCost(units, firsts, 3, 20, 0.7));
			}
			return least;
		};
		expect(plainCost(units, segment(units, options), 3, 20, 0.7)).toBeCloseTo(cheapest(null), 6);
		for (const parts of [1, 2, 4]) {
			const firsts = segment(units, { ...options, parts });
			expect(firsts).toHaveLength(parts);
			expect(plainCost(units, firsts, 3, 20, 0.7)).toBeCloseTo(cheapest(parts), 6);
		}
	});

	it('keeps to a range of parts, where the words alone would not', () => {
		const terms = Array.from({ length: 30 }, (_, i) => [0, 1 + 3 * Math.floor(i / 10), 2 + 3 * Math.floor(i / 10)]);
		const units = { terms, sizes: terms.map(() => 1), worth: terms.map(() => 0) };
		expect(segment(units, { size: 8, firmness: 20, range: [1, 9] })).toEqual([0, 10, 20]);
		expect(segment(units, { size: 8, firmness: 20, range: [5, 9] })).toHaveLength(5);
		expect(segment(units, { size: 8, firmness: 20, range: [1, 2] })).toHaveLength(2);
	});

	it('cuts where the words change', () => {
		const terms = Array.from({ length: 30 }, (_, i) => [0, 1 + 3 * Math.floor(i / 10), 2 + 3 * Math.floor(i / 10)]);
		const units = { terms, sizes: terms.map(() => 1), worth: terms.map(() => 0) };
		expect(segment(units, { size: 8, firmness: 20 })).toEqual([0, 10, 20]);
	});

	it('takes no units, one unit, and units without terms', () => {
		expect(segment({ terms: [], sizes: [], worth: [] }, { size: 3 })).toEqual([]);
		expect(segment({ terms: [[1]], sizes: [1], worth: [0] }, { size: 3, parts: 4 })).toEqual([0]);
		const empty = { terms: Array.from({ length: 6 }, () => []), sizes: Array(6).fill(1), worth: Array(6).fill(0) };
		expect(segment(empty, { size: 2 })).toEqual([0, 2, 4]);
	});
});

const folder = join(import.meta.dirname, '../samples/topics');
const talk = (name: string) => readFileSync(join(folder, `${name}.txt`), 'utf8').trim();

/** Passages of three sentences, spoken at 150 words a minute, of talks in a row. */
function told(names: string[], shift = 0, speakers: ((passage: number) => string | null) | null = null) {
	let text = '';
	const passages: Passage[] = [];
	const joins: number[] = [];
	let time = shift;
	for (const name of names) {
		const from = text.length ? text.length + 1 : 0;
		text += (text && ' ') + talk(name);
		joins.push(passages.length);
		const sentences = sentencesOf(text, from, text.length);
		for (let i = 0; i < sentences.length; i += 3) {
			const span = { from: sentences[i].from, to: sentences[Math.min(i + 2, sentences.length - 1)].to };
			const start = time;
			time += text.slice(span.from, span.to).split(/\s+/).length * 0.4;
			passages.push({ ...span, start, end: time, speaker: speakers?.(passages.length) ?? null });
		}
	}
	const page: Told = { text, passages, duration: time, names: [] };
	return { page, joins };
}

describe('found topics', () => {
	const names = ['bees', 'castle', 'sleep', 'coffee', 'printing', 'reef'];

	it('begin where one talk ends and the next begins', () => {
		const { page, joins } = told(names);
		const topics = foundTopics(page, 'en');
		expect(topics.length).toBeGreaterThanOrEqual(4);
		expect(topics.length).toBeLessThanOrEqual(9);
		const found = joins.filter((join) => topics.some(({ passage }) => Math.abs(passage - join) <= 1));
		expect(found.length).toBeGreaterThanOrEqual(5);
	});

	it('follow each other without a hole, with titles of their own', () => {
		const { page } = told(names);
		const topics = foundTopics(page, 'en');
		topics.forEach((topic, i) => {
			expect(topic.end).toBe(topics[i + 1]?.start ?? page.duration);
			expect(topic.start).toBe(page.passages[topic.passage].start);
			expect(topic.source).toBe('found');
			expect(topic.title).toMatch(/\S/);
		});
		expect(new Set(topics.map(({ title }) => title)).size).toBe(topics.length);
	});

	it('move with the audio, and are the same again', () => {
		const still = foundTopics(told(names).page, 'en');
		const moved = told(names, 30).page;
		const topics = foundTopics({ ...moved, duration: moved.duration - 30 }, 'en');
		expect(topics.map(({ passage, title }) => [passage, title])).toEqual(
			still.map(({ passage, title }) => [passage, title])
		);
		topics.forEach(({ start }, i) => expect(start).toBeCloseTo(still[i].start + 30, 6));
		expect(foundTopics(told(names).page, 'en')).toEqual(still);
	});

	it('begin with what the host says', () => {
		const { page } = told(['bees', 'castle', 'sleep', 'coffee']);
		// Every sixth passage is the host's, and asks.
		let { text } = page;
		const passages = page.passages.map((passage, p) => {
			const host = p % 6 === 4;
			if (host) text = `${text.slice(0, passage.to - 1)}?${text.slice(passage.to)}`;
			return { ...passage, speaker: host ? 'Host' : p % 6 === 5 || p === 0 ? 'Guest' : null };
		});
		const topics = foundTopics({ ...page, text, passages, names: ['Host', 'Guest'] }, 'en');
		const hosts = topics.slice(1).filter(({ passage }) => passages[passage].speaker === 'Host');
		expect(topics.length).toBeGreaterThan(2);
		expect(hosts.length).toBeGreaterThanOrEqual((topics.length - 1) * 0.6);
	});

	it('never begin with a passage that has no time, and are none where nothing has', () => {
		const { page } = told(names);
		const passages = page.passages.map((passage, p) => (p % 3 ? passage : { ...passage, start: null, end: null }));
		for (const topic of foundTopics({ ...page, passages }, 'en'))
			expect(passages[topic.passage].start).toBe(topic.start);
		expect(foundTopics({ ...page, passages: passages.map((p) => ({ ...p, start: null, end: null })) }, 'en')).toEqual(
			[]
		);
	});

	it('are none in a short episode, and longer in a long one', () => {
		const { page } = told(['bees']);
		expect(foundTopics(page, 'en')).toEqual([]);
		expect(topicSize(7200)).toBe(360);
		expect(topicSize(600)).toBeLessThan(200);
		expect(36_000 / topicSize(36_000)).toBeLessThan(70);
	});

	it("give way to the publisher's chapters", () => {
		const { page } = told(names);
		const chapters = [{ start: 100, title: 'Bees', image: null, url: null }];
		expect(topicsOf(page, chapters, 'en')).toEqual([
			{ start: 100, end: page.duration, title: 'Bees', passage: passageNear(page.passages, 100), source: 'publisher' }
		]);
		expect(topicsOf(page, [{ ...chapters[0], title: ' ' }], 'en')[0].source).toBe('found');
	});

	it('of chapters that begin together, to the millisecond, only the last', () => {
		const { page } = told(names);
		const chapters = [
			[0, 'Part one'],
			[100, 'Ads'],
			[0, 'Hello'],
			[100.0004, 'Bees'],
			[100.001, 'Castles']
		].map(([start, title]) => ({ start: start as number, title: title as string, image: null, url: null }));
		expect(topicsOf(page, chapters, 'en').map(({ start, end, title }) => [start, end, title])).toEqual([
			[0, 100.0004, 'Hello'],
			[100.0004, 100.001, 'Bees'],
			[100.001, page.duration, 'Castles']
		]);
	});

	it('never begin together, where passages do', () => {
		const { page } = told(names);
		// As cues of a transcript with few times: every three passages begin at once.
		const passages = page.passages.map((passage, p) => ({ ...passage, start: page.passages[p - (p % 3)].start }));
		const topics = foundTopics({ ...page, passages }, 'en');
		expect(topics.length).toBeGreaterThan(2);
		expect(new Set(topics.map(({ start }) => start)).size).toBe(topics.length);
		for (const { passage } of topics) expect(passage % 3).toBe(0);
	});
});

describe('titles', () => {
	const parts = (texts: string[]) => {
		const text = texts.join('\n');
		let from = 0;
		return { text, parts: texts.map((part) => ({ from, to: (from += part.length + 1) - 1 })) };
	};
	const titles = (texts: string[], names: string[] = []) => {
		const glued = parts(texts);
		return titlesOf(glued.text, glued.parts, tokenizer('en'), 'en', names);
	};
	const filler = 'So we talked about it and, you know, it was really good. I think that is the way of things.';

	it('are made of what a part says and the others do not', () => {
		const [coffee, bridge] = titles([
			`The coffee harvest is late. A coffee harvest needs rain. They sell the coffee harvest. ${filler}`,
			`The suspension bridge fell. Every suspension bridge moves, and the suspension bridge moved too far. ${filler}`
		]);
		expect(coffee).toContain('offee harvest');
		expect(bridge).toContain('uspension bridge');
	});

	it('are written as the episode writes', () => {
		const [first, second] = titles([
			`He works on AI at the CERN lab. We like CERN. The CERN people came. ${filler}`,
			`um so at cern the magnet failed and then the magnet was cold the magnet is fine ${filler}`
		]);
		expect(first).toContain('CERN');
		expect(second).not.toContain('cern');
	});

	it('name nobody who speaks', () => {
		const [title] = titles(
			[`Thanks Dario. So Dario, the glacier melts. The glacier, Dario, is old. ${filler}`, filler.repeat(3)],
			['Dario Amodei']
		);
		expect(title).toMatch(/^Glacier/);
		expect(title).not.toMatch(/dario/i);
	});

	it('are empty where there is nothing to say', () => expect(titles([filler, filler])).toEqual(['', '']));
});

describe('passageNear', () => {
	const passage = (start: number | null): Passage => ({ from: 0, to: 0, start, end: start, speaker: null });
	it('is the one that begins nearest', () => {
		const passages = [passage(0), passage(null), passage(60), passage(100)];
		expect([0, 29, 31, 79, 81, 500].map((at) => passageNear(passages, at))).toEqual([0, 0, 2, 2, 3, 3]);
		expect(passageNear([passage(null)], 3)).toBe(1);
	});
});

it('stems what is no word in time with its length', () => {
	for (const part of ['e', 'ing', 's', "'"]) expect(stemEnglish(part.repeat(400_000) + 'l')).toMatch(/l$/);
});
