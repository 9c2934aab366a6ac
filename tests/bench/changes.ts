// The same words under other conditions: cut, corrupted, told in another order. Text and gold change together.

import { dice } from '../dice.ts';
import type { Piece } from './job.ts';
import type { Gold, Timed } from './score.ts';

/** Seconds that a word lasts of which half can be heard. */
const LONG_ENOUGH = 0.2;

type Token = { text: string; from: number; to: number };

export function tokenise(text: string): Token[] {
	return [...text.matchAll(/\S+/g)].map((match) => ({
		text: match[0],
		from: match.index,
		to: match.index + match[0].length
	}));
}

/**
 * Where a recording of words can be cut every `step` seconds: in the widest pause within two seconds of each step. The
 * first cut is 0, the last the end. Item `token` of a word gold is the first after the cut.
 */
export function cuts(gold: Gold, step: number): { time: number; token: number }[] {
	const found = [{ time: 0, token: 0 }];
	const { items } = gold;
	let token = 1;
	for (let wanted = step; wanted < gold.duration - step / 2; wanted += step) {
		let best = { gap: -1, time: 0, token: 0 };
		while (token < items.length && (items[token].start as number) < wanted - 2) token++;
		for (; token < items.length && (items[token].start as number) <= wanted + 2; token++) {
			const end = items[token - 1].end as number;
			const gap = (items[token].start as number) - end;
			if (gap > best.gap) best = { gap, time: end + gap / 2, token };
		}
		if (best.gap >= 0) found.push({ time: best.time, token: best.token });
	}
	return [...found, { time: gold.duration, token: items.length }];
}

/** The text of tokens [first, last) as written, in the seconds from `from` to `to`. */
export function pieceOf(text: string, tokens: Token[], first: number, last: number, from: number, to: number): Piece {
	return { spans: [{ start: from, end: to }], text: text.slice(tokens[first].from, tokens[last - 1].to) };
}

/** Items [first, last) of a gold, their times counted from `from`. */
export function goldOf(gold: Gold, first: number, last: number, from: number, to: number): Gold {
	const moved = (time: number | null) => (time === null ? null : time - from);
	const items = gold.items.slice(first, last);
	return {
		...gold,
		duration: to - from,
		items: items.map((item) => ({ ...item, start: moved(item.start), end: moved(item.end) })),
		unspoken: [],
		untranscribed: []
	};
}

/**
 * Spoils a share of the words of a fully spoken text: a third each replaced by another word of the text, left out, and
 * put in between. A word put in is `unspoken` in the new gold. A replaced one has no time there and counts for nothing:
 * lit while the word in its place is said, or never lit, it serves a reader equally well.
 */
export function corrupt(text: string, gold: Gold, share: number, seed: number): { text: string; gold: Gold } {
	const chance = dice(seed);
	const tokens = tokenise(text);
	const any = () => tokens[Math.floor(chance() * tokens.length)].text;
	const items: Timed[] = [];
	const unspoken: [number, number][] = [];
	let out = '';
	let end = 0;
	const ghost = (word: string) => items.push({ text: word, start: null, end: null });
	tokens.forEach((token, i) => {
		out += text.slice(end, token.from);
		end = token.to;
		const item = gold.items[i];
		const fate = share > 0 && chance() < share ? Math.floor(chance() * 3) : -1;
		if (fate === 0) {
			let other = any();
			while (other.toLowerCase() === token.text.toLowerCase()) other = any();
			ghost(other);
			out += other;
		} else if (fate === 1 && items.length) {
			out = out.replace(/ $/, '');
		} else {
			items.push({ ...item, text: token.text });
			out += token.text;
			if (fate === 2) {
				const extra = any();
				unspoken.push([items.length, items.length + 1]);
				ghost(extra);
				out += ' ' + extra;
			}
		}
	});
	return { text: out + text.slice(end), gold: { ...gold, items, unspoken } };
}

/**
 * A recording in which a share of the longer words are begun, broken off half-way and said anew; the text stays as it is.
 * What was broken off is in nobody's gold.
 */
export function stumble(gold: Gold, share: number, seed: number): { spans: Piece['spans']; gold: Gold } {
	const chance = dice(seed);
	const spans = [{ start: 0, end: gold.duration }];
	let later = 0;
	const items = gold.items.map((item) => {
		const { start, end } = item;
		if (start === null || end === null) return item;
		if (end - start > LONG_ENOUGH && chance() < share) {
			const broken = (start + end) / 2;
			spans[spans.length - 1].end = broken;
			spans.push({ start, end: gold.duration });
			later += broken - start;
		}
		return { ...item, start: start + later, end: end + later };
	});
	return { spans, gold: { ...gold, items, duration: gold.duration + later } };
}

/** The second half of the text before the first. The words keep the times they are said at. */
export function swapHalves(text: string, gold: Gold): { text: string; gold: Gold } {
	const tokens = tokenise(text);
	const middle = tokens.length >> 1;
	const at = tokens[middle].from;
	const items = gold.items.map((item, i) => ({ ...item, text: tokens[i].text }));
	return {
		text: text.slice(at).trimEnd() + '\n\n' + text.slice(0, at).trimEnd() + '\n',
		gold: { ...gold, items: [...items.slice(middle), ...items.slice(0, middle)] }
	};
}

export type Mark = ReturnType<typeof cuts>[number];

/**
 * A recording of which only the stretches `audio` are kept, with a text of which only the stretches `words` are: what
 * one side alone has is unspoken or untranscribed in the new gold, whose times run through the kept audio.
 */
export function edit(
	text: string,
	gold: Gold,
	audio: [Mark, Mark][],
	words: [Mark, Mark][]
): { piece: Piece; gold: Gold } {
	const tokens = tokenise(text);
	const items: Timed[] = [];
	const unspoken: [number, number][] = [];
	const texts: string[] = [];
	for (const [first, last] of words) {
		texts.push(text.slice(tokens[first.token].from, tokens[last.token - 1].to));
		for (let i = first.token; i < last.token; i++) {
			const { start, end } = gold.items[i];
			const shift = place(audio, i);
			if (shift === null || start === null || end === null) {
				const open = unspoken[unspoken.length - 1];
				if (open?.[1] === items.length) open[1]++;
				else unspoken.push([items.length, items.length + 1]);
				items.push({ text: tokens[i].text, start: null, end: null });
			} else items.push({ text: tokens[i].text, start: start - shift, end: end - shift });
		}
	}
	const untranscribed: [number, number][] = [];
	let duration = 0;
	for (const [first, last] of audio) {
		let open = first.time;
		for (const [from, to] of [...words, [last, last]]) {
			const until = Math.min(from.time, last.time);
			if (until - open > 1) untranscribed.push([open - first.time + duration, until - first.time + duration]);
			open = Math.max(open, Math.min(to.time, last.time));
		}
		duration += last.time - first.time;
	}
	return {
		piece: { spans: audio.map(([first, last]) => ({ start: first.time, end: last.time })), text: texts.join('\n') },
		gold: { ...gold, duration, items, unspoken, untranscribed }
	};
}

/** How much earlier token `i` is said in the kept audio, null where it is not in it. */
function place(audio: [Mark, Mark][], i: number): number | null {
	let kept = 0;
	for (const [first, last] of audio) {
		if (i >= first.token && i < last.token) return first.time - kept;
		kept += last.time - first.time;
	}
	return null;
}
