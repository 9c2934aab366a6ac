import { describe, expect, it } from 'vitest';
import { directionOf, inBand, scrollBy } from '#lib/player/band.ts';

const view = { height: 1000, top: 50, bottom: 150 };
const line = (top: number) => ({ top, bottom: top + 30 });

describe('scrollBy', () => {
	it('leaves a line in its comfort band', () => {
		for (const top of [120, 250, 380]) expect(scrollBy(line(top), view)).toBe(0);
	});

	it('brings a line that left the band to between 25 and 30 per cent of what is visible', () => {
		for (const top of [-500, 20, 500, 900, 5000]) {
			const rest = top - scrollBy(line(top), view);
			expect((rest - view.top) / 800).toBeGreaterThanOrEqual(0.25);
			expect((rest - view.top) / 800).toBeLessThanOrEqual(0.3);
		}
	});

	it('is done after one scroll, also for a line taller than the band', () => {
		for (const bottom of [30, 300, 700]) {
			const tall = { top: 600, bottom: 600 + bottom };
			const moved = scrollBy(tall, view);
			expect(scrollBy({ top: tall.top - moved, bottom: tall.bottom - moved }, view)).toBe(0);
		}
	});

	it('has room even where player and bar leave none', () => {
		expect(Number.isFinite(scrollBy(line(10), { height: 200, top: 100, bottom: 150 }))).toBe(true);
	});
});

it('tells which way a line lies that cannot be seen', () => {
	expect(directionOf(line(10), view)).toBe('up');
	expect(directionOf(line(300), view)).toBeNull();
	expect(directionOf(line(900), view)).toBe('down');
	expect(inBand(line(900), view)).toBe(false);
});
