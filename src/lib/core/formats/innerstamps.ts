// Stamps inside a line and behind it, put where the stamps of lines stand: in front.
//
//   [0:12] one [0:14] two   →   [0:12] one ⏎ [0:14] two          I saw it. (0:00)   →   (0:00) I saw it.

import { standing } from './speaker.ts';
import { clock, hasInnerStamps, leadingStamp, momentOf } from './stamp.ts';

const inner = new RegExp(String.raw`(?<![ \t])[ \t]+(?=\[${clock}\](?:\s|$))`, 'g');
const ending = new RegExp(String.raw`\s(\((${clock})\)|\[(${clock})\])$`);

/** A line break before every stamp in square brackets inside a line, but for one behind the name of a speaker. */
export function splitAtStamps(texts: readonly string[]): readonly string[] {
	const lines = texts.map(withEnds(texts.flatMap((text) => text.split('\n'))));
	return hasInnerStamps(lines.join('\n')) ? lines.map(splitText) : lines;
}

/**
 * What to do with stamps behind the lines, where half of the paragraphs have one. If the first is the beginning of the
 * audio, each says when its own line begins; else when the next does.
 */
function withEnds(lines: readonly string[]): (text: string) => string {
	const ends = lines.flatMap((line) => stampBehind(line) ?? []);
	const forward = ends.every(({ at }, i) => i === 0 || at >= ends[i - 1].at);
	if (
		ends.length < 2 ||
		!forward ||
		ends.length * 2 < blocksIn(lines) ||
		lines.some((line) => leadingStamp(line.trim()))
	)
		return (text) => text;
	const own = ends[0].at < 1;
	return (text) =>
		text
			.split('\n')
			.map((line) => {
				const found = stampBehind(line);
				if (!found) return line;
				const said = line.trimEnd().slice(0, -found.stamp.length).trimEnd();
				return own ? `${found.stamp} ${said.trimStart()}` : `${said}\n${found.stamp}`;
			})
			.join('\n');
}

function stampBehind(line: string): { stamp: string; at: number } | null {
	// No stamp is longer than this, but a line may be.
	const match = ending.exec(line.trimEnd().slice(-32));
	const at = match && momentOf(match[2] ?? match[3]);
	if (!match || at === null || isNamed(line.trimEnd().slice(0, -match[1].length))) return null;
	return { stamp: match[1], at };
}

function blocksIn(lines: readonly string[]): number {
	const filled = lines.filter((line) => line.trim()).length;
	const blocks = lines.filter((line, i) => line.trim() && !lines[i - 1]?.trim()).length;
	return blocks > 1 ? blocks : filled;
}

function splitText(text: string): string {
	return text.replace(inner, (gap, offset: number) => {
		// As much of the line as a name may be long, and then some: a line may be a whole transcript.
		const near = text.slice(Math.max(0, offset - 200), offset);
		return isNamed(near.slice(near.lastIndexOf('\n') + 1)) ? gap : '\n';
	});
}

/** Whether what stands before a stamp is no more than who speaks: `Ada`, `Ada:`, `[Ada]`. */
function isNamed(before: string): boolean {
	const name = before
		.trim()
		.replace(/[:：]$/, '')
		.trimEnd()
		.replace(/^\[(.*)\]$/, '$1');
	const form = name.length > 48 ? 'none' : standing(name);
	return form === 'name' || form === 'role';
}
