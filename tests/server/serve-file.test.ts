import { mkdtempSync, readdirSync, readlinkSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileResponse } from '#lib/server/serve-file.ts';

const SIZE = 200_000;
const content = Uint8Array.from({ length: SIZE }, (_, i) => (i * 7) % 251);
let folder: string;
let path: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'inkwave-serve-'));
	path = join(folder, 'audio.mp3');
	writeFileSync(path, content);
});
afterAll(() => rmSync(folder, { recursive: true }));

function get(headers: Record<string, string> = {}, method = 'GET', file = path): Promise<Response> {
	return fileResponse(new Request('http://localhost/audio', { method, headers }), file, 'audio/mpeg');
}

async function body(response: Response): Promise<Uint8Array> {
	return new Uint8Array(await response.arrayBuffer());
}

/** How many descriptors this process holds on the file; null where the system does not tell. */
function handles(): number | null {
	try {
		return readdirSync('/proc/self/fd').filter((fd) => {
			try {
				return readlinkSync(`/proc/self/fd/${fd}`) === path;
			} catch {
				return false;
			}
		}).length;
	} catch {
		return null;
	}
}

describe('a whole file', () => {
	it('comes with its type, length, tag and the offer of ranges', async () => {
		const response = await get();
		expect(response.status).toBe(200);
		expect(Object.fromEntries(response.headers)).toMatchObject({
			'content-type': 'audio/mpeg',
			'content-length': String(SIZE),
			'accept-ranges': 'bytes',
			etag: expect.stringMatching(/^"[^"]+"$/)
		});
		expect(await body(response)).toEqual(content);
	});

	it('answers HEAD alike, without a body', async () => {
		const [head, whole] = [await get({}, 'HEAD'), await get()];
		expect(head.status).toBe(200);
		expect([...head.headers]).toEqual([...whole.headers]);
		expect((await body(head)).length).toBe(0);
		await whole.body!.cancel();
		const part = await get({ range: 'bytes=0-9' }, 'HEAD');
		expect([part.status, part.headers.get('content-length')]).toEqual([206, '10']);
	});

	it('is 404 where there is none or a folder, 405 for other methods', async () => {
		expect((await get({}, 'GET', join(folder, 'nothing'))).status).toBe(404);
		expect((await get({}, 'GET', folder)).status).toBe(404);
		expect((await get({}, 'DELETE')).status).toBe(405);
	});

	it('that is empty is whole, and has no satisfiable range', async () => {
		const empty = join(folder, 'empty');
		writeFileSync(empty, '');
		expect((await body(await get({}, 'GET', empty))).length).toBe(0);
		expect((await get({ range: 'bytes=0-' }, 'GET', empty)).status).toBe(416);
	});
});

describe('a range', () => {
	it.each([
		['bytes=0-0', 0, 1],
		['bytes=0-', 0, SIZE],
		['bytes=100-299', 100, 300],
		['bytes=65530-140000', 65530, 140001],
		[`bytes=${SIZE - 1}-`, SIZE - 1, SIZE],
		[`bytes=100-${SIZE * 10}`, 100, SIZE],
		['bytes=-500', SIZE - 500, SIZE],
		[`bytes=-${SIZE * 2}`, 0, SIZE]
	])('%s is that part', async (range, from, to) => {
		const response = await get({ range });
		expect(response.status).toBe(206);
		expect(response.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/${SIZE}`);
		expect(response.headers.get('content-length')).toBe(String(to - from));
		expect(await body(response)).toEqual(content.slice(from, to));
	});

	it.each([`bytes=${SIZE}-`, `bytes=${SIZE + 5}-${SIZE + 9}`, 'bytes=-0'])('%s is outside', async (range) => {
		const response = await get({ range });
		expect(response.status).toBe(416);
		expect(response.headers.get('content-range')).toBe(`bytes */${SIZE}`);
	});

	it.each(['bytes=', 'bytes=-', 'bytes=9-3', 'bytes=a-b', 'pages=1-2', 'bytes=0-1,5-6', '0-5'])(
		'%s means the whole file',
		async (range) => {
			const response = await get({ range });
			expect(response.status).toBe(200);
			expect((await body(response)).length).toBe(SIZE);
		}
	);
});

describe('conditions', () => {
	it('If-Range keeps the range only for the same file', async () => {
		const { headers } = await get({}, 'HEAD');
		const [etag, date] = [headers.get('etag')!, headers.get('last-modified')!];
		const status = async (condition: string) => {
			const response = await get({ range: 'bytes=5-9', 'if-range': condition });
			await response.body!.cancel();
			return response.status;
		};
		expect(await status(etag)).toBe(206);
		expect(await status(date)).toBe(206);
		expect(await status('"other"')).toBe(200);
		expect(await status(`W/${etag}`)).toBe(200);
		expect(await status('Mon, 01 Jan 2001 00:00:00 GMT')).toBe(200);
		expect(await status('nonsense')).toBe(200);
	});

	it('If-None-Match and If-Modified-Since save the transfer', async () => {
		const { headers } = await get({}, 'HEAD');
		const [etag, date] = [headers.get('etag')!, headers.get('last-modified')!];
		for (const condition of [etag, `W/${etag}`, `"a", ${etag}`, '*'])
			expect((await get({ 'if-none-match': condition }, 'HEAD')).status).toBe(304);
		expect((await get({ 'if-none-match': '"a"' }, 'HEAD')).status).toBe(200);
		expect((await get({ 'if-modified-since': date }, 'HEAD')).status).toBe(304);
		expect((await get({ 'if-modified-since': date, 'if-none-match': '"a"' }, 'HEAD')).status).toBe(200);
		expect((await get({ 'if-modified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' }, 'HEAD')).status).toBe(200);
	});

	it('If-Match and If-Unmodified-Since refuse another file', async () => {
		const { headers } = await get({}, 'HEAD');
		expect((await get({ 'if-match': headers.get('etag')! }, 'HEAD')).status).toBe(200);
		expect((await get({ 'if-match': '"a"' }, 'HEAD')).status).toBe(412);
		expect((await get({ 'if-unmodified-since': 'Mon, 01 Jan 2001 00:00:00 GMT' }, 'HEAD')).status).toBe(412);
	});

	it('a replaced file of the same size has another tag', async () => {
		const file = join(folder, 'replaced');
		writeFileSync(file, 'aaaa');
		const before = (await get({}, 'HEAD', file)).headers.get('etag');
		writeFileSync(`${file}.new`, 'bbbb');
		renameSync(`${file}.new`, file);
		expect((await get({}, 'HEAD', file)).headers.get('etag')).not.toBe(before);
	});
});

describe.runIf(handles() !== null)('the file is closed', () => {
	it('at the end, on HEAD, and when nobody reads on', async () => {
		await body(await get());
		await get({}, 'HEAD');
		await get({ range: `bytes=${SIZE}-` });
		expect(handles()).toBe(0);
		const response = await get();
		const reader = response.body!.getReader();
		await reader.read();
		expect(handles()).toBe(1);
		await reader.cancel();
		expect(handles()).toBe(0);
	});

	it('when the client goes away', async () => {
		const control = new AbortController();
		const request = new Request('http://localhost/', { signal: control.signal });
		const response = await fileResponse(request, path, 'audio/mpeg');
		const reader = response.body!.getReader();
		await reader.read();
		control.abort();
		await expect(reader.read()).rejects.toThrow();
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(handles()).toBe(0);
	});
});
