// Whatever stands in a transcript is answered: tokens thrown together from what real ones are made of.

import { describe, expect, it } from 'vitest';
import { createPronouncer } from '#lib/core/align/pronounce/pronounce.ts';
import { dice } from '../../dice.ts';
import { pronunciationFiles } from './files.ts';

const files = pronunciationFiles('en-us', 'en');
const PARTS = [
	...'0 1 2 3.5 007 12 19 90 99.9 1,000 10,000,000 2024 1000000000000 000000000000000000 1.2.3 .5 ½ ²'.split(' '),
	...'. , : - – — / % $ € £ ° ~ ≈ < > + ± # @ _ & = * ( ) [ ] " \' ’ … x × ^ | \\ ? !'.split(' '),
	...'s st nd rd th k m bn kg km mid pre v a I ok www com io http:// the Smith CEO éa ß ı 中 д ع 🎧 \u200d \u0301'.split(
		' '
	),
	...'constructor __proto__ toString valueOf hasOwnProperty'.split(' ')
];

describe.each(['en', 'de', 'es', 'fr', 'it', 'pt', 'ru', 'nl', 'constructor'])('%s', (language) => {
	const { pronounce } = createPronouncer(files, language);

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
				if (ways.some((way) => way.split(' ').some((phone) => !files.phones.includes(phone)))) failed.push(token);
			} catch (error) {
				failed.push(`${token}: ${(error as Error).message}`);
			}
		}
		expect(failed).toEqual([]);
	});
});
