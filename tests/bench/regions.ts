// Were the long stretches found that only one side has: audio without text, and text without audio?
//
// Untranscribed regions are compared in seconds, unspoken ones in tokens. Regions with nothing heard between them count
// as one; shorter ones than 5 s, or 12 words, are left out. A found region is right when it shares at least half of
// its union with a gold one.
//
//   gold   ──────■■■■■■■■■──────      union 11, shared 8: right
//   found  ─────■■■■■■■■■■■─────

import type { Found, Gold } from './score.ts';

type Range = { start: number; end: number };
export type RegionScore = { gold: number; found: number; right: number; f1: number | null };

const SECONDS = 5;
const WORDS = 12;

/** Joins ranges that are closer than `gap` and have nothing between them. */
function join(ranges: Range[], gap: number, empty: (start: number, end: number) => boolean): Range[] {
	const joined: Range[] = [];
	for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
		const last = joined[joined.length - 1];
		if (last && range.start - last.end < gap && empty(last.end, range.start)) last.end = Math.max(last.end, range.end);
		else joined.push({ ...range });
	}
	return joined;
}

function matches(gold: Range[], found: Range[]): number {
	const free = new Set(found);
	let right = 0;
	for (const a of gold) {
		for (const b of free) {
			const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
			const union = Math.max(a.end, b.end) - Math.min(a.start, b.start);
			if (shared < union / 2) continue;
			free.delete(b);
			right++;
			break;
		}
	}
	return right;
}

/** Runs of `tokens` for which `missing` holds, single exceptions allowed inside. */
function runs(tokens: number, missing: (token: number) => boolean): Range[] {
	const found: Range[] = [];
	for (let token = 0; token < tokens; token++) {
		if (!missing(token)) continue;
		const last = found[found.length - 1];
		if (last && token - last.end <= 1) last.end = token + 1;
		else found.push({ start: token, end: token + 1 });
	}
	return found.filter(({ start, end }) => end - start >= WORDS);
}

/** `heard` gives the found word of a gold token, −1 for none. f1 is null where neither side has a region. */
export function regionScore(gold: Gold, found: Found, heard: (token: number) => number, tokens: number): RegionScore {
	const spokenIn = (items: { start: number | null }[]) => (start: number, end: number) =>
		!items.some((item) => item.start !== null && item.start >= start - 0.05 && item.start < end);
	const long = ({ start, end }: Range) => end - start >= SECONDS;
	const goldAudio = join(
		gold.untranscribed.map(([start, end]) => ({ start, end })),
		3,
		spokenIn(gold.items)
	).filter(long);
	const foundAudio = join(found.untranscribed, 3, spokenIn(found.words)).filter(long);
	const unspoken = new Uint8Array(tokens);
	for (const [from, to] of gold.unspoken) unspoken.fill(1, from, to);
	const goldText = runs(tokens, (token) => unspoken[token] === 1);
	const foundText = runs(tokens, (token) => {
		const word = heard(token);
		return word >= 0 && found.words[word].start === null;
	});
	const right = matches(goldAudio, foundAudio) + matches(goldText, foundText);
	const all = { gold: goldAudio.length + goldText.length, found: foundAudio.length + foundText.length };
	return { ...all, right, f1: all.gold + all.found ? (2 * right) / (all.gold + all.found) : null };
}
