// Search in the episode: the query, its hits, and which of them the listener stands at.

import type { Span } from '#lib/core/episode.ts';
import { createSearch, type Search } from '#lib/core/search.ts';
import type { Script } from './script.svelte.ts';

export class Finder {
	readonly #script: Script;
	#search: Search | null = null;
	#query = $state.raw('');
	#hits = $state.raw<Span[]>([]);
	#index = $state.raw(-1);

	constructor(script: Script) {
		this.#script = script;
	}

	get query() {
		return this.#query;
	}
	get hits() {
		return this.#hits;
	}
	/** Which hit, from 0; −1 without any. */
	get index() {
		return this.#index;
	}
	get current(): Span | null {
		return this.#hits[this.#index] ?? null;
	}

	/** When the hits are spoken, in seconds, for the waveform. */
	times = $derived.by(() => this.#hits.flatMap((hit) => this.#script.timesOf(hit)?.start ?? []));

	/** Looks while the listener types; stands at the first hit after `offset`, an offset into the text. */
	find(query: string, offset = 0): void {
		this.#query = query;
		const { text, passages } = this.#script.published;
		// A title that the text repeats is not shown a second time.
		const first = passages[0]?.from ?? 0;
		this.#search ??= createSearch(text);
		this.#hits = query.trim() ? this.#search.find(query).filter(({ from }) => from >= first) : [];
		const next = this.#hits.findIndex((hit) => hit.to > offset);
		this.#index = this.#hits.length ? Math.max(0, next) : -1;
	}

	step(way: 1 | -1): void {
		const count = this.#hits.length;
		if (count) this.#index = (this.#index + way + count) % count;
	}

	clear(): void {
		this.#query = '';
		this.#hits = [];
		this.#index = -1;
	}
}
