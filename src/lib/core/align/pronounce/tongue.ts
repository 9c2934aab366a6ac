// What a language has to offer for its transcripts to be sounded out: two functions, tokens to words and words to phones.

/** The tokens on both sides as written, null at the ends of the text. */
export type Beside = { previous: string | null; next: string | null };

export type Sounded = {
	/** At most four pronunciations, best first; [] where there is no way to say the word. */
	phones: string[];
	source: 'dictionary' | 'rule' | 'letters' | 'spelled' | 'none';
};

export type Tongue = {
	/** Up to four readings of a token (see readings.ts), [] where there is nothing to say. */
	read(token: string, beside: Beside): string[];
	/** One word of a reading. */
	sound(word: string): Sounded;
	/** Whether a point after this lower-case word only marks an abbreviation. */
	abbreviates(word: string): boolean;
};

/** Remembers what it has heard: transcripts repeat themselves. */
export function remembering(sound: (word: string) => Sounded): (word: string) => Sounded {
	const heard = new Map<string, Sounded>();
	return (word) => {
		let sounded = heard.get(word);
		if (!sounded) heard.set(word, (sounded = sound(word)));
		return sounded;
	};
}
