/// <reference no-default-lib="true" />
/// <reference lib="esnext" />
/// <reference lib="webworker" />
/// <reference types="@sveltejs/kit" />

// Makes the app open without a network: its own files, and the episodes that a listener keeps (lib/player/offline.ts).
// Everything else goes to the network as if this were not here.
//
//   /_app/…, static files   from the cache of this version; fonts once they were used
//   a page, its data        from the network; from what is kept where that fails or takes too long
//   a kept episode's audio  from the device, in ranges
//   its words, peaks, …     like its page

import { build, files, version } from '$service-worker';
import { escapeHtml } from '#lib/core/escape.ts';
import { audioResponse } from '#lib/player/offline-audio.ts';
import { listKept, pagePaths, partAt, readKept, type Kept } from '#lib/player/offline.ts';

const sw = self as unknown as ServiceWorkerGlobalScope;

const SHELL = `inkwave-shell-${version}`;
/** Pages outside of episodes, as last seen. */
const PAGES = 'inkwave-pages';
/** So long a page waits for the network when there is a kept one, in milliseconds. */
const PATIENCE = 4000;

/** An address that asks for the page or its data as such, not for a moment in it or for a part of the data. */
const PLAIN = /^(\?x-sveltekit-invalidated=0*1)?$/;

const shell = new Set([...build, ...files]);
const SHELL_FIRST = [...shell].filter((path) => !path.endsWith('.woff2') && !path.endsWith('.woff'));

/** Which episodes are kept; null until it is known. */
let kept: Map<string, Kept> | null = null;

async function refresh(): Promise<Map<string, Kept>> {
	kept = new Map((await listKept()).map((episode) => [episode.slug, episode]));
	return kept;
}
void refresh();

sw.addEventListener('install', (event) => {
	event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(SHELL_FIRST)));
});

sw.addEventListener('activate', (event) => {
	event.waitUntil(activate());
});

sw.addEventListener('message', () => void refresh());

/** Kept pages name files of the version that they were kept from: they are fetched anew before those go away. */
async function activate(): Promise<void> {
	await sw.registration.navigationPreload?.enable();
	await sw.clients.claim();
	const old = (await caches.keys()).filter((name) => name.startsWith('inkwave-shell-') && name !== SHELL);
	if (!old.length) return;
	let all = true;
	for (const { slug, cache: name } of await listKept()) {
		const cache = await caches.open(name);
		for (const path of pagePaths(slug))
			try {
				const response = await fetch(path, { cache: 'reload', signal: AbortSignal.timeout(PATIENCE) });
				if (response.ok) await cache.put(path, response);
			} catch {
				all = false;
			}
	}
	if (all) await Promise.all(old.map((name) => caches.delete(name)));
}

sw.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	// An episode that is about to be kept is asked for with `reload`: past every cache.
	const past = request.cache === 'reload' && request.mode !== 'navigate';
	if (request.method !== 'GET' || past || url.origin !== sw.location.origin) return;
	if (shell.has(url.pathname) || url.pathname.startsWith('/_app/immutable/'))
		return event.respondWith(fromShell(request));
	if (url.pathname === '/' || url.pathname === '/__data.json')
		return event.respondWith(fromNetwork(event, url.pathname, caches.open(PAGES), true));
	const asked = partAt(url.pathname);
	if (!asked) return;
	const { slug, part } = asked;
	// The player asks for audio again and again: what is not kept is not even looked up.
	if (kept && !kept.has(slug) && request.mode !== 'navigate') return;
	if (part === 'audio') event.respondWith(fromDevice(request, slug, url));
	else
		event.respondWith(
			fromNetwork(
				event,
				url.pathname.replace(/\/$/, ''),
				readKept(slug).then((found) => (found ? caches.open(found.cache) : null)),
				false
			)
		);
});

async function fromShell(request: Request): Promise<Response> {
	const found = await caches.match(request, { ignoreVary: true });
	if (found) return found;
	const response = await fetch(request);
	if (response.status === 200) await (await caches.open(SHELL)).put(request, response.clone());
	return response;
}

/** `known` is the cache that may hold `path`, null where there is none; it is kept fresh. */
async function fromNetwork(
	event: FetchEvent,
	path: string,
	known: Promise<Cache | null>,
	always: boolean
): Promise<Response> {
	const { request } = event;
	const cache = await known;
	const old = await cache?.match(path, { ignoreVary: true });
	const fresh = (async () => {
		const response: Response = (await event.preloadResponse) ?? (await fetch(request));
		if (cache && response.status === 200 && (old || always) && PLAIN.test(new URL(request.url).search))
			await cache.put(path, response.clone());
		return response;
	})();
	event.waitUntil(fresh.catch(() => {}));
	try {
		if (!old) return await fresh;
		const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE));
		const response = await Promise.race([fresh, late]);
		// A server that is down is as good as none.
		return response && response.status < 500 ? response : old;
	} catch (error) {
		if (old) return old;
		if (request.mode === 'navigate') return offlinePage();
		throw error;
	}
}

async function fromDevice(request: Request, slug: string, url: URL): Promise<Response> {
	const found = (kept ?? (await refresh())).get(slug);
	// The recording as it was given is not kept, only the copy that the words belong to.
	if (!found || url.searchParams.has('original')) return fetch(request);
	return audioResponse(request.headers.get('range'), found.audio, async (index) => {
		const part = await caches.match(`/e/${slug}/audio?part=${index}`, { cacheName: found.cache });
		return part ? new Uint8Array(await part.arrayBuffer()) : null;
	});
}

/** For an address that is not kept. */
async function offlinePage(): Promise<Response> {
	const list = (await listKept())
		.map(({ slug, title }) => `<li><a href="/e/${slug}">${escapeHtml(title)}</a></li>`)
		.join('');
	return new Response(
		`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
			`<title>No network · Inkwave</title><style>:root{color-scheme:light dark;font:1.1rem/1.6 system-ui}` +
			`main{max-width:34rem;margin:15vh auto;padding:0 1.5rem}</style>` +
			`<main><h1>There is no network</h1><p>${list ? 'These episodes are on this device:' : 'No episode is kept on this device yet.'}</p>` +
			`<ul>${list}</ul></main></html>`,
		{ status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } }
	);
}
