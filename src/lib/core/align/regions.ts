// What lies between the words: pauses of the talk, and audio that the transcript does not cover.
//
//   words     ▭▭▭ ▭▭     ▭▭▭▭▭                        ▭▭▭ ▭▭
//   audio     ~~~~~~_____~~~~~~__~~~~~~~~~~~~~~~~~~~__~~~~~~
//                   pause        untranscribed
//
// A stretch is untranscribed where the path paid for foreign audio and something is to be heard, or where there is noise
// for longer than a pause lasts. Invariants: regions are sorted, do not overlap, and no found word lies inside one.

import type { Region } from '#lib/core/episode.ts';
import type { Found } from './heard.ts';
import { countAudible, NOISE, SILENCE, type Background } from './score/background.ts';

/** Nats between two words that a pause alone hardly costs, in noise too; foreign words cost 80 and more. */
const FOREIGN = 75;
/**
 * Nats a frame that foreign words cost: most noisy pauses cost less (125 of 231 measured), few foreign phrases do (7 of
 * 130). In stretches longer than LONG frames, foreign audio may rest in between.
 */
const DENSE = 1.4;
const LONG = 500;
/** Seconds: shorter stretches are not worth telling. */
const SHORTEST = 0.8;
/** The same of noise alone, which may be there all the while: pauses are hardly longer. */
const SHORTEST_NOISE = 1.5;
const SHORTEST_PAUSE = 0.25;

export type Timeline = { hop: number; origin: number; duration: number };

/** Stretches without transcript, edges trimmed to where something is heard. */
export function untranscribed(words: Found[], paidAtEnd: number, background: Background, time: Timeline): Region[] {
	const regions: Region[] = [];
	const between = (before: Found | null, after: Found | null, paid: number) => {
		const from = before ? before.last + 1 : 0;
		const to = after ? after.first : background.frames;
		let first = from;
		let last = to - 1;
		while (first <= last && background.silent[first] === SILENCE) first++;
		while (last >= first && background.silent[last] === SILENCE) last--;
		let noise = 0;
		for (let frame = first; frame <= last; frame++) if (background.silent[frame] === NOISE) noise++;
		const frames = last - first + 1;
		const heard = frames - noise;
		const foreign = paid >= FOREIGN && (frames >= LONG || paid >= DENSE * heard) && heard * time.hop >= SHORTEST;
		if (!foreign && noise * time.hop < SHORTEST_NOISE) return;
		const begins = first === 0 ? 0 : time.origin + first * time.hop;
		const ends = last >= background.frames - 2 ? time.duration : time.origin + (last + 1) * time.hop;
		// Words are timed more finely than frames.
		const start = Math.max(begins, before?.end ?? 0);
		const end = Math.min(ends, after?.start ?? time.duration, time.duration);
		if (end - start >= SHORTEST) regions.push({ start, end });
	};
	words.forEach((word, i) => between(words[i - 1] ?? null, word, word.paid));
	between(words.at(-1) ?? null, null, paidAtEnd);
	return regions;
}

/** Pauses between words, where the audio is silent and nothing untranscribed goes on. */
export function silences(words: Found[], foreign: Region[], background: Background, time: Timeline): Region[] {
	const regions: Region[] = [];
	let word = 0;
	let region = 0;
	for (let from = 0; from < background.frames;) {
		if (background.silent[from] !== SILENCE) {
			from++;
			continue;
		}
		let to = from;
		while (to < background.frames && background.silent[to] === SILENCE) to++;
		let start = time.origin + from * time.hop;
		let end = Math.min(time.duration, time.origin + to * time.hop);
		while (word < words.length && words[word].end <= start) word++;
		if (word < words.length && words[word].start < start) start = Math.min(end, words[word].end);
		const next = words.slice(word, word + 2).find((w) => w.start >= start);
		if (next && next.start < end) end = next.start;
		while (region < foreign.length && foreign[region].end <= start) region++;
		const foreignHere = region < foreign.length && foreign[region].start < end;
		if (!foreignHere && end - start >= SHORTEST_PAUSE) regions.push({ start, end });
		// What is silent behind a word that lies in the silence is another pause.
		if (next && end === next.start)
			to = Math.min(to, Math.max(from + 1, Math.ceil((next.end - time.origin) / time.hop)));
		from = to;
	}
	return regions;
}

/** Seconds between two moments in which anything but noise is to be heard. */
export function audibleIn({ silent, frames }: Background, { hop, origin }: Timeline) {
	return (start: number, end: number): number => {
		const first = Math.max(0, Math.round((start - origin) / hop));
		return countAudible(silent, first, Math.min(frames, Math.round((end - origin) / hop))) * hop;
	};
}
