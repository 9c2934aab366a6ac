// Triangular filters, equally spaced in mel (2595·log10(1 + f/700)), each with the same area.
//
//       ╱╲  ╱╲    ╱ ╲        edges snap to the nearest bin of the transform, as the model was trained
//      ╱  ╲╱  ╲  ╱   ╲
//     ╱   ╱╲   ╲╱     ╲      height 2/(right − left)
//
// Source: Davis & Mermelstein 1980, in the details of sphinxbase `fe_sigproc.c` (round_filters, unit_area).

import type { Parameters } from '../model/parameters.ts';

export type Filter = { first: number; weights: Float64Array };

export function melFilters(parameters: Parameters): Filter[] {
	const { filters, low, high, sampleRate, fft } = parameters;
	const round = Math.fround;
	const mel = (hertz: number) => round(2595 * Math.log10(1 + hertz / 700));
	const hertz = (m: number) => round(700 * (10 ** (m / 2595) - 1));
	const bin = sampleRate / fft;
	const bottom = mel(low);
	const width = round((mel(high) - bottom) / (filters + 1));
	return Array.from({ length: filters }, (_, i) => {
		const [left, centre, right] = [0, 1, 2].map(
			(j) => Math.floor(hertz(round((i + j) * width + bottom)) / bin + 0.5) * bin
		);
		const inside: number[] = [];
		let first = -1;
		for (let k = 0; k < fft / 2 && k * bin <= right; k++) {
			if (k * bin < left) continue;
			if (first < 0) first = k;
			const rise = centre > left ? (k * bin - left) / (centre - left) : 1;
			const fall = right > centre ? (right - k * bin) / (right - centre) : 1;
			inside.push(((rise < fall ? rise : fall) * 2) / (right - left));
		}
		return { first, weights: Float64Array.from(inside, round) };
	});
}
