// Speech with a clock: runs Debian's `flite` and says which samples belong to which word.
//
// flite prints the end of every segment (`-psdur`) but not the word it belongs to. Each word's own segments come from
// reading it alone; the two sequences are then laid side by side with the fewest edits, pauses free. They differ only
// where a reading depends on its neighbours ("the", "a"), so the words' boundaries are exact.
//
//   alone     dh ah | b r eh d | ih z
//   together  pau  dh ah  b r eh d  pau  ih z  pau

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const RATE = 16000;

export type Segment = { phone: string; start: number; end: number };
/** Samples at RATE, −1 to 1, from the first sound to the last; one entry of `words` per word asked for, in seconds. */
export type Speech = { samples: Float32Array; words: { start: number; end: number }[] };

export class Flite {
	#folder: string;
	#alone = new Map<string, string[]>();

	/** `folder` is a scratch folder of the caller's. */
	constructor(folder: string) {
		this.#folder = folder;
	}

	/** Learns the segments of each word by itself, in one run. */
	learn(words: Iterable<string>): void {
		const wanted = [...new Set(words)].filter((word) => !this.#alone.has(word));
		if (!wanted.length) return;
		const file = join(this.#folder, 'words.txt');
		writeFileSync(file, wanted.map((word) => word + '\n\n').join(''));
		const lines = run(['-voice', 'kal', '-f', file, '-o', 'none', '-pr', 'Segment'])
			.split('\n')
			.filter((line) => line.trim());
		if (lines.length !== wanted.length) throw new Error(`expected ${wanted.length} readings, saw ${lines.length}`);
		for (let i = 0; i < wanted.length; i++) {
			this.#alone.set(
				wanted[i],
				lines[i]
					.trim()
					.split(' ')
					.filter((phone) => phone !== 'pau')
			);
		}
	}

	/** Reads `text`, which says exactly `words` (learned before), in one breath group. */
	say(text: string, words: string[], voice: string, features: Record<string, number>): Speech {
		const file = join(this.#folder, 'speech.wav');
		const script = join(this.#folder, 'speech.txt');
		writeFileSync(script, text + '\n');
		const options = Object.entries(features).flatMap(([name, value]) => ['--setf', `${name}=${value}`]);
		const lines = run(['-voice', voice, ...options, '-f', script, '-o', file, '-psdur'])
			.split('\n')
			.filter((line) => line.trim());
		if (lines.length !== 1) throw new Error(`expected one utterance for “${text}”, saw ${lines.length}`);
		const segments = readSegments(lines[0]);
		const samples = readWav(readFileSync(file));
		const alone = words.map((word) => this.#alone.get(word) ?? []);
		const owners = own(
			alone,
			segments.map((segment) => segment.phone),
			text
		);
		const times = words.map(() => ({ start: Infinity, end: 0 }));
		for (let i = 0; i < segments.length; i++) {
			if (owners[i] < 0) continue;
			const time = times[owners[i]];
			time.start = Math.min(time.start, segments[i].start);
			time.end = Math.max(time.end, segments[i].end);
		}
		const first = times[0].start;
		const last = times[times.length - 1].end;
		const from = Math.round(first * RATE);
		return {
			samples: samples.slice(from, Math.min(samples.length, Math.round(last * RATE))),
			words: times.map(({ start, end }) => ({ start: start - first, end: end - first }))
		};
	}
}

function run(options: string[]): string {
	const result = spawnSync('flite', options, { encoding: 'utf8', maxBuffer: 1 << 28 });
	if (result.error)
		throw new Error(`expected Debian's flite on this machine (apt install flite): ${result.error.message}`);
	if (result.status !== 0) throw new Error(`flite ${options.join(' ')}: ${result.stderr}`);
	return result.stdout;
}

/** `pau:0.168 ih:0.268 …`: phones and the second each ends at. */
function readSegments(line: string): Segment[] {
	const segments: Segment[] = [];
	let start = 0;
	for (const item of line.trim().split(' ')) {
		const [phone, stamp] = item.split(':');
		const end = Number(stamp);
		segments.push({ phone, start, end });
		start = end;
	}
	return segments;
}

/** 16-bit mono PCM of a plain WAV file. */
function readWav(bytes: Buffer): Float32Array {
	const rate = bytes.readUInt32LE(24);
	if (rate !== RATE) throw new Error(`expected a voice at ${RATE} Hz, saw ${rate}`);
	const at = bytes.indexOf('data', 12, 'latin1') + 8;
	const samples = new Float32Array((bytes.length - at) >> 1);
	for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(at + 2 * i) / 32768;
	return samples;
}

const VOWEL = /^[aeiou]/;

/** For each phone heard, the word it belongs to (−1 for a pause): the cheapest edit path, vowels against vowels. */
function own(alone: string[][], heard: string[], text: string): number[] {
	const expected = alone.flat();
	const word = alone.flatMap((phones, index) => phones.map(() => index));
	const rows = expected.length + 1;
	const columns = heard.length + 1;
	const cost = new Float64Array(rows * columns).fill(Infinity);
	const move = new Uint8Array(rows * columns);
	cost[0] = 0;
	for (let i = 0; i < rows; i++) {
		for (let j = 0; j < columns; j++) {
			const here = i * columns + j;
			const take = (from: number, price: number, kind: number) => {
				if (cost[from] + price < cost[here]) {
					cost[here] = cost[from] + price;
					move[here] = kind;
				}
			};
			if (i && j && heard[j - 1] !== 'pau') {
				const same = expected[i - 1] === heard[j - 1];
				const alike = VOWEL.test(expected[i - 1]) === VOWEL.test(heard[j - 1]);
				take(here - columns - 1, same ? 0 : alike ? 0.6 : 3, 1);
			}
			if (j) take(here - 1, heard[j - 1] === 'pau' ? 0 : 2, 2);
			if (i) take(here - columns, 2, 3);
		}
	}
	const owners = new Array<number>(heard.length).fill(-1);
	let i = rows - 1;
	let j = columns - 1;
	let edits = 0;
	while (i || j) {
		const kind = move[i * columns + j];
		if (kind === 1) {
			owners[--j] = word[--i];
		} else if (kind === 2) {
			j--;
			if (heard[j] !== 'pau') {
				owners[j] = word[Math.max(0, i - 1)];
				edits++;
			}
		} else {
			i--;
			edits++;
		}
	}
	if (edits > 2 || cost[rows * columns - 1] > 6)
		console.error(
			`  loose fit (${cost[rows * columns - 1].toFixed(1)}): “${text}” ${heard.join(' ')} / ${expected.join(' ')}`
		);
	for (let k = 0; k < alone.length; k++)
		if (alone[k].length && !owners.includes(k)) throw new Error(`word ${k} of “${text}” has no sound`);
	return owners;
}
