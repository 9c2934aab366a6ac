// Parts of a whole, read aloud in English: "1/2", "¾", "2½", and "½-inch", where the part stands before a noun.

import { combine, distinct } from '../readings.ts';
import { cardinal, decimal, ordinal, quantity } from './numbers.ts';
import { PARTS, VULGAR, VULGAR_SIGNS } from './units.ts';

const MIXED = new RegExp(`^(\\d*)(${VULGAR_SIGNS})$`);
/** What things are measured and halved by. Beyond ten, two figures with a slash are as often a date or a score. */
const USUAL = new Set([2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 32, 64, 100]);

/** Readings of `a` over `b`, whatever they are: "three quarters", "four twenty", "ten out of nine". */
export function fraction(a: number, b: number): string[] {
	const loose = combine([quantity(a).slice(0, 1), ['slash', 'over', 'out of', ''], quantity(b).slice(0, 1)]);
	if (a === b) return distinct([`${cardinal(a)} ${cardinal(b)}`, ...loose]);
	if (b < 2 || a > b || b > 100) return loose;
	const names = PARTS[b] ?? [[ordinal(b), ordinal(b) + 's']];
	const parts = names.map(([one, many]) => `${cardinal(a)} ${a === 1 ? one : many}`);
	if (a === 1) parts.push(`a ${names[0][0]}`);
	if (a === 1 && b === 2) parts.push('half');
	if (!USUAL.has(b)) parts.push(`${cardinal(a)} ${cardinal(b)}`);
	return distinct([...parts, ...loose.slice(0, 2)]);
}

/** The part behind a whole number: "and a half", "and one half"; [] where nobody would say it so. */
export function remainder(a: number, b: number): string[] {
	if (a < 1 || a >= b || !USUAL.has(b)) return [];
	const part = fraction(a, b);
	const tail = a === 1 ? part.find((text) => text.startsWith('a ')) : part[0];
	return distinct([`and ${tail}`, `and ${part[0]}`]);
}

/**
 * A part before what it is a part of: "½-inch" is "half inch", "half an inch", "¾-inch" is "three quarter inch". [] where
 * the figures are more likely something else ("9/11-style").
 */
export function portion(a: number, b: number, noun: string): string[] {
	if (a < 1 || a >= b || !USUAL.has(b)) return [];
	const names = PARTS[b] ?? [[ordinal(b), ordinal(b) + 's']];
	const article = /^(?:[aeiou]|hour)/.test(noun) ? 'an' : 'a';
	if (b === 2) return ['half', `half ${article}`, 'one half'];
	if (a === 1) return distinct([...(b === 4 ? ['quarter'] : []), ...names.map(([one]) => `one ${one}`)]);
	const plain = names.map(([, many]) => `${cardinal(a)} ${many}`);
	return distinct(b === 4 ? [`${cardinal(a)} ${names[0][0]}`, ...plain] : plain);
}

/** The two figures of "1/4" or "¼", null for anything else. */
export function partsOf(text: string): [number, number] | null {
	if (Object.hasOwn(VULGAR, text)) return VULGAR[text];
	const match = /^(\d{1,3})\/(\d{1,3})$/.exec(text);
	return match && [Number(match[1]), Number(match[2])];
}

/** Whether the figures are nothing but a part: "½". */
export function isPart(text: string): boolean {
	return Object.hasOwn(VULGAR, text);
}

/** Whether a part is the last of the figures: "½", "3½". */
export function endsInPart(text: string): boolean {
	return MIXED.test(text);
}

/** Figures with or without a point, commas or a part behind them: "3.5", "3½", "½". */
export function amount(text: string): string[] {
	const match = MIXED.exec(text);
	if (!match) return decimal(text);
	const [, whole, sign] = match;
	const [a, b] = VULGAR[sign];
	return whole ? combine([decimal(whole).slice(0, 2), remainder(a, b)]) : fraction(a, b);
}
