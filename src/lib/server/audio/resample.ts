// Streaming sample-rate conversion by a polyphase windowed sinc, and nothing else.
//
// With rates in lowest terms from : to = M : L, output n sits at input position n·M/L. Its fraction has one of L values,
// so L short filters (phases) are worked out once, and an output is one dot product with the input around its place:
//
//   input   · · · · · · · · · ·        output n = Σ phase[n·M mod L][k] · input[floor(n·M/L) − half + 1 + k]
//                  ▲ n·M/L
//
// The filter is centred, so there is no delay: output 0 is input 0. Low-pass at 0.46 of the lower rate, Kaiser window
// (β 8, about 80 dB); 24 zero crossings each side of the narrower band. Source: Smith, Digital Audio Resampling.
import { gcd } from './gcd.ts';

export type Resampler = {
	/** What can be said from the samples so far; each block is a fresh array. */
	push(block: Float32Array): Float32Array;
	/** The rest. In all, ceil(samples in · to / from) come out. */
	finish(): Float32Array;
};

const CROSSINGS = 24;
const BETA = 8;
const CUTOFF = 0.92;

/** @throws RangeError for rates that are not whole and positive */
export function createResampler(from: number, to: number): Resampler {
	if (!(Number.isInteger(from) && from > 0 && Number.isInteger(to) && to > 0))
		throw new RangeError(`expected whole positive sample rates, saw ${from} and ${to}`);
	if (from === to) return { push: (block) => block.slice(), finish: () => new Float32Array(0) };
	const divisor = gcd(from, to);
	const M = from / divisor;
	const L = to / divisor;
	const half = Math.ceil(CROSSINGS * Math.max(1, from / to));
	const taps = half * 2;
	const filters = design(L, half, Math.min(1, to / from) * CUTOFF);

	// `held[0]` is input sample `origin`; the zeros in front stand for the silence before the first sample.
	let held = new Float32Array(1 << 15);
	let filled = half - 1;
	let origin = -(half - 1);
	let received = 0;
	let place = 0;
	let phase = 0;
	let produced = 0;

	const emit = (limit: number): Float32Array => {
		const available = origin + filled - 1 - half;
		const ready = Math.max(0, Math.ceil(((available - place + 1) * L - phase) / M));
		const out = new Float32Array(Math.min(limit, ready));
		let n = 0;
		while (n < out.length) {
			let at = place - half + 1 - origin;
			let tap = phase * taps;
			let sum = 0;
			for (const stop = tap + taps; tap < stop;) sum += filters[tap++] * held[at++];
			out[n++] = sum;
			phase += M;
			while (phase >= L) {
				phase -= L;
				place++;
			}
		}
		produced += n;
		const drop = Math.min(filled, place - half + 1 - origin);
		if (drop > 0) {
			held.copyWithin(0, drop, filled);
			filled -= drop;
			origin += drop;
		}
		return out;
	};

	const append = (block: Float32Array) => {
		if (filled + block.length > held.length) {
			const larger = new Float32Array((filled + block.length) * 2);
			larger.set(held.subarray(0, filled));
			held = larger;
		}
		held.set(block, filled);
		filled += block.length;
	};

	return {
		push(block) {
			append(block);
			received += block.length;
			return emit(Infinity);
		},
		finish() {
			append(new Float32Array(taps));
			return emit(Math.ceil((received * to) / from) - produced);
		}
	};
}

function design(phases: number, half: number, cutoff: number): Float32Array {
	const taps = half * 2;
	const filters = new Float32Array(phases * taps);
	const scale = bessel(BETA);
	for (let p = 0; p < phases; p++) {
		let sum = 0;
		for (let k = 0; k < taps; k++) {
			const x = k - half + 1 - p / phases;
			const edge = x / half;
			const window = Math.abs(edge) < 1 ? bessel(BETA * Math.sqrt(1 - edge * edge)) / scale : 0;
			const value = (x === 0 ? cutoff : Math.sin(Math.PI * x * cutoff) / (Math.PI * x)) * window;
			filters[p * taps + k] = value;
			sum += value;
		}
		for (let k = 0; k < taps; k++) filters[p * taps + k] /= sum;
	}
	return filters;
}

/** Modified Bessel function of the first kind, order zero. */
function bessel(x: number): number {
	let sum = 1;
	let term = 1;
	for (let k = 1; term > sum * 1e-12; k++) {
		term *= (x / (2 * k)) ** 2;
		sum += term;
	}
	return sum;
}
