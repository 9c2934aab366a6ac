// What is told about a language that has no model of its own, as data: how its letters sound in the English model's phones,
// its numbers, its signs.

export type LanguageData = {
	/** A table for rules.ts over lower-case letters, or null where a dictionary of the language's own model knows the words. */
	letters: string | null;
	/** How a letter is called, as a word of the language: { b: 'bi' }. */
	names: Record<string, string>;
	/** Whole numbers from 0 to 999,999,999 as words, the usual way first. */
	cardinal(n: number): string[];
	/** Between the whole part and the decimals. */
	point: string;
	/** Signs as words; the currencies are said after the number. */
	signs: Record<string, string>;
	/** One-letter words, which are not letters to be named. */
	words: string[];
	/** Whether every word has a vowel, so that letters without one are an initialism (not so in Czech: prst, krk). */
	vowelInEveryWord: boolean;
	/** Without the point. */
	abbreviations: Record<string, string>;
	/** Words with these letters are foreign and may be English. */
	foreign: RegExp | null;
};

/** The parts of a number by thousands: 1234567 → [1, 234, 567]. */
export function thousands(n: number): [number, number, number] {
	if (!Number.isInteger(n) || n < 0 || n >= 1e9) throw new RangeError(`expected a whole number below 1e9, saw ${n}`);
	return [Math.floor(n / 1e6), Math.floor(n / 1e3) % 1000, n % 1000];
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
