// Learns the voice and the room: one linear transform of the cepstra, so that they look to the model like the speech it
// was trained on.
//
//   x' = A·x + b      13 × 13 and 13 numbers, from the episode's own trusted words; differences in time follow with A
//
// Constrained maximum likelihood linear regression: rows of [A b] in turn maximise the likelihood of the aligned frames
// (the auxiliary function with its log-determinant). All three streams share A, the static one alone has b. Nothing but
// features changes, so the same densities serve. Moving the means instead (MAP) was tried and made things worse.
// Sources: Digalakis et al. 1995; Gales 1998, "Maximum likelihood linear transformations for HMM-based speech
// recognition", section 5. Invariant: the determinant of A stays positive; too little speech gives null.

import { CEPSTRA } from './front/cepstra.ts';
import type { Frames } from './front/frames.ts';
import type { Model } from './model/model.ts';
import { UNIT } from './model/units.ts';

/** Rows [A b], 13 × 14. */
export type Transform = Float64Array;

/** Frames with the senones they belong to, by probability. */
export type Aligned = { frame: Int32Array; senone: Int32Array; weight: Float32Array; length: number };

const N = CEPSTRA;
const WIDTH = N + 1;
const STREAMS = 3;
/** Fewer frames of speech than this say too little. */
const LEAST = 750;
const ROUNDS = 2;
/** Sweeps over the rows in each round. */
const SWEEPS = 6;
/** Factor by which cepstra must lack room to be widened, on average. */
const NARROW = 1.2;
/** Densities further below the best one than this (nats) get no share. */
const NEGLIGIBLE = 8;

export function createAligned(capacity: number): Aligned {
	return {
		frame: new Int32Array(capacity),
		senone: new Int32Array(capacity),
		weight: new Float32Array(capacity),
		length: 0
	};
}

/** The transform that makes the aligned frames likeliest, or null where they are too few. */
export function estimateTransform(model: Model, frames: Frames, aligned: Aligned): Transform | null {
	if (aligned.length < LEAST) return null;
	const prepared = prepare(model);
	const near = createNear(aligned.length * STREAMS);
	let transform = identity();
	for (let round = 0; round < ROUNDS; round++) {
		const statistics = gather(model, prepared, frames, aligned, transform, near);
		transform = solve(transform, statistics);
		if (!transform.every(Number.isFinite)) return null;
	}
	return transform;
}

/** The densities with a share in each stream of each aligned frame: few enough that later rounds look at no others. */
type Near = { known: boolean; density: Uint8Array; count: Uint8Array };

/** So many of them are kept. */
const NEAREST = 16;

function createNear(places: number): Near {
	return { known: false, density: new Uint8Array(places * NEAREST), count: new Uint8Array(places) };
}

/** Applies the transform to all frames, in place. */
export function transformFrames(frames: Frames, transform: Transform): void {
	const x = new Float32Array(N);
	const y = new Float32Array(N);
	for (let t = 0; t < frames.length; t++) {
		frames.copy(t, x, 0);
		apply(transform, x, y);
		frames.set(t, y);
	}
}

/** Writes A·x + b to `y`. */
export function apply(transform: Transform, x: Float32Array, y: Float32Array): void {
	for (let i = 0; i < N; i++) {
		let sum = transform[i * WIDTH + N];
		for (let j = 0; j < N; j++) sum += transform[i * WIDTH + j] * x[j];
		y[i] = sum;
	}
}

/** The transform that does what `first` and then `second` do. */
export function compose(first: Transform, second: Transform): Transform {
	const both = new Float64Array(N * WIDTH);
	for (let i = 0; i < N; i++)
		for (let j = 0; j < WIDTH; j++) {
			let sum = j === N ? second[i * WIDTH + N] : 0;
			for (let k = 0; k < N; k++) sum += second[i * WIDTH + k] * first[k * WIDTH + j];
			both[i * WIDTH + j] = sum;
		}
	return both;
}

/**
 * Noise leaves the cepstra less room than speech has: widens each of them to the spread that the model knows, null where
 * none of it is missing. Source: Viikki & Laurila 1998, "Cepstral domain segmental feature vector normalization for noise
 * robust speech recognition".
 */
export function widen({ gaussians }: Model, frames: Frames): Transform | null {
	const { means, variances, densities, codebooks } = gaussians;
	const transform = identity();
	let sum = 0;
	for (let i = 0; i < N; i++) {
		const known = spreadOf(codebooks * densities, (k) => {
			const at = (Math.floor(k / densities) * STREAMS * densities + (k % densities)) * N + i;
			return [means[at], variances[at]];
		});
		const factor = Math.max(1, known / spreadOf(frames.length, (t) => [frames.at(t, i), 0]));
		transform[i * WIDTH + i] = factor;
		sum += Math.log(factor);
	}
	return sum / N < Math.log(NARROW) ? null : transform;
}

/** The standard deviation of `count` things that have each a mean and a variance of their own. */
function spreadOf(count: number, thing: (k: number) => [number, number]): number {
	let sum = 0;
	let squares = 0;
	for (let k = 0; k < count; k++) {
		const [mean, variance] = thing(k);
		sum += mean;
		squares += mean * mean + variance;
	}
	return Math.sqrt(Math.max(1e-6, squares / count - (sum / count) ** 2));
}

/** The transform that takes another one back. */
export function inverse(transform: Transform): Transform {
	const square = Float64Array.from({ length: N * N }, (_, k) => transform[Math.floor(k / N) * WIDTH + (k % N)]);
	const back = invert(square, N).inverse;
	const undone = new Float64Array(N * WIDTH);
	for (let i = 0; i < N; i++)
		for (let j = 0; j < N; j++) {
			undone[i * WIDTH + j] = back[i * N + j];
			undone[i * WIDTH + N] -= back[i * N + j] * transform[j * WIDTH + N];
		}
	return undone;
}

function identity(): Transform {
	const transform = new Float64Array(N * WIDTH);
	for (let i = 0; i < N; i++) transform[i * WIDTH + i] = 1;
	return transform;
}

type Prepared = { precisions: Float32Array; constants: Float32Array };

/** 1/σ² of every density, and −½ Σ ln σ². */
function prepare({ gaussians }: Model): Prepared {
	const { variances, range, densities, codebooks } = gaussians;
	const precisions = new Float32Array(variances.length);
	const constants = new Float32Array(codebooks * STREAMS * densities);
	for (let d = 0; d < constants.length; d++) {
		const stream = Math.floor(d / densities) % STREAMS;
		for (let i = 0; i < N; i++) {
			const variance = Math.max(variances[d * N + i], (0.015 * range[stream * N + i]) ** 2);
			precisions[d * N + i] = 1 / variance;
			constants[d] -= 0.5 * Math.log(variance);
		}
	}
	return { precisions, constants };
}

type Statistics = { g: Float64Array[]; k: Float64Array[]; count: number };

/** G and k of every row: Σ γ/σ² ξξᵀ and Σ γ μ/σ² ξ, with ξ the feature as it was and 1 (0 in the difference streams). */
function gather(
	model: Model,
	prepared: Prepared,
	frames: Frames,
	aligned: Aligned,
	transform: Transform,
	near: Near
): Statistics {
	const { gaussians, mixtures, codebookOf } = model;
	const { means, densities } = gaussians;
	const { precisions, constants } = prepared;
	const g = Array.from({ length: N }, () => new Float64Array(WIDTH * WIDTH));
	const k = Array.from({ length: N }, () => new Float64Array(WIDTH));
	const around = new Float32Array(7 * N);
	const x = new Float64Array(WIDTH);
	const y = new Float64Array(N);
	const shares = new Float64Array(densities);
	const precision = new Float64Array(N);
	const pull = new Float64Array(N);
	let count = 0;
	let loaded = -1;
	for (let a = 0; a < aligned.length; a++) {
		const frame = aligned.frame[a];
		if (frame !== loaded) for (let o = -3; o <= 3; o++) frames.copy(frame + o, around, (o + 3) * N);
		loaded = frame;
		const weight = aligned.weight[a];
		const senone = aligned.senone[a];
		count += weight * STREAMS;
		for (let stream = 0; stream < STREAMS; stream++) {
			for (let i = 0; i < N; i++) x[i] = feature(around, stream, i);
			x[N] = stream === 0 ? 1 : 0;
			for (let i = 0; i < N; i++) {
				let sum = 0;
				for (let j = 0; j < WIDTH; j++) sum += transform[i * WIDTH + j] * x[j];
				y[i] = sum;
			}
			const book = (codebookOf[senone] * STREAMS + stream) * densities;
			const mix = (senone * STREAMS + stream) * densities;
			const place = a * STREAMS + stream;
			const looked = near.known ? near.count[place] : densities;
			let best = -Infinity;
			for (let l = 0; l < looked; l++) {
				const d = near.known ? near.density[place * NEAREST + l] : l;
				const at = (book + d) * N;
				let distance = 0;
				for (let i = 0; i < N; i++) {
					const off = y[i] - means[at + i];
					distance += off * off * precisions[at + i];
				}
				const score = constants[book + d] - mixtures.weights[mix + d] * UNIT - 0.5 * distance;
				shares[l] = score;
				if (score > best) best = score;
			}
			let sum = 0;
			let kept = 0;
			for (let l = 0; l < looked; l++) {
				if (shares[l] <= best - NEGLIGIBLE || kept === NEAREST) continue;
				sum += shares[kept] = Math.exp(shares[l] - best);
				near.density[place * NEAREST + kept++] = near.known ? near.density[place * NEAREST + l] : l;
			}
			near.count[place] = kept;
			precision.fill(0);
			pull.fill(0);
			for (let l = 0; l < kept; l++) {
				const share = (shares[l] / sum) * weight;
				const at = (book + near.density[place * NEAREST + l]) * N;
				for (let i = 0; i < N; i++) {
					const p = share * precisions[at + i];
					precision[i] += p;
					pull[i] += p * means[at + i];
				}
			}
			for (let i = 0; i < N; i++) {
				const row = g[i];
				for (let p = 0; p < WIDTH; p++) {
					k[i][p] += pull[i] * x[p];
					const w = precision[i] * x[p];
					for (let q = p; q < WIDTH; q++) row[p * WIDTH + q] += w * x[q];
				}
			}
		}
	}
	near.known = true;
	for (const row of g)
		for (let p = 0; p < WIDTH; p++) for (let q = 0; q < p; q++) row[p * WIDTH + q] = row[q * WIDTH + p];
	return { g, k, count };
}

/** One of the three features of coefficient i, as front/features.ts makes them; `around` holds frames t−3 … t+3. */
function feature(around: Float32Array, stream: number, i: number): number {
	const at = (offset: number) => around[(offset + 3) * N + i];
	if (stream === 0) return at(0);
	if (stream === 1) return at(2) - at(-2);
	return at(3) - at(-1) - (at(1) - at(-3));
}

/** Row by row: w = (α·p + k)·G⁻¹, with p the row's cofactors and α the root that makes the likelihood larger. */
function solve(start: Transform, { g, k, count }: Statistics): Transform {
	const transform = start.slice();
	const inverses = g.map((matrix) => {
		for (let p = 0; p < WIDTH; p++) matrix[p * WIDTH + p] += 1e-6 * count;
		return invert(matrix, WIDTH).inverse;
	});
	const square = new Float64Array(N * N);
	for (let sweep = 0; sweep < SWEEPS; sweep++)
		for (let i = 0; i < N; i++) {
			for (let r = 0; r < N; r++) for (let c = 0; c < N; c++) square[r * N + c] = transform[r * WIDTH + c];
			const { inverse, determinant } = invert(square, N);
			const cofactors = new Float64Array(WIDTH);
			for (let j = 0; j < N; j++) cofactors[j] = inverse[j * N + i] * determinant;
			const along = times(inverses[i], cofactors);
			const towards = times(inverses[i], k[i]);
			const a = dot(cofactors, along);
			const b = dot(cofactors, towards);
			const root = Math.sqrt(b * b + 4 * a * count);
			const gain = (alpha: number) => count * Math.log(Math.abs(alpha * a + b)) - 0.5 * alpha * alpha * a;
			const [up, down] = [(-b + root) / (2 * a), (-b - root) / (2 * a)];
			const alpha = gain(up) > gain(down) ? up : down;
			for (let j = 0; j < WIDTH; j++) transform[i * WIDTH + j] = alpha * along[j] + towards[j];
		}
	return transform;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
	const out = new Float64Array(WIDTH);
	for (let p = 0; p < WIDTH; p++) for (let q = 0; q < WIDTH; q++) out[p] += matrix[p * WIDTH + q] * vector[q];
	return out;
}

function dot(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
	return sum;
}

/** Gauss–Jordan with pivots, for the small matrices here. */
export function invert(matrix: Float64Array, n: number): { inverse: Float64Array; determinant: number } {
	const a = matrix.slice();
	const inverse = new Float64Array(n * n);
	for (let i = 0; i < n; i++) inverse[i * n + i] = 1;
	let determinant = 1;
	const swap = (m: Float64Array, p: number, q: number) => {
		for (let c = 0; c < n; c++) [m[p * n + c], m[q * n + c]] = [m[q * n + c], m[p * n + c]];
	};
	for (let i = 0; i < n; i++) {
		let pivot = i;
		for (let r = i + 1; r < n; r++) if (Math.abs(a[r * n + i]) > Math.abs(a[pivot * n + i])) pivot = r;
		if (pivot !== i) {
			swap(a, i, pivot);
			swap(inverse, i, pivot);
			determinant = -determinant;
		}
		const d = a[i * n + i];
		determinant *= d;
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
	return { inverse, determinant };
}
