// Which letter makes which sound: aligning dictionary words with their phones by expectation maximisation
// (as in Black, Lenzo & Pagel 1998, and Jiampojamarn, Kondrak & Sherif 2007, "many-to-many alignments").
//
// Each letter takes zero, one or two phones, in order. How likely a letter is to take just these phones is counted over
// all ways to share out the phones of all words, each way weighted by its own likelihood; a few rounds settle it.
//
//   b o x   B AA K S   →   b:B  o:AA  x:K+S
//
// Invariant: the phones of the graphones of a word, joined, are the word's phones, and every letter has one graphone.

/** A word in letters and one pronunciation in phones, as indices into the trainer's lists. */
export type Entry = { letters: number[]; phones: number[] };

/** One letter with up to two phones, as a number: see graphoneOf. */
export type Graphone = number;

const BASE = 64;

/** `first` and `second` are phone indices + 1, 0 for none. */
function graphoneOf(letter: number, first: number, second: number): Graphone {
	return (letter * BASE + first) * BASE + second;
}

export function partsOf(graphone: Graphone): { letter: number; first: number; second: number } {
	return {
		letter: Math.floor(graphone / (BASE * BASE)),
		first: Math.floor(graphone / BASE) % BASE,
		second: graphone % BASE
	};
}

/**
 * The best alignment of every entry, null where its phones cannot be shared out among its letters or only in a way so
 * unlikely (worse than `worst` nats a letter) that the word is no spelling of its sound ("AAA" said "triple A").
 */
export function alignLetters(entries: Entry[], letters: number, rounds = 8, worst = 5): (Graphone[] | null)[] {
	const size = letters * BASE * BASE;
	let weight = new Float64Array(size).fill(1);
	for (let round = 0; round < rounds; round++) {
		const counts = new Float64Array(size);
		for (const entry of entries) countWays(entry, weight, counts);
		let total = 0;
		for (const count of counts) total += count;
		weight = counts.map((count) => count / total);
	}
	return entries.map((entry) => bestWay(entry, weight, worst));
}

/** Adds the expected uses of each graphone in one word: forward-backward over (letters used, phones used). */
function countWays({ letters, phones }: Entry, weight: Float64Array, counts: Float64Array): void {
	const [n, m] = [letters.length, phones.length];
	const width = m + 1;
	const ahead = new Float64Array((n + 1) * width);
	const behind = new Float64Array((n + 1) * width);
	ahead[0] = 1;
	for (let i = 0; i < n; i++)
		for (let j = 0; j <= m; j++) {
			const mass = ahead[i * width + j];
			if (mass === 0) continue;
			for (let take = 0; take <= 2 && j + take <= m; take++)
				ahead[(i + 1) * width + j + take] += mass * weight[taking(letters[i], phones, j, take)];
		}
	const all = ahead[n * width + m];
	if (!(all > 0)) return;
	behind[n * width + m] = 1;
	for (let i = n - 1; i >= 0; i--)
		for (let j = 0; j <= m; j++)
			for (let take = 0; take <= 2 && j + take <= m; take++) {
				const graphone = taking(letters[i], phones, j, take);
				const rest = weight[graphone] * behind[(i + 1) * width + j + take];
				behind[i * width + j] += rest;
				counts[graphone] += (ahead[i * width + j] * rest) / all;
			}
}

function taking(letter: number, phones: number[], from: number, take: number): Graphone {
	return graphoneOf(letter, take > 0 ? phones[from] + 1 : 0, take > 1 ? phones[from + 1] + 1 : 0);
}

/** Viterbi over the same lattice. */
function bestWay({ letters, phones }: Entry, weight: Float64Array, worst: number): Graphone[] | null {
	const [n, m] = [letters.length, phones.length];
	const width = m + 1;
	const score = new Float64Array((n + 1) * width).fill(-Infinity);
	const taken = new Uint8Array((n + 1) * width);
	score[0] = 0;
	for (let i = 0; i < n; i++)
		for (let j = 0; j <= m; j++)
			for (let take = 0; take <= 2 && j + take <= m; take++) {
				const sum = score[i * width + j] + Math.log(weight[taking(letters[i], phones, j, take)]);
				if (sum > score[(i + 1) * width + j + take]) {
					score[(i + 1) * width + j + take] = sum;
					taken[(i + 1) * width + j + take] = take;
				}
			}
	if (!(score[n * width + m] > -worst * n)) return null;
	const way: Graphone[] = [];
	for (let i = n, j = m; i > 0; i--) {
		const take = taken[i * width + j];
		j -= take;
		way.unshift(taking(letters[i - 1], phones, j, take));
	}
	return way;
}
