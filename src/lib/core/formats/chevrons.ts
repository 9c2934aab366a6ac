// The marks with which captions say that somebody else begins to speak, and three of them that the subject changes.
//
//   >> Thanks. >> It is patience.      →   Thanks. ⏎ It is patience.

const chevrons = /(?:^|(?<=[.!?…,;:\-–—"”’)\]♪])[ \t]+)>{2,3}[ \t]*(?=[^\s>])/g;

/** A line as what it is cut into by such marks; `opens`: one stood in front. */
export function splitAtChevrons(line: string): { text: string; opens: boolean }[] {
	if (!line.includes('>>')) return [{ text: line, opens: false }];
	const [first, ...more] = line.split(chevrons);
	return [...(first ? [{ text: first, opens: false }] : []), ...more.map((text) => ({ text, opens: true }))];
}
