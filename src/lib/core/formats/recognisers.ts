// The JSON of recognisers that all say who said which word when, each in names of its own: AWS Transcribe, Google
// Speech-to-Text, Azure Speech, Speechmatics, Gladia, ElevenLabs, Premiere, and the words.json that is written here. Only
// read.
//
//   AWS            { "results": { "items": [{ "start_time": "0.5", "alternatives": [{ "content": "Hello" }], … }] } }
//   Google         { "results": [{ "alternatives": [{ "words": [{ "startTime": "0.5s", "word": "Hello", … }] }] }] }
//   Azure          { "recognizedPhrases": [{ "offsetInTicks": 5000000, "speaker": 1, "nBest": [{ "display": "Hello." }] }] }
//                  { "phrases": [{ "offsetMilliseconds": 500, "speaker": 1, "text": "Hello." }] }
//   Speechmatics   { "results": [{ "start_time": 0.5, "type": "word", "alternatives": [{ "content": "Hello" }] }] }
//   Gladia         { "result": { "transcription": { "utterances": [{ "start": 0.5, "speaker": 0, "text": "Hello." }] } } }
//   Premiere       { "speakers": [{ "id", "name" }], "segments": [{ "speaker", "words": [{ "text", "start", "duration" }] }] }
//   ElevenLabs     { "text": "Hello.", "words": [{ "text": "Hello.", "start": 0.5, "type": "word", "speaker_id": "speaker_0" }] }
//   words.json     { "version": 1, "words": [{ "text": "Hello.", "start": 0.5, "end": 0.9, "state": "heard" }] }

import * as v from 'valibot';
import { UserError } from '../errors.ts';
import type { Problem, Transcript } from '../episode.ts';
import type { Piece } from './pieces.ts';
import { readJson } from './reading.ts';
import * as spoken from './spoken.ts';

/** Seconds, in any of the forms these files have: 0.5, "0.5", "0.5s", "PT1M0.5S", { "seconds": "0", "nanos": 500000000 }. */
const moment = v.fallback(v.nullable(v.pipe(v.unknown(), v.transform(secondsOf))), null);

function secondsOf(value: unknown): number | null {
	if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? value : null;
	if (typeof value === 'string') {
		const match = /^(?:PT(?:(\d{1,4})H)?(?:(\d{1,6})M)?)?(?:(\d{1,9}(?:\.\d{1,9})?)[sS]?)?$/.exec(value.trim());
		return match && value.trim()
			? Number(match[1] ?? 0) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0)
			: null;
	}
	if (typeof value !== 'object' || value === null) return null;
	const { seconds = 0, nanos = 0 } = value as { seconds?: unknown; nanos?: unknown };
	const whole = Number(seconds) + Number(nanos) / 1e9;
	return Number.isFinite(whole) && whole >= 0 ? whole : null;
}

/** What a file says: words, or whole stretches of speech. */
type Found = { words: Piece[] } | { stretches: Piece[] };
type Read = Found & { language: string };

const mark = v.object({
	start_time: moment,
	end_time: moment,
	type: spoken.string,
	attaches_to: spoken.string,
	speaker_label: spoken.speaker,
	alternatives: v.pipe(v.array(v.object({ content: v.string(), speaker: spoken.speaker })), v.minLength(1))
});

/** Words with punctuation as items of its own, which belongs to the word before it. */
function marked(items: readonly unknown[], speakerAt: ReadonlyMap<unknown, string>, problems: Problem[]): Piece[] {
	const words: Piece[] = [];
	for (const { start_time, end_time, type, attaches_to, speaker_label, alternatives } of spoken.shaped(
		mark,
		items,
		problems
	)) {
		const [{ content, speaker }] = alternatives;
		const last = words.at(-1);
		const speaks = spoken.speakerName(speaker_label ?? speaker ?? speakerAt.get(start_time) ?? null);
		if (type === 'punctuation' && attaches_to !== 'next' && attaches_to !== 'none' && last) last.text += content;
		else words.push({ text: content, speaker: speaks, cue: spoken.cueOf(start_time, end_time) });
	}
	return words;
}

const labelled = v.object({ start_time: moment, speaker_label: v.string() });
const aws = v.object({
	results: v.object({
		language_code: spoken.string,
		speaker_labels: v.fallback(v.object({ segments: spoken.list }), { segments: [] }),
		items: v.pipe(v.array(v.unknown()), v.minLength(1))
	})
});

function ofAws(json: unknown, problems: Problem[]): Read | null {
	const parsed = v.safeParse(aws, json);
	if (!parsed.success) return null;
	const { items, speaker_labels, language_code } = parsed.output.results;
	const labels = spoken
		.shaped(v.object({ items: spoken.list }), speaker_labels.segments)
		.flatMap(({ items }) => spoken.shaped(labelled, items));
	const speakerAt = new Map(labels.map(({ start_time, speaker_label }) => [start_time, speaker_label]));
	return { words: marked(items, speakerAt, problems), language: language_code };
}

const speechmatics = v.object({
	metadata: v.object({ transcription_config: v.object({ language: spoken.string }) }),
	results: v.array(v.unknown())
});

function ofSpeechmatics(json: unknown, problems: Problem[]): Read | null {
	const parsed = v.safeParse(speechmatics, json);
	if (!parsed.success) return null;
	const { metadata, results } = parsed.output;
	return { words: marked(results, new Map(), problems), language: metadata.transcription_config.language };
}

const googleWord = v.object({
	word: v.string(),
	startTime: moment,
	endTime: moment,
	startOffset: moment,
	endOffset: moment,
	speakerTag: spoken.speaker,
	speakerLabel: spoken.speaker
});
const google = v.object({
	results: v.pipe(
		v.array(
			v.object({
				languageCode: spoken.string,
				alternatives: v.fallback(v.array(v.object({ transcript: spoken.string, words: spoken.list })), [])
			})
		),
		v.check((results) => results.some(({ alternatives }) => alternatives.some(({ words }) => words.length)))
	)
});

function ofGoogle(json: unknown, problems: Problem[]): Read | null {
	const parsed = v.safeParse(google, json);
	if (!parsed.success) return null;
	const { results } = parsed.output;
	const lists = results.map(({ alternatives }) =>
		spoken.shaped(googleWord, alternatives[0]?.words ?? [], problems).map((word): Piece => ({
			text: word.word,
			speaker: spoken.speakerName(word.speakerLabel ?? (word.speakerTag || null)),
			cue: spoken.cueOf(word.startTime ?? word.startOffset, word.endTime ?? word.endOffset)
		}))
	);
	// With speakers the last result has all words again.
	const last = lists[lists.length - 1];
	const again = last.length * 2 > lists.flat().length - 1 && last.some(({ speaker }) => speaker !== null);
	return { words: lists.length > 1 && again ? last : lists.flat(), language: results[0].languageCode };
}

const named = v.object({ id: v.string(), name: v.string() });
const premiereWord = v.object({ text: v.string(), start: moment, duration: moment });
const premiere = v.object({
	language: spoken.string,
	speakers: v.array(v.unknown()),
	segments: v.array(v.object({ speaker: spoken.speaker, words: v.array(v.unknown()) }))
});

function ofPremiere(json: unknown, problems: Problem[]): Read | null {
	const parsed = v.safeParse(premiere, json);
	if (!parsed.success) return null;
	const names = new Map(spoken.shaped(named, parsed.output.speakers).map(({ id, name }) => [id, name]));
	const words = parsed.output.segments.flatMap(({ speaker, words }) =>
		spoken.shaped(premiereWord, words, problems).map(({ text, start, duration }): Piece => {
			const who = names.get(String(speaker)) ?? speaker;
			return { text, speaker: spoken.speakerName(who), cue: spoken.cueOf(start, (start ?? 0) + (duration ?? 0)) };
		})
	);
	return { words, language: parsed.output.language };
}

const word = v.object({
	text: v.string(),
	start: moment,
	end: moment,
	type: spoken.string,
	state: spoken.string,
	speaker_id: spoken.speaker
});
const words = v.object({ language_code: spoken.string, words: v.array(v.unknown()) });

/** ElevenLabs, and words.json: others have words like these beside a text with punctuation, or in milliseconds. */
function ofWords(json: unknown, problems: Problem[]): Read | null {
	const parsed = v.safeParse(words, json);
	const found = parsed.success ? spoken.shaped(word, parsed.output.words, problems) : [];
	if (!parsed.success || !found.some(({ state, speaker_id }) => state || speaker_id !== null)) return null;
	const said = found.filter(({ type }) => type === '' || type === 'word');
	return {
		words: said.map(({ text, start, end, speaker_id }) => ({
			text,
			speaker: spoken.speakerName(speaker_id),
			cue: spoken.cueOf(start, end)
		})),
		language: parsed.output.language_code
	};
}

const phrase = v.object({
	speaker: spoken.speaker,
	locale: spoken.string,
	text: spoken.string,
	offset: moment,
	duration: moment,
	offsetMilliseconds: spoken.number,
	durationMilliseconds: spoken.number,
	nBest: v.fallback(v.array(v.object({ display: spoken.string })), [])
});
const azure = v.union([
	v.pipe(
		v.object({ recognizedPhrases: v.array(v.unknown()) }),
		v.transform((json) => json.recognizedPhrases)
	),
	v.pipe(
		v.object({ phrases: v.array(v.unknown()) }),
		v.transform((json) => json.phrases)
	)
]);

function ofAzure(json: unknown, problems: Problem[]): Read | null {
	const parsed = v.safeParse(azure, json);
	if (!parsed.success) return null;
	const found = spoken.shaped(phrase, parsed.output, problems);
	const stretches = found.map(({ speaker, text, offset, duration, nBest, ...ms }): Piece => {
		const start = offset ?? (ms.offsetMilliseconds === null ? null : ms.offsetMilliseconds / 1000);
		const length = duration ?? (ms.durationMilliseconds ?? 0) / 1000;
		const cue = spoken.cueOf(start, (start ?? 0) + length);
		return { text: nBest[0]?.display || text, speaker: spoken.speakerName(speaker), cue };
	});
	return { stretches, language: found[0]?.locale ?? '' };
}

const utterance = v.object({ text: v.string(), start: moment, end: moment, speaker: spoken.speaker });
const transcription = v.object({ languages: spoken.list, utterances: v.array(v.unknown()) });
const gladia = v.union([
	v.pipe(
		v.object({ result: v.object({ transcription }) }),
		v.transform(({ result }) => result.transcription)
	),
	v.pipe(
		v.object({ transcription }),
		v.transform((json) => json.transcription)
	)
]);

function ofGladia(json: unknown, problems: Problem[]): Read | null {
	const parsed = v.safeParse(gladia, json);
	if (!parsed.success) return null;
	const stretches = spoken
		.shaped(utterance, parsed.output.utterances, problems)
		.map(({ text, start, end, speaker }) => ({
			text,
			speaker: spoken.speakerName(speaker),
			cue: spoken.cueOf(start, end)
		}));
	const [language] = parsed.output.languages;
	return { stretches, language: typeof language === 'string' ? language : '' };
}

const readers = [ofSpeechmatics, ofAws, ofGoogle, ofAzure, ofGladia, ofPremiere, ofWords];

function readAny(json: unknown, problems: Problem[]): Read | null {
	for (const reader of readers) {
		const seen: Problem[] = [];
		const found = reader(json, seen);
		if (!found || !('words' in found ? found.words : found.stretches).some(({ text }) => text.trim())) continue;
		problems.push(...seen);
		return found;
	}
	return null;
}

/** Whether parsed JSON has one of these shapes. */
export function isRecogniser(json: unknown): boolean {
	return readAny(json, []) !== null;
}

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const problems: Problem[] = [];
	const found = readAny(readJson(text), problems);
	if (!found) throw new UserError('unknown-json', 'Expected the JSON of a recogniser, saw other JSON.');
	const pieces = 'words' in found ? spoken.sentencesOfWords(found.words) : found.stretches;
	return spoken.answerOf(pieces, found.language, problems);
}
