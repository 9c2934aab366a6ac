// What is told about a language that has no model of its own, as data: how its letters sound in the English model's phones,
// its numbers, its signs.

/** A number where it may be an ordinal: its cardinal, what is written behind it, the words beside it in small letters. */
export type Place = { n: number; words: string; ending: string; previous: string; next: string };

export type Ordinals = {
	/** What behind a figure makes an ordinal of it. */
	endings: RegExp;
	/** With one of these endings. */
	say(place: Place): string[];
	/** Words whose numbers are Roman. */
	numbered: RegExp;
	/** A Roman numeral, the point behind it being its ending. */
	roman(place: Place): string[];
	/** A number with nothing but a point behind it or not even that, if what follows makes an ordinal of it; else []. */
	before(place: Place): string[];
};

export type LanguageData = {
	/** A table for rules.ts over lower-case letters, or null where a dictionary of the language's own model knows the words. */
	letters: string | null;
	/** How a letter is called, as a word of the language: { b: 'bi' }. */
	names: Record<string, string>;
	/** Whole numbers below 1e12 as words, the usual way first; small ones that end in one with their genders ("uno", "un", "una"). */
	cardinal(n: number): string[];
	/** Between the whole part and the decimals. */
	point: string;
	/** The two parts of "millions" where two groups of noughts share it: "5 000 000" is "cinq", "mi", "lions". */
	million: [string, string[]];
	/** Signs as words, in their forms as units are; the currencies are said after the number. */
	signs: Record<string, string>;
	/**
	 * What stands behind a figure, in small letters where the capital ones mean the same: { km: 'kilometri|kilometro' }. Forms
	 * (see `counted`) are apart by "|", other ways to say it by ";".
	 */
	units: Record<string, string>;
	/** "M" and its like before the sign of a currency, with the word between: { m: "millions d'|million d'" }. */
	scales: Record<string, string>;
	/** Fractions alone and behind a whole number: { ½: 'un demi|et demi' }. */
	fractions: Record<string, string>;
	/** Which form of a unit goes with a number. */
	counted(n: number): number;
	/** Null where nothing is known of the language's numbers. */
	ordinals: Ordinals | null;
	/** A time of day, the usual way first. */
	clock(hour: number, minute: number): string[];
	/** Where a point may stand in a time: the words before or behind it. Those behind it are said before the minutes. */
	clockWords: RegExp | null;
	/** One-letter words, which are not letters to be named. */
	words: string[];
	/** Whether every word has a vowel, so that letters without one are an initialism (not so in Czech: prst, krk). */
	vowelInEveryWord: boolean;
	/** Without the point. */
	abbreviations: Record<string, string>;
	/** Words with these letters are foreign and may be English. */
	foreign: RegExp | null;
};

/** The parts of a number by thousands: 1234567 → [0, 1, 234, 567]. */
export function thousands(n: number): [number, number, number, number] {
	if (!Number.isInteger(n) || n < 0 || n >= 1e12) throw new RangeError(`expected a whole number below 1e12, saw ${n}`);
	return [Math.floor(n / 1e9), Math.floor(n / 1e6) % 1000, Math.floor(n / 1e3) % 1000, n % 1000];
}

/** Most languages have one form for one and another for the rest: "kilometri|kilometro". */
export function singular(n: number): number {
	return n === 1 ? 1 : 0;
}

/** "a=un b=deux" → { a: 'un', b: 'deux' }; "_" stands for a space. */
export function pairs(text: string): Record<string, string> {
	return Object.fromEntries(
		text
			.trim()
			.split(/\s+/)
			.map((pair) => {
				const split = pair.indexOf('=', 1);
				return [pair.slice(0, split), pair.slice(split + 1).replaceAll('_', ' ')];
			})
	);
}
