// Tables in text: rows of cells between tabs, commas or semicolons, a cell in quotes where it holds one of those.
//
//   1.5,Ada,"Bread, she said, is ""patience""."   →   ['1.5', 'Ada', 'Bread, she said, is "patience".']

/** The cells of a row, as written but for the quotes, and the line of the file that it begins on. */
export type Row = { cells: string[]; line: number };
export type Separator = '\t' | ',' | ';';

/** How far a cell in quotes is looked for: longer than any paragraph. */
const longest = 20_000;

/** The rows that have anything in them. Between tabs a quote is a letter, and elsewhere one that is not closed. */
export function readTable(text: string, separator: Separator): Row[] {
	const rows: Row[] = [];
	let cells: string[] = [];
	let line = 1;
	let begins = 1;
	let at = 0;
	let quotes = separator !== '\t';
	const end = () => {
		if (cells.some((cell) => cell.trim())) rows.push({ cells, line: begins });
		cells = [];
	};
	while (at < text.length) {
		const quoted = quotes && text[at] === '"' ? quotedCell(text, at, separator) : null;
		// One that nothing closes leaves no trust in the others, and each would be looked for as far.
		if (quoted === 'open') quotes = false;
		const found = quoted && quoted !== 'open' ? quoted : plainCell(text, at, separator);
		cells.push(found.cell);
		line += found.cell.split('\n').length - 1;
		at = found.end + 1;
		if (text[found.end] === separator) continue;
		end();
		begins = ++line;
	}
	end();
	return rows;
}

type Cell = { cell: string; end: number };

function plainCell(text: string, from: number, separator: Separator): Cell {
	let end = from;
	while (end < text.length && text[end] !== '\n' && text[end] !== separator) end++;
	return { cell: text.slice(from, end), end };
}

/** A cell from one quote to the next that is not doubled; null where something else stands behind that. */
function quotedCell(text: string, from: number, separator: Separator): Cell | 'open' | null {
	for (let at = from + 1; at < text.length && at - from < longest; at++) {
		if (text[at] !== '"') continue;
		const behind = text[at + 1];
		if (behind === '"') at++;
		else if (behind === undefined || behind === '\n' || behind === separator)
			return { cell: text.slice(from + 1, at).replaceAll('""', '"'), end: at + 1 };
		else return null;
	}
	return 'open';
}
