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

/** An element that plays `url` in `page`, and what records it. */
async function player(page: Page, url: string) {
	return page.evaluateHandle(
		async ({ url, rate }) => {
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
			return { audio, context, node };
		},
		{ url, rate: RATE }
	);
}

type Player = Awaited<ReturnType<typeof player>>;

/**
 * One second of what the element plays, from where its clock says `time + 0.4`, after a seek to `time`, and the seconds
 * by which the element's clock and the context's moved against each other meanwhile: nothing unless playback stopped.
 */
async function record(player: Player, time: number): Promise<{ samples: number[]; stopped: number }> {
	return player.evaluate(
		async ({ audio, context, node }, { time, rate, seconds }) => {
			audio.currentTime = time;
			await new Promise((resolve) => (audio.onseeked = resolve));
			const blocks: [frame: number, plane: Float32Array][] = [];
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
			lags.sort((a, b) => a - b);
			const lag = lags[lags.length >> 1];
			const samples = new Array<number>(rate * seconds).fill(0);
			const from = Math.round((lag + time + 0.4) * rate);
			for (const [frame, plane] of blocks)
				plane.forEach((value, i) => {
					const at = frame + i - from;
					if (at >= 0 && at < samples.length) samples[at] = value;
				});
			const tenth = Math.floor(lags.length / 10);
			return { samples, stopped: lags[lags.length - 1 - tenth] - lags[tenth] };
		},
		{ time, rate: RATE, seconds: SECONDS }
	);
}

/** Seconds by which the recording is ahead of `expected` in the decoded file, at most `reach`, and how alike they are there. */
function place(recording: number[], decoded: Float32Array, expected: number, reach: number) {
	const want = Math.round(expected * RATE);
	const alike = (at: number, step: number) => {
		let [product, energy, heard] = [0, 1e-9, 1e-9];
		for (let i = 0; i < recording.length; i += step) {
			const value = decoded[at + i] ?? 0;
			product += value * recording[i];
			energy += value * value;
			heard += recording[i] * recording[i];
		}
		return product / Math.sqrt(energy * heard);
	};
	const first = Math.max(0, want - reach * RATE);
	const roughly = Float64Array.from({ length: want + reach * RATE + 1 - first }, (_, i) => alike(first + i, 7));
	// Speech is like itself one period or one sound further on: what looks nearly as good is looked at closely, too.
	const enough = roughly.reduce((a, b) => Math.max(a, b)) - 0.15;
	let [likeness, offset] = [-1, 0];
	roughly.forEach((value, i) => {
		if (value < enough) return;
		const exact = alike(first + i, 1);
		if (exact > likeness) [likeness, offset] = [exact, (first + i - want) / RATE];
	});
	return { offset, likeness };
}

/**
 * Seconds by which each seek to one of `times` missed; `truths` are the files that decoding is asked about, up to `reach`
 * seconds away. On a busy machine playback stops now and then: what was recorded over such a stop says nothing about the
 * seek, and is recorded again. (Recorded at 8000 Hz, as little as 0.65 of the likeness may be left.)
 */
async function misses(page: Page, file: Served, times: number[], truths: string[], reach: number): Promise<number[]> {
	const url = `/${served.size}`;
	served.set(url, file);
	await page.goto(address);
	const [element, ...decoded] = await Promise.all([
		player(page, url),
		...truths.map(async (truth) => joinBlocks(decode(truth, { rate: RATE })))
	]);
	const found: number[] = [];
	for (const time of times)
		for (let attempt = 1; ; attempt++) {
			const { samples, stopped } = await record(element, time);
			const places = decoded.map((truth) => place(samples, truth, time + 0.4, reach));
			if (stopped < 0.03 && places.every(({ likeness }) => likeness > 0.6)) {
				found.push(...places.map(({ offset }) => offset));
				break;
			}
			if (attempt === 5)
				throw new Error(`Five recordings from ${time} s on had stops of ${stopped} s or were of something else.`);
		}
	return found;
}

test('a seek in the copy of a VBR MP3 lands within 30 ms, at the times of the MP3', async ({ page }) => {
	test.setTimeout(180_000);
	const raw = sample('varied.mp3');
	const copy = await makeSeekable(raw, await probe(raw), join(folder, 'copy.m4a'));
	const file = { path: copy!.file, type: copy!.type };
	for (const miss of await misses(page, file, [0, 0.01, 21.7, 30.05, 37.9], [copy!.file, raw], 2))
		expect(Math.abs(miss)).toBeLessThan(0.03);
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
		misses(page, { path: copy!.file, type: copy!.type }, times, [copy!.file], 2),
		misses(await context.newPage(), { path: raw, type: 'audio/mpeg' }, times, [raw], 12)
	]);
	for (const miss of exact) expect(Math.abs(miss)).toBeLessThan(0.03);
	// In forty seconds tenths of a second; in two hours it is many seconds.
	expect(Math.max(...rough.map(Math.abs))).toBeGreaterThan(0.1);
});
