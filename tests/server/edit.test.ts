import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { add } from '#lib/server/add.ts';
import { parseCommand } from '#lib/server/command/arguments.ts';
import { edit } from '#lib/server/edit.ts';
import { type Library, openLibrary } from '#lib/server/library.ts';
import { quick } from './episode.ts';
import { french } from './texts.ts';

const plain = { audio: 'seeds/tiny-plain/audio.mp3', transcript: 'seeds/tiny-plain/transcript.txt' };

let dir: string;
let library: Library;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'inkwave-edit-'));
	library = await openLibrary(join(dir, 'library'));
});

afterEach(async () => {
	library.close();
	await rm(dir, { recursive: true, force: true });
});

function put(name: string, content: string | Uint8Array): string {
	const path = join(dir, name);
	writeFileSync(path, content);
	return path;
}

const episode = async () => (await library.read('one'))!.episode;

describe('chapters', () => {
	const some = () => put('c.txt', '0:00 One\n0:10 Two\n');

	beforeEach(() => add(library, { ...plain, slug: 'one', chapters: some() }, { listen: quick }));

	test('are taken away by an empty text, or by a file without any', async () => {
		expect(parseCommand(['edit', 'one', '--chapters', '']).options).toMatchObject({ chapters: '' });
		expect((await episode()).chapters).toHaveLength(2);
		await edit(library, 'one', { chapters: '' });
		expect((await episode()).chapters).toEqual([]);
		await edit(library, 'one', { chapters: some() });
		await edit(library, 'one', { chapters: put('c.json', '{"version":"1.2.0","chapters":[]}') });
		expect((await episode()).chapters).toEqual([]);
	});

	test('that cannot be shown are told, by an edit as by an add', async () => {
		const chapters = put(
			'c.json',
			JSON.stringify({ chapters: [0, 1, 5000, 6000].map((startTime, i) => ({ startTime, title: i === 1 ? '' : 'A' })) })
		);
		const told = [/^A chapter without a title is left out\.$/, /^2 chapters after the end, \d+:\d+, are left out\.$/];
		const { problems } = await edit(library, 'one', { chapters });
		expect(problems.map(({ message }) => message)).toEqual(told.map((sentence) => expect.stringMatching(sentence)));
		const added = await add(library, { ...plain, slug: 'two', chapters }, { listen: quick });
		expect(added.problems.map(({ message }) => message)).toEqual(
			told.map((sentence) => expect.stringMatching(sentence))
		);
		expect((await episode()).chapters).toMatchObject([{ start: 0, title: 'A' }]);
	});
});

test('what was spoiled by hand can be set right, and a mark in front does not matter', async () => {
	await add(library, { ...plain, slug: 'one' }, { listen: quick });
	const file = join(library.dir, 'one', 'episode.json');
	writeFileSync(file, `\ufeff${readFileSync(file, 'utf8').replace('"date": null', '"date": "last May"')}`);
	await expect(episode()).rejects.toThrow(/"date"/);
	await expect(edit(library, 'one', { note: 'A note' })).rejects.toThrow(/"date"/);
	await edit(library, 'one', { date: '2024-05-06' });
	expect(await episode()).toMatchObject({ date: '2024-05-06', slug: 'one' });
});

describe('an episode made anew', () => {
	const words = () => readFileSync(plain.transcript, 'utf8');
	const speakers = () => put('s.json', '{"version":1,"speakers":["Ann","Bo"],"turns":[[0,1],[5,0]]}');
	const picture = (end: string) => Buffer.from(`\x89PNG\r\n\x1a\n${end}`, 'latin1');
	const names = async () => [...new Set((await library.read('one'))!.transcript.turns.map(({ speaker }) => speaker))];

	beforeEach(async () => {
		const chapters = put('c.txt', '0:00 One\n0:10 Two\n');
		const about = {
			slug: 'one',
			title: 'A title',
			date: '2024-05-06',
			note: 'A note',
			people: [{ name: 'Ann', role: null }]
		};
		await add(library, { ...plain, ...about, chapters, speakers: speakers() }, { listen: quick });
		writeFileSync(join(library.dir, 'one', 'mine.txt'), 'a file of the publisher’s own');
	});

	test('with a corrected transcript keeps all that was set', async () => {
		const before = await episode();
		const transcript = put('better.txt', words().replace(/^\S+/, 'Corrected'));
		const { heard, problems } = await edit(library, 'one', { transcript, note: 'Another' }, { listen: quick });
		expect([heard, problems]).toEqual([true, []]);
		const found = (await library.read('one'))!;
		expect(found.transcript.text).toMatch(/^Corrected /);
		expect(found.alignment!.timings).toHaveLength(found.transcript.words.length);
		expect(found.episode).toEqual({ ...before, note: 'Another', duration: found.episode.duration });
		expect(await names()).toEqual(['Bo', 'Ann']);
		expect(readFileSync(join(library.dir, 'one', 'transcript.txt'), 'utf8')).toBe(readFileSync(transcript, 'utf8'));
		expect(readFileSync(join(library.dir, 'one', 'mine.txt'), 'utf8')).toMatch(/^a file/);
		expect(readdirSync(library.dir).filter((name) => /^\.(adding|replaced)/.test(name))).toEqual([]);
	});

	test('with other words, and no names, says that the names are not kept', async () => {
		const transcript = put('more.txt', `${words()} And more.`);
		const { problems } = await edit(library, 'one', { transcript }, { listen: quick });
		expect(problems).toMatchObject([{ code: 'lost-speakers' }]);
		expect(await names()).toEqual([null]);
		await edit(library, 'one', { speakers: speakers() });
		expect(await names()).toEqual(['Bo', 'Ann']);
	});

	test('with a transcript in another language that nobody names is told it by its words', async () => {
		const transcript = put('fr.txt', french);
		const first = await edit(library, 'one', { transcript }, { listen: quick });
		expect(first.problems).toContainEqual(
			expect.objectContaining({ message: 'Taken for French by its words; --language says otherwise.' })
		);
		expect((await library.read('one'))!).toMatchObject({ episode: { language: 'fr' }, transcript: { language: 'fr' } });
		const again = await edit(library, 'one', { transcript }, { listen: quick });
		expect(again.problems).toEqual([]);
		await edit(library, 'one', { transcript: put('few.txt', 'Bonjour à tous.') }, { listen: quick });
		expect((await episode()).language).toBe('fr');
		await edit(library, 'one', { transcript }, { listen: quick });
		await edit(library, 'one', { transcript: plain.transcript }, { listen: quick });
		expect((await episode()).language).toBe('en');
	});

	test('keeps the language that somebody named', async () => {
		await edit(library, 'one', { language: 'fr-CA' }, { listen: quick });
		const { problems } = await edit(library, 'one', { transcript: put('fr.txt', french) }, { listen: quick });
		expect(problems.map(({ code }) => code)).not.toContain('told-language');
		expect((await episode()).language).toBe('fr-CA');
	});

	test('keeps English that somebody named, whatever the words are like', async () => {
		const transcript = put('fr.txt', french);
		await edit(library, 'one', { transcript, language: 'en' }, { listen: quick });
		const { problems } = await edit(library, 'one', { transcript }, { listen: quick });
		expect(problems).toEqual([]);
		expect((await episode()).language).toBe('en');
	});

	test('with other audio keeps the words and who says them', async () => {
		const audio = put('other.MP3', readFileSync('seeds/tiny-vtt/audio.mp3'));
		const before = (await library.read('one'))!;
		await edit(library, 'one', { audio, language: 'en-GB' }, { listen: quick });
		const found = (await library.read('one'))!;
		expect(found.transcript).toEqual({ ...before.transcript, language: 'en-GB' });
		expect(found.episode).toMatchObject({
			language: 'en-GB',
			added: before.episode.added,
			chapters: before.episode.chapters
		});
		expect(readFileSync(library.path('one', 'audio.mp3')!)).toEqual(readFileSync(audio));
	});

	test('counts what was edited meanwhile', async () => {
		const transcript = put('better.txt', words());
		const slow: typeof quick = async (task, ears) => {
			await edit(library, 'one', { title: 'Edited meanwhile' });
			await expect(edit(library, 'one', { language: 'en' })).rejects.toThrow(/being added or changed right now/);
			return quick(task, ears);
		};
		await edit(library, 'one', { transcript }, { listen: slow });
		expect((await episode()).title).toBe('Edited meanwhile');
	});

	test.each(['a failure', 'a transcript of something else', 'Ctrl-C'])('is as it was after %s', async (what) => {
		const before = readdirSync(join(library.dir, 'one')).map((name) => [
			name,
			readFileSync(join(library.dir, 'one', name))
		]);
		const stop = new AbortController();
		const listen: typeof quick = async (task, ears) => {
			if (what === 'a failure') throw new Error('no luck');
			if (what === 'Ctrl-C') stop.abort(new Error('stopped'));
			const heard = await quick(task, ears);
			return { ...heard, alignment: { ...heard.alignment!, matches: false } };
		};
		const input = { transcript: put('better.txt', 'Other words.'), artwork: put('a.png', picture('')), title: 'New' };
		await expect(edit(library, 'one', input, { listen, signal: stop.signal })).rejects.toThrow(
			/no luck|stopped|could be found there/
		);
		const after = readdirSync(join(library.dir, 'one')).map((name) => [
			name,
			readFileSync(join(library.dir, 'one', name))
		]);
		expect(after).toEqual(before);
		expect(readdirSync(library.dir)).toEqual(['one']);
	});

	test('has another picture, none, or another name, with the same words and times', async () => {
		const before = (await library.read('one'))!;
		await edit(library, 'one', { artwork: put('a.png', picture('one')) });
		expect(readFileSync(library.path('one', 'artwork.png')!)).toEqual(picture('one'));
		await edit(library, 'one', { artwork: put('a.png', picture('two')), slug: 'two' });
		expect(await library.read('one')).toBeNull();
		expect(readFileSync(library.path('two', 'artwork.png')!)).toEqual(picture('two'));
		await edit(library, 'two', { artwork: '', slug: 'one' });
		expect(library.path('one', 'artwork.png')).toBeNull();
		expect(await library.read('one')).toEqual({ ...before, stamp: expect.any(String) });
		await add(library, { ...plain, slug: 'two' }, { listen: quick });
		await expect(edit(library, 'one', { slug: 'two' })).rejects.toThrow(/already has "two"/);
		await expect(edit(library, 'one', { slug: '../two' })).rejects.toThrow(/Expected a slug/);
		expect((await episode()).slug).toBe('one');
	});

	test('steps back into its place where a crash kept the new one from it', async () => {
		renameSync(join(library.dir, 'one'), join(library.dir, '.replaced-one'));
		await library.sweep();
		expect((await episode()).slug).toBe('one');
		cpSync(join(library.dir, 'one'), join(library.dir, '.replaced-one'), { recursive: true });
		await library.sweep();
		expect(readdirSync(library.dir)).toEqual(['one']);
	});
});
