// Transcripts made by chance, written and read again in every format.

import { describe, expect, it } from 'vitest';
import type { Transcript } from '#lib/core/episode.ts';
import { createBuilder, type Join } from '#lib/core/formats/build.ts';
import { writeTranscript } from '#lib/core/formats/formats.ts';
import { checkRoundTrips, checkShape, read, textFormats, wordsAsSaid } from './contract.ts';

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function seeded(seed: number): () => number {
	return () => {
		seed = (seed + 0x6d2b79f5) | 0;
		let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const plainWords =
	'the engine works and we built it of brass in a long year with people who know nothing about it'.split(' ');
const oddWords =
	'<3 AT&T &amp; 5 < 6 a*b *really* _so_ snake_case 10:30 $5 25% #1 [Music] (laughs) — - caf\u00e9 na\u00efve \u201cquote\u201d U.S. Mr. e.g. 3.5 http://x.y/z <i> {an} \\ ` ~ ok... wait\u2026 Note: one: 1. 2) Привет мир 🙂 -->x'.split(
		' '
	);
const names = ['Ada Lovelace', 'Charles', 'Dr. Jane van der Berg', 'HOST', 'Иван Петров', 'Speaker 1', "O'Brien-Smith"];

/** A transcript as parsers make them: `timed` gives every turn a cue, in one turn per cue. */
function made(seed: number, timed: boolean): Transcript {
	const random = seeded(seed);
	const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
	const builder = createBuilder();
	const speakers = random() < 0.3 ? [null] : names.slice(0, 2 + Math.floor(random() * 3));
	const sentence = (): string => {
		const words: string[] = [];
		const count = 1 + Math.floor(random() * 14);
		for (let i = 0; i < count; i++) words.push(i > 0 && random() < 0.12 ? pick(oddWords) : pick(plainWords));
		words[0] = words[0][0].toUpperCase() + words[0].slice(1);
		return words.join(' ') + pick(['.', '.', '?', '!', ',', '']);
	};
	let at = Math.floor(random() * 3000) / 1000;
	let speaker: string | null | undefined;
	const turns = 6 + Math.floor(random() * 12);
	for (let i = 0; i < turns; i++) {
		// Everybody speaks at least twice, as in a conversation; then by chance.
		const next = i < speakers.length * 2 ? speakers[i % speakers.length] : random() < 0.5 ? speaker! : pick(speakers);
		const end = at + 0.3 + Math.floor(random() * 6000) / 1000;
		const join: Join = next !== speaker || !timed ? '\n\n' : pick([' ', '\n', '\n\n'] as const);
		builder.turn(sentence(), join, next, timed ? { start: round(at), end: round(end) } : null);
		if (!timed && random() < 0.5) builder.go(sentence(), pick([' ', '\n', '\n\n'] as const));
		speaker = next;
		at = end + (random() < 0.3 ? Math.floor(random() * 4000) / 1000 : 0);
	}
	return builder.finish(random() < 0.5 ? 'und' : 'en');
}

function round(seconds: number): number {
	return Math.round(seconds * 1000) / 1000;
}

describe('round trips of transcripts made by chance', () => {
	it('keeps words, speakers and times', () => {
		for (let seed = 1; seed <= 80; seed++) {
			const transcript = made(seed, true);
			checkShape(transcript);
			try {
				checkRoundTrips(transcript);
			} catch (error) {
				throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}\n${transcript.text}`, {
					cause: error
				});
			}
		}
	});

	it('keeps words and speakers of untimed ones, in plain text also every line', () => {
		for (let seed = 1; seed <= 80; seed++) {
			const transcript = made(seed, false);
			try {
				checkRoundTrips(transcript);
				expect(read('plain', writeTranscript('plain', transcript, null)).text).toBe(transcript.text);
				for (const format of textFormats)
					expect(wordsAsSaid(read(format, writeTranscript(format, transcript, null)))).toEqual(wordsAsSaid(transcript));
			} catch (error) {
				throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}\n${transcript.text}`, {
					cause: error
				});
			}
		}
	});
});
