// A transcript file as it comes in, and what language it is in.

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Problem, Transcript } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { parseTranscript } from '#lib/core/formats/formats.ts';
import { languageTag } from '#lib/core/formats/language.ts';
import { textInArchive } from './archive.ts';
import { codeOf } from './disk.ts';
import { languageOfScript, languageOfWords } from './words-language.ts';

export type TranscriptFile = { bytes: Uint8Array; name: string; transcript: Transcript; problems: Problem[] };

const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/**
 * `language` is what the person says, null where they say nothing: then the file does, or else its words. `otherwise` is
 * for where these tell nothing either. Throws UserError.
 */
export async function readTranscript(
	path: string,
	language: string | null,
	otherwise: string | null = null
): Promise<TranscriptFile> {
	const name = basename(path);
	const bytes = await readInput(path, 'transcript');
	const text = (await textInArchive(bytes)) ?? bytes;
	const { transcript, problems } = parseTranscript(text, { name, language: language ?? undefined });
	if (language) transcript.language = language;
	else if (transcript.language === 'und') {
		const told = (await languageOfWords(transcript)) ?? languageOfScript(transcript.text);
		if (told && told !== spokenLanguage(otherwise ?? 'und')) {
			transcript.language = told;
			problems.push({
				code: 'told-language',
				line: 0,
				message: `Taken for ${languageName(told)} by its words; --language says otherwise.`
			});
		} else if (otherwise) transcript.language = otherwise;
	}
	if (language && !names.of(language))
		problems.push({
			code: 'unknown-language',
			line: 0,
			message: `No language has the tag "${language}"; its words are sounded out as their letters usually are; check the tag.`
		});
	if (transcript.language === 'und' && !mostlyLatin(transcript.text))
		throw new UserError(
			'which-language',
			`Expected a transcript in English, as nothing names another language, but most of ${name} is in another script; ` +
				`name its language, for example with "--language ja".`
		);
	return { bytes, name, transcript, problems };
}

/** A whole file. Throws UserError where it cannot be read; `what` is what the sentence calls it. */
export async function readInput(path: string, what: string): Promise<Uint8Array> {
	try {
		return await readFile(path);
	} catch (error) {
		switch (codeOf(error)) {
			case 'ENOENT':
			case 'ENOTDIR':
				throw new UserError('no-file', `Expected the ${what} at ${path}, but there is no such file; check the name.`);
			case 'EISDIR':
				throw new UserError('not-a-file', `Expected a file as ${what}, saw the folder ${path}; name a file in it.`);
			case 'EACCES':
			case 'EPERM':
				throw new UserError('unreadable-file', `Expected to read the ${what} ${path}, but this user may not.`);
			default:
				throw error;
		}
	}
}

/** The usual spelling of a language tag. Throws UserError where it is none. */
export function canonicalLanguage(language: string): string {
	const tag = languageTag(language);
	if (tag) return tag;
	throw new UserError('bad-language', `Expected a language tag such as "en" or "pt-BR", saw "${language}".`);
}

/** What a transcript is heard in: English where nothing says. */
export function spokenLanguage(language: string): string {
	return language === 'und' ? 'en' : language;
}

/** In English; the tag itself where it has no name. */
export function languageName(tag: string): string {
	return names.of(tag) ?? tag;
}

/** Whether most letters are Latin, as in a text that may be taken for English. */
function mostlyLatin(text: string): boolean {
	const letters = text.match(/\p{L}/gu)?.length ?? 0;
	const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
	return latin * 2 >= letters;
}
