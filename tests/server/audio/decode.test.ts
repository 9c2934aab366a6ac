import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decode } from '#lib/server/audio/decode.ts';
import { findFfmpeg } from '#lib/server/audio/ffmpeg.ts';
import { probe } from '#lib/server/audio/probe.ts';
import { makeSeekable } from '#lib/server/audio/seekable.ts';
import { all, clicks, clickTimes, wav } from './clicks.ts';

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'inkwave-audio-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const ffmpeg = await findFfmpeg();
const decoders = ffmpeg ? (['wasm', 'ffmpeg'] as const) : (['wasm'] as const);

describe.each(decoders)('decode with %s', (decoder) => {
	const kinds = [
		{ bits: 8, float: false },
		{ bits: 16, float: false },
		{ bits: 24, float: false },
		{ bits: 32, float: false },
		{ bits: 32, float: true },
		{ bits: 64, float: true }
	];
	it.each(kinds.flatMap((kind) => [false, true].map((extensible) => ({ ...kind, extensible }))))(
		'reads WAV of $bits bits, float $float, extensible $extensible, with every click in its place',
		async ({ bits, float, extensible }) => {
			const path = join(folder, `${decoder}-${bits}-${float}-${extensible}.wav`);
			const times = [0.1, 0.75, 1.5];
			writeFileSync(path, wav([clicks(2, 44100, times), clicks(2, 44100, times)], 44100, { bits, float, extensible }));
			const samples = await all(path, decoder);
			expect(samples.length).toBe(32000);
			const found = clickTimes(samples, 16000);
			expect(found.length).toBe(times.length);
			found.forEach((time, i) => expect(Math.abs(time - times[i])).toBeLessThan(0.0005));
			expect((await probe(path)).duration).toBe(2);
		}
	);

	it.each([16000, 44100])('takes what is no number in a WAV of %i Hz for silence, and nothing else', async (rate) => {
		const path = join(folder, `${decoder}-${rate}-numbers.wav`);
		const bytes = wav([clicks(2, rate, [0.5, 1.5])], rate, { bits: 32, float: true });
		const view = new DataView(bytes.buffer);
		[NaN, Infinity, -Infinity].forEach((value, i) => {
			view.setFloat32(44 + 4 * (rate + i), value, true);
			view.setFloat32(44 + 4 * (rate * 0.1 + i), value, true);
		});
		view.setFloat32(44 + 4 * rate * 1.8, 40, true);
		writeFileSync(path, bytes);
		const samples = await all(path, decoder);
		expect(samples.every(Number.isFinite)).toBe(true);
		expect(samples.reduce((most, sample) => Math.max(most, sample))).toBeGreaterThan(rate === 16000 ? 39.9 : 10);
		expect(clickTimes(samples.slice(0, 16000 * 1.7), 16000).map((time) => time.toFixed(2))).toEqual(['0.50', '1.50']);
	});

	it('takes a channel where the mean of opposite ones is silence, and else the mean', async () => {
		const times = [0.5, 1.5];
		const left = clicks(2, 44100, times);
		const write = (name: string, factor: number) => {
			const path = join(folder, `${decoder}-${name}.wav`);
			writeFileSync(path, wav([left, left.map((sample) => sample * factor)], 44100));
			return path;
		};
		const loudest = (samples: Float32Array) => samples.reduce((most, sample) => Math.max(most, sample));
		for (const [name, factor, level] of [
			['opposite', -1, 1],
			['nearly', -0.99, 1],
			['wide', -0.8, 0.1],
			['same', 1, 1],
			['left', 0, 0.5]
		] as const) {
			const samples = await all(write(name, factor), decoder);
			expect(clickTimes(samples, 16000).map((time) => time.toFixed(2))).toEqual(['0.50', '1.50']);
			expect(Math.abs(loudest(samples) / 0.9 / level - 1)).toBeLessThan(0.5);
		}
		left.fill(0);
		expect((await all(write('silence', 1), decoder)).every((sample) => sample === 0)).toBe(true);
	});

	it('stops when aborted', async () => {
		const path = join(folder, `${decoder}-abort.wav`);
		writeFileSync(path, wav([new Float32Array(44100 * 60)], 44100));
		const control = new AbortController();
		const run = async () => {
			for await (const block of decode(path, { rate: 16000, decoder, signal: control.signal })) {
				expect(block.length).toBeGreaterThan(0);
				control.abort();
			}
		};
		await expect(run()).rejects.toThrow(/abort/i);
	});
});

describe('which program decodes', () => {
	const given = process.env.INKWAVE_FFMPEG;
	afterEach(() => {
		if (given === undefined) delete process.env.INKWAVE_FFMPEG;
		else process.env.INKWAVE_FFMPEG = given;
	});
	const script = (name: string, body: string) => {
		const path = join(folder, name);
		writeFileSync(path, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
		return path;
	};
	const second = () => {
		const path = join(folder, 'second.wav');
		writeFileSync(path, wav([new Float32Array(44100)], 44100));
		return path;
	};

	it('an ffmpeg that runs is called once, and not asked for its version first', async () => {
		const calls = join(folder, 'calls.txt');
		process.env.INKWAVE_FFMPEG = script('counting', `echo "$*" >> '${calls}'\nhead -c 4000 /dev/zero`);
		expect((await all(second(), 'auto')).length).toBe(1000);
		expect(readFileSync(calls, 'utf8').trim().split('\n')).toEqual([expect.stringContaining('second.wav')]);
	});

	it.each([
		['is not there', () => join(folder, 'nowhere', 'ffmpeg')],
		['lacks a library', () => script('broken', 'echo "error while loading shared libraries" >&2; exit 127')],
		['is switched off', () => '']
	])('one that %s leaves the work to the decoders that come along', async (_, program) => {
		process.env.INKWAVE_FFMPEG = program();
		expect((await all(second(), 'auto')).length).toBe(16000);
		await expect(all(second(), 'ffmpeg')).rejects.toMatchObject({ code: 'no-ffmpeg' });
	});

	it.each([
		['is killed', 'kill -9 $$', 'SIGKILL'],
		['crashes', 'kill -SEGV $$', 'SIGSEGV'],
		['is killed within a script', 'sh -c "kill -9 \\$\\$"; exit $?', 'SIGKILL'],
		['is told to stop', 'exit 255', 'code 255'],
		['runs out of memory', 'echo "Error while filtering: Cannot allocate memory" >&2; exit 1', 'no memory']
	])('one that %s half-way does not pass for the end of the episode', async (_, end, why) => {
		for (const sound of ['head -c 4000 /dev/zero', ':']) {
			process.env.INKWAVE_FFMPEG = script('ended', `[ "$2" = -version ] && exit 0\n${sound}\n${end}`);
			let samples = 0;
			const run = async () => {
				for await (const block of decode(second(), { rate: 500 })) samples += block.length;
			};
			await expect(run()).rejects.toMatchObject({
				name: 'UserError',
				code: 'ffmpeg-stopped',
				message: expect.stringContaining(why)
			});
			expect(samples).toBe(sound === ':' ? 0 : 1000);
		}
	});

	it('one that copies is not believed to have found no sound where it was killed', async () => {
		const out = join(folder, 'killed.m4a');
		process.env.INKWAVE_FFMPEG = script('killed', '[ "$2" = -version ] && exit 0; kill -9 $$');
		await expect(makeSeekable(second(), { format: 'aiff', seeksWell: false }, out)).rejects.toMatchObject({
			code: 'ffmpeg-stopped',
			message: expect.stringContaining('SIGKILL')
		});
		expect(existsSync(out)).toBe(false);
	});

	it('one that copies may say as much as it likes', async () => {
		const out = join(folder, 'wordy.m4a');
		const version = '[ "$2" = -version ] && exit 0';
		const lines = 'yes "[aac @ 0x5581] Prediction is not allowed in AAC-LC." | head -c 3000000 >&2';
		const last = 'for last; do :; done';
		process.env.INKWAVE_FFMPEG = script('wordy', `${version}\n${lines}\n${last}\necho copied > "\${last#file:}"`);
		expect(await makeSeekable(second(), { format: 'aiff', seeksWell: false }, out)).not.toBeNull();
		expect(readFileSync(out, 'utf8')).toBe('copied\n');
		process.env.INKWAVE_FFMPEG = script('full', `${version}\necho "No space left on device" >&2\n${lines}\nexit 1`);
		await expect(makeSeekable(second(), { format: 'aiff', seeksWell: false }, out)).rejects.toMatchObject({
			code: 'ENOSPC'
		});
	});

	it.each([
		'echo "Invalid data found when processing input" >&2; exit 1',
		'echo "Cannot allocate memory" >&2; echo "Decode error rate 0.9 exceeds maximum 0.666667" >&2; exit 69',
		'echo "Error while decoding stream #0:0: Cannot allocate memory" >&2; exit 0',
		'exit 183'
	])('what it gives of a damaged file is taken: %s', async (end) => {
		process.env.INKWAVE_FFMPEG = script('damaged', `head -c 4000 /dev/zero\n${end}`);
		expect((await all(second(), 'auto')).length).toBe(1000);
	});

	it('one that we stop is not blamed for it', async () => {
		process.env.INKWAVE_FFMPEG = script('endless', 'exec cat /dev/zero');
		const blocks = decode(second(), { rate: 16000 });
		expect((await blocks.next()).done).toBe(false);
		expect((await blocks.return(undefined)).done).toBe(true);
		const control = new AbortController();
		const run = async () => {
			for await (const block of decode(second(), { rate: 16000, signal: control.signal }))
				if (block.length) control.abort();
		};
		await expect(run()).rejects.toThrow(/abort/i);
	});

	it('one that runs and finds no sound is believed', async () => {
		process.env.INKWAVE_FFMPEG = script('deaf', '[ "$2" = -version ] && exit 0; echo "Invalid data" >&2; exit 1');
		await expect(all(second(), 'auto')).rejects.toMatchObject({ code: 'undecodable-audio' });
	});
});

describe('what is no audio', () => {
	const named = (bytes: Uint8Array, ...marks: [at: number, text: string][]) => {
		for (const [at, text] of marks) bytes.set(new TextEncoder().encode(text), at);
		return bytes;
	};
	const riff = wav([clicks(1, 44100, [])], 44100);
	new DataView(riff.buffer, riff.byteOffset).setUint32(24, 4_000_000_007, true);
	it.each<[string, Uint8Array]>([
		['a WAV that was never filled in', named(new Uint8Array(4_000_000), [0, 'RIFF'], [8, 'WAVE'])],
		['a WAV that ends in its first chunk', named(new Uint8Array(40), [0, 'RF64'], [8, 'WAVE'], [12, 'ds64'])],
		['a FLAC that was never filled in', named(new Uint8Array(4_000_000), [0, 'fLaC'])],
		['a WAV of four billion samples a second', riff]
	])('%s is refused in one sentence, and soon', { timeout: 10_000 }, async (_, bytes) => {
		const path = join(folder, 'hollow');
		writeFileSync(path, bytes);
		const refused = await all(path, 'wasm').catch((error) => error);
		expect(['no-audio', 'undecodable-audio']).toContain(refused.code);
		expect(refused.message).toMatch(/^Expected [^\n]+\.$/);
	});

	const cases: [string, string | Uint8Array, string][] = [
		['text.mp3', 'Welcome to the show.\n'.repeat(50), 'text-as-audio'],
		['page.mp3', '<!doctype html><html><body>404</body></html>', 'text-as-audio'],
		['empty.mp3', '', 'empty-audio']
	];
	it.each(cases)('%s is refused in one sentence', async (name, content, code) => {
		const path = join(folder, name);
		writeFileSync(path, content);
		await expect(probe(path)).rejects.toMatchObject({ name: 'UserError', code });
		await expect(all(path, 'wasm')).rejects.toMatchObject({ name: 'UserError', code });
	});

	it('a missing file and a folder are refused', async () => {
		await expect(probe(join(folder, 'nowhere.mp3'))).rejects.toMatchObject({ code: 'no-file' });
		await expect(probe(folder)).rejects.toMatchObject({ name: 'UserError' });
	});

	it('a WAV that was cut is told from one whose header leaves its length open', async () => {
		const whole = wav([new Float32Array(44100 * 10)], 44100);
		const path = join(folder, 'cut.wav');
		writeFileSync(path, whole.subarray(0, whole.length / 2));
		await expect(probe(path)).rejects.toMatchObject({ code: 'truncated-audio' });
		const open = whole.slice();
		new DataView(open.buffer).setUint32(40, 0xffffffff, true);
		writeFileSync(path, open.subarray(0, 44 + 44100 * 2 * 4));
		expect((await probe(path)).duration).toBe(4);
	});

	it('a rate that is not whole and positive is misuse', async () => {
		await expect(decode('x', { rate: 0 }).next()).rejects.toThrow(RangeError);
	});
});
