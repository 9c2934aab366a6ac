// Pink noise at a given distance under the speech, the same on every run.

import { dice } from '../dice.ts';

/** Adds pink noise to `samples` in place, `snr` dB under the louder half of its 20 ms frames. */
export function addNoise(samples: Float32Array, rate: number, snr: number, seed: number): void {
	const level = speechLevel(samples, rate) / 10 ** (snr / 20);
	const pink = pinkNoise(samples.length, seed);
	let power = 0;
	for (const value of pink) power += value * value;
	const gain = level / Math.sqrt(power / pink.length || 1);
	for (let i = 0; i < samples.length; i++) samples[i] = Math.max(-1, Math.min(1, samples[i] + gain * pink[i]));
}

function speechLevel(samples: Float32Array, rate: number): number {
	const size = Math.round(rate / 50);
	const powers = new Float64Array(Math.floor(samples.length / size));
	for (let f = 0; f < powers.length; f++) {
		for (let i = f * size; i < (f + 1) * size; i++) powers[f] += samples[i] * samples[i];
		powers[f] /= size;
	}
	powers.sort();
	const loud = powers.subarray(powers.length >> 1);
	return Math.sqrt(loud.reduce((sum, power) => sum + power, 0) / Math.max(1, loud.length));
}

/** White noise through Paul Kellet's filter bank (1999): −3 dB an octave within 0.05 dB above 9 Hz. */
function pinkNoise(length: number, seed: number): Float32Array {
	const chance = dice(seed);
	const out = new Float32Array(length);
	const b = new Float64Array(7);
	for (let i = 0; i < length; i++) {
		const white = chance() * 2 - 1;
		b[0] = 0.99886 * b[0] + white * 0.0555179;
		b[1] = 0.99332 * b[1] + white * 0.0750759;
		b[2] = 0.969 * b[2] + white * 0.153852;
		b[3] = 0.8665 * b[3] + white * 0.3104856;
		b[4] = 0.55 * b[4] + white * 0.5329522;
		b[5] = -0.7616 * b[5] - white * 0.016898;
		out[i] = b[0] + b[1] + b[2] + b[3] + b[4] + b[5] + b[6] + white * 0.5362;
		b[6] = white * 0.115926;
	}
	return out;
}
