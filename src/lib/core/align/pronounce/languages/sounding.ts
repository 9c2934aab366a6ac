// Words by the table of their script.

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
