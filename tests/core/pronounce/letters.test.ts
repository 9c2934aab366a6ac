// The letter-to-sound model: alignment, training on a toy language whose rules are known, and the shipped data.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alignLetters, partsOf } from '#lib/core/align/pronounce/align-letters.ts';
import { openLetters } from '#lib/core/align/pronounce/letters.ts';
import { trainLetters } from '#lib/core/align/pronounce/train.ts';

/** A toy language: c is S before e and i, otherwise K; x is K S; e at the end is mute; every other letter is itself. */
function toySound(word: string): string {
	return word
		.replace(/e$/, '')
		.replace(/c(?=[ei])/g, 'S')
		.replace(/c$/, word.endsWith('ce') ? 'S' : 'c')
		.replace(/c/g, 'K')
		.replace(/x/g, 'KS')
		.toUpperCase()
		.split('')
		.join(' ');
}

function toyWords(): string[] {
	const words: string[] = [];
	for (const first of 'bcdx')
		for (const vowel of 'aeio')
			for (const last of 'bcdx') for (const end of ['', 'e', 'a', 'ic']) words.push(first + vowel + last + end);
	return words;
}

const held = (word: string) => word.charCodeAt(0) * 7 + word.charCodeAt(2) * 3 + word.length;
const toy = toyWords();
const taught = toy.filter((word) => held(word) % 5 !== 0);
const model = trainLetters(
	taught.map((word): [string, string] => [word, toySound(word)]),
	{ order: 4, prune: 0 }
);

describe('aligning letters with phones', () => {
	it('gives every letter one graphone, and loses and adds no phone', () => {
		const entries = [
			{ letters: [0, 1, 2], phones: [0, 1, 2, 3] },
			{ letters: [0, 1, 3], phones: [0, 1] },
			{ letters: [2], phones: [2, 3] }
		];
		alignLetters(entries, 4, 5, 100).forEach((way, i) => {
			const parts = way?.map(partsOf) ?? [];
			expect(parts.map(({ letter }) => letter)).toEqual(entries[i].letters);
			expect(parts.flatMap(({ first, second }) => [first, second]).filter(Boolean)).toEqual(
				entries[i].phones.map((phone) => phone + 1)
			);
		});
	});

	it('finds the letter with two phones from the other words', () => {
		// b o x, x o b, b o b: x takes phones 2 and 3.
		const entries = [
			{ letters: [0, 1, 2], phones: [0, 1, 2, 3] },
			{ letters: [2, 1, 0], phones: [2, 3, 1, 0] },
			{ letters: [0, 1, 0], phones: [0, 1, 0] }
		];
		const [box] = alignLetters(entries, 3, 5, 100);
		expect(partsOf((box as number[])[2])).toEqual({ letter: 2, first: 3, second: 4 });
	});

	it('gives up on a word with more than two phones a letter', () => {
		expect(alignLetters([{ letters: [0], phones: [0, 1, 2] }], 1)).toEqual([null]);
	});
});

describe('training', () => {
	it('learns the rules of a toy language and applies them to words it has not seen', () => {
		const letters = openLetters(model);
		const unseen = toy.filter((word) => !taught.includes(word));
		expect(unseen.length).toBeGreaterThan(20);
		for (const word of unseen) expect([word, letters.sound(word, 1)[0]]).toEqual([word, toySound(word)]);
	});

	it('gives the same bytes for the same words', () => {
		const again = trainLetters(
			taught.map((word): [string, string] => [word, toySound(word)]),
			{ order: 4, prune: 0 }
		);
		expect(Buffer.from(again).equals(Buffer.from(model))).toBe(true);
	});

	it('gets smaller by pruning and still sounds out what it was taught', () => {
		const pruned = trainLetters(
			taught.map((word): [string, string] => [word, toySound(word)]),
			{ order: 4, prune: 1e-4 }
		);
		expect(pruned.length).toBeLessThan(model.length);
		const letters = openLetters(pruned);
		const right = taught.filter((word) => letters.sound(word, 1)[0] === toySound(word));
		expect(right.length / taught.length).toBeGreaterThan(0.95);
	});

	it('refuses other files and cut ones', () => {
		expect(() => openLetters(new TextEncoder().encode('RIFFxxxx'))).toThrow(/expected INKL version 1, saw 'RIFF'/);
		expect(() => openLetters(model.subarray(0, model.length - 5))).toThrow(/ends too early/);
	});
});

describe('the shipped English data', () => {
	const letters = openLetters(
		readFileSync(new URL('../../../src/lib/core/align/pronounce/letters.en.bin', import.meta.url))
	);
	// None of these is in the dictionary.
	it.each([
		['glorp', 'G L AO R P'],
		['brintle', 'B R IH N T AH L'],
		['quazing', 'K W AA Z IH NG'],
		['phlogistication', 'F L AH JH IH S T AH K EY SH AH N'],
		['smushing', 'S M AH SH IH NG'],
		['wynkyn', 'W IH NG K IH N']
	])('sounds out %s', (word, phones) => {
		expect(letters.sound(word, 4)).toContain(phones);
	});

	it('offers different pronunciations, best first, and none for what has no letters', () => {
		const offered = letters.sound('bodoni', 4);
		expect(new Set(offered).size).toBe(offered.length);
		expect(offered.length).toBeGreaterThan(1);
		expect(letters.sound('', 4)).toEqual([]);
		expect(letters.sound('ж', 4)).toEqual([]);
	});
});
