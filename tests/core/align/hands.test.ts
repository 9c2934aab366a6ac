// The compiled kernel against the plain code, question by question: the same to the bit.

import { beforeAll, describe, expect, it } from 'vitest';
import { createKernel } from '#lib/core/align/hands/kernel.ts';
import type { Hands, Run } from '#lib/core/align/hands/hands.ts';
import { createPlainHands } from '#lib/core/align/hands/plain.ts';
import { PACKED } from '#lib/core/align/front/features.ts';
import { packGaussians } from '#lib/core/align/model/gaussians.ts';
import { readModel, type Model } from '#lib/core/align/model/model.ts';
import { buildChain, type Chain } from '#lib/core/align/refine/chain.ts';
import { buildGraph, type Graph, type Spoken } from '#lib/core/align/search/graph.ts';
import { createAcoustics } from '#lib/core/align/score/acoustics.ts';
import { createLooped, type Looped } from '#lib/core/align/score/phoneloop.ts';
import { createBackground, extendBackground, NOISE } from '#lib/core/align/score/background.ts';
import { EFFORT } from '#lib/core/align/search/costs.ts';
import { Search, type Pause, type Scope } from '#lib/core/align/search/search.ts';
import type { Observed } from '#lib/core/align/adapt/statistics.ts';
import { kernel, modelFiles } from './files.ts';

function numbers(seed: number): () => number {
	let state = seed;
	return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Features that move slowly, as those of speech do. */
function packed(count: number, seed: number): Int16Array {
	const next = numbers(seed);
	const features = new Int16Array(count * PACKED);
	const values = Array.from({ length: PACKED / 2 }, () => 0.3 * (next() - 0.5));
	for (let t = 0; t < count; t++)
		for (let i = 0; i < values.length; i++) {
			values[i] = 0.8 * values[i] + 0.1 * (next() - 0.5);
			features[t * PACKED + 2 * i] = Math.round(values[i] ** 2 * 32767);
			features[t * PACKED + 2 * i + 1] = Math.round(values[i] * 32767);
		}
	return features;
}

function silentPause(): Pause {
	const { phones } = model;
	return {
		senones: [0, 1, 2].map((s) => phones.senone(phones.silence, s)),
		stay: [-30, -30, -30],
		next: [-50, -50, -50]
	};
}

let model: Model;
let plain: Hands;
let compiled: Hands;
beforeAll(async () => {
	model = readModel(await modelFiles());
	plain = createPlainHands(model, 8);
	compiled = await createKernel(model, 8, await kernel());
});

describe('hands', () => {
	it.each(['en-us', 'fr-fr'] as const)(
		'score and follow the same with the model of %s, and from the start again',
		async (name) => {
			const model = readModel(await modelFiles(name));
			const plain = createPlainHands(model, 8);
			const compiled = await createKernel(model, 8, await kernel());
			const stretches: [number, boolean][] = [
				[43, true],
				[40, false],
				[7, false],
				[30, true]
			];
			const phones = new Set<number>();
			stretches.forEach(([frames, first], k) => {
				const count = Math.ceil(frames / 2);
				const [a, b] = [plain, compiled].map((hands) => {
					// Longer than it must be, as that of an earlier batch may be.
					const near = new Uint8Array((count + k) * hands.densities.bytesPerFrame);
					hands.score({ features: packed(count, 7 + k), near });
					return near;
				});
				expect(b).toEqual(a);
				expect(b.subarray(count * compiled.densities.bytesPerFrame).every((byte) => byte === 0)).toBe(true);
				// At last, nothing is near the phone that is second.
				if (k === 3)
					for (const near of [a, b])
						for (let at = 24; at < near.length; at += compiled.densities.bytesPerFrame)
							for (let stream = 0; stream < 3; stream++) near.fill(255, at + 8 * stream + 4, at + 8 * stream + 8);
				const looped = plain.follow(a, frames, first);
				expect(compiled.follow(b, frames, first)).toEqual(looped);
				looped.best.forEach((phone) => phones.add(phone));
			});
			expect(phones.size).toBeGreaterThan(3);
		}
	);

	it.each([
		[41, false],
		[39, false],
		[2, false],
		[1, false],
		[42, true],
		[41, true]
	])('lead the loop alike through %i phones (one codebook: %s)', async (count, one) => {
		const { densities, means, variances, range } = model.gaussians;
		const numbers = 39 * densities;
		const few: Model = {
			...model,
			phones: { ...model.phones, names: model.phones.names.slice(0, count) },
			...(one && {
				gaussians: packGaussians(1, densities, means.subarray(0, numbers), variances.subarray(0, numbers), range),
				codebookOf: new Uint8Array(model.codebookOf.length)
			})
		};
		const [a, b] = await Promise.all(
			[createPlainHands(few, 8), createKernel(few, 8, await kernel())].map(async (made) => {
				const hands: Hands = await made;
				const near = new Uint8Array(30 * hands.densities.bytesPerFrame);
				hands.score({ features: packed(30, 11), near });
				return hands.follow(near, 60, true);
			})
		);
		expect(b).toEqual(a);
		expect(new Set(a.gain).size).toBeGreaterThan(10);
	});

	it.each([0, 1])('expect the same borders in a band that begins at frame %i', (begin) => {
		// Two readings with a pause inside, and words side by side that share phones.
		const words: string[][][][] = [
			[[['HH AH L OW', 'HH EH L OW']]],
			[[['W ER L D']]],
			[
				[['T W EH N T IY'], ['F AO R']],
				[['T UW'], ['F AO R']]
			],
			[[['AH']]]
		];
		const tokens: Spoken[] = words.map((readings, i) => ({ readings, breakAfter: i === 1 }));
		const graph = buildGraph(model, tokens);
		const pause = silentPause();
		const plainChain = buildChain(graph, pause, [0, 1, 2, 3], [1, -1, -1, -1], 4);
		const frames = 131;
		const next = numbers(99);
		const filler = { entry: 0.02, cost: 1 };
		const filled = buildChain(graph, pause, [0, 1, 2, 3], [1, -1, -1, -1], 4, filler);
		const run = (softness: number, chain: Chain): Run => ({
			chain,
			band: { from: Int32Array.of(begin, 10, 40, 90), to: Int32Array.of(60, 80, 118, frames - 1) },
			softness,
			features: packed(Math.ceil(frames / 2), 5),
			background: Int32Array.from({ length: frames }, () => -Math.round(900 * next())),
			occupied: 50
		});
		for (const [softness, chain] of [
			[1, plainChain],
			[0.2, plainChain],
			[0.2, filled]
		] as const) {
			const question = run(softness, chain);
			const wanted = plain.expect(question)!;
			expect(wanted.bounds.start.every((start, k) => k === 0 || start > wanted.bounds.start[k - 1])).toBe(true);
			expect(wanted.occupied.frame.length).toBeGreaterThan(20);
			expect(compiled.expect(question)).toEqual(wanted);
		}
		expect(plain.expect(run(0.2, filled))!.bounds.start).not.toEqual(plain.expect(run(0.2, plainChain))!.bounds.start);
	});

	it.each([0, 1])('weigh chains the same on audio that begins at frame %i', (begin) => {
		const sounds = ['HH AH L OW', 'W ER L D', 'F AO R'];
		const graph = buildGraph(
			model,
			sounds.map((sound) => ({ readings: [[[sound]]], breakAfter: false }))
		);
		const chains = [[0, 1, 2], [0, 2], [1]].map((links) =>
			buildChain(
				graph,
				silentPause(),
				links,
				links.map(() => -1),
				1,
				links.length === 2 ? { entry: 0.01, cost: 3 } : null
			)
		);
		for (const frames of [90, 20, 5]) {
			const features = packed(Math.ceil((begin + frames) / 2), 3);
			const background = Int32Array.from({ length: begin + frames }, (_, t) => -40 * (t % 7));
			const question = { chains, begin, frames, softness: 0.2, features, background };
			const wanted = plain.weigh(question);
			expect(wanted.map((weight) => weight === null)).toEqual([frames < 33, frames < 21, frames < 12]);
			expect(compiled.weigh(question)).toEqual(wanted);
		}
	});

	it('gather the same statistics, and more with each frame', () => {
		const next = numbers(41);
		const length = 60;
		const { means } = model.gaussians;
		const observed: Observed = {
			length,
			// Near the means of some densities, and sometimes out of range.
			features: Float32Array.from(
				{ length: 39 * length },
				(_, at) => means[at % means.length] + (at % 500 ? next() - 0.5 : 1000 * (next() - 0.5))
			),
			senone: Uint16Array.from({ length }, () => Math.floor(next() * model.phones.senones)),
			weight: Float32Array.from({ length }, next)
		};
		const transform = Float64Array.from({ length: 13 * 14 }, (_, at) => (at % 15 ? 0.02 * (next() - 0.5) : 1));
		const wanted = plain.gather(observed, transform);
		expect(wanted.g.every((value) => Number.isFinite(value) && value !== 0)).toBe(true);
		expect(compiled.gather(observed, transform)).toEqual(wanted);
		const fewer = plain.gather({ ...observed, length: length - 1 }, transform);
		for (let i = 0; i < 13; i++) expect(fewer.g[i * 196]).toBeLessThan(wanted.g[i * 196]);
	});

	it('say so where no path fits', () => {
		const graph = buildGraph(model, [{ readings: [[['HH AH L OW']]], breakAfter: true }]);
		const pause = { senones: [0, 1, 2], stay: [-30, -30, -30], next: [-50, -50, -50] };
		const run: Run = {
			chain: buildChain(graph, pause, [0], [-1], 4),
			band: { from: Int32Array.of(0), to: Int32Array.of(5) },
			softness: 0.2,
			features: packed(3, 5),
			background: new Int32Array(6),
			occupied: 0
		};
		expect(plain.expect(run)).toBeNull();
		expect(compiled.expect(run)).toBeNull();
	});

	/** Words said by nobody in particular. */
	function babble(count: number): Spoken[] {
		const sounds = ['HH AH L OW', 'W ER L D', 'T W EH N T IY', 'F AO R', 'AH', 'S IH L AH B AH L', 'K AE T', 'M AE T'];
		const next = numbers(17);
		const tokens: Spoken[] = Array.from({ length: count }, (_, i) => ({
			readings: [[[sounds[Math.floor(next() * sounds.length)], sounds[i % sounds.length]]]],
			breakAfter: i % 7 === 6
		}));
		tokens[20].readings = [
			[['T W EH N T IY'], ['F AO R']],
			[['T UW'], ['F AO R']]
		];
		return tokens;
	}

	const features = packed(450, 23);
	/** What each of the hands hears in them: made once, as the plain ones take seconds. */
	const listened = new Map<Hands, { near: Uint8Array; looped: Looped }>();
	function listen(hands: Hands) {
		const known = listened.get(hands);
		if (known) return known;
		const near = new Uint8Array(900_000);
		hands.score({ features, near });
		const heard = { near, looped: hands.follow(near, 900, true) };
		listened.set(hands, heard);
		return heard;
	}

	/** What both hands find in `frames` frames, at most 900, from frame `from` on. */
	function searchWithBoth(graph: Graph, frames: number, from: number, scope: Omit<Scope, 'first' | 'last'>) {
		return [plain, compiled].map((hands) => {
			const source = {
				length: from + frames,
				pack(frame: number, out: Int16Array, at: number) {
					const k = (frame - from) >> 1;
					out.set(features.subarray(k * PACKED, (k + 1) * PACKED), at);
				}
			};
			const { near, looped } = listen(hands);
			const background = createBackground();
			extendBackground(background, createLooped(from), model.phones.silence);
			extendBackground(background, looped, model.phones.silence);
			background.silent.fill(NOISE, from + 120, from + 180);
			const emissions = createAcoustics(model, hands.densities, source, background, 2);
			const whole = { first: 0, last: graph.links, ...scope };
			const search = new Search(graph, emissions, silentPause(), whole, hands.makeStepper);
			// Some of it as it was heard, some computed again, from odd frames too.
			emissions.take(from, from + frames, near);
			search.advance(from, from + 301);
			const settled = search.settled();
			emissions.take(0, 0, new Uint8Array(0));
			search.advance(from + 301, from + 403);
			emissions.take(from, from + frames, near);
			search.advance(from + 403, from + frames);
			const sofar = search.soFar();
			return { settled, sofar, steps: search.finish(), score: search.score, work: search.work, paid: search.paidAtEnd };
		});
	}

	it('take the same steps through a search, in ever more records', () => {
		const graph = buildGraph(model, babble(40));
		const expected = Float32Array.from({ length: graph.links }, (_, link) => (link % 3 ? 20 * link : NaN));
		for (const scope of [{ records: 64 }, { freeStart: true, freeEnd: true }, { expected }]) {
			const [a, b] = searchWithBoth(graph, 900, 0, scope);
			expect(a.work).toBeGreaterThan(1000);
			expect(b).toEqual(a);
		}
	});

	it('narrow the beam alike where too much is looked at: sooner later on and in noise, later while the voice is unknown', () => {
		const graph = buildGraph(model, babble(300));
		const frames = 500;
		const work = (from: number, scope: Partial<Scope>) => {
			const [a, b] = searchWithBoth(graph, frames, from, { freeStart: true, freeEnd: true, ...scope });
			expect(b).toEqual(a);
			return a.work / frames;
		};
		const later = EFFORT.early.frames;
		const works = [
			work(later, { noise: true }),
			work(0, { noise: true }),
			work(0, {}),
			work(0, { noise: true, unknown: true })
		];
		expect(works[0]).toBeGreaterThan(EFFORT.noisy / 2);
		works.slice(1).forEach((states, k) => expect(states).toBeGreaterThan(works[k]));
		expect(work(later, {})).toBeLessThan(works[2]);
	});
});
