// Spanish ordinals: "1.º", "2ª", "3.er", "Felipe VI", "siglo XX".

import type { Ordinals, Place } from '../language.ts';

const SMALL =
	'_ primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo decimotercero decimocuarto decimoquinto decimosexto decimoséptimo decimoctavo decimonoveno'.split(
		' '
	);
const TENS = '_ _ vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo nonagésimo'.split(
	' '
);

function masculine(n: number): string | undefined {
	if (n === 100) return 'centésimo';
	if (n < 20 || n > 100) return SMALL[n];
	return TENS[Math.floor(n / 10)] + (n % 10 ? ` ${SMALL[n % 10]}` : '');
}

function say({ n, words, ending }: Place): string[] {
	const ordinal = masculine(n);
	if (!ordinal) return [words];
	const said = /er$/.test(ending)
		? ordinal.replace(/o$/, '')
		: /ª/.test(ending)
			? ordinal.replaceAll(/o\b/g, 'a')
			: ordinal;
	return n > 10 ? [said, words] : [said];
}

export const SPANISH_ORDINALS: Ordinals = {
	endings: /^\.?(?:[ºª°]|er)$/,
	say,
	numbered: /^(siglos?|capítulos?|tomos?|actos?|partes?|volumen|libros?|títulos?|fase|rey|papa)$/,
	// Kings and centuries are counted in ordinals up to ten.
	roman: (place) => (place.n > 10 ? [place.words] : [...say(place), place.words]),
	before: () => []
};
