// `npm run bench:browser [--minutes 20]`: the engine in a worker of Chromium on the beginning of the sample, beside the
// same in Node, in one run: how long from starting the worker until the engine is ready, until the first words are known,
// until all are. The model comes over the loopback, the samples are decoded beforehand. Prints Markdown; never part of
// the tests.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import type { Transcript } from '#lib/core/episode.ts';
import { parseTranscript } from '#lib/core/formats/formats.ts';
import { decode } from '#lib/server/audio/decode.ts';
import { loadEngine } from '#lib/server/engine.ts';
import { root } from '#lib/server/root.ts';
import { browserFlags, findBrowser } from '../browser.ts';
import { joinBlocks } from '../blocks.ts';
import { startEngineSite } from '../pages/enginesite.ts';
import { table } from './table.ts';

// Alone in both: the browser's worker has no helper here.
process.env.INKWAVE_THREADS = '1';
const { values: options } = parseArgs({ options: { minutes: { type: 'string', default: '20' } } });
const minutes = Number(options.minutes);
if (!(minutes > 0)) {
	console.error(`expected --minutes and a number above 0, saw “${options.minutes}”`);
	process.exit(2);
}
const seed = join(root(), 'seeds/logan-bartlett-dario-amodei');
const { transcript } = parseTranscript(readFileSync(join(seed, 'transcript.txt')), { language: 'en' });
const started = performance.now();
const since = () => (performance.now() - started) / 1000;
const engine = await loadEngine({ language: 'en' });
const ready = since();
const samples = await joinBlocks(
	decode(join(seed, 'audio.mp3'), { rate: engine.sampleRate }),
	60 * minutes * engine.sampleRate
);

async function inNode(transcript: Transcript) {
	const began = since();
	let first = 0;
	await engine.align(transcript, [samples.slice()], {
		onWords: () => (first ||= since() - began + ready),
		breathe: () => new Promise((resolve) => setImmediate(resolve))
	});
	return { ready, first, all: since() - began + ready };
}

const browser = await chromium.launch({ executablePath: findBrowser(), args: browserFlags });
const site = await startEngineSite(samples);
const there = await site.hear(await browser.newPage(), transcript);
const here = await inNode(transcript);
await site.close();
await browser.close();
const length = samples.length / engine.sampleRate;
const row = (name: string, { ready, first, all }: typeof here) => [
	name,
	ready.toFixed(2),
	first.toFixed(2),
	all.toFixed(2),
	(length / all).toFixed(0)
];
console.log(
	table(
		[`${(length / 60).toFixed(1)} minutes, seconds until`, 'ready', 'first words', 'all words', '× real time'],
		[row('Chromium', there), row('Node', here)]
	)
);
