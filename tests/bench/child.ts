// Aligns one job in a process of its own, so that memory and time start from nothing: `child.ts <out.json>`, job on stdin.

import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Engine } from '../../src/lib/core/align/engine.ts';
import { validate } from '../../src/lib/core/episode.ts';
import { parseTranscript } from '../../src/lib/core/formats/formats.ts';
import { decode } from '../../src/lib/server/audio/decode.ts';
import { loadEngine } from '../../src/lib/server/engine.ts';
import { cut } from './cut.ts';
import type { Heard, Job, Result } from './job.ts';
import { addNoise } from './noise.ts';

const cpuSeconds = () => {
	const { userCPUTime, systemCPUTime } = process.resourceUsage();
	return (userCPUTime + systemCPUTime) / 1e6;
};
const job = JSON.parse(readFileSync(0, 'utf8')) as Job;
const engine = await loadEngine({ language: job.language, modelDir: job.modelDir });
const load = cpuSeconds();
const started = performance.now();
let first: number | null = null;
let memory = 0;
const heard = job.transcript
	? [await align(readFileSync(job.transcript), job.transcript, decode(job.audio, { rate: engine.sampleRate }))]
	: await alignPieces();
const wall = (performance.now() - started) / 1000;
const result: Result = {
	heard,
	cpu: cpuSeconds(),
	load,
	wall,
	first,
	memory
};
writeFileSync(process.argv[2], JSON.stringify(result));

async function alignPieces(): Promise<Heard[]> {
	const all: Heard[] = [];
	const rate = engine.sampleRate;
	for await (const { piece, samples } of cut(decode(job.audio, { rate }), job.pieces, rate)) {
		if (job.noise) {
			const { snr, seed, from = 0, until = 1 } = job.noise;
			addNoise(samples.subarray(from * samples.length, until * samples.length), rate, snr, seed);
		}
		all.push(await align(new TextEncoder().encode(piece.text), 'piece.txt', [samples]));
	}
	return all;
}

async function align(bytes: Uint8Array, name: string, samples: Parameters<Engine['align']>[1]): Promise<Heard> {
	const { transcript } = parseTranscript(bytes, { name: basename(name), language: job.language });
	const alignment = await engine.align(transcript, samples, {
		onWords: () => (first ??= (performance.now() - started) / 1000),
		// As server/listen.ts does, so that a second thread is heard.
		breathe: () => new Promise((resolve) => setImmediate(resolve))
	});
	// Before the benchmark's own copies of the words.
	memory = process.resourceUsage().maxRSS * 1024;
	return {
		words: alignment.timings.map(({ start, end, state, confidence }, i) => {
			const { from, to } = transcript.words[i];
			const silent = state === 'unspoken';
			const text = transcript.text.slice(from, to);
			return { text, start: silent ? null : start, end: silent ? null : end, state, confidence };
		}),
		untranscribed: alignment.untranscribed,
		matches: alignment.matches,
		notices: alignment.notices,
		faults: validate(transcript, alignment)
	};
}
