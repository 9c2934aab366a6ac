import { expect, it } from 'vitest';
import { paragraphsOf } from '#lib/core/formats/paragraphs.ts';
import { writeTranscript } from '#lib/core/formats/formats.ts';
import { wordsOf } from '#lib/core/text.ts';
import { made } from '../made.ts';
import { read, textFormats } from './contract.ts';

it('covers every word in order, none twice, and cuts very long paragraphs at sentence ends', () => {
	for (let seed = 1; seed <= 10; seed++) {
		const { transcript, alignment } = made(seed, 1500, { speakers: seed % 2 === 0 });
		const flat = { ...transcript, text: transcript.text.replaceAll('\n\n', ' \n') };
		for (const paragraphs of [paragraphsOf(flat, alignment), paragraphsOf(transcript, null)]) {
			expect(paragraphs.flatMap((span) => wordsOf(transcript.text, [span]))).toEqual(transcript.words);
		}
		for (const span of paragraphsOf(flat, alignment))
			expect(wordsOf(flat.text, [span]).length).toBeLessThanOrEqual(150);
	}
});

it('cuts a very long paragraph at the longest pauses between sentences', () => {
	const sentence = 'Every sentence of this text has exactly ten short words. ';
	const text = sentence.repeat(30).trim();
	const words = wordsOf(text);
	const longest = [80, 200];
	const timings = words.map((_, i) => {
		const pauses = longest.filter((at) => at <= i).length;
		return { start: i + pauses * 5, end: i + pauses * 5 + 0.9, state: 'heard' as const, confidence: 1 };
	});
	const transcript = { text, language: 'en', words, turns: [{ from: 0, to: text.length, speaker: 'Ada', cue: null }] };
	const rest = { engine: 'test', duration: 400, untranscribed: [], silences: [], matches: true, notices: [] };
	const paragraphs = paragraphsOf(transcript, { ...rest, timings });
	expect(paragraphs.map(({ speaker, start }) => [speaker, start])).toEqual([
		['Ada', 0],
		[null, 85],
		[null, 210]
	]);
	expect(paragraphsOf(transcript, null)).toHaveLength(1);
});

it('takes its times from the alignment, and none where nothing was said', () => {
	const { transcript, alignment } = made(4, 800);
	for (const { from, to, start } of paragraphsOf(transcript, alignment)) {
		const heard = transcript.words.findIndex(
			(word, i) => word.from >= from && word.from < to && alignment.timings[i].state !== 'unspoken'
		);
		expect(start).toBe(heard < 0 ? null : Math.floor(alignment.timings[heard].start));
	}
});

it('keeps every word and speaker of an aligned transcript', () => {
	for (let seed = 1; seed <= 10; seed++) {
		const { transcript, alignment } = made(seed, 900);
		for (const format of textFormats) {
			const again = read(format, writeTranscript(format, transcript, alignment));
			expect(again.words.map(({ from, to }) => again.text.slice(from, to))).toEqual(
				transcript.words.map(({ from, to }) => transcript.text.slice(from, to))
			);
		}
	}
});
