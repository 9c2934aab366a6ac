// Transition matrices: for each state of a phone, the score of staying and of going on.
//
//   ┌─stay─┐ ┌─stay─┐ ┌─stay─┐
//   └►(0)──┴►└►(1)──┴►└►(2)──┴► leaves      left to right, no skips: a phone lasts 3 frames or more
//
// The file holds raw counts: each row is normalised. Source: sphinxbase `tmat.c`.

import { notModel, readNumbers } from './files.ts';
import { toScore } from './units.ts';

export type Transitions = {
	/** Score of staying in state s of matrix m, at 3m + s. */
	stay: Int32Array;
	/** Score of leaving it for the next one. */
	next: Int32Array;
};

export function readTransitions(bytes: Uint8Array): Transitions {
	const { dimensions, values } = readNumbers(bytes, 'transition_matrices', 3, false);
	const [count, from, to] = dimensions;
	if (from !== 3 || to !== 4 || values.length !== count * 12)
		throw notModel('transition_matrices', `${count} matrices of ${from} × ${to} instead of 3 × 4`);
	const stay = new Int32Array(count * 3);
	const next = new Int32Array(count * 3);
	for (let k = 0; k < count * 3; k++) {
		const row = values.subarray(4 * k, 4 * k + 4);
		const sum = row[0] + row[1] + row[2] + row[3];
		const state = k % 3;
		stay[k] = toScore(Math.log(Math.max(row[state] / sum, 1e-6)));
		next[k] = toScore(Math.log(Math.max(row[state + 1] / sum, 1e-6)));
	}
	return { stay, next };
}
