// Deepgram's JSON (https://developers.deepgram.com/reference/speech-to-text/listen-pre-recorded). Seconds. It is not
// written.
//
//   { "results": {
//       "utterances": [{ "start": 0.1, "end": 2.1, "speaker": 0, "transcript": "Hello.", "words": [ … ] }],
//       "channels": [{ "alternatives": [{ "transcript": "Hello.",
//         "words": [{ "word": "hello", "punctuated_word": "Hello.", "start": 0.1, "end": 0.4, "speaker": 0 }],
//         "paragraphs": { "paragraphs": [{ "speaker": 0, "sentences": [{ "text": "Hello.", "start": 0.1, "end": 0.4 }] }] }
//       }] }] } }
//
// All of them say the same: utterances are read where there are any, else paragraphs, else words. Where each speaker has
// a channel, that is who speaks.

import * as v from 'valibot';
import { UserError } from '../errors.ts';
import type { Problem, Transcript } from '../episode.ts';
import type { Piece } from './pieces.ts';
import { readJson } from './reading.ts';
import * as spoken from './spoken.ts';

const times = { start: spoken.number, end: spoken.number };
const word = v.object({ ...times, word: v.string(), punctuated_word: spoken.string, speaker: spoken.speaker });
const sentence = v.object({ ...times, text: v.string() });
const paragraph = v.object({ speaker: spoken.speaker, sentences: spoken.list });
const utterance = v.object({
	...times,
	transcript: v.string(),
	speaker: spoken.speaker,
	channel: spoken.speaker,
	words: spoken.list
});
const alternative = v.object({
	transcript: v.string(),
	words: spoken.list,
	paragraphs: v.fallback(v.object({ paragraphs: spoken.list }), { paragraphs: [] })
});
const channel = v.object({ alternatives: v.array(v.unknown()), detected_language: spoken.string });
const answer = v.object({ results: v.object({ utterances: spoken.list, channels: spoken.list }) });

/** Whether parsed JSON has this shape. */
export function isDeepgram(json: unknown): boolean {
	const parsed = v.safeParse(answer, json);
	if (!parsed.success) return false;
	const { utterances, channels } = parsed.output.results;
	return utterances.some((item) => v.is(utterance, item)) || channels.some((item) => v.is(channel, item));
}

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const json = readJson(text);
	if (!isDeepgram(json)) throw new UserError('unknown-json', 'Expected the JSON of Deepgram, saw other JSON.');
	const { results } = v.parse(answer, json);
	const problems: Problem[] = [];
	const channels = spoken.shaped(channel, results.channels);
	const several = channels.length > 1;
	const utterances = spoken.shaped(utterance, results.utterances, problems);
	const pieces = utterances.length
		? utterances.flatMap((said) => ofUtterance(said, several))
		: channels.flatMap(({ alternatives }, index) => ofAlternative(alternatives[0], several ? index : null, problems));
	// One channel stands behind the other; what has no time stays behind what it followed.
	if (several && pieces.every(({ cue }) => cue)) pieces.sort((a, b) => a.cue!.start - b.cue!.start);
	return spoken.answerOf(pieces, channels[0]?.detected_language ?? '', problems);
}

function ofUtterance(said: v.InferOutput<typeof utterance>, several: boolean): Piece[] {
	const who = said.speaker ?? (several ? said.channel : null);
	const cue = spoken.cueOf(said.start, said.end);
	const whole = { text: said.transcript, speaker: spoken.speakerName(who), cue };
	return spoken.sentencesOfPiece(whole, wordsOf(said.words, who));
}

function ofAlternative(item: unknown, who: number | null, problems: Problem[]): Piece[] {
	const [found] = spoken.shaped(alternative, [item], problems);
	if (!found) return [];
	const paragraphs = spoken.shaped(paragraph, found.paragraphs.paragraphs, problems);
	if (paragraphs.length)
		return paragraphs.flatMap(({ speaker, sentences }) =>
			spoken.shaped(sentence, sentences, problems).map(({ text, start, end }) => ({
				text,
				speaker: spoken.speakerName(speaker ?? who),
				cue: spoken.cueOf(start, end)
			}))
		);
	const words = wordsOf(found.words, who, problems);
	if (words.length) return spoken.sentencesOfWords(words);
	return [{ text: found.transcript, speaker: spoken.speakerName(who), cue: null }];
}

function wordsOf(items: readonly unknown[], who: string | number | null, problems?: Problem[]): Piece[] {
	return spoken.shaped(word, items, problems).map(({ word, punctuated_word, speaker, start, end }) => ({
		text: punctuated_word || word,
		speaker: spoken.speakerName(speaker ?? who),
		cue: spoken.cueOf(start, end)
	}));
}
