// The mel spectrum of one frame: pre-emphasis, window, power spectrum, filters.
//
//   samples ► x[n] − 0.97 x[n−1] ► Hamming ► |FFT|² ► triangular filters
//
// The transform of a real signal is that of its even and odd samples as one complex signal of half the length, radix 2
// in place (Cooley & Tukey 1965), then taken apart again. Invariant: the bins sum to the signal's energy (Parseval).
// spectrum-simd.ts is the same in WebAssembly, to the bit. Source: sphinxbase `fe_sigproc.c`.

import type { Parameters } from '../model/parameters.ts';
import { melFilters } from './mel.ts';

export type MelSpectrum = {
	/** Samples of the frame, −1 … 1, behind the one before it: window + 1. */
	readonly samples: Float32Array;
	/** Energy in each filter, after `compute`. */
	readonly mel: Float64Array;
	compute(): void;
};

export function createMelSpectrum(parameters: Parameters): MelSpectrum {
	const { window, fft, filters, preEmphasis } = parameters;
	const { input, power, transform } = createSpectrum(fft);
	const bank = melFilters(parameters);
	const weights = hamming(window);
	const samples = new Float32Array(window + 1);
	const mel = new Float64Array(filters);
	return {
		samples,
		mel,
		compute() {
			let before = samples[0];
			for (let i = 0; i < window; i++) {
				const sample = samples[i + 1];
				input[i] = (sample - preEmphasis * before) * weights[i];
				before = sample;
			}
			transform();
			for (let f = 0; f < filters; f++) {
				const { first, weights: filter } = bank[f];
				let sum = 0;
				for (let i = 0; i < filter.length; i++) sum += power[first + i] * filter[i];
				mel[f] = sum;
			}
		}
	};
}

/** Both halves mirror each other and a middle sample keeps its full weight, as in the model's training. */
export function hamming(window: number): Float64Array {
	const half = window >> 1;
	return Float64Array.from({ length: window }, (_, i) => {
		const k = i < half ? i : window - 1 - i;
		const weight = window % 2 === 1 && i === half ? 1 : 0.54 - 0.46 * Math.cos((2 * Math.PI * k) / (window - 1));
		return 32768 * weight;
	});
}

/** Factors and orders of a transform of `size` real points: cosines and sines as complex numbers. */
export function tables(size: number): { turn: Float64Array; split: Float64Array; reversed: Uint16Array } {
	const half = size / 2;
	const bits = Math.log2(half);
	const turn = new Float64Array(size);
	const split = new Float64Array(size);
	const reversed = new Uint16Array(half);
	for (let k = 0; k < half; k++) {
		turn[2 * k] = Math.cos((-2 * Math.PI * k) / half);
		turn[2 * k + 1] = Math.sin((-2 * Math.PI * k) / half);
		split[2 * k] = Math.cos((-2 * Math.PI * k) / size);
		split[2 * k + 1] = Math.sin((-2 * Math.PI * k) / size);
		for (let b = 0; b < bits; b++) if ((k >> b) & 1) reversed[k] |= half >> (b + 1);
	}
	return { turn, split, reversed };
}

export type Spectrum = {
	/** Write windowed samples here; what lies beyond the window must be zero. */
	input: Float64Array;
	/** |X|² of bins 0 … size/2. */
	power: Float64Array;
	transform(): void;
};

/** A transform of `size` points, a power of two of at least 8. */
function createSpectrum(size: number): Spectrum {
	const half = size / 2;
	const input = new Float64Array(size);
	const power = new Float64Array(half + 1);
	const z = new Float64Array(size);
	const { turn, split, reversed } = tables(size);

	function transform() {
		for (let k = 0; k < half; k++) {
			z[2 * reversed[k]] = input[2 * k];
			z[2 * reversed[k] + 1] = input[2 * k + 1];
		}
		for (let length = 1; length < half; length <<= 1) {
			const step = half / (2 * length);
			for (let base = 0; base < half; base += 2 * length) {
				for (let k = 0; k < length; k++) {
					const c = turn[2 * k * step];
					const s = turn[2 * k * step + 1];
					const p = 2 * (base + k);
					const q = p + 2 * length;
					const re = z[q] * c - z[q + 1] * s;
					const im = z[q] * s + z[q + 1] * c;
					z[q] = z[p] - re;
					z[q + 1] = z[p + 1] - im;
					z[p] += re;
					z[p + 1] += im;
				}
			}
		}
		const sum = z[0] + z[1];
		const difference = z[0] - z[1];
		power[0] = sum * sum;
		power[half] = difference * difference;
		for (let k = 1; k < half; k++) {
			const p = 2 * k;
			const q = 2 * (half - k);
			const evenRe = 0.5 * (z[p] + z[q]);
			const evenIm = 0.5 * (z[p + 1] - z[q + 1]);
			const oddRe = 0.5 * (z[p + 1] + z[q + 1]);
			const oddIm = -0.5 * (z[p] - z[q]);
			const re = evenRe + oddRe * split[p] - oddIm * split[p + 1];
			const im = evenIm + oddRe * split[p + 1] + oddIm * split[p];
			power[k] = re * re + im * im;
		}
	}
	return { input, power, transform };
}
