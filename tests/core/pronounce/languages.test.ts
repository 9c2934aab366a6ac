// Languages other than English: readings, sounds, numbers, and which texts can be sounded out at all.

import { describe, expect, it } from 'vitest';
import { FRENCH } from '#lib/core/align/pronounce/languages/french.ts';
import { GERMAN } from '#lib/core/align/pronounce/languages/german.ts';
import { ITALIAN } from '#lib/core/align/pronounce/languages/italian.ts';
import { LATIN } from '#lib/core/align/pronounce/languages/latin.ts';
import { PORTUGUESE } from '#lib/core/align/pronounce/languages/portuguese.ts';
import { RUSSIAN } from '#lib/core/align/pronounce/languages/russian.ts';
import { soundByScript, soundByTable } from '#lib/core/align/pronounce/languages/sounding.ts';
import { canSound } from '#lib/core/align/pronounce/soundable.ts';
import { SPANISH } from '#lib/core/align/pronounce/languages/spanish.ts';
import { readToken } from '#lib/core/align/pronounce/languages/tokens.ts';
import { applyRules, rules } from '#lib/core/align/pronounce/rules.ts';

const TABLES = { it: ITALIAN, es: SPANISH, pt: PORTUGUESE, de: GERMAN, ru: RUSSIAN, latin: LATIN };
const ALL = { it: ITALIAN, es: SPANISH, pt: PORTUGUESE, de: GERMAN, fr: FRENCH, ru: RUSSIAN };
const ENGLISH_PHONES = new Set(
	'AA AE AH AO AW AY B CH D DH EH ER EY F G HH IH IY JH K L M N NG OW OY P R S SH T TH UH UW V W Y Z ZH'.split(' ')
);
const ALONE = { previous: null, next: null };

describe('rewriting rules', () => {
	it('lets the first rule that matches speak, with its surroundings', () => {
		const table = rules('ch K\nc(?=[ei]) CH\nc K\n[aeio] V');
		expect(applyRules(table, 'chece')).toEqual(['K V CH V']);
	});

	it('keeps a second pronunciation, and passes over what has no rule', () => {
		const table = rules('a A | E\nb B\nh -');
		expect(applyRules(table, 'bahxa')).toEqual(['B A A', 'B E E']);
		expect(applyRules(table, 'hx')).toEqual([]);
	});

	it('takes accented letters for letters at the edge of a word', () => {
		const table = rules('s\\b X\ns S\né E');
		expect(applyRules(table, 'sés')).toEqual(['S E X']);
	});

	it('refuses a line without phones', () => {
		expect(() => rules('abc')).toThrow(/expected a pattern and phones, saw 'abc'/);
	});
});

describe('sounds', () => {
	const cases: [keyof typeof TABLES, string, string][] = [
		['it', 'ciao', 'CH AE OW'],
		['it', 'chiamare', 'K Y AE M AE D EY'],
		['it', 'gnocchi', 'N Y AO K IY'],
		['it', 'famiglia', 'F AA M IY L Y AA'],
		['it', 'lasciare', 'L AE SH AE D EY'],
		['it', 'giorno', 'JH AO AH N OW'],
		['it', 'grazie', 'G R AE T S Y EY'],
		['it', 'questo', 'K W EH S T OW'],
		['it', 'tuo', 'T UW OW'],
		['it', 'perché', 'P EH AH K EY'],
		['es', 'muchacho', 'M UW CH AE CH OW'],
		['es', 'guerra', 'G EH R AE'],
		['es', 'cigüeña', 'S IY G W EH N Y AE'],
		['es', 'jugar', 'HH UW G AE AH'],
		['es', 'hoy', 'OY'],
		['es', 'pero', 'P EH D OW'],
		['es', 'perro', 'P EH R OW'],
		['es', 'nación', 'N AE S IY OW N'],
		['de', 'straße', 'SH T HH AA S AH'],
		['de', 'sieht', 'Z IY T'],
		['de', 'gemacht', 'G AH M AA K T'],
		['de', 'sport', 'SH P AO AH T'],
		['de', 'ich', 'IH SH'],
		['de', 'auch', 'AW K'],
		['de', 'zeit', 'T S AY T'],
		['de', 'heute', 'HH OY T AH'],
		['de', 'schön', 'SH ER N'],
		['de', 'wenig', 'V EY N IH K'],
		['pt', 'coração', 'K AO D AE S AW N'],
		['pt', 'filho', 'F IY L Y UW'],
		['pt', 'gente', 'ZH EH N CH IY'],
		['pt', 'amanhã', 'AE M AE N Y AH N'],
		['ru', 'сегодня', 'S IH V OW D N Y AH'],
		['ru', 'этого', 'EH T OW V OW'],
		['ru', 'много', 'M N AE G OW'],
		['ru', 'город', 'G OW D OW T'],
		['ru', 'объём', 'AO B Y OW M'],
		['ru', 'учиться', 'UW CH IY T S AA'],
		['ru', 'здравствуйте', 'Z D DH AE S T V UW Y T EH'],
		['latin', 'świat', 'SH V IY AE T']
	];
	it.each(cases)('%s: %s', (language, word, phones) => {
		expect(soundByTable(language, TABLES[language].letters as string, word)).toContain(phones);
	});

	it.each([
		['привет', 'P DH IY V EH T'],
		['ещё', 'Y EH SH CH Y OW'],
		['κόσμε', 'K AO S M EH'],
		['μπορώ', 'B AO D AO'],
		['dobry', 'D OW B DH IY']
	])('by script: %s', (word, phones) => {
		expect(soundByScript(word)).toContain(phones);
	});

	it('uses phones of the English model only', () => {
		const letters = [...'abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïñòóôõöøùúûüýßœšžčćłńśźżőűřěůğş'];
		for (const [language, { letters: table }] of Object.entries(TABLES))
			for (const a of letters)
				for (const b of letters)
					for (const way of soundByTable(language, table as string, a + b + 'a'))
						for (const phone of way.split(' '))
							expect([language, a + b, ENGLISH_PHONES.has(phone)]).toEqual([language, a + b, true]);
	});

	it('has a sound for every letter of the alphabet in every table', () => {
		for (const [language, { letters: table, names }] of Object.entries(TABLES))
			for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
				expect([language, letter, names[letter] === undefined]).toEqual([language, letter, false]);
				expect([
					language,
					letter,
					soundByTable(language, table as string, names[letter].split(' ')[0]).length > 0
				]).toEqual([language, letter, true]);
			}
	});
});

describe('numbers', () => {
	it.each([
		['it', 0, 'zero'],
		['it', 21, 'ventuno'],
		['it', 128, 'cento ventotto'],
		['it', 1984, 'mille novecento ottantaquattro'],
		['it', 250000, 'duecento cinquantamila'],
		['es', 16, 'dieciséis'],
		['es', 100, 'cien'],
		['es', 131, 'ciento treinta y uno'],
		['es', 21000, 'veintiún mil'],
		['es', 999999, 'novecientos noventa y nueve mil novecientos noventa y nueve'],
		['pt', 21, 'vinte e um'],
		['pt', 1020, 'mil e vinte'],
		['pt', 1984, 'mil novecentos e oitenta e quatro'],
		['de', 21, 'ein und zwanzig'],
		['de', 1984, 'neunzehn hundert vier und achtzig'],
		['de', 2024, 'zwei tausend vier und zwanzig'],
		['ru', 0, 'ноль'],
		['ru', 1984, 'тысяча девятьсот восемьдесят четыре'],
		['ru', 22000, 'двадцать две тысячи'],
		['ru', 5000011, 'пять миллионов одиннадцать'],
		['fr', 71, 'soixante et onze'],
		['fr', 80, 'quatre-vingt'],
		['fr', 91, 'quatre-vingt onze'],
		['fr', 97, 'quatre-vingt dix sept'],
		['fr', 1984, 'mille neuf cent quatre-vingt quatre']
	] as [keyof typeof ALL, number, string][])('%s: %i', (language, n, words) => {
		expect(ALL[language].cardinal(n)[0]).toBe(words);
	});

	it('says different numbers differently', () => {
		for (const [language, { cardinal }] of Object.entries(ALL)) {
			const seen = new Map<string, number>();
			for (let n = 0; n < 3000; n++) {
				const words = cardinal(n)[0];
				expect([language, n, seen.get(words)]).toEqual([language, n, undefined]);
				expect(words).toMatch(/^[\p{Ll}]+([ -]\p{Ll}+)*$/u);
				seen.set(words, n);
			}
		}
	});
});

describe('reading tokens', () => {
	it.each([
		['it', "l'aiuto,", ["l'aiuto"]],
		['it', '25%', ['venticinque per cento']],
		['it', '$5', ['cinque dollari']],
		[
			'it',
			'1.250,50€',
			['mille duecento cinquanta virgola cinque zero euro', 'mille duecento cinquanta virgola cinquanta euro']
		],
		['it', 'è', ['è']],
		['it', 'Z.', ['Z']],
		['it', 'PBX', ['P B X']],
		['it', '…', []],
		['it', '–', []],
		['it', '[risate]', []],
		['es', '¿Qué?', ['qué']],
		['es', 'Sr.', ['señor']],
		['de', 'GPT-4', ['G P T vier']],
		['de', 'z.B.', ['zum beispiel']],
		['pt', 'www.exemplo.pt', ['W W W ponto exemplo ponto P T']],
		['ru', 'В', ['в']],
		['ru', '2', ['два', 'две']],
		['ru', 'млн', ['миллионов']],
		['ru', 'МЧС', ['М Ч С']],
		['ru', 'НАТО', ['нато', 'Н А Т О']],
		['fr', 'Mme', ['madame']],
		['fr', 'M.', ['monsieur', 'M']],
		['de', 'Dr', ['doktor']],
		['fr', 'va-t-il', ["va t'il"]],
		['fr', '3,5', ['trois virgule cinq']]
	] as [keyof typeof ALL, string, string[]][])('%s: %s', (language, token, readings) => {
		expect(readToken(token, ALONE, ALL[language], () => false)).toEqual(readings);
	});
});

describe('what can be sounded out', () => {
	it.each([
		['en', 'Hello there', true],
		['ru', 'Привет, мир', true],
		['el', 'Γειά σου', true],
		['pl', 'Dzień dobry', true],
		['zh', '你好，世界', false],
		['ja', 'こんにちは', false],
		['ko', '안녕하세요', false],
		['th', 'สวัสดี', false],
		['ar', 'مرحبا بالعالم', false],
		['he', 'שלום', false],
		['hi', 'नमस्ते दुनिया', false],
		['en', '你好，世界', false],
		['ja', 'Konnichiwa, minasan', true],
		['en', 'The word 道 means way, more or less', true],
		['en', '1 2 3', true],
		['zh', '1 2 3', false]
	])('%s: %s', (language, text, can) => {
		expect(canSound(language, text)).toBe(can);
	});
});
