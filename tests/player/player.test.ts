import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Topic } from '#lib/core/episode.ts';
import { Player, type Loaded } from '#lib/player/player.svelte.ts';
import { readPlace, writePlace } from '#lib/player/saved.ts';
import { FakeAudio } from './audio.ts';

const LENGTH = 100;
const topic = (start: number, end: number): Topic => ({
	start,
	end,
	title: `From ${start}`,
	passage: 0,
	source: 'found'
});

function episode(slug: string, change: Partial<Loaded> = {}): Loaded {
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
let page: EventTarget;

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
	vi.stubGlobal('document', new EventTarget());
	vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
	vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
});
afterEach(() => vi.unstubAllGlobals());

/** A player with its element, whose media is there unless `arrived` is false. */
function opened(loaded = episode('a'), { arrived = true, length = LENGTH, says = null as number | null } = {}) {
	const audio = new FakeAudio(length, says ?? length);
	const player = new Player(loaded);
	const detach = player.attach(audio as unknown as HTMLAudioElement);
	if (arrived) audio.arrive();
	return { audio, player, detach };
}

/** So many seconds pass, twenty frames in each. */
function listen(audio: FakeAudio, seconds: number): void {
	audio.settle();
	for (let i = 0; i < Math.round(seconds * 20); i++) {
		audio.pass(0.05);
		audio.settle();
		for (const run of frames.splice(0)) run();
		audio.settle();
	}
}

describe('seeking', () => {
	it('waits for an element that knows nothing yet, and shows where it will be', () => {
		const { audio, player } = opened(episode('a'), { arrived: false });
		player.seek(60);
		audio.settle();
		expect(audio.sought).toEqual([]);
		expect(player.time).toBe(60);
		expect(player.topic?.title).toBe('From 40');
		audio.arrive();
		expect(audio.sought).toEqual([60]);
		expect(audio.currentTime).toBe(60);
		void player.play();
		listen(audio, 1);
		expect(player.time).toBeCloseTo(61);
	});

	it('is over once the element has answered', () => {
		const { audio, player } = opened();
		player.seek(30);
		expect(player.time).toBe(30);
		audio.settle();
		expect(audio.sought).toEqual([30]);
		// Whoever moves the element from outside is followed.
		audio.currentTime = 70;
		audio.settle();
		expect(player.time).toBe(70);
	});

	it('goes to the last of several places', () => {
		const { audio, player } = opened();
		for (const seconds of [10, 50, 20]) player.seek(seconds);
		expect(player.time).toBe(20);
		audio.settle();
		expect(audio.currentTime).toBe(20);
		expect(audio.sought).toEqual([10, 50, 20]);
	});

	it.each([99.9, Infinity])('ends where the audio does, before the episode (duration %d)', (says) => {
		const { audio, player } = opened(episode('a'), { length: 99.9, says });
		player.seek(LENGTH);
		audio.settle();
		expect(audio.sought).toHaveLength(1);
		expect(player.time).toBe(99.9);
		// What was asked for in advance is heeded again.
		player.cue({ start: 20, end: 22 }, { play: true });
		listen(audio, 3);
		expect([player.paused, player.over]).toEqual([true, true]);
	});

	it('is made again where the element lost it', () => {
		const { audio, player } = opened(episode('a'), { arrived: false });
		player.seek(30);
		audio.deaf = true;
		audio.arrive();
		expect([player.time, audio.currentTime]).toEqual([30, 0]);
		audio.deaf = false;
		audio.proceed();
		expect(audio.currentTime).toBe(30);
		player.seek(50);
		audio.load();
		audio.arrive();
		expect([player.time, audio.currentTime]).toEqual([50, 50]);
	});

	it('keeps within the episode', () => {
		const { audio, player } = opened();
		player.skip(-10);
		audio.settle();
		expect(player.time).toBe(0);
		player.seek(LENGTH + 10);
		audio.settle();
		expect(player.time).toBe(LENGTH);
	});

	it('skips silences where the listener wants that, and breathes', () => {
		const { audio, player } = opened(episode('a', { silences: [{ start: 10, end: 20 }] }));
		player.seek(9.9);
		void player.play();
		player.setSkipSilence(true);
		listen(audio, 1);
		expect(audio.sought).toEqual([9.9, 19.8]);
		expect(player.time).toBeGreaterThan(20);
		expect(player.time).toBeLessThan(21);
	});
});

describe('a clip', () => {
	it('waits at its start, plays, pauses at its end, and plays again or on from there', () => {
		const { audio, player } = opened();
		player.cue({ start: 20, end: 22 });
		listen(audio, 1);
		expect([player.paused, player.time]).toEqual([true, 20]);
		void player.play();
		listen(audio, 1);
		expect(player.range).toEqual({ start: 20, end: 22 });
		listen(audio, 3);
		expect(player.paused).toBe(true);
		expect(player.time).toBeCloseTo(22, 0);
		expect([player.range, player.over]).toEqual([{ start: 20, end: 22 }, true]);
		void player.play();
		expect(player.over).toBe(false);
		listen(audio, 1);
		expect(player.time).toBeCloseTo(21, 0);
		listen(audio, 3);
		expect([player.paused, player.over]).toEqual([true, true]);
		player.playOn();
		listen(audio, 2);
		expect([player.paused, player.over, player.range]).toEqual([false, false, null]);
		expect(player.time).toBeGreaterThan(23.5);
	});

	it('is left by a seek to another place, and not by one within', () => {
		const { audio, player } = opened();
		player.cue({ start: 20, end: 22 });
		player.seek(21);
		expect(player.range).not.toBeNull();
		void player.play();
		listen(audio, 2);
		player.seek(21);
		expect([player.range !== null, player.over]).toEqual([true, false]);
		player.seek(22);
		expect(player.range).toBeNull();
		audio.settle();
		expect(player.time).toBe(22);
	});

	it('goes round in a loop until that is ended', () => {
		const { audio, player } = opened();
		player.cue({ start: 20, end: 22 }, { loop: true, play: true });
		listen(audio, 7);
		expect(player.paused).toBe(false);
		expect(audio.sought.length).toBeGreaterThanOrEqual(4);
		expect(new Set(audio.sought)).toEqual(new Set([20]));
		expect(player.time).toBeLessThan(22.1);
		player.clearRange();
		listen(audio, 3);
		expect(player.time).toBeGreaterThan(22.1);
		expect(player.loop).toBe(false);
	});

	it('that should end behind the end of the audio ends there, or begins anew', () => {
		const { audio, player } = opened();
		player.cue({ start: LENGTH - 2, end: LENGTH + 1 }, { play: true });
		listen(audio, 4);
		expect([player.paused, player.over]).toEqual([true, true]);
		player.cue({ start: LENGTH - 2, end: LENGTH + 1 }, { loop: true, play: true });
		listen(audio, 7);
		expect([player.paused, player.over]).toEqual([false, false]);
		expect(player.time).toBeGreaterThan(LENGTH - 2.1);
	});

	it('is repeated from where the listener is, where that is within', () => {
		const { audio, player } = opened();
		player.seek(21);
		player.repeat({ start: 20, end: 22 });
		expect(player.time).toBe(21);
		player.repeat({ start: 30, end: 32 });
		audio.settle();
		expect(player.time).toBe(30);
	});
});

describe('sleep', () => {
	it('comes at the end of the topic, once', () => {
		const { audio, player } = opened();
		player.seek(39);
		player.setSleep({ kind: 'topic', end: 40 });
		void player.play();
		listen(audio, 3);
		expect([player.paused, player.sleep]).toEqual([true, null]);
		expect(player.time).toBeCloseTo(40, 0);
		void player.play();
		listen(audio, 1);
		expect(player.paused).toBe(false);
	});

	it('that should come behind the end of the audio comes there', () => {
		const { audio, player } = opened();
		player.setSleep({ kind: 'topic', end: LENGTH + 1 });
		player.seek(LENGTH - 1);
		void player.play();
		listen(audio, 3);
		expect([player.paused, player.sleep]).toEqual([true, null]);
	});

	it('is given up by who goes past it', () => {
		const { player } = opened();
		player.setSleep({ kind: 'topic', end: 40 });
		player.seek(20);
		expect(player.sleep).not.toBeNull();
		player.seek(50);
		expect(player.sleep).toBeNull();
	});

	it('comes at a time of day', () => {
		const { audio, player } = opened();
		player.setSleep({ kind: 'clock', at: Date.now() + 3_600_000, minutes: 60 });
		void player.play();
		listen(audio, 1);
		expect(player.paused).toBe(false);
		player.setSleep({ kind: 'clock', at: Date.now() - 1, minutes: 60 });
		listen(audio, 0.1);
		expect([player.paused, player.sleep]).toEqual([true, null]);
	});
});

describe('the place of a listener', () => {
	it('is gone to when the episode opens, with its speed', () => {
		writePlace('a', { time: 61.5, rate: 1.5 }, LENGTH);
		const { audio, player } = opened(episode('a'), { arrived: false });
		expect([player.time, player.rate, audio.playbackRate]).toEqual([61.5, 1.5, 1.5]);
		expect(player.paused).toBe(true);
		audio.arrive();
		expect(audio.currentTime).toBe(61.5);
	});

	it('gives way to a link', () => {
		writePlace('a', { time: 61.5, rate: 1 }, LENGTH);
		const { audio, player } = opened(episode('a'), { arrived: false });
		player.seek(5);
		audio.arrive();
		expect(audio.currentTime).toBe(5);
	});

	it('is written down on a pause, when the page goes, and when the element does', () => {
		const { audio, player, detach } = opened();
		player.seek(10);
		void player.play();
		listen(audio, 1);
		player.pause();
		audio.settle();
		expect(readPlace('a')?.time).toBeCloseTo(11);
		player.seek(20);
		page.dispatchEvent(new Event('pagehide'));
		expect(readPlace('a')?.time).toBe(20);
		player.seek(30);
		detach();
		expect(readPlace('a')?.time).toBe(30);
	});

	it('is not overwritten by who only looked', () => {
		writePlace('a', { time: 61.5, rate: 1 }, LENGTH);
		const { detach } = opened(episode('a'), { arrived: false });
		detach();
		expect(readPlace('a')?.time).toBe(61.5);
	});

	it('is that of its own episode, when another one is opened', async () => {
		writePlace('b', { time: 33, rate: 2 }, LENGTH);
		const { audio, player } = opened();
		player.cue({ start: 20, end: 22 }, { loop: true, play: true });
		listen(audio, 1);
		await player.open(episode('b'));
		audio.arrive();
		expect(readPlace('a')?.time).toBeCloseTo(21);
		expect([player.slug, player.time, player.rate, player.paused]).toEqual(['b', 33, 2, true]);
		expect([player.range, player.loop]).toEqual([null, false]);
		await player.open(episode('b', { title: 'Renamed' }));
		expect([player.loaded?.title, player.time]).toEqual(['Renamed', 33]);
	});
});

it('pauses and plays with every key, however fast they come', () => {
	const { audio, player } = opened();
	for (const paused of [false, true, false, true]) {
		player.toggle();
		expect(audio.paused).toBe(paused);
	}
});

it('plays anew from the beginning once it has ended', () => {
	const { audio, player } = opened();
	player.seek(99);
	void player.play();
	listen(audio, 2);
	expect([player.paused, player.time]).toEqual([true, LENGTH]);
	void player.play();
	listen(audio, 1);
	expect(player.paused).toBe(false);
	expect(player.time).toBeCloseTo(1);
});

it('says that audio cannot be had, and tries again from where the listener was', async () => {
	const { audio, player } = opened();
	player.seek(50);
	audio.settle();
	audio.fail();
	expect(player.failed).toBe(true);
	const playing = player.play();
	expect(player.failed).toBe(false);
	await playing;
	expect(player.waiting).toBe(false);
	audio.settle();
	expect([player.waiting, player.time]).toEqual([true, 50]);
	audio.arrive();
	listen(audio, 1);
	expect([player.failed, player.waiting]).toEqual([false, false]);
	expect(player.time).toBeCloseTo(51);
});

it('stays failed where there is nothing to try again', async () => {
	const { audio, player } = opened(episode('a'), { arrived: false });
	audio.fail();
	const playing = player.play();
	audio.fail();
	await playing;
	expect([player.failed, player.waiting]).toEqual([true, false]);
	audio.settle();
	expect(player.paused).toBe(true);
});

it('plays on where it played when the audio was lost, once it can be had again', () => {
	const { audio, player } = opened();
	player.seek(50);
	void player.play();
	listen(audio, 1);
	audio.fail();
	audio.settle();
	expect([player.failed, player.paused]).toEqual([true, true]);
	player.retry();
	audio.settle();
	audio.arrive();
	listen(audio, 1);
	expect([player.failed, player.paused]).toEqual([false, false]);
	expect(player.time).toBeCloseTo(52, 0);
});
