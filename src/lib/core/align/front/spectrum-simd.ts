// spectrum.ts in WebAssembly, in a small memory of its own.

import { Layout } from '../memory.ts';
import type { Parameters } from '../model/parameters.ts';
import { melFilters } from './mel.ts';
import { hamming, tables, type MelSpectrum } from './spectrum.ts';

type Exports = { configureSpectrum(...numbers: number[]): void; melSpectrum(): void };

/** `wasm` is the module that `npm run build:wasm` makes. */
export async function createSimdSpectrum(parameters: Parameters, wasm: Uint8Array): Promise<MelSpectrum> {
	const { window, fft, filters, preEmphasis } = parameters;
	const layout = new Layout();
	const exports = await layout.start<Exports>(wasm);
	const { turn, split, reversed } = tables(fft);
	const half = fft / 2;
	// Each stage reads its factors in a row: cosine twice, sine with both signs.
	const turns: number[] = [];
	for (let length = 1; length < half; length <<= 1)
		for (let k = 0; k < length; k++) {
			const at = (2 * k * half) / (2 * length);
			turns.push(turn[at], turn[at], -turn[at + 1], turn[at + 1]);
		}
	const bank = melFilters(parameters);
	const samples = layout.zeros(4 * (window + 1));
	const mel = layout.zeros(8 * filters);
	exports.configureSpectrum(
		window,
		half,
		filters,
		preEmphasis,
		samples,
		layout.put(hamming(window)),
		layout.zeros(8 * fft),
		layout.zeros(8 * fft),
		layout.put(Float64Array.from(turns)),
		layout.put(split),
		layout.put(reversed),
		layout.zeros(8 * (half + 1)),
		layout.put(Int32Array.from(bank, ({ first }) => first)),
		layout.put(Int32Array.from(bank, ({ weights }) => weights.length)),
		layout.put(Float64Array.from(bank.flatMap(({ weights }) => [...weights]))),
		mel
	);
	return {
		samples: new Float32Array(layout.memory.buffer, samples, window + 1),
		mel: new Float64Array(layout.memory.buffer, mel, filters),
		compute: exports.melSpectrum
	};
}
