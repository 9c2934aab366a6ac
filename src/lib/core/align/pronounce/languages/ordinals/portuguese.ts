// Portuguese ordinals: "1º", "2.ª", "Pedro II", "século XX".

import type { Ordinals, Place } from '../language.ts';

const SMALL = '_ primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono'.split(' ');
const TENS =
	'_ décimo vigésimo trigésimo quadragésimo quinquagésimo sexagésimo septuagésimo octogésimo nonagésimo'.split(' ');

function say({ n, words, ending }: Place): string[] {
	if (n < 1 || n > 100) return [words];
	const parts = n === 100 ? ['centésimo'] : [TENS[Math.floor(n / 10)], SMALL[n % 10]].filter((part) => part !== '_');
	return [parts.map((part) => (/[ªa]/.test(ending) ? part.replace(/o$/, 'a') : part)).join(' ')];
}

export const PORTUGUESE_ORDINALS: Ordinals = {
	endings: /^(?:\.?[ºª°]|[oa])$/,
	say,
	numbered: /^(séculos?|capítulos?|tomos?|atos?|partes?|volume|livros?|títulos?|fase|rei|papa|dom)$/,
	roman: (place) => (place.n > 10 ? [place.words] : [...say(place), place.words]),
	before: () => []
};
