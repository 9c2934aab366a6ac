// Where the search's tokens live: a score and a back-pointer for each state of the graph and for each kind of waiting at
// each border. Plain arrays, made once; NEVER stands for no token.

import { NEVER } from '../model/units.ts';
import { PAUSE, type Graph } from './graph.ts';

/** Below this a token is dead. */
export const DEAD = NEVER / 2;

/** Where arrays come from: the heap, or a memory that compiled code sees. */
export type Room = { ints(length: number): Int32Array; bytes(length: number): Uint8Array };
const HEAP: Room = { ints: (length) => new Int32Array(length), bytes: (length) => new Uint8Array(length) };

export class Tokens {
	/** Of each state: score, back-pointer, first frame of the word, score on entering it. */
	score: Int32Array;
	back: Int32Array;
	begin: Int32Array;
	entered: Int32Array;
	/** Of each link: whether any of its states lives. */
	alive: Uint8Array;
	/** Of each row, the state after its last live one: what lies beyond needs no look. */
	top: Int32Array;
	/** Of each border: three states of a pause, words about to begin, gaps, fillers, words that just ended. */
	pauseScore: Int32Array;
	pauseBack: Int32Array;
	entry: Int32Array;
	entryBack: Int32Array;
	gap: Int32Array;
	gapBack: Int32Array;
	filler: Int32Array;
	fillerBack: Int32Array;
	exit: Int32Array;
	exitBack: Int32Array;

	constructor(graph: Graph, room: Room = HEAP) {
		const scores = (n: number) => room.ints(n).fill(NEVER);
		const links = (n: number) => room.ints(n).fill(-1);
		const states = graph.senone.length;
		const borders = graph.links + 2;
		this.score = scores(states);
		this.back = links(states);
		this.begin = room.ints(states).fill(0);
		this.entered = room.ints(states).fill(0);
		this.alive = room.bytes(borders).fill(0);
		this.top = room.ints(graph.firstState.length - 1);
		this.top.set(graph.firstState.subarray(0, -1));
		this.pauseScore = scores(borders * PAUSE);
		this.pauseBack = links(borders * PAUSE);
		this.entry = scores(borders);
		this.entryBack = links(borders);
		this.gap = scores(borders);
		this.gapBack = links(borders);
		this.filler = scores(borders);
		this.fillerBack = links(borders);
		this.exit = scores(borders);
		this.exitBack = links(borders);
	}

	/** Takes `amount` off the score of every live token. */
	shift(amount: number): void {
		for (const scores of [this.score, this.pauseScore, this.entry, this.gap, this.filler, this.exit])
			for (let k = 0; k < scores.length; k++) if (scores[k] > DEAD) scores[k] -= amount;
		// Those of dead tokens are never asked for.
		for (let s = 0; s < this.entered.length; s++) this.entered[s] -= amount;
	}

	/**
	 * Hands every live token's back-pointer between borders `low` and `high` to `record` and keeps what it returns; `last`
	 * is the last border of the search.
	 */
	visit(graph: Graph, low: number, high: number, last: number, record: (r: number) => number): void {
		const { firstRow, firstState } = graph;
		for (let border = low; border <= Math.min(high, last); border++) {
			if (border < last && this.alive[border] !== 0)
				for (let s = firstState[firstRow[border]]; s < firstState[firstRow[border + 1]]; s++)
					if (this.score[s] > DEAD) this.back[s] = record(this.back[s]);
			for (let p = border * PAUSE; p < (border + 1) * PAUSE; p++)
				if (this.pauseScore[p] > DEAD) this.pauseBack[p] = record(this.pauseBack[p]);
			this.gapBack[border] = this.gap[border] > DEAD ? record(this.gapBack[border]) : -1;
			this.fillerBack[border] = this.filler[border] > DEAD ? record(this.fillerBack[border]) : -1;
			this.entryBack[border] = this.entry[border] > DEAD ? record(this.entryBack[border]) : -1;
		}
	}
}
