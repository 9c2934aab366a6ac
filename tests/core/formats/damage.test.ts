// Files damaged by chance: a transcript that is sound, or one sentence about why not; never anything else.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { UserError } from '#lib/core/errors.ts';
import { parseTranscript, writeTranscript } from '#lib/core/formats/formats.ts';
import { dice } from '../../dice.ts';
import { checkShape } from './contract.ts';

const root = new URL('../../samples/formats/', import.meta.url);
const inputs = readdirSync(root).flatMap((name) =>
	readdirSync(new URL(`${name}/`, root))
		.filter((file) => file.startsWith('input.'))
		.map((file) => ({ name, bytes: new Uint8Array(readFileSync(new URL(`${name}/${file}`, root))) }))
);
const encoder = new TextEncoder();

function outcome(bytes: Uint8Array): 'read' | 'refused' {
	try {
		checkShape(parseTranscript(bytes).transcript);
		return 'read';
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		expect(error.message).toMatch(/^Expected [^\n]+[.]$/s);
		return 'refused';
	}
}

describe('damaged files', () => {
	it('are read or refused in one sentence, wherever they break off', () => {
		for (const { name, bytes } of inputs)
			for (let length = 0; length < bytes.length; length += 1 + Math.floor(bytes.length / 12))
				expect(['read', 'refused'], name).toContain(outcome(bytes.subarray(0, length)));
	});

	it('are read or refused whatever is cut out, doubled or overwritten', () => {
		const next = dice(7);
		const outcomes = { read: 0, refused: 0 };
		for (let round = 0; round < 8; round++)
			for (const { name, bytes } of inputs) {
				const damaged = [...bytes];
				for (let cuts = 0; cuts < 3; cuts++) {
					const at = Math.floor(next() * damaged.length);
					const kind = next();
					if (kind < 0.4) damaged.splice(at, Math.floor(next() * 20));
					else if (kind < 0.7) damaged.splice(at, 0, ...damaged.slice(at, at + Math.floor(next() * 40)));
					else damaged[at] = encoder.encode('<>{}[]":-\n &*#')[Math.floor(next() * 14)];
				}
				try {
					outcomes[outcome(new Uint8Array(damaged))]++;
				} catch (error) {
					throw new Error(`${name}: ${JSON.stringify(new TextDecoder().decode(new Uint8Array(damaged)))}`, {
						cause: error
					});
				}
			}
		expect(outcomes.read).toBeGreaterThan(outcomes.refused);
	});

	it('do not take for ever to read, in any format, whatever comes again and again', () => {
		const heads = [
			...['', 'Ada: a\n\nAda: b ', '[0:12] a [0:13] b '],
			...['WEBVTT\n\n', 'WEBVTT\n\n00:01.000 --> 00:02.000 ', 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>a '],
			...['1\n00:00:01,000 --> 00:00:02,000\n', '1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:02,000 --> '],
			...['start\tend\ttext\n', 'speaker,text\nAda,a\n', 'speaker;start;text\nAda;1;a\n', '0.5\t1.5\ta\n0.5\t'],
			...['<p>', '<pre>', '<!-- --><p', '<p><cite>Ada', '<p><time>0:12', '<p><![CDATA['],
			...['# a\n\n**b:** c\n', '# a\n\n**b:** c\n# ', '# a\n\n**b:** c\n| --- |', '# a\n\n**b:** c\n[a](/'],
			...['<tt xmlns=""><p begin="1">', '[Script Info]\nDialogue: 0,', '0:00:01.000,0:00:02.000\n', '//\n'],
			...['{\\rtf1\\ansi ', '{\\rtf1{\\fonttbl{\\f0', "{\\rtf1\\'e9{\\*\\a ", '{\\rtf1\\u8217 '],
			...['{"segments":[{"body":"', '{"segments":[{"start":1,"end":2,"text":"']
		];
		const parts = [
			...[
				' ',
				'\t',
				'\n',
				' \n',
				'a',
				'a ',
				'a\n',
				'a\n\n',
				'A',
				'今',
				'今。',
				'\u00a0',
				'\u200b',
				'\ufeff',
				'\u0301',
				'🎧'
			],
			...['\\', '\\a', '\\par ', '\\f0', "\\'e9", '\\u1 ', '\\uc9', '{', '}', '{}', '{\\'],
			...['.', '. ', '!', '0', '0:', '0:0', '0:00 ', '[0:00] ', '0:00 A\n', '1,', '1.000.', '1\n', '\n\n1\n'],
			...[
				'a (0:00)\n',
				'(0:00) ',
				'A  0:00  a\n',
				'0:00:00:00\nA B\na\n',
				'00;00;',
				'A @ 0:12\na\n',
				'[1m02s] ',
				'A "B" ',
				'A “B',
				'A [b',
				'A - '
			],
			...['"\n', '""', '",', ',"a', ',,', '1.5\t2.5\ta\n', 'Ada,"a\n'],
			...['(A B) ', '(A B) a\n\n', '<A B> a\n', '*A*: a\n', '[inaudible 0:12] '],
			...['A: ', 'A: a\n', '[A] ', ':', 'a:a', '：', '-', 'a-', '- a\n', '–', '-->', '--> ', '>>', '> a\n', '='],
			...['<', '<a', '<a ', '<a-', '<a "', '<a \'"', '<!', '<![CDATA[', '<!--', '<p>a', '<br>a', '<main>', '<tt lang '],
			...[
				'<cite>',
				'<cite>a</cite> b ',
				'<time>0:1',
				'<v ',
				'<v A>a ',
				'{\\',
				'{b}',
				'&',
				'&a',
				'&amp;',
				'@',
				'"',
				"'"
			],
			...[
				'[',
				'[a](',
				'[a](/',
				'[a] ',
				'![',
				'(',
				'((a',
				'()',
				'*',
				'*a ',
				'**',
				'_',
				'_a ',
				'`',
				'~~',
				'#',
				'|',
				'---|'
			]
		];
		for (const head of heads)
			for (const part of parts) {
				const json = head.startsWith('{"');
				const body = part.repeat(16_000 / part.length);
				outcome(encoder.encode(json ? `${head}${JSON.stringify(body).slice(1)}}]}` : `${head}${body} x`));
			}
	});

	it('do not take for ever to read or to write, however many lines or blanks a cue has', () => {
		for (const body of [
			`a\n`.repeat(400_000),
			`a${' '.repeat(300_000)}b`,
			'Ada: a\n'.repeat(100_000),
			'a. '.repeat(200_000)
		])
			for (const head of ['1\n00:00:01,000 --> 00:00:02,000\n', '[0:01] ']) {
				const { transcript } = parseTranscript(encoder.encode(head + body));
				for (const format of ['vtt', 'srt', 'plain', 'markdown', 'html'] as const)
					expect(writeTranscript(format, transcript, null)).toContain('a');
			}
	});

	it('do not take for ever over what stands behind a timing', () => {
		for (const behind of ['a:a', 'a:a ', 'a::', 'a:'])
			outcome(encoder.encode(`1\n00:00:01,000 --> 00:00:02,000 ${behind.repeat(100_000)} !\nHello.\n`));
	});

	it('do not take for ever over blanks inside a line', () => {
		const blanks = ' '.repeat(200_000);
		for (const line of [
			`Ada${blanks}Lovelace`,
			`Ada${blanks}- ${blanks}Lovelace`,
			`0:12${blanks}-${blanks}${'Lovelace'.repeat(9)}`,
			`Ada (0:12)${blanks}:${blanks}I saw it.`,
			`Ada${blanks}0:12${blanks}I saw it.`,
			`Ada${blanks}[host]${blanks}: I saw it.`,
			`I saw it.${blanks}(0:12)${blanks}`,
			`Ada 0:12${blanks}:${blanks}.`,
			`[0:12] a [0:13] b${blanks}c`
		])
			expect(outcome(encoder.encode(`${line}\n${line}\n`))).toBe('read');
	});

	it('do not take for ever over many stamps in one line, or many names beside stamps', () => {
		const stamps = Array.from({ length: 60_000 }, (_, i) => `[${100 + (i % 800)}:00] And so on. `);
		expect(outcome(encoder.encode(stamps.sort().join('')))).toBe('read');
		const heads = Array.from({ length: 60_000 }, (_, i) => `A${i.toString(36)} 0:12\nAnd so on.\n\n`);
		expect(outcome(encoder.encode(heads.join('')))).toBe('read');
	});

	it('do not take for ever over headings, tables, links and comments in Markdown', () => {
		const runs = [
			'# a ',
			' ',
			' | --- ',
			'|',
			'---|',
			'---',
			'#',
			' #',
			'[a](/',
			'[a] ',
			'![',
			'<!--',
			'\\',
			'`',
			'~~',
			'*a ',
			'_a '
		];
		for (const run of runs)
			for (const head of ['# ', '| --- |', '**a** ', '<!-- a -->'])
				outcome(encoder.encode(`# Ada\n\n**b:** c\n\n${head}${run.repeat(100_000 / run.length)}.\n`));
	});

	it('do not take for ever over pages that open what they do not close', () => {
		const runs = [
			'<!',
			'<![CDATA[',
			'<!--',
			'<a-',
			'-',
			'<a ',
			'<a "',
			'<main>',
			'<main ',
			'<tt lang ',
			'<',
			' ',
			'\n ',
			'"',
			'&'
		];
		for (const run of runs)
			for (const head of ['<p>', '<pre>a', '<!-- --><p', '<article', '<p><![CDATA[a]]>', '<?xml?><main><p>a</main'])
				outcome(encoder.encode(`${head}${run.repeat(200_000 / run.length)} b`));
		for (const run of ['--><!-', '--><!--', '<!---->', '<!-- -->\n', '--> '])
			outcome(encoder.encode(`<!--${run.repeat(4_000 / run.length)} b`));
	});

	it('are said once to have something before their first cue', () => {
		const head = '[INFORMATION]\n[TITLE]On bread\n[AUTHOR]Ada\n[END INFORMATION]\n[SUBTITLE]\n';
		const { transcript, problems } = parseTranscript(encoder.encode(`${head}00:00:01.00,00:00:03.00\nBread rises.\n`));
		expect(transcript.text).toBe('Bread rises.');
		expect(problems.map(({ code, line }) => `${code} ${line}`)).toEqual(['text-before-cues 1']);
	});

	it('of no text at all are refused with what they are', () => {
		const cases: [string | number[], RegExp][] = [
			['', /^Expected a transcript with words in it, saw none/],
			[' \n\t\n', /saw none/],
			['WEBVTT\n\n', /saw a WebVTT file without any/],
			['... !!! ??? — () 😀', /saw a file without any/],
			['{\\rtf1\\ansi{\\fonttbl\\f0 Arial;}\\par}', /saw a rich text document without any/],
			['{}', /saw empty JSON/],
			['[]', /saw empty JSON/],
			['{"a": 1}', /saw other JSON \(a\)/],
			['{"segments": [{"text": "cut', /JSON that breaks off or is damaged/],
			['<html><body><script>x</script></body></html>', /saw a page without any/],
			['%PDF-1.7', /saw a PDF/],
			['[Script Info]\nTitle: x', /saw an SSA subtitle file without any/],
			['{1}{1}23.976\n{12}{72}Hello.', /saw a MicroDVD subtitle file; convert it to SRT/],
			['Scenarist_SCC V1.0\n\n00:00:00:14\t9420 94ae', /saw an SCC caption file/],
			['//Fonts\n\n$FontName = Arial\n00:00:00:12 , 00:00:03:00 , Hello.', /saw a Spruce STL subtitle file/],
			['<SAMI><BODY><SYNC Start=500><P>Hello.</BODY></SAMI>', /saw a SAMI caption file/],
			['<?xml version="1.0"?>\n<rss version="2.0"><channel/></rss>', /saw XML of another kind/],
			[[0xff, 0xfb, 0x90, 0x64, 0, 0, 0, 0], /saw a binary file/],
			[[0x49, 0x44, 0x33, 4, 0, 0], /saw an MP3 file/],
			[Array.from({ length: 300 }, (_, i) => (i * 37) % 256 || 1), /saw a binary file/]
		];
		for (const [content, message] of cases) {
			const bytes = typeof content === 'string' ? encoder.encode(content) : new Uint8Array(content);
			expect(() => parseTranscript(bytes), String(content)).toThrow(UserError);
			expect(() => parseTranscript(bytes), String(content)).toThrow(message);
		}
	});
});
