import {
	chmodSync,
	copyFileSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	utimesSync,
	writeFileSync
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPeaks } from '#lib/core/peaks.ts';
import { ensureBuilt } from '#lib/server/command/build.ts';
import { readBuilt } from '#lib/server/command/built.ts';
import { SAMPLE, seed, seedInput } from '#lib/server/command/seed.ts';
import { serve } from '#lib/server/command/serve.ts';
import { openLibrary } from '#lib/server/library.ts';
import type { Listen } from '#lib/server/listen.ts';
import { alignmentOf } from './episode.ts';

let dir: string;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'inkwave-serve-'));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

describe('the pages are built', () => {
	const vite = (code: string) => {
		mkdirSync(join(dir, 'node_modules/vite/bin'), { recursive: true });
		writeFileSync(join(dir, 'node_modules/vite/bin/vite.js'), code);
	};
	const builds = () => (existsSync(join(dir, 'log')) ? readFileSync(join(dir, 'log'), 'utf8').length : 0);
	const build = (signal?: AbortSignal) => ensureBuilt(dir, () => {}, signal);

	beforeEach(() => {
		mkdirSync(join(dir, 'src'));
		writeFileSync(join(dir, 'src/a.ts'), '');
		vite(`const fs = require('fs'); fs.appendFileSync('log', 'x'); fs.mkdirSync('build', { recursive: true });`);
	});

	test('once, and again when a source is newer or gone', async () => {
		await build();
		await build();
		expect(builds()).toBe(1);
		utimesSync(join(dir, 'src/a.ts'), new Date(), new Date(Date.now() + 5000));
		await build();
		expect(builds()).toBe(2);
		rmSync(join(dir, 'src/a.ts'));
		await build();
		await build();
		expect(builds()).toBe(3);
	});

	test('a failure is told, and the next start tries again', async () => {
		await build();
		vite(`require('fs').appendFileSync('log', 'x'); console.error('what was wrong'); process.exit(3)`);
		utimesSync(join(dir, 'src/a.ts'), new Date(), new Date(Date.now() + 5000));
		await expect(build()).rejects.toThrow(/Vite ended with code 3[^]*what was wrong/);
		await expect(build()).rejects.toThrow(/code 3/);
		expect(builds()).toBe(3);
	});

	test.skipIf(process.platform === 'win32')('a user who may not write there is told so in a sentence', async () => {
		await build();
		utimesSync(join(dir, 'src/a.ts'), new Date(), new Date(Date.now() + 5000));
		chmodSync(dir, 0o755);
		chmodSync(join(dir, 'build'), 0o555);
		const root = process.geteuid!() === 0;
		if (root) process.seteuid!(65534);
		try {
			await expect(build()).rejects.toThrow(/^Expected to build the pages, .*may not write all of .*build.*\.$/);
		} finally {
			if (root) process.seteuid!(0);
			chmodSync(join(dir, 'build'), 0o755);
		}
		vite(`console.error("EACCES: permission denied, unlink 'x'\\n  at y"); process.exit(1)`);
		await expect(build()).rejects.toThrow(/may not write all of .*\.$/);
	});

	test('cancelled, the child is gone and nothing counts as built', async () => {
		vite(`require('fs').mkdirSync('build', { recursive: true }); setTimeout(() => {}, 60_000)`);
		const stop = new AbortController();
		const work = build(stop.signal);
		setTimeout(() => stop.abort(new Error('stopped')), 300);
		await expect(work).rejects.toThrow('stopped');
		expect(existsSync(join(dir, 'build/built.json'))).toBe(false);
	});
});

describe('a running server goes on with the build that it began with', () => {
	const script = '/_app/immutable/start.abc.js';
	let server: Server;
	let url: string;

	beforeEach(async () => {
		mkdirSync(join(dir, 'build/client/_app/immutable'), { recursive: true });
		mkdirSync(join(dir, 'build/server/chunks'), { recursive: true });
		writeFileSync(join(dir, 'build/client', script), 'first();');
		writeFileSync(join(dir, 'build/client', `${script}.br`), brotliCompressSync('first();'));
		writeFileSync(join(dir, 'build/client/icon.svg'), '<svg/>');
		writeFileSync(join(dir, 'build/server/chunks/page.js'), `export const page = 'a page';`);
		writeFileSync(
			join(dir, 'build/handler.js'),
			`export async function handler(request, response) {
				try { response.end((await import('./server/chunks/page.js')).page + request.url); }
				catch (error) { response.writeHead(500).end(String(error)); }
			}`
		);
		server = createServer(await readBuilt(join(dir, 'build')));
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});

	afterEach(() => server.close());

	test('pages and files, also when the folder is gone', async () => {
		rmSync(join(dir, 'build'), { recursive: true });
		expect(await (await fetch(url)).text()).toBe('a page/');
		for (const path of [script, `${script}?x=1`, `${script}/`, script.replace('_app', '%5Fapp')]) {
			const response = await fetch(url + path, { headers: { 'accept-encoding': 'gzip, br' } });
			expect([response.status, await response.text()]).toEqual([200, 'first();']);
			expect(Object.fromEntries(response.headers)).toMatchObject({
				'content-type': 'text/javascript',
				'content-encoding': 'br',
				'cache-control': 'public, max-age=31536000, immutable',
				vary: 'accept-encoding'
			});
		}
		expect(await (await fetch(`${url}/icon.svg`, { headers: { 'accept-encoding': 'br' } })).text()).toBe('<svg/>');
		const plain = await fetch(url + script, { headers: { 'accept-encoding': 'identity' } });
		expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, 'first();']);
	});

	test('a file that was not there is left to the pages, a strange address too', async () => {
		for (const path of ['/_app/immutable/later.js', '/e/%FF', '/..%2f..%2fpackage.json'])
			expect(await (await fetch(url + path)).text()).toBe(`a page${path}`);
	});

	test('a browser that has the file is told so', async () => {
		const first = await fetch(`${url}/icon.svg`);
		expect(first.headers.get('cache-control')).toBe('no-cache');
		const headers = { 'if-none-match': first.headers.get('etag')! };
		expect((await fetch(`${url}/icon.svg`, { headers })).status).toBe(304);
		const head = await fetch(`${url}/icon.svg`, { method: 'HEAD' });
		expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '6', '']);
		expect((await fetch(`${url}/icon.svg`, { method: 'POST' })).status).toBe(405);
	});

	test('a build that goes away while it is read is told in a sentence', async () => {
		rmSync(join(dir, 'build/client'), { recursive: true });
		await expect(readBuilt(join(dir, 'build'))).rejects.toThrow(/^Expected the built pages to stay .*\.$/);
	});
});

describe('the sample', () => {
	const quick: Listen = async ({ transcript }) => {
		const alignment = alignmentOf(transcript!);
		const peaks = createPeaks(8000, 1);
		peaks.push(new Float32Array(8000));
		return { alignment, peaks: peaks.finish(), duration: alignment.duration };
	};

	beforeEach(() => {
		const folder = join(dir, 'seeds', SAMPLE);
		mkdirSync(folder, { recursive: true });
		for (const file of ['audio.mp3', 'transcript.vtt', 'episode.json'])
			copyFileSync(join('seeds/tiny-vtt', file), join(folder, file));
	});

	test('comes into a new library, once', async () => {
		const library = await openLibrary(join(dir, 'library'));
		expect(await seed(library, dir, { listen: quick })).toBe(true);
		const { episode } = (await library.read(SAMPLE))!;
		expect(episode).toMatchObject({ title: 'Why the tide comes twice', show: 'Small Hours', note: expect.any(String) });
		expect(episode.people).toHaveLength(2);
		expect(await seed(library, dir, { listen: quick })).toBe(false);
		await library.remove(SAMPLE);
		expect(await seed(library, dir, { listen: quick })).toBe(false);
		expect(await library.list()).toEqual([]);
		library.close();
	});

	test('does not come into a library that somebody uses', async () => {
		const library = await openLibrary(join(dir, 'library'));
		const { add } = await import('#lib/server/add.ts');
		await add(
			library,
			{ audio: 'seeds/tiny-plain/audio.mp3', transcript: 'seeds/tiny-plain/transcript.txt' },
			{ listen: quick }
		);
		expect(await seed(library, dir, { listen: quick })).toBe(false);
		expect((await library.list()).map(({ slug }) => slug)).toEqual(['audio']);
		library.close();
	});

	test('interrupted, it comes the next time', async () => {
		const library = await openLibrary(join(dir, 'library'));
		const fails: Listen = async () => {
			throw new Error('interrupted');
		};
		await expect(seed(library, dir, { listen: fails })).rejects.toThrow('interrupted');
		expect(readdirSync(library.dir).filter((name) => !name.startsWith('.catalog'))).toEqual([]);
		expect(await seed(library, dir, { listen: quick })).toBe(true);
		library.close();
	});

	test('every seed that comes along can be added', () => {
		for (const slug of readdirSync('seeds', { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
			const input = seedInput(join('seeds', slug.name), slug.name);
			expect(existsSync(input.audio)).toBe(true);
			expect(existsSync(input.transcript!)).toBe(true);
			expect(input.note).toMatch(/synthetic/);
		}
	});
});

test('a port in use is told at once', async () => {
	const other = createServer();
	await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
	const { port } = other.address() as AddressInfo;
	try {
		const work = serve({ library: join(dir, 'library'), port, host: '127.0.0.1', onProgress: () => {} });
		await expect(work).rejects.toThrow(`Expected port ${port} to be free, but another program listens on it`);
		expect(existsSync(join(dir, 'library'))).toBe(false);
	} finally {
		other.close();
	}
});

test('an address of another machine is told at once', async () => {
	const work = serve({ library: join(dir, 'library'), port: 0, host: '192.0.2.1', onProgress: () => {} });
	await expect(work).rejects.toThrow('Expected HOST to be an address of this machine, saw "192.0.2.1"');
});
