// What captions of all kinds share once their blocks are read: voices and labels, dialogue lines, rolling captions.

import type { Problem, Transcript } from '../episode.ts';
import type { Block } from './blocks.ts';
import { joinLines } from './build.ts';
import { comeAgain, isNameLike } from './bylines.ts';
import { splitAtChevrons } from './chevrons.ts';
import { readMarkup, type Part } from './markup.ts';
import { joinPieces, type Piece } from './pieces.ts';
import { believedNames, possibleLabel, type Witness } from './speaker.ts';

const dash = /^[-–—‐]\s?(?=\S)/;

export function captionTranscript(blocks: readonly Block[], problems: Problem[], language: string): Transcript {
	const cues = unrolled(blocks, problems).map((block) => ({ block, parts: readMarkup(block.lines.join('\n')) }));
	const names = believedNames(cues.flatMap(({ parts }) => parts.flatMap(witnesses)));
	const above = namesAbove(cues.map(({ parts }) => parts));
	const pieces: Piece[] = [];
	for (const { block, parts } of cues)
		for (const part of parts)
			for (const said of splitLines(part, names, above)) pieces.push({ ...said, cue: block.cue });
	return joinPieces(pieces, language);
}

function witnesses({ voice, text }: Part): Witness[] {
	if (voice !== null) return [];
	return text.split('\n').map((line, index, all) => {
		const said = line.replace(dash, '');
		const label = possibleLabel(said);
		return {
			label,
			rest: label ? said.slice(label.length) : said,
			first: index === 0 || /[.!?…。！？]$/u.test(all[index - 1].trim()),
			lone: false
		};
	});
}

/** The names on the first lines of cues, where nearly all have one and some come again: "Ada / I saw it." */
function namesAbove(cues: readonly (readonly Part[])[]): Set<string> {
	const found = cues.flatMap((parts) => {
		const [first, second] = parts.length === 1 && parts[0].voice === null ? parts[0].text.split('\n') : [];
		return second && isNameLike(first.trim()) && /\p{Ll}|\p{Lo}/u.test(second) ? [first.trim()] : [];
	});
	const names = new Set(found);
	return found.length > 2 && found.length >= cues.length * 0.9 && comeAgain(found) ? names : new Set();
}

/** The lines of a part, joined, but apart where a label, a dash or a chevron begins another speaker's. */
function splitLines(
	{ voice, text }: Part,
	names: ReadonlySet<string>,
	above: ReadonlySet<string>
): { text: string; speaker: string | null; line: boolean }[] {
	const lines = text.split('\n').flatMap((line) => splitAtChevrons(line.trim()));
	const dialogue = lines.filter(({ text }) => dash.test(text)).length > 1;
	const said: { lines: string[]; speaker: string | null; line: boolean }[] = [];
	for (const [i, { text: line, opens }] of lines.entries()) {
		if (!line) continue;
		if (i === 0 && lines.length > 1 && voice === null && above.has(line)) {
			said.push({ lines: [], speaker: line, line: true });
			continue;
		}
		const plain = line.replace(dash, '');
		const label = voice === null ? possibleLabel(plain) : null;
		const last = said.at(-1);
		if (label && names.has(label.name))
			said.push({ lines: [plain.slice(label.length)], speaker: label.name, line: true });
		else if (last && !opens && !(dialogue && dash.test(line))) last.lines.push(line);
		else said.push({ lines: [line], speaker: voice, line: dialogue || opens });
	}
	return said.map(({ lines, ...rest }) => ({ ...rest, text: joinLines(lines) }));
}

/**
 * Rolling captions show each line twice: first below, then above the next one. Where that is the habit of a file, a
 * line that stood in the cue before is taken once.
 *
 *   1: "so this is"          2: "so this is / what we do"          3: "what we do / every day"
 */
function unrolled(blocks: readonly Block[], problems: Problem[]): readonly Block[] {
	let repeated = 0;
	const plain = blocks.map(({ lines }) => lines.map((line) => line.replace(/<[^<>]*>/g, '').trim()).filter(Boolean));
	const overlap = plain.map((lines, i) => {
		const shared = i > 0 && isNear(blocks[i - 1], blocks[i]) ? sharedLines(plain[i - 1], lines) : 0;
		if (shared) repeated++;
		return shared;
	});
	if (blocks.length < 4 || repeated < blocks.length * 0.4) return blocks;
	problems.push({
		code: 'rolling-captions',
		line: 0,
		message: 'The captions show every line twice; each was taken once.'
	});
	return blocks.map((block, i) => ({ ...block, lines: block.lines.filter((line) => line.trim()).slice(overlap[i]) }));
}

function isNear(before: Block, block: Block): boolean {
	return before.cue !== null && block.cue !== null && block.cue.start - before.cue.end < 0.5;
}

/** How many lines at the beginning of `lines` stood at the end of `before`. */
function sharedLines(before: readonly string[], lines: readonly string[]): number {
	for (let count = Math.min(before.length, lines.length); count > 0; count--) {
		const tail = before.slice(-count);
		if (tail.every((line, i) => line === lines[i])) return count;
	}
	return 0;
}
