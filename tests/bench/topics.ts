// Measures how well found topics sit where the subject changes: `npm run bench:topics`.
//
// The ten talks of tests/samples/topics are glued together, in many orders and cut to many lengths, and the places where
// one ends and the next begins are looked for again. Two errors, both 0 for perfect, both as a share of all places:
// - Pk (Beeferman, Berger & Lafferty 1999): two words half a talk apart are wrongly said to be in one talk, or in two.
// - WindowDiff (Pevzner & Hearst 2002): a window of that width holds a wrong number of ends.
// Beside ours: TextTiling (Hearst 1997; blocks of 20 words, 10 a side), as it is and told how many ends there are, and
// even spacing, which is always told.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { topicSize } from '../../src/lib/core/topics/found.ts';
import { segment } from '../../src/lib/core/topics/segment.ts';
import { tokenizer, type Token } from '../../src/lib/core/topics/terms.ts';
import { sentencesOf } from '../../src/lib/core/text/sentences.ts';

const tokensOf = tokenizer('en');
const folder = join(import.meta.dirname, '../samples/topics');
const talks = readdirSync(folder)
	.filter((name) => name.endsWith('.txt'))
	.sort()
	.map((name) => readFileSync(join(folder, name), 'utf8').trim());

/** Sentences of all talks in a row, and the first sentence of each talk. */
type Glued = { sentences: Token[][]; words: number[]; truth: number[] };

function glue(order: number[], share: () => number): Glued {
	const sentences: Token[][] = [];
	const words: number[] = [];
	const truth: number[] = [];
	for (const t of order) {
		const spans = sentencesOf(talks[t], 0, talks[t].length);
		truth.push(sentences.length);
		for (const span of spans.slice(0, Math.max(4, Math.round(share() * spans.length)))) {
			const tokens = tokensOf(talks[t], span);
			sentences.push(tokens);
			words.push(talks[t].slice(span.from, span.to).split(/\s+/).length);
		}
	}
	return { sentences, words, truth };
}

/** The same by every term's number. */
function numbered(sentences: Token[][]): number[][] {
	const numbers = new Map<string, number>();
	return sentences.map((tokens) =>
		tokens
			.filter(({ content }) => content)
			.map(({ stem }) => {
				let number = numbers.get(stem);
				if (number === undefined) numbers.set(stem, (number = numbers.size));
				return number;
			})
	);
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

function ours({ sentences, words }: Glued, parts?: number): number[] {
	const terms = numbered(sentences);
	// As for an episode of so many words, spoken at 150 a minute.
	const size = parts ? sum(words) / parts : (topicSize(sum(words) * 0.4) / 60) * 150;
	return segment({ terms, sizes: words, worth: words.map(() => 0) }, { size, parts });
}

function even({ words, truth }: Glued): number[] {
	const step = sum(words) / truth.length;
	const firsts = [0];
	let at = 0;
	for (let i = 0; i < words.length; i++) {
		if (at >= step * firsts.length && firsts.length < truth.length) firsts.push(i);
		at += words[i];
	}
	return firsts;
}

function textTiling({ sentences }: Glued, parts?: number): number[] {
	const w = 20;
	const k = 10;
	const all = sentences.flatMap((tokens, sentence) => tokens.map((token) => ({ ...token, sentence })));
	const blocks: Map<string, number>[] = [];
	for (let i = 0; i < all.length; i += w) {
		const block = new Map<string, number>();
		for (const { stem, content } of all.slice(i, i + w)) if (content) block.set(stem, (block.get(stem) ?? 0) + 1);
		blocks.push(block);
	}
	const gap = (from: number, to: number) => {
		const bag = new Map<string, number>();
		for (const block of blocks.slice(Math.max(0, from), to))
			for (const [stem, count] of block) bag.set(stem, (bag.get(stem) ?? 0) + count);
		return bag;
	};
	let scores = blocks.slice(1).map((_, i) => {
		const a = gap(i + 1 - k, i + 1);
		const b = gap(i + 1, i + 1 + k);
		let product = 0;
		for (const [stem, count] of a) product += count * (b.get(stem) ?? 0);
		const norm = (bag: Map<string, number>) => Math.sqrt(sum([...bag.values()].map((count) => count * count)));
		return product / (norm(a) * norm(b) || 1);
	});
	scores = scores.map((_, i) => {
		const near = scores.slice(Math.max(0, i - 1), i + 2);
		return sum(near) / near.length;
	});
	const depths = scores.map((score, i) => {
		let left = i;
		while (left > 0 && scores[left - 1] >= scores[left]) left--;
		let right = i;
		while (right < scores.length - 1 && scores[right + 1] >= scores[right]) right++;
		return scores[left] - score + (scores[right] - score);
	});
	const mean = sum(depths) / depths.length;
	const deviation = Math.sqrt(sum(depths.map((depth) => (depth - mean) ** 2)) / depths.length);
	const peaks = depths
		.map((depth, i) => ({ depth, i }))
		.filter(({ depth, i }) => depth > 0 && depth >= (depths[i - 1] ?? 0) && depth >= (depths[i + 1] ?? 0))
		.sort((a, b) => b.depth - a.depth);
	const chosen = parts ? peaks.slice(0, parts - 1) : peaks.filter(({ depth }) => depth > mean - deviation / 2);
	// To the nearest beginning of a sentence, as the paper goes to the nearest paragraph.
	const firsts = chosen.map(({ i }) => {
		const at = (i + 1) * w;
		const { sentence } = all[at];
		const into = at - all.findIndex((token) => token.sentence === sentence);
		return into > sentences[sentence].length / 2 ? sentence + 1 : sentence;
	});
	return [...new Set([0, ...firsts.filter((first) => first < sentences.length)])].sort((a, b) => a - b);
}

/** Pk and WindowDiff, in words. */
function errors({ words, truth }: Glued, firsts: number[]): { pk: number; windowDiff: number } {
	const partOf = (starts: number[]) => {
		let part = -1;
		return words.flatMap((count, i) => {
			if (starts.includes(i)) part++;
			return Array<number>(count).fill(part);
		});
	};
	const a = partOf(truth);
	const b = partOf(firsts);
	const k = Math.round(a.length / truth.length / 2);
	let pk = 0;
	let windowDiff = 0;
	for (let i = 0; i + k < a.length; i++) {
		if ((a[i] === a[i + k]) !== (b[i] === b[i + k])) pk++;
		if (a[i + k] - a[i] !== b[i + k] - b[i]) windowDiff++;
	}
	return { pk: pk / (a.length - k), windowDiff: windowDiff / (a.length - k) };
}

let state = 7;
function next(): number {
	state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
	return state / 4294967296;
}
function shuffled(): number[] {
	const order = talks.map((_, i) => i);
	for (let i = order.length - 1; i > 0; i--) {
		const j = Math.floor(next() * (i + 1));
		[order[i], order[j]] = [order[j], order[i]];
	}
	return order;
}

const methods: [string, (text: Glued) => number[]][] = [
	['ours', (text) => ours(text)],
	['ours, told how many', (text) => ours(text, text.truth.length)],
	['TextTiling', (text) => textTiling(text)],
	['TextTiling, told how many', (text) => textTiling(text, text.truth.length)],
	['even spacing', even]
];

const rounds = 30;
for (const [name, share] of [
	['a fifth to the whole of each', () => 0.2 + 0.8 * next()],
	['a half to the whole of each', () => 0.5 + 0.5 * next()]
] as const) {
	const texts = Array.from({ length: rounds }, () => glue(shuffled(), share));
	const length = Math.round(sum(texts.map(({ words }) => sum(words))) / rounds);
	console.log(`\nten talks, ${name}: ${rounds} orders, ${length} words each`);
	console.log(`${''.padEnd(28)}   Pk    WindowDiff   parts`);
	for (const [method, find] of methods) {
		let pk = 0;
		let windowDiff = 0;
		let parts = 0;
		for (const text of texts) {
			const firsts = find(text);
			const error = errors(text, firsts);
			pk += error.pk / rounds;
			windowDiff += error.windowDiff / rounds;
			parts += firsts.length / rounds;
		}
		console.log(`${method.padEnd(28)} ${pk.toFixed(3)}     ${windowDiff.toFixed(3)}      ${parts.toFixed(1)}`);
	}
}
