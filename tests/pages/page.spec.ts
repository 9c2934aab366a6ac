// The page itself: without scripts, on a phone, searched, printed, in other scripts, and as its reader likes it.

import { crowded, openEpisode, pointOf, rest, where } from './hands.ts';
import { expect, LONG_TITLE, startOf, test, wordOf, WORDS } from './site.ts';

test.describe('without JavaScript', () => {
	test.use({ javaScriptEnabled: false });

	test('the text is complete, and the browser plays the audio from the link', async ({ page }) => {
		await page.goto('/e/long?t=83,90');
		const text = (await page.locator('[data-text]').allTextContents()).join(' ');
		for (const n of [0, 777, WORDS - 1]) expect(text).toContain(wordOf(n));
		await expect(page.locator('noscript audio, main audio')).toHaveAttribute('src', '/e/long/audio#t=83,90');
		await expect(page.getByRole('button', { name: 'Mute' })).toHaveCount(0);
		await page.getByRole('button', { name: 'Play from 1:20' }).click();
		await expect(page).toHaveURL(/\?t=80/);
	});

	test('a link to a clip has a card with its words and its time, and carries no more than the page', async ({
		page
	}) => {
		const card = (property: string) => page.locator(`meta[property="og:${property}"]`).getAttribute('content');
		await page.goto('/e/long');
		const plain = (await page.content()).length;
		expect(await card('title')).toBe('A long talk');
		await page.goto(`/e/long?t=${startOf(600)},${startOf(604)}`);
		expect(await card('title')).toBe('A long talk (3:20 – 3:21)');
		expect(await card('description')).toBe(
			`“${[600, 601, 602, 603].map(wordOf).join(' ')}” — Ada Sample, Made for tests`
		);
		expect(await card('url')).toMatch(/\/e\/long\?t=200.5,201.83$/);
		await expect(page.locator('meta[name="twitter:card"]')).toHaveAttribute('content', 'summary');
		expect((await page.content()).length).toBeLessThan(plain + 300);
		await page.goto(`/e/long?t=${startOf(605)}`);
		expect(await card('title')).toBe('A long talk (3:22)');
		expect(await card('description')).toContain(`“${[600, 601, 602].map(wordOf).join(' ')}`);
		await page.goto('/e/long?t=310');
		expect(await card('title')).toBe('A long talk (5:10)');
		expect(await card('description')).toContain(wordOf(0));
	});

	test('a search in the library finds passages of any episode, and leads to each', async ({ page }) => {
		await page.goto('/');
		await page.getByRole('searchbox', { name: 'Search all episodes' }).fill(wordOf(777));
		await page.keyboard.press('Enter');
		await expect(page).toHaveURL(new RegExp(`/\\?q=${wordOf(777)}$`));
		await expect(page.getByRole('status')).toContainText('passage');
		const hit = page.getByRole('link', { name: /A long talk at 4 minutes/ }).first();
		await expect(hit.locator('mark')).toHaveText(wordOf(777));
		await hit.click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long talk');
		await page.goto('/');
		await page.getByRole('searchbox').fill(wordOf(777));
		await page.getByRole('button', { name: 'Search', exact: true }).click();
		await expect(page).toHaveURL(new RegExp(`/\\?q=${wordOf(777)}$`));
		await page.goto('/?q=hello');
		await expect(page.getByRole('heading', { name: 'Twice told' })).toHaveCount(1);
		await page.goto('/?q=twice');
		await expect(page.getByRole('status')).toContainText('One episode by name; ');
		await expect(page.locator('main ul').getByRole('link')).toHaveText(/Twice told/);
		await page.goto('/?q=nobodysaysthis');
		await expect(page.getByRole('status')).toContainText('No passage has this word.');
		await page.goto('/?q=nobody+saysthis');
		await expect(page.getByRole('status')).toContainText('No passage has all of these words.');
		await page.getByRole('link', { name: 'All episodes', exact: true }).click();
		await expect(page.getByRole('link', { name: /A long talk/ })).toBeVisible();
	});

	test('a link to a moment opens at its passage', async ({ page }) => {
		await page.goto(`/e/long?t=${startOf(1200)}`);
		await expect(page.locator('[data-text]', { hasText: wordOf(1200) })).toBeInViewport();
		await page.goto('/e/long?t=1');
		expect(await page.evaluate(() => scrollY)).toBe(0);
	});

	test('a passage that nobody says is grey and underlined with dots, also on paper', async ({ page }) => {
		await page.goto('/e/cut');
		for (const media of ['screen', 'print'] as const) {
			await page.emulateMedia({ media });
			const [said, cut, last] = await page
				.locator('[data-text]')
				.evaluateAll((all) =>
					all.map((text) => getComputedStyle(text)).map((style) => [style.textDecoration, style.color])
				);
			expect(cut[0], media).toMatch(/^underline .*dotted/);
			expect(cut[1], media).not.toBe(said[1]);
			expect(last, media).toEqual(said);
			expect(said[0], media).not.toContain('underline');
		}
	});

	test('the library is a list of links', async ({ page }) => {
		await page.goto('/');
		await page.getByRole('link', { name: /A long talk/ }).click();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long talk');
	});
});

test('a passage found in the library opens at its place, with the hits marked', async ({ page }) => {
	await page.goto(`/?q=${wordOf(777)}`);
	await page
		.getByRole('link', { name: /A long talk at 4 minutes/ })
		.first()
		.click();
	await expect(page.locator('search output')).toContainText('1 / 1');
	await expect(page).toHaveTitle(/A long talk/);
	await expect.poll(() => page.evaluate(() => document.querySelector('audio')!.currentTime)).toBeGreaterThan(230);
});

test('search counts, steps and leads back', async ({ page }) => {
	await openEpisode(page, '/e/long?t=2');
	const before = (await where(page)).y;
	await page.mouse.wheel(0, 700);
	await expect.poll(async () => (await where(page)).y).toBeGreaterThan(before + 600);
	const away = (await where(page)).y;
	await page.keyboard.press('/');
	await page.keyboard.type('river10');
	const count = page.locator('search output');
	// river10, river100 and river1000 to river1090 in tens.
	await expect(count).toContainText('1 / 12');
	expect(await page.evaluate(() => CSS.highlights.get('ink-hit')!.size)).toBe(12);
	await expect(page).toHaveURL(/q=river10/);
	await page.keyboard.press('ArrowDown');
	await expect(count).toContainText('2 / 12');
	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('ArrowUp');
	await expect(count).toContainText('12 / 12');
	const there = (await where(page)).y;
	// One mark for all in the waveform, and one in the outline for where the page is.
	await expect(page.locator('.strip .hit')).toHaveCount(1);
	await expect(page.locator('nav .seen')).toContainText('After the gap');

	// The first Escape leaves the field, the second ends the search; who stepped to a hit stays there.
	await page.keyboard.press('Escape');
	await expect(page.getByRole('textbox')).not.toBeFocused();
	expect(await page.evaluate(() => CSS.highlights.get('ink-hit')!.size)).toBe(12);
	await page.keyboard.press('Escape');
	await expect(page).not.toHaveURL(/q=/);
	expect(await page.evaluate(() => CSS.highlights.get('ink-hit')!.size)).toBe(0);
	expect((await where(page)).y).toBe(there);

	// Who only typed is led back.
	await page.evaluate((y) => scrollTo(0, y), away);
	await page.keyboard.press('/');
	await page.keyboard.type('RIVER500');
	await expect.poll(async () => (await where(page)).y).not.toBe(away);
	await page.keyboard.press('Escape');
	await page.keyboard.press('Escape');
	await expect.poll(async () => (await where(page)).y).toBe(away);
});

test('Enter goes from hit to hit and leaves the audio alone, and so do N and P outside of the field', async ({
	page
}) => {
	await page.setViewportSize({ width: 1200, height: 800 });
	await openEpisode(page, '/e/long?t=2');
	const { time } = await where(page);
	const count = page.locator('search output');
	const hit = () =>
		page.evaluate(() => [...CSS.highlights.get('ink-hit-now')!].map((range) => range.toString()).join());
	await page.keyboard.press('/');
	await page.keyboard.type('river10');
	await page.keyboard.press('Enter');
	await expect(page.getByText('Shift Enter')).toBeVisible();
	await expect(count).toContainText('1 / 12');
	await expect(count).toContainText('0:03');
	await page.keyboard.press('Enter');
	await expect(count).toContainText('2 / 12');
	await page.keyboard.press('Enter');
	await expect(count).toContainText('3 / 12');
	await page.keyboard.press('Shift+Enter');
	await expect(count).toContainText('2 / 12');
	expect(await hit()).toBe('river10');
	expect(await where(page)).toMatchObject({ paused: true, time });
	await page.keyboard.press('Escape');
	await page.keyboard.press('n');
	await expect(count).toContainText('3 / 12');
	await page.keyboard.press('p');
	await page.keyboard.press('p');
	await expect(count).toContainText('1 / 12');
	expect(await where(page)).toMatchObject({ paused: true, time });

	await page.keyboard.press('/');
	await page.keyboard.press('Control+Enter');
	await expect.poll(async () => (await where(page)).paused).toBe(false);
	const { time: heard } = await where(page);
	expect(heard).toBeGreaterThan(startOf(10) - 0.1);
	expect(heard).toBeLessThan(startOf(10) + 5);

	await page.getByRole('textbox').fill('.');
	await expect(count).toContainText('None');
});

test('the page goes to a hit when the typing pauses, and its hits can be had as a list', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 700 });
	await openEpisode(page, '/e/long');
	await page.evaluate(() => {
		const tops = ((window as unknown as { tops: number[] }).tops = [] as number[]);
		addEventListener('scroll', () => tops.at(-1) === scrollY || tops.push(scrollY));
	});
	const tops = () => page.evaluate(() => (window as unknown as { tops: number[] }).tops.length);
	await page.getByRole('textbox', { name: 'Search this episode' }).focus();
	await page.keyboard.type('garden1', { delay: 40 });
	expect(await tops()).toBe(0);
	await expect.poll(tops).toBe(1);
	await page.getByRole('button', { name: /^All / }).click();
	const hits = page.getByRole('group', { name: 'Hits' }).getByRole('listitem');
	await expect(hits.first().getByRole('button')).toHaveAttribute('aria-current', 'true');
	await hits.nth(5).getByRole('button').click();
	await expect(hits).toHaveCount(0);
	await expect(page.locator('search output')).toContainText('6 / ');
	const reads = () => page.evaluate(() => [...CSS.highlights.get('ink-hit-now')!].map(String).join());
	expect(await reads()).toMatch(/^garden1/);
	await page.getByRole('button', { name: 'Play here' }).click();
	await expect.poll(async () => (await where(page)).paused).toBe(false);
	expect((await where(page)).time).toBeGreaterThan(startOf(112));
});

test('a click in the text ends the hold that a search has on the page', async ({ page }) => {
	await page.setViewportSize({ width: 1200, height: 800 });
	await openEpisode(page, '/e/long');
	await page.keyboard.press('/');
	await page.keyboard.type('stone901');
	await expect(page.locator('search output')).toContainText('1 / 1');
	await expect(page.locator('[data-text]', { hasText: 'stone901' })).toBeInViewport();
	const { x, y } = await pointOf(page, wordOf(903));
	await page.mouse.click(x, y);
	await expect.poll(async () => (await where(page)).word).toBe(wordOf(903));
	await page.evaluate(() => (document.querySelector('audio')!.playbackRate = 3));
	await page.keyboard.press('k');
	const before = (await where(page)).y;
	await page.keyboard.press('l');
	await page.keyboard.press('l');
	await page.keyboard.press('l');
	await expect.poll(async () => (await where(page)).y).toBeGreaterThan(before + 50);
	// Leaving the search now does not throw the page back.
	await page.getByRole('button', { name: 'Leave the search' }).click();
	expect((await where(page)).y).toBeGreaterThan(before + 50);
});

test('what is searched for can be read on a phone', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 700 });
	await openEpisode(page, '/e/long?q=river10');
	await expect(page.locator('search output')).toContainText('1 / 12');
	expect((await page.getByRole('textbox', { name: 'Search this episode' }).boundingBox())!.width).toBeGreaterThan(110);
	await page.getByRole('button', { name: 'Leave the search' }).click();
	await expect(page.getByRole('button', { name: 'Topics' })).toBeVisible();
});

test('a sheet on a phone has a button that closes it, in reach wherever it is scrolled', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 500 });
	await openEpisode(page, '/e/long');
	for (const name of ['Topics', 'Appearance', /^Speed/, 'Share and save']) {
		const opener = page.getByRole('button', { name });
		await opener.click();
		const close = page.getByRole('button', { name: 'Close' });
		const panel = page.locator('.panel:popover-open');
		// What is in a sheet may be fetched only now.
		await expect(panel.locator('.head + *')).toBeVisible();
		// Nothing lies under its head before it is scrolled.
		// All at once: it may still be on its way in.
		const { above, below } = await panel.evaluate((panel) => {
			const top = panel.getBoundingClientRect().top;
			const head = panel.querySelector('.head')!.getBoundingClientRect();
			const first = panel.querySelector('.head + *')!.getBoundingClientRect();
			return { above: head.top - top, below: first.top - head.bottom };
		});
		expect(above).toBeLessThan(3);
		expect(below).toBeGreaterThanOrEqual(0);
		await panel.evaluate((panel) => panel.scrollTo(0, 9999));
		await expect(close).toBeInViewport({ ratio: 1 });
		await close.click();
		await expect(panel).toHaveCount(0);
		await expect(opener).toBeFocused();
	}
});

test('a search in the address is opened', async ({ page }) => {
	await openEpisode(page, '/e/long?q=copper1666');
	await expect(page.locator('search output')).toContainText('1 / 1');
	await expect(page.locator('[data-text]', { hasText: 'copper1666' })).toBeInViewport();
});

test('a search stays with its episode, however fast that is left', async ({ page }) => {
	await page.goto('/');
	const shelf = page.getByRole('main').getByRole('link', { name: /A long talk/ });
	await shelf.click();
	const search = page.getByRole('textbox', { name: 'Search this episode' });
	await search.fill('river10');
	await page.getByRole('link', { name: 'Inkwave, all episodes' }).click();
	await expect(search).toHaveCount(0);
	// A timer of the page that was begun before this one ends before it.
	await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 400)));
	expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/');

	await shelf.click();
	await page.route('**/__data.json*', async (route) => {
		await new Promise((resolve) => setTimeout(resolve, 800));
		await route.continue();
	});
	await search.fill('river10');
	await page.goBack({ waitUntil: 'commit' });
	await expect(page.getByRole('heading', { name: 'Library' })).toBeVisible();
	expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe('/');
});

test('a link to a moment opens at its passage before any script of the page has come', async ({ page }) => {
	let arrived = () => {};
	const held = new Promise<void>((resolve) => (arrived = resolve));
	await page.route('**/_app/**/*.js', async (route) => {
		await held;
		await route.continue();
	});
	await page.goto(`/e/long?t=${startOf(1200)}`, { waitUntil: 'commit' });
	const passage = page.locator('[data-text]', { hasText: wordOf(1200) });
	const top = () => passage.evaluate((element) => element.getBoundingClientRect().top / innerHeight);
	await expect.poll(top).toBeLessThan(0.4);
	expect(await top()).toBeGreaterThan(0.1);
	// The page moves no more than to put the line where the passage was, and follows from there.
	arrived();
	await expect(page.locator('.turn[aria-current="true"]')).toContainText(wordOf(1200));
	expect(await top()).toBeGreaterThan(-0.2);
	await page.mouse.wheel(0, 4000);
	await page.waitForTimeout(300);
	expect(await top()).toBeLessThan(-1);
});

test('a link beyond the end says so, and opens at the beginning', async ({ page }) => {
	await openEpisode(page, '/e/long?t=99999');
	await expect(page.getByText('beyond the end, at 10:40')).toBeVisible();
	expect(await where(page)).toMatchObject({ time: 0, y: 0 });
});

test('an episode that was heard to its end is played', async ({ page }) => {
	await openEpisode(page, '/e/long?t=10:38');
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).paused).toBe(true);
	await page.goto('/');
	const item = page.getByRole('listitem').filter({ hasText: 'A long talk' });
	await expect(item).toContainText('Played');
	await expect(item).not.toContainText('left');
});

test('topics: outline, headings, the current one marked, a jump', async ({ page }) => {
	await page.setViewportSize({ width: 1300, height: 800 });
	await openEpisode(page, '/e/long');
	const outline = page.getByRole('navigation', { name: 'Topics' });
	await expect(outline.getByRole('link')).toHaveCount(4);
	// It is beside the text where its lines have room for some words, and else behind a button.
	const button = page.getByRole('button', { name: 'Topics' });
	for (const width of [1220, 1300]) {
		await page.setViewportSize({ width, height: 800 });
		await expect(button).toBeHidden();
		const { x, width: room } = (await outline.boundingBox())!;
		expect([x >= 0, room >= 208], `${width} px`).toEqual([true, true]);
	}
	await page.setViewportSize({ width: 1160, height: 800 });
	await expect(button).toBeVisible();
	await expect(outline).toHaveCount(0);
	await page.setViewportSize({ width: 1300, height: 800 });
	await expect(page.locator('#transcript h2')).toHaveText([
		'Beginnings',
		'The middle part',
		'After the gap',
		'Endings'
	]);
	// It begins while somebody is speaking: who comes from the outline reads who.
	const goesOn = page.locator('#transcript section', { hasText: 'After the gap' });
	await expect(goesOn.locator('.who').first()).toHaveText('Bruno Test');
	await expect(goesOn.locator('.turn').first()).toContainText('Bruno Test');
	await outline.getByRole('link', { name: 'Endings' }).click();
	await expect.poll(async () => (await where(page)).time).toBeCloseTo(startOf(1344), 1);
	await expect(outline.locator('[aria-current="true"]')).toContainText('Endings');
	await expect(page.locator('#transcript h2', { hasText: 'Endings' })).toBeInViewport();

	// Who reads elsewhere sees where that is, beside what is spoken.
	await expect(outline.locator('.seen')).toHaveCount(0);
	await page.mouse.move(650, 400);
	await page.mouse.wheel(0, -99999);
	await expect(outline.locator('.seen')).toContainText('Beginnings');
	await expect(outline.locator('[aria-current="true"]')).toContainText('Endings');
	await page.getByRole('button', { name: 'Follow the voice' }).click();
	await expect(outline.locator('.seen')).toHaveCount(0);
});

test('a word that is longer than the outline is broken in it', async ({ page }) => {
	for (const [width, frame] of [
		[1440, 'nav[aria-label="Topics"]'],
		[390, '#topics-sheet']
	] as const) {
		await page.setViewportSize({ width, height: 800 });
		await openEpisode(page, '/e/cut');
		if (width === 390) await page.getByRole('button', { name: 'Topics' }).click();
		const out = await page.locator(frame).evaluate((frame, title) => {
			const link = [...frame.querySelectorAll('a')].find(({ textContent }) => textContent.includes(title))!;
			const range = document.createRange();
			range.selectNodeContents(link);
			return range.getBoundingClientRect().right - link.getBoundingClientRect().right;
		}, LONG_TITLE);
		expect(out, `${width} px`).toBeLessThanOrEqual(0);
	}
});

test('the transcript can be had in every format that there is', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 800 });
	await openEpisode(page, '/e/long');
	await page.getByRole('button', { name: 'Share and save' }).click();
	const offered = page.locator('.panel:popover-open a[download]');
	await expect(offered).toHaveText(['Text', 'Markdown', 'HTML', 'WebVTT', 'SRT', 'JSON']);
	for (const link of await offered.all())
		expect((await page.request.get((await link.getAttribute('href'))!)).status()).toBe(200);
	const { width } = (await page.locator('.panel:popover-open').boundingBox())!;
	for (const link of await offered.all()) {
		const box = (await link.boundingBox())!;
		expect(box.x + box.width).toBeLessThanOrEqual(width);
	}
});

test('the length under the title is that of the player', async ({ page }) => {
	await openEpisode(page, '/e/cut');
	await expect(page.locator('.meta')).toContainText('20 s');
	await expect(page.locator('.dock .clock')).toContainText('0:20');
});

test('what a file says twice does not empty the page', async ({ page }) => {
	const errors: Error[] = [];
	page.on('pageerror', (error) => errors.push(error));
	await page.setViewportSize({ width: 1300, height: 800 });
	await openEpisode(page, '/e/twice');
	await expect(page.getByText('Some of it is said twice.')).toHaveCount(2);
	const outline = page.getByRole('navigation', { name: 'Topics' });
	await expect(outline.getByRole('link')).toHaveText([/Hello$/, /Hello again/, /Good day/]);
	for (const link of await outline.getByRole('link').all())
		await expect(page.locator((await link.getAttribute('href'))!)).toBeVisible();
	await expect(page.getByRole('slider', { name: 'Position' })).toBeVisible();
	expect(errors).toEqual([]);
});

test('the last topic of a short outline is not faded', async ({ page }) => {
	await page.setViewportSize({ width: 1400, height: 800 });
	await page.goto('/e/long');
	const room = await page.evaluate(() => {
		const nav = document.querySelector('nav[aria-label="Topics"]')!;
		return nav.getBoundingClientRect().bottom - nav.querySelector('li:last-child')!.getBoundingClientRect().bottom;
	});
	expect(room).toBeGreaterThanOrEqual(40);
});

test('the look is remembered and there before the first paint', async ({ page }) => {
	await openEpisode(page, '/e/long');
	await page.getByRole('button', { name: 'Appearance' }).click();
	await page.getByRole('radio', { name: 'Dark' }).check();
	await page.getByRole('radio', { name: 'Largest' }).check();
	await page.getByRole('radio', { name: 'Sentence' }).check();
	const size = await page
		.locator('[data-text]')
		.first()
		.evaluate((element) => getComputedStyle(element).fontSize);
	// Whatever the scripts of the page do: they have not run when the document is parsed.
	await page.route('**/*.js', (route) => route.abort());
	await page.reload();
	expect(
		await page
			.locator('[data-text]')
			.first()
			.evaluate((element) => getComputedStyle(element).fontSize)
	).toBe(size);
	expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
	await page.unroute('**/*.js');
	await openEpisode(page, `/e/long?t=${startOf(5)}`);
	await expect.poll(async () => (await where(page)).word).toContain(`${wordOf(0)} ${wordOf(1)}`);
});

test('nothing moves while the page comes alive', async ({ page }) => {
	// The fonts are there: that their arrival moves little is look.spec.ts's to tell.
	await openEpisode(page, '/e/long');
	await page.addInitScript(() => {
		const shifts: number[] = ((window as unknown as { shifts: number[] }).shifts = []);
		new PerformanceObserver((list) => {
			for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
		}).observe({ type: 'layout-shift', buffered: true });
	});
	await openEpisode(page, '/e/long');
	await expect.poll(() => page.locator('.dock canvas').count()).toBeGreaterThan(1);
	await rest(page);
	const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
	expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.01);
});

for (const width of [390, 820, 1440])
	test(`nothing sticks out at ${width} pixels, and every control is big enough for a finger`, async ({ page }) => {
		await page.setViewportSize({ width, height: 800 });
		for (const address of ['/', '/e/long', '/e/untimed', '/e/wordless', '/e/arabic', '/nowhere']) {
			await page.goto(address);
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
			const small = await page.evaluate(() =>
				[...document.querySelectorAll('button, input, [role="slider"], nav a, .bar a')].flatMap((element) => {
					const { width, height } = element.getBoundingClientRect();
					return width && (width < 24 || height < 24) ? [`${element.outerHTML.slice(0, 80)} ${width}×${height}`] : [];
				})
			);
			expect(small).toEqual([]);
		}
	});

test('an episode without times is read, not followed', async ({ page }) => {
	await page.goto('/e/untimed');
	await expect(page.getByText('it can be read, not followed')).toBeVisible();
	await expect(page.getByRole('button', { name: /^Play from/ })).toHaveCount(0);
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).paused).toBe(false);
});

for (const [width, height, text] of [
	[844, 390, 280],
	[667, 375, 265],
	[320, 256, 150]
] as const)
	test(`a window of ${width} by ${height} pixels is for the text most of all`, async ({ page }) => {
		await page.setViewportSize({ width, height });
		await openEpisode(page, `/e/long?t=${startOf(200)}`);
		const room = await page.evaluate(
			() =>
				document.querySelector('.dock')!.getBoundingClientRect().top -
				Math.max(0, document.querySelector('.bar')!.getBoundingClientRect().bottom)
		);
		expect(room).toBeGreaterThan(text);
		expect(await crowded(page)).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
		for (const name of ['Play', 'Back 10 seconds', 'Share and save'])
			await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
		await expect(page.locator('#transcript [aria-current="true"]')).toBeInViewport();
		await expect(page.locator('.dock .zoom')).toHaveCount(0);
	});

test('why words have no times is said once, and no word of a title is broken at its hyphen', async ({ page }) => {
	await page.goto('/e/unfollowed');
	await expect(page.getByText('it was added without times')).toBeVisible();
	await expect(page.locator('main header .note')).toHaveCount(1);
	const lines = () =>
		page.locator('h1 .whole').evaluate((word) => ({ text: word.textContent, lines: word.getClientRects().length }));
	for (const media of ['screen', 'print'] as const) {
		await page.emulateMedia({ media });
		for (const width of [260, 280, 300, 320, 340]) {
			await page.setViewportSize({ width, height: 700 });
			expect(await lines(), `${media}, ${width} px`).toEqual({ text: 'co-author', lines: 1 });
		}
	}
});

test('a long title leaves room for the text', async ({ page }) => {
	await page.goto('/e/titled');
	const heading = page.getByRole('heading', { level: 1 });
	expect((await heading.boundingBox())!.height).toBeLessThan(120);
	await page.setViewportSize({ width: 390, height: 844 });
	expect((await heading.boundingBox())!.height).toBeLessThan(150);
});

test('a text that is hardly what is said says so plainly', async ({ page }) => {
	await page.goto('/e/rough');
	await expect(page.locator('.warn')).toContainText('Only 53 % of the words of this transcript could be found');
	await page.goto('/e/long');
	await expect(page.locator('.warn')).toHaveCount(0);
});

test('without a transcript the buttons of the bar stand at its end', async ({ page }) => {
	for (const width of [390, 820]) {
		await page.setViewportSize({ width, height: 800 });
		await page.goto('/e/wordless');
		const { x } = (await page.getByRole('button', { name: 'Appearance' }).boundingBox())!;
		expect(x).toBeGreaterThan(width - 80);
	}
});

test('right-to-left text runs right to left', async ({ page }) => {
	await openEpisode(page, '/e/arabic?t=2');
	await expect(page.locator('#transcript')).toHaveAttribute('lang', 'ar');
	const direction = await page
		.locator('[data-text]')
		.first()
		.evaluate((element) => getComputedStyle(element).direction);
	expect(direction).toBe('rtl');
	await expect.poll(async () => (await where(page)).word).toBe('بكم');
});

test('print has the text and its times, and nothing to press', async ({ page }) => {
	await page.emulateMedia({ media: 'print' });
	await openEpisode(page, '/e/long');
	await expect(page.getByRole('slider')).toHaveCount(0);
	await expect(page.locator('search')).toBeHidden();
	await expect(page.locator('#transcript a.at').first()).toHaveCSS('opacity', '1');
});

test('of an episode that cannot be read the library says only that', async ({ page, request }) => {
	await page.goto('/');
	await expect(page.getByText('One episode cannot be shown.')).toBeVisible();
	for (const address of ['/', '/__data.json'])
		expect(await (await request.get(address)).text()).not.toMatch(/damaged|text\.json|backup/);
});

test('what is not there is said', async ({ page }) => {
	const response = await page.goto('/e/nothing-here');
	expect(response!.status()).toBe(404);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address');
	await page.getByRole('link', { name: 'Inkwave, all episodes' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Library');
});

test('an address that cannot be read is said to be none, and the browser does not stumble over it', async ({
	page
}) => {
	const faults: string[] = [];
	page.on('pageerror', (error) => faults.push(error.message));
	const response = await page.goto('/e/%FF');
	expect(response!.status()).toBe(404);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is nothing at this address');
	await page.getByRole('link', { name: 'Inkwave, all episodes' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Library');
	expect(faults).toEqual([]);
});

test('the page may only do what it does: no code from text, nothing from elsewhere', async ({ page }) => {
	const response = await page.goto('/e/long');
	const policy = response!.headers()['content-security-policy'];
	expect(policy).toMatch(/(?:^|; )default-src 'self'(?:;|$)/);
	expect(policy).not.toMatch(/unsafe-eval|blob:|https?:|\*/);
	const compiled = await page.evaluate(() =>
		WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(
			() => true,
			() => false
		)
	);
	expect(compiled).toBe(false);
});
