// Marks in the text through CSS.highlights: no elements, no reflow. One Range is kept for the word and moved along; the
// other marks are replaced as a whole. Where the API is missing only the passage is marked, which the page does itself.

import type { Span } from '#lib/core/episode.ts';
import type { PageText } from './page-text.ts';

/** In painting order: later ones lie on top. */
const LAYERS = ['over', 'untold', 'clip', 'hit', 'hit-now', 'word'] as const;
export type Layer = (typeof LAYERS)[number];

export function canHighlight(): boolean {
	return typeof CSS !== 'undefined' && 'highlights' in CSS && typeof Highlight !== 'undefined';
}

export class Highlights {
	readonly #text: PageText;
	readonly #layers = new Map<Layer, Highlight>();
	#word: Range | null = null;

	constructor(text: PageText) {
		this.#text = text;
		if (!canHighlight()) return;
		LAYERS.forEach((layer, i) => {
			const highlight = new Highlight();
			highlight.priority = i;
			this.#layers.set(layer, highlight);
			CSS.highlights.set(`ink-${layer}`, highlight);
		});
	}

	/** Moves the mark of the spoken word; null takes it away. */
	word(span: Span | null): void {
		const layer = this.#layers.get('word');
		const range = span ? this.#text.range(span, this.#word ?? undefined) : null;
		if (!range) {
			layer?.clear();
			this.#word = null;
			return;
		}
		if (!this.#word) layer?.add(range);
		this.#word = range;
	}

	set(name: Exclude<Layer, 'word'>, spans: Span[]): void {
		const layer = this.#layers.get(name);
		if (!layer) return;
		layer.clear();
		for (const span of spans) for (const range of this.#text.ranges(span)) layer.add(range);
	}

	clear(): void {
		for (const [name, layer] of this.#layers) {
			layer.clear();
			if (CSS.highlights.get(`ink-${name}`) === layer) CSS.highlights.delete(`ink-${name}`);
		}
		this.#layers.clear();
	}
}
