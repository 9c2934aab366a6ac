// Where the page scrolls to: the line being spoken lies in a comfort band of the window, and only a line that leaves the
// band moves the page, so that it does not jitter.
//
//   ┌──────────┐ 0
//   │  header  │ top inset
//   │··········│ ┐
//   │  line    │ │ band: 8 % to 46 % of what is visible
//   │··········│ ┘
//   │  dock    │ bottom inset
//   └──────────┘ height

/** Pixels of the window: what lies over the text above and below is not visible. */
export type View = { height: number; top: number; bottom: number };
export type Line = { top: number; bottom: number };

/** Share of the visible height at which a line is put when the page has to move. */
const REST = 0.27;
const BAND = [0.08, 0.46];

function visible({ height, top, bottom }: View): number {
	return Math.max(80, height - top - bottom);
}

/** How far to scroll (pixels, down is positive), or 0 where the line is fine. `strict` puts it at its place anyway. */
export function scrollBy(line: Line, view: View, strict = false): number {
	const room = visible(view);
	const low = view.top + room * BAND[0];
	const high = view.top + room * BAND[1];
	if (!strict && line.top >= low && line.bottom <= Math.max(high, low + (line.bottom - line.top))) return 0;
	return Math.round(line.top - (view.top + room * REST));
}

export function inBand(line: Line, view: View): boolean {
	return scrollBy(line, view) === 0;
}

/** Which way the line lies from what is visible; null where it can be seen. */
export function directionOf(line: Line, view: View): 'up' | 'down' | null {
	if (line.bottom < view.top) return 'up';
	if (line.top > view.height - view.bottom) return 'down';
	return null;
}

/** A short way is scrolled, a long one jumped: nobody wants to watch an hour fly past. */
export function isShort(distance: number, view: View): boolean {
	return Math.abs(distance) < view.height * 1.5;
}
