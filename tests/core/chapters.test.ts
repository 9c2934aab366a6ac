import { describe, expect, it } from 'vitest';
import { parseChapters } from '#lib/core/chapters/chapters.ts';

const read = (text: string) => parseChapters(text).chapters.map(({ start, title }) => [start, title]);

describe('chapters', () => {
	it.each<[string, string, [number, string][]]>([
		[
			'lists',
			'0:00 Intro\n1:30 The middle\n1:02:03 The end',
			[
				[0, 'Intro'],
				[90, 'The middle'],
				[3723, 'The end']
			]
		],
		[
			'lists with marks',
			'• (00:00) – Intro\n• (12:30) – Bees: a love story',
			[
				[0, 'Intro'],
				[750, 'Bees: a love story']
			]
		],
		[
			'numbered lists',
			'1. [00:00] Intro\n2. [01:00] 3 ways to fail',
			[
				[0, 'Intro'],
				[60, '3 ways to fail']
			]
		],
		[
			'lists of ranges',
			'0:00-1:10 Intro\n1:10 – 2:00: More',
			[
				[0, 'Intro'],
				[70, 'More']
			]
		],
		[
			'lists with times at the end',
			'Intro – 0:00\nBees (12:30)\nThe year 2024 @ 20:00',
			[
				[0, 'Intro'],
				[750, 'Bees'],
				[1200, 'The year 2024']
			]
		],
		[
			'show notes',
			'We talk about bees at 5:00 in the morning, and more.\n\n00:00 Intro\n05:00 Bees\n\nFollow us: https://example.org/',
			[
				[0, 'Intro'],
				[300, 'Bees']
			]
		],
		[
			'MP4 lists',
			'00:00:00.000 Intro\n00:01:30.500 Bees',
			[
				[0, 'Intro'],
				[90.5, 'Bees']
			]
		],
		[
			'OGM lists',
			'CHAPTER01=00:00:00.000\nCHAPTER01NAME=Intro\nCHAPTER02=00:01:30.500\nCHAPTER02NAME=Bees',
			[
				[0, 'Intro'],
				[90.5, 'Bees']
			]
		],
		[
			'WebVTT',
			'WEBVTT\n\n1\n00:00.000 --> 01:30.000\nIntro\n\n00:01:30.000 --> 00:02:00.000\n<b>Bees</b> &amp;\nwasps\n',
			[
				[0, 'Intro'],
				[90, 'Bees & wasps']
			]
		],
		[
			'ffmpeg metadata',
			';FFMETADATA1\ntitle=Show\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=90000\ntitle=Intro\n[CHAPTER]\nTIMEBASE=1/10\nSTART=900\nEND=950\ntitle=A\\=b\\; c\n',
			[
				[0, 'Intro'],
				[90, 'A=b; c']
			]
		],
		[
			'Podlove chapters',
			'<psc:chapters version="1.2"><psc:chapter start="00:01:30.500" title="Bees &amp; &quot;wasps&quot;"/>\n<!-- <psc:chapter start="1" title="no"/> --><psc:chapter title=\'Intro > all\' start=\'0\' /></psc:chapters>',
			[
				[0, 'Intro > all'],
				[90.5, 'Bees & "wasps"']
			]
		],
		[
			'a feed of two episodes',
			'<rss><item><psc:chapters><psc:chapter start="0:00" title="New"/></psc:chapters></item><item><psc:chapters><psc:chapter start="0:10" title="Old"/></psc:chapters></item></rss>',
			[[0, 'New']]
		],
		[
			'podcast JSON',
			'{"version":"1.2.0","chapters":[{"startTime":90.5,"title":" Bees "},{"startTime":0,"title":"Intro"},{"startTime":5,"title":"Hidden","toc":false},{"startTime":7}]}',
			[
				[0, 'Intro'],
				[90.5, 'Bees']
			]
		],
		['JSON with clocks', '[{"startTime":"00:01:30","title":"Bees"}]', [[90, 'Bees']]]
	])('are read from %s', (_, text, chapters) => {
		expect(read(text)).toEqual(chapters);
		expect(parseChapters(text).problems).toEqual([]);
		expect(read('\ufeff' + text.replace(/\n/g, '\r\n'))).toEqual(chapters);
	});

	it('keep pictures and links, but only of the web', () => {
		const json = (img: unknown, url: unknown) =>
			parseChapters(JSON.stringify({ chapters: [{ startTime: 0, title: 'A', img, url }] })).chapters[0];
		expect(json('https://example.org/a.jpg', 'http://example.org/')).toMatchObject({
			image: 'https://example.org/a.jpg',
			url: 'http://example.org/'
		});
		expect(json('a.jpg', 'javascript:alert(1)')).toMatchObject({ image: null, url: null });
		expect(json(3, null)).toMatchObject({ title: 'A', image: null, url: null });
		const psc = '<psc:chapter start="0" title="A" href="https://example.org/?a=1&amp;b=2" image="data:x"/>';
		expect(parseChapters(psc).chapters[0]).toMatchObject({ url: 'https://example.org/?a=1&b=2', image: null });
	});

	it.each<[string, string, number]>([
		['{"chapters":', 'bad-json', 0],
		['{"items":[]}', 'no-chapters', 0],
		['{"chapters":[{"title":"A"}]}', 'bad-chapter', 0],
		['{"chapters":[{"startTime":-4,"title":"A"}]}', 'bad-chapter', 0],
		['0:00 Intro\n5:00 Bees\n4:00 Wasps', 'bad-chapter', 3],
		['0:00 Intro\n5:75 Bees', 'bad-chapter', 2],
		['<psc:chapters>\n<psc:chapter title="A"/></psc:chapters>', 'bad-chapter', 2],
		['WEBVTT\n\nx --> y\nA', 'bad-chapter', 3],
		['[CHAPTER]\nSTART=x\ntitle=A', 'bad-chapter', 0],
		['Nothing here', 'no-chapters', 0],
		['', 'no-chapters', 0],
		['WEBVTT\n', 'no-chapters', 0]
	])('in %j are a problem: %s', (text, code, line) =>
		expect(parseChapters(text).problems).toMatchObject([{ code, line }])
	);

	it('that begin together are one', () =>
		expect(read('{"chapters":[{"startTime":0,"title":"A"},{"startTime":0,"title":"B"}]}')).toEqual([[0, 'A']]));

	it('do not take for ever to read, whatever comes again and again', () => {
		const runs = [' ', '\t', '-', ' -', '0', '0:00', '0:00 ', '(0:00)', 'a:', 'a ', '"', "'", '=', '<', '<!--', '|'];
		const tags = [
			'<psc:chapters ',
			'<psc:chapter ',
			'<psc:chapter>',
			'<psc:chapter \'"',
			'</psc:chapters ',
			'<psc:chapter />'
		];
		for (const run of [...runs, ...tags, '[CHAPTER]\n', 'title=\\\n'])
			for (const head of ['0:00', 'A ', '0:00 A\n0:01)', 'WEBVTT\n\n0:00 --> 0:01\n', '<psc:chapter a', '[CHAPTER]\n'])
				parseChapters(`${head}${run.repeat(300_000 / run.length)}.\u2028.`);
	});
});

it('a JSON list may say that there are no chapters', () => {
	expect(parseChapters('{"version":"1.2.0","chapters":[]}')).toMatchObject({ chapters: [], problems: [], left: [] });
	expect(parseChapters('').problems).toHaveLength(1);
	expect(parseChapters('{"chapters":[{"startTime":0}]}').problems).toHaveLength(1);
});

it('what is left out is counted', () => {
	const times = [0, 0, 0, 1, 2, 2];
	const chapters = times.map((startTime, i) => ({ startTime, title: i === 3 ? ' ' : `Chapter ${i}` }));
	expect(parseChapters(JSON.stringify({ chapters })).left.map(({ message }) => message)).toEqual([
		'A chapter without a title is left out.',
		'3 chapters at the time of another are left out.'
	]);
});
