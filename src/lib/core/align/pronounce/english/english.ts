// English: its reader and its sounds put together.

import type { Dictionary } from '../dictionary.ts';
import type { Letters } from '../letters.ts';
import { remembering } from '../tongue.ts';
import type { Tongue } from '../tongue.ts';
import { ABBREVIATIONS } from './abbreviations.ts';
import { LETTER_NAMES } from './letter-names.ts';
import { MODERN } from './modern.ts';
import { createEnglishSound } from './sound.ts';
import { readEnglish } from './tokens.ts';

/** Points after these end sentences as often as not. */
const AT_THE_END = /^(etc|inc|co|corp|ltd|no|al|ed|sun|sat|mar)$/;

export function createEnglish(dictionary: Dictionary, letters: Letters | null): Tongue {
	const lexicon = {
		has: (word: string) => dictionary.has(word) || MODERN.has(word),
		spelledOut(word: string) {
			const names = [...word.toUpperCase()].map((letter) => LETTER_NAMES[letter]?.[0] ?? '?').join(' ');
			return dictionary.lookup(word).includes(names);
		}
	};
	return {
		read: (token, beside) => readEnglish(token, beside, lexicon),
		sound: remembering(createEnglishSound(dictionary, letters)),
		abbreviates: (word) => Object.hasOwn(ABBREVIATIONS, word) && !AT_THE_END.test(word)
	};
}
