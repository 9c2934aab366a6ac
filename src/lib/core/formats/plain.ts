// Plain text: lines, paragraphs behind blank lines, speaker labels and timestamps where somebody wrote them.
//
//   [00:12:03] Ada: I saw it.          Ada  0:12             Ada (00:12):
//   It was late.                       I saw it.             I saw it.
//
// What is believed to be a label or a stamp is parsed away, everything else stays as written, line by line.
// A turn lasts until the next label or stamp. A stamp says when its turn begins; the turn ends where the next stamped
// one begins, and where that is unknown `cue.end` equals `cue.start`.

import type { Alignment, Problem, Transcript } from '../episode.ts';
import { closeCues, createBuilder, type Cue, type Join } from './build.ts';
import { believedNames, possibleLabel, standing, type Witness } from './speaker.ts';
import { areStamps, formatStamp, hasInnerStamps, leadingStamp, type Stamp, type StampForm } from './stamp.ts';

type Line = { text: string; afterBlank: boolean; beforeBlank: boolean };
type Reading = { stamp: Stamp | null; name: string | null; rest: string };

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const lines = linesOf(splitAtStamps(text));
	const accept = weigh(lines);
	const builder = createBuilder();
	let speaker: string | null = null;
	let pending = null as { join: Join; cue: Cue | null } | null;
	for (const line of lines) {
		const { stamp, name, rest } = read(line.text, accept);
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
	}
	const transcript = builder.finish('und');
	closeCues(transcript.turns);
	return { transcript, problems: [] };
}

const inner = /[ \t]+(?=\[\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\](?:\s|$))/g;

/** Puts a new line before every stamp in square brackets inside a line, but for one behind the name of a speaker. */
function splitAtStamps(text: string): string {
	if (!hasInnerStamps(text)) return text;
	return text.replace(inner, (gap, offset: number) => {
		const before = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).replace(/\s*[:：]?\s*$/, '');
		return before.length > 48 || standing(before) === 'none' || standing(before) === 'weak' ? '\n' : gap;
	});
}

function linesOf(text: string): Line[] {
	const lines: Line[] = [];
	let blank = false;
	for (const raw of text.split(/\n|\f|\v/)) {
		const line = raw.trim();
		if (line) lines.push({ text: line, afterBlank: blank && lines.length > 0, beforeBlank: false });
		else if (lines.length) lines[lines.length - 1].beforeBlank = true;
		blank = !line;
	}
	return lines;
}

type Accept = { names: Set<string>; stamps: Set<StampForm>; headers: boolean };

/** A name and a stamp alone on a line, as meeting recorders write them. */
const header = /^(.{1,48}?)\s*[-–—|,]?\s*((?:\[|\(|<)?\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\]|\)|>)?)\s*:?$/u;
/** A name with its stamp in brackets, and the text behind: `Ada (0:12): I saw it.` */
const stampedName =
	/^([^:：[\]()<>]{1,48}?)\s*((?:\[|\()\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\]|\)))\s*:?\s+(.+)$/u;

/** First reading: which names and which kinds of stamps this document bears out. */
function weigh(lines: readonly Line[]): Accept {
	const separate = lines.some((line) => line.afterBlank);
	const found: Record<StampForm, Stamp[]> = { bracket: [], bare: [] };
	const heads: string[] = [];
	const stamped: string[] = [];
	const witnesses: Witness[] = [];
	let blocks = 0;
	for (const [index, { text, afterBlank, beforeBlank }] of lines.entries()) {
		const first = !separate || afterBlank || index === 0;
		if (first) blocks++;
		const head = headerOf(text);
		if (head) heads.push(head.name);
		const stamp = leadingStamp(text);
		if (stamp) found[stamp.form].push(stamp);
		const rest = stamp ? text.slice(stamp.length) : text;
		const label = head ? null : possibleLabel(rest);
		if (label && standing(label.name) === 'name' && leadingStamp(rest.slice(label.length))?.form === 'bracket')
			stamped.push(label.name);
		// A bracket alone before a blank line is a heading, not somebody who says nothing.
		const empty = label?.form === 'bracket' && label.length === rest.length && beforeBlank;
		witnesses.push({
			label: empty ? null : label,
			rest: label ? rest.slice(label.length) : rest,
			first,
			lone: beforeBlank || index === lines.length - 1
		});
	}
	const stamps = new Set<StampForm>();
	for (const form of ['bracket', 'bare'] as const) if (areStamps(form, found[form], blocks)) stamps.add(form);
	const headers = heads.length > 1;
	return { names: believedNames(witnesses, [...(headers ? heads : []), ...stamped]), stamps, headers };
}

/** Second reading of a line, taking away what is believed. */
function read(line: string, accept: Accept): Reading {
	let rest = line;
	let stamp = leadingStamp(rest);
	if (stamp && !accept.stamps.has(stamp.form)) stamp = null;
	if (stamp) rest = rest.slice(stamp.length);
	const head = stamp ? null : headerOf(rest);
	if (head && (accept.headers || head.stamp.form === 'bracket'))
		return { stamp: head.stamp, name: head.name, rest: head.rest };
	const label = possibleLabel(rest);
	if (!label || !accept.names.has(label.name)) return { stamp, name: null, rest };
	rest = rest.slice(label.length);
	const inner = stamp ? null : leadingStamp(rest);
	if (inner?.form !== 'bracket') return { stamp, name: label.name, rest };
	return { stamp: inner, name: label.name, rest: rest.slice(inner.length) };
}

function headerOf(line: string): { name: string; stamp: Stamp; rest: string } | null {
	const match = header.exec(line) ?? stampedName.exec(line);
	if (!match) return null;
	const stamp = leadingStamp(match[2]);
	const form = standing(match[1]);
	if (!stamp || (form !== 'name' && form !== 'role')) return null;
	return { name: match[1].trim(), stamp, rest: match[3] ?? '' };
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
