// Sample rates and clocks are whole numbers, and mostly have much in common.

/** The greatest common divisor, by Euclid's algorithm. */
export function gcd(a: number, b: number): number {
	while (b) [a, b] = [b, a % b];
	return a;
}
