// Episodes that a listener keeps on the device: one cache each, with everything its page needs. The page fills and empties
// them, the service worker answers from them (service-worker.ts).
//
//   inkwave-episode-<slug>@<when>   /e/<slug>  …/__data.json  …/words  …/peaks  …/artwork?   as the server sent them
//                                   …/audio?part=0, 1, 2 …                                   the audio (offline-audio.ts)
//                                   …/kept                                            Kept, written last: all is there
//
// A new version is fetched beside the old one, which goes once the new one is complete: the latest complete one counts.

import { partsOf, PART, type StoredAudio } from './offline-audio.ts';

const PREFIX = 'inkwave-episode-';
/** Without a moment: from before there were several. */
const NAME = new RegExp(`^${PREFIX}([^@]+)(?:@(\\d+))?$`);

export type Kept = {
	version: 1;
	slug: string;
	title: string;
	/** Bytes of everything together. */
	bytes: number;
	audio: StoredAudio;
	/** The name of the cache that holds it; not part of what is written there. */
	cache: string;
};

/** Whether this browser can keep episodes: it needs a service worker, and those need https or localhost. */
export function canKeep(): boolean {
	return typeof caches !== 'undefined' && typeof navigator !== 'undefined' && 'serviceWorker' in navigator;
}

/** Null where the episode is not kept, or not completely. */
export async function readKept(slug: string): Promise<Kept | null> {
	for (const cache of (await cachesOf(slug)).reverse()) {
		const kept = await readRecord(cache, slug);
		if (kept) return kept;
	}
	return null;
}

/** All that are kept. */
export async function listKept(): Promise<Kept[]> {
	const slugs = (await caches.keys()).map((name) => NAME.exec(name)?.[1]).filter((slug) => slug !== undefined);
	const found = await Promise.all([...new Set(slugs)].map(readKept));
	return found.filter((kept) => kept !== null);
}

/** The names of an episode's caches, complete or not, from the oldest to the latest. */
async function cachesOf(slug: string): Promise<string[]> {
	const when = (name: string) => Number(NAME.exec(name)?.[2] ?? 0);
	const names = (await caches.keys()).filter((name) => NAME.exec(name)?.[1] === slug);
	return names.sort((a, b) => when(a) - when(b));
}

async function readRecord(cache: string, slug: string): Promise<Kept | null> {
	const response = await caches.match(`/e/${slug}/kept`, { cacheName: cache });
	if (!response) return null;
	const kept = (await response.json()) as Omit<Kept, 'cache'>;
	return kept.version === 1 ? { ...kept, cache } : null;
}

/**
 * Which episode an address is about, by its `pathname`, and what of it: '' for its page, else the last part of its address.
 * Null where it is none that a kept episode could answer. Slugs may be of any script, and addresses write those in bytes.
 */
export function partAt(pathname: string): { slug: string; part: string } | null {
	const found = /^\/e\/([^/]+)(?:\/(audio|words|peaks|artwork|__data\.json))?\/?$/.exec(pathname);
	if (!found) return null;
	const [, written, part = ''] = found;
	try {
		return { slug: decodeURIComponent(written), part };
	} catch {
		return null;
	}
}

/** What the page of an episode is made of, besides its audio. */
export function pagePaths(slug: string): string[] {
	return [`/e/${slug}`, `/e/${slug}/__data.json`];
}

type Options = { onProgress?: (done: number) => void; signal?: AbortSignal };

/**
 * Keeps an episode, in place of an older copy. `onProgress` hears the share of the audio that is there, 0 to 1. Throws an
 * Error with one sentence where something is missing or there is no room; what was kept before is still kept then.
 */
export function keepEpisode(
	episode: { slug: string; title: string; artwork: boolean },
	options: Options = {}
): Promise<Kept> {
	// Two tabs would take each other's work for a download that was broken off.
	const lock = PREFIX + episode.slug;
	return navigator.locks.request(lock, { signal: options.signal }, () => download(episode, options));
}

async function download(
	{ slug, title, artwork }: { slug: string; title: string; artwork: boolean },
	{ onProgress, signal }: Options
): Promise<Kept> {
	const before = await cachesOf(slug);
	// What a download left that was broken off takes room.
	for (const old of before) if (!(await readRecord(old, slug))) await caches.delete(old);
	const name = `${PREFIX}${slug}@${Date.now()}`;
	const cache = await caches.open(name);
	try {
		const wanted = [...pagePaths(slug), `/e/${slug}/peaks`, ...(artwork ? [`/e/${slug}/artwork`] : [])];
		let bytes = 0;
		for (const path of wanted) bytes += await fetchInto(cache, path, signal, true);
		// An episode without word times has none to keep.
		bytes += await fetchInto(cache, `/e/${slug}/words`, signal, false);
		const audio = await fetchAudio(cache, slug, onProgress, signal);
		const record: Omit<Kept, 'cache'> = { version: 1, slug, title, bytes: bytes + audio.bytes, audio };
		await cache.put(`/e/${slug}/kept`, Response.json(record));
	} catch (error) {
		await caches.delete(name);
		throw error;
	}
	const kept = await readRecord(name, slug);
	if (!kept) throw new Error('The episode was removed while it was being saved.');
	// Nothing is to be read from an old copy any more when it goes.
	await told();
	for (const old of before) await caches.delete(old);
	// A browser that grants this does not clear the cache when the disk fills up.
	await navigator.storage?.persist?.();
	return kept;
}

export async function dropKept(slug: string): Promise<void> {
	const names = await cachesOf(slug);
	await Promise.all(names.map((name) => caches.delete(name)));
	if (names.length) await told();
}

/** Whether the server's audio is no longer the one that is kept. Unknown means no: there may be no network. */
export async function isStale(kept: Kept): Promise<boolean> {
	try {
		const { ok, headers } = await fetch(`/e/${kept.slug}/audio`, { method: 'HEAD' });
		return ok && headers.get('etag') !== kept.audio.etag;
	} catch {
		return false;
	}
}

async function fetchInto(
	cache: Cache,
	path: string,
	signal: AbortSignal | undefined,
	needed: boolean
): Promise<number> {
	const response = await fetch(path, { signal, cache: 'reload' });
	if (response.status === 404 && !needed) return 0;
	if (!response.ok) throw new Error(`Part of the episode could not be fetched (${response.status} for ${path}).`);
	const body = await response.arrayBuffer();
	await put(cache, path, body, response.headers);
	return body.byteLength;
}

async function fetchAudio(
	cache: Cache,
	slug: string,
	onProgress: ((done: number) => void) | undefined,
	signal: AbortSignal | undefined
): Promise<StoredAudio> {
	const response = await fetch(`/e/${slug}/audio`, { signal, cache: 'reload' });
	const bytes = Number(response.headers.get('content-length'));
	if (response.status !== 200 || !response.body || !bytes)
		throw new Error(`The audio could not be fetched (${response.status}).`);
	const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
	if (quota - usage < bytes) {
		await response.body.cancel();
		throw new Error('There is not enough room on this device for the audio.');
	}
	let done = 0;
	let index = 0;
	for await (const part of partsOf(response.body)) {
		await put(cache, `/e/${slug}/audio?part=${index++}`, part.buffer);
		done += part.length;
		onProgress?.(done / bytes);
	}
	if (done !== bytes) throw new Error('The audio ended before it was complete.');
	return {
		bytes,
		part: PART,
		type: response.headers.get('content-type') ?? 'audio/mpeg',
		etag: response.headers.get('etag')
	};
}

async function put(cache: Cache, path: string, body: ArrayBuffer, from?: Headers): Promise<void> {
	const headers = new Headers(from);
	// The body is unpacked by now.
	for (const name of ['content-encoding', 'content-length', 'vary']) headers.delete(name);
	try {
		await cache.put(path, new Response(body, { headers }));
	} catch (error) {
		if (error instanceof DOMException && error.name === 'QuotaExceededError')
			throw new Error('There is not enough room on this device for the audio.', { cause: error });
		throw error;
	}
}

/** The service worker remembers which episodes are kept. */
async function told(): Promise<void> {
	const registration = await navigator.serviceWorker?.getRegistration();
	registration?.active?.postMessage('kept');
}
