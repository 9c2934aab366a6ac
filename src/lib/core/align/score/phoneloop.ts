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
import { NEVER, toScore } from '../model/units.ts';

const ENTER = toScore(-2);

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
	const { phones, transitions } = model;
	const count = phones.names.length;
	const states = new Int32Array(count * 3);
	/** The frame before each state's phone began. */
	const begun = new Int32Array(count * 3);
	const stay = new Int32Array(count * 3);
	const next = new Int32Array(count * 3);
	for (let p = 0; p < count; p++)
		for (let s = 0; s < 3; s++) {
			stay[3 * p + s] = transitions.stay[3 * phones.matrix(p) + s];
			next[3 * p + s] = transitions.next[3 * phones.matrix(p) + s];
		}
	let frame = 0;
	let enter = 0;
	const reset = () => {
		frame = 0;
		enter = NEVER;
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
