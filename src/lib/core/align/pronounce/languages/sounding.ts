// Words by the table of their script, and the question whether a text can be sounded out at all.

import { applyRules, rules } from '../rules.ts';
import type { Rule } from '../rules.ts';
import { LATIN } from './latin.ts';
import { CYRILLIC, GREEK } from './scripts.ts';

const tables = new Map<string, Rule[]>();

function tableOf(name: string, text: string): Rule[] {
	let table = tables.get(name);
	if (!table) tables.set(name, (table = rules(text)));
	return table;
}

/** A lower-case word by the general table of its script; [] for scripts without one. */
export function soundByScript(word: string): string[] {
	if (/\p{Script=Cyrillic}/u.test(word)) return applyRules(tableOf('cyrillic', CYRILLIC), word);
	if (/\p{Script=Greek}/u.test(word)) return applyRules(tableOf('greek', GREEK), word);
	if (/\p{Script=Latin}/u.test(word)) return applyRules(tableOf('latin', LATIN.letters as string), word);
	return [];
}

/** A word by a language's own table. */
export function soundByTable(language: string, table: string, word: string): string[] {
	return applyRules(tableOf(language, table), word);
}

/** Languages written in scripts whose signs do not spell sounds we know. */
const UNSOUNDABLE =
	/^(zh|yue|ja|ko|th|lo|km|my|bo|ar|he|iw|yi|fa|ur|ps|sd|ug|hi|mr|ne|bn|pa|gu|or|ta|te|kn|ml|si|ka|hy|am|ti)\b/;

/**
 * Whether most of a text is in letters that can be sounded out: Latin, Cyrillic or Greek. `language` (BCP 47) decides only
 * where the text has no letters at all.
 */
export function canSound(language: string, text: string): boolean {
	const letters = text.match(/\p{L}/gu)?.length ?? 0;
	if (letters === 0) return !UNSOUNDABLE.test(language.toLowerCase());
	const known = text.match(/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/gu)?.length ?? 0;
	// A syllable sign weighs more than a letter, so a text half in each is mostly in the other script.
	return known > letters / 2;
}
