// Tokens made of figures, read aloud in English: money, times, dates, years, ranges, ordinals, fractions, units.
//
// A list of patterns, tried in order; the first that fits answers. What fits none (GPT-4, H100) is left to tokens.ts,
// which takes such tokens apart and asks again for the pieces.

import { combine, distinct } from '../readings.ts';
import { amount, fraction, endsInPart, isPart, partsOf, portion, remainder } from './fractions.ts';
import { cardinal, decimal, digits, figure, ordinal, pairs, quantity, year } from './numbers.ts';
import { CURRENCIES, CURRENCY_SIGNS, LARGE, MONTHS, MULTIPLIERS, RATES, UNITS, VULGAR_SIGNS } from './units.ts';

/** The plain words on both sides of a token, lower-case, null at the ends: "billion" changes how "$5" is read. */
export type Neighbours = { previous: string | null; next: string | null };

const NUMBER = `(?:\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|\\.\\d+|\\d*${VULGAR_SIGNS})`;
const FIGURE = new RegExp(`\\d|${VULGAR_SIGNS}`);
const UNIT = Object.keys(UNITS).join('|');
const LENGTH = new RegExp(`^[([]*(\\d{1,2}(?:\\.\\d+)?|\\d{0,2}${VULGAR_SIGNS})(["'])[)\\].,;:!?]*$`);
/** One side of a range. */
const SIDE = `[$€£]?(?:\\d{1,2}:\\d{2}|${NUMBER})(?:[kmb%]|bn|°|${UNIT}|[ap]\\.m\\.?)?`;

const ABOUT = ['about', 'approximately', ''];
const MINUS = ['minus', 'negative', ''];
const SIGNS: Record<string, string[]> = {
	'-': MINUS,
	'−': MINUS,
	'+': ['plus', ''],
	'±': ['plus or minus'],
	'+/-': ['plus or minus'],
	'~': ABOUT,
	'≈': ABOUT,
	'<': ['less than', 'under'],
	'>': ['more than', 'greater than', 'over']
};

type Pattern = [RegExp, (match: RegExpExecArray, beside: Neighbours) => string[]];

const PATTERNS: Pattern[] = [
	[/^(\d{1,2})[:.](\d{2})([ap])\.?m?\.?$/, ([, h, m, half]) => time(h, m, half)],
	[/^(\d{1,2}):(\d{2})$/, ([, h, m]) => time(h, m, '')],
	[/^(\d{1,2})([ap])\.?m\.?$/, ([, h, half]) => combine([quantity(Number(h)), halfOfDay(half)])],
	[/^(\d{1,3}):(\d{2}):(\d{2})(?:[.,]\d+)?$/, ([, h, m, s]) => combine([figure(strip(h)), minutes(m), minutes(s)])],
	[/^(\d+):(\d+)$/, ([, a, b]) => combine([figure(a), ['to', ''], figure(b)])],
	[
		new RegExp(
			`^(?:us|a|c)?(${CURRENCY_SIGNS})(${NUMBER})(?:([kmbt]|bn|mn|mm|tn)|-?(thousand|million|billion|trillion))?$`
		),
		([, sign, n, letter, word], beside) => money(sign, n, letter ? MULTIPLIERS[letter] : (word ?? ''), beside)
	],
	[new RegExp(`^(${NUMBER})([€£¥₹])$`), ([, n, sign], beside) => money(sign, n, '', beside)],
	[/^(\d{1,2})¢$/, ([, n]) => [`${cardinal(Number(n))} ${n === '1' ? 'cent' : 'cents'}`]],
	[new RegExp(`^(${NUMBER})%$`), ([, n]) => partly(n, 'percent', ['percent'])],
	[/^(\d[\d,]*)(?:st|nd|rd|th)(s?)$/, ([, n, plural]) => ordinals(Number(n.replaceAll(',', '')), plural)],
	[/^'?(\d0|\d\d\d0|\d00)'?s$/, ([, n]) => decade(n)],
	[/^'(\d\d)$/, ([, n]) => (n[0] === '0' ? [`oh ${cardinal(Number(n))}`] : quantity(Number(n)))],
	[
		new RegExp(`^(-?)(${NUMBER})°([cfk]?)$`),
		([, sign, n, scale]) => combine([sign ? ['minus', 'negative'] : [''], amount(n).slice(0, 2), degrees(scale)])
	],
	[/^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/, ([, m, d, y]) => date(Number(m), Number(d), y)],
	[/^(\d{4})-(\d{2})-(\d{2})$/, ([, y, m, d]) => date(Number(m), Number(d), y)],
	[/^no\.(\d+)$/, ([, n]) => combine([['number'], figure(n)])],
	[/^24\/7$/, () => ['twenty four seven']],
	[/^9\/11$/, () => ['nine eleven']],
	[/^(\d+)\/(\d+)(?:nds?|rds?|ths?)?$/, ([, a, b]) => fraction(Number(a), Number(b))],
	[/^(\d{1,3})-(\d+)\/(\d+)$/, ([, n, a, b]) => together(quantity(Number(n)), remainder(Number(a), Number(b)))],
	[/^(\d)'(\d{1,2})$/, ([, feet, inches]) => height(Number(feet), Number(inches))],
	[/^\+?[\d]*[-.]?\(?\d{3}\)?[-.]?\d{3}[-.]\d{4}$/, ([all]) => digits(all.replace(/\D/g, ''))],
	[/^\d{3}-\d{4}$/, ([all]) => digits(all.replace(/\D/g, ''))],
	[new RegExp(`^(${SIDE})-(${SIDE}|\\d+(?:st|nd|rd|th))$`), range],
	[/^v?(\d+(?:\.\d+){2,})$/, ([, version]) => versions(version)],
	[new RegExp(`^(${NUMBER})(${UNIT})$`), ([, n, unit]) => measured(n, unit)],
	[new RegExp(`^(${NUMBER})(k|m|b|bn|mn|t|tn)$`), ([, n, letter]) => multiplied(n, letter)],
	[new RegExp(`^(${NUMBER})[x×]$`), ([, n]) => combine([amount(n), ['X', 'times']])],
	[new RegExp(`^(\\d+)[x×](\\d+)$`), ([, a, b]) => combine([figure(a), ['by', 'X', 'times'], figure(b)])],
	[
		new RegExp(`^([-−+±~≈<>]|\\+/-)(${NUMBER})(%|${UNIT})?$`),
		([, sign, n, unit]) => combine([SIGNS[sign], unit && unit !== '%' ? measured(n, unit).slice(0, 2) : share(n, unit)])
	],
	[
		new RegExp(`^([-−+±~≈<>]|\\+/-)(${CURRENCY_SIGNS}?(?:\\d|\\.\\d).*)$`),
		([, sign, rest], beside) => together(SIGNS[sign], readFigures(rest, beside).slice(0, rest.includes('.') ? 2 : 1))
	],
	[/^(.*\d[a-z]*)\/([a-z]+)$/, rate],
	[/^(\d+\.\d+)s$/, ([, n]) => combine([amount(n), ['seconds']])],
	[new RegExp(`^#(${NUMBER})$`), ([, n]) => combine([['number', 'hashtag', ''], amount(n)])],
	[/^([1-9]\d{0,4})s$/, ([, n]) => figure(n).map(plural)],
	[/^\d{1,2}$/, ([n], beside) => day(n, beside)],
	[/^\d+$/, ([n]) => figure(n)],
	[new RegExp(`^${NUMBER}$`), ([n]) => amount(n)],
	[/^\d{1,3}(?:,\d{2,3})*,\d{3}$/, ([n]) => quantity(Number(n.replaceAll(',', '')))],
	[/^\d+(?:[.,]\d+)+$/, ([all]) => listed(all)]
];

/**
 * Readings of a token of figures, [] if it is not one. `token` is lower-case, dashes are "-", quotes are straight, and the
 * punctuation around it is gone.
 */
export function readFigures(token: string, beside: Neighbours): string[] {
	if (!FIGURE.test(token)) return [];
	// 1.234,50 can only be meant as on the Continent.
	token = token.replace(/\d{1,3}(?:\.\d{3}){1,40},\d{1,2}(?!\d)/, (n) =>
		n.replace(/[.,]/g, (sign) => (sign === '.' ? ',' : '.'))
	);
	token = token.replace(/^([$€£]?)(\d+),(\d\d)([€£]?)$/, (all, before, whole, part, behind) =>
		before || behind ? `${before}${whole}.${part}${behind}` : all
	);
	const more = /^(.+\d[a-z%]*)\+$/.exec(token);
	if (more) {
		const base = readFigures(more[1], beside);
		return base.length ? combine([base, ['plus', '']]) : [];
	}
	// Longer than anyone says as a number.
	if (/(?<![.\d])\d{16}/.test(token.replaceAll(',', ''))) return digits(token.replace(/\D/g, ''));
	for (const [pattern, read] of PATTERNS) {
		const match = pattern.exec(token);
		if (match) return distinct(read(match, beside));
	}
	return [];
}

/** `12"` and "6'" with what stands around them: a quotation may end there, or the mark may be inches or feet. */
export function readLength(written: string): string[] {
	const match = LENGTH.exec(written);
	if (!match) return [];
	const [, n, mark] = match;
	const [one, many] = UNITS[mark === '"' ? 'in' : 'ft'];
	return isPart(n) ? partly(n, one, []) : combine([amount(n).slice(0, 2), n === '1' ? ['', one] : ['', many, one]]);
}

function strip(figures: string): string {
	return String(Number(figures));
}

function minutes(figures: string): string[] {
	const n = Number(figures);
	if (n === 0) return ['', 'oh oh', 'zero zero'];
	return n < 10 ? [`oh ${cardinal(n)}`, cardinal(n), `zero ${cardinal(n)}`] : [cardinal(n)];
}

function halfOfDay(letter: string): string[] {
	return letter === 'a' ? ['A M', 'in the morning'] : ['P M', ''];
}

function time(h: string, m: string, half: string): string[] {
	const hour = cardinal(Number(h));
	const tail = half ? halfOfDay(half) : [''];
	if (m === '00') return half ? combine([[hour], tail]) : [`${hour} o'clock`, hour, `${hour} hundred`, `${hour} oh oh`];
	const readings = combine([[hour], minutes(m), tail]);
	if (half) return readings;
	if (m === '30') readings.push(`half past ${hour}`);
	if (m === '15') readings.push(`quarter past ${hour}`);
	return readings;
}

/** Before "billion", "$5" is only "five", and "billion" itself says the dollars (see tokens.ts). */
function money(sign: string, n: string, scale: string, beside: Neighbours): string[] {
	const [one, many, cent, cents] = CURRENCIES[sign];
	const [whole, part] = n.replaceAll(',', '').split('.');
	if (beside.next && LARGE.test(beside.next)) return amount(n);
	if (scale) return combine([amount(n), [scale], [many, '']]);
	if (endsInPart(n)) return partly(n, one, [many]);
	const units = Number(whole) === 1 ? one : many;
	// "$100 000": the next token says the thousands and the dollars.
	if (beside.next && /^\d{3}$/.test(beside.next) && n.length < 4) return combine([amount(n), ['', units]]);
	if (!part) return combine([quantityOrYear(n), units === one ? [one] : [many, one]]);
	if (part.length !== 2) {
		const said = amount(n);
		if (part.length > 2 || part === '0' || !Number(whole)) return combine([said, [many, one]]);
		const [big, tens] = [cardinal(Number(whole)), cardinal(10 * Number(part))];
		return [`${said[0]} ${many}`, `${big} ${units} ${tens}`, `${big} ${tens}`, `${said[0]} ${one}`];
	}
	if (part === '00') return combine([quantity(Number(whole)), [units]]);
	const small = `${cardinal(Number(part))} ${Number(part) === 1 ? cent : cents}`;
	const oh = (Number(part) < 10 ? 'oh ' : '') + cardinal(Number(part));
	if (Number(whole) === 0) return [small];
	const big = cardinal(Number(whole));
	return [`${big} ${oh}`, `${big} ${units} and ${small}`, `${big} ${units} ${small}`, `${big} ${units} ${oh}`];
}

function quantityOrYear(n: string): string[] {
	return n.includes(',') || n.length !== 4 ? quantity(Number(n.replaceAll(',', ''))) : figure(n);
}

function ordinals(n: number, plural: string): string[] {
	return distinct([ordinal(n) + plural, ordinal(n, true) + plural, ...(n === 1 ? ['one'] : [])]);
}

/** "1990s", "'90s", "80's", "1800s", "2010s". */
function decade(n: string): string[] {
	const value = Number(n);
	if (n.length === 3) return [plural(cardinal(value))];
	if (n.length === 4 && value % 100 === 0 && value % 1000) return [plural(`${cardinal(value / 100)} hundred`)];
	if (n.length === 4 && value % 1000 === 0) return [plural(cardinal(value))];
	const tens = plural(cardinal(value % 100));
	if (n.length === 2) return [tens];
	return [`${cardinal(Math.floor(value / 100))} ${tens}`, ...(n[0] === '2' ? [plural(cardinal(value))] : []), tens];
}

function plural(words: string): string {
	return words.endsWith('y') ? words.slice(0, -1) + 'ies' : words + (/(x|s|z|ch|sh)$/.test(words) ? 'es' : 's');
}

/** "°C" behind figures, by the letter of its scale, '' where it has none. */
export function degrees(scale: string): string[] {
	const name = { c: ' celsius', f: ' fahrenheit', k: ' kelvin' }[scale];
	return name
		? [`degrees${name}`, 'degrees', `degrees ${scale.toUpperCase()}`, scale.toUpperCase()]
		: ['degrees', 'degree'];
}

/** Month first as in America; day first where the month cannot be one. */
function date(month: number, day: number, y: string): string[] {
	if (month > 12) [month, day] = [day, month];
	if (month < 1 || month > 12 || day < 1 || day > 31) return [];
	const years = y.length === 4 ? year(Number(y)) : [...pairOf(y), ...year(2000 + Number(y))];
	const name = MONTHS[month - 1];
	const days = [`${name} ${ordinal(day)}`, `${cardinal(month)} ${cardinal(day)}`, `the ${ordinal(day)} of ${name}`];
	return combine([days, years.slice(0, 2)]);
}

function pairOf(y: string): string[] {
	return y[0] === '0' ? [`oh ${cardinal(Number(y))}`] : [cardinal(Number(y))];
}

function height(feet: number, inches: number): string[] {
	return [pairs(feet, inches).replace('oh ', ''), `${cardinal(feet)} foot ${cardinal(inches)}`];
}

function range([, a, b]: string[], beside: Neighbours): string[] {
	[a, b] = [a, b].map((side) => side.replace(/([ap])\.m\.?$/, '$1m').replace(/:00(?=[ap]|$)/, ''));
	// "10-25%" and "$5-10": the sign is said once.
	const unit = /[a-z%°]+$/.exec(b)?.[0] ?? '';
	const sign = /^[$€£]/.exec(a)?.[0] ?? '';
	const century = /^\d{4}$/.test(a) && /^\d{2}$/.test(b);
	const side = (text: string) => readFigures(text, beside).filter((reading) => !reading.includes(' past '));
	const to = side(sign && !b.startsWith(sign) ? sign + b : b);
	if (!to.length) return [];
	const figures = a.slice(sign.length);
	const short = unit && figures.endsWith(unit) ? figures.slice(0, -unit.length) : figures;
	let from = century ? year(Number(a)).slice(0, 1) : side(short).slice(0, 2);
	// As in "5km-10km", where it may be said twice.
	if (short !== figures) from = [...from.slice(0, 1), ...side(figures).slice(0, 1)];
	return combine([from, a === b ? ['', 'to'] : ['to', ''], to.slice(0, 3)]);
}

/** "$5/month", "$15/hr", "3/week"; [] where nothing is counted by the word behind the slash. */
function rate([, what, per]: string[], beside: Neighbours): string[] {
	const name = RATES[per] ?? (Object.hasOwn(CURRENCIES, what[0]) ? (UNITS[per]?.[0] ?? per) : '');
	if (!name) return [];
	const article = /^(?:[aeio]|hour)/.test(name) ? 'an' : 'a';
	return together(readFigures(what, beside).slice(0, 2), [`${article} ${name}`, `per ${name}`, name]);
}

/** One behind the other, [] if either says nothing. */
function together(a: string[], b: string[]): string[] {
	return a.length && b.length ? combine([a, b]) : [];
}

function versions(version: string): string[] {
	const parts = version.split('.').map((part) => figure(part).slice(0, 1));
	const linked = (link: string) => parts.map(([part]) => part).join(` ${link} `);
	return [linked('point'), linked('dot'), parts.map(([part]) => part).join(' ')];
}

/** "1,5" and "1,2,3": a comma of the Continent's or figures in a row. */
function listed(all: string): string[] {
	const parts = all.split(/[.,]/);
	const said = parts.map((part) => figure(part)[0]);
	const point = parts.length === 2 ? decimal(parts.join('.')).slice(0, 1) : [];
	return [said.join(' '), ...point, said.join(' comma ')];
}

function measured(n: string, unit: string): string[] {
	const [one, many, ...others] = UNITS[unit];
	if (isPart(n)) return partly(n, one, [many, ...others]);
	return combine([amount(n), n === '1' ? [one, ...others] : [many, ...others]]);
}

/** "½km" is "half a kilometer", "2½km" are "two and a half kilometers". */
function partly(n: string, one: string, many: string[]): string[] {
	const part = partsOf(n);
	return part ? combine([portion(...part, one), [one]]) : combine([amount(n), many]);
}

function multiplied(n: string, letter: string): string[] {
	const name = letter[0].toUpperCase();
	return combine([amount(n).slice(0, 2), letter === 'k' ? [name, 'thousand'] : [MULTIPLIERS[letter], name]]);
}

function share(n: string, percent: string | undefined): string[] {
	return combine([amount(n).slice(0, 2), [percent ? 'percent' : '']]);
}

/** "5" beside a month is the fifth. */
function day(n: string, { previous, next }: Neighbours): string[] {
	const plain = figure(n);
	const value = Number(n);
	if (value < 1 || value > 31) return plain;
	if (previous && MONTHS.includes(previous)) return distinct([ordinal(value), ...plain, `the ${ordinal(value)}`]);
	if (next && MONTHS.includes(next)) return distinct([...plain, `${ordinal(value)} of`, `the ${ordinal(value)} of`]);
	return plain;
}
