// The sample episode in a library of its own, added by the command line as a publisher would. Aligning two hours takes a
// minute: by default only the beginning is taken, and what was made is kept in the system's folder for temporary files
// under a name that changes with the engine and the sample.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../server/program.ts';

export const SAMPLE = 'logan-bartlett-dario-amodei';
const SEED = join('seeds', SAMPLE);

/** One item per whitespace token of the transcript, in seconds of the decoded audio. */
export type Gold = { text: string; start: number; end: number }[];

export function readGold(): Gold {
	return JSON.parse(readFileSync(join(SEED, 'gold.json'), 'utf8')).items;
}

/** The path of a library that holds the first `minutes` of the sample, to the end of a sentence; Infinity is all of it. */
export function sampleLibrary(minutes: number): string {
	const name = `inkwave-sample-${minutes}-${fingerprint()}`;
	const library = join(tmpdir(), name);
	if (existsSync(library)) return library;
	const scratch = mkdtempSync(join(tmpdir(), 'inkwave-adding-'));
	try {
		const input = minutes === Infinity ? SEED : cut(minutes, join(scratch, 'input'));
		const about = JSON.parse(readFileSync(join(SEED, 'episode.json'), 'utf8'));
		const { status, stderr } = spawnSync(
			process.execPath,
			[
				...program,
				'add',
				join(input, 'audio.mp3'),
				join(input, 'transcript.txt'),
				...['--speakers', join(input, 'turns.json')],
				...['--slug', SAMPLE, '--title', about.title, '--show', about.show, '--language', about.language],
				...['--library', join(scratch, 'library')]
			],
			{ encoding: 'utf8' }
		);
		if (status !== 0) throw new Error(`expected the sample to be added, saw exit code ${status}: ${stderr}`);
		try {
			renameSync(join(scratch, 'library'), library);
		} catch (error) {
			// Another run was faster.
			if (!existsSync(library)) throw error;
		}
		return library;
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}

/** Changes with anything that an alignment of the sample depends on. */
function fingerprint(): string {
	const hash = createHash('sha256');
	const engine = globSync(['src/lib/core/**/*.ts', 'src/lib/server/**/*.ts']).sort();
	for (const path of [...engine, ...['transcript.txt', 'turns.json', 'audio.mp3'].map((name) => join(SEED, name))])
		hash.update(readFileSync(path));
	return hash.digest('hex').slice(0, 16);
}

/** The beginning of the sample as files of their own: whole frames of the MP3, whole sentences of the text. */
function cut(minutes: number, folder: string): string {
	mkdirSync(folder, { recursive: true });
	const text = readFileSync(join(SEED, 'transcript.txt'), 'utf8');
	const gold = readGold();
	let words = gold.findIndex(({ start }) => start > minutes * 60);
	while (!/[.?!]$/.test(gold[words - 1].text)) words++;
	const tokens = [...text.matchAll(/\S+/g)];
	writeFileSync(join(folder, 'transcript.txt'), text.slice(0, tokens[words].index).trimEnd() + '\n');
	const turns = JSON.parse(readFileSync(join(SEED, 'turns.json'), 'utf8'));
	turns.turns = turns.turns.filter(([word]: [number]) => word < words);
	writeFileSync(join(folder, 'turns.json'), JSON.stringify(turns));
	const end = (gold[words - 1].end + gold[words].start) / 2;
	writeFileSync(join(folder, 'audio.mp3'), cutMp3(readFileSync(join(SEED, 'audio.mp3')), end));
	return folder;
}

/** Kilobits per second of MPEG 2 layer III, by the index in the frame's header. */
const BITRATES = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const RATES = [22050, 24000, 16000];

/** The first `seconds` of an MPEG 2 layer III file with an Info frame, which is made to promise no more than that. */
function cutMp3(file: Buffer, seconds: number): Buffer {
	const first = file.subarray(0, 3).toString('latin1') === 'ID3' ? 10 + synchsafe(file, 6) : 0;
	const info = file.indexOf('Info', first);
	if (info < 0 || info > first + 64) throw new Error('expected the sample to begin with an Info frame');
	let at = first;
	let frames = -1;
	for (let time = 0; time < seconds; frames++) {
		if ((file.readUInt16BE(at) & 0xfff6) !== 0xfff2) throw new Error(`expected a frame at byte ${at} of the sample`);
		const rate = RATES[(file[at + 2] >> 2) & 3];
		at += Math.floor((72_000 * BITRATES[file[at + 2] >> 4]) / rate) + ((file[at + 2] >> 1) & 1);
		if (frames >= 0) time += 576 / rate;
	}
	const out = Buffer.from(file.subarray(0, at));
	out.writeUInt32BE(frames, info + 8);
	out.writeUInt32BE(at - first, info + 12);
	return out;
}

function synchsafe(bytes: Buffer, at: number): number {
	return (bytes[at] << 21) | (bytes[at + 1] << 14) | (bytes[at + 2] << 7) | bytes[at + 3];
}
