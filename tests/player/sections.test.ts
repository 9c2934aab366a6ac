import { expect, it } from 'vitest';
import type { Published } from '#lib/core/episode.ts';
import { sectionsOf } from '#lib/player/sections.ts';
import { loadedFrom } from '#lib/player/loaded.ts';
import { neighbour, topicAt } from '#lib/player/topics.ts';
import { clampRate, formatRate, stepRate } from '#lib/player/speed.ts';

const passage = (from: number, to: number) => ({ from, to, start: from, end: to, speaker: null });
const topic = (at: number) => ({ start: at, end: at + 1, title: `T${at}`, passage: at, source: 'found' as const });

function page(change: Partial<Published>): Published {
	return {
		passages: [0, 10, 20, 30].map((from) => passage(from, from + 9)),
		topics: [],
		gaps: [],
		...change
	} as Published;
}

it('puts every passage into one section, in order', () => {
	for (const topics of [[], [topic(0)], [topic(1), topic(3)], [topic(0), topic(2)], [topic(1), topic(1), topic(2)]]) {
		const { sections } = sectionsOf(page({ topics }));
		expect(sections.flatMap((section) => section.entries.map((entry) => entry.passage))).toEqual([0, 1, 2, 3]);
		expect(sections.flatMap((section) => section.topics)).toEqual(topics.map((_, i) => i));
		expect(sections.reduce((sum, section) => sum + section.characters, 0)).toBe(36);
	}
});

it('puts each gap before its passage, and the last after all', () => {
	const gaps = [0, 2, 2, 4].map((before, i) => ({ start: i, end: i + 0.5, before }));
	const { sections, after } = sectionsOf(page({ gaps }));
	expect(sections[0].entries.map((entry) => entry.gaps.length)).toEqual([1, 0, 2, 0]);
	expect(after).toEqual([gaps[3]]);
});

it('knows who goes on speaking where a topic begins', () => {
	const passages = [null, 'Ada', null, 'Bo'].map((speaker, i) => ({ ...passage(i * 10, i * 10 + 9), speaker }));
	const speakers = (...topics: number[]) =>
		sectionsOf(page({ passages, topics: topics.map(topic) })).sections.map(({ speaker }) => speaker);
	expect(speakers(2)).toEqual([null, 'Ada']);
	expect(speakers(0, 1, 3)).toEqual([null, null, null]);
	expect(speakers(1, 2, 3)).toEqual([null, null, 'Ada', null]);
});

it('leaves a topic out that no passage begins', () => {
	expect(sectionsOf(page({ topics: [topic(4)] })).sections.map((section) => section.topics)).toEqual([[]]);
});

it('knows the topic of a moment', () => {
	const at = (...starts: number[]) => starts.map((start) => ({ ...topic(0), start }));
	expect([0, 0.4, 59.9, 60, 1e6].map((time) => topicAt(at(0.5, 60), time))).toEqual([0, 0, 0, 1, 1]);
	expect(topicAt(at(95, 200), 20)).toBe(-1);
	expect(topicAt([], 20)).toBe(-1);
});

it('names the copy that seeks right first, and the original for a browser that cannot play it', () => {
	const files = { audio: 'a.mp3', audioType: 'audio/mpeg', served: 'a.m4a', servedType: 'audio/mp4', artwork: null };
	const episode = { slug: 's', title: 'T', show: null, duration: 1, files };
	const loaded = loadedFrom({ episode, topics: [], silences: [] } as unknown as Published);
	expect(loaded.sources).toEqual([
		{ src: '/e/s/audio', type: 'audio/mp4' },
		{ src: '/e/s/audio?original', type: 'audio/mpeg' }
	]);
});

it('words speeds', () => {
	expect([1, 1.25, 0.5, 1.1].map(formatRate)).toEqual(['1×', '1.25×', '0.5×', '1.1×']);
});

it('steps through all speeds, there and back', () => {
	let rate = 0.5;
	const seen = [rate];
	while (rate < 3) seen.push((rate = stepRate(rate, 1)));
	while (rate > 0.5) expect((rate = stepRate(rate, -1))).toBe(seen[seen.indexOf(rate)]);
	expect(seen).toContain(1);
	expect(stepRate(3, 1)).toBe(3);
	expect(clampRate(NaN)).toBe(1);
});

it('steps from topic to topic, from the one that is shown as the current one', () => {
	const loaded = { topics: [0.5, 20, 40].map(topic), duration: 60 };
	expect([0, 0.5, 19.999, 20, 39, 50].map((at) => neighbour(loaded, at, 1))).toEqual([20, 20, 40, 40, 40, 60]);
	expect([0, 2, 10, 21, 24, 60].map((at) => neighbour(loaded, at, -1))).toEqual([0, 0, 0.5, 0.5, 20, 40]);
	expect([43.1, 42.9].map((at) => neighbour(loaded, at, -1))).toEqual([40, 20]);
	expect(neighbour({ topics: [30].map(topic), duration: 60 }, 0, 1)).toBe(30);
	expect(neighbour({ topics: [], duration: 60 }, 5, 1)).toBe(60);
});
