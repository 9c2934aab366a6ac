// Roman numerals: "siglo XX", "Henri IV", "XIX. Jahrhundert". Most other capitals are initialisms, and "I" is a word.

import type { Beside } from '../tongue.ts';
import { placeOf, wordBeside } from './figures.ts';
import type { LanguageData } from './language.ts';

const VALUES: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
const NUMERAL = /^(?=.)M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;
const NAME = /^["'(«]*\p{Lu}\p{Ll}{2,}$/u;

/** Readings as a number; [] for what is none or more likely letters. */
export function readRoman(core: string, beside: Beside, data: LanguageData): string[] {
	const match = /^([IVXLCDM]+)(.{0,4})$/.exec(core);
	if (!match || !data.ordinals || !NUMERAL.test(match[1])) return [];
	const [, letters, ending] = match;
	const place = placeOf(valueOf(letters), ending, beside, data);
	if (ending && ending !== '.') {
		// "Io", "Va" and "Ma" are words.
		const meant = /^[IVX]+$/.test(letters) && !/^[oa]$/.test(ending) && data.ordinals.endings.test(ending);
		return meant ? data.ordinals.say(place) : [];
	}
	const numbered = [place.previous, place.next].some((word) => data.ordinals?.numbered.test(word));
	const small = /^[IVX]+$/.test(letters);
	const named = small && NAME.test(beside.previous ?? '');
	const meant = letters.length === 1 ? small && (numbered || named) : numbered || small || letters.length > 3;
	if (!meant) return [];
	const words = data.words.includes(wordBeside(letters)) && !numbered ? [wordBeside(letters)] : [];
	return [...words, ...data.ordinals.roman(place)];
}

function valueOf(letters: string): number {
	let sum = 0;
	for (let i = 0; i < letters.length; i++) {
		const value = VALUES[letters[i]];
		sum += value < (VALUES[letters[i + 1]] ?? 0) ? -value : value;
	}
	return sum;
}
