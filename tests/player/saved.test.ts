import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readLook, DEFAULTS } from '#lib/player/look.svelte.ts';
import { readPlace, readSaved, writePlace, writeSaved } from '#lib/player/saved.ts';

let store: Map<string, string>;

beforeEach(() => {
	store = new Map();
	vi.stubGlobal('localStorage', {
		getItem: (key: string) => store.get(key) ?? null,
		setItem: (key: string, value: string) => store.set(key, value),
		removeItem: (key: string) => store.delete(key)
	});
});
afterEach(() => vi.unstubAllGlobals());

describe('places', () => {
	it('are kept by episode', () => {
		writePlace('a', { time: 61.237, rate: 1.25 }, 3600);
		writePlace('b', { time: 5, rate: 1 }, 3600);
		expect(readPlace('a')).toEqual({ time: 61.24, rate: 1.25 });
		expect(readPlace('b')).toEqual({ time: 5, rate: 1 });
		expect(readPlace('c')).toBeNull();
	});

	it('begin again once an episode was heard to its end, at the same speed', () => {
		writePlace('a', { time: 3595, rate: 1.5 }, 3600);
		expect(readPlace('a')).toEqual({ time: 0, rate: 1.5, played: true });
		writePlace('b', { time: 3600, rate: 1 }, 3600);
		expect(readPlace('b')).toEqual({ time: 0, rate: 1, played: true });
		// Heard again, it was heard before all the same.
		writePlace('b', { time: 40, rate: 1 }, 3600);
		expect(readPlace('b')).toEqual({ time: 40, rate: 1, played: true });
		writePlace('c', { time: 12, rate: 1 }, 15);
		expect(readPlace('c')).toEqual({ time: 12, rate: 1 });
	});

	it('survive damage', () => {
		for (const damaged of ['', '{', '[]', '{"time":"x"}', '{"time":-1}', 'null', '{"time":1e999}']) {
			store.set('inkwave:place:a', damaged);
			expect(readPlace('a')).toBeNull();
		}
		store.set('inkwave:place:a', '{"time":3,"rate":99}');
		expect(readPlace('a')).toEqual({ time: 3, rate: 1 });
	});
});

it('goes on without memory where storage is forbidden', () => {
	vi.stubGlobal('localStorage', {
		getItem() {
			throw new Error('forbidden');
		},
		setItem() {
			throw new Error('full');
		}
	});
	writeSaved('x', 1);
	expect(readSaved('x')).toBeNull();
});

it('takes over from storage only what the menu offers', () => {
	expect(readLook(null)).toEqual(DEFAULTS);
	expect(readLook({ theme: 'dark', size: 'enormous', onload: 'x', font: 3 })).toEqual({ ...DEFAULTS, theme: 'dark' });
});
