// JSON that came from outside, whole or one value a line, or one sentence about why it is none.
//
//   {"index":0,"text":"Hello","start":0.5}
//   {"index":1,"text":"there","start":0.9}
//   {"index":0,"text":"Hello","start":0.4}      →   [{ "index": 0, … 0.4 }, { "index": 1, … 0.9 }]
//
// Where lines have an index, the last one with it holds.

import { UserError } from '../errors.ts';

/** Throws a UserError('broken-json') where the text is no JSON. */
export function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		const lines = readLines(text);
		if (lines) return lines;
		const reason = error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error);
		throw new UserError(
			'broken-json',
			`Expected a JSON transcript, saw JSON that breaks off or is damaged (${reason}); export it again.`
		);
	}
}

/** The objects on the lines, null where one of them is damaged. */
function readLines(text: string): object[] | null {
	const values: object[] = [];
	for (const line of text.split('\n')) {
		if (!line.trim()) continue;
		const value = objectIn(line);
		if (!value) return null;
		values.push(value);
	}
	const latest = new Map<unknown, object>();
	for (const value of values) latest.set((value as { index?: unknown }).index, value);
	const indices = [...latest.keys()];
	if (!indices.every((index): index is number => Number.isInteger(index))) return values;
	return indices.sort((a, b) => a - b).flatMap((index) => latest.get(index) ?? []);
}

function objectIn(line: string): object | null {
	try {
		const value: unknown = JSON.parse(line);
		return typeof value === 'object' ? value : null;
	} catch {
		return null;
	}
}
