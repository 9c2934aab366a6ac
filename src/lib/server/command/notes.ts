// What a parser noticed in a transcript, as lines for a person: the first few of each kind, and how many more there are.

import type { Problem } from '#lib/core/episode.ts';
import { printable } from '#lib/core/text/oneline.ts';

/** So many show what is wrong. */
const SHOWN = 5;

export function notesOf(problems: Problem[]): string[] {
	return [...Map.groupBy(problems, ({ code }) => code).values()].flatMap((kind) => {
		const shown = kind.length > SHOWN + 1 ? kind.slice(0, SHOWN) : kind;
		const lines = shown.map(({ line, message }) => printable(`Note: ${line ? `line ${line}: ` : ''}${message}`));
		return shown === kind ? lines : [...lines, `Note: … and ${kind.length - SHOWN} more of this kind`];
	});
}
