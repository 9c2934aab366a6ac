// What editors and meeting rooms export: a time, a name and what was said, in their own order.

import { describe, expect, it } from 'vitest';
import { parseTranscript } from '#lib/core/formats/formats.ts';

const talk = [
	['Ada Lovelace', 'Welcome to the show.'],
	['Bob Stone', 'Thanks for having me.'],
	['Ada Lovelace', 'What is bread?'],
	['Bob Stone', 'It is mostly patience.']
];
const expected = talk.map(([name, line], i) => `${name}|${i * 7}|${line}`);
const two = (n: number) => String(n).padStart(2, '0');
type Write = (name: string, at: string, line: string, to: string, seconds: number) => string;
const written = (turn: Write, head = '') =>
	head +
	talk.map(([name, line], i) => turn(name, `00:00:${two(i * 7)}`, line, `00:00:${two(i * 7 + 7)}`, i * 7)).join('');
const said = (text: string, name?: string) => {
	const { text: all, turns } = parseTranscript(new TextEncoder().encode(text), { name }).transcript;
	return turns.map(({ speaker, from, to, cue }) => `${speaker ?? ''}|${cue?.start ?? ''}|${all.slice(from, to)}`);
};

describe('exports in plain text', () => {
	it.each<[string, Write]>([
		['stamps with frames above names', (name, at, line, to) => `${at}:12 - ${to}:03\n${name}\n${line}\n\n`],
		['stamps with dropped frames', (name, at, line, to) => `${at};12 - ${to};03\n${name}\n${line}\n\n`],
		['stamps with frames before labels', (name, at, line) => `${at}:12 ${name}: ${line}\n`],
		['a name, a time and a text between blanks', (name, at, line) => `${name}    ${at}    ${line}\n`],
		['a name, a time and a text between tabs', (name, at, line) => `${name}\t${at}\t${line}\n`],
		['a name in brackets before a time', (name, at, line) => `[${name}] ${at}\n${line}\n\n`],
		['a name in brackets before a time and a text', (name, at, line) => `[${name}] ${at} ${line}\n`],
		['a label before a time and a text', (name, at, line) => `${name}: ${at} ${line}\n\n`],
		['a label, a time and a text between tabs', (name, at, line) => `${name}:\t${at.slice(3)}\t${line}\n\n`],
		[
			'times from and to behind a name',
			(name, at, line, to) => `${name} [${at.slice(3)} - ${to.slice(3)}]: ${line}\n\n`
		],
		['times from and to above', (name, at, line, to) => `${name} ${at} - ${to}\n${line}\n\n`],
		['a label before a time alone', (name, at, line) => `${name}: ${at.slice(3)}\n${line}\n\n`],
		['a name below the times of a cue', (name, at, line, to) => `${at}.0 --> ${to}.0\n${name}\n${line}\n`],
		['times of one digit', (name, at, line, to, s) => `0:0:${s}.0 --> 0:0:${s + 7}.0\n${name}\n${line}\n\n`],
		['a time in parentheses behind the text', (name, at, line) => `${name}: ${line} (${at})\n\n`]
	])('are read with %s', (_, turn) => {
		expect(said(written(turn))).toEqual(expected);
	});

	it('may name somebody once below a stamp', () => {
		const names = ['Ada Lovelace', 'Bob Stone', 'Ada Lovelace', 'Carol King'];
		const text = names.map((name, i) => `00:00:0${i}:12 - 00:00:0${i + 1}:03\n${name}\nWelcome.`).join('\n\n');
		expect(said(text)).toEqual(names.map((name, i) => `${name}|${i}|Welcome.`));
		expect(said(text.replaceAll(' - ', ' --> ').replace(/:\d\d(?= |\n)/g, '.000'))).toHaveLength(4);
	});

	it('may have a stamp where each paragraph ends', () => {
		const text = 'Ada: Welcome.\nTo the show. (00:00:07)\n\nBob: Thanks. (00:00:09)\n\nAda: Well.';
		expect(said(text)).toEqual(['Ada||Welcome.\nTo the show.', 'Bob|7|Thanks.', 'Ada|9|Well.']);
	});

	it.each([
		['verses', 'In the beginning was bread (1:1).\nHe ate it (3:16)\nAnd then no more.\nAnd none.\nAnd none.'],
		['times of day', 'Ada: 10:30 we met.\nBob: 11:00 we left.'.replace(/^|(?<=\n)/g, '')],
		['tracks', 'Aria    0:00    by Bach.\nFugue    3:10    by Handel.\nGigue    5:20    by Purcell.']
	])('are not %s', (name, text) => {
		const all = said(text).map((turn) => turn.split('|').slice(1).join('|'));
		expect(all.join('\n')).toBe(name === 'times of day' ? '|10:30 we met.\n|11:00 we left.' : `|${text}`);
	});

	it('do not take the hours of a programme for times of the audio', () => {
		const text = 'Doors: 7:00\nCome early.\n\nConcert: 8:00\nBring friends.\n\nParty: 11:00\nBring more.';
		expect(said(text)).toEqual([`||${text}`]);
	});

	it('do not take the first line of captions for a name', () => {
		const cue = (at: number, text: string) => `00:00:0${at},000 --> 00:00:0${at + 1},000\n${text}\n\n`;
		const text = [cue(1, 'Silver Moon\nI went there.'), cue(2, 'And so\nI stayed.'), cue(3, 'Silver Moon\nI left.')];
		expect(said(text.join('')).every((turn) => turn.startsWith('|'))).toBe(true);
	});
});

describe('tables', () => {
	it.each<[string, string, string]>([
		[
			'seconds between tabs',
			'a.tsv',
			written((name, _, line, to, s) => `${s}\t${s + 7}\t${name}\t${line}\n`, 'start\tend\tspeaker\ttext\n')
		],
		[
			'milliseconds between tabs',
			'a.tsv',
			written((name, _, line, to, s) => `${name}\t${s * 1000}\t${line}\n`, 'Speaker\tStart\tText\n')
		],
		[
			'seconds between commas',
			'a.csv',
			written((name, _, line, to, s) => `${s},${s + 7},${name},"${line}"\n`, 'start,end,speaker,text\n')
		],
		[
			'clocks between semicolons',
			'a.csv',
			written((name, at, line) => `${line};${at},0;${name}\n`, 'Text;Start Time;Speaker_Name\n')
		],
		[
			'labels of Audacity',
			'a.txt',
			written((name, _, line, to, s) => `${s}.000000\t${s + 7}.000000\t${name}: ${line}\n`)
		]
	])('are read with %s', (_, name, text) => {
		expect(said(text, name)).toEqual(expected);
	});

	it.each([
		['an unknown column', 'speaker,text,mood\nAda,Hello.,merry\nBob,Hi.,sad\n'],
		['two texts', 'speaker,text,transcript\nAda,Hello.,Hello.\nBob,Hi.,Hi.\n'],
		['rows of another width', 'text,speaker\nHello.,Ada,what\nHi.,Bob,is\nOh.,Ada,it\n'],
		['a head alone', 'Speaker, text\n'],
		['numbers without a point', '1\t2\tis a list\n2\t3\tis another\n']
	])('are left as they are with %s', (_, text) => {
		expect(parseTranscript(new TextEncoder().encode(text)).format).toBe('plain');
	});
});
