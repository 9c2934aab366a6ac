// Keys to actions. Pure: an event's facts go in, a name comes out, and nothing happens inside inputs or with modifiers
// that belong to the browser.

export type Action =
	| 'toggle'
	| 'back'
	| 'forward'
	| 'sentence-back'
	| 'sentence-forward'
	| 'topic-back'
	| 'topic-forward'
	| 'slower'
	| 'faster'
	| 'mute'
	| 'search'
	| 'hit-next'
	| 'hit-previous'
	| 'follow'
	| 'copy-link'
	| 'loop-start'
	| 'loop-end'
	| 'loop-clear'
	| 'help';

export type Stroke = { key: string; shift: boolean; alt: boolean; ctrl: boolean; meta: boolean };

/** The list that the help shows. */
export const HELP: { keys: string[]; does: string }[] = [
	{ keys: ['Space', 'K'], does: 'Play or pause' },
	{ keys: ['J', '←'], does: 'Back 10 seconds' },
	{ keys: ['L', '→'], does: 'Forward 10 seconds' },
	{ keys: ['Shift ←', 'Shift →'], does: 'Previous or next sentence' },
	{ keys: ['Alt ←', 'Alt →'], does: 'Previous or next topic' },
	{ keys: ['<', '>'], does: 'Slower or faster' },
	{ keys: ['M'], does: 'Mute' },
	{ keys: ['/'], does: 'Search in this episode' },
	{ keys: ['N', 'P'], does: 'Next or previous hit' },
	{ keys: ['Enter', 'Shift Enter'], does: 'The same in the search field' },
	{ keys: ['Ctrl Enter'], does: 'Play from the hit' },
	{ keys: ['Esc'], does: 'Leave the field, then the search' },
	{ keys: ['F'], does: 'Follow the voice' },
	{ keys: ['C'], does: 'Copy a link to this moment' },
	{ keys: ['[', ']'], does: 'Repeat from here, to here' },
	{ keys: ['\\'], does: 'Stop repeating' },
	{ keys: ['?'], does: 'These keys' }
];

const PLAIN: Record<string, Action> = {
	' ': 'toggle',
	k: 'toggle',
	j: 'back',
	l: 'forward',
	ArrowLeft: 'back',
	ArrowRight: 'forward',
	'<': 'slower',
	'>': 'faster',
	m: 'mute',
	'/': 'search',
	n: 'hit-next',
	p: 'hit-previous',
	f: 'follow',
	c: 'copy-link',
	'[': 'loop-start',
	']': 'loop-end',
	'\\': 'loop-clear',
	'?': 'help'
};

export function actionOf({ key, shift, alt, ctrl, meta }: Stroke): Action | null {
	if (ctrl || meta) return null;
	if (key === 'ArrowLeft' || key === 'ArrowRight') {
		const back = key === 'ArrowLeft';
		if (alt) return back ? 'topic-back' : 'topic-forward';
		if (shift) return back ? 'sentence-back' : 'sentence-forward';
	}
	// Characters such as "?" and "<" need shift on some keyboards and not on others: only the character counts.
	if (alt) return null;
	const name = key.length === 1 ? key.toLowerCase() : key;
	return PLAIN[name] ?? null;
}

/** Where a key belongs to the thing that has the focus: inputs take all, buttons and links the space bar. */
export function belongsToFocus(element: Element | null, key: string): boolean {
	if (!element) return false;
	if (element.closest('input, textarea, select, [contenteditable=""], [contenteditable="true"], dialog')) return true;
	if (key === ' ' && element.closest('button, a, summary, [role="button"]')) return true;
	if (key.startsWith('Arrow') && element.closest('[role="slider"], [role="radiogroup"]')) return true;
	return false;
}

/** What a press of a key on the page asks for; null where it is somebody else's. */
export function actionOfPress(event: KeyboardEvent): Action | null {
	const { key, shiftKey: shift, altKey: alt, ctrlKey: ctrl, metaKey: meta } = event;
	if (event.defaultPrevented || event.isComposing || belongsToFocus(document.activeElement, key)) return null;
	return actionOf({ key, shift, alt, ctrl, meta });
}
