// The JSON of recognisers: the same two turns as each of them writes them.

import { describe, expect, it } from 'vitest';
import { UserError } from '#lib/core/errors.ts';
import { parseTranscript } from '#lib/core/formats/formats.ts';
import { dice } from '../../dice.ts';
import { checkShape } from './contract.ts';

type Said = { word: string; mark: string; start: number; end: number; who: number };
const talk: Said[] = [
	{ word: 'Bread', mark: '', start: 0.5, end: 0.9, who: 0 },
	{ word: 'rises', mark: '.', start: 0.9, end: 1.25, who: 0 },
	{ word: 'Slowly', mark: '.', start: 2.5, end: 3, who: 1 }
];
const turns = [talk.slice(0, 2), talk.slice(2)].map((words) => ({
	who: words[0].who,
	start: words[0].start,
	end: words[words.length - 1].end,
	text: words.map(({ word, mark }) => word + mark).join(' '),
	words
}));
const items = (speaker: (said: Said) => object) =>
	talk.flatMap(({ mark, ...said }) => [
		{
			type: 'pronunciation',
			start_time: String(said.start),
			end_time: String(said.end),
			alternatives: [{ confidence: '0.99', content: said.word }],
			...speaker({ mark, ...said })
		},
		...(mark ? [{ type: 'punctuation', alternatives: [{ confidence: '0.0', content: mark }] }] : [])
	]);
const google = talk.map(({ word, mark, start, end, who }) => ({
	word: word + mark,
	startTime: `${start}00s`,
	endTime: { seconds: String(Math.floor(end)), nanos: (end % 1) * 1e9 },
	speakerTag: who + 1
}));

const spelt = talk.map(({ word, mark, ...said }) => ({ ...said, text: word + mark }));
const bare = talk.map(({ word, start, end }) => ({ word, start, end }));
const clock = (seconds: number) =>
	`00:00:${String(Math.floor(seconds)).padStart(2, '0')},${String((seconds % 1) * 1000).padStart(3, '0')}`;

const files: [name: string, speakers: (string | null)[], file: unknown][] = [
	['AWS', ['spk_0', 'spk_1'], { results: { items: items(({ who }) => ({ speaker_label: `spk_${who}` })) } }],
	[
		'AWS with its speakers apart',
		['spk_0', 'spk_1'],
		{
			results: {
				transcripts: [{ transcript: 'Bread rises. Slowly.' }],
				speaker_labels: {
					segments: talk.map(({ start, who }) => ({
						items: [{ start_time: String(start), speaker_label: `spk_${who}` }]
					}))
				},
				items: items(() => ({}))
			}
		}
	],
	['Google', ['Speaker 1', 'Speaker 2'], { results: [{ alternatives: [{ transcript: 'x', words: google }] }] }],
	[
		'Google, with all words again at the end',
		['Speaker 1', 'Speaker 2'],
		{
			results: [
				...google.map(({ word, startTime }) => ({ alternatives: [{ words: [{ word, startTime }] }] })),
				{ alternatives: [{ words: google }] }
			]
		}
	],
	[
		'Azure',
		['Speaker 1', 'Speaker 2'],
		{
			recognizedPhrases: turns.map(({ who, start, end, text }) => ({
				speaker: who + 1,
				offset: `PT${start}S`,
				duration: `PT${end - start}S`,
				nBest: [{ lexical: text.toLowerCase(), display: text }]
			}))
		}
	],
	[
		'Azure, at once',
		['Speaker 1', 'Speaker 2'],
		{
			phrases: turns.map(({ who, start, end, text }) => ({
				speaker: who + 1,
				offsetMilliseconds: start * 1000,
				durationMilliseconds: (end - start) * 1000,
				text
			}))
		}
	],
	[
		'Speechmatics',
		['S1', 'S2'],
		{
			metadata: { transcription_config: { language: 'en' } },
			results: talk.flatMap(({ word, mark, start, end, who }) => [
				{
					type: 'word',
					start_time: start,
					end_time: end,
					alternatives: [{ content: word, speaker: `S${who + 1}` }]
				},
				...(mark
					? [{ type: 'punctuation', attaches_to: 'previous', start_time: end, alternatives: [{ content: mark }] }]
					: [])
			])
		}
	],
	[
		'Gladia',
		['Speaker 0', 'Speaker 1'],
		{
			result: {
				transcription: {
					languages: ['en'],
					utterances: turns.map(({ who, start, end, text }) => ({ speaker: who, start, end, text }))
				}
			}
		}
	],
	[
		'Premiere',
		['Ada', 'Bob'],
		{
			speakers: [
				{ id: 'a0', name: 'Ada' },
				{ id: 'a1', name: 'Bob' }
			],
			segments: turns.map(({ who, words }) => ({
				speaker: `a${who}`,
				words: words.map(({ word, mark, start, end }) => ({ text: word + mark, start, duration: end - start }))
			}))
		}
	],
	[
		'Watson',
		[null, null],
		{
			results: talk.map(({ word, mark, start, end }) => ({
				final: true,
				alternatives: [{ transcript: `${word} `, timestamps: [[word + mark, start, end]] }]
			}))
		}
	],
	[
		'Happy Scribe',
		['Ada', 'Speaker B'],
		turns.map(({ who, words }) => ({
			speaker: who ? 'B' : 'Ada',
			words: words.map(({ word, mark, start, end }) => ({ text: word + mark, data_start: start, data_end: end }))
		}))
	],
	[
		'Sonix',
		['Ada', 'Bob'],
		{
			name: 'bread.mp3',
			transcript: turns.map(({ who, start, end, words }) => ({
				speaker: who ? 'Bob' : 'Ada',
				start_time: start,
				end_time: end,
				words: words.map(({ word, mark, start, end }) => ({ text: word + mark, start_time: start, end_time: end }))
			}))
		}
	],
	[
		'Trint',
		['Ada', 'Bob'],
		{
			transcript: {
				paragraphs: turns.map(({ who, words }) => ({
					speaker: who ? 'Bob' : 'Ada',
					words: words.map(({ word, mark, start, end }) => ({
						value: word + mark,
						time: start * 1000,
						duration: (end - start) * 1000
					}))
				}))
			}
		}
	],
	[
		'Trint, words alone',
		[null, null],
		{
			transcript: {
				words: spelt.map(({ text, start, end }) => ({ name: text, time: start * 1000, duration: (end - start) * 1000 }))
			}
		}
	],
	[
		'Gentle',
		[null, null],
		{
			transcript: 'Bread rises. Slowly.',
			words: bare.map((said) => ({ case: 'success', alignedWord: said.word.toLowerCase(), ...said }))
		}
	],
	['Whisper, words alone', [null, null], { task: 'transcribe', text: ' Bread rises. Slowly.', words: bare }],
	['words in a list', [null, null], spelt.map(({ text, start, end }) => ({ word: text, start, end }))],
	[
		'aeneas',
		[null, null],
		{
			fragments: turns.map(({ start, end, text }) => ({
				begin: start.toFixed(3),
				end: end.toFixed(3),
				lines: text.split(' ')
			}))
		}
	],
	[
		"YouTube's json3",
		[null, null],
		{
			wireMagic: 'pb3',
			events: [
				{ tStartMs: 0, dDurationMs: 9000, id: 1, wpWinPosId: 1 },
				...turns.flatMap(({ start, end, words }) => [
					{
						tStartMs: start * 1000,
						dDurationMs: (end - start) * 1000,
						segs: words.map(({ word, mark, start: from }, i) => ({
							utf8: (i ? ' ' : '') + word + mark,
							tOffsetMs: (from - start) * 1000
						}))
					},
					{ tStartMs: end * 1000, aAppend: 1, segs: [{ utf8: '\n' }] }
				])
			]
		}
	],
	[
		'ElevenLabs',
		['speaker_0', 'speaker_1'],
		{
			text: 'Bread rises. (laughs) Slowly.',
			words: [
				...talk.flatMap(({ word, mark, start, end, who }) => [
					{ text: word + mark, start, end, type: 'word', speaker_id: `speaker_${who}` },
					{ text: ' ', start: end, end, type: 'spacing', speaker_id: `speaker_${who}` }
				]),
				{ text: '(laughs)', start: 1.3, end: 2, type: 'audio_event', speaker_id: 'speaker_0' }
			]
		}
	]
];

const read = (file: unknown) => parseTranscript(new TextEncoder().encode(JSON.stringify(file)));

describe('the JSON of a recogniser', () => {
	it.each(files)('is read: %s', (_, speakers, file) => {
		const { transcript, problems, format } = read(file);
		expect(format).toBe('recognisers');
		expect(problems).toEqual([]);
		expect(
			transcript.turns.map(({ from, to, speaker, cue }) => [
				speaker,
				cue?.start,
				cue && Math.round(cue.end * 100) / 100,
				transcript.text.slice(from, to)
			])
		).toEqual(turns.map(({ who, start, end, text }) => [speakers[who], start, end, text]));
	});

	it.each([
		['AWS', { jobName: 'a', results: { transcripts: [{ transcript: 'Bread rises.' }], items: [] } }],
		['Google', { results: [{ alternatives: [{ transcript: 'Bread' }] }, { alternatives: [{ transcript: 'rises.' }] }] }]
	])('is read without times where there are none: %s', (_, file) => {
		const { transcript, problems } = read(file);
		expect(transcript.text).toBe('Bread rises.');
		expect(transcript.turns.every(({ cue }) => cue === null)).toBe(true);
		expect(problems.map(({ code }) => code)).toEqual(['bad-timing']);
	});

	it('keeps all of the text that words without punctuation are said in', () => {
		const words = [
			{ word: 'oh', start: 1, end: 2 },
			{ word: 'bread', case: 'not-found-in-audio' },
			{ word: 'bread', start: 3, end: 4 }
		];
		const { text, turns } = read({ transcript: '(music) “Oh” bread? Breadboard, bread!', words }).transcript;
		expect(text).toBe('(music) “Oh” bread?\nBreadboard, bread!');
		expect(turns.map(({ cue }) => cue?.start)).toEqual([1, 3]);
	});

	it('has labels in the text that words are aligned to', () => {
		const said = ['Ada', 'Bread', 'rises', 'Bob', 'Slowly', 'Ada', 'Yes'];
		const words = said.map((word, i) =>
			word === 'Ada' || word === 'Bob' ? { word, case: 'not-found-in-audio' } : { word, start: i, end: i + 0.5 }
		);
		const { text, turns } = read({ transcript: 'Ada: Bread rises.\n\nBob: Slowly.\nAda: Yes.', words }).transcript;
		expect(turns.map(({ speaker, from, to, cue }) => [speaker, cue?.start, text.slice(from, to)])).toEqual([
			['Ada', 1, 'Bread rises.'],
			['Bob', 4, 'Slowly.'],
			['Ada', 6, 'Yes.']
		]);
	});

	it('keeps punctuation with its word where there are no spaces', () => {
		const words = ['你好', '世界', '再见'].map((word, i) => ({ word, start: i * 3 + 0.5, end: i * 3 + 1 }));
		const { text, turns } = read({ text: '你好。世界，再见。', words }).transcript;
		expect(turns.map(({ from, to }) => text.slice(from, to))).toEqual(['你好。', '世界，', '再见。']);
	});

	it.each([1, 1000])('has offsets and lengths as libraries get them from YouTube, in parts of a second: %i', (unit) => {
		const captions = [
			{ text: '&gt;&gt; Bread', offset: 0.5 * unit, duration: 2 * unit },
			{ text: 'rises.', offset: 2.5 * unit, duration: 1.5 * unit }
		];
		const { text, turns } = read(captions).transcript;
		expect(text).toBe('Bread rises.');
		expect(turns.map(({ cue }) => [cue?.start, cue?.end])).toEqual([
			[0.5, 2.5],
			[2.5, 4]
		]);
	});

	it("may have the times of Rev's files of old", () => {
		const elements = spelt.map(({ text, start, end }) => ({
			type: 'text',
			value: text,
			timestamp: clock(start),
			end_timestamp: clock(end)
		}));
		const { turns } = read({ monologues: [{ speaker: 0, elements }] }).transcript;
		expect(turns.map(({ cue }) => [cue?.start, cue?.end])).toEqual([
			[0.5, 1.25],
			[2.5, 3]
		]);
	});

	it('may be the words that an alignment gave, some of them without times', () => {
		const words = talk.map(({ word, mark, start, end, who }) =>
			who
				? { text: word + mark, start: null, end: null, state: 'unspoken' }
				: { text: word + mark, start, end, state: 'heard' }
		);
		const { transcript, problems } = read({ version: 1, duration: 5, words });
		expect(transcript.text).toBe('Bread rises.\nSlowly.');
		expect(transcript.turns.map(({ cue }) => cue?.start ?? null)).toEqual([0.5, null]);
		expect(problems.map(({ code }) => code)).toEqual(['bad-timing']);
	});

	it.each(files)('is read or refused whatever stands in it: %s', (_, __, file) => {
		const next = dice(5);
		const wrong = [null, true, -1, '', 'x', '9'.repeat(400), [], [null], {}, { seconds: {} }];
		const spoiled = (value: unknown): unknown => {
			if (next() < 0.1) return wrong[Math.floor(next() * wrong.length)];
			if (Array.isArray(value)) return value.map(spoiled);
			if (value === null || typeof value !== 'object') return value;
			return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, spoiled(item)]));
		};
		for (let round = 0; round < 300; round++) {
			const damaged = spoiled(file);
			try {
				const { transcript } = read(damaged);
				checkShape(transcript);
				for (const { cue } of transcript.turns) expect(Number.isFinite(cue?.end ?? 0)).toBe(true);
			} catch (error) {
				if (!(error instanceof UserError)) throw new Error(JSON.stringify(damaged), { cause: error });
			}
		}
	});
});
