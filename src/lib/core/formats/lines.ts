// The text of a caption on the lines of a screen: one, or two of like length.

import { joinLines } from './build.ts';

/** Letters on a line that viewers can take in; the captioning guides of the broadcasters agree on about this. */
const width = 42;

/** The text of a caption on screen lines: its own line ends go, but for those before a dash ("- Yes."). */
export function captionLines(text: string): string {
	const said: string[][] = [];
	for (const line of text.split(/(?<!\s)\s*\n\s*/)) {
		const last = said.at(-1);
		if (last && !/^[-–—‐]\s?\S/.test(line)) last.push(line);
		else said.push([line]);
	}
	return said.map((lines) => screenLines(joinLines(lines))).join('\n');
}

/** One line of text as one, two or more lines, cut at spaces. A reader joins them with spaces again. */
function screenLines(text: string): string {
	const count = Math.ceil(text.length / width);
	if (count < 2) return text;
	const lines: string[] = [];
	let rest = text;
	for (let left = count; left > 1; left--) {
		const cut = nearestSpace(rest, rest.length / left);
		if (cut < 0) break;
		lines.push(rest.slice(0, cut));
		rest = rest.slice(cut + 1);
	}
	return [...lines, rest].join('\n');
}

/**
 * A single space near `goal` that may become a line end, rather behind a comma or full stop: the next line must not
 * read as a label, a dash or a timing.
 */
function nearestSpace(text: string, goal: number): number {
	let best = -1;
	let least = Infinity;
	for (let at = text.indexOf(' '); at >= 0; at = text.indexOf(' ', at + 1)) {
		// Further on it only gets worse.
		if (at - goal - 6 >= least) break;
		const cost = Math.abs(at - goal) - (/[,.;:!?…]/.test(text[at - 1] ?? '') ? 6 : 0);
		if (cost >= least || !/\S/.test(text[at - 1] ?? ' ')) continue;
		if (!/^[^\s\-–—‐>[【][^:：]{30}/u.test(text.slice(at + 1, at + 33).padEnd(32))) continue;
		least = cost;
		best = at;
	}
	return best;
}
