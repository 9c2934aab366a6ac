// Italian ordinals: "1º", "2ª", "XX secolo", "Luigi XIV", "1 maggio".

import type { Ordinals, Place } from '../language.ts';

const SMALL = '_ primo secondo terzo quarto quinto sesto settimo ottavo nono decimo'.split(' ');
const MONTH = /^(gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre)$/;

function say({ n, words, ending }: Place): string[] {
	const ordinal = SMALL[n] ?? words.replace(/(?<!tr)[aeo]$|(?<!se)i$/, '') + 'esimo';
	return [/[ªa]$/.test(ending) ? ordinal.replace(/o$/, 'a') : ordinal];
}

export const ITALIAN_ORDINALS: Ordinals = {
	endings: /^(?:[°ºª]|[oa]|esim[oa])$/,
	say,
	numbered: /^(secol[oi]|capitol[oi]|tomo|atto|parte|volume|libro|titolo|fase|re|papa)$/,
	roman: (place) => [...say(place), place.words, ...say({ ...place, ending: 'a' })],
	before: (place) => (place.n === 1 && MONTH.test(place.next) ? [...say(place), 'uno'] : [])
};
