// Linear transforms of the cepstra, the same for every frame.
//
//   x' = A·x + b      rows [A b], 13 × 14

import { CEPSTRA } from '../front/cepstra.ts';
import type { Frames } from '../front/frames.ts';

/** Rows [A b], 13 × 14. */
export type Transform = Float64Array;

const N = CEPSTRA;
/** Numbers in a row of a transform. */
export const ROW = N + 1;

export function identity(): Transform {
	const transform = new Float64Array(N * ROW);
	for (let i = 0; i < N; i++) transform[i * ROW + i] = 1;
	return transform;
}

/** Writes A·x + b to `y`. */
export function apply(transform: Transform, x: Float32Array, y: Float32Array): void {
	for (let i = 0; i < N; i++) {
		let sum = transform[i * ROW + N];
		for (let j = 0; j < N; j++) sum += transform[i * ROW + j] * x[j];
		y[i] = sum;
	}
}

/** Applies the transform to frames from … until, in place. */
export function transformFrames(frames: Frames, transform: Transform, from = 0, until = frames.length): void {
	const x = new Float32Array(N);
	const y = new Float32Array(N);
	for (let t = from; t < until; t++) {
		frames.copy(t, x, 0);
		apply(transform, x, y);
		frames.set(t, y);
	}
}

/** The transform that does what `first` and then `second` do. */
export function compose(first: Transform, second: Transform): Transform {
	const both = new Float64Array(N * ROW);
	for (let i = 0; i < N; i++)
		for (let j = 0; j < ROW; j++) {
			let sum = j === N ? second[i * ROW + N] : 0;
			for (let k = 0; k < N; k++) sum += second[i * ROW + k] * first[k * ROW + j];
			both[i * ROW + j] = sum;
		}
	return both;
}

/** The transform that takes another one back. */
export function inverse(transform: Transform): Transform {
	const back = invert(linearPart(transform), N);
	const undone = new Float64Array(N * ROW);
	for (let i = 0; i < N; i++)
		for (let j = 0; j < N; j++) {
			undone[i * ROW + j] = back[i * N + j];
			undone[i * ROW + N] -= back[i * N + j] * transform[j * ROW + N];
		}
	return undone;
}

/** A alone. */
export function linearPart(transform: Transform): Float64Array {
	return Float64Array.from({ length: N * N }, (_, at) => transform[Math.floor(at / N) * ROW + (at % N)]);
}

/** Gauss–Jordan with pivots, for the small matrices here. */
export function invert(matrix: Float64Array, n: number): Float64Array {
	const a = matrix.slice();
	const inverse = new Float64Array(n * n);
	for (let i = 0; i < n; i++) inverse[i * n + i] = 1;
	const swap = (m: Float64Array, p: number, q: number) => {
		for (let c = 0; c < n; c++) [m[p * n + c], m[q * n + c]] = [m[q * n + c], m[p * n + c]];
	};
	for (let i = 0; i < n; i++) {
		let pivot = i;
		for (let r = i + 1; r < n; r++) if (Math.abs(a[r * n + i]) > Math.abs(a[pivot * n + i])) pivot = r;
		if (pivot !== i) {
			swap(a, i, pivot);
			swap(inverse, i, pivot);
		}
		const d = a[i * n + i];
		for (let c = 0; c < n; c++) {
			a[i * n + c] /= d;
			inverse[i * n + c] /= d;
		}
		for (let r = 0; r < n; r++) {
			const f = a[r * n + i];
			if (r === i || f === 0) continue;
			for (let c = 0; c < n; c++) {
				a[r * n + c] -= f * a[i * n + c];
				inverse[r * n + c] -= f * inverse[i * n + c];
			}
		}
	}
	return inverse;
}
