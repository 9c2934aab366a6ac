// From text to terms: the words as topics compare them. "Networks," and "network" are one term; fillers are none.

import type { Span } from '../episode.ts';
import { wordsOf } from '../text.ts';
import { fillersOf } from './fillers.ts';

/** One word of the text: where it is, how it is folded, its stem, and whether it can say what a topic is about. */
export type Token = Span & { folded: string; stem: string; content: boolean };

/** Cuts stretches of a text into tokens, marks stripped. Words of nothing but marks are left out. */
export type Tokenizer = (text: string, span: Span) => Token[];

/** A tokenizer for a language (BCP 47). It remembers the words it has seen: an episode has few different ones. */
export function tokenizer(language: string): Tokenizer {
	const fillers = fillersOf(language);
	const english = /^(en|und)\b/i.test(language) || language === '';
	type Word = Pick<Token, 'folded' | 'stem' | 'content'> & { from: number; to: number };
	const known = new Map<string, Word | null>();
	const read = (written: string): Word | null => {
		const core = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.&-]*[\p{L}\p{N}\p{M}]|[\p{L}\p{N}]/u.exec(written);
		if (!core) return null;
		const folded = fold(core[0]);
		return {
			from: core.index,
			to: core.index + core[0].length,
			folded,
			stem: english ? stemEnglish(folded) : stemAny(folded),
			content: !fillers.has(folded) && !fillers.has(folded.replace(/'s$/, '')) && isContent(folded)
		};
	};
	return (text, span) => {
		const tokens: Token[] = [];
		for (const { from, to } of wordsOf(text, [span])) {
			const written = text.slice(from, to);
			let word = known.get(written);
			if (word === undefined) known.set(written, (word = read(written)));
			if (word) tokens.push({ ...word, from: from + word.from, to: from + word.to });
		}
		return tokens;
	};
}

function fold(word: string): string {
	return word
		.toLowerCase()
		.normalize('NFKD')
		.replace(/[\u0300-\u036f]/g, '')
		.replace(/[’ʼ]/g, "'");
}

/** Numbers and single letters say little; a single sign of Han may say much. */
function isContent(folded: string): boolean {
	if (/^\p{N}/u.test(folded)) return false;
	return folded.length > 2 || (folded.length === 2 && /^[a-z]{2}$/.test(folded)) || /[^\u0000-\u036f]/.test(folded);
}

/**
 * Step 1 of Porter's stemmer ("An algorithm for suffix stripping", 1980), and -ly: what tells "network" and "networks",
 * "train" and "training" are one, without gluing together what is not.
 */
export function stemEnglish(word: string): string {
	let stem = word.replace(/'s?$/, '');
	if (stem.length <= 3) return stem;
	if (/(ss|sh|ch|x)es$/.test(stem)) stem = stem.slice(0, -2);
	else if (/ies$/.test(stem)) stem = stem.slice(0, -3) + 'y';
	else if (/[^su]s$/.test(stem)) stem = stem.slice(0, -1);
	const bare = stem.replace(/(ing|ed|ly)$/, '');
	if (bare !== stem && bare.length >= 3 && /[aeiouy]/.test(bare)) {
		stem = bare;
		if (/(at|bl|iz|as|os|us|uc|rc|nc|ag|ng|rg|v)$/.test(stem)) stem += 'e';
		else if (/([bdfgmnprt])\1$/.test(stem)) stem = stem.slice(0, -1);
	}
	return stem.replace(/e$/, '');
}

/** Other languages: the first six letters, which most endings lie behind (McNamee & Mayfield, 2004). */
function stemAny(word: string): string {
	return /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]+$/u.test(word) ? word.slice(0, 6) : word;
}
