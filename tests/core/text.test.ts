import { describe, expect, it } from 'vitest';
import { wordsOf } from '#lib/core/text.ts';
import { normalise } from '#lib/core/text/fold.ts';
import { endsSentenceBetween, sentencesOf } from '#lib/core/text/sentences.ts';
import { dice } from '../dice.ts';
import { made } from './made.ts';

const words = (text: string) => wordsOf(text).map(({ from, to }) => text.slice(from, to));
const sentences = (text: string, breaks?: number[]) =>
	sentencesOf(text, 0, text.length, breaks).map(({ from, to }) => text.slice(from, to));

describe('words', () => {
	it('are whitespace tokens, with their punctuation', () => {
		expect(words(' $5 — 25%,\n“it’s” U.S.\u00a0e.g. 🙂 ')).toEqual(['$5', '—', '25%,', '“it’s”', 'U.S.', 'e.g.', '🙂']);
		expect(words('')).toEqual([]);
		expect(words(' \n ')).toEqual([]);
	});

	it('are found by dictionary where no spaces are written', () => {
		expect(words('今天天气很好。「我们」去OpenAI公园吧！')).toEqual([
			'今天',
			'天气',
			'很好。',
			'「我们」',
			'去',
			'OpenAI',
			'公园',
			'吧！'
		]);
		expect(words('สวัสดีครับ hello')).toEqual(['สวัสดี', 'ครับ', 'hello']);
		expect(words('……')).toEqual(['……']);
		for (const text of ['私はカメラを、買った。', '𠮷野家で食べた。', 'ខ្ញុំស្រឡាញ់ភាសាខ្មែរ', '（笑）はい「（'])
			expect(words(text).join('')).toBe(text);
	});

	it('stay inside the ranges that are given', () => {
		const text = 'one two three four';
		expect(
			wordsOf(text, [
				{ from: 0, to: 5 },
				{ from: 5, to: 7 },
				{ from: 8, to: 18 }
			])
		).toEqual([
			{ from: 0, to: 3 },
			{ from: 4, to: 5 },
			{ from: 5, to: 7 },
			{ from: 8, to: 13 },
			{ from: 14, to: 18 }
		]);
	});
});

describe('sentences', () => {
	it('end at full stops that end one', () => {
		expect(
			sentences('Mr. Smith went to the U.S. and paid 3.5 million. "Really?" he said. I live in the U.S. We know.')
		).toEqual([
			'Mr. Smith went to the U.S. and paid 3.5 million.',
			'"Really?" he said.',
			'I live in the U.S.',
			'We know.'
		]);
		expect(
			sentences('J. K. Rowling wrote it... and then stopped. So do I. He sat. Then “Stop!” At 5 p.m. we ate.')
		).toEqual([
			'J. K. Rowling wrote it... and then stopped.',
			'So do I.',
			'He sat.',
			'Then “Stop!”',
			'At 5 p.m. we ate.'
		]);
		expect(sentences('今天天气很好。我们去吧！“真的吗？”他说。')).toEqual([
			'今天天气很好。',
			'我们去吧！',
			'“真的吗？”',
			'他说。'
		]);
		expect(sentences('आज मौसम अच्छा है। चलो। هل أنت هنا؟ نعم.')).toEqual([
			'आज मौसम अच्छा है।',
			'चलो।',
			'هل أنت هنا؟',
			'نعم.'
		]);
	});

	it('go over line ends, and end at blank lines and at short lines that begin afresh', () => {
		expect(sentences('This one goes on\nover the line end. Title\n\nthe next\nOne\nTwo')).toEqual([
			'This one goes on\nover the line end.',
			'Title',
			'the next',
			'One',
			'Two'
		]);
	});

	it('are lines where nobody wrote punctuation, cut where the voice pauses', () => {
		const text = Array.from({ length: 200 }, (_, i) => `word${i}`).join(' ');
		const pauses = [text.indexOf('word12 '), text.indexOf('word33 ')];
		const lines = sentences(text, pauses);
		expect(lines.slice(0, 2).map((line) => line.split(' ')[0])).toEqual(['word0', 'word12']);
		expect(lines.some((line) => line.startsWith('word33 '))).toBe(true);
		for (const line of lines) expect(line.split(' ').length).toBeLessThanOrEqual(45);
		expect(lines.join(' ')).toBe(text);
	});

	it('cover every word of any text, in order, and are the same from inside a range', () => {
		for (let seed = 1; seed <= 20; seed++) {
			const { transcript } = made(seed, 300, { punctuated: seed % 2 === 0 });
			const { text } = transcript;
			const spans = sentencesOf(text);
			expect(spans.flatMap((span) => wordsOf(text, [span]))).toEqual(transcript.words);
			for (const { from, to } of spans) expect(text.slice(from, to)).toBe(text.slice(from, to).trim());
			const half = spans[Math.floor(spans.length / 2)];
			expect(sentencesOf(text, half.from, half.to)).toEqual([half]);
		}
	});

	it('are known to end between two pieces of text', () => {
		expect(endsSentenceBetween('He left.', 'She stayed.')).toBe(true);
		expect(endsSentenceBetween('He said “no.”', 'She stayed.')).toBe(true);
		expect(endsSentenceBetween('He met Mr.', 'Smith.')).toBe(false);
		expect(endsSentenceBetween('and then', 'he left')).toBe(false);
		expect(endsSentenceBetween('wait...', 'for it')).toBe(false);
	});
});

describe('the folded form', () => {
	it('makes alike what people type alike', () => {
		expect(normalise('Café  “Straße”\nİstanbul ﬁne — ΣΑΣ e\u0301x Ｆｕｌｌ').text).toBe(
			'cafe "strasse" istanbul fine - σασ ex full'
		);
		expect(normalise('it’s').text).toBe(normalise("IT'S").text);
		expect(normalise('').text).toBe('');
	});

	it('leads back to the letters of the original', () => {
		const text = 'Über  “Straße”: ﬁne e\u0301te\u0301';
		const folded = normalise(text);
		const original = (part: string) => {
			const at = folded.text.indexOf(part);
			return text.slice(folded.from[at], folded.to[at + part.length - 1]);
		};
		expect(original('strasse')).toBe('Straße');
		expect(original('"strasse"')).toBe('“Straße”');
		expect(original('uber "')).toBe('Über  “');
		expect(original('fi')).toBe('ﬁ');
		expect(original('ete')).toBe('e\u0301te\u0301');
	});

	it('has one origin for every unit, in order', () => {
		const letters = 'aÄßﬁ \n\u00a0“—e\u0301İ🙂ΣꞋ\u200bก็';
		for (let seed = 1; seed < 50; seed++) {
			const next = dice(seed);
			const text = Array.from({ length: 30 }, () => [...letters][Math.floor(next() * [...letters].length)]).join('');
			const { text: folded, from, to } = normalise(text);
			expect([from.length, to.length]).toEqual([folded.length, folded.length]);
			for (let i = 0; i < folded.length; i++) {
				expect(to[i]).toBeGreaterThan(from[i]);
				if (i) expect(from[i]).toBeGreaterThanOrEqual(from[i - 1]);
			}
			expect(normalise(folded).text).toBe(folded);
		}
	});
});

it('finds the words and sentences of a long text in time with its length', () => {
	for (const part of ['A b. ', '今。', 'a\n\n', '.)']) {
		const text = part.repeat(200_000);
		const found = sentencesOf(text);
		expect(found.at(-1)?.to).toBe(text.trimEnd().length);
	}
});
