// SubStation Alpha, .ass and .ssa (http://www.tcax.org/docs/ass-specs.htm): lines of what is said, the columns named above
// them, the text in the last one. It is not written.
//
//   [Events]
//   Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
//   Dialogue: 0,0:00:00.50,0:00:03.00,Default,Ada,0,0,0,,Welcome to {\i1}the show{\i0},\Nabout bread.

import type { Problem, Transcript } from '../episode.ts';
import { parseClock } from '../time.ts';
import { sortByStart, type Block } from './blocks.ts';
import { captionTranscript } from './captions.ts';
import { escapeVtt } from './markup.ts';

const usual = ['layer', 'start', 'end', 'style', 'name', 'marginl', 'marginr', 'marginv', 'effect', 'text'];

/** Whether the text is such a file by how it begins. */
export function isAss(text: string): boolean {
	return /^\s*\[Script Info\]/i.test(text);
}

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const problems: Problem[] = [];
	const blocks: Block[] = [];
	let columns = usual;
	for (const [i, line] of text.split('\n').entries()) {
		const [, key, value] = /^(Format|Dialogue):\s*(.*)$/i.exec(line.trim()) ?? [];
		if (key?.toLowerCase() === 'format') columns = value.split(',').map((title) => title.trim().toLowerCase());
		else if (key) blocks.push(blockOf(value, columns, i + 1, problems));
	}
	sortByStart(blocks);
	return { transcript: captionTranscript(blocks, problems, 'und'), problems };
}

function blockOf(value: string, columns: readonly string[], line: number, problems: Problem[]): Block {
	const cells = value.split(',');
	const cellOf = (title: string) => cells[columns.indexOf(title)]?.trim() ?? '';
	const start = parseClock(cellOf('start'));
	const end = parseClock(cellOf('end'));
	if (start === null || end === null)
		problems.push({ code: 'bad-timing', line, message: 'This line has no proper times.' });
	const text = cells.slice(columns.length - 1).join(',');
	// Drawings are numbers between their codes.
	const said = /\{[^{}]*\\p[1-9]/.test(text) ? '' : text.replace(/\{[^{}]*\}/g, '').replace(/\\h/g, ' ');
	const name = cellOf(columns.includes('actor') ? 'actor' : 'name');
	return {
		cue: start === null || end === null ? null : { start, end: Math.max(start, end) },
		lines: ((name && said.trim() ? `<v ${escapeVtt(name)}>` : '') + said).split(/\\[Nn]/),
		line
	};
}
