// AssemblyAI's JSON (https://www.assemblyai.com/docs/api-reference/transcripts/get). Milliseconds. It is not written.
//
//   { "language_code": "en_us", "text": "Hello.", "words": [ … ],
//     "utterances": [{ "speaker": "A", "start": 250, "end": 2100, "text": "Hello.", "words": [{ "text": "Hello.", … }] }] }
//
// Where speakers were not asked for there are words alone. Its sentences and paragraphs are files of their own.

import * as v from 'valibot';
import { UserError } from '../errors.ts';
import type { Problem, Transcript } from '../episode.ts';
import { fromMs } from '../time.ts';
import type { Piece } from './pieces.ts';
import { readJson } from './reading.ts';
import * as spoken from './spoken.ts';

const word = v.object({ text: v.string(), start: spoken.number, end: spoken.number, speaker: spoken.speaker });
const utterance = v.object({ ...word.entries, words: spoken.list });
const answer = v.object({
	utterances: spoken.list,
	sentences: spoken.list,
	paragraphs: spoken.list,
	words: spoken.list,
	language_code: spoken.string
});

type Answer = v.InferOutput<typeof answer>;

/** Whether parsed JSON has this shape: words, or what they make up, with whole milliseconds. */
export function isAssemblyAi(json: unknown): boolean {
	return answerIn(json) !== null;
}

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const found = answerIn(readJson(text));
	if (!found) throw new UserError('unknown-json', 'Expected the JSON of AssemblyAI, saw other JSON.');
	const problems: Problem[] = [];
	const utterances = utterancesOf(found);
	const pieces = utterances.length
		? spoken.shaped(utterance, utterances, problems).flatMap(ofUtterance)
		: spoken.sentencesOfWords(spoken.shaped(word, found.words, problems).map(pieceOf));
	return spoken.answerOf(pieces, found.language_code, problems);
}

function answerIn(json: unknown): Answer | null {
	const parsed = v.safeParse(answer, json);
	if (!parsed.success || 'segments' in (json as object)) return null;
	const longer = utterancesOf(parsed.output);
	const timed = spoken.shaped(word, longer.length ? longer : parsed.output.words).filter(({ start }) => start !== null);
	// Others have words of the same shape, in seconds.
	const whole = timed.every(({ start, end }) => Number.isInteger(start) && Number.isInteger(end ?? 0));
	return timed.length && whole ? parsed.output : null;
}

function utterancesOf({ utterances, sentences, paragraphs }: Answer): unknown[] {
	return [utterances, sentences, paragraphs].find(({ length }) => length) ?? [];
}

function ofUtterance(said: v.InferOutput<typeof utterance>): Piece[] {
	const whole = pieceOf(said);
	const words = spoken.shaped(word, said.words).map(pieceOf);
	return spoken.sentencesOfPiece(
		whole,
		words.map((piece) => ({ ...piece, speaker: piece.speaker ?? whole.speaker }))
	);
}

function pieceOf({ text, start, end, speaker }: v.InferOutput<typeof word>): Piece {
	const cue = spoken.cueOf(start, end);
	return { text, speaker: spoken.speakerName(speaker), cue: cue && { start: fromMs(cue.start), end: fromMs(cue.end) } };
}
