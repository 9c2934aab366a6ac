// An <audio> element as far as the player asks one: its state changes at once, its events come later and in the order of
// the HTML standard. Nothing moves by itself: a test lets media arrive, time pass and events be told.

export class FakeAudio extends EventTarget {
	/** Seconds that can be played, and what `duration` says of them once it is known. */
	readonly length: number;
	readonly #duration: number;
	/** While true a seek is forgotten, as by a browser that knows the media and has nothing of it. */
	deaf = false;
	/** Every place that it was sent to. */
	readonly sought: number[] = [];
	readyState = 0;
	networkState = 2;
	error: { code: number } | null = null;
	paused = true;
	seeking = false;
	defaultPlaybackRate = 1;
	preservesPitch = false;
	volume = 1;
	muted = false;
	#rate = 1;
	#position = 0;
	#tasks: (() => void)[] = [];
	/** Tasks of an older load, or of a seek that another one overtook, are void. */
	#loads = 0;
	#seeks = 0;

	constructor(length: number, duration = length) {
		super();
		this.length = length;
		this.#duration = duration;
	}

	get duration(): number {
		return this.readyState ? this.#duration : NaN;
	}
	get ended(): boolean {
		return this.readyState > 0 && this.#position >= this.length;
	}
	get playbackRate(): number {
		return this.#rate;
	}
	set playbackRate(rate: number) {
		if (rate === this.#rate) return;
		this.#rate = rate;
		this.#tell('ratechange');
	}
	get currentTime(): number {
		return this.#position;
	}
	set currentTime(seconds: number) {
		this.sought.push(seconds);
		if (!this.readyState || this.deaf) return;
		const seek = ++this.#seeks;
		this.seeking = true;
		this.#position = Math.min(Math.max(0, seconds), this.length);
		this.#tell('seeking');
		this.#tasks.push(() => {
			if (seek !== this.#seeks) return;
			this.seeking = false;
			this.#tell('timeupdate', 'seeked');
		});
	}

	load(): void {
		this.#loads++;
		this.#seeks++;
		this.#position = 0;
		Object.assign(this, { readyState: 0, networkState: 2, error: null, paused: true, seeking: false });
		this.#tell('emptied');
		this.playbackRate = this.defaultPlaybackRate;
	}

	async play(): Promise<void> {
		if (this.error) throw new DOMException('no supported source', 'NotSupportedError');
		if (!this.paused) return;
		this.paused = false;
		this.#tell('play', 'playing');
	}

	pause(): void {
		if (this.paused) return;
		this.paused = true;
		this.#tell('timeupdate', 'pause');
	}

	/** The media is there. */
	arrive(): void {
		this.readyState = 4;
		this.networkState = 1;
		this.#tell('durationchange', 'loadedmetadata', 'canplay');
		this.settle();
	}

	/** There is more of the media. */
	proceed(): void {
		this.#tell('canplay');
		this.settle();
	}

	/** The media cannot be had. */
	fail(): void {
		Object.assign(this, { readyState: 0, networkState: 3, error: { code: 4 } });
		this.#tell('error');
		this.settle();
	}

	/** So many seconds of audio are heard, where it plays. */
	pass(seconds: number): void {
		if (this.paused || this.seeking || this.readyState < 3) return;
		this.#position = Math.min(this.length, this.#position + seconds);
		this.#tell('timeupdate');
		if (this.ended) {
			this.paused = true;
			this.#tell('pause', 'ended');
		}
	}

	/** Tells every event, also those that come of them. Throws where that never ends. */
	settle(): void {
		for (let told = 0; this.#tasks.length; told++) {
			if (told > 200) throw new Error('expected the element to come to rest, its events bring ever more events');
			this.#tasks.shift()!();
		}
	}

	#tell(...names: string[]): void {
		const load = this.#loads;
		for (const name of names)
			this.#tasks.push(() => {
				if (load === this.#loads) this.dispatchEvent(new Event(name));
			});
	}
}
