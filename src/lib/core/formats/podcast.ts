// The JSON transcript of the podcast namespace (https://podcasting2.org, "podcast:transcript").
//
//   { "version": "1.0.0", "segments": [{ "speaker": "Ada", "startTime": 1, "endTime": 3.5, "body": "Hello." }] }
//
// A segment may be a sentence or a single word. Seconds.

import { UserError } from '../errors.ts';
import type { Alignment, Problem, Transcript } from '../episode.ts';
import { fromMs, toMs } from '../time.ts';
import { captionsOf } from './cues.ts';
import { joinPieces, type Piece } from './pieces.ts';
import { readJson } from './reading.ts';
import { secondsOf } from './spoken.ts';
import { readTokens } from './tokens.ts';

type Segment = { speaker?: unknown; startTime?: unknown; endTime?: unknown; body?: unknown };

/** Whether parsed JSON has this shape. */
export function isPodcast(json: unknown): json is { segments: Segment[]; language?: unknown } {
	const segments = (json as { segments?: unknown } | null)?.segments;
	return (
		Array.isArray(segments) &&
		segments.some((segment) => segment !== null && typeof segment === 'object' && 'body' in segment)
	);
}

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const json = readJson(text);
	if (!isPodcast(json))
		throw new UserError('unknown-json', 'Expected segments with a body, startTime and endTime, saw other JSON.');
	const problems: Problem[] = [];
	const pieces: Piece[] = [];
	for (const [index, segment] of json.segments.entries()) {
		const body = segment?.body;
		if (typeof body !== 'string') {
			problems.push({ code: 'bad-segment', line: 0, message: `Segment ${index + 1} has no body and was left out.` });
			continue;
		}
		const start = secondsOf(segment.startTime);
		const end = secondsOf(segment.endTime);
		if (start === null || (end !== null && end < start))
			problems.push({ code: 'bad-timing', line: 0, message: `Segment ${index + 1} has no proper times.` });
		const speaker = typeof segment.speaker === 'string' ? segment.speaker.trim() || null : null;
		pieces.push({ text: body, speaker, cue: start === null ? null : { start, end: Math.max(start, end ?? start) } });
	}
	const language = typeof json.language === 'string' ? json.language : 'und';
	return { transcript: joinPieces(readTokens(pieces), language), problems };
}

export function write(transcript: Transcript, alignment: Alignment | null): string {
	const segments = captionsOf(transcript, alignment).flatMap(({ start, end, parts }) =>
		parts.map(({ from, to, speaker }) => ({
			...(speaker === null ? {} : { speaker }),
			startTime: fromMs(toMs(start)),
			endTime: fromMs(toMs(end)),
			body: transcript.text.slice(from, to)
		}))
	);
	const language = transcript.language === 'und' ? {} : { language: transcript.language };
	return JSON.stringify({ version: '1.0.0', ...language, segments }, null, '\t') + '\n';
}
