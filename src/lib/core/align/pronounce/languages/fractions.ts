// Fractions that are one character: "½" → "un demi", "2½" → "deux et demi".

import { combine } from '../readings.ts';
import type { Beside } from '../tongue.ts';
import type { LanguageData } from './language.ts';
import { amountBefore, unitsOf } from './measures.ts';

const PATTERN = /^(\d{0,3})([½¼¾⅓⅔])(\p{L}{0,4})[.,;:!?]*$/u;

/** [] for any other token. */
export function readFraction(core: string, { previous }: Beside, data: LanguageData): string[] {
	const match = PATTERN.exec(core);
	if (!match || !Object.hasOwn(data.fractions, match[2])) return [];
	const [, whole, sign, unit] = match;
	const [alone, behind] = data.fractions[sign].split('|');
	const wholes = whole ? data.cardinal(Number(whole)) : [];
	const units = unit ? unitsOf(unit, whole ? Number(whole) + 0.5 : 1, data) : [];
	if (unit && !units.length) return [];
	return combine([wholes, (whole || amountBefore(previous) !== null ? behind : alone).split(';'), units]);
}
