// The waveform, and listening on terms of one's own: clips, silences, sleep.

import { openEpisode, where } from './hands.ts';
import { DURATION, expect, GAP, startOf, test, wordOf } from './site.ts';

test.use({ viewport: { width: 1200, height: 800 } });

test('both strips are drawn, from the peaks and without fetching the audio', async ({ page }) => {
	const fetched: string[] = [];
	page.on('request', (request) => {
		if (request.url().includes('/audio')) fetched.push(request.resourceType());
	});
	await openEpisode(page, '/e/long?t=100');
	// Playwright looks into the open shadow roots of the two drawings.
	await expect.poll(() => page.locator('.dock canvas').count()).toBeGreaterThan(1);
	expect(new Set(fetched)).toEqual(new Set(['media']));
	expect(await page.locator('audio').count()).toBe(1);
});

test('the whole waveform is drawn anew where its colours are others, and only there', async ({ page }) => {
	await page.addInitScript(() => {
		const counted = Object.assign(window, { drawn: 0 });
		const { beginPath } = CanvasRenderingContext2D.prototype;
		CanvasRenderingContext2D.prototype.beginPath = function () {
			if ((this.canvas.getRootNode() as ShadowRoot).host?.closest('.strip')) counted.drawn++;
			beginPath.call(this);
		};
	});
	const drawn = () => page.evaluate(() => (window as unknown as { drawn: number }).drawn);
	await page.emulateMedia({ colorScheme: 'light' });
	await openEpisode(page, '/e/long?t=100');
	await expect.poll(drawn).toBeGreaterThan(0);
	await page.waitForTimeout(300);
	const first = await drawn();
	// The library draws, and draws once more a moment later, when it has measured its container.
	expect(first).toBeLessThan(3);
	await page.getByRole('button', { name: 'Appearance' }).click();
	await page.getByRole('radio', { name: 'Light', exact: true }).check();
	await page.waitForTimeout(300);
	expect(await drawn()).toBe(first);
	await page.getByRole('radio', { name: 'Dark', exact: true }).check();
	await expect.poll(drawn).toBe(first + 1);
});

test('the Tab key stops at nothing that is hidden from a screen reader', async ({ page }) => {
	await openEpisode(page, '/e/long?t=100');
	await expect.poll(() => page.locator('.zoom canvas').count()).toBeGreaterThan(0);
	const stops: string[] = [];
	for (let i = 0; i < 40; i++) {
		await page.keyboard.press('Tab');
		const stop = await page.evaluate(() => {
			const at = document.activeElement!;
			return `${at.closest('[aria-hidden="true"]') ? 'hidden ' : ''}${at.tagName} ${at.getAttribute('aria-label') ?? ''}`;
		});
		if (stops.includes(stop) && stop.startsWith('BODY')) break;
		stops.push(stop);
	}
	expect(stops.filter((stop) => stop.startsWith('hidden'))).toEqual([]);
	expect(stops).toContain('DIV Position');
});

test('pointing at the waveform says when and what', async ({ page }) => {
	await openEpisode(page, '/e/long');
	const slider = (await page.getByRole('slider', { name: 'Position' }).boundingBox())!;
	await page.mouse.move(slider.x + slider.width / 4, slider.y + 10);
	await expect(page.locator('.tip')).toContainText('2:40');
	await expect(page.locator('.tip')).toContainText(wordOf(479));
	await page.mouse.click(slider.x + slider.width / 4, slider.y + 10);
	await expect.poll(async () => Math.round((await where(page)).time)).toBe(160);
});

test('a drag on the close waveform picks a clip, which can be played and dropped', async ({ page }) => {
	await openEpisode(page, '/e/long?t=100');
	await expect.poll(() => page.locator('.zoom canvas').count()).toBeGreaterThan(0);
	const strip = (await page.locator('.zoom').boundingBox())!;
	const y = strip.y + strip.height / 2;
	await page.mouse.move(strip.x + 650, y);
	await page.mouse.down();
	await page.mouse.move(strip.x + 722, y, { steps: 6 });
	await page.mouse.up();
	const bar = page.getByRole('toolbar', { name: /Selection, 1:41 to 1:43/ });
	await expect(bar).toBeVisible();
	const marked = await page.evaluate(() => [...CSS.highlights.get('ink-clip')!].map(String).join(' '));
	expect(marked.split(' ').length).toBeGreaterThan(3);
	await bar.getByRole('button', { name: 'Play' }).click();
	await expect.poll(async () => (await where(page)).time).toBeGreaterThan(101.3);
	await expect.poll(async () => (await where(page)).paused, { timeout: 10_000 }).toBe(true);
	expect((await where(page)).time).toBeLessThan(104);

	await page.mouse.move(strip.x + 500, y);
	await page.mouse.down();
	await page.mouse.move(strip.x + 600, y, { steps: 6 });
	await page.mouse.up();
	await expect(page.getByRole('toolbar', { name: /Selection/ })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('toolbar', { name: /Selection/ })).toHaveCount(0);
});

test('the close waveform goes along with the voice, and stays for a while where a finger has moved it', async ({
	page
}) => {
	await openEpisode(page, '/e/long?t=100');
	await expect.poll(() => page.locator('.zoom canvas').count()).toBeGreaterThan(0);
	const devtools = await page.context().newCDPSession(page);
	const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...xs: number[]) =>
		devtools.send('Input.dispatchTouchEvent', { type, touchPoints: xs.map((x) => ({ x, y })) });
	/** The place of the voice and of the strip in each frame, as it goes on. */
	const frames = await page.locator('.zoom').evaluateHandle((zoom) => {
		const audio = document.querySelector('audio')!;
		const host = [...zoom.querySelectorAll('*')].find((element) => element.shadowRoot)!;
		const strip = host.shadowRoot!.querySelector('[part="scroll"]')!;
		const seen: { time: number; middle: number }[] = [];
		const look = () => {
			seen.push({ time: audio.currentTime, middle: (strip.scrollLeft + strip.clientWidth / 2) / 36 });
			requestAnimationFrame(look);
		};
		look();
		return seen;
	});
	const away = async () => {
		const { time, middle } = (await frames.jsonValue()).at(-1)!;
		return Math.abs(middle - time);
	};
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).time).toBeGreaterThan(100.5);
	expect(await away()).toBeLessThan(0.2);
	const strip = (await page.locator('.zoom').boundingBox())!;
	const y = strip.y + strip.height / 2;
	await touch('touchStart', 700);
	for (let x = 690; x >= 100; x -= 10) await touch('touchMove', x);
	await touch('touchEnd');
	await expect.poll(away).toBeLessThan(0.2);
	const seen = await frames.jsonValue();
	const furthest = seen.reduce((a, b) => (b.middle > a.middle ? b : a));
	expect(furthest.middle - furthest.time).toBeGreaterThan(10);
	const stayed = seen.filter(({ middle }) => middle === furthest.middle);
	expect(stayed.at(-1)!.time - stayed[0].time).toBeGreaterThan(2);
	expect(seen.at(-1)!.time).toBeLessThan(furthest.middle);
});

test('silences are skipped where the listener wants it', async ({ page }) => {
	await openEpisode(page, `/e/long?t=${GAP.start - 0.5}`);
	await page.locator('.rate').click();
	await page.getByRole('checkbox', { name: 'Skip silences' }).check();
	await page.keyboard.press('Escape');
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).time, { timeout: 8000 }).toBeGreaterThan(GAP.end - 0.3);
	expect((await where(page)).time).toBeLessThan(GAP.end + 8);
});

test('it stops at the end of the topic where asked to', async ({ page }) => {
	await openEpisode(page, `/e/long?t=${startOf(480) - 1.5}`);
	await page.locator('.rate').click();
	await page.getByRole('checkbox', { name: 'Stop at the end of this topic' }).check();
	await page.keyboard.press('Escape');
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).time).toBeGreaterThan(startOf(480) - 0.1);
	await expect.poll(async () => (await where(page)).paused).toBe(true);
	expect((await where(page)).time).toBeLessThan(startOf(480) + 0.5);
});

test('a browser without highlights still has its passage marked, and clicks still work', async ({ page }) => {
	await page.addInitScript(() => {
		Reflect.deleteProperty(CSS, 'highlights');
		Reflect.deleteProperty(window, 'Highlight');
	});
	await page.goto(`/e/long?t=${startOf(500)}`);
	await expect(page.locator('#transcript[data-timed]')).toHaveCount(1);
	expect(await page.evaluate(() => 'highlights' in CSS)).toBe(false);
	await expect(page.locator('#transcript [aria-current="true"]')).toContainText(wordOf(500));
});

test('a link shows its place in the waveform before anything plays', async ({ page }) => {
	// Drawn after the element has been moved, as on a slow network.
	await page.route('**/peaks', async (route) => {
		await new Promise((resolve) => setTimeout(resolve, 1500));
		await route.continue();
	});
	await openEpisode(page, '/e/long?t=320');
	await expect
		.poll(() =>
			page.evaluate((duration) => {
				const hosts = [...document.querySelectorAll('*')].filter((element) => element.shadowRoot);
				const cursors = hosts.map((host) => host.shadowRoot!.querySelector<HTMLElement>('[part="cursor"]'));
				return cursors.map((cursor) => Math.round((parseFloat(cursor?.style.left ?? '0') / 100) * duration));
			}, DURATION)
		)
		.toEqual([320, 320]);
});
