// Whatever stands in a transcript is answered: tokens thrown together from what real ones are made of.

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createPronouncer } from '#lib/core/align/pronounce/pronounce.ts';
import { dice } from '../../dice.ts';

const models = join(dirname(createRequire(import.meta.url).resolve('soundswallower')), 'model');
const dict = readFileSync(join(models, 'en-us', 'dict.txt'));
const letters = readFileSync(new URL('../../../src/lib/core/align/pronounce/letters.en.bin', import.meta.url));
const phones = Object.keys(
	JSON.parse(readFileSync(join(models, 'en-us', 'phoneset.json'), 'utf8')) as Record<string, string>
);
const PARTS = [
	...'0 1 2 3.5 007 12 19 90 99.9 1,000 10,000,000 2024 1000000000000 000000000000000000 1.2.3 .5 ½ ²'.split(' '),
	...'. , : - – — / % $ € £ ° ~ ≈ < > + ± # @ _ & = * ( ) [ ] " \' ’ … x × ^ | \\ ? !'.split(' '),
	...'s st nd rd th k m bn kg km mid pre v a I ok www com io http:// the Smith CEO éa ß ı 中 д ع 🎧 \u200d \u0301'.split(
		' '
	),
	...'constructor __proto__ toString valueOf hasOwnProperty'.split(' ')
];

describe.each(['en', 'de', 'es', 'fr', 'it', 'pt', 'ru', 'nl', 'constructor'])('%s', (language) => {
	const { pronounce } = createPronouncer({ dict, letters, phones }, language);

	it('says every token, or that there is nothing to say', () => {
		const random = dice(7);
		const pick = () => PARTS[Math.floor(random() * PARTS.length)];
		const failed: string[] = [];
		for (let round = 0; round < 6000; round++) {
			const token = Array.from({ length: 1 + Math.floor(random() * 5) }, pick).join('');
			try {
				const { readings } = pronounce(token, { previous: pick(), next: pick() });
				const ways = readings.flat(2);
				if (readings.length > 4 || readings.flat().some((word) => word.length === 0)) failed.push(token);
				if (ways.some((way) => way.split(' ').some((phone) => !phones.includes(phone)))) failed.push(token);
			} catch (error) {
				failed.push(`${token}: ${(error as Error).message}`);
			}
		}
		expect(failed).toEqual([]);
	});
});
