// Letter-to-sound by ordered rewriting rules (Elovitz et al. 1976, "Automatic translation of English text to phonetics").
//
// A table is text, one rule a line: a regular expression, white space, phones ("-" for silence). At each place of the word
// the first rule that matches there speaks and its match is passed over; lookaheads and lookbehinds give the context, \b is
// the edge of a word:
//
//   c(?=[ei])  CH      "ciao" → c before i → CH;  the rest goes on at "iao"
//   [letter nobody names] is passed over in silence.
//
// A word may have a second pronunciation: phones of one rule separated by "|" (at most two per word are kept).

/** JavaScript's own \b takes accented letters for no letters. */
const EDGE = '(?:(?<!\\p{L})(?=\\p{L})|(?<=\\p{L})(?!\\p{L}))';

export type Rule = { at: RegExp; phones: string[] };

/** Compiles a table. A line without phones is a mistake in the table and throws. */
export function rules(table: string): Rule[] {
	const compiled: Rule[] = [];
	for (const line of table.split('\n')) {
		const text = line.trim();
		if (!text || text.startsWith('//')) continue;
		const split = text.search(/\s/);
		if (split < 0) throw new TypeError(`expected a pattern and phones, saw '${text}'`);
		const phones = text
			.slice(split)
			.split('|')
			.map((way) => way.trim().replace(/^-$/, ''));
		compiled.push({ at: new RegExp(text.slice(0, split).replaceAll('\\b', EDGE), 'uy'), phones });
	}
	return compiled;
}

/** One or two pronunciations of a lower-case word; [] if no rule made a sound. */
export function applyRules(table: Rule[], word: string): string[] {
	const ways: string[][] = [[], []];
	let at = 0;
	while (at < word.length) {
		let step = 1;
		for (const { at: pattern, phones } of table) {
			pattern.lastIndex = at;
			const match = pattern.exec(word);
			if (!match || match[0].length === 0) continue;
			ways.forEach((way, i) => way.push(phones[Math.min(i, phones.length - 1)]));
			step = match[0].length;
			break;
		}
		at += step;
	}
	const spoken = ways.map((way) => way.filter(Boolean).join(' '));
	return [...new Set(spoken)].filter(Boolean);
}
