// Which token of one list is which of another, where the two were split or written a little differently.
//
// Equal beginnings and ends are taken off; the middle is matched by longest common blocks (Ratcliff and Obershelp 1988,
// as in Python's difflib), and blocks replaced by as many others are paired one to one.
//
//   gold  a b c d e        a→a  b→b  c→x  d→d  e→–
//   heard a b x d

type Block = { a: number; b: number; size: number };

/** Lower-case letters and digits only; the token itself where that leaves nothing. */
export function normal(token: string): string {
	const lower = token.normalize('NFKC').toLowerCase();
	return lower.replace(/[^\p{L}\p{N}]/gu, '') || lower;
}

/** For each token of `a`, the index of its like in `b`, or −1. */
export function matchTokens(a: string[], b: string[]): Int32Array {
	const map = new Int32Array(a.length).fill(-1);
	let head = 0;
	while (head < a.length && head < b.length && a[head] === b[head]) map[head] = head++;
	let tail = 0;
	while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) {
		map[a.length - 1 - tail] = b.length - 1 - tail;
		tail++;
	}
	if (head + tail >= a.length) return map;
	const left = a.slice(head, a.length - tail);
	const right = b.slice(head, b.length - tail);
	if (left.length === right.length) {
		let same = 0;
		for (let i = 0; i < left.length; i++) if (left[i] === right[i]) same++;
		if (same >= 0.8 * left.length) {
			for (let i = 0; i < left.length; i++) map[head + i] = head + i;
			return map;
		}
	}
	let i = 0;
	let j = 0;
	for (const block of [...blocks(left, right), { a: left.length, b: right.length, size: 0 }]) {
		if (block.a - i === block.b - j) while (i < block.a) map[head + i++] = head + j++;
		for (let k = 0; k < block.size; k++) map[head + block.a + k] = head + block.b + k;
		i = block.a + block.size;
		j = block.b + block.size;
	}
	return map;
}

/** Longest common blocks, in order; neighbours joined. */
function blocks(a: string[], b: string[]): Block[] {
	const places = new Map<string, number[]>();
	b.forEach((token, j) => {
		const list = places.get(token);
		if (list) list.push(j);
		else places.set(token, [j]);
	});
	const found: Block[] = [];
	const open: [number, number, number, number][] = [[0, a.length, 0, b.length]];
	for (let range = open.pop(); range; range = open.pop()) {
		const [alo, ahi, blo, bhi] = range;
		const block = longest(a, b, places, alo, ahi, blo, bhi);
		if (!block.size) continue;
		found.push(block);
		if (alo < block.a && blo < block.b) open.push([alo, block.a, blo, block.b]);
		if (block.a + block.size < ahi && block.b + block.size < bhi)
			open.push([block.a + block.size, ahi, block.b + block.size, bhi]);
	}
	found.sort((x, y) => x.a - y.a);
	const joined: Block[] = [];
	for (const block of found) {
		const last = joined[joined.length - 1];
		if (last && last.a + last.size === block.a && last.b + last.size === block.b) last.size += block.size;
		else joined.push({ ...block });
	}
	return joined;
}

function longest(
	a: string[],
	b: string[],
	places: Map<string, number[]>,
	alo: number,
	ahi: number,
	blo: number,
	bhi: number
): Block {
	let best: Block = { a: alo, b: blo, size: 0 };
	let runs = new Map<number, number>();
	for (let i = alo; i < ahi; i++) {
		const next = new Map<number, number>();
		for (const j of places.get(a[i]) ?? []) {
			if (j < blo) continue;
			if (j >= bhi) break;
			const size = (runs.get(j - 1) ?? 0) + 1;
			next.set(j, size);
			if (size > best.size) best = { a: i - size + 1, b: j - size + 1, size };
		}
		runs = next;
	}
	return best;
}
