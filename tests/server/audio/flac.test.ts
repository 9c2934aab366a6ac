// FLAC by its frames: whole ones as they are, and silence in place of damage.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flacFrames, readFlac } from '#lib/server/audio/flac.ts';
import { openSource } from '#lib/server/audio/source.ts';
import { all } from './clicks.ts';

const clicks = fileURLToPath(new URL('../../samples/audio/clicks.flac', import.meta.url));

/** Samples of a frame of it. */
const BLOCK = 4608;

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'inkwave-flac-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The frames, and the most bytes that were in memory for one list of them. */
async function framesOf(path: string): Promise<{ frames: Uint8Array[]; held: number; framesAt: number }> {
	const source = await openSource(path);
	try {
		const flac = (await readFlac(source))!;
		const frames: Uint8Array[] = [];
		let held = 0;
		for await (const list of flacFrames(source, flac))
			for (const frame of list) {
				frames.push(frame.slice());
				held = Math.max(held, frame.buffer.byteLength);
			}
		return { frames, held, framesAt: flac.framesAt };
	} finally {
		await source.close();
	}
}

function written(name: string, ...parts: Uint8Array[]): string {
	const path = join(folder, name);
	writeFileSync(path, Buffer.concat(parts));
	return path;
}

/** The sample of clicks by its parts: what is before the frames, and the frames. */
async function taken(): Promise<{ front: Uint8Array; frames: Uint8Array[] }> {
	const { frames, framesAt } = await framesOf(clicks);
	return { front: readFileSync(clicks).subarray(0, framesAt), frames };
}

function hit(frame: Uint8Array, at: number): Uint8Array {
	const damaged = frame.slice();
	damaged[at] ^= 0x5a;
	return damaged;
}

describe('a damaged frame', () => {
	it.each([
		['in its sound', (frame: Uint8Array) => hit(frame, frame.length >> 1), [0]],
		['in its checksum', (frame: Uint8Array) => hit(frame, frame.length - 1), [0]],
		['by a lost piece', (frame: Uint8Array) => frame.slice(0, frame.length >> 1), [0]],
		['in its header, and so nothing says where the one before it ends', (frame: Uint8Array) => hit(frame, 5), [-1, 0]]
	])('%s is silent, and all the others sound at their times', async (_, damage, lost) => {
		const { front, frames } = await taken();
		const whole = await all(clicks, 'wasm', 44100);
		// The ones with a click: the others are a few bytes.
		for (const k of [4, 10, 24]) {
			const damaged = frames.map((frame, i) => (i === k ? damage(frame) : frame));
			const samples = await all(written('damaged.flac', front, ...damaged), 'wasm', 44100);
			expect(samples.length).toBe(whole.length);
			const differing = new Set<number>();
			for (let i = 0; i < whole.length; i++) if (samples[i] !== whole[i]) differing.add(Math.floor(i / BLOCK));
			expect([...differing].filter((frame) => !lost.includes(frame - k))).toEqual([]);
		}
	});

	it('the first of all, too', async () => {
		const { front, frames } = await taken();
		const whole = await all(clicks, 'wasm', 44100);
		for (const at of [5, frames[0].length >> 1]) {
			const samples = await all(written('first.flac', front, hit(frames[0], at), ...frames.slice(1)), 'wasm', 44100);
			expect(samples.length).toBe(whole.length);
			expect(samples.subarray(BLOCK)).toEqual(whole.subarray(BLOCK));
		}
	});

	it('is passed as soon as another is whole: nothing piles up behind it', async () => {
		const { front, frames } = await taken();
		const often = Array.from({ length: 400 }, () => frames.slice(0, 25)).flat();
		const k = 25 + 4;
		const damaged = often.map((frame, i) => (i === k ? hit(frame, frame.length >> 1) : frame));
		const { frames: found, held } = await framesOf(written('long.flac', front, ...damaged));
		expect(found.length).toBe(often.length);
		expect(found.flatMap((frame, i) => (Buffer.compare(frame, often[i]) ? [i] : []))).toEqual([k]);
		expect(held).toBeLessThan(2 * (1 << 17));
	});

	it('behind which no frame comes for long is let go', async () => {
		const { front, frames } = await taken();
		const path = written('hole.flac', front, ...frames.slice(0, 9), new Uint8Array(8 << 20), ...frames.slice(9));
		const { frames: found, held } = await framesOf(path);
		// Nothing says where the ninth ends.
		expect(found.length).toBe(frames.length);
		expect(found.flatMap((frame, i) => (Buffer.compare(frame, frames[i]) ? [i] : []))).toEqual([8]);
		expect(held).toBeLessThan(3 << 20);
		expect((await all(path, 'wasm', 44100)).length).toBe(3 * 44100);
	});
});

it('a stream that was cut out of another begins with its own first sample', async () => {
	const { front, frames } = await taken();
	const whole = await all(clicks, 'wasm', 44100);
	const cut = frames.slice(10).map((frame, i) => (i === 4 ? hit(frame, frame.length >> 1) : frame));
	const samples = await all(written('later.flac', front, ...cut), 'wasm', 44100);
	expect(samples.length).toBe(whole.length - 10 * BLOCK);
});
