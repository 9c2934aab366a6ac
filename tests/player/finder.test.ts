import { expect, it, vi } from 'vitest';
import { createSearch } from '#lib/core/search.ts';
import { Finder } from '#lib/player/finder.svelte.ts';
import type { Script } from '#lib/player/script.svelte.ts';

vi.mock('#lib/core/search.ts', async (original) => {
	const { createSearch } = await original<typeof import('#lib/core/search.ts')>();
	return { createSearch: vi.fn(createSearch) };
});

const text = 'Salt and bread and salt';
const script = { published: { text, passages: [{ from: 0, to: text.length }] } } as unknown as Script;

it('reads the text once, before anything is looked for where it is told in time', () => {
	const finder = new Finder(script);
	finder.prepare();
	expect(createSearch).toHaveBeenCalledOnce();
	finder.find('salt', 10);
	expect([finder.hits.length, finder.index]).toEqual([2, 1]);
	finder.find('');
	expect([finder.hits.length, finder.index]).toEqual([0, -1]);
	expect(createSearch).toHaveBeenCalledOnce();
});
