// What is written in figures in languages other than English, token by token in its line.

import { describe, expect, it } from 'vitest';
import { FRENCH } from '#lib/core/align/pronounce/languages/french.ts';
import { GERMAN } from '#lib/core/align/pronounce/languages/german.ts';
import { ITALIAN } from '#lib/core/align/pronounce/languages/italian.ts';
import { PORTUGUESE } from '#lib/core/align/pronounce/languages/portuguese.ts';
import { RUSSIAN } from '#lib/core/align/pronounce/languages/russian.ts';
import { SPANISH } from '#lib/core/align/pronounce/languages/spanish.ts';
import { readToken } from '#lib/core/align/pronounce/languages/tokens.ts';

const ALL = { it: ITALIAN, es: SPANISH, pt: PORTUGUESE, de: GERMAN, fr: FRENCH, ru: RUSSIAN };
type Case = [keyof typeof ALL, string, string];

/** The readings of each token of a line. */
function readLine(language: keyof typeof ALL, line: string): string[][] {
	const tokens = line.split(/\s+/);
	return tokens.map((token, i) =>
		readToken(token, { previous: tokens[i - 1] ?? null, next: tokens[i + 1] ?? null }, ALL[language], () => false)
	);
}

/** The likeliest reading of each token: "vingt cinq / mille trois cent". */
const likeliest = (language: keyof typeof ALL, line: string) =>
	readLine(language, line)
		.map((readings) => readings[0] ?? '')
		.join(' / ');

describe('groups of figures behind spaces', () => {
	it.each([
		['fr', '25 300', 'vingt cinq / mille trois cent'],
		['fr', '100 000 €', 'cent / mille / euros'],
		['fr', '1 000 000', 'un / mi / lions'],
		['fr', '1\u202F250\u00A0000', 'un / million deux cent cinquante / mille'],
		['fr', '5 000 200', 'cinq / mi / deux cent'],
		['it', '200 000', 'duecento / mila'],
		['it', '25 300,', 'venticinque / mila trecento'],
		['es', '3 000 000', 'tres / mi / llones'],
		['pt', '25 020', 'vinte e cinco / mil e vinte'],
		['de', '25 300', 'fünf und zwanzig / tausend drei hundert'],
		['de', '2 500 000', 'zwei / millionen fünf hundert / tausend'],
		['ru', '22 000', 'двадцать два / тысячи'],
		['ru', '300 000,5', 'триста / тысяч и пять']
	] as Case[])('%s: %s', (language, line, words) => {
		expect(likeliest(language, line)).toBe(words);
	});

	it('leaves "one" out before a thousand, and keeps the plain figures', () => {
		expect(readLine('fr', '1 500')).toEqual([
			['un', 'mille', 'une'],
			['mille cinq cent', 'cinq cent']
		]);
		expect(readLine('es', '2 000')[1]).toEqual(['mil', 'cero cero cero']);
	});

	it.each([
		['fr', '12, 300', 'douze / trois cent'],
		['fr', '1980 300', 'mille neuf cent quatre-vingt / trois cent'],
		['es', 'las 300', 'las / trescientos'],
		['es', '0 300', 'cero / trescientos']
	] as Case[])('takes what does not belong together for itself: %s %s', (language, line, words) => {
		expect(likeliest(language, line)).toBe(words);
	});

	it.each([
		['it', '1.000.000.000', 'un miliardo'],
		['es', '1.200.000.000', 'mil doscientos millones'],
		['fr', '2.000.000.000', 'deux milliards'],
		['de', '1.000.000.000', 'eine milliarde'],
		['pt', '3.000.000.000', 'três bilhões'],
		['ru', '5.000.000.000', 'пять миллиардов']
	] as Case[])('%s: %s', (language, line, words) => {
		expect(likeliest(language, line)).toBe(words);
	});
});

describe('units', () => {
	it.each([
		['fr', '5 km.', 'cinq / kilomètres'],
		['fr', '5km', 'cinq kilomètres'],
		['es', '100 km/h', 'cien / kilómetros por hora'],
		['es', '1kg', 'un kilo'],
		['it', '3,5kg', 'tre virgola cinque chili'],
		['it', '50 km²', 'cinquanta / chilometri quadrati'],
		['pt', '10 cm,', 'dez / centímetros'],
		['de', '3 Mrd. €', 'drei / milliarden / euro'],
		['de', '5 °C', 'fünf / grad zelsius'],
		['ru', '90 км/ч', 'девяносто / километров в час'],
		['ru', '2 кг', 'два / килограмма'],
		['ru', '21%', 'двадцать один процент'],
		['ru', '3 $', 'три / доллара'],
		['es', 'km', 'K M'],
		['it', 'Nel 2020 ha', 'nel / duemila venti / ha']
	] as Case[])('%s: %s', (language, line, words) => {
		expect(likeliest(language, line)).toBe(words);
	});

	it('keeps a letter that may be one', () => {
		expect(readLine('fr', '7 h')[1]).toEqual(['heures', 'H']);
	});

	it('says one in the gender of what is counted', () => {
		expect(readLine('fr', '1 minute')[0]).toEqual(['un', 'une']);
		expect(readLine('it', '1 ora')[0]).toEqual(['uno', 'un', 'una']);
		expect(readLine('es', '21 horas')[0]).toEqual(['veintiuno', 'veintiún', 'veintiuna']);
		expect(readLine('pt', '2 horas')[0]).toEqual(['dois', 'duas']);
		expect(readLine('de', '1 Stunde')[0]).toEqual(['eins', 'ein', 'eine']);
	});
});

describe('ordinals', () => {
	it.each([
		['fr', '1er mai', 'premier / mai'],
		['fr', 'la 1re', 'la / première'],
		['fr', '21e', 'vingt et unième'],
		['fr', '3ème,', 'troisième'],
		['es', '1.º', 'primero'],
		['es', '2ª', 'segunda'],
		['es', '3.er', 'tercer'],
		['it', '23º', 'ventitreesimo'],
		['it', '1 maggio', 'primo / maggio'],
		['it', '1 ragazzo', 'uno / ragazzo'],
		['pt', '22.ª', 'vigésima segunda'],
		['de', '1. Mai', 'ersten / mai'],
		['de', '21. Jahrhundert', 'ein und zwanzigsten / jahrhundert'],
		['de', 'im Jahr 7. Dann', 'im / jahr / sieben / dann'],
		['ru', '80-х', 'восьмидесятых'],
		['ru', '1-й', 'первый'],
		['ru', '40-й', 'сороковой'],
		['ru', '3-го', 'третьего'],
		['ru', '2-х', 'двух'],
		['ru', '80-летний', 'восьмидесятилетний'],
		['ru', '5 мая', 'пятого / мая'],
		['ru', 'в 1990 году', 'в / тысяча девятьсот девяностом / году'],
		['ru', '2000 года', 'двухтысячного / года']
	] as Case[])('%s: %s', (language, line, words) => {
		expect(likeliest(language, line)).toBe(words);
	});

	it('gives the forms that may be meant', () => {
		expect(readLine('de', '3. Juni')[0]).toEqual(['dritten', 'dritte', 'dritter']);
		expect(readLine('it', '20°')[0]).toEqual(['venti gradi', 'ventesimo']);
		expect(readLine('ru', '1990-е')[0]).toEqual([
			'тысяча девятьсот девяностые',
			'тысяча девятьсот девяностое',
			'девяностые'
		]);
	});
});

describe('times', () => {
	it.each([
		['fr', '10h30', 'dix heures trente'],
		['fr', '20h', 'vingt heures'],
		['pt', '10h30', 'dez e trinta'],
		['es', '10:30', 'diez y treinta'],
		['it', 'alle 10.30', 'alle / dieci e trenta'],
		['it', '10.30', 'dieci virgola tre zero'],
		['de', '10.30 Uhr.', 'zehn / uhr dreißig'],
		['de', '8:00 Uhr', 'acht / uhr'],
		['ru', '10:05', 'десять ноль пять']
	] as Case[])('%s: %s', (language, line, words) => {
		expect(likeliest(language, line)).toBe(words);
	});
});

describe('Roman numerals', () => {
	it.each([
		['fr', 'XXIe siècle', 'vingt et unième / siècle'],
		['fr', 'François Ier', 'françois / premier'],
		['fr', 'Henri IV', 'henri / quatre'],
		['es', 'siglo XX', 'siglo / veinte'],
		['es', 'Felipe VI,', 'felipe / sexto'],
		['es', 'Carlos V', 'carlos / quinto'],
		['it', 'XX secolo', 'ventesimo / secolo'],
		['it', 'Luigi XIV.', 'luigi / quattordicesimo'],
		['pt', 'século XIX', 'século / dezenove'],
		['pt', 'MCMLXXXIV', 'mil novecentos e oitenta e quatro'],
		['de', 'XIX. Jahrhundert', 'neunzehnten / jahrhundert'],
		['de', 'Karl V. war', 'karl / der fünfte / war'],
		['ru', 'XIX века', 'девятнадцатого / века'],
		['ru', 'глава IV', 'глава / четвёртая']
	] as Case[])('%s: %s', (language, line, words) => {
		expect(likeliest(language, line)).toBe(words);
	});

	it.each([
		['it', 'Dove I ragazzi', 'dove / i / ragazzi'],
		['it', 'Io Ma', 'io / ma'],
		['fr', 'De Ce', 'de / ce'],
		['fr', 'un CD', 'un / C D'],
		['es', 'el CD y MI', 'el / C D / y / M I'],
		['es', 'la X', 'la / X'],
		['pt', 'em DC na MIX', 'em / D C / na / M I X']
	] as Case[])('and what is none: %s: %s', (language, line, words) => {
		expect(likeliest(language, line)).toBe(words);
	});

	it('keeps the letters last', () => {
		expect(readLine('es', 'Felipe VI')[1]).toEqual(['sexto', 'seis', 'V I']);
	});
});

describe('signs beside figures', () => {
	it.each([
		['fr', '№5', 'numéro cinq'],
		['fr', 'n° 5', 'numéro / cinq'],
		['es', 'n.º 5', 'número / cinco'],
		['it', 'n. 5', 'numero / cinque'],
		['pt', 'nº5', 'número cinco'],
		['de', 'Nr. 5', 'nummer / fünf'],
		['de', '№ 5', 'nummer / fünf'],
		['ru', '№ 5', 'номер / пять'],
		['fr', '½ km', 'un demi / kilomètre'],
		['fr', '2½ heures', 'deux et demi / heures'],
		['it', '1 ½', 'uno / e mezzo'],
		['es', '¾', 'tres cuartos'],
		['pt', '¼', 'um quarto'],
		['de', '⅔', 'zwei drittel'],
		['ru', '2½', 'два с половиной'],
		['fr', '−5 °C', 'moins cinq / degrés celsius'],
		['de', '-5°C', 'minus fünf grad zelsius'],
		['ru', '10 − 5', 'десять / минус / пять'],
		['es', 'No − digo', 'no /  / digo']
	] as Case[])('%s: %s', (language, line, words) => {
		expect(likeliest(language, line)).toBe(words);
	});

	it('says a hyphen before a figure or not', () => {
		expect(readLine('it', '-5')[0]).toEqual(['meno cinque', 'cinque']);
	});
});

describe('money', () => {
	it.each([
		['pt', 'R$5', 'cinco reais'],
		['pt', 'R$ 1,', ' / um real'],
		['de', '$3.5M', 'drei komma fünf millionen dollar'],
		['fr', '3 M€', "trois / millions d'euros"],
		['fr', '$2M', 'deux millions de dollars'],
		['es', '3M€', 'tres millones de euros'],
		['it', '€ 20', ' / venti euro'],
		['es', '5 €', 'cinco / euros'],
		['ru', '₽2', 'два рубля'],
		['ru', '5млн₽', 'пять миллионов рублей']
	] as Case[])('%s: %s', (language, line, words) => {
		expect(likeliest(language, line)).toBe(words);
	});

	it('leaves the currency to what may follow', () => {
		expect(readLine('pt', 'R$ 5 milhões')[1]).toEqual(['cinco reais', 'cinco']);
	});
});

describe('figures in a row, and abbreviations in two', () => {
	it.each([
		['fr', '06.12.34.56.78', 'zéro six douze trente quatre cinquante six soixante dix huit'],
		['de', '12.05.2024', 'zwölf fünf zwei tausend vier und zwanzig'],
		['it', '1.250.000', 'un milione duecento cinquantamila'],
		['de', 'z. B.', 'zum / beispiel'],
		['de', '(d. h.)', 'das / heißt'],
		['es', 'EE. UU.', 'estados / unidos'],
		['ru', 'и т. д.', 'и / так / далее'],
		['it', 'p. es.', 'per / esempio'],
		['de', 'a. b.', 'A / B']
	] as Case[])('%s: %s', (language, line, words) => {
		expect(likeliest(language, line)).toBe(words);
	});
});
