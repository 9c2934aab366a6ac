// German ordinals: "1. Mai", "21. Jahrhundert", "Ludwig XIV.".

import type { Ordinals, Place } from '../language.ts';

const STEMS: Record<number, string> = { 1: 'erst', 3: 'dritt', 7: 'siebt', 8: 'acht' };
const COUNTED =
	/^(januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|jahrhunderts?|jahrtausends?|weltkriegs?|geburtstags?|jahrestags?|jahres|tag|tags|mal|platz|platzes|klasse|stock|etage|kapitel|runde|spieltag|minute|auflage|liga|bundesliga|reihe|teil|semester|quartal|lebensjahrs?)$/;

function stem({ n, words }: Place): string {
	return STEMS[n] ?? words + (n % 100 < 20 && n % 100 > 0 ? 't' : 'st');
}

function say(place: Place): string[] {
	const ending = /e[nrsm]?$/.exec(place.ending)?.[0];
	return ending ? [stem(place) + ending] : ['en', 'e', 'er'].map((form) => stem(place) + form);
}

export const GERMAN_ORDINALS: Ordinals = {
	endings: /^s?te[nrsm]?$/,
	say,
	numbered: /^(jahrhunderts?|kapitel|band|teil|akt|buch)$/,
	roman(place) {
		if (place.ending !== '.') return [place.words];
		if (COUNTED.test(place.next)) return say(place);
		return [`der ${stem(place)}e`, `des ${stem(place)}en`, `dem ${stem(place)}en`];
	},
	before: (place) => (place.ending === '.' && COUNTED.test(place.next) ? say({ ...place, ending: '' }) : [])
};
