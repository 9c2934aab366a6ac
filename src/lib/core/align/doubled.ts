// A passage that the text has twice in a row and the audio once. Every border between what is kept of the one and of the
// other fits the audio alike; where one of them begins a line, that is the border that a reader sees.
//
//   text     ¶ a b c d ¶ a b c d ¶ e
//   found      a b ░ ░   ░ ░ c d   e     ──►     a b c d   ░ ░ ░ ░   e
//
// Invariants: as many words as before, with the same times; links grow. The first copy is the one that is heard.

import type { Found } from './heard.ts';
import type { Graph } from './search/graph.ts';

/** Words left out in a row, at least: less is no passage. */
const LEAST = 3;
/** Words on either side whose borders are looked at, at most. */
const FARTHEST = 1000;

/** `opens[t]` is 1 where token t is the first of its line. */
export function keepWholeLines(words: Found[], graph: Graph, opens: ArrayLike<number>): Found[] {
	const kept = words.slice();
	const linkOf = (i: number) => graph.linkOf[kept[i].row];
	const move = (i: number, link: number) => {
		const row = graph.firstRow[link] + kept[i].row - graph.firstRow[linkOf(i)];
		kept[i] = { ...kept[i], row, token: graph.tokenOf[link] };
	};
	// Words may be missing before the first one, too.
	for (let i = -1; i + 1 < kept.length; i++) {
		const from = i < 0 ? 0 : linkOf(i) + 1;
		const to = linkOf(i + 1);
		const missing = to - from;
		if (missing < LEAST) continue;
		let left = 0;
		while (
			left < FARTHEST &&
			i - left >= 0 &&
			linkOf(i - left) === from - 1 - left &&
			soundAlike(graph, from - 1 - left, to - 1 - left)
		)
			left++;
		let right = 0;
		while (
			right < FARTHEST &&
			i + 1 + right < kept.length &&
			linkOf(i + 1 + right) === to + right &&
			soundAlike(graph, to + right, from + right)
		)
			right++;
		let by = right;
		while (by >= -left && !opens[graph.tokenOf[from + by]]) by--;
		for (let k = 0; k < by; k++) move(i + 1 + k, from + k);
		if (by >= -left) for (let k = 0; k < -by; k++) move(i - k, to - 1 - k);
	}
	return kept;
}

/** Whether two links have the same pronunciations. */
function soundAlike({ firstRow, firstState, phone }: Graph, a: number, b: number): boolean {
	const rows = firstRow[a + 1] - firstRow[a];
	if (rows !== firstRow[b + 1] - firstRow[b]) return false;
	const [from, other] = [firstState[firstRow[a]], firstState[firstRow[b]]];
	for (let r = 1; r <= rows; r++)
		if (firstState[firstRow[a] + r] - from !== firstState[firstRow[b] + r] - other) return false;
	const states = firstState[firstRow[a + 1]] - from;
	for (let s = 0; s < states; s++) if (phone[from + s] !== phone[other + s]) return false;
	return true;
}
