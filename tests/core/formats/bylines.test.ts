import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseTranscript } from '#lib/core/formats/formats.ts';

const read = (text: string) => parseTranscript(new TextEncoder().encode(text)).transcript;
const said = (text: string) => {
	const { text: all, turns } = read(text);
	return turns.map(({ speaker, from, to }) => `${speaker ?? ''}|${all.slice(from, to)}`);
};

const talk = [
	['Maren Holt', 'Welcome to the show.'],
	['Peter Vane', 'Thanks for having me, Maren.'],
	['Maren Holt', 'What is bread?'],
	['Peter Vane', 'Yes. It is mostly patience.']
];
const expected = talk.map(([name, line]) => `${name}|${line}`);
const written = (turn: (name: string, line: string) => string, between: string) =>
	talk.map(([name, line]) => turn(name, line)).join(between);

describe('speakers named without a colon', () => {
	it.each([
		['on a line of their own', written((name, line) => `${name}\n${line}`, '\n')],
		['with blank lines between the turns', written((name, line) => `${name}\n${line}`, '\n\n')],
		['with blank lines everywhere', written((name, line) => `${name}\n\n${line}`, '\n\n')],
		['before a tab', written((name, line) => `${name}\t${line}`, '\n')],
		['before tabs behind a time', talk.map(([name, line], i) => `0:0${i}\t${name}\t${line}`).join('\n')],
		['below a time', talk.map(([name, line], i) => `00:00:0${i}\n${name}\n${line}`).join('\n\n')],
		['above a time', talk.map(([name, line], i) => `${name}\n[00:00:0${i}] ${line}`).join('\n\n')],
		['before a dash', written((name, line) => `${name} – ${line}`, '\n\n')],
		['before a hyphen', written((name, line) => `${name} - ${line}`, '\n')],
		['in round brackets', written((name, line) => `(${name}) ${line}`, '\n\n')],
		['in angle brackets', written((name, line) => `<${name}> ${line}`, '\n')],
		['in round brackets behind a time', talk.map(([name, line], i) => `[0:0${i}] (${name}) ${line}`).join('\n\n')],
		['between stars', written((name, line) => `*${name}*: ${line}`, '\n\n')],
		['between stars, with their colon', written((name, line) => `*${name}:* ${line}`, '\n\n')],
		['before a time behind an at sign', talk.map(([name, line], i) => `${name} @ 00:0${i}\n${line}`).join('\n\n')],
		['behind minutes and seconds', talk.map(([name, line], i) => `[${i}m0${i}s] ${name}: ${line}`).join('\n')],
		['in bold paragraphs', written((name, line) => `<p><strong>${name}</strong></p><p>${line}</p>`, '\n')],
		['in bold lines', written((name, line) => `<b>${name}</b><br>${line}`, '<br>')],
		['in a list of terms', `<dl>${written((name, line) => `<dt>${name}<dd>${line}`, '')}</dl>`],
		['in bold Markdown', `# On bread\n\n${written((name, line) => `**${name}**\n\n${line}`, '\n\n')}`]
	])('are read %s', (_, text) => {
		expect(said(text).filter((turn) => turn !== '|On bread')).toEqual(expected);
	});

	it('may be in capitals, roles, or single names that come again', () => {
		expect(said(written((name, line) => `${name.toUpperCase()}\n${line}`, '\n'))).toEqual(
			talk.map(([name, line]) => `${name.toUpperCase()}|${line}`)
		);
		const roles = written((name, line) => `${name === 'Maren Holt' ? 'Host' : 'Speaker 2'}\n${line}`, '\n');
		expect(said(roles).map((turn) => turn.split('|')[0])).toEqual(['Host', 'Speaker 2', 'Host', 'Speaker 2']);
		const single = [...talk, ...talk].map(([name, line]) => `${name.split(' ')[0]}\n${line}`).join('\n\n');
		expect(
			said(single)
				.map((turn) => turn.split('|')[0])
				.join(' ')
		).toBe('Maren Peter Maren Peter Maren Peter Maren Peter');
	});

	it('keep the paragraphs of a turn together', () => {
		expect(
			said('Maren Holt\nWelcome.\n\nThis is it.\n\nPeter Vane\nYes.\n\nMaren Holt\nWhy?\n\nPeter Vane\nBecause.')
		).toEqual(['Maren Holt|Welcome.\n\nThis is it.', 'Peter Vane|Yes.', 'Maren Holt|Why?', 'Peter Vane|Because.']);
	});

	it.each([
		[
			'headings of a show',
			'Intro\nWelcome to the show.\n\nAdvertisement\nBuy this bread.\n\nInterview\nWhat is it?\n\nAdvertisement\nBuy it.\n\nInterview\nIt is bread.'
		],
		['one heading', 'Bread Time\nWe bake.\n\nThen we eat.\n\nBread Time\nWe bake again.\n\nBread Time\nAnd again.'],
		['chapters', 'Chapter One\nWe bake.\n\nChapter Two\nWe eat.\n\nChapter One\nWe bake.\n\nChapter Two\nWe eat.'],
		['a recipe', 'Ingredients\nFlour.\n\nMethod\nBake it.\n\nIngredients\nWater.\n\nMethod\nBoil it.'],
		[
			'answers',
			'Did you bake?\nYes\nWas it good?\nThank You\nDid you bake?\nYes\nWas it good?\nThank You\nIs it so?\nRight\nIs it?\nExactly\nIs it?\nRight\nIs it?\nExactly\nIs it?\nRight\nIs it?\nExactly\nOh.'
		],
		[
			'words of the text',
			'Flour\nIt is what flour is.\n\nBrine\nA brine is salt.\n\nFlour\nAgain.\n\nBrine\nAgain.\n\nFlour\nOnce more.\n\nBrine\nOnce more.'
		],
		['a song', 'Verse\nI baked it.\n\nChorus\nOh bread.\n\nVerse\nI ate it.\n\nChorus\nOh bread.'],
		[
			'a refrain',
			'I went to the mill,\nSilver Moon\nAnd I stayed there still,\nGolden Sun\nThe wheel went round,\nSilver Moon\nThe corn was ground,\nGolden Sun\nAnd so I went home.'
		],
		['refrains that end a verse', 'I went there.\nSilver Moon.\n\nI stayed.\nGolden Sun.\n\nI left.\nSilver Moon.'],
		[
			'places in short lines',
			'and then we went to\nSan Francisco\nand from there to\nLos Angeles\nand then to\nSan Francisco\nand back to\nLos Angeles\nand home'
		],
		[
			'places as headings of single words',
			'Paris\nIt rains.\n\nLondon\nIt snows.\n\nParis\nIt rains again.\n\nLondon\nIt snows again.'
		],
		[
			'a text in capitals',
			'THANK YOU ALL\nWELCOME TO IT\nGOOD BREAD\nI BAKED IT.\nSILVER MOON\nI ATE IT.\nGOOD BREAD\nI BAKED IT.\nSILVER MOON\nI ATE IT.'
		],
		['names that come once', 'Maren Holt\nWelcome.\n\nPeter Vane\nThanks.\n\nAda King\nHello.'],
		['the name of one speaker', 'Maren Holt\nWelcome.\n\nMaren Holt\nAnd so on.\n\nMaren Holt\nGoodbye.'],
		['names without text', 'Maren Holt\nPeter Vane\nMaren Holt\nPeter Vane\nThey met.'],
		['a name at the end', 'Maren Holt\nWelcome.\nPeter Vane\nThanks.\nMaren Holt\nBye.\nPeter Vane\nBye.\nMaren Holt'],
		['a table', 'Maren Holt\tOslo\nPeter Vane\tBergen\nMaren Holt\tTromso\nPeter Vane\tBodo'],
		[
			'dashes in sentences',
			'Maren Holt – the baker – came.\n\nPeter Vane – the miller – left.\n\nMaren Holt – who baked – sat.\n\nPeter Vane – who ground – stood.'
		],
		[
			'what happens in a play',
			'(Thunder) We bake.\n\n(Rain) We eat.\n\n(Thunder) We bake.\n\n(Rain) We eat.\n\n(Thunder) Oh.\n\n(Rain) Oh.'
		],
		[
			'what people do',
			'(laughs) We bake.\n\n(Door opens) We eat.\n\n(laughs) We bake.\n\n(Door opens) We eat.\n\n(Applause) Oh.'
		],
		['asides', '(Maren Holt) Welcome.\n\nPeter Vane came.\n\nHe ate.\n\n(Maren Holt) Yes.\n\nHe left.'],
		['notes between stars', '*Note*: bring bread.\n\n*Note*: bring salt.'],
		['times of a programme', 'Lunch @ 12:30\nBring bread.\n\nDinner @ 18:00\nBring salt.'],
		['times of a shop', 'Monday – Closed.\nTuesday – Open.\nMonday – Closed.\nTuesday – Open.']
	])('are not %s', (_, text) => {
		expect(said(text)).toEqual([`|${text}`]);
	});

	it('are not looked for where colons say who speaks', () => {
		const text =
			'Ada: I read this.\nMaren Holt\nWelcome.\nPeter Vane\nYes.\nBob: And?\nMaren Holt\nYes.\nPeter Vane\nNo.';
		expect(new Set(said(text).map((turn) => turn.split('|')[0]))).toEqual(new Set(['Ada', 'Bob']));
	});

	it('are none in two hours of talk without any', () => {
		const path = 'seeds/logan-bartlett-dario-amodei/transcript.txt';
		const text = readFileSync(path, 'utf8');
		const { turns, words, text: all } = read(text);
		expect(turns.filter(({ speaker }) => speaker !== null)).toEqual([]);
		expect(words).toHaveLength(21151);
		expect(all).toBe(text.trim());
	});
});
