// What the page looks like where that can be measured: fonts, cursors, colours that the system forces, paper.

import type { Locator, Page } from '@playwright/test';
import { openEpisode, pointOf, where } from './hands.ts';
import { expect, GAP, test, wordOf } from './site.ts';

/** The colour of most of a picture. */
function groundOf(page: Page, png: Buffer): Promise<string> {
	return page.evaluate(
		async (bytes) => {
			const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
			const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
			canvas.drawImage(image, 0, 0);
			const { data } = canvas.getImageData(0, 0, image.width, image.height);
			const counts = new Map<string, number>();
			for (let i = 0; i < data.length; i += 4) {
				const colour = `rgb(${data.slice(i, i + 3).join(', ')})`;
				counts.set(colour, (counts.get(colour) ?? 0) + 1);
			}
			return [...counts].sort(([, a], [, b]) => b - a)[0][0];
		},
		[...png]
	);
}

/** In the page: of each waveform what is to come, what was played, the playhead and the ground. */
function coloursOfStrips(): string[][] {
	const drawn = (canvas: HTMLCanvasElement) => {
		const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
		const at = data.findIndex((value, i) => i % 4 === 3 && value === 255);
		return `rgb(${data.slice(at - 3, at).join(', ')})`;
	};
	return [...document.querySelectorAll('.dock .canvas > *')].map(({ shadowRoot }) => [
		drawn(shadowRoot!.querySelector('.canvases canvas')!),
		drawn(shadowRoot!.querySelector('.progress canvas')!),
		getComputedStyle(shadowRoot!.querySelector('[part="cursor"]')!).backgroundColor,
		getComputedStyle(document.body).backgroundColor
	]);
}

test('without its fonts the text takes the same room', async ({ page }) => {
	await page.setViewportSize({ width: 1200, height: 800 });
	await openEpisode(page, '/e/long');
	const height = () => page.evaluate(() => document.body.scrollHeight);
	const meant = await height();
	const names = await page.evaluate(() => [...document.fonts].map(({ family }) => family.replaceAll('"', '')));
	expect(names).toEqual(expect.arrayContaining(['Book fallback', 'Sans fallback']));

	await page.route('**/*.woff2', (route) => route.abort());
	await openEpisode(page, '/e/long');
	const [own, ...stretched] = await page.evaluate(() =>
		Promise.all(
			['400 1em "Source Serif 4 Variable"', '400 1em "Book fallback"', '600 1em "Book fallback"'].map((font) =>
				document.fonts.load(font).then(
					(faces) => faces.length > 0,
					() => false
				)
			)
		)
	);
	expect(own).toBe(false);
	test.skip(stretched.includes(false), 'this machine has neither Times nor one of its twins');
	expect(Math.abs((await height()) / meant - 1)).toBeLessThan(0.01);
});

test('what is not in the transcript is said where one points at it, above the player', async ({ page }) => {
	await page.setViewportSize({ width: 1200, height: 800 });
	await openEpisode(page, `/e/long?t=${GAP.start + 5}`);
	await expect.poll(() => page.locator('.zoom canvas').count()).toBeGreaterThan(0);
	const [whole, close, dock] = await Promise.all(
		['.strip', '.zoom', '.dock'].map(async (name) => (await page.locator(name).boundingBox())!)
	);
	await page.mouse.move(whole.x + (whole.width * (GAP.start + 10)) / 640, whole.y + 10);
	await expect(page.locator('.tip')).toHaveText(/^5:\d\d\s*not in the transcript$/);
	const tip = (await page.locator('.tip').boundingBox())!;
	expect(tip.y + tip.height).toBeLessThan(dock.y);
	await page.mouse.move(close.x + close.width / 2 + 20, close.y + 10);
	await expect(page.locator('.tip')).toHaveText(/^5:05\s*not in the transcript$/);
	// One sign for it in both.
	const signs = await page
		.locator('.dock .gap')
		.evaluateAll((gaps) => gaps.map((gap) => getComputedStyle(gap).background));
	expect(signs).toHaveLength(2);
	expect(signs[0]).toContain('repeating-linear-gradient');
	expect(signs[1]).toBe(signs[0]);
});

test('nothing is written over the close waveform', async ({ page }) => {
	await page.setViewportSize({ width: 1200, height: 800 });
	await openEpisode(page, '/e/long?t=162');
	await expect(page.locator('.zoom .topic')).toHaveCount(1);
	await expect(page.locator('.zoom')).toHaveText('');
});

test('the length of what is not in the transcript is rounded', async ({ page }) => {
	await page.goto('/e/rough');
	await expect(page.locator('#transcript .gap')).toContainText('0:20 of audio');
});

test('an episode that is no longer than the close waveform has only the other one', async ({ page }) => {
	const dock = page.locator('.dock');
	await page.setViewportSize({ width: 1200, height: 800 });
	await openEpisode(page, '/e/twice');
	await expect(page.locator('.zoom')).toHaveCount(1);
	const usual = (await dock.boundingBox())!.height;
	await page.setViewportSize({ width: 2300, height: 800 });
	await expect(page.locator('.zoom')).toHaveCount(0);
	expect((await dock.boundingBox())!.height).toBeLessThan(usual - 40);
});

test('what a key sets is said, and stays in sight', async ({ page }) => {
	await page.setViewportSize({ width: 820, height: 900 });
	await openEpisode(page, '/e/long');
	const said = page.getByRole('status').filter({ hasText: /./ });
	const rate = page.locator('.rate');
	await page.keyboard.press('m');
	await expect(said).toHaveText('Muted');
	await expect(rate.locator('svg')).toBeVisible();
	await expect(rate).toHaveAccessibleName('Speed 1×, sleep and volume, muted');
	await page.keyboard.press('m');
	await expect(said).toHaveText('Sound on');
	await expect(rate.locator('svg')).toHaveCount(0);
	await page.keyboard.press('>');
	await expect(said).toHaveText('Speed 1.05×');
	await expect.poll(async () => (await where(page)).rate).toBeCloseTo(1.05);
});

test('what is said of a clip does not stand on its buttons', async ({ page }) => {
	await openEpisode(page, '/e/long?t=100,110');
	const clip = page.getByRole('region', { name: 'Clip' });
	await clip.waitFor();
	await page.keyboard.press('>');
	const said = page.getByRole('status').filter({ hasText: 'Speed' });
	await expect(said).toHaveCSS('opacity', '1');
	const above = async (other: Locator) => {
		const [a, b] = [(await said.boundingBox())!, (await other.boundingBox())!];
		expect(a.y + a.height).toBeLessThan(b.y);
	};
	await above(clip);
	const strip = (await page.locator('.zoom').boundingBox())!;
	await page.mouse.move(strip.x + 650, strip.y + 10);
	await page.mouse.down();
	await page.mouse.move(strip.x + 750, strip.y + 10, { steps: 6 });
	await page.mouse.up();
	await page.getByRole('toolbar', { name: /Selection/ }).waitFor();
	await page.keyboard.press('>');
	await expect(said).toHaveCSS('opacity', '1');
	await above(page.getByRole('toolbar', { name: /Selection/ }));
});

test('how long it is until sleep is to be seen', async ({ page }) => {
	await page.setViewportSize({ width: 1200, height: 800 });
	await openEpisode(page, '/e/long');
	await page.locator('.rate').click();
	await page.getByRole('radio', { name: '15' }).check();
	await expect(page.locator('.rate')).toHaveText('1×15 min');
	await expect(page.locator('.rate')).toHaveAccessibleName('Speed 1×, sleep in 15 minutes, volume');
	await page.getByRole('checkbox', { name: 'Stop at the end of this topic' }).check();
	await expect(page.locator('.rate')).toHaveAccessibleName('Speed 1×, sleep at the end of this topic, volume');
});

test('every button with an icon says what it does to who points at it', async ({ page }) => {
	for (const width of [1200, 900]) {
		await page.setViewportSize({ width, height: 800 });
		await openEpisode(page, '/e/long');
		const mute = await page.locator('.bar > button:not([title]), .dock button:not([title])').count();
		expect(mute).toBe(0);
		await expect(page.getByTitle('Keys (?)')).toBeVisible();
	}
});

test('nothing shines through the bar or the player', async ({ page }) => {
	await openEpisode(page, '/e/long');
	for (const name of ['.bar', '.dock']) {
		const colour = await page.locator(name).evaluate((element) => getComputedStyle(element).backgroundColor);
		expect(colour).toMatch(/^rgb\(/);
	}
	// What passes below the bar is cut off by an edge.
	await expect(page.locator('.bar')).toHaveCSS('box-shadow', /^rgba.* 0px 0px 0px 0px$/);
	await page.evaluate(() => scrollTo(0, 1000));
	await expect(page.locator('.bar')).toHaveCSS('box-shadow', /^rgb\(.* 0px 1px 0px 0px$/);
});

test('who asks for more contrast gets it', async ({ page }) => {
	await openEpisode(page, '/e/long');
	const colours = () =>
		page.evaluate(() =>
			[document.body, document.querySelector('.meta')!].map((element) => getComputedStyle(element).color)
		);
	const [ink, soft] = await colours();
	await page.emulateMedia({ contrast: 'more' });
	expect(await colours()).toEqual(['rgb(0, 0, 0)', 'rgb(63, 59, 52)']);
	expect([ink, soft]).not.toContain('rgb(0, 0, 0)');
	// What a field is for is as easy to read in the dark as all that is not the text itself.
	await page.emulateMedia({ contrast: null, colorScheme: 'dark' });
	await page.goto('/');
	const placeholder = page.getByRole('searchbox').evaluate((field) => getComputedStyle(field, '::placeholder').color);
	await expect(page.locator('.sum')).toHaveCSS('color', await placeholder);
});

test('audio that is waited for is to be seen as such, and nothing flickers where motion is not wanted', async ({
	page
}) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await page.route('**/e/long/audio', () => {});
	await page.goto('/e/long', { waitUntil: 'commit' });
	await page.locator('#transcript[data-timed]').waitFor();
	await page.keyboard.press('k');
	const button = page.getByRole('button', { name: 'Pause', exact: true });
	await expect(button).toHaveCSS('opacity', '0.5');
	await expect(button).toHaveCSS('animation-iteration-count', '1');
});

test('a wide line leaves the outline its room, and takes none away from the text', async ({ page }) => {
	await page.addInitScript(() => localStorage.setItem('inkwave:look', JSON.stringify({ measure: 'wide' })));
	for (const width of [1217, 1280, 1440]) {
		await page.setViewportSize({ width, height: 800 });
		await openEpisode(page, '/e/long');
		const [outline, text] = await Promise.all([
			page.getByRole('navigation', { name: 'Topics' }).boundingBox(),
			page.locator('main').boundingBox()
		]);
		expect(outline!.width).toBeGreaterThan(220);
		expect(text!.width).toBe(46 * 16);
		expect(text!.x + text!.width).toBeLessThan(width - 60);
	}
});

test('the title is in the bar only once it has been scrolled away', async ({ page }) => {
	const title = page.locator('.bar .title');
	await page.setViewportSize({ width: 1200, height: 2400 });
	await openEpisode(page, '/e/rough');
	expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
	await expect(title).toHaveCSS('opacity', '0');
	await openEpisode(page, '/e/long');
	await expect(title).toHaveCSS('opacity', '0');
	await page.evaluate(() => scrollTo(0, 1000));
	await expect(title).toHaveCSS('opacity', '1');
});

test('the word under the mouse is marked, and nothing where there is none', async ({ page }) => {
	await page.setViewportSize({ width: 1200, height: 800 });
	await openEpisode(page, '/e/long');
	const pointed = () => page.evaluate(() => [...CSS.highlights.get('ink-over')!].map(String));
	const { x, y } = await pointOf(page, wordOf(40));
	await page.mouse.move(x, y);
	await expect.poll(pointed).toEqual([wordOf(40)]);
	const word = page.locator('[data-text]').first();
	await expect(word).toHaveCSS('cursor', 'pointer');
	await page.mouse.move(x, 5);
	await expect.poll(pointed).toEqual([]);
	// What is being selected needs no other mark.
	await page.mouse.move(x, y);
	await expect.poll(pointed).toEqual([wordOf(40)]);
	await page.mouse.down();
	await page.mouse.move(x + 60, y);
	await expect.poll(pointed).toEqual([]);
	await page.mouse.up();
	await page.goto('/e/untimed');
	await expect(word).toHaveCSS('cursor', 'auto');
});

test('the help says first what a click in the text does', async ({ page }) => {
	await openEpisode(page, '/e/long');
	await page.keyboard.press('?');
	await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Click a word to hear it');
});

test('where motion is not wanted, what was played is told from the rest all the same', async ({ page }) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await openEpisode(page, '/e/long?t=100');
	await expect.poll(() => page.locator('.dock canvas').count()).toBeGreaterThan(3);
	for (const colours of await page.evaluate(coloursOfStrips)) expect(new Set(colours).size).toBe(4);
});

test('where the system forces its colours, what was played, the playhead and the topic are still told apart', async ({
	page
}) => {
	await page.setViewportSize({ width: 1300, height: 800 });
	await page.emulateMedia({ forcedColors: 'active' });
	await openEpisode(page, '/e/long?t=100');
	await expect.poll(() => page.locator('.dock canvas').count()).toBeGreaterThan(3);
	const strips = await page.evaluate(coloursOfStrips);
	expect(strips).toHaveLength(2);
	for (const colours of strips) expect(new Set(colours).size).toBe(4);
	await expect(page.locator('nav a[aria-current="true"]')).toHaveCSS('outline-style', 'solid');

	// In the text, too: what nobody says has the ground of the page, the word being spoken and a hit have not.
	await openEpisode(page, '/e/cut?t=1.1&q=bread');
	const grounds: string[] = [];
	for (const text of ['there was no', 'We', 'bread']) {
		const clip = await page.locator('#transcript').evaluate((article, text) => {
			const passage = [...article.querySelectorAll('[data-text]')].find((p) => p.textContent.includes(text))!;
			const node = [...passage.childNodes].find((n) => n.textContent!.includes(text))!;
			const range = document.createRange();
			const at = node.textContent!.indexOf(text);
			range.setStart(node, at);
			range.setEnd(node, at + text.length);
			const { x, y, width, height } = range.getBoundingClientRect();
			return { x, y, width, height };
		}, text);
		grounds.push(await groundOf(page, await page.screenshot({ clip })));
	}
	const paper = strips[0][3];
	expect(grounds.map((ground) => ground === paper)).toEqual([true, false, false]);
});

test('the head of an episode stands together, whichever way it is written', async ({ page }) => {
	await page.setViewportSize({ width: 1200, height: 800 });
	for (const [slug, edge] of [
		['arabic', 'right'],
		['long', 'left']
	] as const) {
		await page.goto(`/e/${slug}`);
		const edges = await page.evaluate((edge) => {
			const parts = document.querySelectorAll('main > header :is(h1, .meta, .note) > :first-child');
			return [...parts].map((part) => Math.round(part.getBoundingClientRect()[edge]));
		}, edge);
		expect(edges).toHaveLength(3);
		const [title, figures, note] = edges;
		expect(figures, slug).toBe(title);
		expect(Math.abs(note - title), slug).toBeLessThan(20);
		await expect(page.locator('.meta > span').first()).toHaveCSS('direction', 'ltr');
	}
});

test('the figures of an episode have room on their line, with any font', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 800 });
	for (const block of [false, true]) {
		if (block) await page.route('**/*.woff2', (route) => route.abort());
		await openEpisode(page, '/e/long');
		const room = await page.locator('.meta').evaluate((meta) => {
			const [first, last] = [meta.firstElementChild!, meta.lastElementChild!].map((part) =>
				part.getBoundingClientRect()
			);
			return first.top === last.top ? meta.getBoundingClientRect().right - last.right : -1;
		});
		expect(room).toBeGreaterThan(0);
	}
});

test('on paper there is the address, a time beside its speaker, and nothing to fill in', async ({ page }) => {
	await openEpisode(page, '/e/long');
	const address = page.getByText(/^http.*\/e\/long$/);
	await expect(address).toBeHidden();
	await page.emulateMedia({ media: 'print' });
	await expect(address).toBeVisible();
	const turn = page.locator('.named').first();
	const [who, at] = await Promise.all(['.who', '.at'].map(async (name) => (await turn.locator(name).boundingBox())!));
	expect(Math.abs(at.y + at.height / 2 - (who.y + who.height / 2))).toBeLessThan(1);
	await page.goto('/');
	await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
	await expect(page.getByRole('searchbox')).toHaveCount(0);
});

test('what is said of an address with nothing there begins below the name of the site', async ({ page }) => {
	await page.setViewportSize({ width: 1440, height: 800 });
	await page.goto('/nowhere');
	const [name, title] = await Promise.all(
		['header', 'h1'].map((part) =>
			page.locator(part).evaluate((element) => {
				const { left } = element.getBoundingClientRect();
				return left + parseFloat(getComputedStyle(element).paddingLeft);
			})
		)
	);
	expect(title).toBe(name);
});

test('the round corners of the mini player cut nothing off', async ({ page }) => {
	await openEpisode(page, '/e/long?t=600');
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).paused).toBe(false);
	await page.getByRole('link', { name: /all episodes/ }).click();
	const [mini, done] = await Promise.all(
		['.mini', '.done'].map(async (name) => (await page.locator(name).boundingBox())!)
	);
	expect(done.x - mini.x).toBeGreaterThanOrEqual(16);
	expect(done.x + done.width).toBeLessThanOrEqual(mini.x + mini.width - 16);
});

test('what could not be loaded takes little of a small window', async ({ page }) => {
	await page.setViewportSize({ width: 320, height: 256 });
	await page.route('**/e/long/words', (route) => route.abort());
	await page.goto('/e/long');
	const bar = page.getByRole('alert');
	await expect(bar).toContainText('could not be loaded');
	expect((await bar.boundingBox())!.height).toBeLessThan(48);
	expect((await bar.getByRole('button').boundingBox())!.height).toBeGreaterThanOrEqual(24);
});
