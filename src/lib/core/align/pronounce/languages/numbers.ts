// Numbers as words: decimals, figures one by one, and groups of three behind a space.
//
//   "25 300"  two tokens  ─►  "vingt-cinq" | "mille trois cents"

import { combine, distinct } from '../readings.ts';
import type { Beside } from '../tongue.ts';
import type { LanguageData } from './language.ts';

/** Of figures as `readNumber` takes them, for patterns. */
export const NUMBER = "(?:\\d{1,3}(?:[.,']\\d{3})+(?:[.,]\\d+)?|\\d+(?:[.,]\\d+)?)";
const GROUPED = /^(\d{1,3}(?:[.,']\d{3})+)(?:[.,](\d+))?$/;
const LOOSE = /^(\d+)(?:[.,](\d+))?$/;

/** Figures with a point or comma in them, as they are written in one token. */
export function readNumber(figures: string, data: LanguageData): string[] {
	const [whole, part] = partsOf(figures);
	const one = (figure: string) => data.cardinal(Number(figure))[0] ?? '';
	const wholes =
		whole.length > 12 || (whole.length > 1 && whole[0] === '0')
			? [[...whole].map(one).join(' ')]
			: data.cardinal(Number(whole));
	return part === undefined ? wholes : combine([wholes.slice(0, 1), decimals(part, data)]);
}

/** What figures amount to: "1.250,5" → 1250.5. */
export function valueOf(figures: string): number {
	const [whole, part] = partsOf(figures);
	return Number(`${whole}.${part ?? 0}`);
}

/**
 * A number beside others that may be parts of it: three figures behind one to three others, or "1" before three, which is
 * not said before "mille".
 */
export function readGroup(figures: string, { previous, next }: Beside, data: LanguageData): string[] {
	const plain = readNumber(figures, data);
	if (!plain.length || !data.million[0]) return plain;
	const [whole, part] = partsOf(figures);
	const goesOn = part === undefined && /^\d{3}(?!\d|[.,]\d{3})/.test(next ?? '');
	const before = /^[^\p{L}\d]*([1-9]\d{0,2}|\d{3})$/u.exec(previous ?? '')?.[1];
	if (whole === '1' && goesOn) return distinct([plain[0], ...data.cardinal(1000).slice(0, 1), ...plain.slice(1)]);
	if (!/^\d{3}$/.test(whole) || before === undefined) return plain;
	const [head, n] = [Number(before), Number(whole)];
	const tail = part === undefined ? [] : decimals(part, data);
	return distinct([...combine([added(head, n, goesOn, data), tail]), ...plain]);
}

function added(head: number, n: number, goesOn: boolean, data: LanguageData): string[] {
	const [first, last] = data.million;
	const own = n > 0 ? data.cardinal(n).slice(0, 1) : [];
	if (goesOn) return head === 0 ? [] : n === 0 ? [first] : combine([[behind(head, head * 1e6, data)], own]);
	if (head === 0) return n === 0 ? last : own;
	return [behind(head, head * 1000 + n, data), ...(head === 1 ? own : [])];
}

/** What is said of a number behind its beginning: 25 of 25300 → "mille trois cents". */
function behind(head: number, whole: number, data: LanguageData): string {
	const said = data.cardinal(whole);
	// "Duecentomila" goes on without a space.
	for (const space of [' ', ''])
		for (const words of said)
			for (const begun of data.cardinal(head))
				if (words.startsWith(begun + space)) return words.slice(begun.length + space.length);
	return said[0];
}

function decimals(part: string, data: LanguageData): string[] {
	const one = (figure: string) => data.cardinal(Number(figure))[0] ?? '';
	const single = [...part].map(one).join(' ');
	const tails = part[0] === '0' || part.length > 3 ? [single] : [single, one(part)];
	return combine([[data.point], distinct(tails)]);
}

function partsOf(figures: string): [whole: string, part: string | undefined] {
	const [, whole, part] = (GROUPED.exec(figures) ?? LOOSE.exec(figures)) as RegExpExecArray;
	return [whole.replace(/\D/g, ''), part];
}
