// The heavy work of aligning, as questions that any thread with the model can answer: the densities of a stretch of the
// recording, and where the words of a run begin and end; smaller ones, such as how likely rival readings are and what a
// voice is learned from, are only asked here.
//
//   here    features of 1 … 5, score 4 ──►  search 1 ──►  features of 6 ──►  search 2 ──►  …     runs 1, 3, 4 …
//   there   score 1, 2, 3                   score 5       score 6                          …     runs 2, 5 …
//
// kernel.ts answers in WebAssembly, plain.ts without; everything is computed in the same order, so the answers are the
// same to the bit, and it makes no difference who gave them.

import type { Chain } from '../refine/chain.ts';
import type { Bounds } from '../refine/bounds.ts';
import type { Band } from '../refine/posterior.ts';
import type { Densities } from '../score/densities.ts';
import type { Looped } from '../score/phoneloop.ts';
import type { MakeStepper } from '../search/stepper.ts';
import type { Gather } from '../adapt/statistics.ts';

/** Densities are computed on every second frame, and serve the one after it too. */
export const STRIDE = 2;

/** A stretch of a recording, from an even frame on. */
export type Batch = {
	/** Of every second frame, packed (front/features.ts). */
	features: Int16Array;
	/** Takes what densities.ts returns for these frames, one behind the other; it may be longer. */
	near: Uint8Array;
};

/** A run of words in its band. Frames count from an even frame of the recording, at most one before the band's first. */
export type Run = {
	chain: Chain;
	band: Band;
	/** What acoustic scores are multiplied by (refine/posterior.ts). */
	softness: number;
	/** Of every second frame from 0 on. */
	features: Int16Array;
	/** What each frame's scores are held against. */
	background: Int32Array;
	/** How many of the states that paths were in are wanted, at most. */
	occupied: number;
};

/** States that most paths were in, for adaptation. */
export type Occupied = { frame: Int32Array; senone: Int32Array; weight: Float32Array };
export type Expected = { bounds: Bounds; occupied: Occupied };

/** A stretch of audio, all of it for each of some chains. Frames count from an even frame, at most one before the first. */
export type Rivals = {
	chains: Chain[];
	begin: number;
	frames: number;
	softness: number;
	/** Of every second frame from 0 on. */
	features: Int16Array;
	/** What each frame's scores are held against, where a filler is one of the rivals. */
	background: Int32Array;
};

/** The share of the paths that must be in a state for it to be told. */
export const OCCUPIED = 0.3;

export type Hands = {
	/** Steps of a search, one search at a time; null for the plain ones. */
	makeStepper: MakeStepper | null;
	densities: Densities;
	/** Fills in the densities of the batch. */
	score(batch: Batch): void;
	/**
	 * Leads the phone loop through the next `frames` frames, from an even one on, whose densities are `near`; `first` starts
	 * it anew.
	 */
	follow(near: Uint8Array, frames: number, first: boolean): Looped;
	/** Null where no path fits the band. */
	expect(run: Run): Expected | null;
	/**
	 * Log-likelihoods of the audio, in nats, null where no path fits; they compare, as scores count from the best codebook
	 * that any of the chains asks for.
	 */
	weigh(rivals: Rivals): (number | null)[];
	/** What a transform of the cepstra is solved from (adapt/statistics.ts). */
	gather: Gather;
};

/**
 * Hands elsewhere. What is in a question is gone afterwards: its memory moves to the other thread. A batch comes back
 * with its answer, in other arrays.
 */
export type Helper = {
	/** Gets ready, where it is not; questions are answered all the same. */
	start(): void;
	/** Whether a question would be answered soon. */
	readonly ready: boolean;
	score(batch: Batch): Promise<Batch>;
	expect(run: Run): Promise<Expected | null>;
};
