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
	/** At least and at most so many parts; between them the words decide. */
	range?: [number, number];
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
	const { size, parts, range, firmness = 200, spread = 0.7, weight = 1 } = options;
	const draw = urnOf(terms, firmness);
	const longest = Math.max(size * 4, parts ? (3 * sum(sizes)) / parts : 0);

	// cost[from][k]: the part of units from … from + k.
	const cost: number[][] = [];
	for (let from = 0; from < n; from++) {
		const row: number[] = [];
		let words = 0;
		let length = 0;
		draw.empty();
		for (let to = from; to < n; to++) {
			length += sizes[to];
			if (length > longest && to > from) break;
			for (const term of terms[to]) words += draw.cost(term);
			row.push(weight * words + (Math.log(Math.max(length, 1e-6) / size) / spread) ** 2 / 2);
		}
		cost.push(row);
	}
	if (parts) return cutInto(Math.min(parts, n), cost, worth);
	const firsts = cutFreely(cost, worth);
	const [least, most] = range ?? [1, n];
	const wanted = Math.min(n, Math.max(least, Math.min(most, firsts.length)));
	return wanted === firsts.length ? firsts : cutInto(wanted, cost, worth);
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

/**
 * The urn a part is drawn from: filled with the whole text's frequencies, `firmness` words in all, and with every word
 * that was drawn before. A word costs −log of its share there against its share in the whole text, so that short parts
 * and long ones compare. All logarithms are taken beforehand.
 */
function urnOf(terms: number[][], firmness: number): { empty(): void; cost(term: number): number } {
	const totals: number[] = [];
	let total = 0;
	for (const unit of terms)
		for (const term of unit) {
			totals[term] = (totals[term] ?? 0) + 1;
			total++;
		}
	// For each term, in a row of one table: the gain when it was drawn 0, 1, 2 … times before.
	const rows = new Uint32Array(totals.length + 1);
	for (let term = 0; term < totals.length; term++) rows[term + 1] = rows[term] + (totals[term] ?? 0);
	const gains = new Float64Array(total);
	for (let term = 0; term < totals.length; term++) {
		const prior = (firmness * (totals[term] ?? 0)) / total;
		for (let k = 0; k < (totals[term] ?? 0); k++) gains[rows[term] + k] = Math.log(1 + k / prior);
	}
	const losses = Float64Array.from({ length: total }, (_, drawn) => Math.log(1 + drawn / firmness));
	const counts = new Uint32Array(totals.length);
	let drawn = 0;
	return {
		empty() {
			counts.fill(0);
			drawn = 0;
		},
		cost: (term) => losses[drawn++] - gains[rows[term] + counts[term]++]
	};
}

function sum(values: number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
