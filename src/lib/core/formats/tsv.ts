// Tables of what was said: a head that names the columns, in any order, or the label track of Audacity, which has none.
//
//   start   end     text                         Speaker,Start,End,Text                    0.000000   3.500000   Hello.
//   1083    4614    Bread is mostly patience.    Ada,00:00:01,00:00:04,"Bread, she said."  3.500000   4.250000   Yes.
//
// Whole numbers are milliseconds in Whisper's tables (the first), elsewhere where the head or the amount of text says so.

import type { Problem, Transcript } from '../episode.ts';
import type { Block } from './blocks.ts';
import type { Cue } from './build.ts';
import { captionTranscript } from './captions.ts';
import { joinPieces, type Piece } from './pieces.ts';
import { speakerName } from './spoken.ts';
import { momentOf } from './stamp.ts';
import { readTable, type Row, type Separator } from './table.ts';

type Column = 'text' | 'speaker' | 'start' | 'end';

const titles: Record<Column, Set<string>> = {
	text: words('text|transcript|transcription|content|sentence|utterance|caption|captions|subtitle|dialogue|speech'),
	speaker: words('speaker|speaker name|speaker label|speaker id|name|who|voice|person|participant|character'),
	start: words(
		'start|starts|start time|starttime|begin|begins|begin time|from|in|in point|timecode in|start timecode|timestamp|time|timecode'
	),
	end: words('end|ends|end time|endtime|stop|to|out|out point|timecode out|end timecode')
};
/** Columns that say nothing of what was said. */
const others = words(
	'|#|id|no|no.|nr|number|index|segment|duration|length|confidence|score|channel|track|language|lang'
);

function words(list: string): Set<string> {
	return new Set(list.split('|'));
}

type Table = {
	rows: Row[];
	separator: Separator;
	at: Partial<Record<Column, number>> & { text: number };
	width: number;
	/** How many of the numbers in it are a second. */
	unit: number;
};

/** Whether the text is a table whose columns are clear. */
export function isTable(text: string): boolean {
	return readHeaded(text) !== null || isLabelTrack(text);
}

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const table = readHeaded(text);
	return table ? parseHeaded(table) : parseLabelTrack(text);
}

function parseHeaded(table: Table): { transcript: Transcript; problems: Problem[] } {
	const { rows, at, separator } = table;
	const problems: Problem[] = [];
	const said = rows.map((row): Piece => {
		const { cells, line } = row;
		const cue = cueOf(row, table);
		if (!cue && (at.start === undefined ? !isWhole(row, table) : cells[at.start]?.trim() || isWhispers(table)))
			problems.push({ code: 'bad-timing', line, message: 'This line has no proper times.' });
		// Whisper leaves no cell empty: a row without times is a text that runs over several lines.
		if (cue || (isWhole(row, table) && !isWhispers(table)))
			return { text: textOf(row, table), speaker: speakerName(cells[at.speaker ?? -1] ?? null), cue };
		return { text: cells.join(separator === '\t' ? ' ' : separator), speaker: null, cue: null };
	});
	if (at.speaker !== undefined || isWhispers(table)) return { transcript: joinPieces(said, 'und'), problems };
	const blocks = said.map(({ text, cue }, i): Block => ({ cue, lines: text.split('\n'), line: rows[i].line }));
	return { transcript: captionTranscript(blocks, problems, 'und'), problems };
}

/** Null where there is no head, where it does not say which column is which, or where most rows are not as it says. */
function readHeaded(text: string): Table | null {
	const head = /^\s*(.*)/.exec(text.slice(0, 500))?.[1] ?? '';
	for (const separator of ['\t', ',', ';'] as const) {
		const titled = readTable(head, separator)[0]?.cells.map(titleOf);
		const at = titled && columnsOf(titled);
		if (!at) continue;
		const rows = readTable(text, separator).slice(1);
		const table = { rows, separator, at, width: titled.length, unit: 1 };
		if (isWhispers(table)) return { ...table, unit: unitOf(titled, table) };
		const sound = rows.filter((row) => isWhole(row, table) && (at.start === undefined || cueOf(row, table)));
		if (rows.length && sound.length >= rows.length * 0.9) return { ...table, unit: unitOf(titled, table) };
	}
	return null;
}

function titleOf(cell: string): string {
	return cell.trim().toLowerCase().replace(/[_-]/g, ' ');
}

const unit = / ?[([]?\b(ms|msecs?|milliseconds|s|secs?|seconds)\b[)\]]?$/;

function columnsOf(titled: readonly string[]): Table['at'] | null {
	const at: Partial<Record<Column, number>> = {};
	for (const [index, title] of titled.entries()) {
		const bare = title.replace(unit, '');
		const column = (Object.keys(titles) as Column[]).find((column) => titles[column].has(bare));
		if (column ? at[column] !== undefined : !others.has(bare)) return null;
		if (column) at[column] = index;
	}
	if (at.text === undefined || (at.speaker === undefined && at.start === undefined)) return null;
	return { ...at, text: at.text };
}

function isWhispers({ separator, at, width }: Table): boolean {
	return separator === '\t' && width === 3 && at.start === 0 && at.end === 1 && at.text === 2;
}

/** Whether it has a cell for each column; a text at the end of the row may have separators in it. */
function isWhole({ cells }: Row, { at, width }: Table): boolean {
	return cells.length === width || (cells.length > width && at.text === width - 1);
}

function textOf({ cells }: Row, { at, width, separator }: Table): string {
	const said = at.text === width - 1 ? cells.slice(at.text) : [cells[at.text]];
	return said.join(separator === '\t' ? ' ' : separator).trim();
}

function cueOf(row: Row, { at, unit, ...table }: Table): Cue | null {
	if (!isWhole(row, { at, unit, ...table })) return null;
	const start = numberOf(row.cells[at.start ?? -1]);
	const end = numberOf(row.cells[at.end ?? -1]) ?? start;
	return start === null || end === null ? null : { start: start / unit, end: Math.max(start, end) / unit };
}

function numberOf(cell: string | undefined): number | null {
	const written = cell?.trim() ?? '';
	return /^\d/.test(written) ? momentOf(/[:;]/.test(written) ? written : written.replace(',', '.')) : null;
}

function unitOf(titled: readonly string[], table: Table): number {
	const named = unit.exec(titled[table.at.start ?? -1] ?? '')?.[1];
	if (named) return named.startsWith('m') ? 1000 : 1;
	const cues = table.rows.flatMap((row) => cueOf(row, table) ?? []);
	if (table.rows.some(({ cells }) => /\d[.,:]\d/.test(cells[table.at.start ?? -1] ?? '')) || !cues.length) return 1;
	if (isWhispers(table)) return 1000;
	const letters = table.rows.reduce((sum, row) => sum + textOf(row, table).length, 0);
	// A letter takes about 70 milliseconds to say.
	return (cues[cues.length - 1].end - cues[0].start) / letters > 3 ? 1000 : 1;
}

const labelled = /^(\d+(?:[.,]\d+)?)\t(\d+(?:[.,]\d+)?)(?:\t(.*))?$/;

/** Seconds with decimals, between tabs. A line that begins with a backslash holds frequencies. */
function isLabelTrack(text: string): boolean {
	const lines = text.split('\n').filter((line) => line.trim() && !line.startsWith('\\'));
	if (!/^\d+[.,]\d+\t/.test(lines[0] ?? '')) return false;
	return lines.length > 1 && lines.filter((line) => labelled.test(line)).length >= lines.length * 0.9;
}

function parseLabelTrack(text: string): { transcript: Transcript; problems: Problem[] } {
	const problems: Problem[] = [];
	const blocks: Block[] = [];
	for (const [index, line] of text.split('\n').entries()) {
		if (!line.trim() || line.startsWith('\\')) continue;
		const [, from, to, said] = labelled.exec(line) ?? [];
		const start = numberOf(from);
		if (start === null)
			problems.push({ code: 'bad-timing', line: index + 1, message: 'This line has no proper times.' });
		const cue = start === null ? null : { start, end: Math.max(start, numberOf(to) ?? start) };
		blocks.push({ cue, lines: [cue ? (said ?? '') : line.replaceAll('\t', ' ')], line: index + 1 });
	}
	return { transcript: captionTranscript(blocks, problems, 'und'), problems };
}
