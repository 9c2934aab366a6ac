// Characters made plain: one kind of quote, one kind of dash, no marks that are invisible or pictures.
//
// Works on a token for reading aloud only; the transcript's own text is never touched.

const QUOTES = /[\u2018\u2019\u201A\u201B\u2032\u02BC\u02B9\u0060\u00B4\uFF07]/g;
const DOUBLE_QUOTES = /[\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB\u2039\u203A\u300C\u300D\u300E\u300F\u300A\u300B]/g;
const HYPHENS = /[\u2010\u2011\u2012\u2013\uFE58\uFE63\uFF0D]/g;
const LONG_DASHES = /[\u2014\u2015\u2E3A\u2E3B]|--+/g;
const INVISIBLE = /[\u00AD\u200B-\u200F\u2028-\u202E\u2060-\u2064\uFE00-\uFE0F\uFEFF\u20E3\u{E0020}-\u{E007F}]/gu;
const PICTURES = /[\p{Extended_Pictographic}\p{Regional_Indicator}\u{1F3FB}-\u{1F3FF}]/gu;
/** These count as pictures in Unicode and are said by people. */
const SPOKEN_PICTURES = /[©®™‼⁉]/g;
/** All but "№", which is a word of its own in every language. */
const WIDE = /[\uFF01-\uFF5E\uFB00-\uFB06\u2100-\u2115\u2117-\u214F\u2460-\u2473\u2080-\u2089]/g;

/** Most tokens: all that may change in them is long dashes. */
const PLAIN = /^[ -~]*$/;

/** Letters of scripts that are not sounded out here; what stands beside them still is. */
const MUTE = /(?![\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}])\p{L}/gu;

/** Straight quotes, "-" for hyphens and number dashes, "—" for long ones, no emoji, no invisible characters, only letters that can be sounded out, NFC. */
export function plainCharacters(token: string): string {
	if (PLAIN.test(token)) return token.replace(LONG_DASHES, '—');
	return token
		.replace(INVISIBLE, '')
		.replace(SPOKEN_PICTURES, '')
		.replace(PICTURES, '')
		.replace(WIDE, (character) => character.normalize('NFKC'))
		.replace(/[⁰¹⁴⁵⁶⁷⁸⁹]+/g, (power) => '^' + power.normalize('NFKC'))
		.replace(QUOTES, "'")
		.replace(DOUBLE_QUOTES, '"')
		.replace(HYPHENS, '-')
		.replace(LONG_DASHES, '—')
		.replace(/…/g, '...')
		.normalize('NFC')
		.replace(MUTE, '');
}

/** Without accents: "naïve" → "naive", "Øresund" → "Oresund", "ß" → "ss". */
export function withoutAccents(text: string): string {
	if (PLAIN.test(text)) return text;
	return text
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/[ßẞøØłŁđĐðÐþÞæÆœŒıħŋ]/g, (letter) => UNDECOMPOSED[letter]);
}

const UNDECOMPOSED: Record<string, string> = {
	ß: 'ss',
	ẞ: 'SS',
	ø: 'o',
	Ø: 'O',
	ł: 'l',
	Ł: 'L',
	đ: 'd',
	Đ: 'D',
	ð: 'th',
	Ð: 'Th',
	þ: 'th',
	Þ: 'Th',
	æ: 'ae',
	Æ: 'Ae',
	œ: 'oe',
	Œ: 'Oe',
	ı: 'i',
	ħ: 'h',
	ŋ: 'ng'
};

/** A sign without the quotes, brackets and stops around it. */
export function withoutMarks(sign: string): string {
	return sign.replace(/^["'([{]+/, '').replace(/(?<!["')\]},.;:!?])["')\]},.;:!?]+$/, '');
}

/** Whether a reader would pause after this token, by its closing punctuation or because it is a dash. */
export function endsInPause(plain: string): boolean {
	return /[.,;:!?—。、，！？；：।]["')\]}*_]*$/.test(plain) || /^-+$/.test(plain) || /[^\s-]-$/.test(plain);
}
