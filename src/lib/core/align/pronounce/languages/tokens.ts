// One token of a transcript in a language other than English, as words of that language.
//
//   "1.250,50€" ─ pieces ─► 1.250,50 | € ─► "mille duecento cinquanta virgola cinque zero euro"
//
// The same steps for every language; what differs is data (language.ts).

import { plainCharacters, withoutAccents, withoutMarks } from '../characters.ts';
import { isDirection } from '../directions.ts';
import { combine, distinct, spell } from '../readings.ts';
import type { Beside } from '../tongue.ts';
import type { LanguageData } from './language.ts';
import { readFigures } from './figures.ts';
import { readFraction } from './fractions.ts';
import { amountBefore, formOf } from './measures.ts';
import { isAnnounced } from './money.ts';
import { readRoman } from './roman.ts';
import { readGroup, readNumber, valueOf } from './numbers.ts';

const PIECES =
	/\d{1,3}(?:[.,']\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?|\p{L}[\p{L}\p{M}]*(?:'\p{L}[\p{L}\p{M}]*)*'?|[^\p{L}\d]/gu;
const MONEY = /[$€£¥₽]/;
/** Of letters without accents: Latin, Cyrillic, Greek. */
const VOWEL = /[aeiouyаеёиоуыэюяіїєαεηιουω]/i;

/** What means anything by its figures or its neighbours is shorter than this. */
const LONGEST = 40;

export type Has = (word: string) => boolean;

/** Up to four readings; [] where there is nothing to say. `has` knows the words of the model's own dictionary. */
export function readToken(token: string, around: Beside, data: LanguageData, has: Has): string[] {
	const beside = { previous: known(around.previous), next: known(around.next) };
	const plain = plainCharacters(token);
	if (isDirection(plain)) return [];
	if (!/[\p{L}\d]/u.test(plain)) {
		const sign = withoutMarks(plain);
		const fraction = readFraction(sign, beside, data);
		if (fraction.length) return fraction;
		const minus = sign === '−' && !/^\d/.test(beside.next ?? '');
		if (sign === '-' || minus || !Object.hasOwn(data.signs, sign) || isAnnounced(sign, beside)) return [];
		return [formOf(data.signs[sign], amountBefore(beside.previous) ?? 0, data)];
	}
	const core = plain
		.replace(/^["'([{<*_~¿¡|.,;:!?—-]+/, '')
		.replace(/(?<!["\])}>*_~|,;:!?—-])["\])}>*_~|,;:!?—-]+$/, '');
	const meaning = core.length > LONGEST ? null : readMeaning(plain, core, beside, data, has);
	if (meaning) return meaning;
	const others = [beside.previous, beside.next].filter((other) => other && /\p{L}.*\p{L}/u.test(other));
	const shouting = others.length > 0 && others.every((other) => other === other?.toUpperCase());
	const roman = core.length > LONGEST ? [] : readRoman(core, beside, data);
	if (roman.length) {
		const letters = core.replace(/[^IVXLCDM].*$/, '');
		const spelled =
			letters.length < core.replace(/\.$/, '').length ? [] : readLetters(letters, '', shouting, data, has);
		return distinct([...roman.slice(0, 3), ...spelled.slice(0, 1)]);
	}
	const lower = core.toLowerCase();
	const stem = lower.replace(/\.$/, '').replaceAll('.', '');
	if ((/\./.test(lower) || unsayable(stem)) && Object.hasOwn(data.abbreviations, stem))
		// “M. Dupont”, and “the letter m.”
		return stem.length > 1 ? [data.abbreviations[stem]] : [data.abbreviations[stem], named(stem)];
	const word = lower.replace(/(?<![.'…])[.'…]+$/, '');
	if (has(word)) return [word];
	// French "va-t-il": the t leans on what follows.
	const linked = core.replace(/-t-(?=[ieo])/i, "-t'");
	const pieces = ordered(linked.replace(/(?<!\.)\.+$/, '').match(PIECES) ?? []);
	const web = /^(https?:|www\.)|\p{L}\.\p{L}{2,}|@/u.test(core);
	return combine(
		pieces.map((piece, i) => {
			if (/^\d/.test(piece)) return i === 0 ? readGroup(piece, beside, data) : readNumber(piece, data);
			if (/^\p{L}/u.test(piece))
				return readLetters(piece, pieces.length > 1 ? (pieces[i - 1] ?? '') : '', shouting, data, has);
			if (piece === '.' && !web) return [];
			if (/[-'"()/:]/.test(piece) || !Object.hasOwn(data.signs, piece)) return [];
			return [formOf(data.signs[piece], /^\d/.test(pieces[i - 1] ?? '') ? valueOf(pieces[i - 1]) : 0, data)];
		})
	);
}

/** What a token says besides its pieces: a minus, a time, an amount; null where it is no more than they are. */
function readMeaning(plain: string, core: string, beside: Beside, data: LanguageData, has: Has): string[] | null {
	const negative = /^["'([{]*([-−])(?=[\d½¼¾⅓⅔])/.exec(plain);
	if (negative && !/\d$/.test(beside.previous ?? '')) {
		// A hyphen may as well begin a line of a list.
		const minus = negative[1] === '−' ? [data.signs['−'] ?? ''] : [data.signs['−'] ?? '', ''];
		return combine([minus, readToken(plain.slice(negative[0].length), beside, data, has)]);
	}
	const figures = readFigures(core, beside, data);
	if (figures.length) return figures;
	if (isAnnounced(core, beside)) return [];
	const half = readHalf(core.toLowerCase(), beside, data);
	return half ? [half] : null;
}

function known(token: string | null): string | null {
	return token !== null && token.length > LONGEST ? null : token;
}

/** Abbreviations of two words with a space between: "z. B." is "zum" and "beispiel". */
function readHalf(lower: string, { previous, next }: Beside, data: LanguageData): string {
	const short = (token: string | null) => /^["'(]*(\p{L}{1,2})\.[,;:)"']*$/u.exec(token?.toLowerCase() ?? '')?.[1];
	const own = short(lower);
	if (!own) return '';
	const words = (key: string) => (Object.hasOwn(data.abbreviations, key) ? data.abbreviations[key].split(' ') : []);
	const [first] = words(own + short(next));
	return (
		first ??
		words(short(previous) + own)
			.slice(1)
			.join(' ')
	);
}

/** "$5" is said "five dollars": the currency moves behind its number. */
function ordered(pieces: string[]): string[] {
	const moved = [...pieces];
	for (let i = 0; i + 1 < moved.length; i++)
		if (MONEY.test(moved[i]) && /^\d/.test(moved[i + 1])) {
			[moved[i], moved[i + 1]] = [moved[i + 1], moved[i]];
			i++;
		}
	return moved;
}

function readLetters(piece: string, before: string, shouting: boolean, data: LanguageData, has: Has): string[] {
	const lower = piece.toLowerCase();
	if (/^\p{L}$/u.test(piece)) {
		const isWord = data.words.includes(lower) && !/^\d/.test(before);
		return isWord ? [lower] : [named(piece)];
	}
	if (/^\p{Lu}{2,5}$/u.test(piece) && !has(lower)) {
		const spelled = spell(named(piece));
		if (!hasVowel(piece)) return [spelled];
		if (!shouting) return piece.length <= 3 ? [spelled, lower] : [lower, spelled];
	}
	if (data.vowelInEveryWord && /^\p{L}{2,6}$/u.test(lower) && !hasVowel(lower) && !has(lower)) return [spell(lower)];
	return [lower];
}

function hasVowel(letters: string): boolean {
	return VOWEL.test(withoutAccents(letters));
}

/** "Dr", "Mme", "млн": nothing but an abbreviation, with a point or without. */
function unsayable(word: string): boolean {
	return word.length > 1 && !hasVowel(word.replace(/e$/, ''));
}

function named(letters: string): string {
	return letters.toUpperCase().length === letters.length
		? letters.toUpperCase()
		: withoutAccents(letters).toUpperCase();
}
