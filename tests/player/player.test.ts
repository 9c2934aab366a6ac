import { describe, expect, it } from 'vitest';
import { episode, LENGTH, listen, onPage, opened } from './opened.ts';

onPage();

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

	it('is over once its time has come in a pause', () => {
		const { audio, player } = opened();
		player.setSleep({ kind: 'clock', at: Date.now() - 1, minutes: 15 });
		void player.play();
		listen(audio, 1);
		expect([player.paused, player.sleep]).toEqual([false, null]);
		expect(player.time).toBeCloseTo(1);
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
