// What the page looks like where that can be measured: fonts, cursors, colours that the system forces, paper.

import { openEpisode } from './hands.ts';
import { expect, test } from './site.ts';

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
