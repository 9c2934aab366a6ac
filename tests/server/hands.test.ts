// A second thread changes nothing but the time it takes.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BLOCK, createEngine } from '#lib/core/align/engine.ts';
import type { Helper } from '#lib/core/align/hands/hands.ts';
import { parseTranscript } from '#lib/core/formats/formats.ts';
import { decode } from '#lib/server/audio/decode.ts';
import { createHelper } from '#lib/server/hands.ts';
import { readModelFolder } from '#lib/server/engine.ts';

const root = join(import.meta.dirname, '../..');
const model = await readModelFolder(join(root, 'node_modules/soundswallower/model/en-us'));
const wasm = new Uint8Array(readFileSync(join(root, 'src/lib/core/align/wasm/align.wasm')));
const seed = join(root, 'seeds/tiny-plain');
const { transcript } = parseTranscript(readFileSync(join(seed, 'transcript.txt')), { language: 'en' });

async function alignWith(helper: Helper | null) {
	const engine = await createEngine({ model, wasm, letters: null, helper });
	return engine.align(transcript, decode(join(seed, 'audio.mp3'), { rate: engine.sampleRate }));
}

it('aligns the same with a helper as without', async () => {
	const inThread = createHelper({ model, wasm, capacity: BLOCK });
	let batches = 0;
	let runs = 0;
	const counting: Helper | null = inThread && {
		hear: (batch) => (batches++, inThread.hear(batch)),
		expect: (run) => (runs++, inThread.expect(run))
	};
	const alone = await alignWith(null);
	expect(alone.timings.length).toBe(transcript.words.length);
	if (!counting) return;
	expect(await alignWith(counting)).toEqual(alone);
	expect(batches).toBeGreaterThan(2);
	expect(runs).toBeGreaterThan(0);
});

it('goes on alone where the helper fails', async () => {
	const gone = () => Promise.reject(new Error('gone'));
	expect(await alignWith({ hear: gone, expect: gone })).toEqual(await alignWith(null));
});
