import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { RequestEvent } from '@sveltejs/kit';
import { alignmentJson } from '#lib/core/json.ts';
import { decodeWords } from '#lib/core/wordtrack.ts';
import { UserError } from '#lib/core/errors.ts';
import { add } from '#lib/server/add.ts';
import { encodingFor } from '#lib/server/compress.ts';
import { library } from '#lib/server/current.ts';
import type { Listen } from '#lib/server/listen.ts';
import { handle, handleError } from '../../src/hooks.server.ts';
import * as artwork from '../../src/routes/e/[slug]/artwork/+server.ts';
import * as audio from '../../src/routes/e/[slug]/audio/+server.ts';
import * as chapters from '../../src/routes/e/[slug]/chapters.json/+server.ts';
import * as peaks from '../../src/routes/e/[slug]/peaks/+server.ts';
import * as transcript from '../../src/routes/e/[slug]/transcript.[format]/+server.ts';
import * as words from '../../src/routes/e/[slug]/words/+server.ts';
import * as wordsJson from '../../src/routes/e/[slug]/words.json/+server.ts';
import * as healthz from '../../src/routes/healthz/+server.ts';
import { quick } from './episode.ts';

const file = readFileSync('seeds/tiny-vtt/audio.mp3');
let dir: string;

beforeAll(async () => {
	dir = await mkdtemp(join(tmpdir(), 'inkwave-endpoints-'));
	process.env.INKWAVE_LIBRARY = dir;
	const input = { audio: 'seeds/tiny-vtt/audio.mp3', transcript: 'seeds/tiny-vtt/transcript.vtt', slug: 'one' };
	await add(await library(), input);
	await add(await library(), { audio: input.audio, slug: 'mute' });
	const text = join(dir, 'plain.txt');
	writeFileSync(text, 'Words that nobody looked for.');
	await add(await library(), { audio: input.audio, transcript: text, slug: 'untimed', untimed: true });
});

afterAll(async () => {
	(await library()).close();
	delete process.env.INKWAVE_LIBRARY;
	await rm(dir, { recursive: true, force: true });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Endpoint = { GET: (event: any) => Response | Promise<Response> };

/** An answer as the server gives it: through the hooks, and with its errors made into answers as Kit does. */
async function get(
	endpoint: Endpoint,
	path: string,
	headers: Record<string, string> = {},
	params: Record<string, string> = {}
): Promise<Response> {
	const url = new URL(path, 'http://localhost:3000');
	const slug = decodeURIComponent(/^\/e\/([^/]+)/.exec(url.pathname)?.[1] ?? '');
	const event = {
		request: new Request(url, { headers }),
		url,
		params: { slug, ...params },
		locals: {},
		isDataRequest: false
	} as unknown as RequestEvent;
	return handle({
		event,
		resolve: async () => {
			try {
				return await endpoint.GET(event);
			} catch (error) {
				const body = await handleError({ error, event, status: 500, message: 'Internal Error' });
				return Response.json(body, { status: 500 });
			}
		}
	});
}

async function bytes(response: Response): Promise<Buffer> {
	return Buffer.from(await response.arrayBuffer());
}

describe('audio', () => {
	test.each([
		[{}, 200, 0, file.length],
		[{ range: 'bytes=0-' }, 206, 0, file.length],
		[{ range: 'bytes=1000-1999' }, 206, 1000, 2000],
		[{ range: 'bytes=-500' }, 206, file.length - 500, file.length]
	])('%j', async (headers, status, from, to) => {
		const response = await get(audio, '/e/one/audio', headers as Record<string, string>);
		expect(response.status).toBe(status);
		expect(response.headers.get('content-type')).toBe('audio/mpeg');
		expect(response.headers.get('content-length')).toBe(String(to - from));
		expect(response.headers.get('access-control-allow-origin')).toBe('*');
		expect((await bytes(response)).equals(file.subarray(from, to))).toBe(true);
	});

	test('a range outside, and one of a file that is another by now', async () => {
		const statusOf = async (headers: Record<string, string>) => {
			const response = await get(audio, '/e/one/audio', headers);
			await response.body?.cancel();
			return response.status;
		};
		const whole = await get(audio, '/e/one/audio');
		await whole.body?.cancel();
		const etag = whole.headers.get('etag')!;
		expect(await statusOf({ range: `bytes=${file.length}-` })).toBe(416);
		expect(await statusOf({ range: 'bytes=0-9', 'if-range': '"other"' })).toBe(200);
		expect(await statusOf({ range: 'bytes=0-9', 'if-range': etag })).toBe(206);
		expect(await statusOf({ 'if-none-match': etag })).toBe(304);
	});

	test('is never compressed', async () => {
		const response = await get(audio, '/e/one/audio', { 'accept-encoding': 'gzip, br' });
		expect(response.headers.get('content-encoding')).toBeNull();
		expect((await bytes(response)).equals(file)).toBe(true);
	});
});

describe('what is made for the page and for players', () => {
	test('words', async () => {
		const response = await get(words, '/e/one/words', { 'accept-encoding': 'br' });
		expect(response.headers.get('content-encoding')).toBe('br');
		const track = decodeWords(new Uint8Array(brotliDecompressSync(await bytes(response))));
		const { alignment } = (await (await library()).read('one'))!;
		expect(track.count).toBe(alignment!.timings.length);
		expect(track.start[5]).toBeCloseTo(alignment!.timings[5].start, 3);
		const again = await get(words, '/e/one/words', { 'if-none-match': response.headers.get('etag')! });
		expect(again.status).toBe(304);
		expect(await again.text()).toBe('');
	});

	test('words as align --json writes them', async () => {
		const response = await get(wordsJson, '/e/one/words.json');
		expect(response.headers.get('content-type')).toBe('application/json');
		expect(response.headers.get('access-control-allow-origin')).toBe('*');
		const { transcript, alignment } = (await (await library()).read('one'))!;
		expect(await response.json()).toEqual(alignmentJson(transcript, alignment!));
		const same = { 'if-none-match': response.headers.get('etag')! };
		expect((await get(wordsJson, '/e/one/words.json', same)).status).toBe(304);
	});

	test('peaks', async () => {
		const response = await get(peaks, '/e/one/peaks');
		expect(String.fromCharCode(...(await bytes(response)).subarray(0, 4))).toBe('INKP');
	});

	test.each([
		['vtt', 'text/vtt; charset=utf-8', /^WEBVTT/],
		['srt', 'application/x-subrip; charset=utf-8', /^1\r?\n00:00:0/],
		['json', 'application/json', /^\{/],
		['txt', 'text/plain; charset=utf-8', /harbour/],
		['md', 'text/markdown; charset=utf-8', /harbour/],
		['html', 'text/html; charset=utf-8', /<html lang="en">[^]*<title>(?!Transcript)[^<]+<\/title>/]
	])('transcript.%s', async (format, type, content) => {
		const path = `/e/one/transcript.${format}`;
		const response = await get(transcript, path, {}, { format });
		expect(response.status).toBe(200);
		expect(response.headers.get('content-type')).toBe(type);
		expect(response.headers.get('access-control-allow-origin')).toBe('*');
		expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
		expect(await response.text()).toMatch(content);
		const same = { 'if-none-match': response.headers.get('etag')! };
		expect((await get(transcript, path, same, { format })).status).toBe(304);
	});

	test.each(['vtt', 'srt'])('transcript.%s gives nobody a heading to say that nobody says', async (format) => {
		const text =
			'# Show\n\n**Ann:** Bread needs time.\n\n## On flour\n\n**Bo:** Flour needs water.\n\n## Ends\n\n(music)\n';
		const written = join(dir, 'headed.md');
		writeFileSync(written, text);
		const silent = ['Show', 'On', 'flour', 'Ends', '(music)'];
		const listen: Listen = async (task, ears) => {
			const heard = await quick(task, ears);
			const { text, words } = task.transcript!;
			for (const [w, { from, to }] of words.entries()) {
				const { start, end } = heard.alignment!.timings[w];
				heard.alignment!.timings[w] = silent.includes(text.slice(from, to))
					? { start, end: start, state: 'unspoken', confidence: 0 }
					: { start, end, state: 'heard', confidence: 0.9 };
			}
			return heard;
		};
		await add(await library(), { audio: 'seeds/tiny-vtt/audio.mp3', transcript: written, slug: format }, { listen });
		const said = await (await get(transcript, `/e/${format}/transcript.${format}`, {}, { format })).text();
		expect(said).toContain('\nAnn: Bread needs time.\n\n');
		expect(said).toContain('\nBo: Flour needs water.\n(music)');
	});

	test('formats have tags of their own', async () => {
		const tags = ['vtt', 'srt', 'txt'].map(async (format) =>
			(await get(transcript, `/e/one/transcript.${format}`, {}, { format })).headers.get('etag')
		);
		expect(new Set(await Promise.all(tags)).size).toBe(3);
	});

	test('chapters', async () => {
		const response = await get(chapters, '/e/one/chapters.json');
		expect(response.headers.get('content-type')).toBe('application/json+chapters');
		expect(await response.json()).toMatchObject({ version: '1.2.0', chapters: expect.any(Array) });
	});

	test('healthz', async () => {
		expect(await (await get(healthz, '/healthz')).text()).toBe('ok\n');
	});
});

describe('what is not there is a 404 with a sentence', () => {
	test.each([
		['no such episode', audio, '/e/nobody/audio', {}],
		['a path for a slug', audio, '/e/..%2fone/audio', {}],
		['no such format', transcript, '/e/one/transcript.exe', { format: 'exe' }],
		['a format from the prototype', transcript, '/e/one/transcript.toString', { format: 'toString' }],
		['no artwork', artwork, '/e/one/artwork', {}],
		['no times', words, '/e/mute/words', {}],
		['no times in JSON either', wordsJson, '/e/mute/words.json', {}],
		['no words', transcript, '/e/mute/transcript.vtt', { format: 'vtt' }]
	])('%s', async (_, endpoint, path, params) => {
		const response = await get(endpoint, path, {}, params);
		expect(response.status).toBe(404);
		expect((await response.json()).message).toMatch(/^There is nothing at this address; /);
	});
});

test.each(['vtt', 'srt', 'json'])(
	'transcript.%s of words without times is a 404 that says so, and no fault',
	async (format) => {
		const log = vi.spyOn(console, 'error').mockImplementation(() => {});
		const response = await get(transcript, `/e/untimed/transcript.${format}`, {}, { format });
		expect(response.status).toBe(404);
		expect((await response.json()).message).toMatch(/^Expected a transcript with times, saw none; /);
		expect(log).not.toHaveBeenCalled();
		log.mockRestore();
	}
);

test('words.json of words without times says the same', async () => {
	const response = await get(wordsJson, '/e/untimed/words.json');
	expect(response.status).toBe(404);
	expect((await response.json()).message).toMatch(/^Expected a transcript with times, saw none; /);
});

test('a library that went away is a 503 and a sentence in the log', async () => {
	const log = vi.spyOn(console, 'error').mockImplementation(() => {});
	renameSync(dir, `${dir}-away`);
	try {
		const response = await get(healthz, '/healthz');
		expect(response.status).toBe(503);
		expect(await response.text()).not.toContain(dir);
		expect(log.mock.calls).toEqual([[expect.stringMatching(/^inkwave: Expected a library at .*\.$/)]]);
	} finally {
		renameSync(`${dir}-away`, dir);
		log.mockRestore();
	}
	expect((await get(healthz, '/healthz')).status).toBe(200);
});

describe('hooks', () => {
	const page = {
		GET: () => new Response('<p>é</p>'.repeat(500), { headers: { 'content-type': 'text/html', etag: '"abc"' } })
	};

	test('text is compressed as the browser likes it', async () => {
		const packed = await get(page, '/', { 'accept-encoding': 'gzip, deflate' });
		expect(packed.headers.get('content-encoding')).toBe('gzip');
		expect(packed.headers.get('vary')).toBe('accept-encoding');
		expect(gunzipSync(await bytes(packed)).toString()).toBe('<p>é</p>'.repeat(500));
		const plain = await get(page, '/');
		expect(plain.headers.get('content-encoding')).toBeNull();
		expect(await plain.text()).toHaveLength('<p>é</p>'.length * 500);
	});

	test('a page that did not change is not sent again', async () => {
		const first = await get(page, '/', { 'accept-encoding': 'br' });
		expect(first.headers.get('cache-control')).toBe('no-cache');
		const tag = first.headers.get('etag')!;
		await first.body?.cancel();
		expect((await get(page, '/', { 'accept-encoding': 'br', 'if-none-match': tag })).status).toBe(304);
		expect((await get(page, '/', { 'if-none-match': '"other"' })).status).toBe(200);
	});

	test.each([
		['gzip, deflate, br, zstd', 'br'],
		['br;q=0, gzip', 'gzip'],
		['br;q=0.5, gzip;q=0.9', 'gzip'],
		['*', 'br'],
		['identity', null],
		['', null],
		['gzip;q=0', null]
	])('accept-encoding "%s" means %s', (header, encoding) => {
		expect(encodingFor(header)).toBe(encoding);
	});

	test('nothing of the inside comes out with a failure', async () => {
		const error = console.error;
		const logged: unknown[] = [];
		console.error = (...args: unknown[]) => void logged.push(...args);
		try {
			const broken = { GET: () => Promise.reject(new Error('secret at /home/me')) };
			const response = await get(broken, '/');
			expect(response.status).toBe(500);
			expect(await response.text()).not.toMatch(/secret|home|at /);
			const damaged = { GET: () => Promise.reject(new UserError('damaged-file', 'Expected /home/me/x.json …')) };
			expect(await (await get(damaged, '/')).text()).not.toContain('/home');
			expect(logged).toHaveLength(2);
		} finally {
			console.error = error;
		}
	});

	test('an address that stands for no text gets a page that does not read it either', async () => {
		const url = new URL('http://localhost:3000/e/%FF');
		const event = { request: new Request(url), url, locals: {}, isDataRequest: false } as unknown as RequestEvent;
		const response = await handle({
			event,
			resolve: async (_, options) => {
				const { message } = (await handleError({
					error: null,
					event,
					status: 400,
					message: 'Malformed URI'
				})) as App.Error;
				const html = `<script>\nlook()</script><h1>${message}</h1><script async>start()</script>`;
				return new Response(await options?.transformPageChunk?.({ html, done: true }), { status: 400 });
			}
		});
		expect(response.status).toBe(404);
		expect(await response.text()).toBe('<h1>There is nothing at this address.</h1>');
	});

	test('every answer tells the browser not to guess', async () => {
		const { headers } = await get(page, '/');
		expect(headers.get('x-content-type-options')).toBe('nosniff');
		expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
		expect((await get(page, '/embed/one')).headers.get('x-frame-options')).toBe('SAMEORIGIN');
	});
});
