// The yardstick: SoundSwallower's own decoder on the same audio and text, in a process of its own.
//
// It gets our pronunciations, word for word, so that the difference is the search and the times, not the dictionary.

import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import createModule from 'soundswallower';
import { createPronouncer } from '../../src/lib/core/align/pronounce/pronounce.ts';
import { parseTranscript } from '../../src/lib/core/formats/formats.ts';
import { decode } from '../../src/lib/server/audio/decode.ts';
import { readModelFolder } from '../../src/lib/server/engine.ts';
import type { Job, Result } from './job.ts';

const cpuSeconds = () => {
	const { userCPUTime, systemCPUTime } = process.resourceUsage();
	return (userCPUTime + systemCPUTime) / 1e6;
};
const job = JSON.parse(readFileSync(0, 'utf8')) as Job;
const file = job.transcript as string;
const { transcript } = parseTranscript(readFileSync(file), { name: basename(file), language: job.language });
const modelBase = join(dirname(createRequire(import.meta.url).resolve('soundswallower')), 'model/');
const module = await createModule({ modelBase } as object);
const decoder = new module.Decoder({ loglevel: 'FATAL' });
await decoder.initialize();
const rate = Number(decoder.get_config('samprate'));
const { dict } = await readModelFolder(join(modelBase, 'en-us'));
const pronouncer = createPronouncer({ dict, letters: null, phones: [] }, job.language);

const tokens = transcript.words.map(({ from, to }) => transcript.text.slice(from, to));
const keys = new Map<string, string>();
const script: string[] = [];
/** The token that each word of the script belongs to. */
const owner: number[] = [];
tokens.forEach((token, i) => {
	const { readings } = pronouncer.pronounce(token, { previous: tokens[i - 1] ?? null, next: tokens[i + 1] ?? null });
	for (const ways of readings[0] ?? []) {
		const id = ways.join('|');
		let key = keys.get(id);
		if (!key) {
			key = `w${keys.size}`;
			keys.set(id, key);
			const name = key;
			decoder.add_words(...ways.map((way, n): [string, string] => [n ? `${name}(${n + 1})` : name, way]));
		}
		script.push(key);
		owner.push(i);
	}
});
decoder.set_align_text(script.join(' '));
const parts: Float32Array[] = [];
for await (const block of decode(job.audio, { rate })) parts.push(block.slice());
const samples = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
let offset = 0;
for (const part of parts) {
	samples.set(part, offset);
	offset += part.length;
}
const load = cpuSeconds();
const started = performance.now();
decoder.start();
decoder.process_audio(samples, false, true);
decoder.stop();
const times = tokens.map(() => ({ start: null as number | null, end: null as number | null }));
let at = 0;
for (const { t, b, d } of decoder.get_alignment().w ?? []) {
	if (t.replace(/\(\d+\)$/, '') !== script[at]) continue;
	const time = times[owner[at++]];
	time.start ??= b;
	time.end = b + d;
}
const result: Result = {
	heard: [
		{
			words: tokens.map((text, i) => ({ text, ...times[i], state: 'heard', confidence: 1 })),
			untranscribed: [],
			matches: at > 0,
			notices: [],
			faults: []
		}
	],
	cpu: cpuSeconds(),
	load,
	wall: (performance.now() - started) / 1000,
	first: null,
	memory: process.resourceUsage().maxRSS * 1024
};
writeFileSync(process.argv[2], JSON.stringify(result));
process.exit(0);
