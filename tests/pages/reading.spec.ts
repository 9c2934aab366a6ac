// Following the voice: the marks, the scroll, and what a click does.

import { openEpisode, playOn, pointOf, rest, where } from './hands.ts';
import { expect, GAP, startOf, test, wordOf } from './site.ts';

test.use({ viewport: { width: 1200, height: 800 } });

const seek = (page: import('@playwright/test').Page, seconds: number) =>
	page.evaluate(async (seconds) => {
		const audio = document.querySelector('audio')!;
		const done = new Promise((resolve) => audio.addEventListener('seeked', resolve, { once: true }));
		audio.currentTime = seconds;
		await done;
		// Two frames: the page derives its marks on the next one.
		for (let i = 0; i < 2; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
	}, seconds);

test('the word being spoken is marked, in its passage', async ({ page }) => {
	await openEpisode(page, '/e/long');
	for (const n of [0, 37, 500, 899, 1200, 1799]) {
		await seek(page, startOf(n) + 0.1);
		expect((await where(page)).word).toBe(wordOf(n));
		await expect(page.locator('[aria-current="true"] [data-text]')).toContainText(wordOf(n));
	}
	expect(await page.locator('#transcript [aria-current="true"]').count()).toBe(1);
});

test('at the exact start of a word it is the new one', async ({ page }) => {
	await openEpisode(page, '/e/long');
	for (const n of [10, 333, 1001]) {
		await seek(page, startOf(n));
		expect((await where(page)).word).toBe(wordOf(n));
	}
});

test('where the audio is not in the text, that is what is marked, and one can go there', async ({ page }) => {
	await openEpisode(page, '/e/long');
	await seek(page, (GAP.start + GAP.end) / 2);
	expect((await where(page)).word).toBeNull();
	const marked = page.locator('#transcript [aria-current="true"]');
	await expect(marked).toContainText('0:30 of audio is not in the transcript');
	await seek(page, GAP.end + 1);
	await expect(marked.locator('[data-text]')).toHaveCount(1);

	const line = page.getByRole('button', { name: 'Go to 5:00' });
	await line.click();
	await expect.poll(async () => (await where(page)).time).toBeCloseTo(GAP.start, 1);
	await expect(marked).toContainText('0:30 of audio');
	expect((await where(page)).paused).toBe(true);

	// It is one of the stops that arrows go to, and the voice is followed across it.
	await page.evaluate(() => document.querySelector<HTMLElement>('a.at')!.focus());
	for (let i = 0; i < 40 && !(await line.evaluate((link) => link === document.activeElement)); i++)
		await page.keyboard.press('ArrowDown');
	await seek(page, 20);
	await expect(line).toBeFocused();
	await page.keyboard.press('Space');
	await expect.poll(async () => (await where(page)).time).toBeCloseTo(GAP.start, 1);
	await page.evaluate(() => scrollTo(0, 0));
	await page.keyboard.press('f');
	await expect(line).toBeInViewport();
});

test('the mark moves on while it plays, at two speeds', async ({ page }) => {
	await openEpisode(page, '/e/long?t=40');
	await page.getByRole('button', { name: 'Play', exact: true }).click();
	for (const rate of [1, 2]) {
		await page.evaluate((rate) => (document.querySelector('audio')!.playbackRate = rate), rate);
		for (let i = 0; i < 5; i++) {
			await playOn(page, 0.35 * rate);
			const seen = await page.evaluate(
				() =>
					new Promise<[number, string | null]>((resolve) =>
						requestAnimationFrame(() =>
							requestAnimationFrame(() => {
								const [range] = [...(CSS.highlights.get('ink-word') ?? [])];
								resolve([document.querySelector('audio')!.currentTime, range?.toString() ?? null]);
							})
						)
					)
			);
			// The mark may be a frame older than the clock, and a start is forgiven a millisecond.
			const n = Math.floor((seen[0] - 0.5) * 3);
			const next = Math.floor((seen[0] + 0.01 - 0.5) * 3);
			expect([wordOf(n - 1), wordOf(n), wordOf(next)]).toContain(seen[1]);
		}
	}
});

test('a click on a word goes there and keeps still or playing', async ({ page }) => {
	await openEpisode(page, '/e/long');
	for (const n of [30, 300]) {
		const { x, y } = await pointOf(page, wordOf(n));
		await page.mouse.click(x, y);
		await expect.poll(async () => (await where(page)).word).toBe(wordOf(n));
		expect((await where(page)).paused).toBe(true);
	}
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).paused).toBe(false);
	const { x, y } = await pointOf(page, wordOf(310));
	await page.mouse.click(x, y);
	await expect.poll(async () => (await where(page)).time).toBeGreaterThanOrEqual(startOf(310));
	expect((await where(page)).time).toBeLessThan(startOf(310) + 3);
	expect((await where(page)).paused).toBe(false);
});

test('a click on the very word being spoken plays, and again pauses', async ({ page }) => {
	await openEpisode(page, `/e/long?t=${startOf(36)}`);
	await expect.poll(async () => (await where(page)).word).toBe(wordOf(36));
	const { x, y } = await pointOf(page, wordOf(36));
	// A double click picks it instead, and leaves the audio as it is.
	await page.mouse.dblclick(x, y);
	expect(await page.evaluate(() => getSelection()!.toString().trim())).toBe(wordOf(36));
	expect((await where(page)).paused).toBe(true);
	await page.evaluate(() => getSelection()!.removeAllRanges());
	await page.mouse.click(x, y);
	await expect.poll(async () => (await where(page)).paused).toBe(false);
});

test('a click before the times of words are there waits for them; the last one counts', async ({ page }) => {
	let send = () => {};
	const sent = new Promise<void>((resolve) => (send = resolve));
	await page.route('**/e/long/words', async (route) => {
		await sent;
		await route.continue();
	});
	await page.goto('/e/long');
	await page.waitForFunction(() => document.querySelector('audio')!.readyState >= 1);
	for (const n of [20, 30]) {
		const { x, y } = await pointOf(page, wordOf(n));
		await page.mouse.click(x, y);
	}
	expect((await where(page)).time).toBe(0);
	send();
	await expect.poll(async () => (await where(page)).word).toBe(wordOf(30));
});

test('a click on a word that was never said goes to the nearest one that was', async ({ page }) => {
	await openEpisode(page, '/e/long');
	const { x, y } = await pointOf(page, wordOf(98));
	await page.mouse.click(x, y);
	await expect.poll(async () => [wordOf(95), wordOf(108)].includes((await where(page)).word ?? '')).toBe(true);
});

test('selecting text, and the click that ends a selection, leave the playhead alone', async ({ page }) => {
	await openEpisode(page, `/e/long?t=${startOf(12)}`);
	const from = await pointOf(page, wordOf(50));
	const to = await pointOf(page, wordOf(54));
	await page.mouse.move(from.x, from.y);
	await page.mouse.down();
	await page.mouse.move(to.x, to.y, { steps: 4 });
	await page.mouse.up();
	await expect(page.getByRole('toolbar', { name: /Selection/ })).toBeVisible();
	await page.mouse.click(to.x, to.y + 60);
	await expect(page.getByRole('toolbar', { name: /Selection/ })).toHaveCount(0);
	expect((await where(page)).time).toBeCloseTo(startOf(12), 1);
});

test('the page follows, lets go at a gesture, and comes back', async ({ page }) => {
	await openEpisode(page, '/e/long?t=100');
	await page.keyboard.press('Space');
	await seek(page, 200);
	const line = () =>
		page.evaluate(() => ([...CSS.highlights.get('ink-word')!][0] as Range).getBoundingClientRect().top / innerHeight);
	await expect.poll(line).toBeLessThan(0.5);
	expect(await line()).toBeGreaterThan(0.05);

	await page.mouse.move(600, 300);
	const before = (await where(page)).y;
	await page.mouse.wheel(0, 2500);
	await expect.poll(async () => (await where(page)).y).toBeGreaterThan(before + 1000);
	await rest(page);
	const { y } = await where(page);
	await playOn(page, 2.5);
	expect((await where(page)).y).toBe(y);
	const button = page.getByRole('button', { name: 'Follow' });
	await expect(button).toBeVisible();
	await expect(button.locator('svg.lucide-arrow-up')).toHaveCount(1);

	await button.click();
	await expect.poll(line).toBeLessThan(0.5);
	await expect(button).toHaveCount(0);
});

test('a link opens where it leads at once, without a glide that a wheel would be lost in', async ({ page }) => {
	await page.addInitScript(() => {
		const seen = new Set<number>();
		addEventListener('scroll', () => seen.add(scrollY), { passive: true });
		Object.assign(window, { seen });
	});
	// Near enough that, while reading, the page would glide there.
	await openEpisode(page, '/e/long?t=2');
	const scrolled = () => page.evaluate(() => [...(window as unknown as { seen: Set<number> }).seen]);
	await expect.poll(async () => (await scrolled()).length).toBeGreaterThan(0);
	await rest(page);
	const seen = await scrolled();
	// More than one only by what a late font moves.
	expect(Math.max(...seen) - Math.min(...seen)).toBeLessThan(20);
});

test('a window that changes its width leaves the line that is read where it is', async ({ page }) => {
	await page.setViewportSize({ width: 390, height: 800 });
	await openEpisode(page, '/e/long?t=2');
	await page.mouse.move(200, 400);
	await page.mouse.wheel(0, 3000);
	await rest(page);
	const line = () =>
		page.evaluate((text) => {
			const passage = [...document.querySelectorAll('[data-text]')].find(({ textContent }) =>
				textContent.includes(text)
			)!;
			const range = document.createRange();
			const at = passage.textContent.indexOf(text);
			range.setStart(passage.firstChild!, at);
			range.setEnd(passage.firstChild!, at + 1);
			return Math.round(range.getBoundingClientRect().top);
		}, read);
	const read = await page.evaluate(() => {
		const { offsetNode, offset } = document.caretPositionFromPoint(44, 200)!;
		return offsetNode.textContent!.slice(offset).match(/\w+/)![0];
	});
	const before = await line();
	for (const width of [800, 390]) {
		await page.setViewportSize({ width, height: 800 });
		await expect.poll(async () => Math.abs((await line()) - before)).toBeLessThan(100);
	}
});

test('a gesture ends a glide where the page is', async ({ page }) => {
	await openEpisode(page, '/e/long?t=2');
	const home = (await where(page)).y;
	await page.mouse.move(600, 300);
	await page.mouse.wheel(0, 900);
	await expect.poll(async () => (await where(page)).y).toBe(home + 900);
	const ended = await page.getByRole('button', { name: 'Follow' }).evaluate(async (button: HTMLElement) => {
		const from = scrollY;
		button.click();
		while (scrollY > from - 20) await new Promise(requestAnimationFrame);
		document.body.dispatchEvent(new WheelEvent('wheel', { deltaY: 100, bubbles: true }));
		await new Promise(requestAnimationFrame);
		return scrollY;
	});
	expect(ended).toBeGreaterThan(home + 50);
	await rest(page);
	expect((await where(page)).y).toBe(ended);
});

test('a timestamp plays from its passage; the transcript is one tab stop', async ({ page }) => {
	await openEpisode(page, '/e/long');
	const times = page.locator('#transcript').getByRole('button', { name: /^Play from / });
	expect(await times.count()).toBeGreaterThan(10);
	expect(await page.locator('#transcript a.at[tabindex="0"]').count()).toBe(1);
	await times.first().focus();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await expect(times.nth(2)).toBeFocused();
	expect(await page.locator('#transcript a.at[tabindex="0"]').count()).toBe(1);
	await page.keyboard.press('End');
	await expect(times.last()).toBeFocused();
	await page.keyboard.press('Home');
	await page.keyboard.press('ArrowDown');
	const text = await times.nth(1).locator('xpath=..').locator('[data-text]').textContent();
	await page.keyboard.press('Enter');
	await expect.poll(async () => (await where(page)).paused).toBe(false);
	expect(text).toContain((await where(page)).word);
});

test('what was never said is set apart', async ({ page }) => {
	await openEpisode(page, '/e/long');
	const untold = await page.evaluate(() => [...CSS.highlights.get('ink-untold')!].map((range) => range.toString()));
	expect(untold).toHaveLength(1);
	expect(untold[0].startsWith(wordOf(96))).toBe(true);
	expect(untold[0].endsWith(wordOf(107))).toBe(true);
	await expect(page.getByText('12 words of this text are not in the audio. They are grey')).toBeVisible();
});

test('what was never said is told to who cannot see it, and is no part of the text for that', async ({ page }) => {
	await openEpisode(page, '/e/cut');
	const transcript = page.locator('#transcript');
	const told = await transcript.ariaSnapshot();
	expect(told).toMatch(/Not in the audio:[^]*This was cut because/);
	expect(told).toMatch(/3 words here are not in the audio: “some would say,”[^]*Then comes butter/);
	expect(told.match(/in the audio/g)).toHaveLength(2);
	const found = await page.evaluate(() => {
		const transcript = document.getElementById('transcript')!;
		getSelection()!.selectAllChildren(transcript);
		const { height } = transcript.getBoundingClientRect();
		const notes = [...transcript.querySelectorAll('[data-note]')];
		for (const note of notes) note.remove();
		return {
			text: transcript.textContent + String(getSelection()),
			notes: notes.length,
			moved: transcript.getBoundingClientRect().height - height
		};
	});
	expect(found.text).not.toContain('the audio');
	expect(found).toMatchObject({ notes: 2, moved: 0 });
});

test('no word has an element of its own', async ({ page }) => {
	await openEpisode(page, '/e/long');
	expect(await page.locator('[data-text] *').count()).toBe(0);
});
