import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Follow } from '#lib/player/follow.svelte.ts';

const view = { height: 900, top: 52, bottom: 116 };
const scrollTo = vi.fn();

beforeEach(() => {
	scrollTo.mockClear();
	vi.stubGlobal('scrollTo', scrollTo);
	vi.stubGlobal('scrollY', 0);
	vi.stubGlobal('document', { hidden: false });
	vi.stubGlobal('matchMedia', () => ({ matches: false }));
});
afterEach(() => vi.unstubAllGlobals());

function following(top: number) {
	return new Follow(
		() => ({ top, bottom: top + 30 }),
		() => view,
		() => false
	);
}

it('takes the page along with a voice that is out of sight', () => {
	const follow = following(3000);
	follow.update();
	expect(scrollTo).toHaveBeenCalledOnce();
});

it('lets go of a voice that the reader has gone away from', () => {
	const follow = following(3000);
	follow.leave();
	follow.update();
	expect(scrollTo).not.toHaveBeenCalled();
	expect([follow.on, follow.direction]).toEqual([false, 'down']);
});

it('keeps to a voice that can be followed from where the reader has gone', () => {
	const follow = following(300);
	follow.leave();
	expect(follow.on).toBe(true);
});
