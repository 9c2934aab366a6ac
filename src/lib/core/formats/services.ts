// What recognisers and aligners call things in their JSON: they all say who said what when, each in names of its own.
//
//   { "results": { "items": [{ "start_time": "0.5", "alternatives": [{ "content": "Hello" }] }] } }
//
//   list: 'results.items'   text: 'alternatives.0.content'   start: 'start_time'   →   "Hello" at 0.5 s

/**
 * Where things are: paths from the file to a list, in it to lists of words, in an item to what it has. 'a|b' is a or b, in
 * 'a.*.b' the texts of a list are one. Times are seconds or what `spoken.secondsOf` knows; `unit`: so many of the numbers
 * are a second, 'whole' a thousand where they are whole and large.
 */
export type Terms = {
	list: string;
	words?: string;
	text: string;
	start?: string;
	end?: string;
	length?: string;
	speaker?: string;
	/** The number of a speaker that is none. */
	nobody?: number;
	unit?: 1000 | 'whole';
	/** Items are words (else), whole stretches of speech, or captions with lines and labels in them. */
	are?: 'stretches' | 'captions';
	/** One of the items has this. */
	having?: string;
	/** The text that the words are in, with its punctuation. */
	within?: string;
};

const moments = {
	start: 'start|start_time|data_start|time',
	end: 'end|end_time|data_end',
	length: 'duration'
};

/** Read in this order: the first that fits a file is what it is. */
export const services: Terms[] = [
	// AWS Transcribe, Speechmatics
	{
		list: 'results.items|results',
		text: 'alternatives.0.content',
		...moments,
		speaker: 'speaker_label|alternatives.0.speaker'
	},
	// Google Speech-to-Text
	{
		list: 'results',
		words: 'alternatives.0.words',
		text: 'word',
		start: 'startTime|startOffset',
		end: 'endTime|endOffset',
		speaker: 'speakerLabel|speakerTag',
		nobody: 0
	},
	// Watson
	{ list: 'results', words: 'alternatives.0.timestamps', text: '0', start: '1', end: '2' },
	// Azure Speech, in batches and at once
	{
		list: 'recognizedPhrases',
		text: 'nBest.0.display',
		start: 'offset',
		length: 'duration',
		speaker: 'speaker',
		are: 'stretches'
	},
	{
		list: 'phrases',
		text: 'text',
		start: 'offsetMilliseconds',
		length: 'durationMilliseconds',
		unit: 1000,
		speaker: 'speaker',
		are: 'stretches'
	},
	// Gladia
	{
		list: 'result.transcription.utterances|transcription.utterances',
		text: 'text',
		...moments,
		speaker: 'speaker',
		are: 'stretches'
	},
	// YouTube's json3
	{
		list: 'events',
		text: 'segs.*.utf8',
		start: 'tStartMs',
		length: 'dDurationMs',
		unit: 1000,
		are: 'captions',
		having: 'segs'
	},
	// What libraries get from YouTube
	{ list: '', text: 'text', start: 'offset', length: 'duration', unit: 'whole', are: 'captions', having: 'offset' },
	// aeneas
	{ list: 'fragments', text: 'lines', start: 'begin', end: 'end', are: 'captions' },
	// Premiere, Happy Scribe, Sonix, Trint: who speaks, and words
	{
		list: 'segments||transcript|transcript.paragraphs|paragraphs',
		words: 'words',
		text: 'text|word|value|name',
		...moments,
		unit: 'whole',
		speaker: 'speaker|speaker_name'
	},
	// ElevenLabs, and the words that are written here
	{ list: 'words|', text: 'text', ...moments, speaker: 'speaker_id', having: 'state|speaker_id' },
	// Gentle, Whisper's words alone, Trint's
	{
		list: 'transcript.words|words',
		text: 'word|value|name|text',
		...moments,
		unit: 'whole',
		speaker: 'speaker',
		within: 'transcript|text'
	},
	{ list: '', text: 'word', ...moments, speaker: 'speaker' },
	// AWS and Google, without times
	{ list: 'results.transcripts', text: 'transcript', are: 'stretches' },
	{ list: 'results', text: 'alternatives.0.transcript', are: 'stretches' }
];

/** Where the language is. */
export const languages =
	'language_code|language|results.language_code|metadata.transcription_config.language|results.0.languageCode|' +
	'result.transcription.languages.0|transcription.languages.0|recognizedPhrases.0.locale|phrases.0.locale';
