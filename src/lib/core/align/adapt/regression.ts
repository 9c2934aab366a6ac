// Learns the voice and the room: one linear transform of the cepstra, so that they look to the model like the speech it
// was trained on.
//
//   x' = A·x + b      13 × 13 and 13 numbers, from the episode's own trusted words; differences in time follow with A
//
// Constrained maximum likelihood linear regression: rows of [A b] in turn maximise the likelihood of the aligned frames
// (the auxiliary function with its log-determinant). All three streams share A, the static one alone has b. Nothing but
// features changes, so the same densities serve. Moving the means instead (MAP) was tried and made things worse.
// Sources: Digalakis et al. 1995; Gales 1998, "Maximum likelihood linear transformations for HMM-based speech
// recognition", section 5; statistics.ts gathers. Invariant: A stays invertible; too little speech gives null.

import { CEPSTRA } from '../front/cepstra.ts';
import type { Frames } from '../front/frames.ts';
import { STREAMS } from '../model/gaussians.ts';
import type { Gather, Observed, Statistics } from './statistics.ts';
import { identity, invert, linearPart, ROW, type Transform } from './transform.ts';

/** Frames with the senones they belong to, by probability. */
export type Aligned = { frame: Int32Array; senone: Int32Array; weight: Float32Array; length: number };

const N = CEPSTRA;
/** Fewer frames of speech than this say too little. */
const LEAST = 750;
const ROUNDS = 2;
/** Sweeps over the rows in each round. */
const SWEEPS = 6;

export function createAligned(capacity: number): Aligned {
	return {
		frame: new Int32Array(capacity),
		senone: new Int32Array(capacity),
		weight: new Float32Array(capacity),
		length: 0
	};
}

/** The transform that makes the aligned frames likeliest, or null where they are too few. */
export function estimateTransform(gather: Gather, frames: Frames, aligned: Aligned): Transform | null {
	if (aligned.length < LEAST) return null;
	const observed = observe(frames, aligned);
	let count = 0;
	for (let a = 0; a < aligned.length; a++) count += aligned.weight[a] * STREAMS;
	let transform = identity();
	for (let round = 0; round < ROUNDS; round++) {
		transform = solve(transform, gather(observed, transform), count);
		if (!transform.every(Number.isFinite)) return null;
	}
	return transform;
}

/** Features as front/features.ts makes them. */
function observe(frames: Frames, { frame, senone, weight, length }: Aligned): Observed {
	const features = new Float32Array(length * STREAMS * N);
	const around = new Float32Array(7 * N);
	for (let a = 0, at = 0; a < length; a++, at += STREAMS * N) {
		for (let o = 0; o < 7; o++) frames.copy(frame[a] + o - 3, around, o * N);
		for (let i = 0; i < N; i++) {
			features[at + i] = around[3 * N + i];
			features[at + N + i] = around[5 * N + i] - around[N + i];
			features[at + 2 * N + i] = around[6 * N + i] - around[2 * N + i] - (around[4 * N + i] - around[i]);
		}
	}
	return { length, features, senone: Uint16Array.from(senone.subarray(0, length)), weight: weight.slice(0, length) };
}

/**
 * Row by row: w = (α·p + k)·G⁻¹, with p the row's cofactors up to a factor, which are a column of A⁻¹, and α the root that
 * makes the likelihood larger. A⁻¹ follows each change of a row (Sherman & Morrison 1950).
 */
function solve(start: Transform, { g, k }: Statistics, count: number): Transform {
	const transform = start.slice();
	const inverses = Array.from({ length: N }, (_, i) => {
		const matrix = g.slice(i * ROW * ROW, (i + 1) * ROW * ROW);
		for (let p = 0; p < ROW; p++) matrix[p * ROW + p] += 1e-6 * count;
		return invert(matrix, ROW);
	});
	const inverse = invert(linearPart(transform), N);
	const cofactors = new Float64Array(ROW);
	for (let sweep = 0; sweep < SWEEPS; sweep++)
		for (let i = 0; i < N; i++) {
			for (let j = 0; j < N; j++) cofactors[j] = inverse[j * N + i];
			const along = times(inverses[i], cofactors);
			const towards = times(inverses[i], k.subarray(i * ROW, (i + 1) * ROW));
			const a = dot(cofactors, along);
			const b = dot(cofactors, towards);
			const root = Math.sqrt(b * b + 4 * a * count);
			const gain = (alpha: number) => count * Math.log(Math.abs(alpha * a + b)) - 0.5 * alpha * alpha * a;
			const [up, down] = [(-b + root) / (2 * a), (-b - root) / (2 * a)];
			const alpha = gain(up) > gain(down) ? up : down;
			const row = towards.map((value, j) => alpha * along[j] + value);
			replaceRow(inverse, i, row);
			transform.set(row, i * ROW);
		}
	return transform;
}

/** Makes the inverse of a matrix that of the same one with another row i. */
function replaceRow(inverse: Float64Array, i: number, row: Float64Array): void {
	const change = new Float64Array(N);
	for (let r = 0; r < N; r++) for (let c = 0; c < N; c++) change[c] += row[r] * inverse[r * N + c];
	const scale = change[i];
	change[i] -= 1;
	for (let r = 0; r < N; r++) {
		const factor = inverse[r * N + i] / scale;
		for (let c = 0; c < N; c++) inverse[r * N + c] -= factor * change[c];
	}
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
	const out = new Float64Array(ROW);
	for (let p = 0; p < ROW; p++) for (let q = 0; q < ROW; q++) out[p] += matrix[p * ROW + q] * vector[q];
	return out;
}

function dot(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
	return sum;
}
