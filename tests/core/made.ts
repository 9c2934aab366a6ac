// Made-up transcripts and alignments of any size, the same for the same seed, for property tests.

import type { Alignment, Region, Span, Timing, Transcript, Turn } from '#lib/core/episode.ts';
import { dice } from '../dice.ts';

const SYLLABLES = ['ka', 'lo', 'mi', 'tre', 'na', 'bor', 'e', 'shu', 'pel', 'win'];

export type Shape = { punctuated?: boolean; speakers?: boolean; perfect?: boolean };

/** `count` words in sentences, paragraphs and turns, with pauses, ads, unspoken stretches and guesses between them. */
export function made(seed: number, count: number, shape: Shape = {}): { transcript: Transcript; alignment: Alignment } {
	const { punctuated = true, speakers = true, perfect = false } = shape;
	const next = dice(seed);
	const words: Span[] = [];
	const timings: Timing[] = [];
	const turns: Turn[] = [];
	const untranscribed: Region[] = [];
	const silences: Region[] = [];
	let text = '';
	let time = 0;
	let capital = true;
	let unspoken = 0;
	for (let i = 0; i < count; i++) {
		let word = '';
		for (let n = 1 + Math.floor(next() * 3); n > 0; n--) word += SYLLABLES[Math.floor(next() * SYLLABLES.length)];
		if (capital && punctuated) word = word[0].toUpperCase() + word.slice(1);
		capital = next() < 0.09;
		if (capital && punctuated) word += next() < 0.2 ? '?' : '.';
		if (i > 0) {
			const turn = speakers && capital && next() < 0.2;
			if (turn || i === count - 1) turns.at(-1)!.to = text.length;
			text += turn || (capital && next() < 0.1) ? '\n\n' : next() < 0.1 ? '\n' : ' ';
			if (turn) turns.push({ from: text.length, to: 0, speaker: next() < 0.5 ? 'Ada' : 'Bo', cue: null });
		} else turns.push({ from: 0, to: 0, speaker: speakers ? 'Ada' : null, cue: null });
		const from = text.length;
		text += word;
		words.push({ from, to: text.length });

		const pause = next();
		if (!perfect && pause < 0.005) {
			const start = time + 0.2;
			time = start + 1 + next() * 40;
			untranscribed.push({ start, end: time });
		} else if (pause < 0.08) {
			const start = time;
			time += 0.2 + next();
			silences.push({ start, end: time });
		} else if (pause < 0.3) time += next() * 0.15;
		if (!perfect && unspoken === 0 && next() < 0.004) unspoken = 1 + Math.floor(next() * 40);
		if (unspoken > 0) {
			unspoken--;
			timings.push({ start: time, end: time, state: 'unspoken', confidence: 0 });
			continue;
		}
		const start = time;
		time += 0.06 + word.length * 0.05 * (0.6 + next());
		const state = !perfect && next() < 0.05 ? 'between' : 'heard';
		timings.push({ start, end: time, state, confidence: state === 'heard' ? 0.7 + next() * 0.3 : next() * 0.5 });
	}
	if (turns.length) turns.at(-1)!.to = text.length;
	return {
		transcript: { text, language: 'en', turns, words },
		alignment: {
			engine: 'made',
			duration: time + 5,
			timings,
			untranscribed,
			silences,
			matches: true,
			notices: []
		}
	};
}
