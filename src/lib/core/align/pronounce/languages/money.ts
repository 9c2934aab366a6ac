// Amounts of money, with the sign and "million" where they are said: "$3.5M" → "drei komma fünf millionen dollar".

import { combine, distinct } from '../readings.ts';
import type { Beside } from '../tongue.ts';
import type { LanguageData } from './language.ts';
import { amountBefore, formOf } from './measures.ts';
import { NUMBER, readNumber, valueOf } from './numbers.ts';

const CURRENCY = '(?:\\p{L}{1,2})?[$€£¥₽]';
const BEFORE = new RegExp(`^(${CURRENCY})(${NUMBER})(\\p{L}{0,4})\\.?$`, 'u');
const BEHIND = new RegExp(`^(${NUMBER})?(\\p{L}{0,4})([$€£¥₽])$`, 'u');
const SIGN = new RegExp(`^${CURRENCY}$`, 'u');
const AMOUNT = new RegExp(`^${NUMBER}$`);

/** Whether a token is nothing but the sign of a currency whose amount comes next: the amount says it. */
export function isAnnounced(core: string, { previous, next }: Beside): boolean {
	return SIGN.test(core) && /^\d/.test(next ?? '') && !/\d$/.test(previous ?? '');
}

/** [] for what is no amount of money, or one that needs nothing of this. */
export function readMoney(core: string, { previous }: Beside, data: LanguageData): string[] {
	const before = BEFORE.exec(core);
	if (before) return amount(before[2], before[3], before[1], data);
	const behind = BEHIND.exec(core);
	if (behind?.[1]) return amount(behind[1], behind[2], behind[3], data);
	const n = amountBefore(previous);
	if (behind?.[2] && n !== null) return scaled(behind[2], n, behind[3], data);
	const announced = /^["'(]*(\D+)$/.exec(previous ?? '')?.[1] ?? '';
	if (!SIGN.test(announced) || !AMOUNT.test(core)) return [];
	// "R$ 5 milhões" has the currency further on.
	const said = amount(core, '', announced, data);
	return said.length ? distinct([...said.slice(0, 2), ...readNumber(core, data).slice(0, 1)]) : [];
}

function amount(figures: string, scale: string, sign: string, data: LanguageData): string[] {
	const said = scaled(scale, valueOf(figures), sign, data);
	return said.length ? combine([readNumber(figures, data), said]) : [];
}

function scaled(scale: string, n: number, sign: string, data: LanguageData): string[] {
	const currency = sign.toLowerCase();
	if (!Object.hasOwn(data.signs, currency)) return [];
	if (!scale) return [formOf(data.signs[currency], n, data)];
	const key = scale.toLowerCase();
	if (!Object.hasOwn(data.scales, key)) return [];
	const [many] = data.signs[currency].split('|');
	const large = formOf(data.scales[key], n, data);
	// "Millions d'euros" and "millions de dollars"; "millones de euros" keeps its vowel.
	const elided = /^[aeiou]/.test(many) ? large : large.replace(/d'$/, 'de');
	return [elided.endsWith("'") ? elided + many : `${elided} ${many}`];
}
