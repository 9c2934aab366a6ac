// The index of a library: what is read anew, what is forgotten, and how often the folders are looked at.
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Catalog, openCatalog } from '#lib/server/catalog.ts';
import { writeEpisode, writeText } from '#lib/server/files.ts';
import { openLibrary } from '#lib/server/library.ts';
import { episodeOf, transcriptOf } from './episode.ts';

vi.mock('node:fs/promises', async (original) => {
	const real = await original<typeof import('node:fs/promises')>();
	return { ...real, readdir: vi.fn(real.readdir) };
});

let dir: string;
beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'inkwave-catalog-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('refresh', () => {
	let catalog: Catalog;
	let texts: Record<string, string>;
	beforeEach(() => {
		catalog = openCatalog(dir);
		texts = { one: 'Bread and salt.', two: 'Bread and water.', three: 'Bread alone.' };
	});
	afterEach(() => catalog.close());

	/** With what the texts are now; returns the episodes that were read. */
	async function refresh(): Promise<string[]> {
		const read: string[] = [];
		await catalog.refresh(new Map(Object.entries(texts)), async (slug) => {
			read.push(slug);
			const { chapters: _, files: __, ...known } = episodeOf(slug);
			const summary = { ...known, words: 3, report: null, artwork: false };
			return { summary, transcript: transcriptOf(texts[slug]), alignment: null };
		});
		return read;
	}
	const found = (query: string) =>
		catalog
			.search(query, 1000)
			.map(({ slug }) => slug)
			.toSorted();

	test('reads what changed alone', async () => {
		expect(await refresh()).toEqual(['one', 'two', 'three']);
		expect(await refresh()).toEqual([]);
		texts.two = 'Salt.';
		expect(await refresh()).toEqual(['two']);
	});

	test('forgets the passages of what changed or went, and no others', async () => {
		await refresh();
		texts.two = 'Salt.';
		delete texts.three;
		await refresh();
		expect(found('bread')).toEqual(['one']);
		expect(found('salt')).toEqual(['one', 'two']);
		texts.two = '';
		await refresh();
		texts.two = 'Water.';
		await refresh();
		expect(found('salt')).toEqual(['one']);
		expect(found('water')).toEqual(['two']);
	});

	test('takes many episodes, and long ones', async () => {
		const long = Array.from({ length: 1000 }, (_, i) => `Bread is what paragraph ${i} is all about. `.repeat(4)).join(
			'\n\n'
		);
		texts = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`e-${i}`, i % 100 ? `Bread ${i}.` : long]));
		expect(await refresh()).toHaveLength(300);
		expect(catalog.list()).toHaveLength(300);
		expect(new Set(catalog.search('bread', 5000).map(({ slug }) => slug)).size).toBe(300);
		expect(await refresh()).toEqual([]);
	});
});

describe('overview', () => {
	const put = (slug: string) => {
		mkdirSync(join(dir, slug));
		const episode = episodeOf(slug);
		const notices = [{ code: 'untimed', message: 'Added without times.' }];
		writeFileSync(join(dir, slug, 'episode.json'), writeEpisode({ ...episode, notices }));
		for (const file of ['audio.mp3', 'peaks.dat', 'transcript.txt']) writeFileSync(join(dir, slug, file), 'x');
		writeFileSync(join(dir, slug, 'text.json'), writeText(transcriptOf(`Bread in ${slug}.`)));
	};

	test('says what the three calls say', async () => {
		const library = await openLibrary(dir);
		for (const slug of ['one', 'two', 'bad']) put(slug);
		writeFileSync(join(dir, 'bad', 'text.json'), '{}');
		const overview = await library.overview('bread');
		expect(overview.episodes.map(({ slug }) => slug)).toEqual(['one', 'two']);
		expect(overview.hits).toHaveLength(2);
		expect(overview).toEqual({
			episodes: await library.list(),
			problems: await library.problems(),
			hits: await library.search('bread')
		});
		expect((await library.overview('')).hits).toEqual([]);
		expect((await library.overview('bread', 1)).hits).toHaveLength(1);
		library.close();
	});

	test('of many who ask at once costs a look for the first and one for all others', async () => {
		const library = await openLibrary(dir);
		for (let i = 0; i < 50; i++) put(`e-${i}`);
		vi.mocked(readdir).mockClear();
		const first = library.overview('');
		await new Promise((resolve) => setImmediate(resolve));
		put('late');
		const others = await Promise.all(Array.from({ length: 20 }, () => library.overview('')));
		await first;
		expect(vi.mocked(readdir)).toHaveBeenCalledTimes(2);
		for (const { episodes } of others) expect(episodes).toHaveLength(51);
		library.close();
	});
});
