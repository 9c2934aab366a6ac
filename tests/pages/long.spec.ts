// Ten hours and 100,000 words: the word lit is right and in its place in the window wherever one seeks, and the text does
// not drift under it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import type { Passage } from '#lib/core/episode.ts';
import { publish } from '#lib/core/publish.ts';
import { openLibrary } from '#lib/server/library.ts';
import { dice } from '../dice.ts';
import { crowded, openEpisode } from './hands.ts';
import { startSite } from './site.ts';
import { type Made, TEN_HOURS, writeTenHours } from './tenhours.ts';

type Long = Made & { url: string; passages: Passage[] };

const test = base.extend<object, { long: Long }>({
	long: [
		async ({}, use) => {
			const dir = mkdtempSync(join(tmpdir(), 'inkwave-long-'));
			const made = writeTenHours(dir);
			const library = await openLibrary(dir);
			const { episode } = (await library.read(TEN_HOURS))!;
			library.close();
			const { passages } = publish(episode, made.transcript, made.alignment);
			const site = await startSite(dir);
			await use({ ...made, url: `${site.url}/e/${TEN_HOURS}`, passages });
			await site.stop();
			rmSync(dir, { recursive: true, force: true });
		},
		{ scope: 'worker', timeout: 120_000 }
	]
});

test.use({ viewport: { width: 1100, height: 800 } });

/** The lit word: which one, and how far down the window it is. */
async function lit(page: Page, { passages, transcript }: Long) {
	const seen = await page.evaluate(() => {
		const [range] = [...CSS.highlights.get('ink-word')!] as Range[];
		if (!range) return null;
		const passage = Number(range.startContainer.parentElement!.dataset.text);
		return { passage, offset: range.startOffset, top: range.getBoundingClientRect().top / innerHeight };
	});
	if (!seen) return null;
	const from = passages[seen.passage].from + seen.offset;
	return { word: transcript.words.findIndex((word) => word.from === from), top: seen.top };
}

/** Seeded places over the whole length, in the middle of a word. */
function places(long: Long, seed: number, count: number): { word: number; seconds: number }[] {
	const random = dice(seed);
	return Array.from({ length: count }, () => {
		const word = Math.floor(random() * long.transcript.words.length);
		const { start, end } = long.alignment.timings[word];
		return { word, seconds: (start + end) / 2 };
	});
}

test('ten seeks light the right word and bring it to its place', async ({ page, long }) => {
	test.setTimeout(120_000);
	await openEpisode(page, long.url);
	for (const { word, seconds } of places(long, 7, 10)) {
		// As a click on the slider would.
		const slider = page.getByRole('slider', { name: 'Position' });
		await slider.focus();
		const box = (await slider.boundingBox())!;
		await page.mouse.click(box.x + (box.width * seconds) / 36_000, box.y + box.height / 2);
		await expect.poll(async () => (await lit(page, long))?.top ?? -1).toBeGreaterThan(0.1);
		await expect.poll(async () => (await lit(page, long))?.top ?? 2).toBeLessThan(0.5);
		// The slider has pixels of half a minute: the exact word by the element.
		await page.evaluate((seconds) => (document.querySelector('audio')!.currentTime = seconds), seconds);
		await expect.poll(async () => (await lit(page, long))?.word).toBe(word);
	}
});

test('links open at the right place, and playing goes on from there', async ({ page, long }) => {
	test.setTimeout(120_000);
	for (const { word, seconds } of places(long, 8, 3)) {
		await openEpisode(page, `${long.url}?t=${seconds.toFixed(2)}`);
		await expect.poll(async () => (await lit(page, long))?.word).toBe(word);
		await expect.poll(async () => (await lit(page, long))?.top ?? 2).toBeLessThan(0.5);
		expect((await lit(page, long))!.top).toBeGreaterThan(0.1);
	}
	await page.keyboard.press('k');
	const before = (await lit(page, long))!.word;
	await expect.poll(async () => (await lit(page, long))?.word ?? 0).toBeGreaterThan(before + 5);
	const now = await page.evaluate(() => document.querySelector('audio')!.currentTime);
	const { word, top } = (await lit(page, long))!;
	expect(Math.abs(long.alignment.timings[word].start - now)).toBeLessThan(1.5);
	expect(top).toBeGreaterThan(0.05);
	expect(top).toBeLessThan(0.7);
});

test('the end can be reached and read', async ({ page, long }) => {
	await openEpisode(page, long.url);
	const last = long.transcript.text.slice(-40);
	expect(await page.locator('[data-text]').last().textContent()).toContain(last);
	const { word, seconds } = { word: 99_990, seconds: long.alignment.timings[99_990].start };
	await page.evaluate((seconds) => (document.querySelector('audio')!.currentTime = seconds), seconds);
	await expect.poll(async () => (await lit(page, long))?.word).toBe(word);
});

test('hours fit into the player on every phone, also with large letters', async ({ page, long }) => {
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Page.enable');
	await openEpisode(page, `${long.url}?t=9:59:00`);
	for (const [width, letters] of [
		[320, 16],
		[360, 16],
		[390, 16],
		[320, 24],
		[390, 24],
		[820, 16]
	]) {
		await page.setViewportSize({ width, height: 700 });
		await devtools.send('Page.setFontSizes', { fontSizes: { standard: letters } });
		await expect
			.poll(() => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize)))
			.toBe(letters);
		expect(await crowded(page), `${width} px, letters of ${letters} px`).toEqual([]);
	}
});

test('the waveform comes in pieces: an overview first, then where one looks', async ({ page, long }) => {
	const sizes: number[] = [];
	page.on('response', async (response) => {
		if (response.url().endsWith('/peaks')) sizes.push(Number(response.headers()['content-length']));
	});
	await openEpisode(page, `${long.url}?t=4:58:00`);
	/** How many heights the bars of the close strip have in the window. */
	const heights = () =>
		page.evaluate(() => {
			const found = new Set<number>();
			for (const host of document.querySelectorAll('.zoom *')) {
				for (const canvas of host.shadowRoot?.querySelectorAll('canvas') ?? []) {
					const { left, right } = canvas.getBoundingClientRect();
					if (right < 0 || left > innerWidth) continue;
					const { data, width, height } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
					for (let x = 0; x < width; x++) {
						let filled = 0;
						for (let y = 0; y < height; y++) if (data[(y * width + x) * 4 + 3] > 128) filled++;
						found.add(filled);
					}
				}
			}
			return found.size;
		});
	await expect.poll(heights).toBeGreaterThan(8);
	await page.getByRole('slider', { name: 'Position' }).press('Home');
	await expect.poll(() => sizes.length).toBe(3);
	await expect.poll(heights).toBeGreaterThan(8);
	// All of it is 3.6 MB.
	expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(100_000);
});
