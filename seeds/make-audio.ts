// Reads the seeds aloud: `npm run seed:audio [folder …]` makes audio.mp3 and gold.json in each seed's folder from its
// transcript, with Debian's flite and ffmpeg. The result is the same on every run (all chance is seeded).
//
//   transcript.txt + turns.json ─┐                       ┌─► ffmpeg ─► audio.mp3 (16 kHz mono, 24 kbit/s, constant)
//   transcript.vtt (voice spans) ┴► breaths ─► flite ─► samples + clock ─► gold.json (seconds of the decoded MP3)
//
// A breath is a sentence, or where nobody set a full stop some eight to twenty words. Pauses, pace and pitch vary per
// turn and per breath, as a person's do; a quiet room tone lies under everything.

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Flite, RATE } from './flite.ts';
import { spoken } from './spoken.ts';

type Breath = { from: number; to: number; speaker: number; opens: boolean };
type Item = { text: string; start: number; end: number };

const HERE = fileURLToPath(new URL('.', import.meta.url));
/** One reader per speaker: flite voice, pitch in Hz, pace (1 = the voice's own), gain. */
const READERS = [
	{ voice: 'slt', pitch: 172, pace: 1, gain: 0.82 },
	{ voice: 'rms', pitch: 96, pace: 0.97, gain: 1 }
];
const SEEDS: Record<string, number> = { 'logan-bartlett-dario-amodei': 8, 'tiny-vtt': 21, 'tiny-plain': 13 };

/** Chance that repeats itself (mulberry32). */
function dice(seed: number): () => number {
	return () => {
		seed = (seed + 0x6d2b79f5) | 0;
		let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

/** Tokens as written, the speaker of each, and whether a line ends after it. */
function readSeed(folder: string): { tokens: string[]; speakers: number[] } {
	const vtt = join(folder, 'transcript.vtt');
	const tokens: string[] = [];
	const speakers: number[] = [];
	if (existsSync(vtt)) {
		const names: string[] = [];
		for (const [, name, text] of readFileSync(vtt, 'utf8').matchAll(/^<v ([^>]+)>(.*)$/gm)) {
			if (!names.includes(name)) names.push(name);
			for (const token of text
				.replace(/<[^>]*>/g, '')
				.split(/\s+/)
				.filter(Boolean)) {
				tokens.push(token);
				speakers.push(names.indexOf(name));
			}
		}
		return { tokens, speakers };
	}
	tokens.push(...readFileSync(join(folder, 'transcript.txt'), 'utf8').split(/\s+/).filter(Boolean));
	const file = join(folder, 'turns.json');
	const { turns } = existsSync(file)
		? (JSON.parse(readFileSync(file, 'utf8')) as { turns: [number, number][] })
		: { turns: [[0, 1]] };
	for (let t = 0; t < turns.length; t++) {
		const end = turns[t + 1]?.[0] ?? tokens.length;
		for (let i = turns[t][0]; i < end; i++) speakers.push(turns[t][1]);
	}
	return { tokens, speakers };
}

const JOINTS = new Set('and but so because which where when if that i you it we um uh like they'.split(' '));

/** Cuts each turn into breaths of at most 24 words: after full stops, else before a joint or after a comma. */
function breathe(tokens: string[], speakers: number[], chance: () => number): Breath[] {
	const breaths: Breath[] = [];
	let from = 0;
	for (let i = 1; i <= tokens.length; i++) {
		const turn = i === tokens.length || speakers[i] !== speakers[i - 1];
		const stop = /[.?!]["”’)]?$/.test(tokens[i - 1]);
		const length = i - from;
		const joint = length >= 8 && (JOINTS.has(tokens[i] ?? '') || /,$/.test(tokens[i - 1])) && chance() < 0.3;
		if (!turn && !stop && !joint && length < 24) continue;
		breaths.push({ from, to: i, speaker: speakers[from], opens: from === 0 || speakers[from] !== speakers[from - 1] });
		from = i;
	}
	return breaths;
}

/** Starts ffmpeg; `write` waits while its pipe is full. */
function encoder(path: string): { write(block: Float32Array): Promise<void>; close(): Promise<void> } {
	const args = `-v error -y -f s16le -ar ${RATE} -ac 1 -i - -map_metadata -1 -c:a libmp3lame -b:a 24k -f mp3`.split(
		' '
	);
	const child = spawn('ffmpeg', [...args, path], { stdio: ['pipe', 'inherit', 'inherit'] });
	const done = new Promise<void>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (code) => (code ? reject(new Error(`ffmpeg ended with ${code}`)) : resolve()));
	});
	return {
		async write(block) {
			const bytes = Buffer.alloc(block.length * 2);
			for (let i = 0; i < block.length; i++) {
				bytes.writeInt16LE(Math.max(-32768, Math.min(32767, Math.round(block[i] * 32767))), i * 2);
			}
			if (!child.stdin.write(bytes)) await new Promise<void>((resolve) => child.stdin.once('drain', () => resolve()));
		},
		async close() {
			child.stdin.end();
			await done;
		}
	};
}

function durationOf(path: string): number {
	const result = spawnSync('ffmpeg', ['-v', 'error', '-i', path, '-f', 's16le', '-ac', '1', '-'], {
		maxBuffer: 1 << 30
	});
	return result.stdout.length / 2 / RATE;
}

async function make(name: string): Promise<void> {
	const folder = join(HERE, name);
	const chance = dice(SEEDS[name] ?? 1);
	const between = (low: number, high: number) => low + (high - low) * chance();
	const { tokens, speakers } = readSeed(folder);
	const said = tokens.map((token, i) => spoken(token, tokens[i - 1] ?? '', tokens[i + 1] ?? ''));
	for (let i = 0; i < tokens.length; i++)
		if (!said[i].length) throw new Error(`no reading for token ${i} “${tokens[i]}”`);
	const scratch = mkdtempSync(join(tmpdir(), 'inkwave-seed-'));
	const flite = new Flite(scratch);
	flite.learn(said.flat());
	const breaths = breathe(tokens, speakers, chance);
	const sink = encoder(join(folder, 'audio.mp3'));
	const items: Item[] = [];
	let written = 0;
	let pace = 1;
	let pitch = 1;
	let sincePause = 0;
	/** Adds the room: seeded noise at about −68 dBFS, softened by a one-pole filter. */
	let room = 0;
	const put = async (block: Float32Array) => {
		for (let i = 0; i < block.length; i++) {
			room = 0.85 * room + 0.15 * (chance() * 2 - 1);
			block[i] += room * 0.0024;
		}
		written += block.length;
		await sink.write(block);
	};
	for (let b = 0; b < breaths.length; b++) {
		const breath = breaths[b];
		const reader = READERS[breath.speaker];
		const stopped = b > 0 && /[.?!]["”’)]?$/.test(tokens[breath.from - 1]);
		if (breath.opens) {
			pace = between(0.93, 1.07);
			pitch = between(0.96, 1.04);
		}
		let pause = stopped ? between(0.12, 0.5) : between(0.03, 0.26);
		if (sincePause > 60 && stopped && chance() < 0.4) pause = between(0.6, 1.1);
		if (sincePause > 120 && chance() < 0.3) pause = between(0.5, 0.9);
		if (breath.opens) pause = between(0.3, 1.2);
		if (pause > 0.5) sincePause = 0;
		sincePause += breath.to - breath.from;
		const words: string[] = [];
		const owner: number[] = [];
		let text = '';
		for (let i = breath.from; i < breath.to; i++) {
			for (const word of said[i]) {
				words.push(word);
				owner.push(i);
			}
			const mark = i === breath.to - 1 ? '' : /[,;:]$/.test(tokens[i]) ? ',' : '';
			text += (text ? ' ' : '') + said[i].join(' ') + mark;
		}
		text += tokens[breath.to - 1].endsWith('?') ? '?' : '.';
		const speech = flite.say(text, words, reader.voice, {
			duration_stretch: Number((reader.pace * pace * between(0.95, 1.05)).toFixed(3)),
			int_f0_target_mean: Number((reader.pitch * pitch * between(0.97, 1.03)).toFixed(1))
		});
		await put(new Float32Array(Math.round(pause * RATE)));
		const start = written / RATE;
		const level = reader.gain * between(0.92, 1.06);
		for (let w = 0; w < words.length; w++) {
			const item = (items[owner[w]] ??= { text: tokens[owner[w]], start: start + speech.words[w].start, end: 0 });
			item.end = start + speech.words[w].end;
		}
		await put(speech.samples.map((sample) => sample * level));
		if (b % 100 === 99) process.stdout.write(`\r  ${name}: ${Math.round((100 * b) / breaths.length)} %`);
	}
	await put(new Float32Array(Math.round(0.8 * RATE)));
	await sink.close();
	rmSync(scratch, { recursive: true });
	const gold = {
		source: `Synthetic speech (Debian flite, voices ${[...new Set(speakers)].map((s) => READERS[s].voice).join(' & ')}) reading the whole transcript`,
		license: name.startsWith('tiny')
			? 'Voices: CMU, BSD-like. Text: public domain'
			: "Voices: CMU, BSD-like. Text: the show's",
		audio: 'audio.mp3',
		duration: Number(durationOf(join(folder, 'audio.mp3')).toFixed(3)),
		granularity: 'word',
		tokens: tokens.length,
		items: [] as unknown[],
		unspoken: [],
		untranscribed: [],
		notes:
			"Word times exact from the synthesiser's segment clock (5 ms); a token covers all its spoken words. 1:1 to whitespace tokens.",
		noise: [],
		crosstalk: [],
		build: { seed: SEEDS[name] ?? 1 }
	};
	const rows = items.map(({ text, start, end }) =>
		JSON.stringify({ text, start: Number(start.toFixed(4)), end: Number(end.toFixed(4)) })
	);
	const head = JSON.stringify(gold, null, 1);
	writeFileSync(join(folder, 'gold.json'), head.replace('"items": []', `"items": [\n${rows.join(',\n')}\n ]`) + '\n');
	if (existsSync(join(folder, 'transcript.vtt'))) retime(join(folder, 'transcript.vtt'), items);
	console.log(
		`\r  ${name}: ${tokens.length} words, ${breaths.length} breaths, ${(written / RATE / 60).toFixed(1)} minutes`
	);
}

/** Gives the cues of a VTT the times a captioner would: from the first word to a little after the last. */
function retime(path: string, items: Item[]): void {
	const stamp = (seconds: number) => `00:${new Date(Math.round(seconds * 1000)).toISOString().slice(14, 23)}`;
	let at = 0;
	let end = 0;
	const text = readFileSync(path, 'utf8').replace(/^.* --> .*\n<v [^>]+>(.*)$/gm, (cue, line: string) => {
		const count = line
			.replace(/<[^>]*>/g, '')
			.split(/\s+/)
			.filter(Boolean).length;
		const first = items[at];
		const last = items[(at += count) - 1];
		const start = Math.max(end, first.start - 0.1);
		end = Math.min(last.end + 0.15, items[at]?.start ?? Infinity);
		return cue.replace(/^.* --> .*/, `${stamp(start)} --> ${stamp(end)}`);
	});
	writeFileSync(path, text);
}

const wanted = process.argv.slice(2);
for (const name of wanted.length ? wanted : Object.keys(SEEDS)) await make(name);
