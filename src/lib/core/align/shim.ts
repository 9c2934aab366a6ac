// Pronunciations straight from the dictionary, until the pronunciation module stands here.

import { openDictionary } from './pronounce/dictionary.ts';
import type { Spoken } from './search/graph.ts';

export function createShim(files: { dict: Uint8Array }) {
	const dictionary = openDictionary(files.dict);
	return {
		pronounce(token: string): Spoken {
			const words = token
				.toLowerCase()
				.replace(/’/g, "'")
				.split(/[^a-z']+/)
				.map((w) => w.replace(/^'+|'+$/g, ''))
				.filter(Boolean);
			const reading = words.map((w) => dictionary.lookup(w).slice(0, 4)).filter((w) => w.length > 0);
			return { readings: reading.length ? [reading] : [], breakAfter: /[.,;:?!—–)"”]$/.test(token) };
		}
	};
}
