// From samples to cepstra, 13 numbers for each 10 ms, as blocks of any size come in.
//
//   samples ► pre-emphasis ► Hamming window ► |FFT|² ► mel filters ► noise removal ► log ► cosine transform ► lifter
//
// Frame t looks at samples shift·t … shift·t + window. Invariant: how the samples are cut into blocks makes no
// difference. Source: sphinxbase `fe_sigproc.c`, identical to 2·10⁻⁶ in the log mel spectrum.

import type { Parameters } from '../model/parameters.ts';
import { createNoiseRemoval } from './noise.ts';
import { createMelSpectrum, type MelSpectrum } from './spectrum.ts';

export const CEPSTRA = 13;

export type CepstraMaker = {
	/** Takes samples (−1 … 1) and returns the cepstra of the frames they complete, [frame][13]; valid until the next call. */
	push(samples: Float32Array): Float32Array;
};

export function createCepstra(
	parameters: Parameters,
	spectrum: MelSpectrum = createMelSpectrum(parameters)
): CepstraMaker {
	const { window, shift, filters, lifter } = parameters;
	const clean = createNoiseRemoval(filters);
	const cosines = liftedCosines(filters, lifter);
	// Samples that a later frame still needs, after one sample of history for the pre-emphasis.
	let held = new Float32Array(window + 1);
	let count = 1;
	let out = new Float32Array(0);

	function frame(at: number, to: number) {
		const { samples, mel } = spectrum;
		for (let i = 0; i <= window; i++) samples[i] = held[at - 1 + i];
		spectrum.compute();
		if (parameters.removeNoise) clean(mel);
		for (let f = 0; f < filters; f++) mel[f] = Math.log(mel[f] + 1e-4);
		for (let c = 0, k = 0; c < CEPSTRA; c++) {
			let sum = 0;
			for (let f = 0; f < filters; f++, k++) sum += cosines[k] * mel[f];
			out[to + c] = sum;
		}
	}

	return {
		push(samples) {
			if (held.length < count + samples.length) {
				const longer = new Float32Array(count + samples.length);
				longer.set(held.subarray(0, count));
				held = longer;
			}
			held.set(samples, count);
			count += samples.length;
			const frames = Math.max(0, Math.floor((count - 1 - window) / shift) + 1);
			if (out.length < frames * CEPSTRA) out = new Float32Array(frames * CEPSTRA);
			for (let t = 0; t < frames; t++) frame(1 + t * shift, t * CEPSTRA);
			if (frames > 0) {
				held.copyWithin(0, frames * shift, count);
				count -= frames * shift;
			}
			return out.subarray(0, frames * CEPSTRA);
		}
	};
}

function liftedCosines(filters: number, lifter: number): Float64Array {
	const table = new Float64Array(CEPSTRA * filters);
	for (let i = 0; i < CEPSTRA; i++) {
		const lift = lifter > 0 ? 1 + (lifter / 2) * Math.sin((i * Math.PI) / lifter) : 1;
		for (let j = 0; j < filters; j++) {
			const cosine =
				i === 0 ? Math.sqrt(1 / filters) : Math.sqrt(2 / filters) * Math.cos((Math.PI / filters) * i * (j + 0.5));
			table[i * filters + j] = cosine * lift;
		}
	}
	return table;
}
