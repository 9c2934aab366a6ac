// What is written between brackets for the reader and said by nobody: "[laughter]", "(00:12)", "[Musik]".

const DIRECTIONS = new Set(
	(
		'laugh laughs laughter laughing chuckle chuckles chuckling music applause applauding inaudible unintelligible ' +
		'indistinct crosstalk overlapping silence pause pauses sigh sighs sighing cough coughs coughing noise cheers cheering ' +
		'clapping foreign sic intro outro beep bleep gasp gasps snort snorts sniff sniffs groan groans blank_audio ' +
		'rires rire applaudissements musique inaudible risate risata applausi musica risas aplausos música risos aplausos ' +
		'lachen lacht gelächter applaus musik unverständlich'
	).split(' ')
);

/** `plain` is a whole token with its brackets, in plain characters. Bare hours ("00:12:34") are for the reader too. */
export function isDirection(plain: string): boolean {
	if (/^\W*0\d?:\d\d:\d\d([.,]\d+)?\W*$/.test(plain)) return true;
	// Up to the first closing bracket behind the last letter: looked for once, however many brackets there are.
	const inner = /^[[(]+(?![[(])((?:.*\w)?[^\w\])]*)[\])]\W*$/.exec(plain)?.[1]?.toLowerCase();
	if (inner === undefined) return false;
	return DIRECTIONS.has(inner) || /^(\d+:)?\d{1,2}:\d\d([.,]\d+)?$/.test(inner);
}
