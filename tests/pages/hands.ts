// What the page tests ask of a page again and again.

import { expect, type Page } from '@playwright/test';

export type Where = { time: number; paused: boolean; word: string | null; y: number; rate: number };

export async function where(page: Page): Promise<Where> {
	return page.evaluate(() => {
		const audio = document.querySelector('audio')!;
		const [range] = [...(CSS.highlights.get('ink-word') ?? [])];
		return {
			time: audio.currentTime,
			paused: audio.paused,
			word: range ? range.toString() : null,
			y: scrollY,
			rate: audio.playbackRate
		};
	});
}

/** Opens an episode and waits until its words are linked to the audio and its fonts, which move them, are there. */
export async function openEpisode(page: Page, address: string): Promise<void> {
	await page.goto(address);
	await page.waitForFunction(() => document.querySelector('audio')!.readyState >= 1);
	await expect(page.locator('#transcript[data-timed]')).toHaveCount(1);
	await page.evaluate(async () => void (await document.fonts.ready));
}

/** Lets the audio play on for so many of its own seconds. */
export async function playOn(page: Page, seconds: number): Promise<void> {
	await page.evaluate(async (seconds) => {
		const audio = document.querySelector('audio')!;
		const until = audio.currentTime + seconds;
		while (audio.currentTime < until) await new Promise(requestAnimationFrame);
	}, seconds);
}

/** Waits until the page has not scrolled for thirty frames. */
export async function rest(page: Page): Promise<void> {
	await page.evaluate(async () => {
		for (let calm = 0, y = scrollY; calm < 30; calm = scrollY === y ? calm + 1 : 0) {
			y = scrollY;
			await new Promise(requestAnimationFrame);
		}
	});
}

/** Resolves once the audio has sent so many events of this kind, also on behalf of its sources. */
export async function told(page: Page, event: string, times = 1): Promise<void> {
	await page.evaluate(
		async ([event, times]) => {
			const audio = document.querySelector('audio')!;
			for (let i = 0; i < times; i++)
				await new Promise((resolve) => audio.addEventListener(event, resolve, { capture: true, once: true }));
		},
		[event, times] as const
	);
}

/** The middle of a word in the window, after bringing it into view; the page may scroll for it. */
export async function pointOf(page: Page, word: string): Promise<{ x: number; y: number }> {
	return page.evaluate((word) => {
		for (const element of document.querySelectorAll('[data-text]')) {
			const at = element.textContent.indexOf(word);
			if (at < 0) continue;
			const range = document.createRange();
			range.setStart(element.firstChild!, at);
			range.setEnd(element.firstChild!, at + word.length);
			const before = range.getBoundingClientRect();
			if (before.top < 100 || before.bottom > innerHeight - 250) scrollTo(0, scrollY + before.top - innerHeight * 0.3);
			const box = range.getBoundingClientRect();
			return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
		}
		throw new Error(`${word} is not on the page`);
	}, word);
}

export async function select(page: Page, first: string, last: string): Promise<void> {
	await page.evaluate(
		([first, last]) => {
			const find = (word: string): [Node, number] => {
				for (const element of document.querySelectorAll('[data-text]')) {
					const at = element.textContent.indexOf(word);
					if (at >= 0) return [element.firstChild!, at];
				}
				throw new Error(`${word} is not on the page`);
			};
			const [from, a] = find(first);
			const [to, b] = find(last);
			getSelection()!.setBaseAndExtent(from, a, to, b + last.length);
		},
		[first, last]
	);
}

/** What in the player lies over another part of it, leaves the window or is broken; nothing should. */
export async function crowded(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const faults: string[] = [];
		// What is seen of them: the grid's cells do not overlap even where their content does.
		const seen = ['.clock', '.moves', '.more', '.whole'].map((name) => {
			const range = document.createRange();
			range.selectNodeContents(document.querySelector(`.dock ${name}`)!);
			return { name, box: range.getBoundingClientRect() };
		});
		for (const [i, a] of seen.entries()) {
			if (a.box.left < 0 || a.box.right > innerWidth) faults.push(`${a.name} leaves the window`);
			for (const b of seen.slice(i + 1))
				if (
					Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left) > 0.5 &&
					Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top) > 0.5
				)
					faults.push(`${a.name} lies over ${b.name}`);
		}
		for (const part of document.querySelectorAll('.dock .clock > *'))
			if (part.getClientRects().length > 1) faults.push(`"${part.textContent}" is broken`);
		return faults;
	});
}
