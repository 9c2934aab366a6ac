// The episodes that the benchmark listens to: every folder of the data with a gold.json, and the seeds.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Gold } from './score.ts';

export type Item = {
	name: string;
	audio: string;
	transcript: string;
	gold: string;
	/** BCP 47. */
	language: string;
	/** Seconds. */
	duration: number;
};

export function readGold(item: Item): Gold {
	return JSON.parse(readFileSync(item.gold, 'utf8')) as Gold;
}

/** One folder as an item; null where it holds no gold. */
export function readItem(folder: string): Item | null {
	const gold = join(folder, 'gold.json');
	if (!existsSync(gold)) return null;
	const { audio, duration, language } = JSON.parse(readFileSync(gold, 'utf8')) as {
		audio: string;
		duration: number;
		language?: string;
	};
	const transcript = ['transcript.txt', 'transcript.vtt', 'transcript.srt', 'transcript.json']
		.map((name) => join(folder, name))
		.find((path) => existsSync(path));
	if (!transcript) return null;
	const name = basename(folder);
	return {
		name,
		audio: join(folder, audio),
		transcript,
		gold,
		language: language ?? /_(it|fr|de|es|pt)_/.exec(name)?.[1] ?? 'en',
		duration
	};
}

export function readItems(folder: string): Item[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.sort()
		.flatMap((name) => readItem(join(folder, name)) ?? []);
}
