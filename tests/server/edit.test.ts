import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { add } from '#lib/server/add.ts';
import { parseCommand } from '#lib/server/command/arguments.ts';
import { edit } from '#lib/server/edit.ts';
import { type Library, openLibrary } from '#lib/server/library.ts';
import { quick } from './episode.ts';

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
