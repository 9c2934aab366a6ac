// Adaptation on a made-up model: speech that was bent by a known transform is bent back.

import { describe, expect, it } from 'vitest';
import { createAligned, estimateTransform } from '#lib/core/align/adapt/regression.ts';
import { createGather } from '#lib/core/align/adapt/statistics.ts';
import { compose, identity, inverse, invert, transformFrames } from '#lib/core/align/adapt/transform.ts';
import { Room } from '#lib/core/align/adapt/room.ts';
import { lackOf, meanFactor, NARROW, widen } from '#lib/core/align/adapt/widen.ts';
import { Frames } from '#lib/core/align/front/frames.ts';
import { packGaussians } from '#lib/core/align/model/gaussians.ts';
import type { Model } from '#lib/core/align/model/model.ts';

const CODEBOOKS = 4;
const DENSITIES = 8;

function numbers(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
}

/** Four phones with their own means in the static stream; the difference streams only know how much speech moves. */
function makeModel(): Model {
	const random = numbers(11);
	const size = CODEBOOKS * 3 * DENSITIES * 13;
	const means = new Float32Array(size);
	const variances = new Float32Array(size);
	for (let c = 0; c < CODEBOOKS; c++) {
		const centre = Array.from({ length: 13 }, () => 12 * random());
		for (let d = 0; d < DENSITIES; d++)
			for (let i = 0; i < 13; i++) {
				const at = (c * 3 * DENSITIES + d) * 13 + i;
				means[at] = centre[i] + random();
				variances[at] = 0.1;
			}
	}
	return {
		gaussians: { means, variances, range: new Float32Array(39).fill(20), densities: DENSITIES, codebooks: CODEBOOKS },
		mixtures: { weights: new Uint8Array(CODEBOOKS * 3 * DENSITIES).fill(20), densities: DENSITIES, senones: CODEBOOKS },
		codebookOf: Uint8Array.from({ length: CODEBOOKS }, (_, c) => c)
	} as unknown as Model;
}

/** The model with variances of the difference streams as the frames show them. */
function learnMovement(model: Model, frames: Frames): Model {
	const { means, variances, range } = model.gaussians;
	const at = (t: number, i: number) => frames.at(Math.max(0, Math.min(frames.length - 1, t)), i);
	for (let i = 0; i < 13; i++) {
		let first = 0;
		let second = 0;
		for (let t = 0; t < frames.length; t++) {
			first += (at(t + 2, i) - at(t - 2, i)) ** 2;
			second += (at(t + 3, i) - at(t - 1, i) - at(t + 1, i) + at(t - 3, i)) ** 2;
		}
		for (let c = 0; c < CODEBOOKS; c++)
			for (let d = 0; d < DENSITIES; d++) {
				variances[((c * 3 + 1) * DENSITIES + d) * 13 + i] = first / frames.length;
				variances[((c * 3 + 2) * DENSITIES + d) * 13 + i] = second / frames.length;
			}
	}
	return { ...model, gaussians: packGaussians(CODEBOOKS, DENSITIES, means, variances, range) };
}

it('finds the transform that speech was bent by', () => {
	const model = makeModel();
	const { means } = model.gaussians;
	const random = numbers(5);
	const spoken = new Frames();
	const frames = new Frames();
	const aligned = createAligned(4000);
	for (let t = 0; t < 4000; t++) {
		const senone = Math.floor(t / 20) % CODEBOOKS;
		const centre = senone * 3 * DENSITIES * 13;
		const said = Float32Array.from({ length: 13 }, (_, i) => means[centre + i] + random());
		spoken.push(said);
		// Heard: louder by a quarter in every coefficient, and moved by 2 in the first.
		frames.push(said.map((value, i) => 1.25 * value + (i === 0 ? 2 : 0)));
		aligned.frame[t] = t;
		aligned.senone[t] = senone;
		aligned.weight[t] = 1;
	}
	aligned.length = 4000;
	const gather = createGather(learnMovement(model, spoken));
	const transform = estimateTransform(gather, frames, aligned)!;
	const distance = () => {
		let sum = 0;
		for (let t = 0; t < 4000; t += 7) for (let i = 0; i < 13; i++) sum += Math.abs(frames.at(t, i) - spoken.at(t, i));
		return sum;
	};
	const before = distance();
	transformFrames(frames, transform);
	const after = distance();
	expect(after).toBeLessThan(before * 0.4);
});

it('says nothing where there is too little speech', () => {
	const gather = createGather(learnMovement(makeModel(), new Frames()));
	expect(estimateTransform(gather, new Frames(), createAligned(10))).toBeNull();
});

it('inverts matrices', () => {
	expect([...invert(Float64Array.of(0, 2, 4, 0), 2)]).toEqual([0, 0.25, 0.5, 0]);
});

/** Frames of a model, drawn from its static densities, with `spread` times their distance from the middle. */
function drawn(model: Model, spread: number): Frames {
	const random = numbers(3);
	const frames = new Frames();
	const { means } = model.gaussians;
	for (let t = 0; t < 2000; t++) {
		const c = Math.floor((random() + 0.5) * CODEBOOKS);
		const at = (c * 3 * DENSITIES + Math.floor((random() + 0.5) * DENSITIES)) * 13;
		frames.push(means.slice(at, at + 13).map((mean) => spread * (mean + random())));
	}
	return frames;
}

const deviation = (frames: Frames, i: number) => {
	const values = Array.from({ length: frames.length }, (_, t) => frames.at(t, i));
	const mean = values.reduce((sum, value) => sum + value) / values.length;
	return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

it('widens frames by what noise has taken from them, and no others', () => {
	const model = makeModel();
	expect(meanFactor(lackOf(model.gaussians, drawn(model, 1)))).toBeLessThan(NARROW);
	expect(widen(lackOf(model.gaussians, drawn(model, 2)))).toEqual(identity());
	const narrow = drawn(model, 0.4);
	const lack = lackOf(model.gaussians, narrow);
	expect(meanFactor(lack)).toBeGreaterThan(NARROW);
	transformFrames(narrow, widen(lack));
	const wide = drawn(model, 1);
	for (let i = 0; i < 13; i++) {
		const ratio = deviation(narrow, i) / deviation(wide, i);
		expect(ratio).toBeGreaterThan(0.9);
		expect(ratio).toBeLessThan(1.15);
	}
});

describe('the room', () => {
	const piece = 100;
	/** Pieces of frames, narrowed as noise would, from the first to the last of which is given. */
	function recording(narrowed: [number, number]): Room {
		const model = makeModel();
		const frames = drawn(model, 1);
		const narrow = drawn(model, 0.5);
		for (let t = narrowed[0] * piece; t < narrowed[1] * piece; t++)
			frames.set(
				t,
				Float32Array.from({ length: 13 }, (_, i) => narrow.at(t, i))
			);
		return new Room(model.gaussians, frames, piece);
	}

	it('is another one from the piece on in which noise comes or goes', () => {
		const room = recording([12, 20]);
		const usual = room.lack(0, 1000);
		expect(room.since(0, 1200, usual, 1)).toBeNull();
		expect(room.since(0, 2000, usual, 1)).toBe(1200);
		expect(room.since(0, 2000, usual, -1)).toBeNull();
		const loud = recording([0, 8]);
		expect(loud.since(0, 2000, loud.lack(0, 800), -1)).toBe(800);
	});

	it('is measured anew where the frames have changed', () => {
		const room = recording([12, 20]);
		const usual = room.lack(0, 1000);
		expect(room.since(0, 2000, usual, 1)).toBe(1200);
		room.forget(1200);
		expect(room.since(0, 2000, usual, 1)).toBe(1200);
	});
});

it('does two transforms at once, and takes one back', () => {
	const random = numbers(8);
	const bend = () => Float64Array.from({ length: 13 * 14 }, (_, k) => (k % 15 === 0 ? 1 : 0) + 0.2 * random());
	const [first, second] = [bend(), bend()];
	const [apart, together, start] = [0, 1, 2].map(() => drawn(makeModel(), 1));
	transformFrames(apart, first);
	transformFrames(apart, second);
	transformFrames(together, compose(first, second));
	for (let i = 0; i < 13; i++) expect(together.at(77, i)).toBeCloseTo(apart.at(77, i), 3);
	transformFrames(together, inverse(compose(first, second)));
	for (let i = 0; i < 13; i++) expect(together.at(77, i)).toBeCloseTo(start.at(77, i), 3);
});
