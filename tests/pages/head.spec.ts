// What the page says to other programs: cards, feeds and search engines.

import { DURATION, expect, test } from './site.ts';

test('the head leads to every file of the episode, and says what it is', async ({ page, request }) => {
	await page.goto('/e/long');
	const links = page.locator('link[rel="alternate"]');
	await expect(links).toHaveCount(7);
	for (const link of await links.all()) {
		const answer = await request.get((await link.getAttribute('href'))!);
		expect(answer.status()).toBe(200);
		expect(answer.headers()['content-type'].split(';')[0]).toBe(await link.getAttribute('type'));
	}
	const audio = await request.head((await page.locator('meta[property="og:audio"]').getAttribute('content'))!);
	await expect(page.locator('meta[property="og:audio:type"]')).toHaveAttribute(
		'content',
		audio.headers()['content-type']
	);
	await expect(page.locator('meta[property="og:site_name"]')).toHaveAttribute('content', 'Made for tests');

	const text = await page.locator('script[type="application/ld+json"]').textContent();
	const data = JSON.parse(text!);
	expect(data).toMatchObject({ '@type': 'PodcastEpisode', name: 'A long talk', datePublished: '2026-01-02' });
	expect(data.duration).toBe(`PT${Math.floor(DURATION / 60)}M${DURATION % 60}S`);
	expect(data.hasPart.length).toBeGreaterThan(1);
	expect((await request.get(data.associatedMedia.caption.contentUrl)).status()).toBe(200);
});

test('the head changes with the episode', async ({ page }) => {
	await page.goto('/');
	await page.getByRole('link', { name: /A long talk/ }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('A long talk');
	await page.goBack();
	await page.getByRole('link', { name: /Twice told/ }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Twice told');
	const data = page.locator('script[type="application/ld+json"]');
	await expect(data).toHaveCount(1);
	expect(JSON.parse((await data.textContent())!).name).toBe('Twice told');
});
