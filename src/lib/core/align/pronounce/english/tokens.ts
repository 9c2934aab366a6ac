// One token of an English transcript, as text people would say: cleaning, abbreviations, initialisms, contractions, pieces.
//
//   “GPT-4o,” ─ clean ─► GPT-4o ─ pieces ─► GPT | 4 | o ─ each read ─► "G P T four O"
//
// Whole-token knowledge is asked first (figures, short forms, addresses, the dictionary), then the token is taken apart.

import { plainCharacters, withoutAccents, withoutMarks } from '../characters.ts';
import { isDirection } from '../directions.ts';
import { combine, distinct, spell } from '../readings.ts';
import { romanValue } from '../roman.ts';
import type { Beside } from '../tongue.ts';
import { BEGINNINGS } from './affixes.ts';
import { ABBREVIATIONS, SHORT_FORMS } from './abbreviations.ts';
import { readAddress } from './addresses.ts';
import { figuresBefore, readContinued } from './continued.ts';
import { readFigures, readLength } from './figures.ts';
import { partsOf, portion } from './fractions.ts';
import { decimal, figure } from './numbers.ts';
import { CURRENCIES, CURRENCY_SIGNS, LARGE, SYMBOLS, VULGAR_SIGNS } from './units.ts';

/** What the reader must know of the dictionary. */
export type Lexicon = {
	has(word: string): boolean;
	/** Whether the dictionary itself already spells the word out ("ceo" S IY IY OW). */
	spelledOut(word: string): boolean;
};

/** The plain words on both sides, and the figures a token goes on with (see continued.ts). */
type Around = Beside & { before: string | null };

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
/** "example.com/watch?v=1": its marks are its own. */
const ADDRESS = /^["'([<]*(?:[a-z]+:\/\/|(?:[a-z0-9-]+\.)+[a-z]{2,}\/)/i;
const VOWEL = /[aeiouy]/;

/** Up to four readings of a token as written; [] where there is nothing to say. */
export function readEnglish(token: string, beside: Beside, lexicon: Lexicon): string[] {
	const plain = plainCharacters(token).replaceAll('\u00B5', 'μ').replaceAll('№', 'No.');
	if (isDirection(plain)) return [];
	const parts = plain.split(ADDRESS.test(plain) ? /—|\.{3,}/ : /—|\.{3,}|(?<=\p{L}{2})[?!,]+(?=\p{L})/u);
	const neighbours = {
		previous: bare(beside.previous),
		next: bare(beside.next),
		before: figuresBefore(beside.previous)
	};
	const shouting = isShouting(beside);
	return combine(parts.map((part) => readPart(part, neighbours, shouting, lexicon)));
}

function bare(token: string | null): string | null {
	if (token === null) return null;
	return plainCharacters(token)
		.toLowerCase()
		.replace(/^[^\p{L}\p{N}$€£¥]+/u, '')
		.replace(/(?<![^\p{L}\p{N}%])[^\p{L}\p{N}%]+$/u, '');
}

/** All capitals mean nothing where the whole text is in capitals. */
function isShouting({ previous, next }: Beside): boolean {
	const words = [previous, next].filter((word) => word !== null && (word.match(/\p{L}/gu)?.length ?? 0) > 1);
	return words.length > 0 && words.every((word) => word === word?.toUpperCase());
}

function readPart(part: string, beside: Around, shouting: boolean, lexicon: Lexicon): string[] {
	if (!LETTER_OR_DIGIT.test(part)) return readSymbol(part);
	const length = readLength(part);
	if (length.length) return length;
	const trimmed = part
		.replace(/^(?:["([{*_¿¡|]|[<~](?!\.?[\d$€£¥₹₽₿]))+/, '')
		.replace(/(?<!["\])}>*_~|,;:!?])["\])}>*_~|,;:!?]+$/, '')
		.replace(/([.!?])["')\]}*_]+$/, '$1');
	const pointed = /\.$/.test(trimmed);
	// An apostrophe at either end may belong to the word ('em, talkin', '90s) or be a quotation mark.
	const quoted = withoutStops(trimmed);
	const elided = readElided(quoted.toLowerCase(), lexicon);
	if (elided.length) return elided;
	const core = withoutStops(quoted.replace(/^'+(?!\d)/, '').replace(/(?<!')'+$/, ''));
	const lower = core.toLowerCase();

	if (beside.before) {
		const next = /[\p{L}\p{N}]$/u.test(part) ? beside.next : null;
		const continued = readContinued(core, { before: beside.before, next }, lexicon.has);
		if (continued) return continued;
	}
	const figures = readFigures(lower, beside);
	if (figures.length) return figures;
	if (Object.hasOwn(SHORT_FORMS, lower) && !(shouting && lexicon.has(lower))) return SHORT_FORMS[lower];
	const undotted = lower.replaceAll('.', '');
	if ((pointed || lower.includes('.')) && Object.hasOwn(ABBREVIATIONS, undotted)) {
		const words = ABBREVIATIONS[undotted];
		return undotted === 'no' && beside.next && /^\d/.test(beside.next) ? [...words].reverse() : words;
	}
	if (beside.previous === 'bowl' && romanValue(core) > 1) return decimal(String(romanValue(core))).slice(0, 1);
	if (lower === 'a') return pointed ? ['A', 'a'] : ['a'];
	if (/^\p{L}$/u.test(core) && Object.hasOwn(SYMBOLS, lower)) return SYMBOLS[lower];
	if (/^\p{L}$/u.test(core)) return [lower === 'i' ? 'i' : withoutAccents(core).toUpperCase()];
	if (/^(\p{L}{1,2}\.)+\p{L}{0,2}('?s)?$/u.test(core)) return readDotted(core);
	const address = readAddress(core, lexicon.has);
	if (address.length) return address;
	if (LARGE.test(lower) && beside.previous && CURRENCIES[beside.previous[0]]) {
		const [, many] = CURRENCIES[beside.previous[0]];
		return [`${lower} ${many}`, lower];
	}
	return readWord(core, shouting, lexicon);
}

/** A run at the end is looked at from its beginning only, here as elsewhere: from each of its signs would take for ever. */
function withoutStops(token: string): string {
	return token.replace(/(?<![.,;:!?])[.,;:!?]+$/, '');
}

function readSymbol(part: string): string[] {
	const sign = withoutMarks(part);
	return Object.hasOwn(SYMBOLS, sign) ? SYMBOLS[sign] : [];
}

/** 'em, 'cause, talkin', rock 'n' roll. */
function readElided(lower: string, lexicon: Lexicon): string[] {
	if (lower === "'n'" || lower === "'n") return ["'n"];
	if (/^'\p{L}+$/u.test(lower) && lexicon.has(lower)) {
		const word = lower.slice(1);
		return word.length > 2 && lexicon.has(word) ? [lower, word] : [lower];
	}
	if (/^\p{L}+in'$/u.test(lower) && (lexicon.has(lower) || lexicon.has(lower.slice(0, -1) + 'g'))) return [lower];
	return [];
}

/** "U.S.", "Ph.D.", "J.R.R.", "U.S.'s". */
function readDotted(core: string): string[] {
	const letters = withoutAccents(core.replace(/'?s$/, '')).replaceAll('.', '');
	const end = /'?s$/.test(core) ? "'s" : '';
	return [spell(letters) + end];
}

/** A token without outer punctuation that is no figure, address or short form. */
function readWord(core: string, shouting: boolean, lexicon: Lexicon): string[] {
	const lower = core.toLowerCase();
	const folded = withoutAccents(lower);
	const capitals = /^(\p{Lu}{2,})('?s)?$/u.exec(core);
	if (capitals) return readCapitals(withoutAccents(capitals[1]), capitals[2] ? "'s" : '', shouting, lexicon);
	if (lexicon.has(lower)) return [lower];
	if (lexicon.has(folded)) return [folded];
	if (/^[\p{L}']+$/u.test(core) && !/\p{Ll}\p{Lu}|\p{Lu}{2}/u.test(core)) return readLowerCase(folded, lexicon);
	return readPieces(core, shouting, lexicon);
}

function readLowerCase(word: string, lexicon: Lexicon): string[] {
	if (!/[a-z]/.test(word)) return /\p{L}/u.test(word) ? [word] : [];
	// hmmm, soooo, yesss: long letters are short ones held.
	if (/(.)\1\1/.test(word)) {
		const held = ['$1', '$1$1']
			.map((kept) => word.replace(/(.)\1{2,}/g, kept))
			.filter((short) => short.length > 1 && lexicon.has(short));
		if (held.length) return held;
		word = word.replace(/(.)\1{2,}/g, '$1$1');
	}
	const stem = word.replace(/'s?$|s$/, '');
	if (!VOWEL.test(word.replace(/'.*$/, ''))) {
		if (/^[bcdfghjklmnpqrstvwxz]{2,6}$/.test(stem)) return [spell(stem) + (word === stem ? '' : "'s")];
	}
	// Recognisers write initialisms small.
	return /^[a-z]{3,4}$/.test(word) ? [word, spell(word)] : [word];
}

/** An initialism, a Roman numeral, or a word in capitals. `end` is "'s" or nothing. */
function readCapitals(letters: string, end: string, shouting: boolean, lexicon: Lexicon): string[] {
	const lower = letters.toLowerCase();
	const spelled = spell(letters) + end;
	const word = lexicon.has(lower + end) ? lower + end : end && lexicon.has(lower + 's') ? lower + 's' : lower + end;
	const numeral = romanValue(letters);
	if (numeral > 1 && !end && (numeral < 40 || (numeral < 100 && letters.length > 2 && !lexicon.has(lower)))) {
		const plain = decimal(String(numeral))[0];
		return distinct([plain, `the ${readFigures(`${numeral}${nth(numeral)}`, NOBODY)[0]}`, spelled]);
	}
	if (lexicon.has(lower)) {
		if (lexicon.spelledOut(lower)) return end ? [spelled] : [lower];
		if (shouting || letters.length > 5) return [word];
		return letters.length <= 3 ? [spelled, word] : [word, spelled];
	}
	if (!VOWEL.test(lower)) return [spelled];
	if (letters.length <= 2) return [spelled];
	if (letters.length <= 4) return shouting ? [word, spelled] : [spelled, word];
	return letters.length <= 6 ? [word, spelled] : [word];
}

const NOBODY: Beside = { previous: null, next: null };

function nth(n: number): string {
	return n % 10 === 1 && n !== 11 ? 'st' : n % 10 === 2 && n !== 12 ? 'nd' : n % 10 === 3 && n !== 13 ? 'rd' : 'th';
}

const PIECES = new RegExp(
	[
		`${CURRENCY_SIGNS}\\d+(?:[,.]\\d+)*(?:(?:[kmbKMB]|bn|mn|tn|-?(?:thousand|million|billion|trillion))(?!\\p{L}))?`, // $20-a-month
		'(?<![\\p{L}\\d/-])(?:\\d+-)?\\d+(?:\\/\\d+)+(?![\\d/])', // 1/4-inch, not ES6/7
		`\\d*${VULGAR_SIGNS}`, // 5½-year-old
		"\\d+(?:[,.]\\d+)*(?:(?:st|nd|rd|th|'?s)(?!\\p{L}))?", // 19th-century, mid-90s
		"\\p{Lu}{2,}(?='?s\\b)'?s", // AIs
		'\\p{Lu}{2,}(?=v\\d)', // IPv6
		"\\p{Lu}+(?!\\p{Ll}|')", // OpenAI
		"\\p{Lu}?\\p{Ll}+(?:'\\p{L}+)*",
		"\\p{L}(?:'\\p{L}+)?",
		'[^\\p{L}\\d]'
	].join('|'),
	'gu'
);

const NUMBER_PIECE = new RegExp(`^(?:${CURRENCY_SIGNS}?\\d|${VULGAR_SIGNS})`);

/** Taken apart at hyphens, slashes, capitals in the middle, and between letters and figures. */
function readPieces(core: string, shouting: boolean, lexicon: Lexicon): string[] {
	const joined = withoutAccents(core.toLowerCase().replaceAll('-', ''));
	const pieces = core.match(PIECES) ?? [];
	const sounds = pieces.filter((piece) => LETTER_OR_DIGIT.test(piece));
	if (sounds.length === 0) return [];
	if (sounds.length === 1 && sounds[0] === core && !/\d/.test(core)) return [withoutAccents(core.toLowerCase())];
	const stutter = /^(\p{L}{1,3})-(?:\1-)*(\1\p{L}*)$/iu.exec(core);
	if (stutter && stutter[1].length < stutter[2].length && !lexicon.has(joined)) {
		const word = readWord(stutter[2], shouting, lexicon);
		const starts = core
			.split('-')
			.slice(0, -1)
			.map((start) => `${start.toLowerCase()}-`);
		return combine([[starts.join(' ')], word]);
	}
	const hyphened = /^\p{L}+-[\p{L}-]+$/u.test(core);
	if (hyphened && lexicon.has(joined) && !sounds.every((piece) => lexicon.has(piece.toLowerCase()))) return [joined];
	return combine(
		pieces.map((piece, i) => {
			if (!LETTER_OR_DIGIT.test(piece) || Object.hasOwn(SYMBOLS, piece)) return readLink(piece, i, pieces);
			if (NUMBER_PIECE.test(piece)) return readNumberPiece(piece, nounAfter(i, pieces));
			return readLetterPiece(piece, i, pieces, shouting, lexicon);
		})
	);
}

function readLink(sign: string, i: number, pieces: string[]): string[] {
	if (sign === '-' || sign === "'" || sign === ':' || sign === '_') return [];
	if (sign === '/') return ['', 'slash', 'or'];
	if (sign === '.') return i > 0 && i < pieces.length - 1 ? ['dot', 'point', ''] : [];
	return SYMBOLS[sign]?.slice(0, 2) ?? [];
}

/** The word a number stands before: "½-inch", "½hour". */
function nounAfter(i: number, pieces: string[]): string {
	const noun = pieces[i + 1] === '-' ? pieces[i + 2] : pieces[i + 1];
	return noun && LETTER_OR_DIGIT.test(noun) ? noun.toLowerCase() : '';
}

function readNumberPiece(piece: string, noun: string): string[] {
	const part = noun ? partsOf(piece) : null;
	const portions = part ? portion(...part, noun) : [];
	if (portions.length) return portions;
	for (const number of [piece, piece.replace(/(?:'?s|st|nd|rd|th)$/, '')]) {
		const readings = readFigures(number.toLowerCase(), NOBODY);
		if (readings.length) return readings;
	}
	return combine(piece.match(/\d+|\//g)!.map((part) => (part === '/' ? ['', 'slash'] : figure(part))));
}

function readLetterPiece(piece: string, i: number, pieces: string[], shouting: boolean, lexicon: Lexicon): string[] {
	const lower = withoutAccents(piece.toLowerCase());
	if (pieces[i + 1] === '-' && Object.hasOwn(BEGINNINGS, lower)) return [`${lower}-`];
	const besideFigure = /^\d/.test(pieces[i - 1] ?? '') || /^\d/.test(pieces[i + 1] ?? '');
	if (lower.length === 1) {
		if (piece === 'a' && !besideFigure) return ['a'];
		if (piece === 's' && besideFigure) return [];
		return [lower === 'i' && !besideFigure ? 'i' : lower.toUpperCase()];
	}
	if (besideFigure && lower.length <= 3 && !lexicon.has(lower)) return [spell(lower)];
	if (/^\p{Lu}{2,}('?s)?$/u.test(piece)) return readWord(piece, shouting, lexicon);
	if (lexicon.has(lower)) return [lower];
	return readLowerCase(lower, lexicon);
}
