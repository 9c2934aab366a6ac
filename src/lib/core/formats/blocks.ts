// WebVTT and SRT as blocks of lines: a timing line, and the text under it up to the next one. A comma instead of the
// arrow is how SubViewer and YouTube's SBV write it: "0:00:01.500,0:00:03.000".
//
// The `media-captions` package answers asynchronously, drops a cue with a decimal comma or a blank line inside, and
// knows no line numbers to report; a transcript needs every word of a damaged file, so the blocks are read here.

import type { Problem } from '../episode.ts';
import { parseClock } from '../time.ts';
import type { Cue } from './build.ts';

/** One cue as written: its times (null where they cannot be read), its text lines, and the line of its timing. */
export type Block = { cue: Cue | null; lines: string[]; line: number };

const moment = String.raw`(?:\d+:)?\d{1,3}:\d{1,2}(?:[.,:]\d{1,3})?`;
const timing = new RegExp(String.raw`^\s*(${moment})\s*-{1,2}>\s*(${moment})(?=\s|$)\s*(.*)$`);
const pair = /^\s*(\d{1,2}:\d{2}:\d{2}\.\d{2,3}),(\d{1,2}:\d{2}:\d{2}\.\d{2,3})()\s*$/;
/**
 * What may stand behind the times: VTT settings, SRT coordinates. Each ends at a blank or at the end of the line, so that
 * there is one way to cut "a:a:a".
 */
const settings = /^(?:[A-Za-z]\w*:\S+(?:\s+|$))*$/;

/** Whether a line is the timing of a cue. */
export function isTiming(line: string): boolean {
	return timing.test(line) || pair.test(line);
}

/**
 * The cues of a file, sorted by their beginning. In WebVTT a block without times is a note, a style or a region by its
 * first word; any other stands behind a blank line inside a cue and belongs to that cue.
 */
export function readBlocks(
	text: string,
	kind: 'vtt' | 'srt'
): { blocks: Block[]; problems: Problem[]; header: string[] } {
	const lines = text.split('\n');
	const blocks: Block[] = [];
	const problems: Problem[] = [];
	const header: string[] = [];
	let at = 0;
	if (kind === 'vtt') {
		while (at < lines.length && lines[at].trim() === '') at++;
		while (at < lines.length && lines[at].trim() !== '' && !lines[at].includes('-->')) header.push(lines[at++]);
	}
	let skipping = false;
	for (; at < lines.length; at++) {
		const line = lines[at].trim();
		const begins = at === 0 || lines[at - 1].trim() === '';
		const block = line.includes('>') || pair.test(line) ? readTiming(line, at + 1, problems) : null;
		if (block) {
			skipping = false;
			blocks.push(block);
		} else if (line === '') skipping = false;
		else if (kind === 'vtt' && begins && /^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(line)) skipping = true;
		else if (!skipping && !isCueName(lines, at, kind)) {
			const last = blocks.at(-1);
			if (last) last.lines.push(line);
			else if (!problems.some(({ code }) => code === 'text-before-cues'))
				problems.push({ code: 'text-before-cues', line: at + 1, message: 'Text before the first cue was left out.' });
		}
	}
	if (blocks.some((block, i) => isBefore(block.cue, blocks[i - 1]?.cue))) {
		problems.push({
			code: 'cues-out-of-order',
			line: 0,
			message: 'Some cues begin before the one above them and were sorted.'
		});
		sortByStart(blocks);
	}
	return { blocks, problems, header };
}

/** The number or name that stands over a timing line. */
function isCueName(lines: readonly string[], at: number, kind: 'vtt' | 'srt'): boolean {
	let next = at + 1;
	const number = /^\d+$/.test(lines[at].trim());
	if (number) while (next < lines.length && lines[next].trim() === '') next++;
	if (next >= lines.length || !isTiming(lines[next])) return false;
	const begins = at === 0 || lines[at - 1].trim() === '';
	if (begins) return number || (kind === 'vtt' && next === at + 1);
	// Without a blank line above, only a number that counts on is one.
	if (!number || next !== at + 1) return false;
	for (let i = at - 1; i >= 0; i--) if (isTiming(lines[i])) return Number(lines[i - 1]) === Number(lines[at]) - 1;
	return false;
}

function readTiming(line: string, number: number, problems: Problem[]): Block | null {
	const match = timing.exec(line) ?? pair.exec(line);
	if (!match) {
		if (!line.includes('-->')) return null;
		const message = `Expected times such as 00:01:02.500 --> 00:01:05.000, saw '${line}'; the text below has no times.`;
		problems.push({ code: 'bad-timing', line: number, message });
		return { cue: null, lines: [], line: number };
	}
	const start = parseClock(match[1].replace(/:(\d{3})$/, '.$1'));
	let end = parseClock(match[2].replace(/:(\d{3})$/, '.$1'));
	const lines = settings.test(match[3]) ? [] : [match[3].trim()];
	if (start === null || end === null) {
		problems.push({
			code: 'bad-timing',
			line: number,
			message: `Expected times with minutes and seconds below 60, saw '${line}'.`
		});
		return { cue: null, lines, line: number };
	}
	if (end < start) {
		problems.push({ code: 'cue-ends-early', line: number, message: `The cue ends before it begins: '${line}'.` });
		end = start;
	}
	return { cue: { start, end }, lines, line: number };
}

function isBefore(cue: Cue | null, previous: Cue | null | undefined): boolean {
	return cue !== null && previous != null && cue.start < previous.start;
}

/** Cues without times stay behind the one they followed. */
export function sortByStart(blocks: Block[]): void {
	let start = 0;
	const keys = new Map(blocks.map((block) => [block, (start = block.cue?.start ?? start)]));
	blocks.sort((a, b) => keys.get(a)! - keys.get(b)!);
}
