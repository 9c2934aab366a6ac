// Of finds that are in time order, the best ones that are also in text order: the heaviest increasing subsequence.
//
//   time  ─► A:1–40  C:90–120  B:41–80  D:121–150      keeps A, C or B (the heavier one), D; the other one is out of order
//
// Plain dynamic programming over pairs (Fredman 1975 for the fast form; some thousand finds take some milliseconds).

export type Find = { /** Links, half open. */ first: number; last: number; weight: number };

export function inOrder<T extends Find>(finds: T[]): T[] {
	const best = finds.map((find) => find.weight);
	const before = finds.map(() => -1);
	for (let i = 0; i < finds.length; i++)
		for (let j = 0; j < i; j++)
			if (finds[j].last <= finds[i].first && best[j] + finds[i].weight > best[i]) {
				best[i] = best[j] + finds[i].weight;
				before[i] = j;
			}
	const kept: T[] = [];
	let at = best.indexOf(Math.max(...best));
	while (at >= 0) {
		kept.push(finds[at]);
		at = before[at];
	}
	return kept.reverse();
}
