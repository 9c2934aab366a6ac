// SubRip: numbered cues with a decimal comma, and a speaker's name in front of the first cue of each turn.
//
//   1
//   00:00:01,000 --> 00:00:03,500
//   Ada: Hello, everybody.

import type { Alignment, Problem, Transcript } from '../episode.ts';
import { readBlocks } from './blocks.ts';
import { captionTranscript } from './captions.ts';
import { formatMoment } from './clock.ts';
import { captionsOf } from './cues.ts';
import { captionLines } from './lines.ts';
import { escapeSrt } from './markup.ts';
import { possibleLabel } from './speaker.ts';

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const { blocks, problems } = readBlocks(text, 'srt');
	return { transcript: captionTranscript(blocks, problems, 'und'), problems };
}

export function write(transcript: Transcript, alignment: Alignment | null): string {
	const blocks: string[] = [];
	let speaker: string | null = null;
	for (const { start, end, parts } of captionsOf(transcript, alignment, labelOf)) {
		const lines = parts.map((part) => {
			const said = transcript.text.slice(part.from, part.to);
			// Words before a colon would be read as a name: the true one goes before them.
			const needed = part.speaker !== speaker || possibleLabel(said) !== null;
			const label = part.speaker !== null && needed ? labelOf(part.speaker) : '';
			speaker = part.speaker;
			return escapeSrt(captionLines(label + said));
		});
		blocks.push(
			`${blocks.length + 1}\n${formatMoment(start, ',')} --> ${formatMoment(end, ',')}\n${lines.join('\n')}\n`
		);
	}
	return blocks.join('\n');
}

function labelOf(speaker: string): string {
	return `${speaker}: `;
}
