// One token of a transcript in a language other than English, as words of that language.
//
//   "1.250,50€" ─ pieces ─► 1.250,50 | € ─► "mille duecento cinquanta virgola cinque zero euro"
//
// The same steps for every language; what differs is data (language.ts).

import { plainCharacters, withoutAccents, withoutMarks } from '../characters.ts';
import { isDirection } from '../directions.ts';
import { combine, spell } from '../readings.ts';
import type { Beside } from '../tongue.ts';
import type { LanguageData } from './language.ts';

const PIECES =
	/\d{1,3}(?:[.,\u00A0\u202F' ]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?|\p{L}[\p{L}\p{M}]*(?:'\p{L}[\p{L}\p{M}]*)*'?|[^\p{L}\d]/gu;
const MONEY = /[$€£¥₽]/;
/** Of letters without accents: Latin, Cyrillic, Greek. */
const VOWEL = /[aeiouyаеёиоуыэюяіїєαεηιουω]/i;

export type Has = (word: string) => boolean;

/** Up to four readings; [] where there is nothing to say. `has` knows the words of the model's own dictionary. */
export function readToken(token: string, beside: Beside, data: LanguageData, has: Has): string[] {
	const plain = plainCharacters(token);
	if (isDirection(plain)) return [];
	if (!/[\p{L}\d]/u.test(plain)) {
		const sign = withoutMarks(plain);
		return sign !== '-' && data.signs[sign] ? [data.signs[sign]] : [];
	}
	const core = plain
		.replace(/^["'([{<*_~¿¡|.,;:!?—-]+/, '')
		.replace(/(?<!["\])}>*_~|,;:!?—-])["\])}>*_~|,;:!?—-]+$/, '');
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
	const others = [beside.previous, beside.next].filter((other) => other && /\p{L}.*\p{L}/u.test(other));
	const shouting = others.length > 0 && others.every((other) => other === other?.toUpperCase());
	return combine(
		pieces.map((piece, i) => {
			if (/^\d/.test(piece)) return readNumber(piece, data);
			if (/^\p{L}/u.test(piece))
				return readLetters(piece, pieces.length > 1 ? (pieces[i - 1] ?? '') : '', shouting, data, has);
			if (piece === '.' && !web) return [];
			return /[-'"()/:]/.test(piece) || !data.signs[piece] ? [] : [data.signs[piece]];
		})
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

function readNumber(figures: string, data: LanguageData): string[] {
	const grouped = /^\d{1,3}([.,\u00A0\u202F' ]\d{3})+(?:[.,]\d+)?$/.test(figures);
	const [, whole, part] = grouped
		? (/^(\d{1,3}(?:[.,\u00A0\u202F' ]\d{3})+)(?:[.,](\d+))?$/.exec(figures) as RegExpExecArray)
		: (/^(\d+)(?:[.,](\d+))?$/.exec(figures) as RegExpExecArray);
	const bare = whole.replace(/\D/g, '');
	const one = (figure: string) => data.cardinal(Number(figure))[0] ?? '';
	if (bare.length > 9 || (bare.length > 1 && bare[0] === '0')) return [[...bare].map(one).join(' ')];
	const wholes = data.cardinal(Number(bare));
	if (part === undefined) return wholes;
	const single = [...part].map(one).join(' ');
	const tails = part[0] === '0' || part.length > 3 ? [single] : [single, one(part)];
	return combine([wholes.slice(0, 2), [data.point], [...new Set(tails)]]);
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
