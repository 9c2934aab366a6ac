// The player: keys, the slider, speeds, memory, links in, and what goes on between pages.

import type { Page } from '@playwright/test';
import { crowded, openEpisode, playOn, pointOf, rest, select, told, where } from './hands.ts';
import { DURATION, expect, startOf, test, wordOf } from './site.ts';

test.use({ viewport: { width: 1200, height: 800 } });

test('keys move, change speed and mute, but not inside the search', async ({ page }) => {
	await openEpisode(page, '/e/long?t=100');
	await page.keyboard.press('l');
	await expect.poll(async () => (await where(page)).time).toBeCloseTo(110, 1);
	await page.keyboard.press('ArrowLeft');
	await expect.poll(async () => (await where(page)).time).toBeCloseTo(100, 1);
	await page.keyboard.press('Shift+ArrowRight');
	await expect.poll(async () => (await where(page)).word).toBe(wordOf(300));
	await page.keyboard.press('Alt+ArrowRight');
	await expect.poll(async () => (await where(page)).word).toBe(wordOf(480));
	await page.keyboard.press('>');
	await expect.poll(async () => (await where(page)).rate).toBeCloseTo(1.05);
	await page.keyboard.press('m');
	await expect.poll(() => page.evaluate(() => document.querySelector('audio')!.muted)).toBe(true);
	await page.keyboard.press('/');
	const before = (await where(page)).time;
	await page.keyboard.type('kl jm');
	await expect(page.getByRole('textbox', { name: 'Search this episode' })).toHaveValue('kl jm');
	expect((await where(page)).time).toBe(before);
	expect((await where(page)).paused).toBe(true);
});

test('the slider says where it is in words, and moves by keys', async ({ page }) => {
	await openEpisode(page, `/e/long?t=${startOf(600)}`);
	const slider = page.getByRole('slider', { name: 'Position' });
	await expect(slider).toHaveAttribute('aria-valuemax', String(DURATION));
	await expect(slider).toHaveAttribute(
		'aria-valuetext',
		'3 minutes 20 seconds of 10 minutes 40 seconds, topic The middle part'
	);
	await slider.focus();
	await page.keyboard.press('Home');
	await expect.poll(async () => (await where(page)).time).toBe(0);
	await page.keyboard.press('PageUp');
	await expect.poll(async () => (await where(page)).time).toBeCloseTo(60, 1);
	await page.keyboard.press('ArrowRight');
	await expect(slider).toHaveAttribute('aria-valuenow', '65');
});

test('the end of audio that is shorter than its episode is reached with one seek', async ({ page }) => {
	await openEpisode(page, '/e/twice');
	await page.evaluate(() => {
		const seeks: Event[] = ((window as unknown as { seeks: Event[] }).seeks = []);
		document.querySelector('audio')!.addEventListener('seeking', (event) => seeks.push(event));
	});
	await page.getByRole('slider', { name: 'Position' }).focus();
	await page.keyboard.press('End');
	await expect.poll(async () => (await where(page)).time).toBe(60);
	await page.waitForFunction(() => !document.querySelector('audio')!.seeking);
	await rest(page);
	expect(await page.evaluate(() => (window as unknown as { seeks: Event[] }).seeks.length)).toBe(1);
	await page.keyboard.press('ArrowLeft');
	await expect.poll(async () => (await where(page)).time).toBeCloseTo(55, 1);
});

test('pitch is kept at every speed, and place and speed survive a reload', async ({ page }) => {
	await openEpisode(page, '/e/long?t=77');
	await page.locator('.rate').click();
	await page.getByRole('radio', { name: '1.5×' }).check();
	expect(await page.evaluate(() => document.querySelector('audio')!.preservesPitch)).toBe(true);
	await openEpisode(page, '/e/long');
	await expect.poll(async () => (await where(page)).time).toBeCloseTo(77, 1);
	expect((await where(page)).rate).toBe(1.5);
	await openEpisode(page, '/e/arabic');
	expect(await where(page)).toMatchObject({ time: 0, rate: 1 });
});

for (const [link, time] of [
	['?t=83', 83],
	['?t=1:23', 83],
	['?t=1m23s', 83],
	['#t=83.5', 83.5],
	['#1:23', 83]
] as const)
	test(`a link ${link} opens there, shows the passage, and waits`, async ({ page }) => {
		await openEpisode(page, `/e/long${link}`);
		await expect.poll(async () => (await where(page)).time).toBeCloseTo(time, 1);
		expect((await where(page)).paused).toBe(true);
		await expect(page.locator('#transcript [aria-current="true"]')).toBeInViewport();
	});

test('a link to a clip plays the clip and stops, until the listener goes elsewhere', async ({ page }) => {
	await openEpisode(page, `/e/long?t=${startOf(60)},${startOf(63)}`);
	const clip = await page.evaluate(() =>
		[...CSS.highlights.get('ink-clip')!].map((range) => range.toString()).join(' ')
	);
	expect(clip).toBe([60, 61, 62].map(wordOf).join(' '));
	await expect(page.getByRole('region', { name: 'Clip', exact: true })).toContainText('Clip 0:20 – 0:21');
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).paused).toBe(false);
	await expect.poll(async () => (await where(page)).paused).toBe(true);
	expect((await where(page)).time).toBeGreaterThanOrEqual(startOf(63));
	expect((await where(page)).time).toBeLessThan(startOf(63) + 0.3);
	// It has played, and is still what the page is about.
	const marked = () => page.evaluate(() => CSS.highlights.get('ink-clip')!.size);
	expect(await marked()).toBe(1);
	await expect(page.locator('.strip .clip')).toHaveCount(1);
	for (const again of [
		() => page.keyboard.press('Space'),
		() => page.getByRole('button', { name: 'Play again' }).click()
	]) {
		await again();
		await expect(page.getByRole('button', { name: 'Play again' })).toHaveCount(0);
		expect((await where(page)).time).toBeLessThan(startOf(63));
		await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible();
		expect(await where(page)).toMatchObject({ paused: true });
		expect((await where(page)).time).toBeLessThan(startOf(63) + 0.3);
	}
	await page.getByRole('button', { name: 'Keep listening' }).click();
	await expect(page.getByRole('button', { name: 'Keep listening' })).toHaveCount(0);
	await expect.poll(async () => (await where(page)).time).toBeGreaterThan(startOf(63) + 0.3);
	expect((await where(page)).paused).toBe(false);
	expect(await marked()).toBe(0);
});

test('going elsewhere, or Escape, ends what a played clip offers', async ({ page }) => {
	for (const leave of ['l', 'Escape']) {
		await openEpisode(page, `/e/long?t=${startOf(60)},${startOf(62)}`);
		await page.keyboard.press('k');
		await expect(page.getByRole('button', { name: 'Play again' })).toBeVisible();
		await page.keyboard.press(leave);
		await expect(page.getByRole('button', { name: 'Play again' })).toHaveCount(0);
		expect(await page.evaluate(() => CSS.highlights.get('ink-clip')!.size)).toBe(0);
	}
});

test('a quote link finds its words, whatever its times say', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await openEpisode(page, '/e/long');
	await pointOf(page, wordOf(38));
	await select(page, wordOf(36), wordOf(40));
	await page.getByRole('button', { name: 'Copy quote' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Quote copied' })).toBeVisible();
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	expect(copied).toContain(`“${[36, 37, 38, 39, 40].map(wordOf).join(' ')}”`);
	expect(copied).not.toMatch(/Play from/);
	// The times lead to these very words: nothing else needs to be said.
	expect(new URL(copied.match(/https?:\S+/)![0]).search).toBe(`?t=${startOf(36)},${(startOf(40) + 0.28).toFixed(2)}`);

	// Words that nobody says have no times to be found by.
	await pointOf(page, wordOf(94));
	await select(page, wordOf(94), wordOf(98));
	await page.getByRole('button', { name: 'Copy quote' }).click();
	await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(wordOf(98));
	const long = await page.evaluate(() => navigator.clipboard.readText());
	const link = new URL(long.match(/https?:\S+/)![0]);
	expect(link.searchParams.get('quote')).toContain(wordOf(96));
	link.searchParams.set('t', '500,501');
	await openEpisode(page, link.href);
	await expect.poll(async () => (await where(page)).time).toBeCloseTo(startOf(94), 1);
});

test('the link of a clip keeps its end wherever it is copied', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	const query = `?t=${startOf(60)},${startOf(63)}`;
	await openEpisode(page, `/e/long${query}`);
	await page.getByRole('button', { name: 'Share and save' }).click();
	await page.getByRole('button', { name: 'Copy link to 0:20 – 0:21' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Link to the clip copied' })).toBeVisible();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(new URL(`/e/long${query}`, page.url()).href);
});

test('a clip is left by its button', async ({ page }) => {
	await openEpisode(page, `/e/long?t=${startOf(60)},${startOf(63)}`);
	await page.getByRole('button', { name: 'Leave the clip' }).click();
	await expect(page.getByRole('region', { name: 'Clip', exact: true })).toHaveCount(0);
	expect(await page.evaluate(() => CSS.highlights.get('ink-clip')!.size)).toBe(0);
});

test('the sentence being said can be linked to, and one is told of clips', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await openEpisode(page, `/e/long?t=${startOf(62)}`);
	await page.getByRole('button', { name: 'Share and save' }).click();
	await expect(page.getByText('drag on the waveform')).toBeVisible();
	await page.getByRole('button', { name: 'Copy link to this sentence' }).click();
	await expect(page.getByRole('status').filter({ hasText: 'Link to this sentence copied' })).toBeVisible();
	const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
	expect(link.search).toBe(`?t=${startOf(60)},${(startOf(71) + 0.28).toFixed(2)}`);
});

test('a selection plays from its first word to its last', async ({ page }) => {
	await openEpisode(page, '/e/long');
	await pointOf(page, wordOf(38));
	await select(page, wordOf(36), wordOf(38));
	await page.getByRole('button', { name: 'Play', exact: true }).first().click();
	await expect.poll(async () => (await where(page)).time).toBeGreaterThan(startOf(38));
	await expect.poll(async () => (await where(page)).paused).toBe(true);
	expect((await where(page)).time).toBeLessThan(startOf(39) + 0.3);
});

test('A–B repeat goes round', async ({ page }) => {
	await openEpisode(page, '/e/long?t=50');
	await page.keyboard.press('[');
	await page.keyboard.press('k');
	await playOn(page, 0.9);
	const end = (await where(page)).time;
	const rounds = told(page, 'seeked', 2);
	await page.keyboard.press(']');
	await rounds;
	const { time, paused } = await where(page);
	expect(paused).toBe(false);
	expect(time).toBeLessThan(end + 1);
	await page.getByRole('button', { name: 'Stop repeating' }).click();
	await expect.poll(async () => (await where(page)).time).toBeGreaterThan(end + 2);
});

test('it plays on in a mini player on other pages, with the one audio element', async ({ page }) => {
	// Not what was only looked at.
	await openEpisode(page, '/e/rough');
	await page.getByRole('link', { name: 'Inkwave, all episodes' }).click();
	await expect(page.getByRole('heading', { name: 'Library' })).toBeVisible();
	await expect(page.getByRole('region', { name: 'Player' })).toHaveCount(0);
	await openEpisode(page, '/e/long?t=100');
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).paused).toBe(false);
	await page.getByRole('link', { name: 'Inkwave, all episodes' }).click();
	await expect(page.getByRole('heading', { name: 'Library' })).toBeVisible();
	expect((await where(page)).paused).toBe(false);
	expect(await page.locator('audio').count()).toBe(1);
	await page.getByRole('link', { name: 'كلام للتجربة' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toContainText('كلام');
	expect((await where(page)).paused).toBe(false);
	const mini = page.getByRole('region', { name: 'Player' });
	await expect(mini).toContainText('A long talk');
	await mini.getByRole('link').click();
	await expect(page.getByRole('slider', { name: 'Position' })).toBeVisible();
	expect((await where(page)).time).toBeGreaterThan(100);
});

test('the keys are those of the mini player where no episode is open, and start the one that is open', async ({
	page
}) => {
	await openEpisode(page, '/e/long?t=100');
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).paused).toBe(false);
	await page.getByRole('link', { name: 'Inkwave, all episodes' }).click();
	await expect(page.getByRole('heading', { name: 'Library' })).toBeVisible();
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).paused).toBe(true);
	await page.evaluate(() => (document.activeElement as HTMLElement).blur());
	await page.keyboard.press('Space');
	await expect.poll(async () => (await where(page)).paused).toBe(false);
	await page.keyboard.press('l');
	await expect.poll(async () => (await where(page)).time).toBeGreaterThan(110);

	await page.getByRole('link', { name: 'كلام للتجربة' }).click();
	await expect(page.getByRole('button', { name: 'Play this episode' })).toBeVisible();
	await page.keyboard.press('k');
	await expect(page.getByRole('slider', { name: 'Position' })).toBeVisible();
	await expect.poll(async () => (await where(page)).time).toBeGreaterThan(0.5);
	expect(await where(page)).toMatchObject({ paused: false });
	expect((await where(page)).time).toBeLessThan(30);
});

/** Plays the long talk, and opens another episode meanwhile. */
async function openAnother(page: Page): Promise<void> {
	await page.getByRole('link', { name: 'Inkwave, all episodes' }).click();
	await page.getByRole('link', { name: 'كلام للتجربة' }).click();
	await expect(page.getByRole('button', { name: 'Play this episode' })).toBeVisible();
	await expect(page.locator('#transcript[data-timed]')).toHaveCount(1);
}

test('keys neither move nor repeat another episode than the one that is open, nor copy its moments', async ({
	page,
	context
}) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await openEpisode(page, '/e/long?t=100');
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).paused).toBe(false);
	await openAnother(page);
	await page.keyboard.press('c');
	await expect(page.getByRole('status').filter({ hasText: 'Link copied' })).toBeVisible();
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(new URL('/e/arabic', page.url()).href);

	await page.evaluate(() => {
		const seeks: Event[] = ((window as unknown as { seeks: Event[] }).seeks = []);
		document.querySelector('audio')!.addEventListener('seeking', (event) => seeks.push(event));
	});
	for (const key of ['Shift+ArrowRight', 'Shift+ArrowLeft', '[', ']']) {
		await page.keyboard.press(key);
		await playOn(page, 0.5);
	}
	expect(await page.evaluate(() => (window as unknown as { seeks: Event[] }).seeks.length)).toBe(0);
	await expect(page.getByText('Repeat from here')).toHaveCount(0);
});

test('a repeat that is set by key is said with its times', async ({ page }) => {
	await openEpisode(page, '/e/long?t=100');
	const said = page.getByRole('status').filter({ hasText: 'Repeat' });
	await page.keyboard.press('[');
	await expect(said).toHaveText('Repeat from here: press ] where it ends');
	await page.keyboard.press('l');
	await expect.poll(async () => (await where(page)).time).toBe(110);
	await page.keyboard.press(']');
	await expect(said).toHaveText('Repeating 1:40 – 1:50');
});

test('a repeat is ended on the page of its episode alone', async ({ page }) => {
	await openEpisode(page, '/e/long?t=100');
	await page.keyboard.press('k');
	await page.keyboard.press('[');
	await playOn(page, 0.9);
	await page.keyboard.press(']');
	await expect(page.getByRole('button', { name: 'Stop repeating' })).toBeVisible();
	await openAnother(page);
	await page.keyboard.press('\\');
	await page.getByRole('region', { name: 'Player' }).getByRole('link').click();
	await expect(page.getByRole('button', { name: 'Stop repeating' })).toBeVisible();
});

test('audio that cannot be played leaves the text, and says so', async ({ page }) => {
	await page.goto('/e/silent');
	await expect(page.getByRole('alert')).toContainText('The audio could not be loaded');
	await expect(page.locator('[data-text]').first()).toContainText('The words are here.');
	for (const name of ['Play', 'Try again']) {
		const failed = told(page, 'error');
		await page.getByRole('button', { name, exact: true }).click();
		await failed;
		await expect(page.getByRole('alert')).toContainText('The audio could not be loaded');
		await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
		await expect(page.getByRole('button', { name: 'Pause', exact: true })).toHaveCount(0);
	}
});

test('audio that failed while it played plays on once it can be had', async ({ page }) => {
	await page.route('**/e/long/audio', (route) => route.abort());
	await page.goto('/e/long?t=100');
	await expect(page.getByRole('alert')).toContainText('The audio could not be loaded');
	const failed = told(page, 'error');
	await page.keyboard.press('k');
	await failed;
	await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
	await page.unroute('**/e/long/audio');
	await page.getByRole('button', { name: 'Try again' }).click();
	await expect.poll(async () => (await where(page)).time).toBeGreaterThan(100.2);
	await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a wait for audio is said, once it is long', async ({ page }) => {
	let release = () => {};
	const held = new Promise<void>((resolve) => (release = resolve));
	await page.route('**/e/long/audio', async (route) => {
		await held;
		await route.continue();
	});
	await page.goto('/e/long', { waitUntil: 'commit' });
	await page.locator('#transcript[data-timed]').waitFor();
	const status = page.getByRole('region', { name: 'Player' }).getByRole('status');
	await expect(status).toHaveText('');
	await page.keyboard.press('k');
	await expect(status).toHaveText('Waiting for the audio');
	release();
	await expect(status).toHaveText('');
	expect((await where(page)).paused).toBe(false);
});

test('times of words that cannot be loaded are missed aloud, and can be asked for again', async ({ page }) => {
	await page.route('**/e/long/words', (route) => route.fulfill({ status: 500, body: 'no' }));
	await page.goto(`/e/long?t=${startOf(200)}`);
	const alert = page.getByRole('alert');
	await expect(alert).toContainText('The times of the words could not be loaded');
	await expect(page.getByText('words of this text are not in the audio')).toBeVisible();
	await expect(page.getByText('They are grey and underlined')).toBeHidden();
	await page.unroute('**/e/long/words');
	await alert.getByRole('button', { name: 'Try again' }).click();
	await expect.poll(async () => (await where(page)).word).toBe(wordOf(200));
	await expect(alert).toHaveCount(0);
	await expect(page.getByText('They are grey and underlined')).toBeVisible();
});

test('parts of the page that cannot be loaded are missed aloud, and can be asked for again', async ({ page }) => {
	const chunks = '**/_app/immutable/chunks/*.js';
	const alert = page.getByRole('alert');
	// What draws the waveform comes with the first look at it; the rest when it is opened. Requests pass here all along: one
	// might slip by while that is turned on.
	let lost: 'waveform' | 'all' | 'none' = 'waveform';
	await page.route(chunks, async (route) => {
		if (lost !== 'waveform') return lost === 'all' ? route.abort() : route.continue();
		const response = await route.fetch();
		if ((await response.text()).includes('minPxPerSec')) await route.abort();
		else await route.fulfill({ response });
	});
	await openEpisode(page, '/e/long?t=100');
	await expect(alert).toContainText('Part of this page could not be loaded.');
	lost = 'none';
	await alert.getByRole('button', { name: 'Try again' }).click();
	await expect.poll(() => page.locator('.dock canvas').count()).toBeGreaterThan(1);
	await expect(alert).toHaveCount(0);

	for (const [open, there] of [
		[() => page.keyboard.press('?'), page.getByRole('dialog').getByText('Mute')],
		[() => page.getByRole('button', { name: 'Appearance' }).click(), page.getByRole('radio', { name: 'Dark' })],
		[() => page.locator('.rate').click(), page.getByRole('checkbox', { name: 'Skip silences' })],
		[
			() => page.getByRole('button', { name: 'Share and save' }).click(),
			page.getByRole('button', { name: 'Copy link to the episode' })
		]
	] as const) {
		lost = 'all';
		await open();
		await expect(alert).toContainText('could not be loaded');
		lost = 'none';
		await alert.getByRole('button', { name: 'Try again' }).click();
		await expect(there).toBeVisible();
		await expect(alert).toHaveCount(0);
		await page.keyboard.press('Escape');
		await expect(there).toBeHidden();
	}
});

test('the player has room for everything on a phone, also for the button that ends a repeat', async ({ page }) => {
	await openEpisode(page, '/e/long?t=10:20');
	await page.keyboard.press('[');
	await page.keyboard.press('l');
	await page.keyboard.press(']');
	await expect(page.getByRole('button', { name: 'Stop repeating' })).toBeVisible();
	for (const width of [320, 360, 390, 430, 700]) {
		await page.setViewportSize({ width, height: 700 });
		expect(await crowded(page), `${width} px`).toEqual([]);
	}
	await page.getByRole('button', { name: 'Stop repeating' }).click();
	for (const width of [320, 360, 390, 430, 700]) {
		await page.setViewportSize({ width, height: 700 });
		expect(await crowded(page), `${width} px`).toEqual([]);
	}
});
