// Pronunciation: one display token in, up to four readings out, each a sequence of spoken words in the model's phones.
//
//   "$5"    →  [[five] [dollars]]                     two spoken words for one token on the page
//   "2024"  →  [[twenty] [twenty] [four]]  or  [[two] [thousand] [twenty] [four]]  or …
//   "read"  →  [[R EH D | R IY D]]                    one spoken word, two pronunciations
//
// Two steps: a tongue turns the token into readings in words (text), then each word into phones. The search picks.

import { endsInPause, plainCharacters } from './characters.ts';
import { openDictionary } from './dictionary.ts';
import { createEnglish } from './english/english.ts';
import { figure } from './english/numbers.ts';
import { FRENCH } from './languages/french.ts';
import { GERMAN } from './languages/german.ts';
import { ITALIAN } from './languages/italian.ts';
import type { LanguageData } from './languages/language.ts';
import { LATIN } from './languages/latin.ts';
import { PORTUGUESE } from './languages/portuguese.ts';
import { RUSSIAN } from './languages/russian.ts';
import { SPANISH } from './languages/spanish.ts';
import { createNativeTongue, createTableTongue } from './languages/tongues.ts';
import { openLetters, type Letters } from './letters.ts';
import { MOST_READINGS } from './readings.ts';
import type { Beside, Sounded, Tongue } from './tongue.ts';

export { spell } from './readings.ts';

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

export type Pronouncer = {
	/**
	 * Whether the model was trained on this language. Where not, true words fit the nearest phones of another language
	 * less well, by about one nat a frame, and the search must expect that.
	 */
	readonly native: boolean;
	pronounce(token: string, context: Beside): Pronounced;
};

export type PronunciationFiles = {
	/** dict.txt of the model. */
	dict: Uint8Array;
	/** Trained letter-to-sound data for that model (letters.ts), null to do with rules. */
	letters: Uint8Array | null;
	/** The model's phones; pronunciations with any other phone are dropped. */
	phones: string[];
};

const CERTAINTY = ['dictionary', 'rule', 'spelled', 'letters', 'none'] as const;
/** What nobody names is taken for English. */
const ENGLISH = ['en', 'und', ''];
const LANGUAGES = new Map<string, LanguageData>([
	['de', GERMAN],
	['es', SPANISH],
	['fr', FRENCH],
	['it', ITALIAN],
	['pt', PORTUGUESE],
	['ru', RUSSIAN]
]);

/** Whatever has more letters than any word is rubbish: sounding out its beginning is enough. */
const MOST_LETTERS = 100;

/**
 * Indexing a dictionary of 134,000 lines takes some 30 ms. `language` is a BCP 47 tag; with the English model, languages
 * other than English are sounded out by table into its phones.
 */
export function createPronouncer(files: PronunciationFiles, language: string): Pronouncer {
	const known = new Set(files.phones);
	const primary = language.toLowerCase().split('-')[0];
	const englishModel = files.phones.length === 0 || files.phones.includes('AA');
	const { read, sound, abbreviates } = tongueOf(files, primary, englishModel);

	function sayable(word: string): Sounded {
		const sounded = sound(word.slice(0, MOST_LETTERS));
		if (known.size === 0 || sounded.phones.length === 0) return sounded;
		const phones = sounded.phones.filter((way) => way.split(' ').every((phone) => known.has(phone)));
		return { phones, source: phones.length ? sounded.source : 'none' };
	}

	return {
		native: !englishModel || ENGLISH.includes(primary),
		pronounce(token, context) {
			const plain = plainCharacters(token);
			const texts = read(token, context);
			let said = texts.map((text) => text.split(' ').map(sayable));
			const whole = said.filter((words) => words.every((word) => word.phones.length > 0));
			// Better a reading with a hole than none.
			said = whole.length ? whole : said.map((words) => words.filter((word) => word.phones.length > 0));
			const readings = new Map<string, Sounded[]>();
			for (const words of said) {
				const key = words.map((word) => word.phones.join('|')).join('+');
				if (words.length && !readings.has(key)) readings.set(key, words);
			}
			const kept = [...readings.values()].slice(0, MOST_READINGS);
			return {
				readings: kept.map((words) => words.map((word) => word.phones)),
				source: kept.length ? leastCertain(kept[0], texts[0], plain) : 'none',
				breakAfter: breaks(plain, context.next, abbreviates)
			};
		}
	};
}

/** Readings of a whole number: readNumber(2024, 'en') → "twenty twenty four", "two thousand twenty four", … */
export function readNumber(n: number, language: string): string[] {
	const data = LANGUAGES.get(language.toLowerCase().split('-')[0]);
	return data ? data.cardinal(n) : figure(String(n));
}

function tongueOf(files: PronunciationFiles, primary: string, englishModel: boolean): Tongue {
	const dictionary = openDictionary(files.dict);
	const letters = files.letters && lettersOnDemand(files.letters);
	if (!englishModel) return createNativeTongue(LANGUAGES.get(primary) ?? LATIN, dictionary, letters);
	if (ENGLISH.includes(primary)) return createEnglish(dictionary, letters);
	const data = LANGUAGES.get(primary);
	return createTableTongue(primary, data?.letters ? data : LATIN, dictionary);
}

/** Opened with the first word that asks for them: there may be none. */
function lettersOnDemand(bytes: Uint8Array): Letters {
	let letters: Letters | null = null;
	return { sound: (word, most) => (letters ??= openLetters(bytes)).sound(word, most) };
}

function leastCertain(words: Sounded[], text: string, plain: string): Pronounced['source'] {
	let worst = 0;
	for (const { source } of words) worst = Math.max(worst, CERTAINTY.indexOf(source));
	// Dictionary words that are not the token itself were put there by a rule.
	const own = plain.toLowerCase().includes(text);
	return worst === 0 && !own ? 'rule' : CERTAINTY[worst];
}

/** A point after an abbreviation or an initial is no pause. */
function breaks(plain: string, next: string | null, abbreviates: Tongue['abbreviates']): boolean {
	if (!endsInPause(plain)) return false;
	const core = plain.replace(/^[^\p{L}]+/u, '').replace(/(?<!["')\]])["')\]]+$/, '');
	if (/^\p{Lu}\.$/u.test(core)) return false;
	if (/^(\p{L}{1,2}\.){2,}$/u.test(core)) return next !== null && /^\P{L}*\p{Lu}/u.test(next);
	return !(core.endsWith('.') && abbreviates(core.slice(0, -1).toLowerCase()));
}
