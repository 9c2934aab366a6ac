// Finds the transcript in the audio: one pass over time, with the whole transcript as one chain.
//
//   border 0     link 0     border 1     link 1     border 2           at each border, in this order:
//      ●────────►▭▭▭▭▭▭───────►●────────►▭▭▭▭▭▭───────►●                 skip   the word before was not said
//      ↻ pause                 ↻ pause                ↻ pause            pause  silence, free
//      ↻ filler                ↻ filler               ↻ filler           filler a few words that the text lacks
//      ↻ gap ─────────────────►↻ gap ────────────────►↻ gap              gap    untranscribed audio, passes over text
//
// Scores count against the phone loop (emissions.background), so a true word gains and a wrong one loses whatever the
// noise, and one global beam works for hours. Only links between `low` and `high` are alive; memory is bounded by the
// text, not by the audio. Invariants: times and links on a path grow together; with wide beams the result is the best
// path of the plain full search (tests/core/align/oracle.test.ts). Source: Viterbi 1967, token passing (Young et al. 1989), the
// garbage model after Moreno et al. 1998.

import type { Emissions } from '../score/emissions.ts';
import { NEVER, toNats } from '../model/units.ts';
import { BACK_EVERY, BEAMS, COSTS, EXPECTED_EVERY, EXPECTED_WITHIN, LONG_GAP, SLOW, SLOWEST } from './costs.ts';
import { PAUSE, type Graph } from './graph.ts';
import { Records, type Step } from './records.ts';
import { DEAD, Tokens } from './tokens.ts';

export type Beams = typeof BEAMS;

/**
 * `first` and `last` bound the links that are searched, half open. The path begins at the first of them and ends at the
 * last, or at any where `freeStart` and `freeEnd` say so.
 */
export type Scope = {
	first: number;
	last: number;
	freeStart?: boolean;
	freeEnd?: boolean;
	beams?: Beams;
	records?: number;
	/**
	 * Frame at which each link is expected, NaN where nothing says. Where the best path keeps to it, less is looked at
	 * beside that path; it never decides where a word is.
	 */
	expected?: Float32Array | null;
};

export type Pause = { senones: number[]; stay: number[]; next: number[] };

export class Search {
	readonly graph: Graph;
	readonly records: Records;
	#emissions: Emissions;
	#pause: Pause;
	#expected: Float32Array | null;
	#first: number;
	#last: number;
	#freeEnd: boolean;
	#beams: Beams;
	#low: number;
	#high: number;
	#best = 0;
	#bestGap = NEVER;
	#frame = 0;
	/** Frames that the best path has been in a gap. */
	#astray = 0;
	/** Where the best word is, and whether it is about where it is expected. */
	#bestLink = 0;
	#asExpected = false;
	/** Words given by `settled`. */
	#settled = 0;
	#tokens: Tokens;

	constructor(graph: Graph, emissions: Emissions, pause: Pause, scope: Scope) {
		this.graph = graph;
		this.#emissions = emissions;
		this.#pause = pause;
		this.#first = scope.first;
		this.#last = scope.last;
		this.#beams = scope.beams ?? BEAMS;
		this.records = new Records(scope.records ?? 300_000);
		this.#tokens = new Tokens(graph);
		this.#freeEnd = scope.freeEnd ?? false;
		this.#expected = scope.expected ?? null;
		this.#low = this.#first;
		this.#high = scope.freeStart ? this.#last + 1 : this.#first + 1;
		for (let border = this.#low; border < this.#high; border++) {
			this.#tokens.entry[border] = 0;
			this.#tokens.pauseScore[border * PAUSE] = 0;
			this.#tokens.gap[border] = scope.freeStart ? 0 : Math.round(-0.3 * COSTS.gapIn);
		}
	}

	/** Frames done. */
	get frame(): number {
		return this.#frame;
	}

	/** The first link that is still alive: what lies before it is settled. */
	get position(): number {
		return this.#low;
	}

	/** States of words looked at so far: what most of the time goes into. */
	work = 0;

	/** The best path's score, and the nats that it paid after its last word; known once finished. */
	score = 0;
	paidAtEnd = 0;

	/** Goes on over frames `from` … `until` of the emissions. */
	advance(from: number, until: number): void {
		for (let frame = from; frame < until; frame++) {
			this.#emissions.seek(frame);
			if (this.records.room < this.#high - this.#low + 8) this.#compact();
			this.#borders(this.#words(frame), frame);
			this.#frame = frame + 1;
		}
	}

	/** One frame inside the words; returns the best score seen. */
	#words(frame: number): number {
		const { firstRow, firstState, senone, stay, next, afterPause } = this.graph;
		const score = this.#tokens.score;
		const back = this.#tokens.back;
		const begin = this.#tokens.begin;
		const entered = this.#tokens.entered;
		const alive = this.#tokens.alive;
		const tops = this.#tokens.top;
		const exit = this.#tokens.exit;
		const emissions = this.#emissions;
		const background = emissions.background;
		if (this.#expected && frame % EXPECTED_EVERY === 0)
			this.#asExpected = Math.abs(this.#expected[this.#bestLink] - frame) < EXPECTED_WITHIN;
		const sure = this.#asExpected && this.#astray === 0;
		const floor = this.#best - (sure ? this.#beams.expected : this.#beams.all);
		const wordBeam = this.#beams.word;
		const slowFrame = COSTS.slowFrame;
		const high = Math.min(this.#high, this.#last);
		let best = NEVER;
		let bestLink = this.#bestLink;
		let work = 0;
		exit[this.#low] = NEVER;
		for (let link = this.#low; link < high; link++) {
			exit[link + 1] = NEVER;
			const threshold = Math.max(floor, this.#tokens.gap[link] - wordBeam);
			const entry = this.#tokens.entry[link];
			if (alive[link] === 0 && entry <= threshold) continue;
			let living = 0;
			let leaving = NEVER;
			let leavingRow = -1;
			const rowEnd = firstRow[link + 1];
			for (let row = firstRow[link]; row < rowEnd; row++) {
				const first = firstState[row];
				const end = firstState[row + 1];
				const phones = ((end - first) / 3) | 0;
				const slow = frame - (phones * SLOW.perPhone + SLOW.base);
				const slowest = frame - (phones * SLOWEST.perPhone + SLOWEST.base);
				const top = tops[row];
				const jump = top + PAUSE;
				const reach = jump < end && afterPause[jump] === 1 ? jump : top < end ? top : end - 1;
				work += reach - first + 1;
				let highest = first - 1;
				for (let s = reach; s >= first; s--) {
					let best1 = score[s];
					let from = s;
					if (best1 > DEAD) {
						if (begin[s] < slow) best1 = begin[s] < slowest ? NEVER : best1 - slowFrame;
						best1 += stay[s];
					}
					if (s > first) {
						const moved = score[s - 1] + next[s - 1];
						if (moved > best1) {
							best1 = moved;
							from = s - 1;
						}
						if (afterPause[s] === 1) {
							const jumped = score[s - 1 - PAUSE] + next[s - 1 - PAUSE];
							if (jumped > best1) {
								best1 = jumped;
								from = s - 1 - PAUSE;
							}
						}
					} else if (entry > best1) {
						best1 = entry;
						from = -1;
					}
					if (best1 <= threshold) {
						score[s] = NEVER;
						continue;
					}
					if (from !== s) {
						if (from >= 0) {
							back[s] = back[from];
							begin[s] = begin[from];
							entered[s] = entered[from];
						} else {
							back[s] = this.#tokens.entryBack[link];
							begin[s] = frame;
							entered[s] = entry;
						}
					}
					best1 += emissions.score(senone[s]) - background;
					score[s] = best1;
					if (s > highest) highest = s;
					if (best1 > best) {
						best = best1;
						bestLink = link;
					}
				}
				tops[row] = highest + 1;
				if (highest < first) continue;
				living = 1;
				const last = score[end - 1];
				if (last > DEAD && last + next[end - 1] > leaving) {
					leaving = last + next[end - 1];
					leavingRow = row;
				}
			}
			alive[link] = living;
			if (leaving > threshold) {
				const last = firstState[leavingRow + 1] - 1;
				exit[link + 1] = leaving;
				this.#tokens.exitBack[link + 1] = this.records.add(
					leavingRow,
					begin[last],
					frame,
					back[last],
					leaving,
					entered[last]
				);
				if (link + 1 >= this.#high) this.#high = link + 2;
			}
		}
		this.#bestLink = bestLink;
		this.work += work;
		return best;
	}

	/** One frame at the borders, left to right, so that passing over text costs one loop. */
	#borders(bestWord: number, frame: number): void {
		const { pause, skip, fillerIn, gapIn, gapWord, gapOut, silentShare } = COSTS;
		const emissions = this.#emissions;
		const share = emissions.silent ? silentShare : 1;
		const gapFrame = Math.round(COSTS.gapFrame * share);
		const fillerFrame = Math.round(COSTS.fillerFrame * share);
		const background = emissions.background;
		const [senone0, senone1, senone2] = this.#pause.senones;
		const [stay0, stay1, stay2] = this.#pause.stay;
		const [next0, next1, next2] = this.#pause.next;
		const silence0 = emissions.score(senone0) - background;
		const silence1 = emissions.score(senone1) - background;
		const silence2 = emissions.score(senone2) - background;
		const entry = this.#tokens.entry;
		const entryBack = this.#tokens.entryBack;
		const gap = this.#tokens.gap;
		const gapBack = this.#tokens.gapBack;
		const filler = this.#tokens.filler;
		const fillerBack = this.#tokens.fillerBack;
		const pauseScore = this.#tokens.pauseScore;
		const pauseBack = this.#tokens.pauseBack;
		const floor = this.#best - this.#beams.all;
		const gapFloor = this.#best - this.#beams.gap;
		const backFloor = this.#best - this.#beams.back;
		const passFloor = Math.max(backFloor, this.#bestGap - this.#beams.passOver);
		const wordBeam = this.#beams.word;
		const mayComeBack = frame % (this.#astray > LONG_GAP ? 2 * BACK_EVERY : BACK_EVERY) === 0;
		let best = bestWord;
		let bestGap = NEVER;
		let skipped = NEVER;
		let skippedBack = -1;
		let gapLeft = NEVER;
		let gapLeftBack = -1;
		let low = -1;
		let last = this.#low;
		for (let border = this.#low; border <= this.#last; border++) {
			if (border >= this.#high) {
				if (gapLeft - gapWord < passFloor && skipped - skip < floor) break;
				this.#high = border + 1;
				this.#tokens.exit[border] = NEVER;
			}
			let arrived = this.#tokens.exit[border];
			let arrivedBack = this.#tokens.exitBack[border];
			if (skipped - skip > arrived) {
				arrived = skipped - skip;
				arrivedBack = skippedBack;
				if (arrived < floor) arrived = NEVER;
			}
			skipped = arrived;
			skippedBack = arrivedBack;

			const threshold = Math.max(floor, gap[border] - wordBeam);
			const p = border * PAUSE;
			let s0 = pauseScore[p];
			let s1 = pauseScore[p + 1];
			let s2 = pauseScore[p + 2];
			let rested = arrived;
			let restedBack = arrivedBack;
			if (s0 > threshold || s1 > threshold || s2 > threshold || arrived > threshold) {
				let n2 = s2 + stay2;
				if (s1 + next1 > n2) {
					n2 = s1 + next1;
					pauseBack[p + 2] = pauseBack[p + 1];
				}
				let n1 = s1 + stay1;
				if (s0 + next0 > n1) {
					n1 = s0 + next0;
					pauseBack[p + 1] = pauseBack[p];
				}
				const n0 = s0 + stay0;
				s2 = n2 > threshold ? n2 + silence2 : NEVER;
				s1 = n1 > threshold ? n1 + silence1 : NEVER;
				s0 = n0 > threshold ? n0 + silence0 : NEVER;
				if (s2 > best) best = s2;
				if (s1 > best) best = s1;
				if (s0 > best) best = s0;
				if (s2 > DEAD && s2 + next2 > rested) {
					rested = s2 + next2;
					restedBack = pauseBack[p + 2];
				}
				if (arrived - pause > s0 && arrived > DEAD) {
					s0 = arrived - pause;
					pauseBack[p] = arrivedBack;
				}
				pauseScore[p] = s0;
				pauseScore[p + 1] = s1;
				pauseScore[p + 2] = s2;
			} else if (s0 > NEVER || s1 > NEVER || s2 > NEVER) {
				s0 = s1 = s2 = NEVER;
				pauseScore[p] = pauseScore[p + 1] = pauseScore[p + 2] = NEVER;
			}

			let f = filler[border];
			if (f > NEVER || rested > NEVER) {
				f -= fillerFrame;
				if (rested - fillerIn > f) {
					f = rested - fillerIn;
					fillerBack[border] = restedBack;
				}
				if (f < threshold) f = NEVER;
				filler[border] = f;
			}

			let g = gap[border];
			if (g > NEVER) g -= gapFrame;
			let gBack = gapBack[border];
			if (rested - gapIn > g) {
				g = rested - gapIn;
				gBack = restedBack;
			}
			if (gapLeft - gapWord >= g) {
				g = gapLeft - gapWord;
				gBack = gapLeftBack;
				if (g < passFloor) g = NEVER;
			}
			if (g < gapFloor) g = NEVER;
			gap[border] = g;
			gapBack[border] = gBack;
			gapLeft = g;
			gapLeftBack = gBack;
			if (g > bestGap) bestGap = g;

			let e = rested;
			let eBack = restedBack;
			if (f > e) {
				e = f;
				eBack = fillerBack[border];
			}
			if (mayComeBack && g > backFloor && g - gapOut > e) {
				e = g - gapOut;
				eBack = gBack;
			}
			entry[border] = e;
			entryBack[border] = eBack;
			if (
				g > NEVER ||
				f > NEVER ||
				e > floor ||
				s0 > NEVER ||
				s1 > NEVER ||
				s2 > NEVER ||
				this.#tokens.alive[border] !== 0
			) {
				if (low < 0) low = border;
				last = border;
			}
		}
		if (low >= 0) this.#low = low;
		this.#high = Math.max(last, this.#low) + 1;
		this.#astray = bestGap >= best ? this.#astray + 1 : 0;
		this.#bestGap = bestGap;
		this.#best = Math.max(best, bestGap);
	}

	/** The words of the best path that reaches the end of the text or passes over the rest of it (or ends anywhere). */
	finish(): Step[] {
		let best = 2 * NEVER;
		let record = -1;
		for (let border = this.#low; border < this.#high && border <= this.#last; border++) {
			const score = this.#tokens.gap[border] - (this.#freeEnd ? 0 : COSTS.gapWord * (this.#last - border));
			if (score > best) {
				best = score;
				record = this.#tokens.gapBack[border];
			}
			if (this.#freeEnd && this.#tokens.entry[border] > best) {
				best = this.#tokens.entry[border];
				record = this.#tokens.entryBack[border];
			}
		}
		if (this.#high > this.#last && this.#tokens.entry[this.#last] > best) {
			best = this.#tokens.entry[this.#last];
			record = this.#tokens.entryBack[this.#last];
		}
		this.score = best;
		const steps = this.records.trace(record);
		this.paidAtEnd = toNats((steps.at(-1)?.exit ?? 0) - best);
		return steps;
	}

	/** Further words that every live path agrees on, in order: those that no call before gave. */
	settled(): Step[] {
		this.#compact();
		const steps = this.records.common(
			(record) => this.#tokens.visit(this.graph, this.#low, this.#high, this.#last, record),
			this.#settled
		);
		this.#settled += steps.length;
		return steps;
	}

	#compact(): void {
		this.records.compact((record) => this.#tokens.visit(this.graph, this.#low, this.#high, this.#last, record));
	}
}
