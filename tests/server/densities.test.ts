// A second thread changes nothing but the time it takes.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { BLOCK, createEngine } from '#lib/core/align/engine.ts';
import { createDensities } from '#lib/core/align/score/densities.ts';
import { readGaussians } from '#lib/core/align/model/gaussians.ts';
import { PACKED } from '#lib/core/align/front/features.ts';
import { type Helper, scoreBatch } from '#lib/core/align/score/helper.ts';
import { parseTranscript } from '#lib/core/formats/formats.ts';
import { decode } from '#lib/server/audio/decode.ts';
import { createHelper } from '#lib/server/densities.ts';
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
	const inThread = createHelper({ means: model.means, variances: model.variances, wasm, capacity: BLOCK });
	let batches = 0;
	const counting: Helper | null = inThread && ((batch) => (batches++, inThread(batch)));
	const alone = await alignWith(null);
	expect(alone.timings.length).toBe(transcript.words.length);
	if (!counting) return;
	expect(await alignWith(counting)).toEqual(alone);
	expect(batches).toBeGreaterThan(2);
});

it('goes on alone where the helper fails', async () => {
	const broken: Helper = () => Promise.reject(new Error('gone'));
	expect(await alignWith(broken)).toEqual(await alignWith(null));
});

it('computes what the plain path computes, block by block', () => {
	const densities = createDensities(readGaussians(model.means, model.variances), 4);
	const features = Int16Array.from({ length: 10 * PACKED }, (_, k) => ((k * 7919) % 20011) - 10005);
	const masks = new Uint8Array(3 * 42).fill(1);
	const near = scoreBatch(densities, { features, count: 10, masks, spare: null });
	expect(near.length).toBe(10 * densities.bytesPerFrame);
	densities.features.set(features.subarray(8 * PACKED, 10 * PACKED));
	const tail = densities.score(2, masks.subarray(0, 42)).subarray(0, 2 * densities.bytesPerFrame);
	expect(near.subarray(8 * densities.bytesPerFrame)).toEqual(tail);
});
