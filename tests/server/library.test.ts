import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Alignment, Transcript } from '#lib/core/episode.ts';
import { writeAlignment, writeEpisode, writeText, readAlignment, readText } from '#lib/server/files.ts';
import { type Library, type LibraryEpisode, openLibrary } from '#lib/server/library.ts';
import { alignmentOf, episodeOf, transcriptOf } from './episode.ts';

let dir: string;
let library: Library;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'inkwave-library-'));
	library = await openLibrary(dir);
});

afterEach(async () => {
	library.close();
	await rm(dir, { recursive: true, force: true });
});

function put(slug: string, transcript: Transcript, alignment: Alignment | null, more = {}): void {
	const folder = join(dir, slug);
	mkdirSync(folder, { recursive: true });
	const notices = alignment ? [] : [{ code: 'untimed', message: 'It was added without times.' }];
	const episode = { ...episodeOf(slug), notices, ...more };
	writeFileSync(join(folder, 'episode.json'), writeEpisode(episode));
	for (const file of [episode.files.audio, episode.files.transcript]) if (file) writeFileSync(join(folder, file), 'x');
	writeFileSync(join(folder, 'text.json'), writeText(transcript));
	if (alignment) writeFileSync(join(folder, 'alignment.json'), writeAlignment(alignment));
	writeFileSync(join(folder, 'peaks.dat'), 'x');
}

const hello = transcriptOf('Hello there, dear Ölaf.\n\nNot said. It is about 東京都 and $5.', ['Ann', 'Bo']);

describe('files', () => {
	test('a transcript reads back as it was', () => {
		expect(readText(writeText(hello), 'text.json')).toEqual(hello);
		const empty: Transcript = { text: '', language: 'und', turns: [], words: [] };
		expect(readText(writeText(empty), 'text.json')).toEqual(empty);
	});

	test('an alignment reads back to the millisecond', () => {
		const alignment = alignmentOf(hello);
		const back = readAlignment(writeAlignment(alignment), 'alignment.json', hello);
		expect(back).toEqual(alignment);
		expect(JSON.parse(writeAlignment(alignment)).start.every(Number.isInteger)).toBe(true);
	});

	test('an alignment of another text is refused', () => {
		const file = writeAlignment(alignmentOf(transcriptOf('One two three.')));
		expect(() => readAlignment(file, 'x/alignment.json', hello)).toThrow(/Expected x\/alignment.json as Inkwave/);
	});

	test('an unknown version is refused with a sentence', () => {
		const file = writeText(hello).replace('"version": 1', '"version": 2');
		expect(() => readText(file, 'x/text.json')).toThrow(/Expected x\/text.json in version 1, saw version 2; .*newer/);
	});

	test.each([
		['a word beyond the end', { words: [0, 100_007] }, /word 0: span 0 to 100007/],
		['a word without a length', { words: [0, 5, 1] }, /a word without a length/],
		['a turn that ends before it begins', { turns: [{ from: 50, to: 10, speaker: null, cue: null }] }, /turn 0/],
		[
			'turns out of order',
			{ turns: [5, 0].map((from) => ({ from, to: from + 4, speaker: null, cue: null })) },
			/turn 1: span 0 to 4 is out of order/
		]
	])('%s is refused, also where there are no times', async (_, part, saw) => {
		const file = JSON.stringify({ ...JSON.parse(writeText(hello)), ...part });
		expect(() => readText(file, 'x/text.json')).toThrow(saw);
		expect(() => readText(file, 'x/text.json')).toThrow(/^Expected x\/text.json as Inkwave writes it, saw /);
	});

	test.each(['', '{', '[]', 'null', '{"version":1}', '{"text":"a"}'])('%j is refused with a sentence', (file) => {
		expect(() => readText(file, 'text.json')).toThrow(/Expected text.json as Inkwave writes it, saw /);
	});
});

describe('library', () => {
	test('a new one is empty', async () => {
		expect(await library.list()).toEqual([]);
		expect(await library.read('nobody')).toBeNull();
		expect(await library.search('hello')).toEqual([]);
	});

	test('reads what is in the folder', async () => {
		put('one', hello, alignmentOf(hello));
		const found = await library.read('one');
		expect(found?.episode.title).toBe('Title of one');
		expect(found?.transcript).toEqual(hello);
		expect(found?.alignment).toEqual(alignmentOf(hello));
		expect(library.path('one', 'peaks.dat')).toBe(join(dir, 'one', 'peaks.dat'));
		expect(library.path('one', 'other.dat')).toBeNull();
	});

	test('keeps the last eight episodes that were asked for in memory, and no more', async () => {
		const slugs = Array.from({ length: 9 }, (_, i) => `e-${i}`);
		for (const slug of slugs) put(slug, hello, null);
		const first: (LibraryEpisode | null)[] = [];
		for (const slug of slugs.slice(0, 8)) first.push(await library.read(slug));
		expect(await library.read('e-0')).toBe(first[0]);
		await library.read('e-8');
		expect(await library.read('e-0')).toBe(first[0]);
		expect(await library.read('e-7')).toBe(first[7]);
		const again = await library.read('e-1');
		expect(again).not.toBe(first[1]);
		expect(again).toEqual(first[1]);
	});

	test('reads an episode without times, and one without words', async () => {
		put('untimed', hello, null);
		const files = { ...episodeOf('silent').files, transcript: null };
		put('silent', { text: '', language: 'en', turns: [], words: [] }, null, { files });
		rmSync(join(dir, 'silent', 'text.json'));
		expect((await library.read('untimed'))?.alignment).toBeNull();
		expect((await library.read('silent'))?.transcript.words).toEqual([]);
		expect((await library.list()).map(({ slug, words, report }) => ({ slug, words, report }))).toEqual([
			{ slug: 'silent', words: 0, report: null },
			{ slug: 'untimed', words: hello.words.length, report: null }
		]);
	});

	test('lists the newest first, those without a date last', async () => {
		put('old', hello, null, { date: '2020-01-01' });
		put('new', hello, alignmentOf(hello), { date: '2024-01-01' });
		put('undated', hello, null, { date: null });
		const list = await library.list();
		expect(list.map(({ slug }) => slug)).toEqual(['new', 'old', 'undated']);
		expect(list[0]).toMatchObject({ words: hello.words.length, artwork: false, report: { matches: true } });
	});

	test('notices a changed and a removed folder', async () => {
		put('one', hello, null);
		expect((await library.list())[0].title).toBe('Title of one');
		put('one', hello, null, { title: 'Another, longer title' });
		expect((await library.list())[0].title).toBe('Another, longer title');
		expect((await library.read('one'))?.episode.title).toBe('Another, longer title');
		rmSync(join(dir, 'one'), { recursive: true });
		expect(await library.list()).toEqual([]);
		expect(await library.read('one')).toBeNull();
	});

	test('a damaged folder is left out of the list with a sentence, and does not hide the others', async () => {
		put('good', hello, null);
		put('bad', hello, null);
		writeFileSync(join(dir, 'bad', 'text.json'), '{"version": 7}');
		expect((await library.list()).map(({ slug }) => slug)).toEqual(['good']);
		expect(await library.problems()).toEqual([expect.stringMatching(/^Expected bad\/text.json in version 1, saw/)]);
		await expect(library.read('bad')).rejects.toThrow(/saw version 7/);
	});

	test.each(['audio.mp3', 'served.m4a', 'artwork.png', 'transcript.txt', 'text.json', 'alignment.json', 'peaks.dat'])(
		'an episode that has lost %s is left out of the list with a sentence',
		async (file) => {
			const files = { ...episodeOf('one').files, served: 'served.m4a', artwork: 'artwork.png' };
			put('one', hello, alignmentOf(hello), { files });
			for (const more of [files.served, files.artwork]) writeFileSync(join(dir, 'one', more), 'x');
			expect(await library.list()).toHaveLength(1);
			rmSync(join(dir, 'one', file));
			expect(await library.list()).toEqual([]);
			const sentence = new RegExp(`^Expected the file one/${file}, .*, but it is gone; .*\\.$`);
			expect(await library.problems()).toEqual([expect.stringMatching(sentence)]);
			await expect(library.read('one')).rejects.toThrow(sentence);
		}
	);

	test.each(['../one', 'one/../one', '.', '..', '', 'one\0', 'ONE', 'one/', '%2e%2e'])(
		'%j is no episode',
		async (slug) => {
			put('one', hello, null);
			expect(await library.read(slug)).toBeNull();
			expect(library.path(slug, 'peaks.dat')).toBeNull();
			await expect(library.remove(slug)).rejects.toThrow(/Expected an episode of this library/);
		}
	);

	test('gives no path outside the folder', () => {
		put('one', hello, null);
		writeFileSync(join(dir, 'secret'), 'x');
		for (const file of ['../secret', '..', '.', '', '/etc/passwd', 'a/../../secret'])
			expect(library.path('one', file)).toBeNull();
	});

	test('update changes what is known, and refuses what it could not read back', async () => {
		put('one', hello, null);
		await library.update('one', { title: 'New', chapters: [{ start: 1.5, title: 'A', image: null, url: null }] });
		const { episode } = (await library.read('one'))!;
		expect(episode).toMatchObject({ title: 'New', chapters: [{ start: 1.5, title: 'A' }] });
		await expect(library.update('one', { date: 'yesterday' })).rejects.toThrow(/yyyy-mm-dd/);
		expect((await library.read('one'))?.episode.title).toBe('New');
		expect(readdirSync(join(dir, 'one')).filter((name) => name.startsWith('.'))).toEqual([]);
	});

	test('remove leaves nothing', async () => {
		put('one', hello, null);
		await library.list();
		await library.remove('one');
		expect(await library.list()).toEqual([]);
		expect(readdirSync(dir)).toEqual(['.catalog.sqlite']);
	});
});

describe('search', () => {
	test('finds passages in every episode, with the matches marked', async () => {
		put('one', hello, alignmentOf(hello));
		put('two', transcriptOf('Nothing of that kind.'), null);
		const hits = await library.search('dear olaf');
		expect(hits).toHaveLength(1);
		expect(hits[0]).toMatchObject({ slug: 'one', title: 'Title of one' });
		expect(hits[0].parts.filter(({ match }) => match).map(({ text }) => text)).toEqual(['dear', 'Ölaf']);
		expect(hits[0].parts.map(({ text }) => text).join('')).toContain('Hello there, dear Ölaf.');
		expect((await library.search('kin')).map(({ slug }) => slug)).toEqual(['two']);
	});

	test('finds a word inside a script without spaces', async () => {
		put('one', hello, null);
		const [hit] = await library.search('京都');
		expect(hit.parts.map(({ text }) => text).join('')).toContain('東京都');
	});

	test('minds the signs that are said with a word', async () => {
		put('one', transcriptOf('Cats like C, and 10 of us do.'), null);
		put('two', transcriptOf('We write C++ code, 10 % of it by hand.'), null);
		const found = async (query: string) => (await library.search(query)).map(({ slug }) => slug).toSorted();
		expect(await found('C++')).toEqual(['two']);
		expect(await found('C++ co')).toEqual(['two']);
		expect(await found('10 %')).toEqual(['two']);
		expect(await found('C#')).toEqual([]);
		expect(await found('C')).toEqual(['one', 'two']);
	});

	test.each(['"', '*', '%', '++', 'AND', 'a OR', 'NEAR(', 'body:', "it's", '-', ''])(
		'%j is text, not query language',
		async (query) => {
			put('one', hello, null);
			await expect(library.search(query)).resolves.toBeInstanceOf(Array);
		}
	);

	test('the index comes back after it was deleted, and after it was damaged', async () => {
		put('one', hello, null);
		expect(await library.search('hello')).toHaveLength(1);
		library.close();
		rmSync(join(dir, '.catalog.sqlite'));
		expect(await library.search('hello')).toHaveLength(1);
		library.close();
		writeFileSync(
			join(dir, '.catalog.sqlite'),
			'this is not a database, and it is long enough to be looked at'.repeat(99)
		);
		expect(await library.search('hello')).toHaveLength(1);
		expect((await library.list()).map(({ slug }) => slug)).toEqual(['one']);
	});
});

describe('a library that is not all well', () => {
	test('an index that cannot be written is made elsewhere', async () => {
		put('one', hello, null);
		await library.list();
		// SQLite calls a file that has gone from its place read-only.
		renameSync(join(dir, '.catalog.sqlite'), join(dir, '.gone'));
		put('two', hello, null);
		expect((await library.list()).map(({ slug }) => slug)).toEqual(['one', 'two']);
		expect((await library.search('hello')).map(({ slug }) => slug).toSorted()).toEqual(['one', 'two']);
	});

	test('a file that cannot be read is a problem of its episode alone', async () => {
		put('one', hello, null);
		mkdirSync(join(dir, 'two', 'episode.json'), { recursive: true });
		expect((await library.list()).map(({ slug }) => slug)).toEqual(['one']);
		expect(await library.problems()).toEqual([expect.stringMatching(/^Expected to read two\/episode.json, but .*\.$/)]);
	});

	test('a folder is read once, however many ask', async () => {
		put('one', hello, null);
		const [list, problems, hits] = await Promise.all([library.list(), library.problems(), library.search('hello')]);
		expect([list.length, problems.length, hits.length]).toEqual([1, 0, 1]);
	});
});
