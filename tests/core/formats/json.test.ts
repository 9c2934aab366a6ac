// JSON that is sound as JSON and has the wrong thing somewhere: a transcript, or one sentence about why not.

import { describe, expect, it } from 'vitest';
import { parseChapters } from '#lib/core/chapters/chapters.ts';
import { UserError } from '#lib/core/errors.ts';
import { parseTranscript } from '#lib/core/formats/formats.ts';
import { dice } from '../../dice.ts';
import { checkShape } from './contract.ts';

const words = [
	{ word: ' Hello', start: 0, end: 0.4, speaker: 'A' },
	{ word: ' there.', start: 0.5, end: 1, speaker: 'B' }
];
const files: Record<string, unknown> = {
	whisper: { language: 'en', segments: [{ start: 0, end: 1, text: ' Hello there.', speaker: 'A', words }] },
	'a list': [{ start: 0, end: 1, text: 'Hello there.', words }],
	'whisper.cpp': {
		result: { language: 'en' },
		transcription: [
			{
				offsets: { from: 0, to: 900 },
				timestamps: { from: '00:00:00,000', to: '00:00:00,900' },
				text: ' Hello there.'
			},
			{ timestamps: { from: '00:00:01,000', to: '00:00:02,000' }, text: ' And so on.' }
		]
	},
	podlove: {
		transcripts: [
			{ start: '00:00:00.000', start_ms: 0, end: '00:00:01.000', speaker: '3', voice: 'Ada', text: 'Hello there.' },
			{ start: '00:00:01.500', start_ms: 1500, end: '00:00:02.000', speaker: '4', voice: 'Bob', text: 'And so on.' }
		]
	},
	chunks: { text: 'Hello there.', chunks: [{ timestamp: [0, 1], text: ' Hello there.' }] },
	text: { text: 'Hello there.', language: 'english' },
	assemblyai: {
		language_code: 'en_us',
		text: 'Hello there.',
		words: null,
		utterances: [
			{ speaker: 'A', start: 0, end: 900, text: 'Hello there.', words: [{ text: 'Hello', start: 0, end: 400 }] },
			{ speaker: 'B', start: 1000, end: 2000, text: 'And so on.' }
		]
	},
	deepgram: {
		results: {
			utterances: [{ start: 0, end: 1, speaker: 0, channel: 0, transcript: 'Hello there.', words: [] }],
			channels: [
				{
					detected_language: 'en',
					alternatives: [
						{
							transcript: 'Hello there.',
							words: [{ word: 'hello', punctuated_word: 'Hello', start: 0, end: 0.4, speaker: 0 }],
							paragraphs: { paragraphs: [{ speaker: 0, sentences: [{ text: 'Hello there.', start: 0, end: 1 }] }] }
						}
					]
				}
			]
		}
	},
	rev: {
		speakers: [{ id: 0, name: 'Ada' }],
		monologues: [
			{
				speaker: 0,
				elements: [
					{ type: 'text', value: 'Hello', ts: 0, end_ts: 0.4 },
					{ type: 'punct', value: '.' }
				]
			}
		]
	},
	podcast: {
		version: '1.0.0',
		language: 'en',
		segments: [
			{ speaker: 'Ada', startTime: 0, endTime: 1, body: 'Hello there.' },
			{ startTime: '1.5', endTime: '2', body: 'And so on.' }
		]
	}
};
const chapters = {
	version: '1.2.0',
	chapters: [
		{ startTime: 0, title: 'Intro', img: 'https://a.example/a.png', url: 'https://a.example', toc: true },
		{ startTime: '1:30', title: 'Bees' }
	]
};

const read = (text: string) => parseTranscript(new TextEncoder().encode(text));

/** What may stand anywhere in a file. */
const wrong: unknown[] = [
	null,
	true,
	0,
	-1,
	1e300,
	'',
	' x ',
	'9'.repeat(400),
	'12:61',
	'a\r\n\r\n\r\nb',
	[],
	[null],
	['x', 1],
	[[]],
	{},
	{ text: null },
	{ text: 'x' },
	{ toString: null, length: -1 }
];

/** The value with another at one place or several, chosen by chance. */
function spoiled(value: unknown, often: number, next: () => number): unknown {
	if (next() < often) return wrong[Math.floor(next() * wrong.length)];
	if (Array.isArray(value)) return value.map((item) => spoiled(item, often, next));
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spoiled(item, often, next)]));
}

describe('JSON with the wrong thing in it', () => {
	it.each(Object.entries(files))('is read or refused in one sentence: %s', (_, file) => {
		const next = dice(5);
		const outcomes = { read: 0, refused: 0 };
		for (let round = 0; round < 1500; round++) {
			const text = JSON.stringify(spoiled(file, round % 2 ? 0.05 : 0.2, next));
			try {
				const { transcript } = parseTranscript(new TextEncoder().encode(text));
				checkShape(transcript);
				for (const { cue } of transcript.turns)
					if (cue && !(Number.isFinite(cue.start) && Number.isFinite(cue.end)))
						throw new Error('saw a time that is no number');
				outcomes.read++;
			} catch (error) {
				if (!(error instanceof UserError)) throw new Error(text, { cause: error });
				expect(error.message, text).toMatch(/^Expected [^\n]+[.]$/);
				outcomes.refused++;
			}
		}
		expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(0);
	});

	it('is read as chapters as far as it goes', () => {
		const next = dice(5);
		for (let round = 0; round < 1500; round++) {
			const text = JSON.stringify(spoiled(chapters, round % 2 ? 0.05 : 0.2, next));
			const read = parseChapters(text);
			const empty = /^(\{.*"chapters":)?\[\]/.test(text);
			if (!empty) expect(read.chapters.length + read.problems.length, text).toBeGreaterThan(0);
			for (const { start, title } of read.chapters)
				expect(start >= 0 && Number.isFinite(start) && title !== '', text).toBe(true);
		}
	});

	it.each<[string, object[]]>([
		[
			'clocks and voices',
			[{ start: '00:00:00.500', end: '00:00:03.000', speaker: '3', voice: 'Ada', text: 'Salt & flour.' }]
		],
		['times in quotes', [{ start: '0.5', end: '3', speaker: 'Ada', text: 'Salt & flour.' }]],
		['speakers that have names', [{ start: 0.5, end: 3, speaker: { id: 1, name: 'Ada' }, text: 'Salt & flour.' }]],
		['lengths and references', [{ start: 0.5, duration: 2.5, speaker_name: 'Ada', text: 'Salt &amp; flour.' }]],
		['sentences', [{ startTime: '00:00.5', endTime: '00:03', speaker_name: 'Ada', sentence: 'Salt & flour.' }]],
		['the names of other lists', [{ startTime: 0.5, endTime: 3, speaker: 'Ada', text: 'Salt & flour.' }]]
	])('has segments with %s', (_, segments) => {
		for (const json of [segments, { segments }, { transcripts: segments }, { transcript: segments }]) {
			const { transcript, problems } = parseTranscript(new TextEncoder().encode(JSON.stringify(json)));
			expect(transcript.text).toBe('Salt & flour.');
			expect(transcript.turns).toEqual([{ from: 0, to: 13, speaker: 'Ada', cue: { start: 0.5, end: 3 } }]);
			expect(problems).toEqual([]);
		}
	});

	it('says which words a segment has, whatever stands among them', () => {
		const text = JSON.stringify({ segments: [{ start: 0, end: 1, text: 'Hello there.', words: [null, 3, ...words] }] });
		const { turns } = parseTranscript(new TextEncoder().encode(text)).transcript;
		expect(turns.map(({ speaker }) => speaker)).toEqual(['A', 'B']);
	});

	it('may be one object a line, the last one with an index holding', () => {
		const lines = [
			{ index: 0, text: 'Bread', start: 0.5, end: 0.9, state: 'heard', confidence: 1 },
			{ index: 2, text: 'Slowly.', start: 1.5, end: 1.75, state: 'guessed', confidence: 0.2 },
			{ index: 1, text: 'rises.', start: null, end: null, state: 'unspoken', confidence: 0 },
			{ index: 2, text: 'Slowly.', start: 2.5, end: 3, state: 'heard', confidence: 1 }
		];
		const { transcript, format } = read(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`);
		expect(format).toBe('recognisers');
		expect(transcript.text).toBe('Bread rises.\nSlowly.');
		expect(transcript.turns.map(({ cue }) => cue)).toEqual([
			{ start: 0.5, end: 0.9 },
			{ start: 2.5, end: 3 }
		]);
	});

	it('may be one segment a line', () => {
		const { transcript } = read('{"start": 1, "end": 2, "text": "Bread rises."}\n\n{"start": 3, "text": "Slowly."}\n');
		expect(transcript.text).toBe('Bread rises.\nSlowly.');
		expect(transcript.turns.map(({ cue }) => cue?.start)).toEqual([1, 3]);
	});

	it('is refused where one of its lines is damaged', () => {
		expect(() => read('{"start": 1, "text": "Bread rises."}\n{"start": 3, "te\n')).toThrow(/breaks off or is damaged/);
	});

	it('is refused where it is of another service, in a sentence that names those that are read', () => {
		for (const json of [
			{ jobName: 'a', results: { jobs: [{ transcript: 'Hello.' }], items: [] } },
			{ results: [{ alternatives: [{ said: 'Hello.' }] }] },
			[{ words: [], speaker: 'A' }],
			{ id: 'a', status: 'processing', text: null, words: null, utterances: null }
		])
			expect(() => parseTranscript(new TextEncoder().encode(JSON.stringify(json)))).toThrow(
				/^Expected the JSON of the podcast namespace, .*AssemblyAI, AWS, .* or Speechmatics, saw other JSON \(/
			);
	});

	it('does not take words in seconds for those of a service that counts milliseconds', () => {
		const json = { text: 'Hello there.', words: [{ text: 'Hello', start: 0.25, end: 0.5, type: 'word' }] };
		const { transcript } = parseTranscript(new TextEncoder().encode(JSON.stringify(json)));
		expect(transcript.turns).toEqual([{ from: 0, to: 12, speaker: null, cue: { start: 0.25, end: 0.5 } }]);
	});
});
