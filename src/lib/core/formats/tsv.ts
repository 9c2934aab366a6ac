// The table that Whisper writes beside its JSON: a head, then milliseconds and text between tabs.
//
//   start   end     text
//   1083    4614    Bread is mostly patience.

import type { Problem, Transcript } from '../episode.ts';
import { fromMs } from '../time.ts';
import { joinPieces, type Piece } from './pieces.ts';

export function isTable(text: string): boolean {
	return /^start\tend\ttext\n/.test(text);
}

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const problems: Problem[] = [];
	const pieces: Piece[] = [];
	for (const [index, line] of text.split('\n').entries()) {
		const [start, end, ...said] = line.split('\t');
		if (index === 0 || line.trim() === '') continue;
		if (/^\d+$/.test(start) && /^\d+$/.test(end)) {
			const cue = { start: fromMs(Number(start)), end: fromMs(Math.max(Number(start), Number(end))) };
			pieces.push({ text: said.join(' '), speaker: null, cue });
		} else {
			problems.push({ code: 'bad-timing', line: index + 1, message: 'This line has no proper times.' });
			pieces.push({ text: line.replaceAll('\t', ' '), speaker: null, cue: null });
		}
	}
	return { transcript: joinPieces(pieces, 'und'), problems };
}
