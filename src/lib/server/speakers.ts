// Who speaks where, for a transcript that does not say: `{ version, speakers: [name], turns: [[word, speaker], …] }`.
//
// A turn begins at a word (counted from 0 over the whole transcript) and lasts until the next begins; `speaker` is a place
// in the list of names, −1 where nobody knows.

import { basename } from 'node:path';
import * as v from 'valibot';
import type { Transcript, Turn } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { readInput } from './transcript.ts';

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const file = v.object({
	version: v.literal(1),
	speakers: v.array(v.string()),
	turns: v.array(v.tuple([index, v.pipe(v.number(), v.integer(), v.minValue(-1))]))
});

/** The transcript's turns under the names of a file. Throws UserError. */
export async function readSpeakers(path: string, transcript: Transcript): Promise<Turn[]> {
	const name = basename(path);
	let value: unknown;
	try {
		value = JSON.parse(new TextDecoder().decode(await readInput(path, 'speakers')));
	} catch (error) {
		if (error instanceof UserError) throw error;
		throw unreadable(name, 'no JSON');
	}
	const result = v.safeParse(file, value);
	if (!result.success) throw unreadable(name, sawOf(value));
	const { speakers, turns } = result.output;
	let last = -1;
	for (const [word, speaker] of turns) {
		if (word >= transcript.words.length)
			throw unreadable(name, `a turn at word ${word} of ${transcript.words.length}, counted from 0`);
		if (word <= last) throw unreadable(name, `a turn at word ${word} after one at ${last}`);
		if (speaker >= speakers.length) throw unreadable(name, `speaker ${speaker} of ${speakers.length}`);
		last = word;
	}
	return nameTurns(transcript, speakers, turns);
}

/** The names of a transcript for another one that has as many words and no names; null where it is not such a one. */
export function carrySpeakers(from: Transcript, to: Transcript): Turn[] | null {
	if (from.words.length !== to.words.length || isNamed(to)) return null;
	const speakers = [...new Set(from.turns.map(({ speaker }) => speaker))];
	const turns = from.turns.map((turn): [number, number] => [
		from.words.findIndex((word) => word.from >= turn.from),
		turn.speaker === null ? -1 : speakers.indexOf(turn.speaker)
	]);
	return nameTurns(
		to,
		speakers,
		turns.filter(([word]) => word >= 0)
	);
}

export function isNamed({ turns }: Transcript): boolean {
	return turns.some(({ speaker }) => speaker !== null);
}

/** Cues with times stay turns of their own. */
function nameTurns(transcript: Transcript, speakers: (string | null)[], turns: [number, number][]): Turn[] {
	const { words } = transcript;
	const out: Turn[] = [];
	let own = -1;
	let mark = -1;
	for (let w = 0; w < words.length; w++) {
		const before = { own, mark };
		while (own + 1 < transcript.turns.length && transcript.turns[own + 1].from <= words[w].from) own++;
		while (mark + 1 < turns.length && turns[mark + 1][0] <= w) mark++;
		const cue = transcript.turns[own]?.cue ?? null;
		if (w > 0 && mark === before.mark && (own === before.own || !cue)) out[out.length - 1].to = words[w].to;
		else out.push({ ...words[w], speaker: mark < 0 ? null : (speakers[turns[mark][1]] ?? null), cue });
	}
	return out;
}

/** What is there in place of such a file, in a few words. */
function sawOf(value: unknown): string {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'JSON that is no object';
	const found = value as Record<string, unknown>;
	const missing = Object.keys(file.entries).filter((key) => !(key in found));
	if (missing.length) return `JSON without ${missing.map((key) => `"${key}"`).join(' and ')}`;
	if (found.version !== 1) return `version ${JSON.stringify(found.version)}`;
	const names = v.is(file.entries.speakers, found.speakers);
	return names ? '"turns" that are no pairs of a word and a speaker' : '"speakers" that are no list of names';
}

function unreadable(name: string, saw: string): UserError {
	return new UserError(
		'bad-speakers',
		`Expected ${name} to say who speaks from which word on, saw ${saw}; write it as ` +
			`{"version": 1, "speakers": ["Ann", "Bo"], "turns": [[0, 0], [28, 1]]}: word 0 begins a turn of Ann, word 28 one of Bo.`
	);
}
