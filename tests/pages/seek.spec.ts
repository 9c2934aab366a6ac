// Where a seek really lands. Chromium plays a file that our own server serves; what comes out of the element is recorded
// with the moment it came out, and looked up in the decoded file. The decoder's and the page's clocks are then compared:
// this is what "a word's time is the element's time" stands on.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, pipeline } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import type { Page } from '@playwright/test';
import { decode } from '../../src/lib/server/audio/decode.ts';
import { scanMp3 } from '../../src/lib/server/audio/mp3.ts';
import { probe } from '../../src/lib/server/audio/probe.ts';
import { makeSeekable } from '../../src/lib/server/audio/seekable.ts';
import { openSource } from '../../src/lib/server/audio/source.ts';
import { fileResponse } from '../../src/lib/server/serve-file.ts';
import { joinBlocks } from '../blocks.ts';

type Served = { path: string; type: string };

const RATE = 8000;
const SECONDS = 1;
const sample = (name: string) => fileURLToPath(new URL(`../samples/audio/${name}`, import.meta.url));

let folder: string;
let server: Server;
let address: string;
const served = new Map<string, Served>();

test.beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'inkwave-seek-'));
	server = createServer(async (request, response) => {
		const file = served.get(request.url ?? '');
		if (!file) return response.setHeader('content-type', 'text/html').end('<!doctype html><title>seek</title>');
		const headers = new Headers(
			Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)])
		);
		const control = new AbortController();
		response.once('close', () => control.abort());
		const answer = await fileResponse(
			new Request(`http://localhost${request.url}`, { method: request.method, headers, signal: control.signal }),
			file.path,
			file.type
		);
		response.writeHead(answer.status, Object.fromEntries(answer.headers));
		if (answer.body) pipeline(Readable.fromWeb(answer.body as ReadableStream), response, () => {});
		else response.end();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

test.afterAll(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
	rmSync(folder, { recursive: true });
});

/** One second of what the element at `url` plays, from where its clock says `time + 0.4`, after a seek to `time`. */
async function recordings(page: Page, url: string, times: number[]): Promise<{ time: number; samples: number[] }[]> {
	return page.evaluate(
		async ({ url, times, rate, seconds }) => {
			const context = new AudioContext({ sampleRate: rate });
			const recorder = `registerProcessor('recorder', class extends AudioWorkletProcessor {
				process([[plane]]) { if (plane) this.port.postMessage([currentFrame, plane.slice()]); return true; }
			});`;
			await context.audioWorklet.addModule(URL.createObjectURL(new Blob([recorder], { type: 'text/javascript' })));
			const audio = new Audio(url);
			const node = new AudioWorkletNode(context, 'recorder', { channelCount: 1, channelCountMode: 'explicit' });
			context.createMediaElementSource(audio).connect(node);
			await new Promise((resolve, reject) => {
				audio.oncanplay = resolve;
				audio.onerror = () => reject(new Error(audio.error?.message));
			});
			const heard = [];
			for (const time of [times[0], ...times]) {
				audio.currentTime = time;
				await new Promise((resolve) => (audio.onseeked = resolve));
				let blocks: [frame: number, plane: Float32Array][] = [];
				node.port.onmessage = ({ data }) => blocks.push(data);
				await audio.play();
				// What the element's clock is behind the context's: the median of many looks, as each is coarse.
				const lags: number[] = [];
				let last = -1;
				while (audio.currentTime < time + 0.5 + seconds) {
					await new Promise((resolve) => setTimeout(resolve, 4));
					if (audio.currentTime !== last && audio.currentTime > time + 0.2)
						lags.push(context.currentTime - audio.currentTime);
					last = audio.currentTime;
				}
				audio.pause();
				await new Promise((resolve) => setTimeout(resolve, 100));
				node.port.onmessage = null;
				const lag = lags.sort((a, b) => a - b)[lags.length >> 1];
				const samples = new Array<number>(rate * seconds).fill(0);
				const from = Math.round((lag + time + 0.4) * rate);
				for (const [frame, plane] of blocks)
					plane.forEach((value, i) => {
						const at = frame + i - from;
						if (at >= 0 && at < samples.length) samples[at] = value;
					});
				blocks = [];
				heard.push({ time, samples });
			}
			return heard.slice(1);
		},
		{ url, times, rate: RATE, seconds: SECONDS }
	);
}

/** Seconds by which the recording is ahead of `expected` in the decoded file, within `reach` seconds. */
function offset(recording: number[], decoded: Float32Array, expected: number, reach: number): number {
	const want = Math.round(expected * RATE);
	let [best, place] = [-1, want];
	const score = (at: number, step: number) => {
		let [product, energy] = [0, 1e-9];
		for (let i = 0; i < recording.length; i += step) {
			const value = decoded[at + i] ?? 0;
			product += value * recording[i];
			energy += value * value;
		}
		return product / Math.sqrt(energy);
	};
	const look = (from: number, to: number, by: number, step: number) => {
		for (let at = from; at <= to; at += by) {
			const value = score(at, step);
			if (value > best) [best, place] = [value, at];
		}
	};
	look(Math.max(0, want - reach * RATE), want + reach * RATE, 1, 7);
	const near = place;
	best = -1;
	look(near - 16, near + 16, 1, 1);
	return (place - want) / RATE;
}

type Heard = Awaited<ReturnType<typeof recordings>>;

/** What is heard after seeks to `times`. */
async function listen(page: Page, file: Served, times: number[]): Promise<Heard> {
	const url = `/${served.size}`;
	served.set(url, file);
	await page.goto(address);
	return recordings(page, url, times);
}

/** Seconds by which each seek missed; `truth` is the file that decoding is asked about. */
async function misses(heard: Heard, truth: string, reach: number): Promise<number[]> {
	const decoded = await joinBlocks(decode(truth, { rate: RATE }));
	return heard.map(({ time, samples }) => offset(samples, decoded, time + 0.4, reach));
}

test('a seek in the copy of a VBR MP3 lands within 30 ms, at the times of the MP3', async ({ page }) => {
	test.setTimeout(180_000);
	const raw = sample('varied.mp3');
	const copy = await makeSeekable(raw, await probe(raw), join(folder, 'copy.m4a'));
	const heard = await listen(page, { path: copy!.file, type: copy!.type }, [0, 0.01, 21.7, 30.05, 37.9]);
	for (const truth of [copy!.file, raw])
		for (const miss of await misses(heard, truth, 2)) expect(Math.abs(miss)).toBeLessThan(0.03);
});

test('without a header a seek in the MP3 itself is far off, and in its copy is not', async ({ page, context }) => {
	test.setTimeout(180_000);
	const source = await openSource(sample('varied.mp3'));
	const { offsets } = (await scanMp3(source))!;
	const raw = join(folder, 'bare.mp3');
	writeFileSync(raw, await source.read(offsets[0], source.size));
	await source.close();
	const copy = await makeSeekable(raw, await probe(raw), join(folder, 'bare.m4a'));
	const times = [5.3, 30.05];
	const [exact, rough] = await Promise.all([
		listen(page, { path: copy!.file, type: copy!.type }, times),
		listen(await context.newPage(), { path: raw, type: 'audio/mpeg' }, times)
	]);
	for (const miss of await misses(exact, copy!.file, 2)) expect(Math.abs(miss)).toBeLessThan(0.03);
	// In forty seconds tenths of a second; in two hours it is many seconds.
	expect(Math.max(...(await misses(rough, raw, 12)).map(Math.abs))).toBeGreaterThan(0.1);
});
