// Ogg by its pages: recordings of a live stream, whose granules begin anywhere.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findFfmpeg } from '#lib/server/audio/ffmpeg.ts';
import { probe } from '#lib/server/audio/probe.ts';
import { makeSeekable } from '#lib/server/audio/seekable.ts';
import { listen } from '#lib/server/listen.ts';
import { all, clickTimes } from './clicks.ts';

const sample = (name: string) => fileURLToPath(new URL(`../../samples/audio/${name}`, import.meta.url));
const ffmpeg = await findFfmpeg();
const decoders = ffmpeg ? (['wasm', 'ffmpeg'] as const) : (['wasm'] as const);

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'inkwave-ogg-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What a listener records who comes in `late` pages after the beginning: the headers, then the pages of that time on. */
function recorded(path: string, name: string, late: number): string {
	const bytes = readFileSync(path);
	const pages: Buffer[] = [];
	for (let at = bytes.indexOf('OggS'); at >= 0;) {
		const next = bytes.indexOf('OggS', at + 4);
		pages.push(bytes.subarray(at, next < 0 ? bytes.length : next));
		at = next;
	}
	const headers = pages.findIndex((page) => page.readBigInt64LE(6) > 0n);
	const out = join(folder, name);
	writeFileSync(out, Buffer.concat([...pages.slice(0, headers), ...pages.slice(headers + late)]));
	return out;
}

async function expectItsSound(path: string, seconds: number): Promise<void> {
	const { duration } = await probe(path);
	expect(Math.abs(duration - seconds)).toBeLessThan(0.05);
	for (const decoder of decoders)
		expect(Math.abs((await all(path, decoder, 48000)).length / 48000 - duration)).toBeLessThan(0.001);
}

describe.each([
	{ name: 'clicks.opus', late: 48000 / 48000 },
	{ name: 'clicks.ogg', late: 44224 / 44100 }
])('a recording of $name that begins in the middle', ({ name, late }) => {
	it('is as long as it sounds', async () => {
		await expectItsSound(recorded(sample(name), name, 1), 3 - late);
		await expectItsSound(sample(name), 3);
	});

	it('is not left to browsers, which count from the beginning of the stream', async () => {
		expect((await probe(sample(name))).seeksWell).toBe(true);
		const path = recorded(sample(name), name, 1);
		const info = await probe(path);
		expect(info.seeksWell).toBe(false);
		if (!ffmpeg) return;
		const copy = await makeSeekable(path, info, join(folder, `${name}.m4a`));
		expect((await probe(copy!.file)).duration).toBeCloseTo(info.duration, 1);
		const [a, b] = [clickTimes(await all(path, 'wasm'), 16000), clickTimes(await all(copy!.file, 'ffmpeg'), 16000)];
		expect(b.length).toBe(a.length);
		// The copy is the truth: it alone is served and aligned. ffmpeg leaves room for the packet that only overlaps.
		a.forEach((time, i) => expect(Math.abs(time - b[i])).toBeLessThan(0.03));
	});
});

it.skipIf(!ffmpeg)(
	'long and short blocks, frames of all lengths and FLAC are counted',
	{ timeout: 60_000 },
	async () => {
		const bursts = ['-f', 'lavfi', '-i', "aevalsrc='0.5*random(0)*lt(mod(t,0.31),0.05)+0.2*sin(2000*t)':s=44100:d=10"];
		for (const [name, ...options] of [
			['short.opus', '-frame_duration', '2.5', '-b:a', '96k'],
			['speech.opus', '-frame_duration', '60', '-application', 'voip', '-b:a', '12k', '-ac', '1'],
			['long.opus', '-b:a', '32k'],
			['bursts.ogg', '-c:a', 'libvorbis', '-q:a', '5', '-ac', '2'],
			['low.ogg', '-c:a', 'libvorbis', '-ar', '22050'],
			['flac.oga', '-c:a', 'flac']
		]) {
			const path = join(folder, name);
			await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', ...bursts, ...options, path]);
			const whole = await probe(path);
			expect(whole.duration).toBeCloseTo(10, 2);
			expect(whole.seeksWell).toBe(true);
			for (const late of [1, 3]) {
				const cut = recorded(path, `late-${name}`, late);
				const { duration, seeksWell } = await probe(cut);
				expect(seeksWell).toBe(false);
				expect(duration).toBeLessThan(whole.duration - late * 0.1);
				await expectItsSound(cut, duration);
			}
		}
	}
);

describe('chained streams', () => {
	const chain = (name: string, ...parts: Uint8Array[]) => {
		const path = join(folder, name);
		writeFileSync(path, Buffer.concat(parts));
		return path;
	};
	const bytes = (name: string) => readFileSync(sample(name));

	it.each([
		['two.opus', 'clicks.opus', 'clicks.opus'],
		['two.ogg', 'clicks.ogg', 'clicks.ogg'],
		['mixed.ogg', 'clicks.opus', 'clicks.ogg']
	])('%s is decoded to its end without ffmpeg', async (name, ...parts) => {
		const path = chain(name, ...parts.map(bytes));
		const samples = await all(path, 'wasm');
		expect(Math.abs(samples.length / 16000 - (await probe(path)).duration)).toBeLessThan(0.01);
		const [first] = await Promise.all(parts.map(async (part) => clickTimes(await all(sample(part), 'wasm'), 16000)));
		const found = clickTimes(samples, 16000);
		expect(found.length).toBe(2 * first.length);
		[...first, ...first.map((time) => time + 3)].forEach((time, i) =>
			expect(Math.abs(found[i] - time)).toBeLessThan(0.01)
		);
	});

	it.skipIf(!ffmpeg)('of two sample rates are decoded to their end without ffmpeg', async () => {
		const low = join(folder, 'half.ogg');
		await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', '-i', sample('clicks.ogg'), '-ar', '24000', low]);
		for (const parts of [
			[bytes('clicks.ogg'), readFileSync(low)],
			[readFileSync(low), bytes('clicks.ogg')]
		])
			expect(clickTimes(await all(chain('rates.ogg', ...parts), 'wasm'), 16000).length).toBe(8);
	});
});

it('damaged packets are lost without a line on stderr', async () => {
	const said = vi.spyOn(console, 'error').mockImplementation(() => {});
	for (const name of ['clicks.opus', 'clicks.flac']) {
		const damaged = readFileSync(sample(name));
		const from = Math.round(damaged.length * 0.7);
		let state = 7;
		for (let at = from; at < damaged.length * 0.85; at++) damaged[at] = (state = (state * 48271) % 2147483647) >> 8;
		const path = join(folder, `damaged-${name}`);
		writeFileSync(path, damaged);
		expect((await all(path, 'wasm')).length).toBeGreaterThan(16000);
	}
	expect(said).not.toHaveBeenCalled();
	console.error('else');
	expect(said).toHaveBeenCalledExactlyOnceWith('else');
	said.mockRestore();
});

/** Where one wrong byte makes the parser of the decoders throw: page number, version, mapping, and version of Vorbis. */
const FATAL = [
	['clicks.opus', 18],
	['clicks.opus', 36],
	['clicks.opus', 46],
	['clicks.ogg', 35]
] as const;

describe.each(FATAL)('%s, damaged at byte %i where no decoder gets over it', (name, at) => {
	const damaged = () => {
		const bytes = readFileSync(sample(name));
		bytes[at] ^= 0xff;
		return bytes;
	};
	const write = (...parts: Uint8Array[]) => {
		const path = join(folder, `fatal-${at}-${parts.length}-${name}`);
		writeFileSync(path, Buffer.concat(parts));
		return path;
	};

	it('is no sound', async () => {
		await expect(all(write(damaged()), 'wasm')).rejects.toMatchObject({ name: 'UserError', code: 'no-audio' });
	});

	it('keeps what came before, and says that the rest is lost', async () => {
		const path = write(readFileSync(sample(name)), damaged(), readFileSync(sample(name)));
		expect((await all(path, 'wasm')).length).toBe(3 * 16000);
		const given = process.env.INKWAVE_FFMPEG;
		process.env.INKWAVE_FFMPEG = '';
		try {
			const task = { audio: path, duration: 9, exact: false, transcript: null, language: 'en', modelDir: null };
			await expect(listen(task, {})).rejects.toMatchObject({ name: 'UserError', code: 'lost-sound' });
			expect((await listen({ ...task, duration: 3.1 }, {})).duration).toBe(3);
		} finally {
			if (given === undefined) delete process.env.INKWAVE_FFMPEG;
			else process.env.INKWAVE_FFMPEG = given;
		}
	});
});
