// Whole numbers as English words, in all the ways people say them.

import { distinct } from '../readings.ts';

const SMALL = (
	'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen ' +
	'seventeen eighteen nineteen'
).split(' ');
const TENS = '_ _ twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const SCALES: [number, string][] = [
	[1e12, 'trillion'],
	[1e9, 'billion'],
	[1e6, 'million'],
	[1e3, 'thousand']
];
const ORDINALS: Record<string, string> = {
	one: 'first',
	two: 'second',
	three: 'third',
	five: 'fifth',
	eight: 'eighth',
	nine: 'ninth',
	twelve: 'twelfth'
};

/** 1234 → "one thousand two hundred [and] thirty four". `n` is a whole number from 0 to 10¹⁵ − 1. */
export function cardinal(n: number, and = false): string {
	if (!Number.isInteger(n) || n < 0 || n >= 1e15) throw new RangeError(`expected a whole number below 1e15, saw ${n}`);
	if (n < 20) return SMALL[n];
	if (n < 100) return TENS[Math.floor(n / 10)] + (n % 10 ? ' ' + SMALL[n % 10] : '');
	if (n < 1000) {
		const rest = n % 100 ? (and ? ' and ' : ' ') + cardinal(n % 100) : '';
		return SMALL[Math.floor(n / 100)] + ' hundred' + rest;
	}
	for (const [size, name] of SCALES) {
		if (n < size) continue;
		const rest = n % size;
		const link = and && rest > 0 && rest < 100 ? ' and ' : ' ';
		return cardinal(Math.floor(n / size), and) + ' ' + name + (rest ? link + cardinal(rest, and) : '');
	}
	return '';
}

/** The readings of a quantity: with and without "and", "a hundred" beside "one hundred". */
export function quantity(n: number): string[] {
	const plain = cardinal(n);
	const readings = [plain];
	const british = cardinal(n, true);
	if (british !== plain) readings.push(british);
	if (/^one (hundred|thousand|million|billion|trillion)/.test(plain)) readings.push(plain.replace('one', 'a'));
	if (/^one (hundred|thousand|million)$/.test(plain)) readings.push(plain.replace('one ', ''));
	if (n >= 1100 && n < 10000 && n % 100 === 0 && n % 1000) readings.push(cardinal(n / 100) + ' hundred');
	return distinct(readings);
}

/** 21 → "twenty first". */
export function ordinal(n: number, and = false): string {
	return cardinal(n, and).replace(/\w+$/, (last) => ORDINALS[last] ?? last.replace(/y$/, 'ie') + 'th');
}

/** A year from 1000 to 2999: "nineteen oh five", "twenty twenty four", "two thousand [and] nine". */
export function year(n: number): string[] {
	const [high, low] = [Math.floor(n / 100), n % 100];
	const long = [cardinal(n), cardinal(n, true)];
	if (high % 10 === 0 && low < 10) return distinct([...long, pairs(high, low)]);
	if (low === 0) return distinct([cardinal(high) + ' hundred', ...long]);
	const hundred = low < 10 ? [`${cardinal(high)} hundred and ${cardinal(low)}`] : [];
	if (high % 10 === 0) return distinct([pairs(high, low), ...long]);
	return distinct([pairs(high, low), ...hundred, ...long]);
}

/** "1905" → "nineteen oh five", "2024" → "twenty twenty four", "747" → "seven forty seven". */
export function pairs(high: number, low: number): string {
	return cardinal(high) + ' ' + (low < 10 ? 'oh ' : '') + (low === 0 ? 'oh' : cardinal(low));
}

/** Figure by figure: "007" → "oh oh seven", "zero zero seven". */
export function digits(figures: string): string[] {
	const zero = [...figures].map((figure) => SMALL[Number(figure)]).join(' ');
	return distinct([zero.replaceAll('zero', 'oh'), zero]);
}

/** Whole figures without separators, "2024", "350", "007", "8500": how they may be said when nothing says what they are. */
export function figure(figures: string): string[] {
	const n = Number(figures);
	if (figures.length > 1 && figures[0] === '0') return digits(figures);
	if (figures.length > 12) return digits(figures);
	if (figures.length === 4 && n >= 1100 && n < 2100) {
		const years = year(n);
		return n % 1000 === 0
			? quantity(n)
			: distinct([...years.slice(0, 3), ...quantity(n), ...(n < 1800 ? digits(figures) : [])]);
	}
	if (figures.length === 3) {
		const readings = [...quantity(n).slice(0, 2), pairs(Math.floor(n / 100), n % 100)];
		if (n % 100 === 0) return quantity(n);
		return distinct(n % 100 < 20 ? [...readings, ...digits(figures)] : readings);
	}
	if (figures.length === 4) {
		const split = n % 100 ? [pairs(Math.floor(n / 100), n % 100)] : [];
		return distinct([...quantity(n), ...split, ...digits(figures)]);
	}
	return figures.length > 4 ? distinct([...quantity(n).slice(0, 2), ...digits(figures)]) : quantity(n);
}

/** "3.5" → "three point five", "0.1" → "zero point one" | "point one", "2.0" → "two point oh", with or without commas. */
export function decimal(text: string): string[] {
	const [whole, part = ''] = text.replaceAll(',', '').split('.');
	if (!part) return text.includes(',') ? quantity(Number(whole)) : figure(whole);
	const [oh, zero] = digits(part);
	const tails = part === '0' ? [oh, zero] : [zero ?? oh, oh];
	if (part.length === 2 && part[0] !== '0') tails.push(cardinal(Number(part)));
	const heads = whole === '' ? ['', 'zero'] : whole === '0' ? ['zero', '', 'oh'] : quantity(Number(whole)).slice(0, 2);
	const readings: string[] = [];
	for (let rank = 0; rank < heads.length + tails.length; rank++)
		for (let i = 0; i <= rank; i++)
			if (heads[i] !== undefined && tails[rank - i]) readings.push(`${heads[i]} point ${tails[rank - i]}`);
	return distinct(readings);
}
