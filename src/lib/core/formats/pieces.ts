// From timed pieces of speech to a transcript: captions cut sentences into lines of 65 letters, here they are joined.
//
// Between two pieces stands a space within a sentence, "\n" after one, "\n\n" where somebody else speaks or where a
// sentence is followed by a pause. Every piece stays a turn of its own with its times; a speaker is carried on until
// another is named.

import type { Transcript } from '../episode.ts';
import { endsSentenceBetween } from '../text/sentences.ts';
import { createBuilder, type Cue, type Join } from './build.ts';

/** A stretch of speech: `speaker` null where the file does not say; `line` begins a line of its own (a dash, "- Yes."). */
export type Piece = { text: string; speaker: string | null; cue: Cue | null; line?: boolean };

/** A pause behind a sentence that begins a paragraph, and one that ends a line without a full stop; in seconds. */
const paragraphPause = 2;
const linePause = 4;

export function joinPieces(pieces: readonly Piece[], language: string): Transcript {
	const builder = createBuilder();
	let speaker: string | null = null;
	let before: Piece | null = null;
	for (const piece of pieces) {
		// JSON may hold any line end, and more blank lines than one.
		const text = piece.text
			.trim()
			.replace(/\r\n?/g, '\n')
			.replace(/\n{3,}/g, '\n\n');
		if (!text) continue;
		const next: string | null = piece.speaker ?? speaker;
		builder.turn(text, before ? joinOf(before, piece, next !== speaker) : ' ', next, piece.cue);
		speaker = next;
		before = piece;
	}
	return builder.finish(language);
}

function joinOf(before: Piece, piece: Piece, changed: boolean): Join {
	if (changed) return '\n\n';
	const pause = before.cue && piece.cue ? piece.cue.start - before.cue.end : 0;
	if (endsSentenceBetween(before.text.trim(), piece.text.trim())) return pause >= paragraphPause ? '\n\n' : '\n';
	return piece.line || pause >= linePause ? '\n' : ' ';
}
