// Between offsets into the transcript's text and places in the page. Each passage is one element `[data-text]` whose text
// is exactly `text.slice(from, to)`; there is no element per word, so a place is a text node and an offset in it.

import type { Span } from '#lib/core/episode.ts';
import { passageAtOffset } from '#lib/core/playhead.ts';

export class PageText {
	readonly #passages: Span[];
	readonly #elements: HTMLElement[];

	/** `root` holds one `[data-text]` per passage, in order. */
	constructor(root: HTMLElement, passages: Span[]) {
		this.#passages = passages;
		this.#elements = [...root.querySelectorAll<HTMLElement>('[data-text]')];
	}

	element(passage: number): HTMLElement | null {
		return this.#elements[passage] ?? null;
	}

	/** Points a range at a span of text; the same Range can be used again. Null where the text is not on the page. */
	range(span: Span, range: Range = document.createRange()): Range | null {
		const from = this.#place(span.from, false);
		const to = this.#place(span.to, true);
		if (!from || !to) return null;
		range.setStart(from.node, from.offset);
		range.setEnd(to.node, to.offset);
		return range;
	}

	/** A range for each passage that a span touches, so that what stands between passages is never part of it. */
	ranges(span: Span): Range[] {
		const found: Range[] = [];
		const first = Math.max(0, passageAtOffset(this.#passages, span.from));
		for (let i = first; i < this.#passages.length && this.#passages[i].from < span.to; i++) {
			const { from, to } = this.#passages[i];
			const part = { from: Math.max(from, span.from), to: Math.min(to, span.to) };
			const range = part.to > part.from ? this.range(part) : null;
			if (range) found.push(range);
		}
		return found;
	}

	/** The offset into the text of a place in the page, or null outside of the passages. */
	offsetOf(node: Node, offset: number): number | null {
		const element = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>('[data-text]');
		if (!element) return null;
		const passage = Number(element.dataset.text);
		if (this.#elements[passage] !== element) return null;
		let before = 0;
		if (node === element) {
			for (let i = 0; i < offset; i++) before += element.childNodes[i]?.textContent?.length ?? 0;
			return this.#passages[passage].from + before;
		}
		for (const text of textNodes(element)) {
			if (text === node) return this.#passages[passage].from + before + offset;
			before += text.data.length;
		}
		return null;
	}

	/** The text that a selection covers, trimmed to its words, or null where it covers none. */
	spanOf(range: Range, text: string): Span | null {
		let from = -1;
		let to = -1;
		for (let i = 0; i < this.#elements.length; i++) {
			const element = this.#elements[i];
			if (!range.intersectsNode(element)) {
				if (from >= 0) break;
				continue;
			}
			const start = element.contains(range.startContainer)
				? this.offsetOf(range.startContainer, range.startOffset)
				: this.#passages[i].from;
			const end = element.contains(range.endContainer)
				? this.offsetOf(range.endContainer, range.endOffset)
				: this.#passages[i].to;
			if (start === null || end === null || end <= start) continue;
			if (from < 0) from = start;
			to = end;
		}
		if (from < 0) return null;
		while (from < to && /\s/.test(text[from])) from++;
		while (to > from && /\s/.test(text[to - 1])) to--;
		return to > from ? { from, to } : null;
	}

	/** The text offset under a point of the window, or null where there is no text. */
	offsetAtPoint(x: number, y: number): number | null {
		const place = caretAt(x, y);
		if (!place) return null;
		const offset = this.offsetOf(place.node, place.offset);
		if (offset === null) return null;
		return offset;
	}

	#place(offset: number, end: boolean): { node: Text; offset: number } | null {
		// The end of one passage and the start of the next may be the same offset: an end belongs to the earlier one.
		let passage = passageAtOffset(this.#passages, end ? offset - 1 : offset);
		if (passage < 0) passage = 0;
		const element = this.#elements[passage];
		if (!element) return null;
		const { from, to } = this.#passages[passage];
		let left = Math.min(Math.max(0, offset - from), to - from);
		let last: Text | null = null;
		for (const node of textNodes(element)) {
			if (left < node.data.length || (end && left === node.data.length)) return { node, offset: left };
			left -= node.data.length;
			last = node;
		}
		return last ? { node: last, offset: last.data.length } : null;
	}
}

/** Usually one; a translation or a very long passage makes more. */
function* textNodes(element: HTMLElement): Generator<Text> {
	const only = element.firstChild;
	if (only instanceof Text && !only.nextSibling) {
		yield only;
		return;
	}
	const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node as Text;
}

function caretAt(x: number, y: number): { node: Node; offset: number } | null {
	if ('caretPositionFromPoint' in document) {
		const place = document.caretPositionFromPoint(x, y);
		return place && { node: place.offsetNode, offset: place.offset };
	}
	// Safari before 26.
	const old = document as Document & { caretRangeFromPoint?: (x: number, y: number) => Range | null };
	const range = old.caretRangeFromPoint?.(x, y);
	return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
