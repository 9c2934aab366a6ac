// Whether a text can be sounded out at all: asked before anything that can do it is loaded.

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
