// A language is known by one tag, however files and people write it.

import { describe, expect, it } from 'vitest';
import { parseTranscript } from '#lib/core/formats/formats.ts';
import { languageTag } from '#lib/core/formats/language.ts';

describe('a language', () => {
	it.each([
		['en', 'en'],
		['EN_us', 'en-US'],
		['eng', 'en'],
		['English', 'en'],
		['pt-br', 'pt-BR'],
		['zh_Hans_CN', 'zh-Hans-CN'],
		['und', 'und']
	])('%s is %s', (named, tag) => expect(languageTag(named)).toBe(tag));

	it.each(['', 'unknown', 'constructor', 'auto', 'C.UTF-8', 'en-', 'e'])('"%s" is none', (named) =>
		expect(languageTag(named)).toBeNull()
	);
});

describe('a file that names its language', () => {
	const cue = '00:00.000 --> 00:02.000\nGood morning.';
	it.each([
		['WebVTT', `WEBVTT\nLanguage: en_US\n\n${cue}\n`, 'en-US'],
		['WebVTT with a name', `WEBVTT\nLanguage: German\n\n${cue}\n`, 'de'],
		['WebVTT with nonsense', `WEBVTT\nLanguage: constructor\n\n${cue}\n`, 'und'],
		['HTML', '<html lang="fr_CA"><body><p>Bonjour à tous.</p></body></html>', 'fr-CA'],
		['Markdown', '---\nlanguage: Spanish\n---\n\n# Hola\n\nBuenos *días*.\n', 'es'],
		[
			'a podcast transcript',
			'{"version":"1.0.0","language":"ita","segments":[{"startTime":0,"endTime":1,"body":"Ciao"}]}',
			'it'
		],
		["Whisper's JSON", '{"language":"english","text":"Hi","segments":[{"start":0,"end":1,"text":"Hi"}]}', 'en']
	])('%s', (_, file, tag) => {
		expect(parseTranscript(new TextEncoder().encode(file)).transcript.language).toBe(tag);
	});
});
