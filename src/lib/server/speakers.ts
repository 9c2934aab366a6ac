// Who speaks where, for a transcript that does not say: `{ version, speakers: [name], turns: [[word, speaker], …] }`.
//
// A turn begins at a word (counted from 0 over the whole transcript) and lasts until the next begins; `speaker` is a place
// in the list of names, −1 where nobody knows.

import * as v from 'valibot';
import type { Transcript, Turn } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';

const index = v.pipe(v.number(), v.integer(), v.minValue(0));
const file = v.object({
	version: v.literal(1),
	speakers: v.array(v.string()),
	turns: v.array(v.tuple([index, v.pipe(v.number(), v.integer(), v.minValue(-1))]))
});

/** The transcript's turns under these names. Cues with times stay turns of their own. */
export function readSpeakers(bytes: Uint8Array, name: string, transcript: Transcript): Turn[] {
	let value: unknown;
	try {
		value = JSON.parse(new TextDecoder().decode(bytes));
	} catch {
		throw unreadable(name, 'no JSON');
	}
	const result = v.safeParse(file, value);
	if (!result.success) throw unreadable(name, result.issues[0].message);
	const { speakers, turns } = result.output;
	const { words } = transcript;
	let last = -1;
	for (const [word, speaker] of turns) {
		if (word <= last || word >= words.length) throw unreadable(name, `a turn at word ${word} after one at ${last}`);
		if (speaker >= speakers.length) throw unreadable(name, `speaker ${speaker} of ${speakers.length}`);
		last = word;
	}
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

function unreadable(name: string, saw: string): UserError {
	return new UserError(
		'bad-speakers',
		`Expected ${name} to say who speaks from which word on, saw ${saw.replace(/\.$/, '')}; write it as ` +
			`{"version": 1, "speakers": ["Ann", "Bo"], "turns": [[0, 0], [28, 1]]}: word 0 begins a turn of Ann, word 28 one of Bo.`
	);
}
