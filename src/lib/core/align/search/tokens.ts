// Where the search's tokens live: a score and a back-pointer for each state of the graph and for each kind of waiting at
// each border. Plain arrays, made once; NEVER stands for no token.

import { NEVER } from '../model/units.ts';
import { PAUSE, type Graph } from './graph.ts';

/** Below this a token is dead. */
export const DEAD = NEVER / 2;

const scores = (n: number) => new Int32Array(n).fill(NEVER);
const links = (n: number) => new Int32Array(n).fill(-1);

export class Tokens {
	/** Of each state: score, back-pointer, first frame of the word, score on entering it. */
	readonly score: Int32Array;
	readonly back: Int32Array;
	readonly begin: Int32Array;
	readonly entered: Int32Array;
	/** Of each link: whether any of its states lives. */
	readonly alive: Uint8Array;
	/** Of each row, the state after its last live one: what lies beyond needs no look. */
	readonly top: Int32Array;
	/** Of each border: three states of a pause, words about to begin, gaps, fillers, words that just ended. */
	readonly pauseScore: Int32Array;
	readonly pauseBack: Int32Array;
	readonly entry: Int32Array;
	readonly entryBack: Int32Array;
	readonly gap: Int32Array;
	readonly gapBack: Int32Array;
	readonly filler: Int32Array;
	readonly fillerBack: Int32Array;
	readonly exit: Int32Array;
	readonly exitBack: Int32Array;

	constructor(graph: Graph) {
		const states = graph.senone.length;
		const borders = graph.links + 2;
		this.score = scores(states);
		this.back = links(states);
		this.begin = new Int32Array(states);
		this.entered = new Int32Array(states);
		this.alive = new Uint8Array(borders);
		this.top = graph.firstState.slice(0, -1);
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
