import { describe, expect, it, vi } from 'vitest';
import { Player } from '#lib/player/player.svelte.ts';
import { readPlace, writePlace } from '#lib/player/saved.ts';
import { FakeAudio } from './audio.ts';
import { episode, LENGTH, listen, onPage, opened, page } from './opened.ts';

onPage();

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

	it('is written down when the page is hidden', () => {
		const { player } = opened();
		player.seek(20);
		page.dispatchEvent(new Event('visibilitychange'));
		expect(readPlace('a')?.time).toBe(20);
	});

	it('is written down every few seconds of listening', () => {
		const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
		const { audio, player } = opened();
		void player.play();
		listen(audio, 1);
		clock.mockReturnValue(4900);
		listen(audio, 1);
		expect(readPlace('a')).toBeNull();
		clock.mockReturnValue(5100);
		listen(audio, 0.05);
		expect(readPlace('a')?.time).toBeCloseTo(2, 0);
		clock.mockReturnValue(10_000);
		listen(audio, 20);
		expect(readPlace('a')?.time).toBeCloseTo(2, 0);
	});

	it('is not overwritten by who only looked', () => {
		writePlace('a', { time: 61.5, rate: 1 }, LENGTH);
		const { detach } = opened();
		// Listened on elsewhere.
		writePlace('a', { time: 80, rate: 1 }, LENGTH);
		page.dispatchEvent(new Event('pagehide'));
		detach();
		expect(readPlace('a')?.time).toBe(80);
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

	it.each(['still waits for its media', 'is on its way'])('is not taken along by a seek that %s', async (state) => {
		const { audio, player } = opened(episode('a'), { arrived: state === 'is on its way' });
		player.seek(80);
		await player.open(episode('b'));
		expect(player.time).toBe(0);
		const before = audio.sought.length;
		audio.arrive();
		expect([player.time, audio.currentTime, audio.sought.length]).toEqual([0, 0, before]);
		void player.play();
		listen(audio, 1);
		expect(player.time).toBeCloseTo(1);
	});
});

describe('the speed', () => {
	it('is what the element says, whoever changed it', () => {
		const { audio, player } = opened();
		player.setRate(1.25);
		expect([player.rate, audio.playbackRate]).toEqual([1.25, 1.25]);
		audio.playbackRate = 1.7;
		audio.settle();
		expect(player.rate).toBe(1.7);
	});

	it('is remembered before anything was played, and the place with it', () => {
		writePlace('b', { time: 61.5, rate: 1 }, LENGTH);
		for (const slug of ['a', 'b']) {
			const { player, detach } = opened(episode(slug));
			player.setRate(1.5);
			detach();
		}
		expect([readPlace('a'), readPlace('b')]).toEqual([
			{ time: 0, rate: 1.5 },
			{ time: 61.5, rate: 1.5 }
		]);
		expect(opened().player.rate).toBe(1.5);
	});

	it('is that of the listener also where a link leads elsewhere', () => {
		writePlace('a', { time: 61.5, rate: 1.5 }, LENGTH);
		const player = new Player(episode('a'));
		player.seek(5);
		const audio = new FakeAudio(LENGTH);
		player.attach(audio as unknown as HTMLAudioElement);
		audio.arrive();
		expect([player.time, player.rate, audio.playbackRate]).toEqual([5, 1.5, 1.5]);
	});

	it('stays when the audio is loaded anew', () => {
		const { audio, player } = opened();
		player.setRate(1.5);
		player.retry();
		audio.arrive();
		expect([player.rate, audio.playbackRate]).toEqual([1.5, 1.5]);
	});
});
