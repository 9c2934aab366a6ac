// That a word can be clicked is to be seen before it is: the one under a mouse is marked, looked for at most once a frame.

type Point = { clientX: number; clientY: number };

/** `find` tells the word at a point of the window, `mark` is told which one is pointed at. Returns what ends it. */
export function markPointed<Word>(
	root: HTMLElement,
	find: (point: Point) => Word | null,
	mark: (word: Word | null) => void
): () => void {
	let at: Point | null = null;
	let frame = 0;
	const look = () => {
		frame = 0;
		mark(at && find(at));
	};
	const point = (next: Point | null) => {
		at = next;
		frame ||= requestAnimationFrame(look);
	};
	// A finger points at nothing before it touches; a held button selects.
	const move = (event: PointerEvent) => point(event.pointerType === 'mouse' && !event.buttons ? event : null);
	const leave = () => point(null);
	// The text may move under a mouse at rest.
	const scroll = () => at && point(at);
	root.addEventListener('pointermove', move);
	root.addEventListener('pointerdown', leave);
	root.addEventListener('pointerleave', leave);
	addEventListener('scroll', scroll, { passive: true });
	return () => {
		cancelAnimationFrame(frame);
		root.removeEventListener('pointermove', move);
		root.removeEventListener('pointerdown', leave);
		root.removeEventListener('pointerleave', leave);
		removeEventListener('scroll', scroll);
	};
}
