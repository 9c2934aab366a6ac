// The promise of the whole product, held to the synthesiser's own clock: whatever is sought, playing or paused, at any
// speed, the word that is lit is the word that is heard. The sample is aligned for this, from its plain text; the first
// twelve minutes by default, all of it with INKWAVE_SAMPLE=whole.

import { rmSync } from 'node:fs';
import { test as base, expect, type Page } from '@playwright/test';
import { HOLD } from '#lib/core/playhead.ts';
import { publish } from '#lib/core/publish.ts';
import { openLibrary } from '#lib/server/library.ts';
import { dice } from '../dice.ts';
import { openEpisode, playOn } from './hands.ts';
import { readGold, SAMPLE, sampleLibrary } from './sample.ts';
import { startSite } from './site.ts';

/** How far the aligner may be off, in seconds. */
const TOLERANCE = 0.1;
const PLACES = 20;

type Sample = { url: string; end: number; wordAt: (passage: number, offset: number) => number };
/** The audio's time on one frame and the one after it, and the place in the text that is lit then. */
type Seen = { from: number; to: number; lit: { passage: number; offset: number; text: string } | null };

const gold = readGold();

const test = base.extend<object, { sample: Sample }>({
	sample: [
		async ({}, use) => {
			const dir = sampleLibrary(process.env.INKWAVE_SAMPLE === 'whole' ? Infinity : 12);
			const library = await openLibrary(dir);
			const { episode, transcript, alignment } = (await library.read(SAMPLE))!;
			library.close();
			const { passages } = publish(episode, transcript, alignment);
			const words = new Map(transcript.words.map(({ from }, word) => [from, word]));
			const site = await startSite(dir);
			await use({
				url: `${site.url}/e/${SAMPLE}`,
				end: gold[transcript.words.length - 1].end,
				wordAt: (passage, offset) => words.get(passages[passage].from + offset) ?? -2
			});
			await site.stop();
			rmSync(`${dir}/.catalog.sqlite`, { force: true });
		},
		{ scope: 'worker', timeout: 900_000 }
	]
});

/** Seeks the element, as any control would, and waits until it plays there or shows it. */
async function seek(page: Page, seconds: number): Promise<void> {
	await page.evaluate(
		(seconds) =>
			new Promise<void>((resolve) => {
				const audio = document.querySelector('audio')!;
				const frames = () => requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
				audio.addEventListener(
					'seeked',
					() => {
						if (audio.paused) return frames();
						const from = audio.currentTime;
						const poll = () => (audio.currentTime > from ? frames() : requestAnimationFrame(poll));
						poll();
					},
					{ once: true }
				);
				audio.currentTime = seconds;
			}),
		seconds
	);
}

async function look(page: Page): Promise<Seen> {
	return page.evaluate(
		() =>
			new Promise<Seen>((resolve) => {
				const audio = document.querySelector('audio')!;
				requestAnimationFrame(() => {
					const from = audio.currentTime;
					requestAnimationFrame(() => {
						const [range] = [...CSS.highlights.get('ink-word')!] as Range[];
						const passage = Number(range?.startContainer.parentElement?.dataset.text);
						const lit = range ? { passage, offset: range.startOffset, text: range.toString() } : null;
						resolve({ from, to: audio.currentTime, lit });
					});
				});
			})
	);
}

/** What is wrong with what is lit, or null. A mark may be as old as the frame before. */
function fault({ from, to, lit }: Seen, sample: Sample): string | null {
	const at = `at ${from.toFixed(3)} s`;
	const heard = gold.findIndex(({ start }) => start > to) - 1;
	if (!lit) {
		// Nothing is lit before the first word and in pauses, some time after the word before them.
		const quiet = [heard - 1, heard, heard + 1].some((word) => {
			const start = (gold[word]?.end ?? -Infinity) + HOLD - TOLERANCE;
			const end = gold[word + 1].start + TOLERANCE;
			return gold[word + 1].start - (gold[word]?.end ?? -Infinity) > HOLD - TOLERANCE && from < end && to > start;
		});
		return quiet ? null : `${at} nothing is lit, "${gold[heard].text}" is heard`;
	}
	const word = sample.wordAt(lit.passage, lit.offset);
	if (gold[word]?.text !== lit.text) return `${at} "${lit.text}" is lit, which is no word of the transcript`;
	if (to >= gold[word].start - TOLERANCE && from < (gold[word + 1]?.start ?? Infinity) + TOLERANCE) return null;
	return `${at} "${lit.text}" (${gold[word].start} s) is lit, "${gold[heard]?.text}" is heard`;
}

test.use({ viewport: { width: 1000, height: 800 } });

/**
 * Seeks to random places, at each of which the page is looked at so many times: says what is wrong, and how often
 * anything is lit. At rate 0 it stays paused.
 */
async function lookAround(page: Page, sample: Sample, rate: number, looks: number, seed: number) {
	const random = dice(seed);
	await openEpisode(page, sample.url);
	if (rate)
		await page.evaluate(async (rate) => {
			const audio = document.querySelector('audio')!;
			audio.playbackRate = rate;
			await audio.play();
		}, rate);
	const faults: string[] = [];
	let lit = 0;
	for (let place = 0; place < PLACES; place++) {
		const to = random() * (sample.end - 5);
		await seek(page, to);
		for (let i = 0; i < looks; i++) {
			const seen = await look(page);
			if (!rate) expect(seen.to).toBeCloseTo(to, 1);
			if (seen.lit) lit++;
			const wrong = fault(seen, sample);
			if (wrong) faults.push(wrong);
			if (i + 1 < looks) await playOn(page, rate * (0.06 + random() * 0.2));
		}
	}
	// Speech is mostly words: a page that lights nothing passes no test.
	expect(lit).toBeGreaterThan(0.7 * PLACES * looks);
	return faults;
}

test(`paused, the word lit after each of ${PLACES} seeks is the word heard`, async ({ page, sample }) => {
	test.setTimeout(180_000);
	expect(await lookAround(page, sample, 0, 1, 1)).toEqual([]);
});

test(`playing at 1× and at 2×, the word lit after each of ${PLACES} seeks is the word heard`, async ({
	page,
	context,
	sample
}) => {
	test.setTimeout(180_000);
	const other = await context.newPage();
	const faults = await Promise.all([lookAround(page, sample, 1, 3, 2), lookAround(other, sample, 2, 3, 3)]);
	expect(faults).toEqual([[], []]);
});
