// When listening begins anew, and when it is enough: on legs in which nothing is ever found.

import { expect, it, vi } from 'vitest';
import type { Hearing } from '#lib/core/align/legs.ts';
import { createLooks } from '#lib/core/align/looks.ts';
import { createBackground } from '#lib/core/align/score/background.ts';
import { BREATH } from '#lib/core/align/search/pass.ts';

const legs = vi.hoisted(() => ({ create: vi.fn() }));
vi.mock('#lib/core/align/legs.ts', async (original) => ({ ...(await original<object>()), createLegs: legs.create }));
vi.mock('#lib/core/align/adapt/widen.ts', async (original) => ({
	...(await original<object>()),
	lackOf: () => [],
	widen: () => null
}));

/** Frames between two questions whether to begin anew. */
const STEP = 15 * BREATH;

it('begins three legs in vain where ever more noise comes and no text fits, and no more', async () => {
	const background = createBackground();
	const again = vi.fn(async () => {});
	const sight = { background, search: { soFar: () => [] }, emissions: {}, listener: async () => {} };
	const now = { leg: { frame: 0, room: 0, link: 0, words: [] }, noise: false, sight };
	const nothing = { words: [], right: 0, covered: 0, reach: 0, missing: true };
	legs.create.mockReturnValue({
		now,
		again,
		change: () => {},
		restore: () => {},
		// The beginning is understood, nothing after it.
		heard: vi
			.fn(() => nothing)
			.mockReturnValueOnce({ ...nothing, words: [{ confidence: 1 }], right: 1, covered: 1, missing: false } as never),
		room: {
			lack: () => 0,
			since: (_: number, until: number, __: number, way: 1 | -1) => (way > 0 ? until - STEP : null)
		}
	});
	const normaliser = { frames: { length: 0 }, gate: 0, transform: null };
	const looks = createLooks({ model: {}, graph: { links: 1000 }, normaliser } as unknown as Hearing);
	for (let step = 1; step <= 10; step++) {
		background.frames = normaliser.frames.length = step * STEP + 100;
		await looks.listen(false);
	}
	expect(again).toHaveBeenCalledTimes(3);
});
