import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { wordsOf } from '#lib/core/text.ts';
import { languageOfScript, languageOfWords } from '#lib/server/words-language.ts';
import { french, others } from './texts.ts';

const told = (text: string) => languageOfWords({ text, language: 'und', turns: [], words: wordsOf(text) });
const seed = readFileSync('seeds/logan-bartlett-dario-amodei/transcript.txt', 'utf8');
const english = seed.split(/\s+/);
const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}\s'’]/gu, '');

test('a script that one language is written in tells it, however short the text is', () => {
	const texts = {
		ja: 'これは試験です。 読みながら聞きます。',
		zh: '大家好,欢迎收听今天的节目。',
		ko: '안녕하세요 여러분',
		he: 'שלום וברוכים הבאים לתוכנית. See example.org',
		el: 'Καλημέρα σε όλους'
	};
	for (const [tag, text] of Object.entries(texts)) expect(languageOfScript(text)).toBe(tag);
	for (const text of ['Hello there', 'Привет всем', 'مرحبا بكم', 'नमस्ते', '1 2 3', ''])
		expect(languageOfScript(text)).toBeNull();
});

describe('the language of words', () => {
	test.each(Object.entries({ fr: french, ...others }))('%s, however it is written', async (tag, text) => {
		expect([await told(text), await told(text.toUpperCase()), await told(bare(text))]).toEqual([tag, tag, tag]);
	});

	test('English is told no other, whichever part of it', async () => {
		expect(await told(seed)).toBe('en');
		for (let first = 0; first + 60 <= english.length; first += 240)
			expect(await told(english.slice(first, first + 60).join(' '))).toBe('en');
	});

	test('English with foreign names, and a few words of another language, stays English', async () => {
		const names =
			'On the show today we have Giuseppe Ferrari, Jean-Luc Delacroix, María Fernández and Jürgen Schäfer, who all came ' +
			'from Bologna, Marseille, Guadalajara and Göttingen to talk to us. Giuseppe, you and Jean-Luc met at the Café de ' +
			'la Paix, and then María wrote that first letter, so what did Jürgen think of it when he saw the whole thing?';
		expect(await told(names)).toBe('en');
		expect(await told(`${french} ${english.slice(0, 600).join(' ')}`)).toBe('en');
	});

	test('a short English text with a few sentences of another language is told no other', async () => {
		const before =
			'Welcome to the bread show. Today we talk about sourdough, and why it takes so long to rise. My guest is Doctor ' +
			'Maria Keller, who has baked bread for thirty years.';
		const quoted =
			"Bonjour et bienvenue. Aujourd'hui nous parlons du pain, du beurre et de la vie dans les villages de montagne.";
		const after = 'How old is it now? It must be close to a hundred years old by now.';
		expect(await told(`${before} ${quoted} ${after}`)).not.toBe('fr');
		expect(await told(`${quoted} ${before} ${after}`)).not.toBe('fr');
	});

	test('what leaves a doubt tells nothing', async () => {
		expect(await told(french.split(' ').slice(0, 20).join(' '))).toBeNull();
		expect(await told(`${french} ${others.de} ${others.it} ${english.slice(0, 60).join(' ')}`)).toBeNull();
		expect(await told('これは日本語のポッドキャストです。今日は天気がいいですね。'.repeat(10))).toBeNull();
		expect(await told('1 2 3 '.repeat(40))).toBeNull();
	});
});
