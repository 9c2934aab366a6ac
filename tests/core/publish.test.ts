import { describe, expect, it } from 'vitest';
import type { Alignment, Episode, Timing, Transcript, Turn } from '#lib/core/episode.ts';
import { passagesOf, publish } from '#lib/core/publish.ts';
import { dice } from '../dice.ts';
import { made } from './made.ts';

const episode: Episode = {
	slug: 'an-episode',
	title: 'An episode',
	show: null,
	date: null,
	people: [],
	language: 'en',
	duration: 100,
	note: null,
	chapters: [],
	files: { audio: 'a.mp3', audioType: 'audio/mpeg', served: null, servedType: null, transcript: null, artwork: null }
};

function transcriptOf(text: string, turns: Turn[] = []): Transcript {
	const words = [...text.matchAll(/\S+/g)].map((m) => ({ from: m.index, to: m.index + m[0].length }));
	return { text, language: 'en', turns, words };
}

/** Half a second a word, and a pause before the words named. */
function spoken(transcript: Transcript, pauses: Record<number, number> = {}, unspoken: [number, number] = [0, 0]) {
	let time = 0;
	const timings = transcript.words.map((_, i): Timing => {
		time += pauses[i] ?? 0;
		const start = time;
		if (i >= unspoken[0] && i < unspoken[1]) return { start, end: start, state: 'unspoken', confidence: 0 };
		time += 0.5;
		return { start, end: time, state: 'heard', confidence: 1 };
	});
	const alignment: Alignment = {
		engine: 'made',
		duration: time + 100,
		timings,
		untranscribed: [],
		silences: [],
		matches: true,
		notices: []
	};
	return alignment;
}

const count = (text: string) => text.split(/\s+/).filter(Boolean).length;
const many = (n: number, word = 'word') => Array.from({ length: n }, (_, i) => `${word}${i}`).join(' ');
const sentences = (n: number, words: number) =>
	Array.from({ length: n }, (_, i) => `Sentence ${i} ${many(words - 3, 'w')} end.`).join(' ');

describe('passages', () => {
	const shapes = [
		{ name: 'punctuated, with speakers', shape: {} },
		{ name: 'without punctuation', shape: { punctuated: false, speakers: false } },
		{ name: 'without speakers', shape: { speakers: false } }
	];
	for (const { name, shape } of shapes)
		it.each([1, 2, 3, 4, 5])(`cover every word once, in order, and never two speakers: ${name} (seed %i)`, (seed) => {
			const { transcript, alignment } = made(seed, 1500, shape);
			for (const times of [alignment, null]) {
				const { passages, gaps } = passagesOf(transcript, times);
				const turnOf = (at: number) => transcript.turns.find(({ from, to }) => from <= at && at < to)!.speaker;
				let w = 0;
				let speaker: string | null = null;
				let last = -1;
				for (const passage of passages) {
					expect(transcript.words[w].from).toBe(passage.from);
					const said = turnOf(passage.from);
					expect(passage.speaker).toBe(said === speaker ? null : said);
					speaker = said;
					let first: number | null = null;
					for (; w < transcript.words.length && transcript.words[w].from < passage.to; w++) {
						expect(transcript.words[w].to).toBeLessThanOrEqual(passage.to);
						expect(turnOf(transcript.words[w].from)).toBe(speaker);
						if (times && times.timings[w].state !== 'unspoken') first ??= times.timings[w].start;
					}
					expect(transcript.words[w - 1].to).toBe(passage.to);
					expect(passage.start).toBe(first);
					if (first !== null) {
						expect(first).toBeGreaterThanOrEqual(last);
						expect(passage.end).toBeGreaterThanOrEqual(first);
						last = first;
					}
				}
				expect(w).toBe(transcript.words.length);
				let before = 0;
				for (const gap of gaps) {
					expect(gap.end - gap.start).toBeGreaterThanOrEqual(2);
					expect(gap.before).toBeGreaterThanOrEqual(before);
					expect(gap.before).toBeLessThanOrEqual(passages.length);
					before = gap.before;
					if (gap.end - gap.start < 6) continue;
					// What is told before a long stretch without text is over by then, what comes after begins after it.
					const next = passages.slice(gap.before).find(({ start }) => start !== null);
					const previous = passages.slice(0, gap.before).findLast(({ start }) => start !== null);
					if (next) expect(next.start).toBeGreaterThanOrEqual((gap.start + gap.end) / 2);
					if (previous) expect(previous.end).toBeLessThanOrEqual((gap.start + gap.end) / 2 + 0.5);
				}
				expect(gaps.length).toBe(times ? times.untranscribed.filter((r) => r.end - r.start >= 2).length : 0);
			}
		});

	it('have a size that reads well, and never end inside a sentence', () => {
		const transcript = transcriptOf(sentences(200, 14));
		const { passages } = passagesOf(transcript, spoken(transcript));
		for (const { from, to } of passages) {
			const words = count(transcript.text.slice(from, to));
			expect(words).toBeGreaterThanOrEqual(40);
			expect(words).toBeLessThanOrEqual(110);
			expect(transcript.text.slice(from, to)).toMatch(/^Sentence .* end\.$/s);
		}
	});

	it('follow the pauses where there is no punctuation', () => {
		const transcript = transcriptOf(many(300));
		const { passages } = passagesOf(transcript, spoken(transcript, { 61: 1.5, 130: 1.2, 139: 0.3, 205: 2 }));
		const firsts = passages.map(({ from }) => transcript.text.slice(from).split(' ')[0]);
		expect(firsts.slice(0, 4)).toEqual(['word0', 'word61', 'word130', 'word205']);
	});

	it('follow size alone where there is nothing else', () => {
		const transcript = transcriptOf(many(1000));
		const { passages } = passagesOf(transcript, null);
		for (const { from, to } of passages) {
			expect(count(transcript.text.slice(from, to))).toBeGreaterThanOrEqual(40);
			expect(count(transcript.text.slice(from, to))).toBeLessThanOrEqual(110);
		}
	});

	it('keep the paragraphs of the text, but not a paragraph for every line', () => {
		const written = transcriptOf([sentences(3, 10), sentences(2, 12), sentences(6, 14)].join('\n\n'));
		expect(passagesOf(written, null).passages.map(({ from, to }) => count(written.text.slice(from, to)))).toEqual([
			30, 24, 84
		]);
		const lines = transcriptOf(Array.from({ length: 60 }, () => sentences(1, 8)).join('\n\n'));
		for (const { from, to } of passagesOf(lines, null).passages)
			expect(count(lines.text.slice(from, to))).toBeGreaterThanOrEqual(40);
	});

	it('keep short paragraphs of several sentences, in any script', () => {
		for (const paragraphs of [
			[`${sentences(2, 9)}`, `${sentences(2, 10)}`, sentences(1, 9)],
			[
				'今日はコーヒーの話です。 昔のことです。',
				'山で育ちました。 船で運ばれました。 遠くまで。',
				'ありがとうございました。'
			]
		]) {
			const transcript = transcriptOf(paragraphs.join('\n\n'));
			const { passages } = passagesOf(transcript, null);
			expect(passages.map(({ from, to }) => transcript.text.slice(from, to))).toEqual(paragraphs);
		}
	});

	it('name a speaker once, and join the cues of one person', () => {
		const text = 'Hello there.\nHow are you?\nFine.\nGood. Well then.';
		const cue = { start: 0, end: 1 };
		const transcript = transcriptOf(text, [
			{ from: 0, to: 12, speaker: 'Ada', cue },
			{ from: 13, to: 25, speaker: null, cue: { start: 1, end: 2 } },
			{ from: 26, to: 31, speaker: 'Bo Li', cue: { start: 2, end: 3 } },
			{ from: 32, to: text.length, speaker: 'Ada', cue: { start: 3, end: 5 } }
		]);
		const { passages } = passagesOf(transcript, null);
		expect(passages).toEqual([
			{ from: 0, to: 25, start: 0, end: 2, speaker: 'Ada' },
			{ from: 26, to: 31, start: 2, end: 3, speaker: 'Bo Li' },
			{ from: 32, to: text.length, start: 3, end: 5, speaker: 'Ada' }
		]);
	});

	it('set apart what nobody says, without a time', () => {
		const transcript = transcriptOf(`${sentences(3, 12)} ${sentences(3, 12)} ${sentences(4, 12)}`);
		const { passages } = passagesOf(transcript, spoken(transcript, {}, [36, 72]));
		expect(passages.map(({ from, to, start }) => [count(transcript.text.slice(from, to)), start])).toEqual([
			[36, 0],
			[36, null],
			[48, 18]
		]);
	});

	it('set a heading apart that nobody says, and count it as no paragraph', () => {
		const said = Array.from({ length: 6 }, () => sentences(4, 8));
		const transcript = transcriptOf(said.map((text, i) => `Part ${i}\n\n${text}`).join('\n\n'));
		const alignment = spoken(transcript);
		const length = 2 + count(said[0]);
		for (const [i, timing] of alignment.timings.entries()) if (i % length < 2) timing.state = 'unspoken';
		const { passages } = passagesOf(transcript, alignment);
		const texts = passages.map(({ from, to }) => transcript.text.slice(from, to));
		expect(texts).toEqual(said.flatMap((text, i) => [`Part ${i}`, text]));
		expect(passages.filter(({ start }) => start === null)).toHaveLength(6);
	});

	it('are told apart by headings that nobody says: those are the topics, where there are no chapters', () => {
		const said = Array.from({ length: 4 }, () => sentences(12, 9));
		const transcript = transcriptOf(`A title\n\n${said.map((text, i) => `Part ${i}\n\n${text}`).join('\n\n')}`);
		const alignment = spoken(transcript);
		const length = 2 + count(said[0]);
		for (const [i, timing] of alignment.timings.entries()) if (i < 2 || (i - 2) % length < 2) timing.state = 'unspoken';
		const { topics, passages, text } = publish({ ...episode, duration: 240 }, transcript, alignment);
		expect(topics.map(({ title }) => title)).toEqual(['Part 0', 'Part 1', 'Part 2', 'Part 3']);
		for (const { title, passage, start } of topics) {
			expect(text.slice(passages[passage].from, passages[passage].to)).toBe(title);
			expect(passages[passage + 1].start).toBe(start);
		}
		const chapters = [{ start: 1, title: 'Own', image: null, url: null }];
		expect(publish({ ...episode, duration: 240, chapters }, transcript, alignment).topics).toHaveLength(1);
	});

	it('leave a few unspoken words where they stand', () => {
		const transcript = transcriptOf(sentences(5, 12));
		const { passages } = passagesOf(transcript, spoken(transcript, {}, [24, 30]));
		expect(passages).toHaveLength(1);
	});

	it('stop for an ad in the middle of a sentence, but not for a short sting', () => {
		const transcript = transcriptOf(sentences(5, 12));
		const alignment = spoken(transcript, { 30: 31 });
		alignment.untranscribed = [{ start: 15.5, end: 45.5 }];
		const { passages, gaps } = passagesOf(transcript, alignment);
		expect(passages.map(({ from, to }) => count(transcript.text.slice(from, to)))).toEqual([30, 30]);
		expect(gaps).toEqual([{ start: 15.5, end: 45.5, before: 1 }]);

		const sting = spoken(transcript, { 30: 3 });
		sting.untranscribed = [{ start: 15.2, end: 17.8 }];
		const page = passagesOf(transcript, sting);
		for (const { to } of page.passages) expect(transcript.text.slice(0, to)).toMatch(/end\.$/);
		expect(page.gaps).toHaveLength(1);
	});

	it('put an ad before the whole of a sentence whose first words are not in the audio', () => {
		const transcript = transcriptOf(`${sentences(2, 40)} Good evening to ${many(60)}.`);
		const alignment = spoken(transcript, { 81: 20 }, [80, 81]);
		const start = alignment.timings[79].end;
		alignment.untranscribed = [{ start, end: start + 20 }];
		const { passages, gaps } = passagesOf(transcript, alignment);
		expect(transcript.text.slice(passages[gaps[0].before].from)).toMatch(/^Good evening/);
		expect(passages[gaps[0].before].start).toBe(start + 20);
	});

	it('put the ads of both ends before the first and after the last', () => {
		const transcript = transcriptOf(sentences(4, 12));
		const alignment = spoken(transcript, { 0: 20 });
		alignment.untranscribed = [
			{ start: 0, end: 19 },
			{ start: 19.2, end: 19.9 },
			{ start: 45, end: alignment.duration }
		];
		const { passages, gaps } = passagesOf(transcript, alignment);
		expect(gaps.map(({ before }) => before)).toEqual([0, passages.length]);
	});

	it('take a cue transcript of 100,000 words', () => {
		const { transcript, alignment } = made(8, 100_000, { punctuated: false, speakers: false });
		const { passages } = passagesOf(transcript, alignment);
		expect(passages.length).toBeGreaterThan(800);
		expect(passages.at(-1)!.to).toBe(transcript.text.length);
	});
});

describe('publish', () => {
	it('is untimed without an alignment, with one of another episode, and with nothing heard', () => {
		const transcript = transcriptOf(sentences(4, 12));
		const alignment = spoken(transcript);
		expect(publish(episode, transcript, alignment).timed).toBe(true);
		const silent = spoken(transcript, {}, [0, 48]);
		for (const other of [null, { ...alignment, matches: false }, silent]) {
			const page = publish(episode, transcript, other);
			expect(page.timed).toBe(false);
			expect(page.passages.every(({ start }) => start === null)).toBe(true);
			expect(page.gaps).toEqual([]);
		}
		expect(publish(episode, transcript, { ...alignment, matches: false }).report.matches).toBe(false);
	});

	it('shows what adding the episode and aligning it had to say', () => {
		const transcript = transcriptOf('Hello.');
		const notices = [{ code: 'order', message: 'A passage is told in another order.' }];
		const own = [{ code: 'language', message: 'Nobody here knows how this is spoken.' }];
		const page = publish({ ...episode, notices: own }, transcript, { ...spoken(transcript), notices });
		expect(page.notices).toEqual([...own, ...notices]);
	});

	it("takes the publisher's chapters as topics", () => {
		const transcript = transcriptOf(sentences(20, 14));
		const chapter = { image: null, url: null };
		const chapters = [
			{ start: 60, title: ' Middle ', ...chapter },
			{ start: 0, title: 'Start', ...chapter },
			{ start: 70, title: ' ', ...chapter },
			{ start: 9000, title: 'Beyond', ...chapter }
		];
		const page = publish({ ...episode, duration: 140, chapters }, transcript, spoken(transcript));
		expect(page.topics.map(({ start, end, title, source }) => [start, end, title, source])).toEqual([
			[0, 60, 'Start', 'publisher'],
			[60, 140, 'Middle', 'publisher']
		]);
		expect(page.topics[0].passage).toBe(0);
		// A passage begins with the sentence that begins nearest to the chapter: 14 words of half a second each.
		expect(Math.abs(page.passages[page.topics[1].passage].start! - 60)).toBeLessThanOrEqual(3.5);
	});

	it('takes a transcript without words', () => {
		const nothing = transcriptOf('');
		expect(publish(episode, nothing, null).passages).toEqual([]);
		const alignment = { ...spoken(nothing), untranscribed: [{ start: 0, end: 50 }] };
		expect(passagesOf(nothing, alignment).gaps).toEqual([{ start: 0, end: 50, before: 0 }]);
	});

	it('is deterministic', () => {
		const { transcript, alignment } = made(Math.floor(dice(1)() * 100), 400);
		expect(publish(episode, transcript, alignment)).toEqual(publish(episode, transcript, alignment));
	});
});
