// Roman numerals in their usual form: "XIV", "LVIII", "MCMLXXX"; not "IIII".

const VALUES: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 };
const NUMERAL = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/;

/** The value of capitals that are a numeral, 0 for anything else. */
export function romanValue(capitals: string): number {
	if (!NUMERAL.test(capitals)) return 0;
	const values = [...capitals].map((letter) => VALUES[letter]);
	return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}
