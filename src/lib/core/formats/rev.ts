// Rev's JSON (https://docs.rev.ai/api/asynchronous/transcripts). Seconds. It is not written.
//
//   { "speakers": [{ "id": 0, "name": "Ada" }],
//     "monologues": [{ "speaker": 0, "elements": [
//       { "type": "text", "value": "Hello", "ts": 0.5, "end_ts": 0.9 }, { "type": "punct", "value": ". " }] }] }
//
// Files of old have "timestamp": "00:00:00,500" and "end_timestamp". Punctuation holds the spaces too. What was not understood has a type of its own and is left out.

import * as v from 'valibot';
import { UserError } from '../errors.ts';
import type { Problem, Transcript } from '../episode.ts';
import { joinCues } from './build.ts';
import type { Piece } from './pieces.ts';
import { readJson } from './reading.ts';
import * as spoken from './spoken.ts';

const element = v.object({
	type: spoken.string,
	value: v.string(),
	ts: spoken.moment,
	end_ts: spoken.moment,
	timestamp: spoken.moment,
	end_timestamp: spoken.moment
});
const monologue = v.object({
	speaker: spoken.speaker,
	speaker_info: v.fallback(v.object({ display_name: v.string() }), { display_name: '' }),
	elements: v.array(v.unknown())
});
const named = v.object({ id: v.union([v.number(), v.string()]), name: v.string() });
const answer = v.object({ monologues: v.array(v.unknown()), speakers: spoken.list, language: spoken.string });

/** Whether parsed JSON has this shape. */
export function isRev(json: unknown): boolean {
	const parsed = v.safeParse(answer, json);
	return parsed.success && parsed.output.monologues.some((item) => v.is(monologue, item));
}

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const json = readJson(text);
	if (!isRev(json)) throw new UserError('unknown-json', 'Expected the JSON of Rev, saw other JSON.');
	const { monologues, speakers, language } = v.parse(answer, json);
	const problems: Problem[] = [];
	const names = new Map(spoken.shaped(named, speakers).map(({ id, name }) => [String(id), name]));
	const pieces = spoken.shaped(monologue, monologues, problems).flatMap(({ speaker, speaker_info, elements }) => {
		const name = speaker_info.display_name || (names.get(String(speaker)) ?? speaker);
		return spoken.sentencesOfWords(wordsOf(spoken.shaped(element, elements, problems), spoken.speakerName(name)));
	});
	return spoken.answerOf(pieces, language, problems);
}

/** Elements as words: a space in punctuation ends one, anything else belongs to the word it touches. */
function wordsOf(elements: readonly v.InferOutput<typeof element>[], speaker: string | null): Piece[] {
	const words: Piece[] = [];
	let open = false;
	let before = '';
	for (const { type, value, ...at } of elements) {
		if (type === 'unknown') continue;
		if (type === 'text' && before === 'text') open = false;
		before = type;
		const cue = spoken.cueOf(at.ts ?? at.timestamp, at.end_ts ?? at.end_timestamp);
		for (const [index, part] of value.split(/\s+/).entries()) {
			if (index > 0) open = false;
			if (!part) continue;
			const last = words.at(-1);
			if (open && last) {
				last.text += part;
				last.cue = joinCues(last.cue, cue);
			} else words.push({ text: part, speaker, cue });
			open = true;
		}
	}
	return words;
}
