// Puts a transcript together from the pieces a parser finds: what separates them, who says them, and when.

import type { Span, Transcript, Turn } from '../episode.ts';
import { isUnspaced, wordsOf } from '../text.ts';

export type Cue = { start: number; end: number };
export type Join = ' ' | '\n' | '\n\n';

/** Collects turns and the text they are spans of. */
export type Builder = {
	/** Goes on with the current turn: `piece` (trimmed by the caller) is put behind `join`. */
	go(piece: string, join: Join): void;
	/** Begins a turn with `piece`. */
	turn(piece: string, join: Join, speaker: string | null, cue: Cue | null): void;
	/** Says that the piece that came last is a heading. */
	heading(): void;
	/** The transcript so far; words never cross turns. */
	finish(language: string): Transcript;
};

export function createBuilder(): Builder {
	const pieces: string[] = [];
	const turns: Turn[] = [];
	const headings: Span[] = [];
	let length = 0;
	let last = '';

	function put(piece: string, join: Join): number {
		if (length) {
			const gap = join === ' ' ? spaceBetween(last, piece) : join;
			pieces.push(gap);
			length += gap.length;
		}
		const from = length;
		pieces.push(piece);
		length += piece.length;
		last = piece;
		return from;
	}

	return {
		go(piece, join) {
			if (!piece) return;
			if (!turns.length) return this.turn(piece, join, null, null);
			put(piece, join);
			turns[turns.length - 1].to = length;
		},
		turn(piece, join, speaker, cue) {
			if (!piece) return;
			const from = put(piece, join);
			turns.push({ from, to: length, speaker, cue });
		},
		heading() {
			headings.push({ from: length - last.length, to: length });
		},
		finish(language) {
			const text = pieces.join('');
			const transcript = { text, language, turns, words: wordsOf(text, turns) };
			return headings.length ? { ...transcript, headings } : transcript;
		}
	};
}

/** From the beginning of one cue to the end of both, as far as there are any. */
export function joinCues(cue: Cue | null, next: Cue | null): Cue | null {
	return cue && next ? { start: cue.start, end: Math.max(cue.end, next.end) } : (cue ?? next);
}

/** Gives a cue of which only the beginning is known (its end equals its start) the beginning of the next as its end. */
export function closeCues(turns: readonly Turn[]): void {
	for (const [i, { cue }] of turns.entries()) {
		const next = turns[i + 1]?.cue;
		if (cue && next && cue.end === cue.start && next.start > cue.start) cue.end = next.start;
	}
}

/** Nobody begins to speak so late in an audio, and speaks for longer; in seconds. */
const day = { late: 6 * 3600, long: 12 * 3600 };

/** The moment that all times count from: 0, or the first of them where they can only be times of day or of a tape. */
export function firstMoment(turns: readonly Turn[]): number {
	let [first, last] = [Infinity, 0];
	for (const { cue } of turns) {
		if (!cue) continue;
		first = Math.min(first, cue.start);
		last = Math.max(last, cue.start);
	}
	return first >= day.late && last > first && last - first <= day.long ? first : 0;
}

/** What stands between two pieces of one sentence: a space, or nothing in a script that writes none. */
function spaceBetween(left: string, right: string): ' ' | '' {
	const last = /.$/su.exec(left.slice(-2))?.[0] ?? '';
	const first = /^./su.exec(right)?.[0] ?? '';
	return isWide(last) && isWide(first) && isUnspaced(left.slice(-8) + right.slice(0, 8)) ? '' : ' ';
}

/** Lines of one sentence as one text. Only the end of what there is is looked at: a cue may have thousands of lines. */
export function joinLines(lines: readonly string[]): string {
	let text = '';
	let tail = '';
	for (const line of lines) {
		text += tail && line ? spaceBetween(tail, line) + line : line;
		tail = (tail + line).slice(-8);
	}
	return text;
}

function isWide(letter: string): boolean {
	return isUnspaced(letter) || /[\u3000-\u303f\uff00-\uffef]/.test(letter);
}
