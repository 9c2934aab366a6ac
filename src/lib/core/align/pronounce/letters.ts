// What a letter-to-sound model offers to those who sound out words.

export type Letters = {
	/** Up to `most` pronunciations of a lower-case word, best first, phones separated by spaces. */
	sound(word: string, most: number): string[];
};
