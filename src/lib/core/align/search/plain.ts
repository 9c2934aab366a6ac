// One frame after the other through the words and the borders between them, in plain code: what wasm/search.ts does, and is
// held against. See search.ts for the drawing.

import { NEVER } from '../model/units.ts';
import type { Emissions } from '../score/emissions.ts';
import {
	BACK_EVERY,
	type Beams,
	COSTS,
	EFFORT,
	EXPECTED_EVERY,
	EXPECTED_WITHIN,
	LONG_GAP,
	SLOW,
	SLOWEST
} from './costs.ts';
import { PAUSE, type Graph } from './graph.ts';
import { Records } from './records.ts';
import { adjustBeam, passOverOf, recordsNeeded, type Course, type Pause, type Reach, type Stepper } from './stepper.ts';
import { DEAD, Tokens } from './tokens.ts';

export class PlainStepper implements Stepper {
	readonly tokens: Tokens;
	readonly records: Records;
	readonly reach: Reach;
	#graph: Graph;
	#emissions: Emissions;
	#pause: Pause;
	#beams: Beams;
	#early: Course['early'];
	#states: number;
	#last: number;
	#expected: Float32Array | null;

	constructor(
		emissions: Emissions,
		{ graph, pause, beams, last, expected, records, early, states }: Course,
		reach: Reach
	) {
		this.#graph = graph;
		this.#emissions = emissions;
		this.#pause = pause;
		this.#beams = beams;
		this.#early = early;
		this.#states = states;
		this.#last = last;
		this.#expected = expected;
		this.reach = reach;
		this.tokens = new Tokens(graph);
		this.records = new Records(records);
	}

	run(from: number, until: number): number {
		const { reach, records } = this;
		let frame = from;
		for (; frame < until && records.room >= recordsNeeded(reach); frame++) {
			this.#emissions.seek(frame);
			this.#borders(this.#words(frame), frame);
		}
		return frame;
	}

	/** One frame inside the words; returns the best score seen. */
	#words(frame: number): number {
		const { firstRow, firstState, senone, stay, next, afterPause } = this.#graph;
		const score = this.tokens.score;
		const back = this.tokens.back;
		const begin = this.tokens.begin;
		const entered = this.tokens.entered;
		const alive = this.tokens.alive;
		const tops = this.tokens.top;
		const exit = this.tokens.exit;
		const emissions = this.#emissions;
		const background = emissions.background;
		if (this.#expected && frame % EXPECTED_EVERY === 0)
			this.reach.asExpected = Math.abs(this.#expected[this.reach.bestLink] - frame) < EXPECTED_WITHIN;
		const sure = this.reach.asExpected && this.reach.astray === 0;
		const floor = this.reach.best - (sure ? this.#beams.expected : this.#beams.all);
		if (frame % EFFORT.every === 0) {
			const states = frame < this.#early.until ? this.#early.states : this.#states;
			this.reach.wordBeam = adjustBeam(states, this.reach.wordBeam, this.reach.effort, this.#beams.word);
			this.reach.effort = 0;
		}
		const wordBeam = this.reach.wordBeam;
		const slowFrame = COSTS.slowFrame;
		const high = Math.min(this.reach.high, this.#last);
		let best = NEVER;
		let bestLink = this.reach.bestLink;
		let work = 0;
		exit[this.reach.low] = NEVER;
		for (let link = this.reach.low; link < high; link++) {
			exit[link + 1] = NEVER;
			const threshold = Math.max(floor, this.tokens.gap[link] - wordBeam);
			const entry = this.tokens.entry[link];
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
							back[s] = this.tokens.entryBack[link];
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
				this.tokens.exitBack[link + 1] = this.records.add(
					leavingRow,
					begin[last],
					frame,
					back[last],
					leaving,
					entered[last]
				);
				if (link + 1 >= this.reach.high) this.reach.high = link + 2;
			}
		}
		this.reach.bestLink = bestLink;
		this.reach.work += work;
		this.reach.effort += work;
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
		// A pause may hold noise.
		const least = emissions.noise ? -gapFrame : NEVER;
		const silence0 = Math.max(least, emissions.score(senone0) - background);
		const silence1 = Math.max(least, emissions.score(senone1) - background);
		const silence2 = Math.max(least, emissions.score(senone2) - background);
		const entry = this.tokens.entry;
		const entryBack = this.tokens.entryBack;
		const gap = this.tokens.gap;
		const gapBack = this.tokens.gapBack;
		const filler = this.tokens.filler;
		const fillerBack = this.tokens.fillerBack;
		const pauseScore = this.tokens.pauseScore;
		const pauseBack = this.tokens.pauseBack;
		const floor = this.reach.best - this.#beams.all;
		const gapFloor = this.reach.best - this.#beams.gap;
		const backFloor = this.reach.best - this.#beams.back;
		const passOver = passOverOf(this.reach.wordBeam, this.#beams);
		const passFloor = Math.max(backFloor, this.reach.bestGap - passOver);
		const wordBeam = this.reach.wordBeam;
		const mayComeBack = frame % (this.reach.astray > LONG_GAP ? 2 * BACK_EVERY : BACK_EVERY) === 0;
		let best = bestWord;
		let bestGap = NEVER;
		let skipped = NEVER;
		let skippedBack = -1;
		let gapLeft = NEVER;
		let gapLeftBack = -1;
		let low = -1;
		let last = this.reach.low;
		for (let border = this.reach.low; border <= this.#last; border++) {
			if (border >= this.reach.high) {
				if (gapLeft - gapWord < passFloor && skipped - skip < floor) break;
				this.reach.high = border + 1;
				this.tokens.exit[border] = NEVER;
			}
			let arrived = this.tokens.exit[border];
			let arrivedBack = this.tokens.exitBack[border];
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
				this.tokens.alive[border] !== 0
			) {
				if (low < 0) low = border;
				last = border;
			}
		}
		if (low >= 0) this.reach.low = low;
		this.reach.high = Math.max(last, this.reach.low) + 1;
		this.reach.astray = bestGap >= best ? this.reach.astray + 1 : 0;
		this.reach.bestGap = bestGap;
		this.reach.best = Math.max(best, bestGap);
	}
}
