// From the words of a reading to phones, for the English model: dictionary, endings and compounds, trained letters, rules.

import type { Dictionary } from '../dictionary.ts';
import type { Letters } from '../letters.ts';
import { applyRules, rules, type Rule } from '../rules.ts';
import { soundByScript } from '../languages/sounding.ts';
import type { Sounded } from '../tongue.ts';
import { BEGINNINGS, compound, hyphened, inflect, lettered } from './affixes.ts';
import { LETTER_NAMES } from './letter-names.ts';
import { MODERN } from './modern.ts';
import { ENGLISH_LETTERS } from './plain-letters.ts';

const MOST = 4;
/** Vowels that fast speech and the dictionary itself mix up: one alternative of each kind is enough for the search. */
const ALIKE: [RegExp, string][] = [
	[/\bIH\b/g, 'AH'],
	[/\bAO\b/g, 'AA']
];

/** Sounds out single words of a reading. */
export function createEnglishSound(dictionary: Dictionary, letters: Letters | null): (word: string) => Sounded {
	let plain: Rule[] | null = null;

	function letterSounds(word: string, most: number): string[] {
		const bare = word.replace(/[^a-z]/g, '');
		if (!bare) return soundByScript(word);
		const trained = letters ? different(letters.sound(bare, 2 * MOST)) : [];
		return (trained.length ? trained : applyRules((plain ??= rules(ENGLISH_LETTERS)), bare)).slice(0, most);
	}

	function lookup(word: string): string[] {
		const known = dictionary.lookup(word);
		return known.length ? known : (MODERN.get(word) ?? []);
	}

	/** A word taken apart: a letter and a word, with a hyphen where the dictionary has one, two words. */
	function taken(word: string): string[] {
		for (const apart of [lettered, hyphened, compound]) {
			const found = apart(word, lookup);
			if (found.length) return found;
		}
		return [];
	}

	/** "th-": the consonants somebody began with, and a vowel like the one in "the". */
	function fragment(word: string): string[] {
		const whole = letterSounds(word, 1)[0];
		if (!whole) return [];
		const onset = /^(?:(?:P|B|T|D|K|G|CH|JH|F|V|TH|DH|S|Z|SH|ZH|HH|M|N|L|R|W|Y)(?: |$))+/.exec(whole)?.[0].trim();
		return onset ? [`${onset} AH`, whole] : [whole];
	}

	function sound(word: string): Sounded {
		const named = /^([A-Z0-9])('s)?$/.exec(word);
		if (named) {
			const names = LETTER_NAMES[named[1]];
			return { phones: named[2] ? inflect("xx's", () => names) : names, source: 'spelled' };
		}
		const known = lookup(word);
		if (known.length) return { phones: known.slice(0, MOST), source: 'dictionary' };
		if (word.endsWith('-') && Object.hasOwn(BEGINNINGS, word.slice(0, -1)))
			return { phones: BEGINNINGS[word.slice(0, -1)], source: 'rule' };
		if (word.endsWith('-')) return { phones: fragment(word.slice(0, -1)).slice(0, MOST), source: 'letters' };
		const inflected = inflect(word, lookup);
		if (inflected.length) return { phones: unique(inflected).slice(0, MOST), source: 'rule' };
		const stem = word.replace(/'s$/, '');
		const joined = taken(stem);
		const possessive = word.endsWith("'s");
		const pair = possessive && joined.length ? inflect("xx's", () => joined) : joined;
		if (pair.length)
			return { phones: unique([...pair.slice(0, 2), ...letterSounds(word, 2)]).slice(0, MOST), source: 'rule' };
		const guessed = possessive ? inflect(word, (stem) => letterSounds(stem, MOST)) : letterSounds(word, MOST);
		return guessed.length
			? { phones: unique(guessed).slice(0, MOST), source: 'letters' }
			: { phones: [], source: 'none' };
	}

	return sound;
}

function unique(phones: string[]): string[] {
	return [...new Set(phones)];
}

/** Without those that differ from an earlier one only in vowels that sound alike. */
function different(ways: string[]): string[] {
	const seen = new Set<string>();
	return ways.filter((way) => {
		const key = ALIKE.reduce((text, [vowel, other]) => text.replace(vowel, other), way);
		if (seen.has(key)) return false;
		seen.add(key);
		return true;
	});
}
