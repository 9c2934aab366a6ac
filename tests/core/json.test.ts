import { expect, it } from 'vitest';
import { alignmentJson } from '#lib/core/json.ts';
import { made } from './made.ts';

it('writes seconds to the millisecond and no times for unspoken words', () => {
	const { transcript, alignment } = made(3, 2000);
	const json = alignmentJson(transcript, alignment);
	expect(json.version).toBe(1);
	expect(json.words.map((word) => word.text)).toEqual(transcript.text.split(/\s+/));
	for (const [i, word] of json.words.entries()) {
		const timing = alignment.timings[i];
		expect(word.state).toBe(timing.state);
		if (timing.state === 'unspoken') expect([word.start, word.end]).toEqual([null, null]);
		else expect([word.start, word.end]).toEqual([timing.start, timing.end].map((t) => Math.round(t * 1000) / 1000));
	}
	expect(json.words.some((word) => word.start === null)).toBe(true);
	expect(json.report.untranscribed).toBeCloseTo(
		alignment.untranscribed.reduce((sum, { start, end }) => sum + end - start, 0),
		3
	);
	expect(Object.keys(json)).toEqual(['version', 'duration', 'words', 'untranscribed', 'report']);
	expect(JSON.parse(JSON.stringify(json))).toEqual(json);
});

it('refuses an alignment of another transcript', () => {
	const { transcript, alignment } = made(3, 10);
	alignment.timings.pop();
	expect(() => alignmentJson(transcript, alignment)).toThrow('expected 10 timings, one per word, saw 9');
});
