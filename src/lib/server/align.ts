// Times for the words of a transcript, without a library.

import { basename } from 'node:path';
import { type Alignment, type Problem, report, type Timing, type Transcript } from '#lib/core/episode.ts';
import { canSound } from '#lib/core/align/pronounce/soundable.ts';
import { UserError } from '#lib/core/errors.ts';
import { listenElsewhere } from './aligner.ts';
import { durationOf } from './audio/probe.ts';
import type { Listen, Progress } from './listen.ts';
import { canonicalLanguage, languageName, readTranscript, spokenLanguage } from './transcript.ts';

export type AlignInput = { audio: string; transcript: string; language?: string; model?: string };

export type AlignOptions = {
	onProgress?: (progress: Progress) => void;
	/** Words whose times are settled, from word `first` of the transcript on. */
	onWords?: (transcript: Transcript, first: number, timings: Timing[]) => void;
	signal?: AbortSignal;
	listen?: Listen;
};

/**
 * Throws UserError where a file is not what it should be. A transcript of something else is a result:
 * `alignment.matches` says so.
 */
export async function align(
	input: AlignInput,
	{ onProgress, onWords, signal, listen = listenElsewhere }: AlignOptions = {}
): Promise<{ transcript: Transcript; alignment: Alignment; problems: Problem[] }> {
	const language = input.language === undefined ? null : canonicalLanguage(input.language);
	const { duration, exact } = await durationOf(input.audio, signal);
	const { transcript, problems } = await readTranscript(input.transcript, language);
	if (!input.model && !canSound(transcript.language, transcript.text))
		throw new UserError(
			'no-model',
			`Expected a transcript that can be sounded out, but there is no model here for the script of ` +
				`${basename(input.transcript)}; name one with --model.`
		);
	const { alignment } = await listen(
		{
			audio: input.audio,
			duration,
			exact,
			transcript,
			language: spokenLanguage(transcript.language),
			modelDir: input.model ?? null
		},
		{ onProgress, onWords: (first, timings) => onWords?.(transcript, first, timings), signal }
	);
	if (!alignment) throw new Error('expected an alignment of a transcript with words');
	return { transcript, alignment, problems };
}

/** The sentence for a transcript of something else; `language` is what it was heard in. */
export function notMatching(alignment: Alignment, transcript: string, audio: string, language: string): UserError {
	const { heard } = report(alignment);
	const count = alignment.timings.length;
	return new UserError(
		'not-matching',
		`Expected ${transcript} to say what is said in ${audio}, but of its ${count} ${count === 1 ? 'word' : 'words'}, taken ` +
			`as ${languageName(spokenLanguage(language))}, only ${Math.round(heard * 100)} % could be found there; check that ` +
			`both are of the same episode, and name the language with --language where it is another.`
	);
}
