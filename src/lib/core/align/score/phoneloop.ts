// The best path through any phones at all, frame by frame: the measure that words are held against.
//
//        ┌─────────── −2 nats ◄──────────┐
//        ▼                               │
//   ┌► AA(0)►AA(1)►AA(2) ──────────────► │      all phones of the model, silence and noises too,
//   ├► AE(0)►AE(1)►AE(2) ──────────────► │      without any context
//   └► …                                 │
//
// Invariant: after each step the best state's score is 0, what was taken off is the frame's gain. A true word gains
// about +0.5 nats a frame on this loop, wrong text loses 2 to 6. Source: Weintraub 1995 (likelihood ratio to an all-phone loop).

import type { Model } from '../model/model.ts';
import type { Phones } from '../model/phones.ts';
import { NEVER, toScore } from '../model/units.ts';

/** What entering a phone costs. */
export const ENTER = toScore(-2);

/** What the loop said of some frames, one number each: see PhoneLoop. */
export type Looped = { gain: Int32Array; best: Uint8Array; finished: Uint8Array; lasted: Uint8Array };

export function createLooped(frames: number): Looped {
	const bytes = () => new Uint8Array(frames);
	return { gain: new Int32Array(frames), best: bytes(), finished: bytes(), lasted: bytes() };
}

/** The context-independent senones that the loop wants scores of, [phone][state]. */
export function loopSenones(phones: Phones): Int32Array {
	return Int32Array.from({ length: 3 * phones.names.length }, (_, k) => phones.senone(Math.floor(k / 3), k % 3));
}

/** Scores of staying in each state of the loop, and of going on from it. */
export function loopTransitions({ phones, transitions }: Model): { stay: Int32Array; next: Int32Array } {
	const at = (k: number) => 3 * phones.matrix(Math.floor(k / 3)) + (k % 3);
	const table = (from: ArrayLike<number>) =>
		Int32Array.from({ length: 3 * phones.names.length }, (_, k) => from[at(k)]);
	return { stay: table(transitions.stay), next: table(transitions.next) };
}

export type PhoneLoop = {
	/** Takes the scores of the context-independent senones of one frame, [phone][state]; returns the frame's gain. */
	step(scores: Int32Array): number;
	/** The phone that the best path was in after the last step. */
	readonly best: number;
	/** The phone that it is best to have just finished, and how many frames it lasted: enough to trace the path back. */
	readonly finished: number;
	readonly lasted: number;
	reset(): void;
};

export function createPhoneLoop(model: Model): PhoneLoop {
	const count = model.phones.names.length;
	const states = new Int32Array(count * 3);
	/** The frame before each state's phone began. */
	const begun = new Int32Array(count * 3);
	const { stay, next } = loopTransitions(model);
	let frame = 0;
	let enter = 0;
	const reset = () => {
		frame = 0;
		enter = NEVER;
		begun.fill(0);
		for (let p = 0; p < count; p++) {
			states[3 * p] = 0;
			states[3 * p + 1] = states[3 * p + 2] = NEVER;
		}
	};
	reset();
	const loop = {
		best: 0,
		finished: 0,
		lasted: 0,
		reset,
		step(scores: Int32Array) {
			let best = 2 * NEVER;
			let leaving = 2 * NEVER;
			for (let k = 0; k < states.length; k += 3) {
				let n2 = states[k + 2] + stay[k + 2];
				if (states[k + 1] + next[k + 1] > n2) {
					n2 = states[k + 1] + next[k + 1];
					begun[k + 2] = begun[k + 1];
				}
				let n1 = states[k + 1] + stay[k + 1];
				if (states[k] + next[k] > n1) {
					n1 = states[k] + next[k];
					begun[k + 1] = begun[k];
				}
				let n0 = states[k] + stay[k];
				if (enter > n0) {
					n0 = enter;
					begun[k] = frame;
				}
				n0 += scores[k];
				n1 += scores[k + 1];
				n2 += scores[k + 2];
				states[k] = n0;
				states[k + 1] = n1;
				states[k + 2] = n2;
				const top = n0 > n1 ? (n0 > n2 ? n0 : n2) : n1 > n2 ? n1 : n2;
				if (top > best) {
					best = top;
					loop.best = (k / 3) | 0;
				}
				if (n2 + next[k + 2] > leaving) {
					leaving = n2 + next[k + 2];
					loop.finished = (k / 3) | 0;
					loop.lasted = frame + 1 - begun[k + 2];
				}
			}
			for (let k = 0; k < states.length; k++) states[k] = Math.max(NEVER, states[k] - best);
			enter = leaving - best + ENTER;
			frame++;
			return best;
		}
	};
	return loop;
}
