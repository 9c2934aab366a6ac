import { describe, expect, it } from 'vitest';
import { parse, write } from '#lib/core/formats/plain.ts';
import { parseTranscript } from '#lib/core/formats/formats.ts';

const speakers = (text: string) => parse(text).transcript.turns.map((turn) => turn.speaker);
const bytes = (text: string) => new TextEncoder().encode(text);

describe('plain text', () => {
	it('keeps lines and paragraphs as written', () => {
		const { transcript } = parse('One line.\r\nTwo  lines.\n\n\nA paragraph.\n'.replaceAll('\r', ''));
		expect(transcript.text).toBe('One line.\nTwo  lines.\n\nA paragraph.');
		expect(transcript.turns).toEqual([{ from: 0, to: 35, speaker: null, cue: null }]);
		expect(transcript.words).toHaveLength(6);
	});

	it('finds speakers in any script', () => {
		expect(speakers('Ada: Hello.\nBob: Hi.')).toEqual(['Ada', 'Bob']);
		expect(speakers('[Ada] Hello.\n[Bob] Hi.\n[Music]\n[Ada] Yes.')).toEqual(['Ada', 'Bob', 'Ada']);
		expect(speakers('主持人：你好。\n嘉宾：谢谢。')).toEqual(['主持人', '嘉宾']);
		expect(speakers('Ведущая: Привет.\nИван Петров: Здравствуйте.\nВедущая: Да.')).toEqual([
			'Ведущая',
			'Иван Петров',
			'Ведущая'
		]);
		expect(speakers('Dr. Jane van der Berg: Yes.\nQ: Why?\nDr. Jane van der Berg: No.\nQ: Oh.')).toEqual([
			'Dr. Jane van der Berg',
			'Q',
			'Dr. Jane van der Berg',
			'Q'
		]);
	});

	it('finds speakers with a time before a dash, where they come again', () => {
		const { text, turns } = parse('Ann Lee 0:00 — Hello there.\nBob 0:07 — Thanks.\nAnn Lee 0:09 — Sure.').transcript;
		expect(text).toBe('Hello there.\n\nThanks.\n\nSure.');
		expect(turns.map(({ speaker, cue }) => [speaker, cue?.start])).toEqual([
			['Ann Lee', 0],
			['Bob', 7],
			['Ann Lee', 9]
		]);
		const tracks = 'Aria 0:00 — by Bach.\nFugue 3:10 — by Handel.\nGigue 5:20 — by Purcell.';
		expect(parse(tracks).transcript.text).toBe(tracks);
	});

	it('does not take other words before a colon for speakers', () => {
		for (const text of [
			'Meeting at 5: be there.\nWe met at 10:30 and left.',
			'Note: this is one.\nNote: this is two.\nQuestion: why?\nAnswer: because.',
			'AI Safety: A Conversation\n\nWe talked for long. Then we left.',
			'I said one thing: no.\nHe said another: yes.',
			'10:30 is when we met.\nThen we left.',
			'See https://example.org/a\nhttp://example.org/b'
		])
			expect(parse(text).transcript).toMatchObject({ text, turns: [{ speaker: null, cue: null }] });
	});

	it('reads timestamps as hints', () => {
		const { transcript } = parse('[00:00:01] Ada: one\n(0:05) Bob: two\nmore\n\n[00:09.5] three');
		expect(transcript.text).toBe('one\n\ntwo\nmore\n\nthree');
		expect(transcript.turns.map(({ speaker, cue }) => [speaker, cue])).toEqual([
			['Ada', { start: 1, end: 5 }],
			['Bob', { start: 5, end: 9.5 }],
			['Bob', { start: 9.5, end: 9.5 }]
		]);
		const meeting = parse('Speaker 1  0:00\nHello.\n\nSpeaker 2  1:05\nBye.').transcript;
		expect(meeting.text).toBe('Hello.\n\nBye.');
		expect(meeting.turns.map(({ speaker, cue }) => [speaker, cue?.start])).toEqual([
			['Speaker 1', 0],
			['Speaker 2', 65]
		]);
	});

	it.each([
		['a meeting', '[Ada] 16:04:25\nHello.\n\n[Bob] 16:04:31\nHi.\n', [0, 6], 1],
		['a tape', '10:00:00:12 - 10:00:04:03\nHello.\n\n10:00:04:03 - 10:00:09:00\nHi.\n', [0, 4], 1],
		['captions', '1\n09:59:58,500 --> 10:00:01,000\nHello.\n\n2\n10:00:01,250 --> 10:00:03,000\nHi.\n', [0, 2.75], 1],
		['a long audio', '[Ada] 5:59:00\nHello.\n\n[Bob] 6:04:31\nHi.\n', [21540, 21871], 0],
		['a single time', '[16:04:25] Hello.\nHi.\n', [57865], 0],
		['times of two days', '[6:04:25] Hello.\n[23:58:00] Hi.\n', [21865, 86280], 0]
	])('counts times of day from the first one: %s', (_, text, starts, count) => {
		const { transcript, problems } = parseTranscript(bytes(text));
		expect(transcript.turns.map(({ cue }) => cue?.start)).toEqual(starts);
		expect(problems.map(({ code }) => code)).toEqual(count ? ['times-of-day'] : []);
	});

	it('writes what it reads', () => {
		const text = '[00:00:01] Ada: one\ntwo\n\n[00:01:05.250] Bob: three\n\n[00:02:00] Ada: four\n';
		expect(write(parse(text).transcript, null)).toBe(text);
	});

	it('refuses what is no transcript in one sentence', () => {
		expect(() => parseTranscript(bytes(' \n\n'))).toThrow(/Expected a transcript with words/);
		expect(() => parseTranscript(new Uint8Array([1, 0, 2, 0, 3, 255, 0, 9, 9]))).toThrow(/saw a binary file/);
		expect(() => parseTranscript(bytes('%PDF-1.7 …'))).toThrow(/saw a PDF/);
	});

	it('reads other encodings', () => {
		const wide = new Uint8Array([0xff, 0xfe, ...new Uint8Array(new Uint16Array([0x48, 0xe9]).buffer)]);
		expect(parseTranscript(wide)).toMatchObject({ transcript: { text: 'Hé' }, problems: [] });
		const latin = parseTranscript(new Uint8Array([0x48, 0xe9]));
		expect(latin).toMatchObject({ transcript: { text: 'Hé' }, problems: [{ code: 'not-utf8' }] });
	});
});
