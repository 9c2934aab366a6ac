// Power spectrum of a real signal: its even and odd samples as one complex signal of half the length, radix 2 in place
// (Cooley & Tukey 1965), then taken apart again. Invariant: the bins sum to the signal's energy (Parseval).

export type Spectrum = {
	/** Write windowed samples here; what lies beyond the window must be zero. */
	input: Float64Array;
	/** |X|² of bins 0 … size/2. */
	power: Float64Array;
	transform(): void;
};

/** A transform of `size` points, a power of two of at least 8. */
export function createSpectrum(size: number): Spectrum {
	const half = size / 2;
	const bits = Math.log2(half);
	const input = new Float64Array(size);
	const power = new Float64Array(half + 1);
	const z = new Float64Array(size);
	const turn = new Float64Array(size);
	const split = new Float64Array(2 * half);
	const reversed = new Uint16Array(half);
	for (let k = 0; k < half; k++) {
		turn[2 * k] = Math.cos((-2 * Math.PI * k) / half);
		turn[2 * k + 1] = Math.sin((-2 * Math.PI * k) / half);
		split[2 * k] = Math.cos((-2 * Math.PI * k) / size);
		split[2 * k + 1] = Math.sin((-2 * Math.PI * k) / size);
		for (let b = 0; b < bits; b++) if ((k >> b) & 1) reversed[k] |= half >> (b + 1);
	}

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
