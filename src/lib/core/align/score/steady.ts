// Noise that nobody speaks in: applause, wind, a fan. There every phone scores much like every other one, so that any word
// fits nearly as well as the best phones do, and only that it is noise tells that no word is there.
//
//   speech   ▁▁▆▆▆▇▇▃▃▁▂▆▆▆▁▁▇▇▇▅      most of the spread lies between pieces of 80 ms: phones last
//   noise    ▃▁▅▂▆▁▄▂▅▃▁▆▂▄▁▅▃▂▆▁      next to all of it lies inside them
//
// Measured on windows of a second, half of which is words: between pieces lies at least 0.40 of the spread of clean speech
// and 0.24 of speech under white noise as loud as itself; of white, pink and brown noise and applause at any level 0.19,
// and hardly ever more than 0.24. Laughter, a crowd's voices and music have more, and most words do not fit them. Neither
// a gain nor what widens cepstra (adapt/widen.ts) changes it. Source: the correlation ratio of Fisher 1925 (analysis of
// variance).
// Where noise lies under the speech as well, it is not asked: what is marked there is cheap to pass over, and the search
// stays behind in the text.

import { CEPSTRA } from '../front/cepstra.ts';
import type { Frames } from '../front/frames.ts';
import { NOISE, type Background } from './background.ts';

/** Frames of a piece, pieces of a window, and the share of the spread between them below which it is noise. */
const PIECE = 8;
const PIECES = 12;
const SHARE = 0.24;
/** Frames behind those asked about that are looked at. */
export const BEHIND = PIECE * PIECES;

/**
 * Marks frames from … until of the background, as far as they lie in a window of noise; the window lies between `start`
 * and BEHIND frames behind them.
 */
export function markNoise({ silent }: Background, frames: Frames, from: number, until: number, start: number): void {
	const first = Math.ceil(Math.max(start, from - BEHIND) / PIECE);
	const end = Math.floor(Math.min(frames.length, until + BEHIND) / PIECE);
	if (end - first < PIECES) return;
	const pieces = Array.from({ length: end - first }, (_, k) => summed(frames, (first + k) * PIECE));
	for (let k = 0; k + PIECES <= pieces.length; k++) {
		if (shareBetween(pieces, k) >= SHARE) continue;
		const last = Math.min(until, (first + k + PIECES) * PIECE);
		for (let frame = Math.max(from, (first + k) * PIECE); frame < last; frame++) silent[frame] ||= NOISE;
	}
}

type Piece = { sums: Float64Array; squares: Float64Array };

function summed(frames: Frames, from: number): Piece {
	const sums = new Float64Array(CEPSTRA);
	const squares = new Float64Array(CEPSTRA);
	for (let frame = from; frame < from + PIECE; frame++)
		for (let i = 0; i < CEPSTRA; i++) {
			const value = frames.at(frame, i);
			sums[i] += value;
			squares[i] += value * value;
		}
	return { sums, squares };
}

/** Of the spread of the frames in a window, what lies between its pieces: the mean share over the cepstra. */
function shareBetween(pieces: Piece[], first: number): number {
	let shares = 0;
	for (let i = 0; i < CEPSTRA; i++) {
		let sum = 0;
		let square = 0;
		let between = 0;
		for (let k = first; k < first + PIECES; k++) {
			const { sums, squares } = pieces[k];
			sum += sums[i];
			square += squares[i];
			between += (sums[i] * sums[i]) / PIECE;
		}
		const mean = (sum * sum) / (PIECE * PIECES);
		shares += (between - mean) / Math.max(1e-6, square - mean);
	}
	return shares / CEPSTRA;
}
