// Segments that are less than words: speech recognisers write "Hel", "lo" and "," with the space on the token before or
// after which one belongs.

import { joinCues } from './build.ts';
import type { Piece } from './pieces.ts';

/**
 * Pieces with those that stand for part of a word put on the word before. Where pieces bring their own spaces, a piece
 * without one that begins in small letters belongs to its neighbour; elsewhere only punctuation does.
 */
export function readTokens(pieces: readonly Piece[]): Piece[] {
	const leading = share(pieces, /^\s/);
	const trailing = share(pieces, /\s$/);
	const joined: Piece[] = [];
	let before = '';
	for (const piece of pieces) {
		const last = joined.at(-1);
		const lone = /^\s*[,.!?;:…%)\]}”’。，、！？；：]+\s*$/u.test(piece.text);
		const continues = /^[\p{Ll}\p{P}\p{N}]/u.test(piece.text);
		const glued = continues && (leading > 0.25 || (trailing > 0.25 && !/\s$/.test(before)) || lone);
		before = piece.text;
		if (!piece.text.trim()) continue;
		if (last && glued && (piece.speaker === null || piece.speaker === last.speaker)) {
			last.text += piece.text.trim();
			last.cue = joinCues(last.cue, piece.cue);
		} else joined.push({ ...piece, text: piece.text.trim() });
	}
	return joined;
}

function share(pieces: readonly Piece[], pattern: RegExp): number {
	if (pieces.length < 4) return 0;
	return pieces.filter((piece) => pattern.test(piece.text)).length / pieces.length;
}
