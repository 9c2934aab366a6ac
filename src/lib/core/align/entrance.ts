// Words that the search came in too late for. Coming back into the text from an untranscribed stretch is dear, and what is
// dear is only looked at once everything else has become dearer: by then the first word or two are over.
//
//   audio  ══ before ══╫░░░ foreign, a pause ░░░│░░░░░░╟═ evening, and welcome ══
//   text    … passed over …  Opening  Good  │  evening           the last of the passed over words, once more: with
//                            └── looked for ┘                     a free start, coming in costs every one of them the same
//
// Invariant: what was found stays, in order; only words right before one that was found are added.

import type { Found } from './heard.ts';
import { PARTED } from './islands.ts';
import { LOST, searchPart, type Budget, type Lost, type Stretch } from './lost.ts';

/** Words that may have been missed and frames before the one that was found, each time. */
const MOST = 4;
const BEFORE = 150;
const ROUNDS = 4;
/** Frames that a word takes at least. */
const LEAST = 6;

/** The words, with those before them that were missed; what the work allowed does not reach for stays as it is. */
export async function lookBefore(lost: Lost, words: Found[], budget: Budget): Promise<Found[]> {
	const { graph } = lost;
	const out: Found[] = [];
	let { link: next, frame: free } = lost.since;
	for (const word of words) {
		let run = [word];
		// What comes to light may itself have been come in at too late.
		for (let round = 0; round < ROUNDS; round++) {
			const [{ row, first, last, paid }] = run;
			const link = graph.linkOf[row];
			const from = Math.max(free, first - BEFORE);
			const earliest = Math.max(next, link - MOST);
			if (link <= earliest || first - from < LEAST || paid <= PARTED) break;
			const part = { from, until: last + 1, first: earliest, last: link + 1, freeStart: true };
			const found = await searchPart(lost, part, budget);
			const again = found?.at(-1);
			if (!found || !again || found.length < 2 || graph.linkOf[again.row] !== link) break;
			run = [{ ...found[0], paid: word.paid }, ...found.slice(1), ...run.slice(1)];
		}
		out.push(...run);
		free = word.last + 1;
		next = graph.linkOf[word.row] + 1;
	}
	return out;
}

/** Frames before the end of a stretch, and links, in which what comes right before it is looked for. */
const CLOSE = { frames: 1500, links: 40 };
/** Frames that such words may end before it. */
const GAP = 100;

/**
 * The words found in a stretch, with those right before its end where the text has them: what was found of them far before
 * was something alike.
 */
export async function closeUp(lost: Lost, stretch: Stretch, words: Found[], budget: Budget): Promise<Found[]> {
	const { until, last } = stretch;
	const link = (word: Found) => lost.graph.linkOf[word.row];
	if (until >= lost.background.frames || words.length === 0) return words;
	if (until - words.at(-1)!.last < LOST || link(words.at(-1)!) < last - CLOSE.links) return words;
	const first = Math.max(stretch.first, last - CLOSE.links);
	const from = Math.max(stretch.from, until - CLOSE.frames);
	const found = (await searchPart(lost, { from, until, first, last, freeStart: true }, budget)) ?? [];
	const close = found.slice(
		Math.max(
			0,
			found.findLastIndex(({ paid }) => paid > PARTED)
		)
	);
	if (close.length <= 1 || link(close.at(-1)!) !== last - 1 || until - close.at(-1)!.last > GAP) return words;
	const before = words.filter((word) => link(word) < link(close[0]) && word.last < close[0].first);
	return before.length + close.length >= words.length ? [...before, ...close] : words;
}
