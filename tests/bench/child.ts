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
/** Seconds by which a span may begin before the end of the one before it. */
const BACK = 5;

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

/** The samples of each piece, one after the other. */
async function* cut(
	blocks: AsyncIterable<Float32Array>,
	pieces: Piece[],
	rate: number
): AsyncGenerator<{ piece: Piece; samples: Float32Array }> {
	const spans = pieces.flatMap((piece) =>
		piece.spans.map(({ start, end }, i) => ({
			from: Math.round(start * rate),
			to: Math.round(end * rate),
			ends: i === piece.spans.length - 1 ? piece : null
		}))
	);
	let next = 0;
	let parts: Float32Array[] = [];
	/** The newest audio, the sample that it begins with, and the sample up to which the span at hand is taken. */
	let recent = new Float32Array(0);
	let base = 0;
	let taken = -1;
	for await (const block of blocks) {
		const kept = Math.min(recent.length, BACK * rate);
		base += recent.length - kept;
		recent = concat([recent.subarray(recent.length - kept), block]);
		for (; next < spans.length; next++) {
			const { from, to, ends } = spans[next];
			const first = Math.max(from, taken);
			const last = Math.min(base + recent.length, to);
			if (first < base && first < last) throw new RangeError(`span ${next} begins too far back`);
			if (first < last) parts.push(recent.slice(first - base, (taken = last) - base));
			if (to > base + recent.length) break;
			taken = -1;
			if (ends) yield { piece: ends, samples: concat(parts) };
			if (ends) parts = [];
		}
		if (next === spans.length) return;
	}
	// The last span may end a few samples after the audio does.
	const last = spans[spans.length - 1];
	if (next === spans.length - 1 && last.ends) yield { piece: last.ends, samples: concat(parts) };
}

function concat(parts: Float32Array[]): Float32Array<ArrayBuffer> {
	const samples = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let offset = 0;
	for (const part of parts) {
		samples.set(part, offset);
		offset += part.length;
	}
	return samples;
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
