// What is counted: units and signs behind a number, in the form that goes with it.

import { combine } from '../readings.ts';
import type { Beside } from '../tongue.ts';
import type { LanguageData } from './language.ts';
import { NUMBER, readNumber, valueOf } from './numbers.ts';

const JOINED = new RegExp(`^(${NUMBER})([\\p{L}°][\\p{L}²³/\\d]*)\\.?$`, 'u');
const ENDING = new RegExp(`(?<![\\d.,'])${NUMBER}$`);

/** A unit behind its number, in the same token or in the one before; [] if it is none. */
export function readMeasure(core: string, { previous }: Beside, data: LanguageData): string[] {
	const joined = JOINED.exec(core);
	if (joined) {
		const [, figures, unit] = joined;
		const units = unitsOf(unit, valueOf(figures), data);
		if (!units.length) return [];
		const amounts = readNumber(figures, data);
		// "Uno, un, una": the one that stands alone counts nothing.
		return combine([amounts.length > 2 && data.cardinal(1).length > 2 ? amounts.slice(1) : amounts, units]);
	}
	const n = amountBefore(previous);
	const units = n === null ? [] : unitsOf(core.replace(/\.$/, ''), n, data);
	// "7 h" may be a seven and an h.
	return units.length && /^\p{L}$/u.test(core) ? [...units, core.toUpperCase()] : units;
}

/** The number that a token ends in, null if in none. */
export function amountBefore(token: string | null): number | null {
	if (/[½¼¾⅓⅔]$/.test(token ?? '')) return /^\d/.test(token ?? '') ? Number(/^\d+/.exec(token ?? '')) + 0.5 : 1;
	const figures = ENDING.exec(token ?? '')?.[0];
	return figures ? valueOf(figures) : null;
}

/** The form of a sign or unit that goes with a number: "euros|euro" → "euro" with 1. */
export function formOf(forms: string, n: number, data: LanguageData): string {
	const all = forms.split('|');
	return all[data.counted(n)] ?? all[0];
}

/** The ways to say a unit behind a number; [] where it is none. */
export function unitsOf(unit: string, n: number, data: LanguageData): string[] {
	const key = unit.length === 1 ? unit : unit.toLowerCase();
	if (!Object.hasOwn(data.units, key)) return [];
	return data.units[key].split(';').map((forms) => formOf(forms, n, data));
}
