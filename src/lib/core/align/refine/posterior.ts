// Where each word begins and ends on average over all paths, instead of on the single best one.
//
//   P(word k starts at frame t)      ▁▂▅█▆▂▁           expected start = Σ t · P      a border between two frames that
//                              ──────────┬─────►        both sides can explain lands where the evidence balances
//
// Forward–backward over a chain of words, each within a band around where an earlier pass put it. Acoustic scores are
// softened by `softness` first: neighbouring frames are far from independent, and without softening the best path has
// all the weight. The mean over paths halves the worst errors in noise that the best path makes.
// Sources: Baum et al. 1970 (forward–backward); Wessel et al. 2001 (scaled posteriors); the posterior mean is the
// estimate with the least squared error.
//
// Invariants: starts stay in order; probabilities of a word's starts sum to one. Work is (frames × states in the band).

import type { Emissions } from '../score/emissions.ts';
import { FINENESS, NEVER, toNats } from '../model/units.ts';
import { PAUSE } from '../search/graph.ts';
import { createSums, settleBounds, type Bounds } from './bounds.ts';
import { BETWEEN, FILLER, FIRST, JUMP, LAST, type Chain } from './chain.ts';

/** For each word of the chain, the frames it may lie in, both inclusive. Both ends grow from word to word. */
export type Band = { from: Int32Array; to: Int32Array };

/** The band of a chain whose words may all lie anywhere in `frames` frames from `begin` on. */
export function wholeBand({ words }: Chain, begin: number, frames: number): Band {
	return { from: new Int32Array(words).fill(begin), to: new Int32Array(words).fill(begin + frames - 1) };
}

/** Arrays that are used again from run to run, so that hours of audio leave no garbage behind. */
export class Workspace {
	alpha: Float64Array = new Float64Array(0);
	emit: Float32Array = new Float32Array(0);
	gain: Float32Array = new Float32Array(0);

	/** Room for that many states over all frames. */
	grow(length: number): void {
		if (this.alpha.length >= length) return;
		const room = Math.ceil(length * 1.25);
		this.alpha = new Float64Array(room);
		this.emit = new Float32Array(room);
		this.gain = new Float32Array(room);
	}
}

/** Scores so far below the best count as impossible. */
const FARTHEST = 4096 * FINENESS;
const falls = new Map<string, Float64Array>();

/** Softened probabilities of scores 0, step, 2·step … below the best. */
export function fallOf(softness: number, step: number): Float64Array {
	const key = `${softness} ${step}`;
	let fall = falls.get(key);
	if (!fall) {
		fall = Float64Array.from({ length: FARTHEST / step }, (_, k) => Math.exp(-softness * toNats(k * step)));
		falls.set(key, fall);
	}
	return fall;
}

export type Occupancy = (frame: number, senone: number, probability: number) => void;

type Forward = ReturnType<typeof rangesOf> & {
	wordOf: Int32Array;
	/** What each frame's α summed to. */
	sums: Float64Array;
	/** The share of the last frame's paths that may end there. */
	final: number;
	/** Log-likelihood of the band's audio, in nats: softened, then stretched again. */
	likelihood: number;
};

/** `alpha`, `emit` and `gain` of the workspace hold every frame's band behind one another; each frame of α sums to one. */
function passForward(
	chain: Chain,
	band: Band,
	emissions: Emissions,
	softness: number,
	workspace: Workspace
): Forward | null {
	const { words, states, senone, stay, next, row, edge, filler } = chain;
	const begin = band.from[0];
	const frames = band.to[words - 1] - begin + 1;
	const fall = fallOf(softness, 1);
	const { low, high, offset } = rangesOf(chain, band, frames);
	const wordOf = wordsOf(chain);

	workspace.grow(offset[frames]);
	const { alpha, emit, gain } = workspace;
	const sums = new Float64Array(frames);
	let tops = 0;
	let now = new Float64Array(states);
	let before = new Float64Array(states);
	emissions.aim = aimOf(chain, band);
	for (let t = 0; t < frames; t++) {
		const from = low[t];
		const to = high[t];
		const at = offset[t] - from;
		emissions.seek(begin + t);
		const { background } = emissions;
		const fillerScore = filler ? (Math.trunc(background / FINENESS) - filler.cost) * FINENESS : NEVER;
		let top = -Infinity;
		for (let s = from; s < to; s++) {
			const score = edge[s] & FILLER ? fillerScore : emissions.score(senone[s]);
			gain[at + s] = score - background;
			emit[at + s] = score;
			if (score > top) top = score;
		}
		let sum = 0;
		let rested = 0;
		let arrived = 0;
		for (let s = from; s < to; s++) {
			let mass = before[s] * stay[s];
			if (edge[s] & FIRST) {
				if (row[s] < 0) {
					const left = s === 0 ? (t === 0 ? 1 : 0) : leaving(chain, before, wordOf[s] - 1);
					const over = before[s + PAUSE] * next[s + PAUSE];
					rested = left + before[s + PAUSE - 1] * next[s + PAUSE - 1];
					arrived = rested + over;
					mass += left + over;
				} else mass += arrived;
			} else if (edge[s] & FILLER) mass += filler ? rested * filler.entry : 0;
			else {
				mass += before[s - 1] * next[s - 1];
				if (edge[s] & JUMP) mass += before[s - 1 - PAUSE] * next[s - 1 - PAUSE];
			}
			const below = top - emit[at + s];
			emit[at + s] = below < FARTHEST ? fall[below] : 0;
			sum += now[s] = mass * emit[at + s];
		}
		if (!(sum > 0)) return null;
		sums[t] = sum;
		tops += top;
		for (let s = from; s < to; s++) alpha[at + s] = now[s] /= sum;
		if (t > 0) before.fill(0, low[t - 1], high[t - 1]);
		[now, before] = [before, now];
	}
	let final = 0;
	for (let s = low[frames - 1]; s < high[frames - 1]; s++)
		if (mayEnd(chain, wordOf, s)) final += alpha[offset[frames - 1] - low[frames - 1] + s];
	if (!(final > 0)) return null;
	const likelihood = settleLikelihood(sums, final, tops, softness);
	return { low, high, offset, wordOf, sums, final, likelihood };
}

/** `sums` of each frame's α, `final` as in Forward, `tops` the sum of what the best state of each frame scored. */
export function settleLikelihood(sums: Float64Array, final: number, tops: number, softness: number): number {
	let softened = 0;
	for (let t = 0; t < sums.length; t++) softened += Math.log(sums[t]);
	return (softened + Math.log(final)) / softness + toNats(tops);
}

function mayEnd({ words, row, edge, pauseAt }: Chain, wordOf: Int32Array, s: number): boolean {
	return s >= pauseAt[words] || (wordOf[s] === words - 1 && row[s] >= 0 && (edge[s] & LAST) !== 0);
}

/** Log-likelihood of a band's audio, in nats; null where no path fits the band. Parameters as for `expectBounds`. */
export function likelihoodOf(
	chain: Chain,
	band: Band,
	emissions: Emissions,
	softness: number,
	workspace: Workspace
): number | null {
	return passForward(chain, band, emissions, softness, workspace)?.likelihood ?? null;
}

/**
 * @param softness what acoustic scores are multiplied by, 0.2 or so; 1 is the bare model
 * @param workspace kept by the caller from run to run
 * @param occupancy told the probability of each senone at each frame, for adaptation
 * Returns null where no path fits the band.
 */
export function expectBounds(
	chain: Chain,
	band: Band,
	emissions: Emissions,
	softness: number,
	workspace: Workspace,
	occupancy?: Occupancy
): Bounds | null {
	const forward = passForward(chain, band, emissions, softness, workspace);
	if (!forward) return null;
	const { low, high, offset, wordOf, sums, final } = forward;
	const { words, states, senone, next, row, edge, pauseAt } = chain;
	const entry = chain.filler?.entry ?? 0;
	const { alpha, emit, gain } = workspace;
	const begin = band.from[0];
	const frames = sums.length;

	// Backward. `ahead[s]` is emission · β of the frame at hand, divided by the frame's sum; `beta` that of the frame.
	const sumsOfWords = createSums(chain);
	const { started, start, spread, rested, ended, end, spent, ratio, broken, filled, resumed, rowMass } = sumsOfWords;
	const ahead = new Float64Array(states);
	let beta = new Float64Array(states);
	let earlier = new Float64Array(states);
	for (let s = low[frames - 1]; s < high[frames - 1]; s++) if (mayEnd(chain, wordOf, s)) beta[s] = 1;
	for (let t = frames - 1; t >= 0; t--) {
		const from = low[t];
		const to = high[t];
		const at = offset[t] - from;
		for (let s = from; s < to; s++) {
			ahead[s] = (beta[s] * emit[at + s]) / sums[t];
			const p = (alpha[at + s] * beta[s]) / final;
			if (p < 1e-4) continue;
			if (edge[s] & FILLER) filled[wordOf[s]] += p;
			else occupancy?.(begin + t, senone[s], p);
			if (row[s] < 0) continue;
			spent[wordOf[s]] += p;
			ratio[wordOf[s]] += p * gain[at + s];
			rowMass[s] += p;
		}
		const past = t > 0 ? offset[t - 1] - low[t - 1] : 0;
		const was = (s: number) => (t > 0 && s >= low[t - 1] && s < high[t - 1] ? alpha[past + s] : 0);
		for (let k = wordOf[from]; k < words && pauseAt[k] < to; k++) {
			const pause = pauseAt[k];
			let left = k === 0 && t === 0 ? 1 : 0;
			if (k > 0) for (let s = pauseAt[k - 1] + BETWEEN; s < pause; s++) if (edge[s] & LAST) left += was(s) * next[s];
			const awake = was(pause + PAUSE - 1) * next[pause + PAUSE - 1];
			const over = was(pause + PAUSE) * next[pause + PAUSE];
			const into = entering(chain, ahead, k);
			const p = ((left + awake + over) * into) / final;
			started[k] += p;
			start[k] += p * t;
			spread[k] += p * t * t;
			rested[k] += (awake * into) / final;
			resumed[k] += (over * into) / final;
			if (k > 0) {
				broken[k] += (left * entry * ahead[pause + PAUSE]) / final;
				const out = (left * (into + ahead[pause] + entry * ahead[pause + PAUSE])) / final;
				ended[k - 1] += out;
				end[k - 1] += out * t;
			}
		}
		if (t > 0) {
			const pause = pauseAt[words];
			if (pause < to) {
				// The last word's way into the pause or the filler behind it.
				let left = 0;
				for (let s = pauseAt[words - 1] + BETWEEN; s < pause; s++) if (edge[s] & LAST) left += was(s) * next[s];
				broken[words] += (left * entry * ahead[pause + PAUSE]) / final;
				const out = (left * (ahead[pause] + entry * ahead[pause + PAUSE])) / final;
				ended[words - 1] += out;
				end[words - 1] += out * t;
				rested[words] += out;
			}
			if (t + 1 < frames) earlier.fill(0, low[t + 1], high[t + 1]);
			stepBack(chain, wordOf, ahead, low[t - 1], high[t - 1], earlier);
			[beta, earlier] = [earlier, beta];
		}
		ahead.fill(0, from, to);
	}

	return settleBounds(chain, sumsOfWords, begin, frames);
}

/** The word that each state belongs to; a pause and a filler belong to the word behind them. */
export function wordsOf({ words, states, pauseAt }: Chain): Int32Array {
	const wordOf = new Int32Array(states);
	for (let k = 0; k <= words; k++) wordOf.fill(k, pauseAt[k], k < words ? pauseAt[k + 1] : states);
	return wordOf;
}

/** The senones that a chain in its band may ask for. */
function aimOf(chain: Chain, band: Band): NonNullable<Emissions['aim']> {
	const begin = band.from[0];
	const frames = band.to[chain.words - 1] - begin + 1;
	const { low, high } = rangesOf(chain, band, frames);
	const clamp = (frame: number) => Math.max(0, Math.min(frames - 1, frame - begin));
	return (from, until) => chain.senone.subarray(low[clamp(from)], high[clamp(until - 1)]);
}

/** The states of each frame's band, one range a frame, and where each frame starts when they lie behind one another. */
export function rangesOf(chain: Chain, band: Band, frames: number) {
	const { words, pauseAt } = chain;
	const low = new Int32Array(frames);
	const high = new Int32Array(frames);
	const offset = new Int32Array(frames + 1);
	let first = 0;
	let last = 0;
	for (let t = 0; t < frames; t++) {
		const frame = band.from[0] + t;
		while (first < words - 1 && band.to[first] < frame) first++;
		while (last < words - 1 && band.from[last + 1] <= frame) last++;
		low[t] = pauseAt[first];
		high[t] = pauseAt[Math.max(first, last) + 1] + BETWEEN;
		offset[t + 1] = offset[t] + high[t] - low[t];
	}
	return { low, high, offset };
}

/** What goes out of word `k`, given what is in each state. */
function leaving({ pauseAt, edge, next }: Chain, mass: Float64Array, k: number): number {
	let sum = 0;
	for (let s = pauseAt[k] + BETWEEN; s < pauseAt[k + 1]; s++) if (edge[s] & LAST) sum += mass[s] * next[s];
	return sum;
}

/** The sum over the ways into word `k`. */
function entering({ pauseAt, edge }: Chain, ahead: Float64Array, k: number): number {
	let sum = 0;
	for (let s = pauseAt[k] + BETWEEN; s < pauseAt[k + 1]; s++) if (edge[s] & FIRST) sum += ahead[s];
	return sum;
}

/** β of the frame before, for the states from … to. */
function stepBack(
	chain: Chain,
	wordOf: Int32Array,
	ahead: Float64Array,
	from: number,
	to: number,
	out: Float64Array
): void {
	const { words, stay, next, row, edge, pauseAt } = chain;
	const entry = chain.filler?.entry ?? 0;
	let into = 0;
	let known = -1;
	const way = (k: number) => {
		if (k >= words) return 0;
		if (known !== k) {
			known = k;
			into = entering(chain, ahead, k);
		}
		return into;
	};
	for (let s = from; s < to; s++) {
		const k = wordOf[s];
		let value = stay[s] * ahead[s];
		if (edge[s] & FILLER) value += next[s] * (ahead[s - PAUSE] + way(k));
		else if (!(edge[s] & LAST)) {
			value += next[s] * ahead[s + 1];
			if (edge[s + 1 + PAUSE] & JUMP && row[s + 1 + PAUSE] === row[s]) value += next[s] * ahead[s + 1 + PAUSE];
		} else {
			const pause = pauseAt[row[s] < 0 ? k : k + 1];
			const on = row[s] < 0 ? way(k) : ahead[pause] + way(k + 1);
			value += next[s] * (on + entry * ahead[pause + PAUSE]);
		}
		out[s] = value;
	}
}
