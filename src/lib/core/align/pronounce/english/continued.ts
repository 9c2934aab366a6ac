// Tokens that go on with the figures written before them, in English: "100 000", "1 1/2", "5 km", "20 °C", "9 am".
//
// Of a number written in groups of three every group says what it adds, the scale of what came before it first:
//
//   1     200                    000
//   one   million two hundred    thousand

import { plainCharacters } from '../characters.ts';
import { combine, distinct, spell } from '../readings.ts';
import { partsOf, remainder } from './fractions.ts';
import { degrees, readFigures } from './figures.ts';
import { cardinal, digits, figure } from './numbers.ts';
import { CURRENCIES, CURRENCY_SIGNS, LARGE, LONE_UNITS, UNITS, VULGAR_SIGNS } from './units.ts';

/** Figures at the end of a token, with nothing behind them: where a comma or a stop stands, something new begins. */
const FIGURES = new RegExp(`^["'([]*(${CURRENCY_SIGNS}?[\\d.,]*(?:\\d|${VULGAR_SIGNS}))$`);
const FIRST_GROUP = new RegExp(`^${CURRENCY_SIGNS}?(?:[1-9]\\d{0,2}|\\d{3})$`);
const GROUP = /^\d{3}$/;
/** Units that are more often a word of their own, even behind figures. */
const RATHER_WORDS = new Set(['in', 'ad']);

/** The figures (or "million") a token goes on with, null where there are none. */
export function figuresBefore(previous: string | null): string | null {
	const plain = previous === null ? '' : plainCharacters(previous).toLowerCase();
	return LARGE.test(plain) ? plain : (FIGURES.exec(plain)?.[1] ?? null);
}

/**
 * Readings of a token behind figures, null where it does not go on with them, [] where it does and adds nothing: the last
 * group of "1 000 000". `core` is without punctuation, `next` null where some stands behind the token.
 */
export function readContinued(
	core: string,
	{ before, next }: { before: string; next: string | null },
	known: (word: string) => boolean
): string[] | null {
	const lower = core.toLowerCase();
	if (GROUP.test(core)) return readGroup(core, before, next);
	const part = /^\d{1,3}$/.test(before) ? partsOf(lower) : null;
	const rest = part ? remainder(...part) : [];
	if (part && rest.length) return distinct([...rest, ...readFigures(lower, { previous: null, next })]);
	return readUnit(core, before, known);
}

function readGroup(group: string, before: string, next: string | null): string[] | null {
	const follows = next !== null && GROUP.test(next);
	// Not "555 123 4567", which is a telephone number.
	if (!FIRST_GROUP.test(before) || /^\d{4}$/.test(next ?? '')) return null;
	const n = Number(group);
	const zeros = n === 0 && next === '000';
	const scales = before === '000' ? [''] : !follows ? ['thousand'] : zeros ? ['million', 'billion'] : ['million'];
	const money = Object.hasOwn(CURRENCIES, before[0]) && (!follows || zeros) ? [CURRENCIES[before[0]][1], ''] : [''];
	if (n === 0) return combine([scales, money]);
	const added = combine([scales, distinct([cardinal(n), cardinal(n, true)]), money]);
	return distinct([added[0], figure(group)[0], ...digits(group).slice(0, 1), ...added.slice(1)]);
}

function readUnit(core: string, before: string, known: (word: string) => boolean): string[] | null {
	const lower = core.toLowerCase();
	const range = /^([ap])\.?m\.?-(\d.*)$/.exec(lower);
	if (range) {
		const end = readFigures(range[2], { previous: null, next: null });
		return end.length ? combine([[`${range[1].toUpperCase()} M`], ['to', ''], end.slice(0, 2)]) : null;
	}
	const scale = /^°([cfk]?)$/.exec(lower);
	if (scale) return degrees(scale[1]);
	const unit = Object.hasOwn(LONE_UNITS, core) ? LONE_UNITS[core] : Object.hasOwn(UNITS, lower) ? UNITS[lower] : null;
	if (!unit || RATHER_WORDS.has(lower) || Object.hasOwn(CURRENCIES, before[0])) return null;
	const [one, many, ...others] = unit;
	const letters = core.length > 1 && known(lower) ? lower : /^[a-z/]+$/.test(lower) ? spell(core) : '';
	return distinct([...(before === '1' ? [one] : [many, one]), ...others, letters]);
}
