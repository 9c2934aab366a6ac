// A transcript file in, whatever it is called: its format is found by its content.

import { UserError } from '../errors.ts';
import type { Problem, Transcript } from '../episode.ts';
import { decodeText } from './encoding.ts';
import * as plain from './plain.ts';

export type FormatName = 'vtt' | 'srt' | 'podcast' | 'whisper' | 'html' | 'markdown' | 'plain';

/**
 * Reads a transcript file. `hint.name` and `hint.type` (a file name, a MIME type) only decide between plain text and
 * Markdown where the content is both; `hint.language` (BCP 47) stands where the file names none.
 * Throws a UserError: 'binary-transcript', 'empty-transcript'.
 */
export function parseTranscript(
	bytes: Uint8Array,
	hint: { name?: string; type?: string; language?: string } = {}
): { transcript: Transcript; problems: Problem[]; format: FormatName } {
	const { text, problems } = decodeText(bytes);
	const found = plain.parse(text);
	const transcript = found.transcript;
	if (transcript.language === 'und' && hint.language) transcript.language = hint.language;
	if (!transcript.words.length)
		throw new UserError(
			'empty-transcript',
			'Expected a transcript with words in it, saw none; check that it is the right file.'
		);
	return { transcript, problems: [...problems, ...found.problems], format: 'plain' };
}
