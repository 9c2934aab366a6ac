// What a file or a person calls a language, as the one tag that everything else goes by: "en_US", "eng", "English" → "en".

/** Names as Whisper and people write them, for the languages that podcasts are made in most. */
const NAMES = new Map(
	(
		'english en, chinese zh, german de, spanish es, russian ru, korean ko, french fr, japanese ja, portuguese pt, ' +
		'turkish tr, polish pl, dutch nl, arabic ar, swedish sv, italian it, hindi hi, indonesian id, finnish fi, ' +
		'vietnamese vi, hebrew he, ukrainian uk, greek el, czech cs, thai th, romanian ro, danish da, hungarian hu, ' +
		'norwegian no, catalan ca, persian fa, bengali bn, welsh cy'
	)
		.split(', ')
		.map((pair) => pair.split(' ') as [string, string])
);

/** The BCP 47 tag in its usual spelling, null where it is none. */
export function languageTag(named: string): string | null {
	const word = named.trim().toLowerCase().replaceAll('_', '-');
	const known = NAMES.get(word);
	if (known) return known;
	// Longer ones are reserved: "unknown" would be a tag.
	if (!/^[a-z]{2,3}(?:-|$)/.test(word)) return null;
	try {
		return Intl.getCanonicalLocales(word)[0] ?? null;
	} catch {
		return null;
	}
}
