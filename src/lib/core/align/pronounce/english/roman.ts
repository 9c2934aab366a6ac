// Roman numerals up to 99, as in "Louis XIV" and "Super Bowl LVIII".

const NUMERAL = /^(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/;
const VALUES: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

/** The value of capitals that are a numeral in its usual form ("IV", not "IIII"), 0 for anything else. */
export function romanValue(capitals: string): number {
	if (!NUMERAL.test(capitals)) return 0;
	const values = [...capitals].map((letter) => VALUES[letter]);
	return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}
