// Pronunciation: one display token in, up to four readings out, each a sequence of spoken words in the model's phones.
//
//   "$5"    →  [[five] [dollars]]                     two spoken words for one token on the page
//   "2024"  →  [[twenty] [twenty] [four]]  or  [[two] [thousand] [twenty] [four]]  or …
//   "read"  →  [[R EH D | R IY D]]                    one spoken word, two pronunciations
//
// Two steps: a tongue turns the token into readings in words (text), then each word into phones. The search picks.

import { openDictionary } from './dictionary.ts';
import type { Dictionary } from './dictionary.ts';
import { endsInPause, plainCharacters } from './characters.ts';
import { createEnglishSound } from './english/sound.ts';
import type { Sounded } from './english/sound.ts';
import { LETTER_NAMES } from './english/letter-names.ts';
import { ABBREVIATIONS } from './english/abbreviations.ts';
import { readEnglish } from './english/tokens.ts';
import { openLetters } from './letters.ts';
import { MOST_READINGS } from './readings.ts';

/** At most four pronunciations of one spoken word, each phones separated by spaces: ["R EH D", "R IY D"]. */
export type SpokenWord = string[];

export type Pronounced = {
	/** 1 to 4 readings; [] where there is nothing to say (a dash, an emoji) or no way to say it. */
	readings: SpokenWord[][];
	/** The least certain source among the words of the first reading; 'none' for []. */
	source: 'dictionary' | 'rule' | 'letters' | 'spelled' | 'none';
	/** Whether a pause is likely after this token. */
	breakAfter: boolean;
};

export type Context = { previous: string | null; next: string | null };

export type Pronouncer = { pronounce(token: string, context: Context): Pronounced };

export type PronunciationFiles = {
	/** dict.txt of the model. */
	dict: Uint8Array;
	/** Trained letter-to-sound data for that model (letters.ts), null to do with rules. */
	letters: Uint8Array | null;
	/** The model's phones; pronunciations with any other phone are dropped. */
	phones: string[];
};

const CERTAINTY = ['dictionary', 'rule', 'spelled', 'letters', 'none'] as const;

/** Takes some 50 ms for a dictionary of 134,000 lines. `language` is a BCP 47 tag. */
export function createPronouncer(files: PronunciationFiles, language: string): Pronouncer {
	const dictionary = openDictionary(files.dict);
	const phones = new Set(files.phones);
	const sound = createEnglishSound(dictionary, files.letters && openLetters(files.letters));
	const lexicon = { has: dictionary.has, spelledOut: spelledOut(dictionary) };
	void language;

	function sayable(word: string): Sounded {
		const sounded = sound(word);
		if (phones.size === 0) return sounded;
		const kept = sounded.phones.filter((way) => way.split(' ').every((phone) => phones.has(phone)));
		return kept.length === sounded.phones.length
			? sounded
			: { phones: kept, source: kept.length ? sounded.source : 'none' };
	}

	return {
		pronounce(token, context) {
			const plain = plainCharacters(token);
			const texts = readEnglish(token, context, lexicon);
			const readings: SpokenWord[][] = [];
			const seen = new Set<string>();
			let source: Pronounced['source'] = 'none';
			for (const text of texts) {
				const words = text.split(' ').map(sayable);
				if (words.some((word) => word.phones.length === 0)) continue;
				const key = words.map((word) => word.phones.join('|')).join('+');
				if (seen.has(key)) continue;
				seen.add(key);
				if (readings.length === 0) source = leastCertain(words, text, plain);
				readings.push(words.map((word) => word.phones));
			}
			return { readings: readings.slice(0, MOST_READINGS), source, breakAfter: breaks(plain, context.next) };
		}
	};
}

function leastCertain(words: Sounded[], text: string, plain: string): Pronounced['source'] {
	let worst = 0;
	for (const { source } of words) worst = Math.max(worst, CERTAINTY.indexOf(source));
	// Dictionary words that are not the token itself were put there by a rule.
	const own = plain.toLowerCase().includes(text);
	return worst === 0 && !own ? 'rule' : CERTAINTY[worst];
}

/** A point after an abbreviation or an initial is no pause. */
function breaks(plain: string, next: string | null): boolean {
	if (!endsInPause(plain)) return false;
	const core = plain.replace(/^[^\p{L}]+|["')\]]+$/gu, '');
	if (/^\p{Lu}\.$/u.test(core)) return false;
	if (/^(\p{L}{1,2}\.){2,}$/u.test(core)) return next !== null && /^\P{L}*\p{Lu}/u.test(next);
	const stem = core.replace(/\.$/, '').toLowerCase();
	const title =
		core.endsWith('.') &&
		Object.hasOwn(ABBREVIATIONS, stem) &&
		!/^(etc|inc|co|corp|ltd|no|al|ed|sun|sat|mar)$/.test(stem);
	return !title;
}

function spelledOut(dictionary: Dictionary): (word: string) => boolean {
	return (word) => {
		const names = [...word.toUpperCase()].map((letter) => LETTER_NAMES[letter]?.[0] ?? '?').join(' ');
		return dictionary.lookup(word).includes(names);
	};
}
