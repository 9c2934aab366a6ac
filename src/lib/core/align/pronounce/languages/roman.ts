// Roman numerals: "siglo XX", "Henri IV", "XIX. Jahrhundert". Most other capitals are initialisms, and "I" is a word.

import { romanValue } from '../roman.ts';
import type { Beside } from '../tongue.ts';
import { placeOf, wordBeside } from './figures.ts';
import type { LanguageData } from './language.ts';

const NAME = /^["'(«]*\p{Lu}\p{Ll}{2,}$/u;

/** Readings as a number; [] for what is none or more likely letters. */
export function readRoman(core: string, beside: Beside, data: LanguageData): string[] {
	const match = /^([IVXLCDM]+)(.{0,4})$/.exec(core);
	const value = romanValue(match?.[1] ?? '');
	if (!match || !data.ordinals || !value) return [];
	const [, letters, ending] = match;
	const place = placeOf(value, ending, beside, data);
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
