// A text as search compares it, with a way back to the offsets of the original.

/**
 * A text as search compares it, and the way back: unit i of `text` came from `from[i]`–`to[i]` of the original, so a
 * hit at [a, b) is the span `from[a]`–`to[b - 1]`.
 */
export type Folded = { text: string; from: Uint32Array; to: Uint32Array };

const alike: Record<string, string> = {
	'‘': "'",
	'’': "'",
	'‚': "'",
	'‛': "'",
	ʼ: "'",
	'′': "'",
	'“': '"',
	'”': '"',
	'„': '"',
	'‟': '"',
	'″': '"',
	'«': '"',
	'»': '"',
	'‐': '-',
	'‑': '-',
	'‒': '-',
	'–': '-',
	'—': '-',
	'―': '-',
	'−': '-',
	'\u00ad': '',
	'\u200b': '',
	'\u200c': '',
	'\u200d': '',
	'\ufeff': ''
};

/**
 * Folds a text for search: compatibility forms apart (NFKD), accents and case dropped, quotes and dashes alike, every
 * run of white space one space.
 */
export function normalise(text: string): Folded {
	const parts: string[] = [];
	const from: number[] = [];
	const to: number[] = [];
	const known = new Map<string, string>();
	let spaced = false;
	let at = 0;
	for (const letter of text) {
		const end = at + letter.length;
		let folded = known.get(letter);
		if (folded === undefined) known.set(letter, (folded = fold(letter)));
		if (folded === ' ') {
			if (spaced) to[to.length - 1] = end;
			else parts.push(folded);
		} else parts.push(folded);
		for (let unit = 0; unit < folded.length && !(folded === ' ' && spaced); unit++) {
			from.push(at);
			to.push(end);
		}
		// A dropped accent belongs to the letter it stood on.
		if (folded === '' && to.length) to[to.length - 1] = end;
		if (folded !== '') spaced = folded === ' ';
		at = end;
	}
	return { text: parts.join(''), from: Uint32Array.from(from), to: Uint32Array.from(to) };
}

function fold(letter: string): string {
	if (/\s/.test(letter)) return ' ';
	if (letter in alike) return alike[letter];
	const plain = letter.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
	return plain
		.toUpperCase()
		.toLowerCase()
		.normalize('NFKD')
		.replace(/[\u0300-\u036f]/g, '')
		.replace(/\s+/g, ' ');
}
