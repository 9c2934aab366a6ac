// The tongues besides English: languages sounded out by table with the English model, and languages with their own model.

import type { Dictionary } from '../dictionary.ts';
import type { Letters } from '../letters.ts';
import { remembering } from '../tongue.ts';
import type { Sounded, Tongue } from '../tongue.ts';
import type { LanguageData } from './language.ts';
import { soundByScript, soundByTable } from './sounding.ts';
import { readToken } from './tokens.ts';

const MOST = 4;
const NONE: Sounded = { phones: [], source: 'none' };

/** A language in the English model's phones. `english` knows English words, for those that are foreign to the language. */
export function createTableTongue(name: string, data: LanguageData, english: Dictionary): Tongue {
	const table = data.letters as string;

	function byTable(word: string): string[] {
		const own = soundByTable(name, table, word.replace(/[^\p{L}]/gu, ''));
		return own.length ? own : soundByScript(word);
	}

	function sound(word: string): Sounded {
		if (/^\p{Lu}$/u.test(word)) {
			const called = data.names[word.toLowerCase()];
			if (!called) return NONE;
			const parts = called.split(' ').map(byTable);
			const ways = [0, 1].map((way) => parts.map((part) => part[way] ?? part[0]).join(' '));
			return { phones: [...new Set(ways)], source: 'spelled' };
		}
		const borrowed = data.foreign?.test(word) ? english.lookup(word).slice(0, 2) : [];
		const phones = [...new Set([...borrowed, ...byTable(word)])].slice(0, MOST);
		return phones.length ? { phones, source: borrowed.length ? 'dictionary' : 'rule' } : NONE;
	}

	return {
		read: (token, beside) => readToken(token, beside, data, () => false),
		sound: remembering(sound),
		abbreviates: (word) => Object.hasOwn(data.abbreviations, word)
	};
}

/** A language with its own model: its dictionary, elided forms in pieces, hyphened words in pieces, trained letters. */
export function createNativeTongue(data: LanguageData, dictionary: Dictionary, letters: Letters | null): Tongue {
	function sound(word: string): Sounded {
		if (/^\p{Lu}$/u.test(word)) {
			const called = sound(data.names[word.toLowerCase()] ?? word.toLowerCase()).phones;
			return called.length ? { phones: called.slice(0, 2), source: 'spelled' } : NONE;
		}
		const known = dictionary.lookup(word);
		if (known.length) return { phones: known.slice(0, MOST), source: 'dictionary' };
		if (/[œæ]/.test(word)) return sound(word.replaceAll('œ', 'oe').replaceAll('æ', 'ae'));
		// l'homme, qu'il, t'il: the elided word leans on the next.
		const elided = /^(\p{L}{1,7}')(.+)$/u.exec(word);
		if (elided) {
			const [head, rest] = [dictionary.lookup(elided[1]), sound(elided[2])];
			if (head.length && rest.phones.length)
				return {
					phones: rest.phones.map((phones) => `${head[0]} ${phones}`),
					source: rest.source === 'dictionary' ? 'rule' : rest.source
				};
		}
		const guessed = letters?.sound(word.replace(/[^\p{L}]/gu, ''), MOST) ?? [];
		return guessed.length ? { phones: guessed, source: 'letters' } : NONE;
	}

	return {
		read: (token, beside) => readToken(token, beside, data, dictionary.has),
		sound: remembering(sound),
		abbreviates: (word) => Object.hasOwn(data.abbreviations, word)
	};
}
