// A player with an element that stands in for the browser's, and what else of a page it asks for.

import { afterEach, beforeEach, vi } from 'vitest';
import type { Topic } from '#lib/core/episode.ts';
import type { Loaded } from '#lib/player/loaded.ts';
import { Player } from '#lib/player/player.svelte.ts';
import { FakeAudio } from './audio.ts';

export const LENGTH = 100;
const topic = (start: number, end: number): Topic => ({
	start,
	end,
	title: `From ${start}`,
	passage: 0,
	source: 'found'
});

export function episode(slug: string, change: Partial<Loaded> = {}): Loaded {
	return {
		slug,
		title: slug,
		show: null,
		href: `/e/${slug}`,
		artwork: null,
		sources: [],
		duration: LENGTH,
		topics: [topic(0, 40), topic(40, LENGTH)],
		silences: [],
		...change
	};
}

let frames: (() => void)[];
/** The window's events and the document's. */
export let page: EventTarget;

/** For each test of a file: a page without anything remembered. */
export function onPage(): void {
	beforeEach(() => {
		const store = new Map<string, string>();
		frames = [];
		page = new EventTarget();
		vi.stubGlobal('localStorage', {
			getItem: (key: string) => store.get(key) ?? null,
			setItem: (key: string, value: string) => store.set(key, value),
			removeItem: (key: string) => store.delete(key)
		});
		vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run));
		vi.stubGlobal('cancelAnimationFrame', () => (frames = []));
		vi.stubGlobal('document', page);
		vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
		vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
	});
	afterEach(() => {
		vi.unstubAllGlobals();
		vi.restoreAllMocks();
	});
}

/** A player with its element, whose media is there unless `arrived` is false. */
export function opened(loaded = episode('a'), { arrived = true, length = LENGTH, says = null as number | null } = {}) {
	const audio = new FakeAudio(length, says ?? length);
	const player = new Player(loaded);
	const detach = player.attach(audio as unknown as HTMLAudioElement);
	if (arrived) audio.arrive();
	return { audio, player, detach };
}

/** So many seconds pass, twenty frames in each. */
export function listen(audio: FakeAudio, seconds: number): void {
	audio.settle();
	for (let i = 0; i < Math.round(seconds * 20); i++) {
		audio.pass(0.05);
		audio.settle();
		for (const run of frames.splice(0)) run();
		audio.settle();
	}
}
