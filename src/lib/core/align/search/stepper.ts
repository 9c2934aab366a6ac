// The steps of a search, frame by frame: what they go through (Course), what they carry along (Reach, beside tokens and
// records), and what takes them (Stepper): plain.ts, or compiled.ts in WebAssembly.

import type { Emissions } from '../score/emissions.ts';
import { EFFORT, type Beams } from './costs.ts';
import type { Graph } from './graph.ts';
import type { Records } from './records.ts';
import type { Tokens } from './tokens.ts';

/** The senones of a pause, and the scores of staying in each and of going on. */
export type Pause = { senones: number[]; stay: number[]; next: number[] };

/** What a search goes through; stays as it is. */
export type Course = {
	graph: Graph;
	pause: Pause;
	beams: Beams;
	/** The border behind the last link that is searched. */
	last: number;
	/** Frame at which each link is expected, NaN where nothing says; null where there are no such times. */
	expected: Float32Array | null;
	/** Records that there is room for to begin with. */
	records: number;
	/** States a frame that may be looked at (EFFORT in costs.ts), and how many before frame `until`. */
	states: number;
	early: { until: number; states: number };
};

/** How far a search has come. */
export type Reach = {
	/** Borders with something alive: from `low` to before `high`. */
	low: number;
	high: number;
	/** The best score of all tokens, and of those in untranscribed audio. */
	best: number;
	bestGap: number;
	/** Frames that the best path has been in a gap. */
	astray: number;
	/** Where the best word is, and whether it is about where it is expected. */
	bestLink: number;
	asExpected: boolean;
	/** States of words looked at so far, and since the word beam was last adjusted. */
	work: number;
	effort: number;
	/** As BEAMS.word in costs.ts, or narrower. */
	wordBeam: number;
};

export type Stepper = {
	readonly tokens: Tokens;
	readonly records: Records;
	readonly reach: Reach;
	/** Goes on from frame `from`; returns where it stopped: at `until`, or earlier where the records have no room. */
	run(from: number, until: number): number;
	/** Nothing is asked of it any more: its room may be used again. */
	release?(): void;
};

/** Makes a stepper where it can, null where these emissions cannot be read that way. */
export type MakeStepper = (emissions: Emissions, course: Course, reach: Reach) => Stepper | null;

/** Records that the next frame may need: one for each live link, and some to spare. */
export function recordsNeeded({ low, high }: Reach): number {
	return high - low + 8;
}

/** What the effort since it was last looked at, `states` a frame at most, makes of the word beam, `widest` at most. */
export function adjustBeam(states: number, wordBeam: number, effort: number, widest: number): number {
	if (effort > states * EFFORT.every) return Math.max(wordBeam - (wordBeam >> 3), Math.min(widest, EFFORT.narrowest));
	return Math.min(widest, wordBeam + (wordBeam >> 3) + 1);
}

/** How far text is passed over while the word beam is narrower than it may be: half of it, a quarter as far. */
export function passOverOf(wordBeam: number, { passOver, word }: Beams): number {
	return Math.trunc((passOver * wordBeam * wordBeam) / (word * word));
}
