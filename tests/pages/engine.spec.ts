// The alignment engine in a browser's worker: the same code, the same times as in Node.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { parseTranscript } from '#lib/core/formats/formats.ts';
import { decode } from '#lib/server/audio/decode.ts';
import { loadEngine } from '#lib/server/engine.ts';
import { root } from '#lib/server/root.ts';
import { joinBlocks } from '../blocks.ts';
import { startEngineSite } from './enginesite.ts';

test('a worker finds the same times as Node does, and says the first words early', async ({ page }) => {
	test.setTimeout(120_000);
	const seed = join(root(), 'seeds/tiny-plain');
	const { transcript } = parseTranscript(readFileSync(join(seed, 'transcript.txt')), { language: 'en' });
	const engine = await loadEngine({ language: 'en' });
	const samples = await joinBlocks(decode(join(seed, 'audio.mp3'), { rate: engine.sampleRate }));
	const here = await engine.align(transcript, [samples.slice()]);
	const site = await startEngineSite(samples);
	try {
		const there = await site.hear(page, transcript);
		expect(there.matches).toBe(true);
		expect(there.first).toBeGreaterThan(there.ready);
		expect(there.first).toBeLessThan(there.all);
		// Their logarithms differ in the last digit; the times must not differ by what can be seen.
		expect(there.timings.map(({ state }) => state)).toEqual(here.timings.map(({ state }) => state));
		for (const [w, { start, end }] of here.timings.entries()) {
			expect(Math.abs(there.timings[w].start - start)).toBeLessThan(0.002);
			expect(Math.abs(there.timings[w].end - end)).toBeLessThan(0.002);
		}
	} finally {
		await site.close();
	}
});
