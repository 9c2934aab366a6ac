import { describe, expect, it } from 'vitest';
import { report, validate, type Alignment, type Timing } from '#lib/core/episode.ts';
import { made } from './made.ts';

describe('validate', () => {
	it('finds nothing wrong with a sound alignment', () => {
		for (let seed = 1; seed < 20; seed++) {
			const { transcript, alignment } = made(seed, 300);
			expect(validate(transcript, alignment)).toEqual([]);
		}
	});

	const damages: [string, (alignment: Alignment) => void, RegExp][] = [
		['a word without a time', ({ timings }) => timings.pop(), /expected 50 timings, saw 49/],
		['a word that goes back', ({ timings }) => (timings[20].start = timings[19].start - 0.01), /timing 20: starts at/],
		[
			'a word that ends early',
			({ timings }) => (timings[7].end = timings[7].start - 1),
			/timing 7: expected 0 ≤ start/
		],
		['a word behind the end', (alignment) => (alignment.duration = 1), /expected 0 ≤ start ≤ end ≤ 1/],
		['a time that is no number', ({ timings }) => (timings[3].start = NaN), /timing 3/],
		['too much confidence', ({ timings }) => (timings[3].confidence = 1.2), /confidence 1.2/],
		['regions that overlap', (a) => (a.untranscribed = [region(0, 2), region(1, 3)]), /untranscribed region 1/],
		['silence behind the end', (a) => (a.silences = [region(0, 1e6)]), /silence region 0/]
	];
	for (const [name, damage, message] of damages)
		it(`names ${name}`, () => {
			const { transcript, alignment } = made(5, 50, { perfect: true });
			damage(alignment);
			expect(validate(transcript, alignment).join('\n')).toMatch(message);
		});

	it('names words outside the text', () => {
		const { transcript, alignment } = made(5, 50);
		transcript.words[49] = { from: transcript.words[49].from, to: transcript.text.length + 1 };
		expect(validate(transcript, alignment)).toHaveLength(1);
	});
});

describe('report', () => {
	it('gives shares of the words and seconds of the audio', () => {
		const word = (state: Timing['state']): Timing => ({ start: 0, end: 0, state, confidence: 0 });
		const alignment = made(1, 1).alignment;
		alignment.timings = [word('heard'), word('heard'), word('between'), word('unspoken')];
		alignment.untranscribed = [region(0, 2), region(5, 6.5)];
		expect(report(alignment)).toEqual({ heard: 0.5, unspoken: 0.25, untranscribed: 3.5, matches: true });
	});

	it('has no shares of nothing', () => {
		const alignment = { ...made(1, 1).alignment, timings: [], untranscribed: [] };
		expect(report(alignment)).toMatchObject({ heard: 0, unspoken: 0 });
	});
});

function region(start: number, end: number) {
	return { start, end };
}
