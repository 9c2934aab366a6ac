// Plain text: lines, paragraphs behind blank lines, speaker labels and timestamps where somebody wrote them.
//
//   [00:12:03] Ada: I saw it.          Ada  0:12             Ada (00:12):
//   It was late.                       I saw it.             I saw it.
//
// What is believed to be a label, a stamp or the mark of another speaker is parsed away, everything else stays as
// written, line by line.
// A turn lasts until the next label or stamp. A stamp says when its turn begins; the turn ends where the next stamped
// one begins, and where that is unknown `cue.end` equals `cue.start`.

import type { Alignment, Problem, Transcript } from '../episode.ts';
import { closeCues, createBuilder, type Cue, type Join } from './build.ts';
import { splitAtChevrons } from './chevrons.ts';
import { withoutImprint } from './imprint.ts';
import { splitAtStamps } from './innerstamps.ts';
import { readLine, weighLines, type Line } from './line.ts';
import { withoutSheets } from './sheets.ts';
import { withoutUnseen } from './speaker.ts';
import { formatStamp } from './stamp.ts';

/** A line, or several, and whether the file says that it is a heading. */
export type Source = { text: string; heading: boolean };

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	return parseLines([{ text: withoutSheets(text), heading: false }]);
}

export function parseLines(sources: readonly Source[]): { transcript: Transcript; problems: Problem[] } {
	const split = splitAtStamps(sources.map(({ text }) => text));
	// A heading is one line, whatever stands in it.
	const lines = linesOf(sources.map(({ text, heading }, i) => ({ text: heading ? text : split[i], heading })));
	const accept = weighLines(lines);
	const builder = createBuilder();
	let speaker: string | null = null;
	let pending = null as { join: Join; cue: Cue | null } | null;
	for (const line of lines) {
		const { stamp, name, rest } = readLine(line.text, accept);
		const cue = stamp ? { start: stamp.start, end: stamp.end ?? stamp.start } : null;
		if (name !== null) speaker = name;
		if (name !== null || cue) {
			const join: Join = name !== null || line.afterBlank ? '\n\n' : '\n';
			pending = { join: pending?.join === '\n\n' ? '\n\n' : join, cue: cue ?? pending?.cue ?? null };
		}
		if (!rest) continue;
		if (pending) {
			builder.turn(rest, pending.join, speaker, pending.cue);
			pending = null;
		} else builder.go(rest, line.afterBlank ? '\n\n' : '\n');
		if (line.heading && name === null) builder.heading();
	}
	const transcript = builder.finish('und');
	closeCues(transcript.turns);
	return { transcript, problems: [] };
}

function linesOf(sources: readonly Source[]): (Line & { heading: boolean })[] {
	const lines: (Line & { heading: boolean })[] = [];
	let blank = false;
	const split = sources.flatMap(({ text, heading }) =>
		text
			.split(/\n|\f|\v/)
			.map(withoutUnseen)
			.flatMap((line) => (heading ? line : splitAtChevrons(line).map(({ text }) => text)))
			.map((text) => ({ text, heading }))
	);
	const spoken = withoutImprint(split.map(({ text }) => text));
	for (const [k, line] of spoken.entries()) {
		if (line)
			lines.push({ text: line, afterBlank: blank && lines.length > 0, beforeBlank: false, heading: split[k].heading });
		else if (lines.length) lines[lines.length - 1].beforeBlank = true;
		blank = !line;
	}
	return lines;
}

/**
 * The transcript as plain text: a label where a speaker's paragraph begins, a stamp in front of lines that had a time.
 * Times come from the alignment where there is one; a transcript without times is written without.
 */
export function write(transcript: Transcript, alignment: Alignment | null): string {
	const { text, turns, words } = transcript;
	const parts: string[] = [];
	let before = 0;
	let speaker: string | null = null;
	let word = 0;
	for (const turn of turns) {
		const gap = text.slice(before, turn.from);
		const changed = turn.speaker !== speaker;
		const opens = before === 0 || changed || gap.includes('\n\n');
		parts.push(before === 0 ? '' : opens ? '\n\n' : gap);
		if (turn.cue && (opens || gap.includes('\n'))) {
			while (word < words.length && words[word].from < turn.from) word++;
			const heard = alignment && words[word] && alignment.timings[word];
			parts.push(formatStamp(heard && heard.state !== 'unspoken' ? Math.floor(heard.start) : turn.cue.start), ' ');
		}
		if (turn.speaker !== null && opens) parts.push(turn.speaker, ': ');
		parts.push(text.slice(turn.from, turn.to));
		before = turn.to;
		speaker = turn.speaker;
	}
	return parts.join('') + '\n';
}
