// WebVTT (https://www.w3.org/TR/webvtt1/): cues with voices.
//
//   WEBVTT
//
//   00:00:01.000 --> 00:00:03.500
//   <v Ada>Hello, everybody.

import type { Alignment, Problem, Transcript } from '../episode.ts';
import { readBlocks } from './blocks.ts';
import { captionTranscript } from './captions.ts';
import { formatMoment } from './clock.ts';
import { captionsOf, type CaptionPart } from './cues.ts';
import { captionLines } from './lines.ts';
import { escapeVtt } from './markup.ts';

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const { blocks, problems, header } = readBlocks(text, 'vtt');
	if (!/^WEBVTT/.test(header[0] ?? ''))
		problems.unshift({ code: 'missing-header', line: 1, message: 'The file does not begin with WEBVTT.' });
	const language = /^language:\s*([\w-]+)/im.exec(header.slice(1).join('\n'))?.[1] ?? 'und';
	return { transcript: captionTranscript(blocks, problems, language), problems };
}

/** `words` puts an inline timestamp in front of every word that the alignment found. */
export function write(transcript: Transcript, alignment: Alignment | null, options: { words?: boolean } = {}): string {
	const { language } = transcript;
	const blocks = [language === 'und' ? 'WEBVTT' : `WEBVTT\nLanguage: ${language}`];
	for (const { start, end, parts } of captionsOf(transcript, alignment)) {
		const lines = parts.map((part) => {
			const voice = part.speaker === null ? '' : `<v ${escapeVtt(part.speaker)}>`;
			return voice + (options.words ? timedText(part, transcript.text, start, end) : plainText(part, transcript.text));
		});
		blocks.push(`${formatMoment(start, '.')} --> ${formatMoment(end, '.')}\n${lines.join('\n')}`);
	}
	return blocks.join('\n\n') + '\n';
}

function plainText({ from, to }: CaptionPart, text: string): string {
	return escapeVtt(captionLines(text.slice(from, to)));
}

function timedText({ from, to, words }: CaptionPart, text: string, start: number, end: number): string {
	let result = '';
	let at = from;
	let last = Math.round(start * 1000);
	for (const word of words) {
		const ms = Math.round(word.start * 1000);
		if (ms <= last || ms >= Math.round(end * 1000)) continue;
		result += `${escapeVtt(text.slice(at, word.from))}<${formatMoment(word.start, '.')}>`;
		at = word.from;
		last = ms;
	}
	return (result + escapeVtt(text.slice(at, to))).replace(/(?<!\s)\s*\n\s*/g, '\n');
}
