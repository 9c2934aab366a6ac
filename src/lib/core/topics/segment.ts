// Where a text turns to another subject: the segmentation under which its words are most probable.
//
//   units      u1 u2 u3 u4 │ u5 u6 │ u7 u8 u9      passages or sentences, each a bag of terms
//   each part  has its own urn of words, drawn around the urn of the whole text
//
// A part's words cost −log of the Dirichlet compound multinomial (Pólya urn) with the whole text's frequencies as prior:
// a word that comes again inside a part gets cheap, a word that is common everywhere was cheap already. This is the model
// of Eisenstein & Barzilay, "Bayesian Unsupervised Topic Segmentation" (2008), with their flat prior replaced by the
// text's own frequencies; the best parts are found with dynamic programming as in Utiyama & Isahara, "A Statistical Model
// for Domain-Independent Text Segmentation" (2001). To that come a prior for the length of a part (log-normal) and one
// for each place (a pause, a question, a change of speaker).

export type Units = {
	/** The terms of each unit, as numbers from 0. */
	terms: number[][];
	/** How long each unit is, in any measure. */
	sizes: number[];
	/** What speaks for a part beginning at each unit, in nats; 0 says nothing. */
	worth: number[];
};

export type SegmentOptions = {
	/** The usual size of a part, in the measure of `sizes`. */
	size: number;
	/** Exactly so many parts, where known. */
	parts?: number;
	/** How firmly a part's words follow the whole text's: its size in words. */
	firmness?: number;
	/** Spread of the length of parts (standard deviation of its logarithm). */
	spread?: number;
	/** How much the words count against the priors. */
	weight?: number;
};

/** The first unit of every part, in order; the first is 0. Empty without units. */
export function segment(units: Units, options: SegmentOptions): number[] {
	const { sizes, worth } = units;
	const terms = recurring(units.terms);
	const n = terms.length;
	if (!n) return [];
	const { size, parts, firmness = 200, spread = 0.7, weight = 1 } = options;
	const prior = priorOf(terms, firmness);
	const longest = Math.max(size * 4, parts ? (3 * sum(sizes)) / parts : 0);
	const lengthCost = (length: number) => (Math.log(Math.max(length, 1e-6) / size) / spread) ** 2 / 2;

	// cost[from][k]: the part of units from … from + k.
	const cost: number[][] = [];
	const counts = new Float64Array(prior.length);
	for (let from = 0; from < n; from++) {
		counts.fill(0);
		const row: number[] = [];
		let drawn = 0;
		let words = 0;
		let length = 0;
		for (let to = from; to < n; to++) {
			for (const term of terms[to]) {
				// Against the whole text's own frequency, so that a part of few words and one of many compare.
				words -= Math.log((counts[term] + prior[term]) / (drawn + firmness)) - Math.log(prior[term] / firmness);
				counts[term]++;
				drawn++;
			}
			length += sizes[to];
			if (length > longest && to > from) break;
			row.push(weight * words + lengthCost(length));
		}
		cost.push(row);
	}
	return parts ? cutInto(Math.min(parts, n), cost, worth) : cutFreely(cost, worth);
}

function cutFreely(cost: number[][], worth: number[]): number[] {
	const n = cost.length;
	const best = new Float64Array(n + 1).fill(Infinity);
	const back = new Int32Array(n + 1);
	best[0] = 0;
	for (let from = 0; from < n; from++)
		for (let k = 0; k < cost[from].length; k++) {
			const total = best[from] + cost[from][k] - (from ? worth[from] : 0);
			if (total < best[from + k + 1]) {
				best[from + k + 1] = total;
				back[from + k + 1] = from;
			}
		}
	const firsts: number[] = [];
	for (let to = n; to > 0; to = back[to]) firsts.push(back[to]);
	return firsts.reverse();
}

function cutInto(parts: number, cost: number[][], worth: number[]): number[] {
	const n = cost.length;
	let best = new Float64Array(n + 1).fill(Infinity);
	best[0] = 0;
	const backs: Int32Array[] = [];
	for (let part = 0; part < parts; part++) {
		const next = new Float64Array(n + 1).fill(Infinity);
		const back = new Int32Array(n + 1);
		for (let from = 0; from < n; from++) {
			if (best[from] === Infinity) continue;
			for (let k = 0; k < cost[from].length; k++) {
				const total = best[from] + cost[from][k] - (from ? worth[from] : 0);
				if (total < next[from + k + 1]) {
					next[from + k + 1] = total;
					back[from + k + 1] = from;
				}
			}
		}
		best = next;
		backs.push(back);
	}
	const firsts: number[] = [];
	for (let part = parts - 1, to = n; part >= 0; part--) {
		to = backs[part][to];
		firsts.push(to);
	}
	return firsts.reverse();
}

/** Without the terms that stand in one unit only: they fit one part as well as another. */
function recurring(terms: number[][]): number[][] {
	const units = new Map<number, number>();
	for (const unit of terms) for (const term of new Set(unit)) units.set(term, (units.get(term) ?? 0) + 1);
	return terms.map((unit) => unit.filter((term) => (units.get(term) as number) > 1));
}

/** Frequencies of the whole text, scaled to `firmness` words in all. */
function priorOf(terms: number[][], firmness: number): Float64Array {
	let kinds = 0;
	let total = 0;
	for (const unit of terms)
		for (const term of unit) {
			kinds = Math.max(kinds, term + 1);
			total++;
		}
	const prior = new Float64Array(kinds);
	for (const unit of terms) for (const term of unit) prior[term] += firmness / total;
	return prior;
}

function sum(values: number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
