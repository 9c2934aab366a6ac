// hands.ts in WebAssembly (../wasm/kernel.ts): lays the module's memory out, hands tasks in and answers out.
//
//   64 KB static │ model: Gaussians, weights, loop │ one block of features and candidates │ the question at hand …
//
// What belongs to a question lies behind the rest and is laid out anew for each; the memory grows with the longest one.

import { PACKED } from '../front/features.ts';
import { STREAMS, WIDTH } from '../model/gaussians.ts';
import type { Model } from '../model/model.ts';
import { FINENESS } from '../model/units.ts';
import { settleBounds, type Sums } from '../refine/bounds.ts';
import { BETWEEN, FIRST, LAST, type Chain } from '../refine/chain.ts';
import { fallOf, rangesOf, settleLikelihood, wholeBand, wordsOf } from '../refine/posterior.ts';
import { KEPT, indexBits } from '../score/densities.ts';
import { createLooped, ENTER, loopSenones, loopTransitions } from '../score/phoneloop.ts';
import { correctionTable } from '../score/senones.ts';
import { createCompiledStepper, type SearchExports } from '../search/compiled.ts';
import { Layout, type Values } from '../memory.ts';
import { mirror, pairFactors, SHARE_BITS, sharesTable } from '../adapt/statistics.ts';
import { ROW } from '../adapt/transform.ts';
import { STRIDE, type Expected, type Hands, type Run } from './hands.ts';

type Exports = {
	configureDensities(...numbers: number[]): void;
	scoreDensities(count: number, mask: number, result: number): void;
	configureSenones(...pointers: number[]): void;
	configureLoop(...numbers: number[]): void;
	startLoop(): void;
	stepLoop(...numbers: number[]): void;
	expectBounds(task: number): number;
	weighPaths(task: number): number;
	bestScores(): number;
	configureStatistics(...numbers: number[]): void;
	gatherStatistics(length: number, ...pointers: number[]): void;
} & SearchExports;

/** Frames whose statistics are gathered in one call. */
const GATHERED = 32;
/** The score of what is no phone: so low that it never wins, and not so low that sums run over. */
const UNHEARD = -500_000_000;
/** Bytes read beyond the last state's edge. */
const BEYOND = 16;

/** `wasm` is the module that `npm run build:wasm` makes, `capacity` the frames whose densities it computes at once. */
export async function createKernel(model: Model, capacity: number, wasm: Uint8Array): Promise<Hands> {
	const { codebooks, densities, packed } = model.gaussians;
	const layout = new Layout();
	const kernel = await layout.start<Exports>(wasm);
	const frames = (capacity + 3) & ~3;
	const bytesPerFrame = codebooks * STREAMS * KEPT;

	const parameters = layout.put(packed);
	const features = layout.room(frames * PACKED * 2);
	const candidates = layout.room(frames * codebooks * STREAMS * 32);
	const best = layout.room(frames * STREAMS * 4);
	const mask = layout.room(codebooks);
	const block = layout.room(capacity * bytesPerFrame);
	kernel.configureDensities(parameters, features, candidates, best, codebooks, densities, indexBits(densities));
	const senones = model.phones.senones;
	kernel.configureSenones(
		layout.put(model.mixtures.weights),
		layout.put(model.codebookOf),
		layout.put(correctionTable()),
		layout.zeros(8 * senones)
	);
	const units = loopSenones(model.phones);
	const { stay, next } = loopTransitions(model);
	const phones = units.length / 3;
	const lanes = (phones + 3) & ~3;
	/** [state][phone] of [phone][state], filled up to whole lanes with what comes `beyond`. */
	const byState = (values: ArrayLike<number>, beyond = 0) =>
		Int32Array.from({ length: 3 * lanes }, (_, k) =>
			k % lanes < phones ? values[3 * (k % lanes) + Math.floor(k / lanes)] : beyond
		);
	kernel.configureLoop(
		phones,
		lanes,
		layout.put(weightsByPhone(model, units, lanes)),
		layout.put(Uint8Array.from({ length: lanes }, (_, p) => model.codebookOf[units[3 * Math.min(p, phones - 1)]])),
		layout.put(correctionTable().subarray(0, 32)),
		layout.put(byState(stay)),
		layout.put(byState(next)),
		layout.zeros(12 * lanes),
		layout.zeros(12 * lanes),
		layout.put(byState(new Int32Array(units.length), UNHEARD)),
		ENTER,
		FINENESS
	);
	kernel.startLoop();
	const shares = sharesTable();
	const { range, pairs } = pairFactors(model.gaussians);
	kernel.configureStatistics(
		parameters,
		layout.put(range),
		layout.put(pairs),
		layout.put(shares),
		shares.length,
		SHARE_BITS,
		layout.room(4 * densities),
		layout.room(512)
	);
	const base = layout.top;
	// Where the question at hand may lie: behind the search that is under way, if there is one.
	let question = base;
	const settle = (top: number) => (question = top);
	const space = { mask, near: block, capacity, codebooks };
	/** Densities of the codebooks in the mask, of frames packed one behind the other. */
	const scoreAll = (packed: Int16Array, near: number) => {
		const count = packed.length / PACKED;
		const input = new Int16Array(layout.memory.buffer, features, frames * PACKED);
		for (let at = 0; at < count; at += capacity) {
			const part = Math.min(capacity, count - at);
			input.set(packed.subarray(at * PACKED, (at + part) * PACKED));
			kernel.scoreDensities(part, mask, near + at * bytesPerFrame);
		}
	};

	return {
		makeStepper: (emissions, course, reach) =>
			createCompiledStepper({ layout, kernel, base, settle }, emissions, course, reach),
		densities: {
			capacity,
			bytesPerFrame,
			get features() {
				return new Int16Array(layout.memory.buffer, features, frames * PACKED);
			},
			score(count, wanted) {
				layout.bytes(mask, codebooks).set(wanted);
				kernel.scoreDensities(count, mask, block);
				return layout.bytes(block, count * bytesPerFrame);
			}
		},
		score({ features: batch, near }) {
			layout.top = question;
			const length = (batch.length / PACKED) * bytesPerFrame;
			const at = layout.room(length);
			layout.bytes(mask, codebooks).fill(1);
			scoreAll(batch, at);
			near.set(layout.bytes(at, length));
		},
		follow(near, length, first) {
			layout.top = question;
			const nearAt = layout.put(near);
			const gain = layout.room(4 * length);
			const [phone, finished, lasted] = [0, 0, 0].map(() => layout.room(length));
			if (first) kernel.startLoop();
			kernel.stepLoop(nearAt, length, STRIDE, gain, phone, finished, lasted);
			const looped = createLooped(length);
			looped.gain.set(new Int32Array(layout.memory.buffer, gain, length));
			looped.best.set(layout.bytes(phone, length));
			looped.finished.set(layout.bytes(finished, length));
			looped.lasted.set(layout.bytes(lasted, length));
			return looped;
		},
		expect(run) {
			layout.top = question;
			return expectRun(layout, kernel, run, space);
		},
		weigh({ chains, begin, frames: length, softness, features: packed, background }) {
			layout.top = question;
			const near = layout.room((packed.length / PACKED) * bytesPerFrame);
			const wanted = layout.bytes(mask, codebooks).fill(0);
			for (const { senone } of chains) for (const unit of senone) wanted[model.codebookOf[unit]] = 1;
			scoreAll(packed, near);
			const top = layout.top;
			return chains.map((chain) => {
				layout.top = top;
				const band = wholeBand(chain, begin, length);
				const run = { chain, band, softness, features: packed, background, occupied: 0 };
				return likelihoodOf(layout, kernel, run, { ...space, near });
			});
		},
		gather({ length, features, senone, weight }, transform) {
			layout.top = question;
			const [featuresAt, senoneAt, weightAt, transformAt] = [features, senone, weight, transform].map((values) =>
				layout.put(values)
			);
			const g = layout.zeros(8 * WIDTH * ROW * ROW);
			const k = layout.zeros(8 * WIDTH * ROW);
			// In short calls, so that the first few are compiled quickly and the others well.
			for (let at = 0; at < length; at += GATHERED) {
				const [x, s, w] = [featuresAt + 4 * STREAMS * WIDTH * at, senoneAt + 2 * at, weightAt + 4 * at];
				kernel.gatherStatistics(Math.min(GATHERED, length - at), x, s, w, transformAt, g, k);
			}
			return { g: mirror(layout.floats(g, WIDTH * ROW * ROW)), k: layout.floats(k, WIDTH * ROW) };
		}
	};
}

/** Weights of the loop's senones as wasm/phoneloop.ts reads them: those of a phone's states side by side. */
function weightsByPhone({ mixtures }: Model, units: Int32Array, lanes: number): Uint8Array {
	const perSenone = STREAMS * mixtures.densities;
	const weights = new Uint8Array(4 * perSenone * lanes);
	units.forEach((senone, k) => {
		const to = 4 * perSenone * Math.floor(k / 3) + (k % 3);
		for (let d = 0; d < perSenone; d++) weights[to + 4 * d] = mixtures.weights[perSenone * senone + d];
	});
	return weights;
}

type Space = { mask: number; near: number; capacity: number; codebooks: number };

/** Lays out what wasm/posterior.ts wants to know of a run, and room for what it answers. */
function putTask(layout: Layout, run: Run, space: Space) {
	const { chain, band, softness, features, background, occupied } = run;
	const { words, states } = chain;
	const begin = band.from[0];
	const frames = band.to[words - 1] - begin + 1;
	const { low, high, offset } = rangesOf(chain, band, frames);
	const { rowsAt, firsts, lasts } = rowsOf(chain);
	// Scores are whole units here, sixteen to a step of the table.
	const fall = fallOf(softness, FINENESS);
	const size = offset[frames];
	const put = (values: Values) => layout.put(values);
	const doubles = (count: number) => layout.zeros(8 * count);
	const edges = new Uint8Array(states + BEYOND);
	edges.set(chain.edge);
	const rows = new Int32Array(states + BEYOND).fill(-1);
	rows.set(chain.row);
	const model = [put(chain.senone), put(chain.stay), put(chain.next), put(rows), put(edges), put(wordsOf(chain))];
	const places = [put(chain.pauseAt), put(rowsAt), put(firsts), put(lasts), put(low), put(high), put(offset)];
	const input = [put(background), put(features), space.near, space.mask, put(fall)];
	const sums = layout.room(8 * frames);
	const lattice = [layout.room(8 * size), layout.room(4 * size), layout.room(4 * size), sums];
	// The last state looks a little further.
	const work = [0, 0, 0, 0].map(() => doubles(states + BEYOND));
	const scores = layout.room(4 * states);
	const result = Array.from({ length: 11 }, () => doubles(words + 1));
	const told = layout.room(12 * occupied);
	const numbers = [words, states, frames, begin, features.length / PACKED, space.capacity, space.codebooks];
	const limits = [fall.length, FINENESS, occupied, chain.filler?.cost ?? 0];
	const entry = put(Float64Array.of(chain.filler?.entry ?? 0));
	const pointers = [...model, ...places, ...input, ...lattice, ...work, scores, ...result, told, entry];
	const task = put(Int32Array.of(...numbers, ...limits, ...pointers));
	return { task, begin, frames, sums, rowMass: work[3], result, told };
}

function expectRun(layout: Layout, kernel: Exports, run: Run, space: Space): Expected | null {
	const { chain } = run;
	const { task, begin, frames, rowMass: masses, result, told } = putTask(layout, run, space);
	const count = kernel.expectBounds(task);
	if (count < 0) return null;
	const [started, start, spread, rested, ended, end, spent, ratio, broken, filled, resumed] = result.map((at) =>
		layout.floats(at, chain.words + 1)
	);
	const rowMass = layout.floats(masses, chain.states);
	const sums: Sums = { started, start, spread, rested, ended, end, spent, ratio, broken, filled, resumed, rowMass };
	const bounds = settleBounds(chain, sums, begin, frames);
	const view = new DataView(layout.memory.buffer, told, 12 * count);
	const each = Array.from({ length: count }, (_, k) => 12 * k);
	return {
		bounds,
		occupied: {
			frame: Int32Array.from(each, (at) => view.getInt32(at, true)),
			senone: Int32Array.from(each, (at) => view.getInt32(at + 4, true)),
			weight: Float32Array.from(each, (at) => view.getFloat32(at + 8, true))
		}
	};
}

function likelihoodOf(layout: Layout, kernel: Exports, run: Run, space: Space): number | null {
	const { task, frames, sums } = putTask(layout, run, space);
	const final = kernel.weighPaths(task);
	if (!(final > 0)) return null;
	return settleLikelihood(layout.floats(sums, frames), final, kernel.bestScores() * FINENESS, run.softness);
}

/** The first and the last state of each row of each word: rows of word k are rowsAt[k] … rowsAt[k + 1] − 1. */
function rowsOf({ words, edge, pauseAt }: Chain): { rowsAt: Int32Array; firsts: Int32Array; lasts: Int32Array } {
	const rowsAt = new Int32Array(words + 1);
	const firsts: number[] = [];
	const lasts: number[] = [];
	for (let k = 0; k < words; k++) {
		for (let s = pauseAt[k] + BETWEEN; s < pauseAt[k + 1]; s++) {
			if (edge[s] & FIRST) firsts.push(s);
			if (edge[s] & LAST) lasts.push(s);
		}
		rowsAt[k + 1] = firsts.length;
	}
	return { rowsAt, firsts: Int32Array.from(firsts), lasts: Int32Array.from(lasts) };
}
