// French ordinals: "1er", "2e", "XXIe siècle".

import type { Ordinals, Place } from '../language.ts';

const LAST: Record<string, string> = { un: 'unième', cinq: 'cinquième', neuf: 'neuvième' };

function say({ n, words, ending }: Place): string[] {
	if (n === 1) return [/^(re|ère)/.test(ending) ? 'première' : 'premier'];
	if (n === 2 && /^n/.test(ending)) return [/e/.test(ending) ? 'seconde' : 'second'];
	const last = words.split(' ').at(-1) as string;
	return [words.slice(0, words.length - last.length) + (LAST[last] ?? last.replace(/e$/, '') + 'ième')];
}

export const FRENCH_ORDINALS: Ordinals = {
	endings: /^(ers?|i?[eè]res?|res?|nde?s?|i?[eè]mes?|es?)$/,
	say,
	numbered: /^(siècles?|chapitres?|tomes?|actes?|parties?|volumes?|livres?|titres?|roi|pape)$/,
	roman: (place) => (/^siècle/.test(place.next) ? say(place) : place.n === 1 ? ['premier', 'un'] : [place.words]),
	before: () => []
};
