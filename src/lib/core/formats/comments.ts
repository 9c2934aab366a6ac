// Comments of HTML, XML and Markdown: <!-- … -->. What is opened and never closed is none, and stays.
//
// A search, not a pattern: a pattern looks from every opening for an end that may not be there.

/** The text with `instead` in place of every comment. */
export function replaceComments(text: string, instead: (comment: string) => string): string {
	let result = '';
	let at = 0;
	for (;;) {
		const opens = text.indexOf('<!--', at);
		const closes = opens < 0 ? -1 : text.indexOf('-->', opens + 4);
		if (closes < 0) return result + text.slice(at);
		result += text.slice(at, opens) + instead(text.slice(opens, closes + 3));
		at = closes + 3;
	}
}
