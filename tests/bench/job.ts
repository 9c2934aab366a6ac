// What a fresh process is asked to do, and what it hands back: both ends of child.ts and yardstick.ts read this.

import type { Region, Timing } from '../../src/lib/core/episode.ts';
import type { Timed } from './score.ts';

/** Stretches of the audio in seconds, heard as one recording, and the text that belongs to it (or does not). */
export type Piece = { spans: Region[]; text: string };

export type Job = {
	audio: string;
	language: string;
	/** Read instead of `pieces`: a transcript file for the whole audio. */
	transcript: string | null;
	/** All spans of all pieces together are sorted, by start and by end; one may begin a little before the last one ends. */
	pieces: Piece[];
	/** Pink noise that many decibels under the speech, from one share of the samples to another. */
	noise: { snr: number; seed: number; from?: number; until?: number } | null;
	modelDir: string | null;
};

export type Heard = {
	words: (Timed & Pick<Timing, 'state' | 'confidence'>)[];
	untranscribed: { start: number; end: number }[];
	matches: boolean;
	notices: { code: string; message: string }[];
	/** Ways in which the alignment breaks its contract. */
	faults: string[];
};

export type Result = {
	/** One per piece; times within the piece. */
	heard: Heard[];
	/** CPU seconds of this process, from its start to the last word; a decoder's own process is not in it. */
	cpu: number;
	/** CPU seconds of it before the first sample: starting, reading the model. */
	load: number;
	/** Seconds on the clock for the aligning alone. */
	wall: number;
	/** Seconds until the first words were settled; null where the engine does not say. */
	first: number | null;
	/** Peak resident bytes. */
	memory: number;
};
