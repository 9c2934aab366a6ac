// The playhead: one <audio> element, what is loaded into it, and the verbs that move it. The element is the truth: a
// verb asks the element, and the element's event changes the state. Nothing here runs before `attach`, so the server
// can make one too.

import { tick } from 'svelte';
import type { Region } from '#lib/core/episode.ts';
import type { Loaded } from './loaded.ts';
import { plan, type Plan } from './plan.ts';
import { readPlace, writePlace, writeRate } from './saved.ts';
import { clampRate } from './speed.ts';
import { topicAt } from './topics.ts';

/** When to stop by itself: at a moment of the wall clock (milliseconds), or at a place in the audio (seconds). */
export type Sleep = { kind: 'clock'; at: number; minutes: number } | { kind: 'topic'; end: number };

const EVENTS = [
	'play',
	'playing',
	'pause',
	'ended',
	'waiting',
	'timeupdate',
	'seeking',
	'seeked',
	'ratechange',
	'volumechange',
	'loadedmetadata',
	'durationchange',
	'canplay',
	'emptied'
];

export class Player {
	#element = $state.raw<HTMLAudioElement | null>(null);
	#loaded = $state.raw<Loaded | null>(null);
	#time = $state.raw(0);
	#pending = $state.raw<number | null>(null);
	#paused = $state.raw(true);
	#waiting = $state.raw(false);
	#failed = $state.raw(false);
	#rate = $state.raw(1);
	#volume = $state.raw(1);
	#muted = $state.raw(false);
	#range = $state.raw<Region | null>(null);
	#loop = $state.raw(false);
	#over = $state.raw(false);
	#sleep = $state.raw<Sleep | null>(null);
	#skipSilence = $state.raw(false);
	#seeks = $state.raw(0);
	#frame = 0;
	#lastSaved = 0;
	#asked = false;
	/** Whether the element has begun the seek to `#pending`: from then on it only has to end. */
	#begun = false;
	/** Whether it was to play when the audio failed. */
	#broken = false;

	constructor(loaded: Loaded | null = null) {
		this.#loaded = loaded;
	}

	get element() {
		return this.#element;
	}
	get loaded() {
		return this.#loaded;
	}
	get slug() {
		return this.#loaded?.slug ?? null;
	}
	/** Seconds; where a seek is still to come, the place it goes to. */
	get time() {
		return this.#pending ?? this.#time;
	}
	get duration() {
		return this.#loaded?.duration ?? 0;
	}
	get paused() {
		return this.#paused;
	}
	/** Wants to play and has nothing to play yet. */
	get waiting() {
		return this.#waiting && !this.#paused;
	}
	get failed() {
		return this.#failed;
	}
	get rate() {
		return this.#rate;
	}
	get volume() {
		return this.#volume;
	}
	get muted() {
		return this.#muted;
	}
	/** The stretch that a clip link or an A–B loop keeps to. */
	get range() {
		return this.#range;
	}
	get loop() {
		return this.#loop;
	}
	/** Whether it stands at the end of the range, which it has played. */
	get over() {
		return this.#over;
	}
	get sleep() {
		return this.#sleep;
	}
	get skipSilence() {
		return this.#skipSilence;
	}
	/** Counts the listener's own seeks, so that the page can follow one even while paused. */
	get seeks() {
		return this.#seeks;
	}

	topic = $derived.by(() => {
		const topics = this.#loaded?.topics ?? [];
		return topics[topicAt(topics, this.time)] ?? null;
	});

	/** Takes the element over; returns the way back. */
	attach(element: HTMLAudioElement): () => void {
		this.#element = element;
		element.preservesPitch = true;
		const listen = (event: Event) => this.#read(event);
		for (const name of EVENTS) element.addEventListener(name, listen);
		// A <source> that cannot be played says so itself, and its event does not bubble.
		const fail = () => this.#checkFailure();
		element.addEventListener('error', fail, true);
		const leave = () => this.save();
		addEventListener('pagehide', leave);
		document.addEventListener('visibilitychange', leave);
		this.#restore();
		this.#read();
		this.#checkFailure();
		return () => {
			this.save();
			cancelAnimationFrame(this.#frame);
			for (const name of EVENTS) element.removeEventListener(name, listen);
			element.removeEventListener('error', fail, true);
			removeEventListener('pagehide', leave);
			document.removeEventListener('visibilitychange', leave);
			this.#element = null;
		};
	}

	/** Loads an episode, at the place where its listener left it. The same episode again only refreshes what is known. */
	async open(loaded: Loaded): Promise<void> {
		const same = loaded.slug === this.slug;
		if (!same) {
			this.save();
			this.#element?.pause();
		}
		this.#loaded = loaded;
		if (same) return;
		this.clearRange();
		this.#sleep = null;
		this.#failed = this.#broken = false;
		this.#time = 0;
		// A seek that is still to come was meant for the episode before.
		this.#pending = null;
		this.#asked = this.#begun = false;
		await tick();
		this.#element?.load();
		this.#restore();
	}

	async play(): Promise<void> {
		const element = this.#element;
		if (!element) return;
		if (this.#failed) this.retry();
		// What has ended begins anew: a clip as well as an episode.
		if (this.#over && this.#range) this.#go(this.#range.start);
		else if (element.ended) this.#go(0);
		this.#over = false;
		// Time to sleep that came during a pause has done its work: who plays now is awake.
		if (this.#sleep?.kind === 'clock' && Date.now() >= this.#sleep.at) this.#sleep = null;
		try {
			await element.play();
		} catch (error) {
			// A pause that overtakes the start, or a browser that wants a gesture first: the element stays paused, and
			// that is what the page shows.
			if (!(error instanceof DOMException)) throw error;
			this.#checkFailure();
		}
	}

	pause(): void {
		this.#element?.pause();
	}

	/** Asks the element: its event may still be on its way when the next key comes. */
	toggle(): void {
		if (this.#element?.paused ?? true) void this.play();
		else this.pause();
	}

	/** Goes to a place, in seconds; leaves a clip's range when that place is outside of it. */
	seek(seconds: number): void {
		const to = Math.min(Math.max(0, seconds), this.duration || Infinity);
		const range = this.#range;
		this.#over = false;
		if (range && (to < range.start - 0.05 || to >= range.end)) this.clearRange();
		if (this.#sleep?.kind === 'topic' && to >= this.#sleep.end) this.#sleep = null;
		this.#asked = true;
		this.#go(to);
		this.#seeks++;
	}

	skip(seconds: number): void {
		this.seek(this.time + seconds);
	}

	/** Sets a range and goes to its start; plays only where asked to. */
	cue(range: Region, options: { loop?: boolean; play?: boolean } = {}): void {
		this.#range = range;
		this.#loop = options.loop ?? false;
		this.seek(range.start);
		if (options.play) void this.play();
	}

	/** Keeps to a stretch without moving the playhead, unless it is outside. */
	repeat(range: Region): void {
		this.#range = range;
		this.#loop = true;
		if (this.time < range.start || this.time >= range.end) this.seek(range.start);
	}

	clearRange(): void {
		this.#range = null;
		this.#loop = this.#over = false;
	}

	/** Goes on from the end of a range. */
	playOn(): void {
		this.clearRange();
		void this.play();
	}

	/** Remembered at once: who chooses a speed may not have played yet. */
	setRate(rate: number): void {
		this.#takeRate(clampRate(rate));
		if (this.slug) writeRate(this.slug, this.#rate);
	}

	#takeRate(rate: number): void {
		this.#rate = rate;
		if (!this.#element) return;
		// What loads begins with the default.
		this.#element.defaultPlaybackRate = rate;
		this.#element.playbackRate = rate;
	}

	setVolume(volume: number): void {
		if (!this.#element) return;
		this.#element.volume = Math.min(1, Math.max(0, volume));
		this.#element.muted = volume <= 0;
	}

	toggleMute(): void {
		if (this.#element) this.#element.muted = !this.#element.muted;
	}

	setSleep(sleep: Sleep | null): void {
		this.#sleep = sleep;
	}

	setSkipSilence(skip: boolean): void {
		this.#skipSilence = skip;
	}

	/** Tries the audio again after it failed, and plays on where it played. */
	retry(): void {
		const at = this.time;
		const playing = this.#broken;
		this.#failed = this.#broken = false;
		this.#element?.load();
		this.#go(at);
		if (playing) void this.play();
	}

	/** Writes down where the listener is. */
	save(): void {
		const { slug } = this;
		// Before anything was played or sought there is nothing worth remembering, and much to overwrite.
		if (!slug || !this.#element || !this.#asked) return;
		this.#lastSaved = performance.now();
		writePlace(slug, { time: this.time, rate: this.#rate }, this.duration);
	}

	#restore(): void {
		const { slug } = this;
		if (!slug || !this.#element) return;
		const place = readPlace(slug);
		this.#takeRate(place?.rate ?? 1);
		if (place && place.time > 0 && !this.#asked) this.#go(place.time);
	}

	#go(seconds: number): void {
		const element = this.#element;
		this.#pending = seconds;
		this.#begun = false;
		// Before the element knows its media a seek is lost in some browsers: it waits for `loadedmetadata`.
		if (!element || element.readyState < 1) return;
		// Decoded, a recording may be a little shorter than the episode.
		if (Number.isFinite(element.duration)) this.#pending = Math.min(seconds, element.duration);
		element.currentTime = this.#pending;
	}

	/** The element has news: take over what it says. */
	#read(event?: Event): void {
		const element = this.#element;
		if (!element) return;
		if (element.readyState < 1) this.#begun = false;
		else if (event?.type === 'seeking') this.#begun = true;
		if (this.#pending !== null && element.readyState >= 1 && !element.seeking) {
			// A seek that was begun is answered by wherever it ended: asking again for a place that the element does not
			// reach would never end. One that was not begun is still to be made, or was lost.
			if (this.#begun || Math.abs(element.currentTime - this.#pending) <= 0.05) this.#pending = null;
			else this.#go(this.#pending);
		}
		if (element.readyState >= 1 && !element.error) this.#failed = false;
		const stopped = element.paused && !this.#paused;
		this.#time = element.currentTime;
		this.#paused = element.paused;
		this.#waiting = !element.paused && element.readyState < 3;
		this.#volume = element.volume;
		this.#muted = element.muted;
		// An extension of the browser may change it, too.
		this.#rate = element.playbackRate;
		if (!element.paused) this.#asked = true;
		if (stopped) this.save();
		if (event?.type === 'ended') {
			this.#step();
			if (this.#range && this.#loop) void element.play();
		}
		if (!element.paused) {
			this.#step();
			if (!this.#frame) this.#run();
		}
	}

	#run = (): void => {
		const element = this.#element;
		this.#frame = 0;
		if (!element || element.paused) return;
		this.#time = element.currentTime;
		this.#step();
		this.#frame = requestAnimationFrame(this.#run);
	};

	/** What the listener asked for in advance: the end of a clip, a loop, sleep, silences to skip. */
	#step(): void {
		if (this.#pending !== null) return;
		const next: Plan = plan(this.#time, Date.now(), {
			range: this.#range,
			loop: this.#loop,
			sleep: this.#sleep,
			silences: this.#skipSilence ? (this.#loaded?.silences ?? []) : [],
			ended: this.#element?.ended
		});
		if (next.pause) {
			if (next.because === 'range') this.#over = true;
			if (next.because === 'sleep') this.#sleep = null;
			this.pause();
		}
		if (next.seek !== null) this.#go(next.seek);
		if (performance.now() - this.#lastSaved > 5000) this.save();
	}

	#checkFailure(): void {
		const element = this.#element;
		if (!element || !this.#loaded) return;
		if (element.error || element.networkState === 3) {
			this.#failed = true;
			this.#waiting = false;
			// An element that has nothing to play still says that it plays.
			if (!element.paused) {
				this.#broken = true;
				element.pause();
			}
		}
	}
}
