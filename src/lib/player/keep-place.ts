// Where the window gets another width, a phone that is turned say, the text gets other lines, and the same distance from the
// top of the page is another place in it. The line that is read stays where it is instead.

import type { PageText } from './page-text.ts';
import type { View } from './band.ts';

/** Milliseconds after a scroll until where it ended is looked for: not while it goes on. */
const REST = 120;
/** Pixels from line to line at least, and from the edge of the text to what is surely in it. */
const STEP = 16;
const INSIDE = 24;

type Place = { offset: number; top: number };

/**
 * `view` measures the window; `move` scrolls by so many pixels. While `led`, something else keeps a line in view. Returns
 * what ends it.
 */
export function keepPlace(
	root: HTMLElement,
	text: PageText,
	view: () => View,
	led: () => boolean,
	move: (distance: number) => void
): () => void {
	// Not the window's own, which some browsers change where a finger zooms.
	const widthNow = () => document.documentElement.clientWidth;
	let width = widthNow();
	let place: Place | null = null;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let frame = 0;

	const topOf = (offset: number) => text.range({ from: offset, to: offset + 1 })?.getBoundingClientRect().top ?? null;
	const find = (): Place | null => {
		if (scrollY <= 0) return null;
		const { top, height, bottom } = view();
		const x = root.getBoundingClientRect().left + INSIDE;
		for (let y = top + STEP; y < height - bottom; y += STEP) {
			const offset = text.offsetAtPoint(x, y);
			const line = offset === null ? null : topOf(offset);
			if (offset !== null && line !== null && line >= top) return { offset, top: line };
		}
		return null;
	};
	const look = () => {
		// What scrolls because the width has changed, before that is told, is not the reader.
		if (widthNow() === width) place = find();
	};
	const scroll = () => {
		clearTimeout(timer);
		timer = setTimeout(look, REST);
	};
	/** Text above gets its real height only once it comes near: then once more. */
	const restore = ({ offset, top }: Place, tries: number) => {
		const now = topOf(offset);
		if (now === null) return;
		if (Math.abs(now - top) >= 1) move(now - top);
		if (tries > 0) frame = requestAnimationFrame(() => restore({ offset, top }, tries - 1));
	};
	const resize = () => {
		if (widthNow() === width) return;
		width = widthNow();
		clearTimeout(timer);
		cancelAnimationFrame(frame);
		if (place && !led()) restore(place, 2);
	};
	addEventListener('scroll', scroll, { passive: true });
	addEventListener('resize', resize);
	scroll();
	return () => {
		clearTimeout(timer);
		cancelAnimationFrame(frame);
		removeEventListener('scroll', scroll);
		removeEventListener('resize', resize);
	};
}
