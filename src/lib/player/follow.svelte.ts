// Keeps the line being spoken in view while it is followed, and lets go at the first sign that the reader wants to be
// somewhere else. The arithmetic is in band.ts.

import { directionOf, inBand, isShort, scrollBy, type Line, type View } from './band.ts';

/** After a gesture the reader has this long before playback that catches up takes the page along again. Milliseconds. */
const QUIET = 1500;
/** Our own smooth scroll takes about so long at most; scroll events within it are not the reader's. */
const OWN = 900;

/** So long after going somewhere the line may still move under the reader: words and fonts arrive late. Milliseconds. */
const SETTLE = 5000;

const SCROLL_KEYS = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown']);

export class Follow {
	#on = $state.raw(true);
	#direction = $state.raw<'up' | 'down' | null>(null);
	#line: () => Line | null;
	#view: () => View;
	#held: () => boolean | 'paused';
	#gesture = -Infinity;
	#own = -Infinity;
	#went = -Infinity;
	#arriving = false;
	#glides = -Infinity;
	#top = 0;
	#outside = false;

	/**
	 * `line` measures the current line, `view` the window; while `held` says so nothing scrolls by itself, but for what is
	 * still settling where it is only `paused`.
	 */
	constructor(line: () => Line | null, view: () => View, held: () => boolean | 'paused') {
		this.#line = line;
		this.#view = view;
		this.#held = held;
	}

	get on() {
		return this.#on;
	}
	/** Which way the current line lies when it cannot be seen. */
	get direction() {
		return this.#direction;
	}

	/** Listens for the reader's gestures; returns the way to stop. */
	attach(): () => void {
		const key = (event: KeyboardEvent) => {
			const target = event.target instanceof Element ? event.target : null;
			if (target?.closest('input, textarea, [role="slider"], [role="radiogroup"], [popover], dialog')) return;
			if (event.defaultPrevented) return;
			if (SCROLL_KEYS.has(event.key)) this.#detach();
		};
		const wheel = (event: WheelEvent) => {
			// Zooming with the wheel does not scroll, nor does a wheel over something that scrolls by itself.
			if (event.ctrlKey || (event.target as Element).closest?.('[data-scrolls]')) return;
			if (Math.abs(event.deltaY) > Math.abs(event.deltaX)) this.#detach();
		};
		const touch = (event: TouchEvent) => {
			if ((event.target as Element).closest?.('[data-scrolls]')) return;
			this.#detach();
		};
		const scroll = () => {
			const moved = Math.abs(scrollY - this.#top);
			this.#top = scrollY;
			// The scroll bar has no event of its own: a scroll that is nobody's is the reader's.
			if (moved > 2 && performance.now() - this.#own > OWN) this.#detach();
			this.#look();
		};
		const resize = () => {
			this.#own = performance.now();
			this.update();
		};
		this.#top = scrollY;
		this.#own = performance.now();
		addEventListener('wheel', wheel, { passive: true });
		addEventListener('touchmove', touch, { passive: true });
		addEventListener('keydown', key);
		addEventListener('scroll', scroll, { passive: true });
		addEventListener('resize', resize);
		return () => {
			removeEventListener('wheel', wheel);
			removeEventListener('touchmove', touch);
			removeEventListener('keydown', key);
			removeEventListener('scroll', scroll);
			removeEventListener('resize', resize);
		};
	}

	/** The line may have moved: scroll along, or see whether playback has caught up with the reader. */
	update(): void {
		const line = this.#line();
		if (!line) return this.#look();
		const view = this.#view();
		if (!this.#on) {
			const caught = inBand(line, view);
			if (!caught) this.#outside = true;
			else if (this.#outside && performance.now() - this.#gesture > QUIET && !this.#held()) this.#on = true;
			this.#look();
			return;
		}
		const held = this.#held();
		if (!held) this.#arriving = false;
		const settling = held === 'paused' && performance.now() - this.#went < SETTLE;
		if (!held || settling) this.#scroll(scrollBy(line, view), view);
		this.#look();
	}

	/** Follow again from here: what can be seen stays where it is, until the voice leads on. */
	join(): void {
		this.#on = true;
		this.update();
	}

	/** Follow again, and go there now. */
	resume(): void {
		this.#arriving = false;
		this.#go();
	}

	/** As `resume`, where an address leads: nothing was read before, so that nothing has to glide away. */
	arrive(): void {
		this.#arriving = true;
		this.#go();
	}

	/** Brings the current line, or the one given, to its place. */
	show(line = this.#line(), settle = 2): void {
		if (!line) return;
		const view = this.#view();
		const distance = scrollBy(line, view, true);
		this.#scroll(distance, view);
		// Text above may only get its real height once it has come near: look again.
		if (settle > 0 && !isShort(distance, view))
			requestAnimationFrame(() => requestAnimationFrame(() => this.#on && this.show(undefined, settle - 1)));
		this.#look();
	}

	/** The reader went elsewhere by other means than a scroll: as with one, what they read stays, unless it is all in view. */
	leave(): void {
		const line = this.#line();
		if (line && !inBand(line, this.#view())) this.#detach();
	}

	/** Something else on the page changed its height: the scroll that follows is not a gesture. */
	pardon(): void {
		this.#own = performance.now();
	}

	#go(): void {
		this.#on = true;
		this.#went = performance.now();
		this.show();
	}

	#scroll(distance: number, view: View): void {
		if (Math.abs(distance) < 2) return;
		const now = performance.now();
		const still =
			matchMedia('(prefers-reduced-motion: reduce)').matches ||
			document.hidden ||
			!isShort(distance, view) ||
			(this.#arriving && now - this.#went < SETTLE);
		this.#own = now;
		this.#glides = still ? -Infinity : now;
		scrollTo({ top: scrollY + distance, behavior: still ? 'instant' : 'smooth' });
	}

	#detach(): void {
		this.#gesture = performance.now();
		// Browsers drop what the wheel asks for while a page glides: end the glide, so that the next turn of it counts.
		if (this.#gesture - this.#glides < OWN) scrollTo({ top: scrollY, behavior: 'instant' });
		this.#glides = -Infinity;
		this.#own = -Infinity;
		this.#went = -Infinity;
		if (!this.#on) return;
		this.#on = false;
		this.#outside = false;
		this.#look();
	}

	#look(): void {
		const line = this.#line();
		this.#direction = line ? directionOf(line, this.#view()) : null;
	}
}
