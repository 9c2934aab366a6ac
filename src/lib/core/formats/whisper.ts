// The JSON that Whisper and its relatives write: openai-whisper and its API, faster-whisper, WhisperX, whisper.cpp; and
// what is shaped like it: lists of captions, the transcripts of the Podlove Publisher.
//
//   { "language": "en", "segments": [{ "start": 0, "end": 2.1, "text": " Hello.", "words": [{ "word": " Hello.", … }] }] }
//   { "result": { "language": "en" }, "transcription": [{ "offsets": { "from": 0, "to": 2100 }, "text": " Hello." }] }
//   [{ "start": "00:00:00.000", "end": "00:00:02.100", "speaker": "3", "voice": "Ada", "text": "Hello." }]
//
// Words only matter for their speakers (WhisperX): a segment is cut where they change. It is not written.

import { UserError } from '../errors.ts';
import type { Problem, Transcript } from '../episode.ts';
import { joinCues, type Cue } from './build.ts';
import { decodeEntities } from './entities.ts';
import { joinPieces, type Piece } from './pieces.ts';
import { wordsInText } from './placing.ts';
import { readJson } from './reading.ts';
import { cueOf, secondsOf, speakerName } from './spoken.ts';
import { readTokens } from './tokens.ts';

type Word = { word?: unknown; text?: unknown; start?: unknown; end?: unknown; speaker?: unknown };
type Segment = Word & {
	words?: unknown;
	offsets?: { from?: unknown; to?: unknown };
	timestamps?: { from?: unknown; to?: unknown };
	timestamp?: unknown;
	startTime?: unknown;
	endTime?: unknown;
	duration?: unknown;
	voice?: unknown;
	speaker_name?: unknown;
	sentence?: unknown;
};

/** What files call their segments. */
const lists = 'segments transcription chunks transcripts sentences transcript captions utterances'.split(' ');

/** The segments of parsed JSON, or null where it has none of the shapes above. */
export function segmentsOf(json: unknown): Segment[] | null {
	if (Array.isArray(json)) return json.some(isSegment) ? json : null;
	if (json === null || typeof json !== 'object') return null;
	const { text, ...others } = json as Record<string, unknown>;
	for (const list of lists.map((name) => others[name])) if (Array.isArray(list) && list.some(isSegment)) return list;
	if (typeof text === 'string' && text.trim()) return [{ text }];
	return null;
}

function isSegment(segment: unknown): boolean {
	return segment !== null && typeof segment === 'object' && textOf(segment) !== null;
}

/** What a segment says; lists of sentences call it that. */
function textOf({ text, sentence }: Segment): string | null {
	const said = text ?? sentence;
	return typeof said === 'string' ? said : null;
}

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const json = readJson(text);
	const segments = segmentsOf(json);
	if (!segments) throw new UserError('unknown-json', 'Expected segments with a text, start and end, saw other JSON.');
	const problems: Problem[] = [];
	const pieces: Piece[] = [];
	for (const [index, segment] of segments.entries()) {
		if (!isSegment(segment)) {
			problems.push({ code: 'bad-segment', line: 0, message: `Segment ${index + 1} has no text and was left out.` });
			continue;
		}
		const cue = timesOf(segment);
		if (!cue) problems.push({ code: 'bad-timing', line: 0, message: `Segment ${index + 1} has no proper times.` });
		pieces.push(...splitSpeakers(segment, cue));
	}
	return { transcript: joinPieces(readTokens(pieces), languageOf(json)), problems };
}

function timesOf(segment: Segment): Cue | null {
	const { offsets, timestamps } = segment;
	const pair = segment.timestamp;
	let start = secondsOf(segment.start ?? segment.startTime);
	let end = secondsOf(segment.end ?? segment.endTime);
	if (start !== null && end === null) end = start + (secondsOf(segment.duration) ?? 0);
	if (start === null && Array.isArray(pair)) [start, end] = [secondsOf(pair[0]), secondsOf(pair[1])];
	if (start === null && offsets) {
		const [from, to] = [secondsOf(offsets.from), secondsOf(offsets.to)];
		[start, end] = [from === null ? null : from / 1000, to === null ? null : to / 1000];
	}
	if (start === null && timestamps) [start, end] = [secondsOf(timestamps.from), secondsOf(timestamps.to)];
	return cueOf(start, end);
}

/** A segment, or its parts where its words name more than one speaker. */
function splitSpeakers(segment: Segment, cue: Cue | null): Piece[] {
	const text = decodeEntities(textOf(segment) ?? '');
	const speaker = name(segment.voice) ?? name(segment.speaker) ?? name(segment.speaker_name);
	const listed: unknown[] = Array.isArray(segment.words) ? segment.words : [];
	const words = listed.filter((word): word is Word => typeof word === 'object' && word !== null);
	const whole: Piece = { text, speaker: speaker ?? name(words[0]?.speaker), cue };
	if (new Set(words.map((word) => name(word.speaker)).filter(Boolean)).size < 2) return [whole];
	const placed = wordsInText(
		text,
		words.map(({ word, start, end, ...rest }) => ({
			text: typeof word === 'string' ? word : '',
			speaker: name(rest.speaker),
			cue: cueOf(secondsOf(start), secondsOf(end))
		}))
	);
	if (!placed) return [whole];
	const pieces: Piece[] = [];
	for (const word of placed) {
		const last = pieces.at(-1);
		const said = word.speaker ?? (last ? last.speaker : speaker);
		if (last && last.speaker === said) {
			last.text += word.text;
			last.cue = joinCues(last.cue, word.cue);
		} else {
			const from = last?.cue?.end ?? cue?.start ?? null;
			pieces.push({ text: word.text, speaker: said, cue: word.cue ?? cueOf(from, from) });
		}
	}
	return pieces;
}

/** A name, or what has one: "Ada", { "name": "Ada" }; a number that stands for one. */
function name(value: unknown): string | null {
	if (value !== null && typeof value === 'object') return name((value as { name?: unknown }).name);
	if (typeof value === 'number') return Number.isInteger(value) ? speakerName(value) : null;
	return typeof value === 'string' ? value.trim() || null : null;
}

function languageOf(json: unknown): string {
	const { language, result } = (json ?? {}) as { language?: unknown; result?: { language?: unknown } };
	const value = language ?? result?.language;
	return typeof value === 'string' ? value : 'und';
}
