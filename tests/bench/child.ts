// Aligns one job in a process of its own, so that memory and time start from nothing: `child.ts <out.json>`, job on stdin.

import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Engine } from '../../src/lib/core/align/engine.ts';
import { validate } from '../../src/lib/core/episode.ts';
import { parseTranscript } from '../../src/lib/core/formats/formats.ts';
import { decode } from '../../src/lib/server/audio/decode.ts';
import { loadEngine } from '../../src/lib/server/engine.ts';
import type { Heard, Job, Piece, Result } from './job.ts';
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
	memory: process.resourceUsage().maxRSS * 1024
};
writeFileSync(process.argv[2], JSON.stringify(result));

async function alignPieces(): Promise<Heard[]> {
	const all: Heard[] = [];
	const rate = engine.sampleRate;
	for await (const { piece, samples } of cut(decode(job.audio, { rate }), job.pieces, rate)) {
		if (job.noise) addNoise(samples, rate, job.noise.snr, job.noise.seed);
		all.push(await align(new TextEncoder().encode(piece.text), 'piece.txt', [samples]));
	}
	return all;
}

/** The samples of each piece, one after the other. */
async function* cut(
	blocks: AsyncIterable<Float32Array>,
	pieces: Piece[],
	rate: number
): AsyncGenerator<{ piece: Piece; samples: Float32Array }> {
	let at = 0;
	let next = 0;
	let parts: Float32Array[] = [];
	const finish = () => {
		const samples = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
		let offset = 0;
		for (const part of parts) {
			samples.set(part, offset);
			offset += part.length;
		}
		parts = [];
		return { piece: pieces[next++], samples };
	};
	for await (const block of blocks) {
		while (next < pieces.length) {
			const from = Math.max(at, Math.round(pieces[next].from * rate));
			const to = Math.min(at + block.length, Math.round(pieces[next].to * rate));
			if (from < to) parts.push(block.slice(from - at, to - at));
			if (Math.round(pieces[next].to * rate) > at + block.length) break;
			yield finish();
		}
		at += block.length;
		if (next === pieces.length) return;
	}
	if (next < pieces.length) yield finish();
}

async function align(bytes: Uint8Array, name: string, samples: Parameters<Engine['align']>[1]): Promise<Heard> {
	const { transcript } = parseTranscript(bytes, { name: basename(name), language: job.language });
	const alignment = await engine.align(transcript, samples, {
		onWords: () => (first ??= (performance.now() - started) / 1000),
		now: () => performance.now()
	});
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
