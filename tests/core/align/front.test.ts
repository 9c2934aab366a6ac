// Cepstra, features and senone scores against the numbers of the prototype, which were held against SoundSwallower's.

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CEPSTRA, createCepstra } from '#lib/core/align/front/cepstra.ts';
import { Normaliser } from '#lib/core/align/front/normalise.ts';
import { readModel } from '#lib/core/align/model/model.ts';
import { FINENESS } from '#lib/core/align/model/units.ts';
import { createAcoustics, featuresOf } from '#lib/core/align/score/acoustics.ts';
import { createBackground } from '#lib/core/align/score/background.ts';
import { createDensities } from '#lib/core/align/score/densities.ts';
import { createMelSpectrum } from '#lib/core/align/front/spectrum.ts';
import { createSimdSpectrum } from '#lib/core/align/front/spectrum-simd.ts';
import { createKernel } from '#lib/core/align/hands/kernel.ts';
import { kernel, modelFiles } from './files.ts';
import { signal } from './signal.ts';

type Expected = {
	frames: number;
	cepstra: Record<string, number[]>;
	normalised: Record<string, number[]>;
	senones: number[];
	scores: Record<string, number[]>;
};
const expected: Expected = JSON.parse(await readFile('tests/samples/align/prototype/expected.json', 'utf8'));
const model = readModel(await modelFiles());

function cepstraOf(samples: Float32Array, block: number): Float32Array {
	const maker = createCepstra(model.parameters);
	const parts: number[] = [];
	for (let at = 0; at < samples.length; at += block) parts.push(...maker.push(samples.subarray(at, at + block)));
	return Float32Array.from(parts);
}

function normalise(cepstra: Float32Array, block = cepstra.length): Normaliser {
	const normaliser = new Normaliser();
	for (let at = 0; at < cepstra.length; at += block) normaliser.push(cepstra.subarray(at, at + block));
	normaliser.push(new Float32Array(0), true);
	return normaliser;
}

const samples = signal(3);
const cepstra = cepstraOf(samples, samples.length);

describe('front end', () => {
	it('makes the prototype’s cepstra', () => {
		expect(cepstra.length / CEPSTRA).toBe(expected.frames);
		for (const [frame, values] of Object.entries(expected.cepstra))
			values.forEach((value, i) => expect(cepstra[Number(frame) * CEPSTRA + i]).toBeCloseTo(value, 2));
	});

	it('does not care how the samples are cut into blocks', () => {
		for (const block of [1, 79, 205, 4000]) expect(cepstraOf(samples, block)).toEqual(cepstra);
	});

	it('normalises as the prototype does, whatever the blocks', () => {
		const whole = normalise(cepstra).frames;
		const pieces = normalise(cepstra, 7 * CEPSTRA).frames;
		expect(whole.length).toBe(expected.frames);
		for (const [frame, values] of Object.entries(expected.normalised))
			values.forEach((value, i) => {
				expect(whole.at(Number(frame), i)).toBeCloseTo(value, 2);
				expect(pieces.at(Number(frame), i)).toBe(whole.at(Number(frame), i));
			});
	});

	it('takes a constant off: louder is the same', () => {
		const quiet = normalise(cepstra).frames;
		const shifted = cepstra.map((value, i) => (i % CEPSTRA === 0 ? value + 5 : value));
		const loud = normalise(shifted).frames;
		for (let t = 0; t < quiet.length; t += 17) expect(loud.at(t, 0)).toBeCloseTo(quiet.at(t, 0), 3);
	});
});

it('has the same mel spectrum with and without WebAssembly, to the bit', async () => {
	const plain = createMelSpectrum(model.parameters);
	const simd = await createSimdSpectrum(model.parameters, await kernel());
	for (const scale of [1, 1e-4]) {
		plain.samples.forEach((_, i) => (plain.samples[i] = scale * Math.sin(i * i * 0.37)));
		simd.samples.set(plain.samples);
		plain.compute();
		simd.compute();
		expect(simd.mel).toEqual(plain.mel);
		expect(Math.max(...plain.mel)).toBeGreaterThan(0);
	}
});

describe('scores', () => {
	it('are the prototype’s, to a unit', () => {
		const features = featuresOf(model, normalise(cepstra).frames);
		const acoustics = createAcoustics(model, createDensities(model.gaussians, 4), features, createBackground(), 1);
		for (const [frame, values] of Object.entries(expected.scores)) {
			acoustics.seek(Number(frame));
			expected.senones.forEach((senone, k) => {
				expect(Math.abs(acoustics.score(senone) / FINENESS - values[k])).toBeLessThanOrEqual(2);
			});
		}
		expect(acoustics.hop).toBe(0.01);
	});

	it('are identical integers with and without WebAssembly', async () => {
		const { frames } = normalise(cepstra);
		const plain = createDensities(model.gaussians, 8);
		const { densities: simd } = await createKernel(model, 8, await kernel());
		const all = new Uint8Array(model.gaussians.codebooks).fill(1);
		const some = all.map((_, i) => (i % 3 === 0 ? 1 : 0));
		const fill = createAcoustics(model, plain, featuresOf(model, frames), createBackground(), 1);
		fill.seek(0);
		for (const mask of [all, some])
			for (const count of [8, 3]) {
				simd.features.set(plain.features.subarray(0, simd.features.length));
				const a = plain.score(count, mask).slice(0, count * plain.bytesPerFrame);
				const b = simd.score(count, mask).slice(0, count * simd.bytesPerFrame);
				expect(Buffer.compare(Buffer.from(a), Buffer.from(b))).toBe(0);
			}
	});
});
