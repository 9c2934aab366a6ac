// Pronunciation as the engine sees it, with the models' own dictionaries: phones, sources, pauses.

import { describe, expect, it } from 'vitest';
import { createPronouncer, readNumber, spell } from '#lib/core/align/pronounce/pronounce.ts';
import type { Pronounced, Pronouncer } from '#lib/core/align/pronounce/pronounce.ts';
import { pronunciationFiles } from './files.ts';

const english = pronunciationFiles('en-us', 'en');
const french = pronunciationFiles('fr-fr', 'fr');
const en = createPronouncer(english, 'en-US');
const fr = createPronouncer(french, 'fr');

/** First pronunciation of each word of each reading: "F AY V + D AA L ER Z". */
const first = ({ readings }: Pronounced) => readings.map((words) => words.map((ways) => ways[0]).join(' + '));
const say = (token: string, previous: string | null = null, next: string | null = null) =>
	en.pronounce(token, { previous, next });

describe('English', () => {
	it.each([
		['hello,', 'dictionary', 'HH AH L OW'],
		['$5', 'rule', 'F AY V + D AA L ER Z'],
		['GPT-4', 'spelled', 'JH IY + P IY + T IY + F AO R'],
		['AIs', 'spelled', 'EY + AY Z'],
		["CEO's", 'spelled', 'S IY + IY + OW Z'],
		['podcasters', 'rule', 'P AO D K AE S T ER Z'],
		['typescript', 'rule', 'T AY P S K R IH P T'],
		['xray', 'rule', 'EH K S R EY'],
		['ebike', 'rule', 'IY B AY K'],
		['tshirt', 'rule', 'T IY SH ER T'],
		["xray's", 'rule', 'EH K S R EY Z'],
		["talkin'", 'dictionary', 'T AO K IH N'],
		["codin'", 'rule', 'K OW D IH N'],
		["podcast's", 'rule', 'P AO D K AE S T S'],
		["who'd've", 'rule', 'HH UW D AH V'],
		['colourised', 'rule', 'K AH L ER AY Z D'],
		['glorp', 'letters', 'G L AO R P'],
		['b-b-but', 'letters', 'B AH + B AH + B AH T'],
		['re-enter', 'rule', 'R IY + EH N T ER'],
		['Привет', 'letters', 'P DH IY V EH T']
	])('%s: %s, %s', (token, source, phones) => {
		const pronounced = say(token);
		expect(first(pronounced)[0]).toBe(phones);
		expect(pronounced.source).toBe(source);
	});

	it('gives several readings and several ways to say a word', () => {
		expect(first(say('2024'))).toEqual([
			'T W EH N T IY + T W EH N T IY + F AO R',
			'T UW + TH AW Z AH N D + T W EH N T IY + F AO R',
			'T UW + TH AW Z AH N D + AH N D + T W EH N T IY + F AO R'
		]);
		expect(say('read').readings).toEqual([[['R EH D', 'R IY D']]]);
		expect(first(say('NASA'))).toEqual(['N AE S AH', 'EH N + EY + EH S + EY']);
	});

	it.each(['—', '…', '😀', '[laughter]', '(00:12:30)', '你好', '', '***'])('has nothing to say for “%s”', (token) => {
		expect(say(token)).toMatchObject({ readings: [], source: 'none' });
	});

	it('says what it can of a token that is half in another script', () => {
		expect(first(say('hello你好'))).toEqual(['HH AH L OW']);
	});

	it('takes “№” for the word', () => {
		expect(first(say('№5'))[0]).toBe(first(say('No.5'))[0]);
		expect(first(say('№', 'the', '5'))).toEqual(first(say('No.', 'the', '5')));
	});

	it('works without trained letters', () => {
		const plain = createPronouncer({ ...english, letters: null }, 'en');
		expect(first(plain.pronounce('glorp', { previous: null, next: null }))).toEqual(['G L AO R P']);
	});

	it.each([
		['Hello.', true],
		['Hello,"', true],
		['said:', true],
		['—', true],
		['which--', true],
		['Hello', false],
		['Mr.', false],
		['J.', false],
		['well-known', false],
		['3.5', false]
	])('a pause after %s: %s', (token, pause) => {
		expect(say(token).breakAfter).toBe(pause);
	});

	it('takes the point of an initialism for the end of the sentence only before a capital', () => {
		expect(say('U.S.', 'the', 'economy').breakAfter).toBe(false);
		expect(say('U.S.', 'the', 'The').breakAfter).toBe(true);
	});
});

describe('invariants', () => {
	const TOKENS = (
		'hello Hello, HELLO “don’t” 2024 1,200 3.5 1st 1990s ’90s 3:30 10–25 1/2 $5.2M 25%. RLHF NASA U.S. Ph.D. OpenAI AIs ' +
		"CEO's Mr. St. talkin' 'em openai.com me@openai.com #MeToo & # * — … which-- naïve café co-founder H100 4X GPT-4o, " +
		'soooo th-the b-b-but I-I R&D 555-1234 24/7 2024-05-01 [laughter] 😀 :) zzyzx Schoeffer xray AAAAH a A. i I. o O Ω 你好 ½ ' +
		"°C -5°C 6’2” $1,000,000,000 1234567890123456 1.2.3.4 ''' \"\" '' ' - -- --- .5 5. %% $$ $ €5 5€ 0 00 000 1/0 25:99 99/99/9999"
	).split(' ');

	const pronouncers: Record<string, Pronouncer> = {
		en,
		fr,
		...Object.fromEntries(
			['it', 'es', 'de', 'pt', 'pl', 'ru', 'ja'].map((language) => [language, createPronouncer(english, language)])
		)
	};

	it.each(Object.entries(pronouncers))(
		'%s: at most four readings of at most four ways, in the phones of the model',
		(language, pronouncer) => {
			const phones = new Set((language === 'fr' ? french : english).phones);
			for (const token of TOKENS)
				for (const context of [
					{ previous: null, next: null },
					{ previous: 'May', next: 'billion' },
					{ previous: '$5', next: 'SHOUTING' }
				]) {
					const { readings, source } = pronouncer.pronounce(token, context);
					expect(readings.length).toBeLessThanOrEqual(4);
					expect([token, source === 'none']).toEqual([token, readings.length === 0]);
					expect(new Set(readings.map((words) => JSON.stringify(words))).size).toBe(readings.length);
					for (const words of readings) {
						expect([token, words.length > 0]).toEqual([token, true]);
						for (const ways of words) {
							expect([token, ways.length >= 1 && ways.length <= 4]).toEqual([token, true]);
							for (const way of ways)
								for (const phone of way.split(' ')) expect([token, way, phones.has(phone)]).toEqual([token, way, true]);
						}
					}
				}
		}
	);

	it('knows whether the model is of the language', () => {
		expect([en.native, fr.native, pronouncers.it.native, createPronouncer(english, 'und').native]).toEqual([
			true,
			true,
			false,
			true
		]);
	});

	it('says the same whatever was asked before', () => {
		const fresh = createPronouncer(english, 'en');
		for (const token of [...TOKENS].reverse()) {
			const context = { previous: null, next: null };
			expect(fresh.pronounce(token, context)).toEqual(en.pronounce(token, context));
		}
	});
});

describe('French', () => {
	const dire = (token: string) => fr.pronounce(token, { previous: null, next: null });

	it.each([
		["l'homme", 'rule', 'll oo mm'],
		['œuvre', 'dictionary', 'oe vv rr'],
		['80', 'rule', 'kk aa tt rr ee vv in'],
		['SNCF', 'dictionary', 'ai ss ai nn ss ei ai ff'],
		['Zelensky', 'letters', 'zz ei ll ai nn ss kk ii']
	])('%s: %s, %s', (token, source, phones) => {
		expect(first(dire(token))[0]).toBe(phones);
		expect(dire(token).source).toBe(source);
	});

	it('has every numeral and every name of a letter and a sign', () => {
		for (let n = 0; n < 1000; n++) expect([n, dire(String(n)).source]).toEqual([n, 'rule']);
		for (const letter of 'BCDFGHJKLMNPQRSTVWXZ') expect([letter, dire(letter).readings.length]).toEqual([letter, 1]);
		for (const sign of '%&+=@#*€$£°№½¼¾⅓⅔') expect([sign, dire(sign).readings.length]).toEqual([sign, 1]);
	});
});

describe('small pieces', () => {
	it('spells letters', () => {
		expect(spell('RLHF')).toBe('R L H F');
		expect(spell('a.b-2')).toBe('A B 2');
	});

	it('reads numbers in several languages', () => {
		expect(readNumber(2024, 'en')).toEqual([
			'twenty twenty four',
			'two thousand twenty four',
			'two thousand and twenty four'
		]);
		expect(readNumber(21, 'it')).toEqual(['ventuno']);
		expect(readNumber(21, 'de-AT')).toEqual(['ein und zwanzig']);
	});
});
