// Whole tokens of figures that mean more than a number: times, ordinals, measures.
//
//   "10h30"  ─►  "dix heures trente"        "1er"  ─►  "premier"        "5km"  ─►  "cinq kilomètres"

import { combine, distinct } from '../readings.ts';
import type { Beside } from '../tongue.ts';
import type { LanguageData, Place } from './language.ts';
import { readFraction } from './fractions.ts';
import { formOf, readMeasure } from './measures.ts';
import { readMoney } from './money.ts';
import { readNumber } from './numbers.ts';

const TIME = /^(\d{1,2})(?::|h(?:rs)?)([0-5]\d)(?:h|min)?$/i;
const POINTED = /^(\d{1,2})\.([0-5]\d)$/;

/** [] where the token is no such thing. */
export function readFigures(core: string, beside: Beside, data: LanguageData): string[] {
	for (const read of [readTime, readOrdinal, readMoney, readMeasure, readFraction, readNumbered, readSeries]) {
		const readings = read(core, beside, data);
		if (readings.length) return readings;
	}
	return [];
}

/** A token beside another as a word in small letters without what is around it. */
export function wordBeside(token: string | null): string {
	return (token ?? '').toLowerCase().replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, '');
}

function readTime(core: string, { previous, next }: Beside, data: LanguageData): string[] {
	const words = data.clockWords;
	const time = timeOf(core, wordBeside(previous), wordBeside(next), words);
	if (time) {
		const readings = data.clock(...time);
		// "10.30 Uhr": the word between is said by the token behind.
		const [begun] = words?.test(wordBeside(next)) ? (readings[0] ?? '').split(` ${wordBeside(next)}`) : [''];
		return distinct([begun, ...readings]);
	}
	const said = wordBeside(core);
	if (!words?.test(said)) return [];
	const before = timeOf(previous ?? '', '', said, words);
	const behind = before && data.clock(...before)[0].split(` ${said} `)[1];
	return behind ? [`${said} ${behind}`, said] : [];
}

function timeOf(core: string, previous: string, next: string, words: RegExp | null): [number, number] | null {
	const pointed = words?.test(previous) || words?.test(next);
	const match = TIME.exec(core) ?? (pointed ? POINTED.exec(core) : null);
	return match && Number(match[1]) <= 24 ? [Number(match[1]), Number(match[2])] : null;
}

function readOrdinal(core: string, beside: Beside, data: LanguageData): string[] {
	const match = /^(\d{1,4})(\D*)$/.exec(core);
	if (!match || !data.ordinals) return [];
	const n = Number(match[1]);
	const ending = match[2].toLowerCase().replace(/(?<=.)\.$/, '');
	const place = placeOf(n, ending, beside, data);
	if (!ending || ending === '.') return distinct(data.ordinals.before(place));
	if (!data.ordinals.endings.test(ending)) return [];
	const ordinals = data.ordinals.say(place);
	if (ending !== '°') return distinct(ordinals);
	const degrees = combine([[place.words], [formOf(data.signs['°'], n, data)]]);
	return distinct(n > 10 ? [...degrees, ...ordinals] : [...ordinals, ...degrees]);
}

/** A number with its surroundings. */
export function placeOf(n: number, ending: string, { previous, next }: Beside, data: LanguageData): Place {
	return { n, words: data.cardinal(n)[0] ?? '', ending, previous: wordBeside(previous), next: wordBeside(next) };
}

/** "N° 5", "nº5", "n. 5". */
function readNumbered(core: string, { next }: Beside, data: LanguageData): string[] {
	const match = /^n(?:r?\.?[°º]|r?\.)(\d{0,9})$/i.exec(core);
	if (!match || !Object.hasOwn(data.signs, '№') || !(match[1] || /^\d/.test(next ?? ''))) return [];
	return combine([[data.signs['№']], match[1] ? readNumber(match[1], data) : []]);
}

/** Numbers in a row, as those of a telephone or a date: "06.12.34.56" → "zéro six douze trente quatre cinquante six". */
function readSeries(core: string, _: Beside, data: LanguageData): string[] {
	if (!/^\d{1,4}(?:([.-])\d{1,4})(?:\1\d{1,4})+$/.test(core) || /^\d{1,3}(?:\.\d{3})+$/.test(core)) return [];
	const parts = core.split(/[.-]/);
	const written = parts.map((part) => readNumber(part, data)[0] ?? '').join(' ');
	if (parts.length > 3) return distinct([written]);
	// The fifth month is no "zero five"; and a version has its points said.
	const amounts = parts.map((part) => data.cardinal(Number(part))[0] ?? '');
	const point = core.includes('.') && !/\b0|\d{3}/.test(core) ? (data.signs['.'] ?? '') : '';
	return distinct([amounts.join(' '), written, ...(point ? [amounts.join(` ${point} `)] : [])]);
}
