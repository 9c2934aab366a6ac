// Titles and quotes come from files and command lines, and may hold anything: line ends that break a table, escape
// sequences that a terminal obeys.

/** The text on one line: every run of white space and control characters is one blank, none at the ends. */
export function oneLine(text: string): string {
	return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** The text without what a terminal obeys; blanks stay as they are. */
export function printable(text: string): string {
	return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
