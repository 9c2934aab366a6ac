// Kept episodes: installed, saved, and then without a network; in the browser's own service worker.

import { openEpisode, where } from './hands.ts';
import { expect, startOf, test, wordOf } from './site.ts';

test.use({ serviceWorkers: 'allow', viewport: { width: 1200, height: 800 } });

async function ready(page: import('@playwright/test').Page): Promise<void> {
	await page.evaluate(async () => {
		await navigator.serviceWorker.ready;
		if (!navigator.serviceWorker.controller)
			await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
	});
}

test('the app can be installed', async ({ page, request }) => {
	await page.goto('/');
	const manifest = await (await request.get('/manifest.webmanifest')).json();
	expect(await page.locator('link[rel="manifest"]').getAttribute('href')).toMatch(/manifest\.webmanifest$/);
	for (const { src, sizes, type } of manifest.icons) {
		const response = await request.get(src);
		expect(response.headers()['content-type']).toContain(type);
		if (type !== 'image/png') continue;
		const bytes = await response.body();
		expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`).toBe(sizes);
	}
	// Every listener loads what lies in static/: only what the page or its manifest names is worth that.
	await ready(page);
	const named = await page.locator('link[rel*="icon"], link[rel="manifest"]').all();
	const hrefs = await Promise.all(named.map((link) => link.evaluate((element: HTMLLinkElement) => element.href)));
	const icons = manifest.icons.map(({ src }: { src: string }) => new URL(src, page.url()).href);
	const first = await page.evaluate(async () => {
		const shell = (await caches.keys()).find((name) => name.startsWith('inkwave-shell-'))!;
		return (await (await caches.open(shell)).keys()).map(({ url }) => url).filter((url) => !url.includes('/_app/'));
	});
	expect(first.sort()).toEqual([...new Set([...hrefs, ...icons])].sort());
	const devtools = await page.context().newCDPSession(page);
	const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
	// Test windows are private windows, where nothing can be installed.
	expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});

test('a saved episode opens, seeks and plays without a network; others say that they are not there', async ({
	page,
	context
}) => {
	await openEpisode(page, '/e/long');
	await ready(page);
	await page.getByRole('button', { name: 'Share and save' }).click();
	await page.getByRole('button', { name: 'Save for offline' }).click();
	await expect(page.getByText('Saved, 10 MB on this device')).toBeVisible({ timeout: 30_000 });

	await context.setOffline(true);
	expect(
		await page.evaluate(() =>
			fetch('/healthz', { cache: 'no-store' }).then(
				() => 'online',
				() => 'offline'
			)
		)
	).toBe('offline');
	await page.goto('/e/long?t=100');
	await page.waitForFunction(() => document.querySelector('audio')!.readyState >= 1);
	await expect(page.locator('#transcript[data-timed]')).toHaveCount(1);
	await expect.poll(async () => (await where(page)).time).toBeCloseTo(100, 1);

	// Across the parts in which the audio is kept.
	for (const n of [10, 1200, 600]) {
		await page.evaluate((seconds) => (document.querySelector('audio')!.currentTime = seconds), startOf(n));
		await expect.poll(async () => (await where(page)).word).toBe(wordOf(n));
	}
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).time).toBeGreaterThan(startOf(600) + 1.5);
	expect((await where(page)).paused).toBe(false);
	await page.keyboard.press('k');

	const slices = await page.evaluate(async () => {
		const get = async (range: string) => {
			const response = await fetch('/e/long/audio', { headers: { range } });
			const body = await response.arrayBuffer();
			return [response.status, response.headers.get('content-range'), body.byteLength];
		};
		return [await get('bytes=0-9'), await get('bytes=1048570-1048589'), await get('bytes=-44')];
	});
	const size = 640 * 8000 * 2 + 44;
	expect(slices).toEqual([
		[206, `bytes 0-9/${size}`, 10],
		[206, `bytes 1048570-1048589/${size}`, 20],
		[206, `bytes ${size - 44}-${size - 1}/${size}`, 44]
	]);

	const answer = await page.goto('/e/arabic');
	expect(answer!.status()).toBe(503);
	await expect(page.getByRole('heading', { name: 'There is no network' })).toBeVisible();
	await page.getByRole('link', { name: 'A long talk' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long talk');

	// From the library too, without loading a page.
	await context.setOffline(false);
	await page.goto('/');
	await context.setOffline(true);
	await page.reload();
	await page.getByRole('link', { name: /A long talk/ }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long talk');
	await context.setOffline(false);
});

test('an episode whose address is in another script is saved like any other', async ({ page, context }) => {
	await openEpisode(page, '/e/第一回');
	await ready(page);
	await page.getByRole('button', { name: 'Share and save' }).click();
	await page.getByRole('button', { name: 'Save for offline' }).click();
	await expect(page.getByText('Saved, 1 MB on this device')).toBeVisible({ timeout: 30_000 });
	await context.setOffline(true);
	await openEpisode(page, '/e/第一回?t=2');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('第一回');
	await expect.poll(async () => (await where(page)).time).toBeCloseTo(2, 1);
	await page.keyboard.press('k');
	await expect.poll(async () => (await where(page)).time).toBeGreaterThan(3);
	await page.goto('/e/arabic');
	await page.getByRole('link', { name: '第一回' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('第一回');
	await context.setOffline(false);
});

test('what is removed takes no space and is fetched again', async ({ page, context }) => {
	await openEpisode(page, '/e/long');
	await ready(page);
	await page.getByRole('button', { name: 'Share and save' }).click();
	await page.getByRole('button', { name: 'Save for offline' }).click();
	await page.getByRole('button', { name: 'Remove' }).click({ timeout: 30_000 });
	await expect(page.getByRole('button', { name: 'Save for offline' })).toBeVisible();
	expect(await page.evaluate(async () => (await caches.keys()).filter((name) => name.includes('long')))).toEqual([]);
	await openEpisode(page, '/e/long');
	await context.setOffline(true);
	expect((await page.goto('/e/long'))!.status()).toBe(503);
	await context.setOffline(false);
});

test('a download that breaks off leaves nothing behind and says so', async ({ page, context }) => {
	await openEpisode(page, '/e/long');
	await ready(page);
	await page.getByRole('button', { name: 'Share and save' }).click();
	await context.route('**/e/long/audio', (route) =>
		route.fulfill({ status: 200, body: 'short', headers: { 'content-length': '5000' } })
	);
	await page.getByRole('button', { name: 'Save for offline' }).click();
	await expect(page.getByText(/audio/).last()).toBeVisible();
	await expect(page.getByRole('button', { name: 'Save for offline' })).toBeVisible();
	expect(await page.evaluate(async () => (await caches.keys()).filter((name) => name.includes('long')))).toEqual([]);
});

test('a new version that cannot be had leaves the old one, which goes when the new one is there', async ({
	page,
	context
}) => {
	await openEpisode(page, '/e/long');
	await ready(page);
	const names = () => page.evaluate(async () => (await caches.keys()).filter((name) => name.includes('long')));
	const panel = page.getByRole('button', { name: 'Share and save' });
	await panel.click();
	await page.getByRole('button', { name: 'Save for offline' }).click();
	await expect(page.getByText(/Saved, /)).toBeVisible({ timeout: 30_000 });
	const [old] = await names();
	await page.keyboard.press('Escape');

	const change = (body: string | null) =>
		context.route('**/e/long/audio', (route) => {
			if (route.request().method() !== 'HEAD' && body === null) return route.continue();
			return route.fulfill({ status: 200, body: body ?? '', headers: { 'content-length': '5000', etag: '"new"' } });
		});
	await change('short');
	await panel.click();
	await page.getByRole('button', { name: 'Save the new version' }).click();
	await expect(page.getByText(/before it was complete|could not be fetched/)).toBeVisible();
	await expect(page.getByRole('button', { name: 'Save the new version' })).toBeVisible();
	expect(await names()).toEqual([old]);
	await context.unrouteAll();
	await context.setOffline(true);
	await openEpisode(page, '/e/long?t=100');
	await expect.poll(async () => (await where(page)).time).toBeCloseTo(100, 1);
	await context.setOffline(false);

	await change(null);
	await panel.click();
	await page.getByRole('button', { name: 'Save the new version' }).click();
	await expect(page.getByText(/Saved, /)).toBeVisible({ timeout: 30_000 });
	await context.unrouteAll();
	const after = await names();
	expect(after).toHaveLength(1);
	expect(after).not.toEqual([old]);
	await context.setOffline(true);
	await openEpisode(page, '/e/long?t=200');
	await expect.poll(async () => (await where(page)).time).toBeCloseTo(200, 1);
	await context.setOffline(false);
});

test('saving goes on when its panel is closed and another page is opened', async ({ page, context }) => {
	await openEpisode(page, '/e/long');
	await ready(page);
	const asked = Promise.withResolvers<void>();
	const opened = Promise.withResolvers<void>();
	await context.route('**/e/long/audio', async (route) => {
		asked.resolve();
		await opened.promise;
		await route.continue();
	});
	await page.getByRole('button', { name: 'Share and save' }).click();
	await page.getByRole('button', { name: 'Save for offline' }).click();
	await asked.promise;
	await page.keyboard.press('Escape');
	await expect(page.getByRole('progressbar')).toHaveCount(0);
	await page.getByRole('link', { name: 'Inkwave' }).first().click();
	await page.getByRole('link', { name: /Made for tests/ }).click();
	await page.getByRole('button', { name: 'Share and save' }).click();
	await expect(page.getByRole('progressbar', { name: 'Saving' })).toBeVisible();
	opened.resolve();
	await expect(page.getByText(/Saved, /)).toBeVisible({ timeout: 30_000 });
});
