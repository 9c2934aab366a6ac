import { describe, expect, test } from 'vitest';
import { createReporter, duration } from '#lib/server/command/progress.ts';
import { describeFigures, figuresOf } from '#lib/server/command/figures.ts';
import { notesOf } from '#lib/server/command/notes.ts';
import { parsePort } from '#lib/server/command/serve.ts';
import { alignmentOf, episodeOf, transcriptOf } from './episode.ts';

function recorder(isTTY: boolean) {
	let time = 0;
	let text = '';
	const output = { write: (piece: string) => (text += piece), isTTY, columns: 60 };
	const reporter = createReporter(output, () => time);
	return { reporter, at: (seconds: number) => (time = seconds), said: () => text };
}

describe('progress', () => {
	test('on a terminal one line is rewritten, and the result stays', () => {
		const { reporter, at, said } = recorder(true);
		for (let i = 0; i <= 100; i++) {
			at(i);
			reporter.progress({ stage: 'align', done: i / 100 });
		}
		const lines = said().split('\r\u001b[K');
		expect(lines).toContain('Aligning  50 %, about 50 s left');
		expect(lines).toContain('Aligning  90 %, about 10 s left');
		expect(lines.at(-1)).toBe('Aligned the words in 1 min 40 s\n');
		expect(said().match(/\n/g)).toHaveLength(1);
	});

	test('elsewhere there is a line now and then', () => {
		const { reporter, at, said } = recorder(false);
		for (let i = 0; i <= 1000; i++) {
			at(i / 10);
			reporter.progress({ stage: 'align', done: i / 1000 });
		}
		const lines = said().trim().split('\n');
		expect(lines.length).toBeGreaterThan(5);
		expect(lines.length).toBeLessThan(15);
		expect(lines.at(-1)).toBe('Aligned the words in 1 min 40 s');
		expect(said()).not.toMatch(/[\r\u001b]/);
	});

	test('stages that overlap share the line; the slower one counts', () => {
		const { reporter, at, said } = recorder(true);
		reporter.progress({ stage: 'decode', done: 0 });
		at(1);
		reporter.progress({ stage: 'align', done: 0.1 });
		at(2);
		reporter.progress({ stage: 'decode', done: 0.5 });
		expect(said()).toContain('Decoding, aligning  10 %');
	});

	test('a line never is longer than the terminal', () => {
		const { reporter, said } = recorder(true);
		for (const stage of ['build', 'remux', 'decode', 'align'] as const) reporter.progress({ stage, done: 0.5 });
		for (const line of said().split('\r\u001b[K')) expect(line.length).toBeLessThan(60);
	});

	test.each([
		[0.04, '0.1 s'],
		[3.21, '3.2 s'],
		[9.97, '10 s'],
		[59.4, '59 s'],
		[60, '1 min'],
		[125, '2 min 5 s'],
		[3600, '1 h'],
		[7290, '2 h 2 min']
	])('%d seconds are %s', (seconds, text) => {
		expect(duration(seconds)).toBe(text);
	});
});

describe('figures', () => {
	const transcript = transcriptOf('One two three four five six seven eight nine ten eleven twelve.');
	const alignment = alignmentOf(transcript);
	for (let w = 2; w < 11; w++) alignment.timings[w].state = 'unspoken';
	const found = { episode: episodeOf('one'), transcript, alignment, stamp: '' };

	test('say where text and audio differ', () => {
		const figures = figuresOf(found);
		expect(figures.unspoken).toEqual([
			{ first: 2, words: 10, near: 1, text: 'three four five six seven eight nine ten …' }
		]);
		expect(figures.untranscribed).toEqual([{ start: 6.5, end: 9 }]);
		const text = describeFigures(figures);
		expect(text).toContain('Heard           16.7 % of the words');
		expect(text).toContain('only 16.7 % of the words could be found in the audio');
		expect(text).toContain('near 0:01  10 words: “three four five six seven eight nine ten …”');
		expect(text).toContain('0:06 – 0:09  (3 s)');
	});

	test('leave out no words, however few stand together', () => {
		const few = alignmentOf(transcript);
		for (const w of [1, 4, 5]) few.timings[w].state = 'unspoken';
		const text = (alignment: typeof few) => describeFigures(figuresOf({ ...found, alignment }));
		expect(text(few)).toMatch(/not in the audio:\n {2}3 shorter ones, such as “five six”\n/);
		for (const w of [7, 8, 9]) few.timings[w].state = 'unspoken';
		expect(text(few)).toMatch(/3 words: “eight nine ten”\n {2}and 3 shorter ones, such as “five six”\n/);
	});

	test('do not miss a heading that nobody says', () => {
		const transcript = transcriptOf(`One two three.\n\nThe sour starter\n\n${'Four five six. '.repeat(5).trim()}`);
		const alignment = alignmentOf(transcript);
		for (const w of [3, 4, 5, 8, 9]) alignment.timings[w].state = 'unspoken';
		const figures = figuresOf({ ...found, transcript, alignment });
		expect(figures).toMatchObject({ words: 18, report: { heard: 0.8333, unspoken: 0.1667 } });
		expect(figures.unspoken.map(({ first, text }) => [first, text])).toEqual([
			[8, 'six. Four'],
			[20, 'six.']
		]);
	});

	test('tell a terminal nothing', () => {
		const episode = {
			...found.episode,
			title: 'A title\n\u001b]0;mine\u0007',
			notices: [{ code: 'x', message: '\u009b2J' }]
		};
		const text = describeFigures(figuresOf({ ...found, episode }));
		expect(text).toMatch(/^A title ]0;mine \n[^]*Note:  2J\n$/);
		expect(text).not.toMatch(/[^\P{Cc}\n]/u);
	});

	test('warn of nothing where most was heard', () => {
		const whole = alignmentOf(transcript);
		expect(describeFigures(figuresOf({ ...found, alignment: whole }))).not.toContain('Warning');
	});

	test('of an episode without times', () => {
		const figures = figuresOf({ ...found, alignment: null });
		expect(figures).toMatchObject({ report: null, unspoken: [], engine: null });
		expect(describeFigures(figures)).toContain('The words have no times.');
		const nothing = { text: '', language: 'und', turns: [], words: [] };
		const episode = { ...found.episode, language: 'und' };
		const mute = describeFigures(figuresOf({ ...found, episode, transcript: nothing, alignment: null }));
		expect(mute).toContain('There is no transcript.');
		expect(mute).not.toContain('und');
	});
});

describe('notes', () => {
	const problems = (count: number, code: string) =>
		Array.from({ length: count }, (_, i) => ({ code, line: i, message: `Saw \u001b[1m${code}.` }));

	test('a few of a kind are all told, many are counted, kind by kind', () => {
		const mixed = [...problems(3, 'early'), ...problems(130, 'late'), ...problems(3, 'early')];
		const notes = notesOf(mixed);
		expect(notes).toHaveLength(12);
		expect(notes.slice(0, 2)).toEqual(['Note: Saw  [1mearly.', 'Note: line 1: Saw  [1mearly.']);
		expect(notes.slice(-2)).toEqual(['Note: line 4: Saw  [1mlate.', 'Note: … and 125 more of this kind']);
		expect(notesOf([])).toEqual([]);
	});
});

test.each(['0', '3000', '65535'])('%s is a port', (text) => expect(parsePort(text)).toBe(Number(text)));
test.each(['', '-1', '65536', '3e3', '0x10', '80 ', 'http'])('"%s" is no port', (text) =>
	expect(() => parsePort(text)).toThrow(/Expected a port from 0 to 65535/)
);
