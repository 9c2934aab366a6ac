// `npm run letters:train`: trains the letter-to-sound model from the dictionary of the acoustic model's package, and says
// how good it is on words it has not seen.
//
//   npm run letters:train              writes src/lib/core/align/pronounce/letters.en.bin
//   npm run letters:train -- --language fr      the French one
//   npm run letters:train -- --check   trains without every twentieth word and prints the error on those
//
// Errors are counted against the nearest of a word's pronunciations: wrong, missing and extra phones over all phones.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openDictionary } from '#lib/core/align/pronounce/dictionary.ts';
import { openLetters } from '#lib/core/align/pronounce/letters.ts';
import { trainLetters } from '#lib/core/align/pronounce/train.ts';

const { values } = parseArgs({
	options: {
		language: { type: 'string', default: 'en' },
		check: { type: 'boolean', default: false },
		order: { type: 'string', default: '6' },
		prune: { type: 'string' },
		out: { type: 'string' }
	}
});

/** Where the data stays small and the error hardly grows: French spelling is the more regular. */
const PRUNE: Record<string, number> = { en: 2.8e-6, fr: 1e-5 };
const FOLDERS: Record<string, string> = { en: 'en-us', fr: 'fr-fr' };
// The package exports its code only; its models lie beside it.
const model = join(
	dirname(createRequire(import.meta.url).resolve('soundswallower')),
	'model',
	FOLDERS[values.language]
);
const dictionary = openDictionary(readFileSync(join(model, 'dict.txt')));
const words = new Map<string, string[]>();
for (const [word, phones] of dictionary.entries()) {
	if (!/^\p{Ll}{2,}$/u.test(word)) continue;
	words.set(word, [...(words.get(word) ?? []), phones]);
}

const options = { order: Number(values.order), prune: Number(values.prune ?? PRUNE[values.language]) };
const taught = [...words].filter((_, i) => !values.check || i % 20 !== 7);
const started = performance.now();
const bytes = trainLetters(
	taught.flatMap(([word, ways]) => ways.map((phones): [string, string] => [word, phones])),
	options
);
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(`${taught.length} words, order ${options.order}, ${bytes.length} bytes, trained in ${seconds} s`);

if (values.check) check([...words].filter((_, i) => i % 20 === 7));
else {
	const out =
		values.out ?? fileURLToPath(new URL(`../core/align/pronounce/letters.${values.language}.bin`, import.meta.url));
	writeFileSync(out, bytes);
	console.log(`written to ${out}`);
}

function check(held: [string, string[]][]): void {
	const letters = openLetters(bytes);
	const began = performance.now();
	let phones = 0;
	const wrongPhones = [0, 0];
	const wrongWords = [0, 0];
	let offered = 0;
	for (const [word, ways] of held) {
		const guesses = letters.sound(word, 3).map((guess) => guess.split(' '));
		offered += guesses.length;
		const truths = ways.map((way) => way.split(' '));
		const errors = guesses.map((guess) => Math.min(...truths.map((truth) => distance(guess, truth))));
		phones += truths[0].length;
		[errors[0] ?? truths[0].length, Math.min(...errors, truths[0].length)].forEach((error, i) => {
			wrongPhones[i] += error;
			if (error > 0) wrongWords[i]++;
		});
	}
	const percent = (part: number, whole: number) => `${((100 * part) / whole).toFixed(2)} %`;
	const each = ((performance.now() - began) / held.length).toFixed(2);
	console.log(`${held.length} words held out, ${each} ms a word, ${(offered / held.length).toFixed(2)} guesses a word`);
	console.log(
		`best guess: ${percent(wrongPhones[0], phones)} of phones wrong, ${percent(wrongWords[0], held.length)} of words`
	);
	console.log(
		`best of 3:  ${percent(wrongPhones[1], phones)} of phones wrong, ${percent(wrongWords[1], held.length)} of words`
	);
}

/** Edits between two sequences of phones (Levenshtein 1966). */
function distance(a: string[], b: string[]): number {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++)
			next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
		row = next;
	}
	return row[b.length];
}
