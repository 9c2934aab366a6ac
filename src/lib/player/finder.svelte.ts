// Search in the episode: the query, its hits, and which of them the listener stands at.

import type { Span } from '#lib/core/episode.ts';
import { lineAround } from '#lib/core/excerpt.ts';
import { createSearch, type Search } from '#lib/core/search.ts';
import type { Script } from './script.svelte.ts';

/** Hits that a list shows at most. */
const LISTED = 200;

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

	/** When the current hit is spoken, in seconds; null where nothing says. */
	time = $derived.by(() => this.#timeOf(this.current));

	/** The hits, but no more than anybody looks through, each with its line. */
	lines = $derived.by(() =>
		this.#hits
			.slice(0, LISTED)
			.map((hit) => ({ seconds: this.#timeOf(hit), ...lineAround(this.#script.published.text, hit) }))
	);

	/** When the hits are spoken, in seconds, for the waveform. */
	times = $derived.by(() => this.#hits.flatMap((hit) => this.#script.timesOf(hit)?.start ?? []));

	/** Reads the text for what is to come: of two hours that takes longer than a key should. */
	prepare(): void {
		this.#search ??= createSearch(this.#script.published.text);
	}

	/** Looks while the listener types; stands at the first hit after `offset`, an offset into the text. */
	find(query: string, offset = 0): void {
		this.#query = query;
		const { passages } = this.#script.published;
		// A title that the text repeats is not shown a second time.
		const first = passages[0]?.from ?? 0;
		this.prepare();
		this.#hits = query.trim() ? this.#search!.find(query).filter(({ from }) => from >= first) : [];
		const next = this.#hits.findIndex((hit) => hit.to > offset);
		this.#index = this.#hits.length ? Math.max(0, next) : -1;
	}

	/** The hit after or before the current one, round the end. */
	beside(way: 1 | -1): number {
		const count = this.#hits.length;
		return (this.#index + way + count) % count;
	}

	/** Stands at the hit with this index. */
	pick(index: number): void {
		this.#index = Math.min(index, this.#hits.length - 1);
	}

	clear(): void {
		this.#query = '';
		this.#hits = [];
		this.#index = -1;
	}

	#timeOf(hit: Span | null): number | null {
		return (hit && this.#script.timesOf(hit)?.start) ?? null;
	}
}
