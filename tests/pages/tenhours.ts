// An episode of ten hours and 100,000 words: the sample's text and the rhythm of its words, again and again, over silence.
// The audio is a file with a hole in it and takes no room.

import { closeSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Alignment, Episode, Timing, Transcript } from '#lib/core/episode.ts';
import { createPeaks } from '#lib/core/peaks.ts';
import { writeAlignment, writeEpisode, writeText } from '#lib/server/files.ts';
import { dice } from '../dice.ts';
import { readGold } from './sample.ts';

export const TEN_HOURS = 'ten-hours';
const WORDS = 100_000;
const DURATION = 36_000;
const RATE = 8000;
const SEED = 'seeds/logan-bartlett-dario-amodei';

export type Made = { transcript: Transcript; alignment: Alignment };

function make(): Made {
	const gold = readGold();
	const text = readFileSync(join(SEED, 'transcript.txt'), 'utf8').trim();
	const { speakers, turns } = JSON.parse(readFileSync(join(SEED, 'turns.json'), 'utf8'));
	const speakerAt = new Map<number, string>(turns.map(([word, who]: [number, number]) => [word, speakers[who]]));
	const tokens = [...text.matchAll(/\S+/g)];
	const round = gold[gold.length - 1].end + 1;
	const end = Math.floor((WORDS - 1) / gold.length) * round + gold[(WORDS - 1) % gold.length].end;
	const stretch = (DURATION - 5) / end;

	const transcript: Transcript = { text: '', language: 'en', turns: [], words: [] };
	const timings: Timing[] = [];
	const parts: string[] = [];
	for (let n = 0, length = 0; n < WORDS; n++) {
		const i = n % gold.length;
		const before = n && (i === 0 ? '\n\n' : text.slice(tokens[i - 1].index + tokens[i - 1][0].length, tokens[i].index));
		if (before) parts.push(before);
		const from = length + (before || '').length;
		length = from + tokens[i][0].length;
		parts.push(tokens[i][0]);
		transcript.words.push({ from, to: length });
		if (speakerAt.has(i)) transcript.turns.push({ from, to: length, speaker: speakerAt.get(i)!, cue: null });
		transcript.turns[transcript.turns.length - 1].to = length;
		const at = Math.floor(n / gold.length) * round;
		const [start, end] = [gold[i].start, gold[i].end].map((time) => Math.round((at + time) * stretch * 1000) / 1000);
		timings.push({ start, end, state: 'heard', confidence: 0.97 });
	}
	transcript.text = parts.join('');
	const silences = timings.flatMap(({ end }, n) => {
		const next = timings[n + 1]?.start ?? 0;
		return next - end > 0.4 ? [{ start: end, end: next }] : [];
	});
	return {
		transcript,
		alignment: { engine: 'made', duration: DURATION, timings, untranscribed: [], silences, matches: true, notices: [] }
	};
}

/** Writes the episode into a library. */
export function writeTenHours(library: string): Made {
	const made = make();
	const folder = join(library, TEN_HOURS);
	mkdirSync(folder, { recursive: true });
	writeWave(join(folder, 'audio.wav'));
	const random = dice(10);
	const peaks = createPeaks(100, DURATION);
	peaks.push(
		Float32Array.from({ length: DURATION * 100 }, (_, i) => (random() - 0.5) * (0.2 + Math.abs(Math.sin(i / 900))))
	);
	const episode: Episode & { added: string } = {
		slug: TEN_HOURS,
		title: 'Ten hours',
		show: 'Made for tests',
		date: null,
		people: [],
		language: 'en',
		duration: DURATION,
		note: null,
		added: '2026-01-01T00:00:00.000Z',
		chapters: [],
		notices: [],
		files: {
			audio: 'audio.wav',
			audioType: 'audio/wav',
			served: null,
			servedType: null,
			transcript: null,
			artwork: null
		}
	};
	writeFileSync(join(folder, 'peaks.dat'), peaks.finish());
	writeFileSync(join(folder, 'text.json'), writeText(made.transcript));
	writeFileSync(join(folder, 'alignment.json'), writeAlignment(made.alignment));
	writeFileSync(join(folder, 'episode.json'), writeEpisode(episode));
	return made;
}

/** 16 bit silence; its samples are the hole. */
function writeWave(path: string): void {
	const bytes = DURATION * RATE * 2;
	const header = Buffer.alloc(44);
	header.write('RIFF', 0);
	header.writeUInt32LE(36 + bytes, 4);
	header.write('WAVEfmt ', 8);
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(RATE, 24);
	header.writeUInt32LE(RATE * 2, 28);
	header.writeUInt16LE(2, 32);
	header.writeUInt16LE(16, 34);
	header.write('data', 36);
	header.writeUInt32LE(bytes, 40);
	const file = openSync(path, 'w');
	writeSync(file, header);
	ftruncateSync(file, 44 + bytes);
	closeSync(file);
}
