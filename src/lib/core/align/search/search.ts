// Finds the transcript in the audio: one pass over time, with the whole transcript as one chain.
//
//   border 0     link 0     border 1     link 1     border 2           at each border, in this order:
//      ●────────►▭▭▭▭▭▭───────►●────────►▭▭▭▭▭▭───────►●                 skip   the word before was not said
//      ↻ pause                 ↻ pause                ↻ pause            pause  silence, free; noise, nearly
//      ↻ filler                ↻ filler               ↻ filler           filler a few words that the text lacks
//      ↻ gap ─────────────────►↻ gap ────────────────►↻ gap              gap    untranscribed audio, passes over text
//
// Scores count against the phone loop (emissions.background), so a true word gains and a wrong one loses whatever the
// noise, and one global beam works for hours. Only links between `low` and `high` are alive. Memory is bounded by the
// text, not by the audio, and so are the scores: where the best has gone far, all are counted from it anew.
// Invariants: times and links on a path grow together; with wide beams the result is the best path of the plain full
// search (tests/core/align/oracle.test.ts). Source: Viterbi 1967, token passing (Young et al. 1989), the garbage model
// after Moreno et al. 1998.

import type { Emissions } from '../score/emissions.ts';
import { NEVER, toNats } from '../model/units.ts';
import { BEAMS, COSTS, EFFORT, type Beams } from './costs.ts';
import { PAUSE, type Graph } from './graph.ts';
import { PlainStepper } from './plain.ts';
import type { Step } from './records.ts';
import { recordsNeeded, type Course, type MakeStepper, type Pause, type Reach, type Stepper } from './stepper.ts';
import { DEAD } from './tokens.ts';

export type { Pause } from './stepper.ts';

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
	/** Records that there is room for to begin with: more is made when they are full. */
	records?: number;
	/** Frame that it begins at. */
	from?: number;
	/** Whether noise was noticed; whether the voice in it is still unknown, so that next to nothing may be cut off. */
	noise?: boolean;
	unknown?: boolean;
	/**
	 * Frame at which each link is expected, NaN where nothing says. Where the best path keeps to it, less is looked at
	 * beside that path; it never decides where a word is.
	 */
	expected?: Float32Array | null;
};

/** Of records there is room for at first: 7 MB of them. */
const RECORDS = 300_000;
/** How far from 0 the best score may be: far enough from where tokens are dead, and from what an i32 holds. */
const FAR = 2 ** 29;

export class Search {
	readonly graph: Graph;
	#stepper: Stepper;
	#reach: Reach;
	#last: number;
	#freeEnd: boolean;
	/** Words given by `settled`. */
	#settled = 0;
	/** What was taken off all scores. */
	#shifted = 0;

	/** `makeStepper` is a faster way than the plain one, where there is one. */
	constructor(graph: Graph, emissions: Emissions, pause: Pause, scope: Scope, makeStepper?: MakeStepper | null) {
		const { first, last, freeStart } = scope;
		const states = scope.noise ? EFFORT.noisy : EFFORT.states;
		this.graph = graph;
		this.#last = last;
		this.#freeEnd = scope.freeEnd ?? false;
		const course: Course = {
			graph,
			pause,
			beams: scope.beams ?? BEAMS,
			last,
			expected: scope.expected ?? null,
			records: scope.records ?? RECORDS,
			early: {
				until: (scope.from ?? 0) + EFFORT.early.frames,
				states: scope.unknown ? EFFORT.early.unknown : EFFORT.early.times * states
			},
			states
		};
		this.#reach = {
			low: first,
			high: freeStart ? last + 1 : first + 1,
			best: 0,
			bestGap: NEVER,
			astray: 0,
			bestLink: 0,
			asExpected: false,
			work: 0,
			effort: 0,
			wordBeam: course.beams.word
		};
		this.#stepper = makeStepper?.(emissions, course, this.#reach) ?? new PlainStepper(emissions, course, this.#reach);
		const { tokens } = this.#stepper;
		for (let border = first; border < this.#reach.high; border++) {
			tokens.entry[border] = 0;
			tokens.pauseScore[border * PAUSE] = 0;
			tokens.gap[border] = freeStart ? 0 : Math.round(-0.3 * COSTS.gapIn);
		}
	}

	/** The first link that is still alive: what lies before it is settled. */
	get position(): number {
		return this.#reach.low;
	}

	/** States of words looked at so far: what most of the time goes into. */
	get work(): number {
		return this.#reach.work;
	}

	/** The best path's score, and the nats that it paid after its last word; known once finished. */
	score = 0;
	paidAtEnd = 0;

	/** Goes on over frames `from` … `until` of the emissions. */
	advance(from: number, until: number): void {
		for (let frame = from; frame < until;) {
			frame = this.#stepper.run(frame, until);
			if (Math.abs(this.#reach.best) > FAR) this.#shift(this.#reach.best);
			if (frame < until) this.#compact(2 * recordsNeeded(this.#reach));
		}
	}

	/** The words of the best path so far, whatever may come after it. */
	soFar(): Step[] {
		const { tokens, records } = this.#stepper;
		let best = 2 * NEVER;
		let record = -1;
		for (let border = this.#reach.low; border < this.#reach.high && border <= this.#last; border++) {
			if (tokens.gap[border] > best) {
				best = tokens.gap[border];
				record = tokens.gapBack[border];
			}
			if (tokens.entry[border] > best) {
				best = tokens.entry[border];
				record = tokens.entryBack[border];
			}
		}
		return records.trace(record);
	}

	/**
	 * To be called once: the words of the best path that reaches the end of the text or passes over the rest of it (or ends
	 * anywhere).
	 */
	finish(): Step[] {
		let best = 2 * NEVER;
		let record = -1;
		for (let border = this.#reach.low; border < this.#reach.high && border <= this.#last; border++) {
			const score = this.#stepper.tokens.gap[border] - (this.#freeEnd ? 0 : COSTS.gapWord * (this.#last - border));
			if (score > best) {
				best = score;
				record = this.#stepper.tokens.gapBack[border];
			}
			if (this.#freeEnd && this.#stepper.tokens.entry[border] > best) {
				best = this.#stepper.tokens.entry[border];
				record = this.#stepper.tokens.entryBack[border];
			}
		}
		if (this.#reach.high > this.#last && this.#stepper.tokens.entry[this.#last] > best) {
			best = this.#stepper.tokens.entry[this.#last];
			record = this.#stepper.tokens.entryBack[this.#last];
		}
		this.score = best + this.#shifted;
		const steps = this.#stepper.records.trace(record);
		this.paidAtEnd = toNats(this.#stepper.records.paidSince(record, best));
		this.#stepper.release?.();
		return steps;
	}

	/** Further words that every live path agrees on, in order: those that no call before gave. */
	settled(): Step[] {
		this.#compact();
		const steps = this.#stepper.records.common(
			(record) => this.#stepper.tokens.visit(this.graph, this.#reach.low, this.#reach.high, this.#last, record),
			this.#settled
		);
		this.#settled += steps.length;
		return steps;
	}

	/** Takes `amount` off all scores. */
	#shift(amount: number): void {
		const { tokens, records } = this.#stepper;
		const reach = this.#reach;
		tokens.shift(amount);
		records.shift(amount);
		reach.best -= amount;
		if (reach.bestGap > DEAD) reach.bestGap -= amount;
		this.#shifted += amount;
	}

	/** Makes room for so many records. */
	#compact(needed = 0): void {
		const { records, tokens } = this.#stepper;
		const { low, high } = this.#reach;
		records.compact((record) => tokens.visit(this.graph, low, high, this.#last, record), needed);
	}
}
