import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { audioResponse, partsOf, type StoredAudio } from '#lib/player/offline-audio.ts';
import { dropKept, keepEpisode, listKept, partAt, readKept } from '#lib/player/offline.ts';

const whole = Uint8Array.from({ length: 1003 }, (_, i) => (i * 7) % 251);
const audio: StoredAudio = { bytes: whole.length, part: 100, type: 'audio/mpeg', etag: '"a"' };

function stream(...sizes: number[]): ReadableStream<Uint8Array> {
	let at = 0;
	return new ReadableStream({
		pull(controller) {
			if (at >= whole.length) return controller.close();
			const size = sizes.shift() ?? 64;
			controller.enqueue(whole.slice(at, at + size));
			at += size;
		}
	});
}

async function stored(...sizes: number[]): Promise<Uint8Array[]> {
	const parts: Uint8Array[] = [];
	for await (const part of partsOf(stream(...sizes), 100)) parts.push(part);
	return parts;
}

describe('the audio of a kept episode', () => {
	it('is cut into parts of one size, however it arrives', async () => {
		for (const sizes of [[1, 99, 100, 250], [1003], [101, 99], []]) {
			const parts = await stored(...sizes);
			expect(parts.map((part) => part.length)).toEqual([...Array(10).fill(100), 3]);
			expect(Buffer.concat(parts).equals(whole)).toBe(true);
		}
	});

	it('gives up the download when it is left early', async () => {
		let cancelled = false;
		const endless = new ReadableStream<Uint8Array>({
			pull: (controller) => controller.enqueue(new Uint8Array(150)),
			cancel: () => void (cancelled = true)
		});
		for await (const part of partsOf(endless, 100)) {
			expect(part.length).toBe(100);
			break;
		}
		expect(cancelled).toBe(true);
	});

	it.each([
		[null, 200, 0, 1003],
		['bytes=0-', 206, 0, 1003],
		['bytes=0-0', 206, 0, 1],
		['bytes=99-100', 206, 99, 101],
		['bytes=100-199', 206, 100, 200],
		['bytes=950-', 206, 950, 1003],
		['bytes=250-9999', 206, 250, 1003],
		['bytes=-5', 206, 998, 1003],
		['bytes=-5000', 206, 0, 1003],
		['bytes=5-2', 200, 0, 1003],
		['bytes=0-1,5-6', 200, 0, 1003],
		['nonsense', 200, 0, 1003]
	])('answers %s', async (range, status, from, to) => {
		const parts = await stored();
		const response = audioResponse(range, audio, async (index) => parts[index]);
		expect(response.status).toBe(status);
		expect(response.headers.get('content-range')).toBe(status === 206 ? `bytes ${from}-${to - 1}/1003` : null);
		expect(response.headers.get('content-length')).toBe(String(to - from));
		expect(Buffer.from(await response.arrayBuffer()).equals(whole.subarray(from, to))).toBe(true);
	});

	it('refuses what lies behind its end', async () => {
		for (const range of ['bytes=1003-', 'bytes=-0']) {
			const response = audioResponse(range, audio, async () => null);
			expect(response.status).toBe(416);
			expect(response.headers.get('content-range')).toBe('bytes */1003');
		}
	});

	it('reads only the parts that are asked for, one at a time', async () => {
		const parts = await stored();
		const read: number[] = [];
		const reader = audioResponse(
			'bytes=150-',
			audio,
			async (index) => (read.push(index), parts[index])
		).body!.getReader();
		await reader.read();
		await reader.read();
		await reader.cancel();
		expect(read).toEqual([1, 2]);
	});

	it('ends in an error where a part is gone', async () => {
		const response = audioResponse(null, audio, async (index) => (index === 3 ? null : whole.slice(0, 100)));
		await expect(response.arrayBuffer()).rejects.toThrow('part 3');
	});
});

describe('a kept episode', () => {
	const episode = { slug: 'talk', title: 'A talk', artwork: false };
	/** Caches by name, what is in each by path. */
	let stores: Map<string, Map<string, Response>>;
	/** What the server answers besides the small files. */
	let sound: () => Response;

	const sent = (bytes: Uint8Array<ArrayBuffer>, etag: string) =>
		new Response(bytes, { headers: { 'content-length': String(whole.length), etag } });
	const heard = async () => {
		const kept = await readKept('talk');
		const part = kept && stores.get(kept.cache)?.get('/e/talk/audio?part=0');
		return part ? new Uint8Array(await part.clone().arrayBuffer()) : null;
	};

	beforeEach(() => {
		stores = new Map();
		sound = () => sent(whole, '"a"');
		const opened = (name: string) => {
			if (!stores.has(name)) stores.set(name, new Map());
			const store = stores.get(name)!;
			return { put: async (path: string, response: Response) => void store.set(path, response) };
		};
		vi.stubGlobal('caches', {
			keys: async () => [...stores.keys()],
			open: async (name: string) => opened(name),
			delete: async (name: string) => stores.delete(name),
			match: async (path: string, { cacheName }: { cacheName: string }) => stores.get(cacheName)?.get(path)?.clone()
		});
		let turn: Promise<unknown> = Promise.resolve();
		const request = (_name: string, _options: object, run: () => Promise<unknown>) => (turn = turn.then(run, run));
		vi.stubGlobal('navigator', { locks: { request } });
		vi.stubGlobal('fetch', async (path: string) => (path === '/e/talk/audio' ? sound() : new Response('x')));
		let now = 0;
		vi.spyOn(Date, 'now').mockImplementation(() => ++now);
	});
	afterEach(() => {
		vi.unstubAllGlobals();
		vi.restoreAllMocks();
	});

	it('is there once all of it is', async () => {
		expect(await readKept('talk')).toBeNull();
		const kept = await keepEpisode(episode);
		expect(kept).toMatchObject({ slug: 'talk', bytes: 1003 + 4, audio: { bytes: 1003, etag: '"a"' } });
		expect(await listKept()).toEqual([kept]);
		expect(await heard()).toEqual(whole);
		await dropKept('talk');
		expect([stores.size, await readKept('talk'), await listKept()]).toEqual([0, null, []]);
	});

	it('gives way to a new version once that is complete, and not to one that breaks off', async () => {
		const first = await keepEpisode(episode);
		sound = () => sent(whole.slice(0, 500), '"b"');
		await expect(keepEpisode(episode)).rejects.toThrow('before it was complete');
		expect([await readKept('talk'), await heard()]).toEqual([first, whole]);
		sound = () => sent(whole.toReversed(), '"c"');
		const last = await keepEpisode(episode, {
			onProgress: () => expect(stores.has(first.cache)).toBe(true)
		});
		expect(last.audio.etag).toBe('"c"');
		expect([[...stores.keys()], await heard()]).toEqual([[last.cache], whole.toReversed()]);
	});

	it('takes no notice of what an interrupted download left, and makes room of it', async () => {
		stores.set('inkwave-episode-talk@0', new Map([['/e/talk', new Response('x')]]));
		expect([await readKept('talk'), await listKept()]).toEqual([null, []]);
		const kept = await keepEpisode(episode, {
			onProgress: () => expect(stores.has('inkwave-episode-talk@0')).toBe(false)
		});
		expect([...stores.keys()]).toEqual([kept.cache]);
	});

	it('is found where it was kept before there were versions', async () => {
		const { cache, ...record } = await keepEpisode(episode);
		stores.clear();
		stores.set('inkwave-episode-talk', new Map([['/e/talk/kept', Response.json(record)]]));
		expect(await readKept('talk')).toEqual({ ...record, cache: 'inkwave-episode-talk' });
		expect((await keepEpisode(episode)).cache).not.toBe(cache);
		expect(stores.has('inkwave-episode-talk')).toBe(false);
	});

	it('is saved by one tab after the other', async () => {
		let other: ReturnType<typeof keepEpisode> | null = null;
		await keepEpisode(episode, { onProgress: () => void (other ??= keepEpisode(episode)) });
		const kept = await other!;
		expect([await readKept('talk'), await heard(), stores.size]).toEqual([kept, whole, 1]);
	});
});

it.each([
	['/e/one', 'one', ''],
	['/e/one/', 'one', ''],
	['/e/one/audio', 'one', 'audio'],
	['/e/one/__data.json', 'one', '__data.json'],
	[new URL('http://x/e/第一回/words').pathname, '第一回', 'words'],
	['/e/%E7%AC%AC%E4%B8%80%E5%9B%9E', '第一回', '']
])('%s is of an episode', (path, slug, part) => expect(partAt(path)).toEqual({ slug, part }));

it.each(['/', '/e', '/e/', '/e/one/transcript.vtt', '/e/one/audio/more', '/e/%E7%AC', '/e/%', '/embed/one'])(
	'%s is of none',
	(path) => expect(partAt(path)).toBeNull()
);
