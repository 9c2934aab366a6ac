// The words that a link to a moment or a clip is about, for the card that others see of it: those of the clip, or the
// sentence being spoken and what follows it, as far as a card has room.

import type { Published, Span } from './episode.ts';
import type { TimeLink } from './links.ts';
import { sentenceAt, spanOf, wordAt } from './playhead.ts';
import type { WordTrack } from './wordtrack.ts';

/** Characters: a card shows so many, and a sentence shorter than `SHORT` takes the next one along. */
const ROOM = 240;
const SHORT = 80;

/** `cut` where there was no room for all of it. */
export type Excerpt = Span & { cut: boolean };

/** Null where nothing of the text is spoken there. */
export function excerptOf({ text, passages, gaps }: Published, track: WordTrack, link: TimeLink): Excerpt | null {
	if (link.end !== null) return within(text, spanOf(track, { start: link.start, end: link.end }));
	// A link's time is in hundredths, a word's in thousandths.
	const word = wordAt(track, link.start + 0.01, gaps, Infinity);
	const first = word < 0 ? null : sentenceAt(text, passages, track.from[word], track);
	if (!first) return null;
	// A sentence that has gone on for long begins where the link does.
	const from = track.to[word] - first.from > ROOM ? track.from[word] : first.from;
	const span = { from, to: first.to };
	while (span.to - span.from < SHORT) {
		const from = text.slice(span.to).search(/\S/) + span.to;
		const next = from > span.to ? sentenceAt(text, passages, from, track) : null;
		if (!next || next.to <= span.to) break;
		span.to = next.to;
	}
	return within(text, span);
}

/** Characters before and after a hit that its line shows. */
const LINE = { before: 24, after: 80 };

/** A hit in the line it is in, from one whole word to another, without line ends. */
export function lineAround(text: string, { from, to }: Span): { before: string; match: string; after: string } {
	const plain = (part: string) => part.replace(/\s+/g, ' ');
	const before = text.slice(Math.max(0, from - LINE.before), from);
	const after = text.slice(to, to + LINE.after);
	const cutBefore = from > LINE.before && /\s/.test(before);
	const cutAfter = to + LINE.after < text.length && /\s/.test(after);
	return {
		before: plain(cutBefore ? `…${before.replace(/^\S*\s+/, '')}` : before),
		match: plain(text.slice(from, to)),
		after: plain(cutAfter ? `${after.replace(/\s+\S*$/, '')}…` : after)
	};
}

/** As much of it as there is room for, in whole words. */
function within(text: string, span: Span | null): Excerpt | null {
	if (!span || span.to - span.from <= ROOM) return span && { ...span, cut: false };
	const space = text.slice(span.from, span.from + ROOM).search(/\s\S*$/);
	return { from: span.from, to: span.from + (space > 0 ? space : ROOM), cut: true };
}
