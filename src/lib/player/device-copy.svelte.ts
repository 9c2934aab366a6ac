// The copy of an episode on this device as the page shows it, and its download.

import { dropKept, isStale, keepEpisode, readKept, type Kept } from './offline.ts';
import type { Loaded } from './loaded.ts';

export type Episode = Pick<Loaded, 'slug' | 'title' | 'artwork'>;

export class DeviceCopy {
	readonly #episode: Episode;
	#kept = $state.raw<Kept | null>(null);
	#stale = $state.raw(false);
	#done = $state.raw<number | null>(null);
	#failure = $state.raw('');
	#work: AbortController | null = null;

	constructor(episode: Episode) {
		this.#episode = episode;
	}

	get kept() {
		return this.#kept;
	}
	/** Whether the server has another version by now. */
	get stale() {
		return this.#stale;
	}
	/** The share of the audio that has come, 0 to 1; null where nothing is being saved. */
	get done() {
		return this.#done;
	}
	/** Why the last download came to nothing. */
	get failure() {
		return this.#failure;
	}

	/** Finds out what there is; while something is being saved that is known. */
	async look(): Promise<void> {
		if (this.#work) return;
		const kept = await readKept(this.#episode.slug);
		if (this.#work) return;
		this.#kept = kept;
		const stale = kept !== null && (await isStale(kept));
		if (this.#kept === kept) this.#stale = stale;
	}

	async keep(): Promise<void> {
		if (this.#work) return;
		const { slug, title, artwork } = this.#episode;
		const { signal } = (this.#work = new AbortController());
		this.#failure = '';
		this.#done = 0;
		try {
			const onProgress = (share: number) => (this.#done = share);
			this.#kept = await keepEpisode({ slug, title, artwork: artwork !== null }, { signal, onProgress });
			this.#stale = false;
		} catch (error) {
			if (!signal.aborted) this.#failure = error instanceof Error ? error.message : String(error);
		}
		this.#work = this.#done = null;
	}

	stop(): void {
		this.#work?.abort();
	}

	async drop(): Promise<void> {
		await dropKept(this.#episode.slug);
		this.#kept = null;
		this.#stale = false;
	}
}
