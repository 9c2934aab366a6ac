// axe finds nothing against WCAG 2.2 AA, in every state that a page can be in, in light and in dark.

import axe, { type AxeResults, type RunOptions } from 'axe-core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openEpisode, select, where } from './hands.ts';
import { expect, startOf, startSite, test as base, wordOf, writeShelf } from './site.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** In the dark only the colours are others. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** One page for all states, so that its script and axe's are compiled once; each begins as a new listener's. */
const test = base.extend<object, { shared: Page }>({
	shared: [
		async ({ browser, site }, use) => {
			const page = await browser.newPage({ baseURL: site.url, serviceWorkers: 'block' });
			await page.addInitScript(() => localStorage.clear());
			await use(page);
			await page.close();
		},
		{ scope: 'worker' }
	]
});

async function check(page: Page, schemes: ('light' | 'dark')[] = ['light', 'dark']): Promise<void> {
	await page.evaluate(axe.source);
	for (const colorScheme of schemes) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await settle(page);
		const { violations, passes } = await page.evaluate(
			(options): Promise<AxeResults> => (window as unknown as { axe: typeof axe }).axe.run(options),
			{
				resultTypes: ['violations'],
				runOnly: colorScheme === 'light' ? { type: 'tag', values: TAGS } : { type: 'rule', values: COLOURS }
			} satisfies RunOptions
		);
		expect(passes.length).toBeGreaterThan(colorScheme === 'light' ? 5 : 0);
		const found = violations.flatMap(({ id, nodes }) =>
			nodes.map(({ html, failureSummary }) => ({ id, html, failureSummary }))
		);
		expect(found, colorScheme).toEqual([]);
	}
}

/** Colours are measured as they end up, not on their way: three frames in a row in which nothing moves. */
async function settle(page: Page): Promise<void> {
	await page.evaluate(async () => {
		// A page that is playing may always have something on its way: it is looked at all the same.
		const latest = performance.now() + 1000;
		for (let still = 0; still < 3 && performance.now() < latest; still++) {
			await new Promise((resolve) => requestAnimationFrame(resolve));
			const moving = document
				.getAnimations()
				.filter(({ timeline, effect }) => timeline instanceof DocumentTimeline && effect?.getTiming().iterations === 1);
			if (moving.length > 0) still = -1;
			const timeout = new Promise((resolve) => setTimeout(resolve, 500));
			await Promise.race([Promise.all(moving.map(({ finished }) => finished.catch(() => {}))), timeout]);
		}
	});
}

type State = { name: string; phone?: boolean; reach: (page: Page) => Promise<void> };

const STATES: State[] = [
	{ name: 'library', reach: async (page) => void (await page.goto('/')) },
	{ name: 'episode', reach: (page) => openEpisode(page, '/e/long') },
	{
		name: 'word and passage marked, paused in the middle',
		reach: async (page) => {
			await openEpisode(page, `/e/long?t=${startOf(200)}`);
			await expect.poll(async () => (await where(page)).word).toBe(wordOf(200));
		}
	},
	{
		name: 'a stretch that is not in the transcript marked',
		reach: async (page) => {
			await openEpisode(page, '/e/long?t=310');
			await expect(page.locator('.gap[aria-current="true"]')).toBeVisible();
		}
	},
	{
		name: 'playing, away from the voice',
		reach: async (page) => {
			await openEpisode(page, '/e/long?t=100');
			await page.keyboard.press('k');
			await page.mouse.move(500, 300);
			await page.mouse.wheel(0, 2500);
			await expect(page.getByRole('button', { name: 'Follow' })).toBeVisible();
		}
	},
	{
		name: 'searching, with hits',
		reach: async (page) => {
			await openEpisode(page, '/e/long');
			await page.getByRole('textbox', { name: 'Search this episode' }).fill('river10');
			await expect(page.locator('search output')).toContainText('1 / 12');
		}
	},
	{
		name: 'searching in vain',
		reach: async (page) => {
			await openEpisode(page, '/e/long');
			await page.getByRole('textbox', { name: 'Search this episode' }).fill('nowhere');
			await expect(page.locator('search output')).not.toBeEmpty();
		}
	},
	{
		name: 'appearance',
		reach: async (page) => {
			await openEpisode(page, '/e/long');
			await page.getByRole('button', { name: 'Appearance' }).click();
			await expect(page.getByRole('radio', { name: 'Dark' })).toBeVisible();
		}
	},
	{
		name: 'speed and sleep',
		reach: async (page) => {
			await openEpisode(page, '/e/long');
			await page.locator('.rate').click();
			await expect(page.getByRole('slider', { name: 'Volume' })).toBeVisible();
		}
	},
	{
		name: 'repeating a clip',
		reach: async (page) => {
			await openEpisode(page, `/e/long?t=${startOf(60)},${startOf(63)}`);
			await page.locator('.rate').click();
			await expect(page.getByRole('button', { name: 'Play on' })).toBeVisible();
		}
	},
	{
		name: 'the end of a clip',
		reach: async (page) => {
			await openEpisode(page, `/e/long?t=${startOf(60)},${startOf(62)}`);
			await page.keyboard.press('k');
			await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible();
		}
	},
	{
		name: 'share',
		reach: async (page) => {
			await openEpisode(page, '/e/long');
			await page.getByRole('button', { name: 'Share and save' }).click();
			await expect(page.getByRole('link', { name: 'WebVTT' })).toBeVisible();
		}
	},
	{
		name: 'selected text',
		reach: async (page) => {
			await openEpisode(page, '/e/long');
			await select(page, wordOf(5), wordOf(9));
			await expect(page.getByRole('toolbar', { name: /Selection/ })).toBeVisible();
		}
	},
	{
		name: 'keys',
		reach: async (page) => {
			await openEpisode(page, '/e/long');
			await page.keyboard.press('?');
			await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
		}
	},
	{ name: 'a phone', phone: true, reach: (page) => openEpisode(page, `/e/long?t=${startOf(200)}`) },
	{
		name: 'topics',
		phone: true,
		reach: async (page) => {
			await openEpisode(page, '/e/long');
			await page.getByRole('button', { name: 'Topics' }).click();
			await expect(page.getByRole('dialog', { name: 'Topics' })).toBeVisible();
		}
	},
	{
		name: 'a sheet',
		phone: true,
		reach: async (page) => {
			await openEpisode(page, '/e/long');
			await page.getByRole('button', { name: 'Share and save' }).click();
			await expect(page.getByRole('button', { name: 'Close' })).toBeVisible();
		}
	},
	{ name: 'an episode without times', reach: async (page) => void (await page.goto('/e/untimed')) },
	{ name: 'a text that is hardly what is said', reach: (page) => openEpisode(page, '/e/rough') },
	{ name: 'a right-to-left episode', reach: (page) => openEpisode(page, '/e/arabic?t=2') },
	{
		name: 'audio that cannot be played',
		reach: async (page) => {
			await page.goto('/e/silent');
			await expect(page.getByRole('alert')).toBeVisible();
		}
	},
	{
		name: 'times of words that cannot be loaded',
		reach: async (page) => {
			await page.route('**/e/long/words', (route) => route.abort());
			await page.goto('/e/long');
			await expect(page.getByRole('alert')).toBeVisible();
		}
	},
	{
		name: 'another episode playing',
		reach: async (page) => {
			await openEpisode(page, '/e/long?t=100');
			await page.keyboard.press('k');
			await expect.poll(async () => (await where(page)).paused).toBe(false);
			await page.getByRole('link', { name: /all episodes/ }).click();
			await expect(page.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible();
		}
	},
	{ name: 'passages found in the library', reach: async (page) => void (await page.goto('/?q=river10')) },
	{ name: 'nothing at this address', reach: async (page) => void (await page.goto('/e/nothing-here')) }
];

for (const { name, phone, reach } of STATES)
	test(name, async ({ shared: page }) => {
		await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
		await page.setViewportSize(phone ? { width: 390, height: 844 } : { width: 1300, height: 800 });
		await reach(page);
		await check(page);
		await page.unrouteAll();
	});

test('an empty library', async ({ page }) => {
	const library = mkdtempSync(join(tmpdir(), 'inkwave-empty-'));
	const site = await startSite(library);
	try {
		await page.goto(site.url);
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing to read along to yet');
		await check(page);
	} finally {
		await site.stop();
		rmSync(library, { recursive: true, force: true });
	}
});

test('a library of one, two and fourteen episodes', async ({ page }) => {
	for (const count of [1, 2, 14]) {
		const library = mkdtempSync(join(tmpdir(), 'inkwave-few-'));
		writeShelf(library, count);
		const site = await startSite(library);
		try {
			await page.goto(site.url);
			await expect(page.getByRole('listitem')).toHaveCount(count);
			for (const width of [390, 1300]) {
				await page.setViewportSize({ width, height: 800 });
				expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
				// The colours do not hang on the width.
				await check(page, width === 390 ? ['light'] : ['light', 'dark']);
			}
		} finally {
			await site.stop();
			rmSync(library, { recursive: true, force: true });
		}
	}
});
