// Encoded files, by both decoders: every click where it was put, and what the file says about itself.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { decode } from '#lib/server/audio/decode.ts';
import { findFfmpeg, readAhead } from '#lib/server/audio/ffmpeg.ts';
import { probe } from '#lib/server/audio/probe.ts';
import { makeSeekable } from '#lib/server/audio/seekable.ts';
import { all, clickTimes } from './clicks.ts';

const sample = (name: string) => fileURLToPath(new URL(`../../samples/audio/${name}`, import.meta.url));
const ffmpeg = await findFfmpeg();
const decoders = ffmpeg ? (['wasm', 'ffmpeg'] as const) : (['wasm'] as const);
const CLICKS = [0.5, 1.1, 1.9, 2.6];
/** Without a LAME header nobody knows of the encoder's delay, and players play it. */
const DELAY = (576 + 529) / 44100;

let folder: string;
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'inkwave-samples-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function made(name: string, ...parts: (Uint8Array | string)[]): string {
	const path = join(folder, name);
	writeFileSync(
		path,
		Buffer.concat(parts.map((part) => (typeof part === 'string' ? readFileSync(sample(part)) : part)))
	);
	return path;
}

function expectClicks(samples: Float32Array, shift = 0): void {
	const found = clickTimes(samples, 16000);
	expect(found.length).toBe(CLICKS.length);
	found.forEach((time, i) => expect(Math.abs(time - CLICKS[i] - shift)).toBeLessThan(0.002));
}

describe.each([
	{ name: 'cbr.mp3', format: 'mp3', type: 'audio/mpeg', duration: 3, seeksWell: true },
	{ name: 'cbr-bare.mp3', format: 'mp3', type: 'audio/mpeg', duration: 3.03, seeksWell: true, shift: DELAY },
	{ name: 'vbr.mp3', format: 'mp3', type: 'audio/mpeg', duration: 3, seeksWell: false },
	{ name: 'vbr-bare.mp3', format: 'mp3', type: 'audio/mpeg', duration: 3.03, seeksWell: false, shift: DELAY },
	{ name: 'low.mp3', format: 'mp3', type: 'audio/mpeg', duration: 3, seeksWell: true },
	{ name: 'clicks.opus', format: 'opus', type: 'audio/ogg', duration: 3, seeksWell: true },
	{ name: 'clicks.ogg', format: 'vorbis', type: 'audio/ogg', duration: 3, seeksWell: true },
	{ name: 'clicks.flac', format: 'flac', type: 'audio/flac', duration: 3, seeksWell: true },
	{ name: 'clicks.m4a', format: 'aac', type: 'audio/mp4', duration: 3, seeksWell: true }
])('$name', ({ name, shift = 0, duration, ...rest }) => {
	it('is recognised, and its length is counted', async () => {
		const info = await probe(sample(name));
		expect(info).toMatchObject(rest);
		expect(Math.abs(info.duration - duration)).toBeLessThan(0.06);
	});

	it.each(decoders.filter((decoder) => decoder === 'ffmpeg' || name !== 'clicks.m4a'))(
		'decodes with every click in its place: %s',
		async (decoder) => {
			const samples = await all(sample(name), decoder);
			expectClicks(samples, shift);
			expect(Math.abs(samples.length / 16000 - (await probe(sample(name))).duration)).toBeLessThan(0.03);
		}
	);
});

it('AAC without ffmpeg is refused with what to install', async () => {
	await expect(all(sample('clicks.m4a'), 'wasm')).rejects.toMatchObject({
		code: 'needs-ffmpeg',
		message: expect.stringContaining('install ffmpeg')
	});
	vi.stubEnv('INKWAVE_FFMPEG', '');
	await expect(all(sample('clicks.m4a'), 'auto')).rejects.toMatchObject({ code: 'needs-ffmpeg' });
	await expect(probe(sample('clicks.m4a'))).rejects.toThrow(/clicks\.m4a is AAC; .*INKWAVE_FFMPEG is empty/);
	vi.stubEnv('INKWAVE_FFMPEG', '/nope');
	await expect(probe(sample('clicks.m4a'))).rejects.toThrow(/INKWAVE_FFMPEG names "\/nope", which does not run/);
	expectClicks(await all(sample('vbr.mp3'), 'auto'));
	vi.unstubAllEnvs();
});

describe('tags', () => {
	const text = (value: string) => new TextEncoder().encode(value);
	const u32 = (value: number) => Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
	const frame = (id: string, ...parts: Uint8Array[]) => {
		const body = Buffer.concat(parts);
		return Buffer.concat([text(id), u32(body.length), Uint8Array.of(0, 0), body]);
	};
	const id3 = (...frames: Uint8Array[]) => {
		const body = Buffer.concat(frames);
		const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 127);
		return Buffer.concat([text('ID3'), Uint8Array.of(3, 0, 0, ...size), body]);
	};
	const words = (id: string, value: string) => frame(id, Uint8Array.of(0), text(value));
	const chapter = (id: string, start: number, title: string, ...more: Uint8Array[]) =>
		frame('CHAP', text(`${id}\0`), u32(start), u32(start + 1000), u32(-1), u32(-1), words('TIT2', title), ...more);

	it('of ID3 with a large picture and chapters are read, and the sound after them is found', async () => {
		const picture = new Uint8Array(700_000).fill(0xff);
		picture.set([0x89, 0x50, 0x4e, 0x47]);
		const path = made(
			'tagged.mp3',
			id3(
				words('TIT2', 'An episode'),
				words('TALB', 'A show'),
				words('TYER', '2023'),
				frame('APIC', text('\0image/jpeg\0\x03\0'), picture),
				chapter('b', 1500, 'Later'),
				chapter('a', 0, 'Start')
			),
			'cbr.mp3'
		);
		const { tags, duration } = await probe(path);
		expect(tags).toMatchObject({ title: 'An episode', show: 'A show', date: '2023', artwork: { type: 'image/png' } });
		expect(tags.artwork!.data.length).toBe(picture.length);
		expect(tags.chapters).toEqual([
			{ start: 0, title: 'Start', image: null, url: null },
			{ start: 1.5, title: 'Later', image: null, url: null }
		]);
		expect(duration).toBeCloseTo(3, 3);
		for (const decoder of decoders) expectClicks(await all(path, decoder));
	});

	it('of ID3 link chapters to the web, and to nothing that a page would run', async () => {
		const link = (url: string) => frame('WXXX', text(`\0\0${url}`));
		const path = made(
			'linked.mp3',
			id3(
				chapter('a', 0, 'Start', link('https://example.org/notes')),
				chapter('b', 1000, 'Middle', link('javascript:alert(1)')),
				chapter('c', 1500, 'Later', link('data:text/html,<script>alert(1)</script>'))
			),
			'cbr.mp3'
		);
		const { chapters } = (await probe(path)).tags;
		expect(chapters.map(({ title, url }) => [title, url])).toEqual([
			['Start', 'https://example.org/notes'],
			['Middle', null],
			['Later', null]
		]);
	});

	it('of ID3 have the day of the year, where there is one', async () => {
		const dated = (day: string) => made('dated.mp3', id3(words('TYER', '2023'), words('TDAT', day)), 'cbr.mp3');
		expect((await probe(dated('0605'))).tags.date).toBe('2023-05-06');
		expect((await probe(dated('3913'))).tags.date).toBe('2023');
	});

	it('of FLAC and Ogg have chapters in their comments', async () => {
		const comments = [
			'CHAPTER001=00:01:02.500',
			'CHAPTER001NAME=The baker',
			'CHAPTER000=00:00:00.000',
			'CHAPTER000NAME=Opening',
			'CHAPTER000URL=https://example.org/notes',
			'CHAPTER002=soon',
			'CHAPTER002NAME=Never'
		];
		const little = (value: number) => Uint8Array.from(u32(value)).reverse();
		const listed = comments.flatMap((comment) => [little(text(comment).length), text(comment)]);
		const body = Buffer.concat([little(0), little(comments.length), ...listed]);
		const flac = readFileSync(sample('clicks.flac'));
		const path = join(folder, 'commented.flac');
		// Right behind the first metadata block, which says what the sound is.
		const head = Uint8Array.of(4, body.length >> 16, (body.length >> 8) & 255, body.length & 255);
		writeFileSync(path, Buffer.concat([flac.subarray(0, 42), head, body, flac.subarray(42)]));
		expect((await probe(path)).tags.chapters).toEqual([
			{ start: 0, title: 'Opening', image: null, url: 'https://example.org/notes' },
			{ start: 62.5, title: 'The baker', image: null, url: null }
		]);
	});

	it('of M4A are read', async () => {
		const { tags } = await probe(sample('clicks.m4a'));
		expect(tags).toMatchObject({ title: 'Clicks in a row', show: 'The Click Show', date: '2024-05-06' });
		expect(tags.chapters.map(({ start, title }) => [start, title])).toEqual([
			[0, 'Start'],
			[1.5, 'Later']
		]);
	});
});

describe('damage', () => {
	it('an MP3 cut in half is refused when its header promises more', async () => {
		for (const name of ['cbr.mp3', 'vbr.mp3']) {
			const bytes = readFileSync(sample(name));
			const path = made('cut.mp3', bytes.subarray(0, bytes.length / 2));
			await expect(probe(path)).rejects.toMatchObject({ code: 'truncated-audio' });
		}
	});

	it('an MP3 without a header, cut within a frame, is read as far as it goes, with a notice', async () => {
		const bytes = readFileSync(sample('cbr-bare.mp3'));
		const info = await probe(made('cut-bare.mp3', bytes.subarray(0, bytes.length / 2 + 11)));
		expect(info.notices.map(({ code }) => code)).toEqual(['cut-frame']);
		expect(info.duration).toBeGreaterThan(1.3);
	});

	it('an M4A cut in half is refused', async () => {
		const bytes = readFileSync(sample('clicks.m4a'));
		await expect(probe(made('cut.m4a', bytes.subarray(0, bytes.length / 2)))).rejects.toMatchObject({
			code: 'truncated-audio'
		});
	});

	it('an M4A cut within an index at its end is refused as cut, unless all that the sound needs is there', async () => {
		const bytes = readFileSync(sample('clicks.m4a'));
		const [index, track] = [bytes.indexOf('moov') - 4, bytes.indexOf('trak') - 4];
		expect(index + bytes.readUInt32BE(index)).toBe(bytes.length);
		const behind = track + bytes.readUInt32BE(track);
		for (const length of [index + 8, track + 9, behind - 1])
			await expect(probe(made('cut.m4a', bytes.subarray(0, length)))).rejects.toMatchObject({
				code: 'truncated-audio',
				message: expect.stringContaining('cut.m4a ends in the middle of its index')
			});
		for (const length of [behind, bytes.length - 1])
			expect((await probe(made('cut.m4a', bytes.subarray(0, length)))).duration).toBeCloseTo(3, 1);
	});

	it('a whole MP4 without sound is told from one that was cut', async () => {
		const bytes = readFileSync(sample('clicks.m4a'));
		for (let at = bytes.indexOf('soun'); at >= 0; at = bytes.indexOf('soun', at + 1)) bytes.write('vide', at);
		await expect(probe(made('mute.m4a', bytes))).rejects.toMatchObject({ code: 'no-audio' });
	});

	it('a FLAC that lost its end is refused, wherever it was cut', async () => {
		const bytes = readFileSync(sample('clicks.flac'));
		// More than half of it is room for tags.
		for (const share of [0.5, 0.6, 0.7, 0.75]) {
			const path = made('cut.flac', bytes.subarray(0, bytes.length * share));
			await expect(probe(path)).rejects.toMatchObject({
				code: 'truncated-audio',
				message: expect.stringMatching(/^Expected the whole episode, but cut\.flac promises 3 seconds and holds [012]:/)
			});
		}
		expect((await probe(made('whole.flac', bytes, new Uint8Array(128)))).duration).toBe(3);
	});

	it.each(['clicks.opus', 'clicks.ogg'])(
		'%s cut within a page is refused, without a last page it has a notice',
		async (name) => {
			const bytes = readFileSync(sample(name));
			for (const length of [bytes.length - 1, bytes.lastIndexOf('OggS') + 5, bytes.length * 0.6]) {
				await expect(probe(made('cut.ogg', bytes.subarray(0, length)))).rejects.toMatchObject({
					code: 'truncated-audio',
					message: expect.stringContaining('cut.ogg ends in the middle of a page')
				});
			}
			const open = Buffer.from(bytes);
			open[open.lastIndexOf('OggS') + 5] &= ~4;
			expect((await probe(made('open.ogg', open))).notices).toEqual([
				{ code: 'cut-frame', message: 'open.ogg has no last page; it may have been cut.' }
			]);
			expect((await probe(made('tail.ogg', bytes, new Uint8Array(50)))).notices).toEqual([]);
		}
	);

	it.skipIf(!ffmpeg)(
		'long files are found whole, and cut where they lost more than a second',
		{ timeout: 60_000 },
		async () => {
			const noise = ['-f', 'lavfi', '-i', 'anoisesrc=d=60:c=pink:r=44100:a=0.3:seed=1'];
			for (const [name, ...options] of [
				['long.flac', '-ac', '2'],
				['best.flac', '-compression_level', '12', '-ar', '48000', '-sample_fmt', 's32'],
				['long.opus', '-b:a', '32k'],
				['long.ogg', '-c:a', 'libvorbis'],
				['flac.oga', '-c:a', 'flac']
			]) {
				const path = join(folder, name);
				await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', ...noise, ...options, path]);
				const info = await probe(path);
				expect(info.duration).toBeCloseTo(60, 1);
				expect(info.notices).toEqual([]);
				const bytes = readFileSync(path);
				for (const share of [0.03, 0.4, 0.7, 0.97])
					await expect(probe(made(`cut-${name}`, bytes.subarray(0, bytes.length * share)))).rejects.toMatchObject({
						code: 'truncated-audio'
					});
			}
		}
	);

	it('junk and tags between frames are no sound', async () => {
		const bytes = readFileSync(sample('cbr-bare.mp3'));
		const junk = new Uint8Array(3000).fill(0x55);
		const tag = new Uint8Array(128);
		tag.set(new TextEncoder().encode('TAG'));
		const path = made('junk.mp3', bytes, junk, bytes, tag);
		const { duration, seeksWell } = await probe(path);
		expect(seeksWell).toBe(false);
		expect(duration).toBeCloseTo(2 * (await probe(sample('cbr-bare.mp3'))).duration, 6);
		expect(clickTimes(await all(path, 'wasm'), 16000).length).toBe(8);
	});

	it('random bytes and a text are no sound', async () => {
		let state = 1;
		const noise = Uint8Array.from({ length: 300_000 }, () => (state = (state * 48271) % 2147483647) >> 8);
		await expect(probe(made('noise.mp3', noise))).rejects.toMatchObject({ name: 'UserError' });
	});
});

describe('the seekable copy', () => {
	it.each(['vbr.mp3', 'vbr-bare.mp3', 'varied.mp3'])('of %s has the same sound at the same times', async (name) => {
		const info = await probe(sample(name));
		const copy = await makeSeekable(sample(name), info, join(folder, `${name}.m4a`));
		expect(copy).toEqual({ file: join(folder, `${name}.m4a`), type: 'audio/mp4' });
		const again = await probe(copy!.file);
		expect(again).toMatchObject({ format: 'mp3', type: 'audio/mp4', seeksWell: true, sampleRate: info.sampleRate });
		expect(again.duration).toBeCloseTo(info.duration, 4);
		expect(await all(copy!.file, 'wasm')).toEqual(await all(sample(name), 'wasm'));
		for (const decoder of decoders) {
			const [before, after] = [await all(sample(name), decoder), await all(copy!.file, decoder)];
			const [a, b] = [clickTimes(before, 16000), clickTimes(after, 16000)];
			a.forEach((time, i) => expect(Math.abs(time - b[i])).toBeLessThan(0.001));
		}
		expect(existsSync(`${copy!.file}.part`)).toBe(false);
	});

	it('is not made where seeking is right', async () => {
		expect(await makeSeekable(sample('cbr.mp3'), await probe(sample('cbr.mp3')), join(folder, 'no.m4a'))).toBeNull();
		expect(existsSync(join(folder, 'no.m4a'))).toBe(false);
	});

	it('leaves nothing behind when it is stopped or cannot be written', async () => {
		const info = await probe(sample('vbr.mp3'));
		const out = join(folder, 'stopped.m4a');
		await expect(makeSeekable(sample('vbr.mp3'), info, out, AbortSignal.abort())).rejects.toThrow(/abort/i);
		expect([existsSync(out), existsSync(`${out}.part`)]).toEqual([false, false]);
		await expect(makeSeekable(sample('vbr.mp3'), info, join(folder, 'nowhere', 'x.m4a'))).rejects.toThrow(/ENOENT/);
	});

	it('of joined files of two bit rates is a plain remux', async () => {
		const path = made('joined.mp3', 'cbr.mp3', 'vbr.mp3');
		const info = await probe(path);
		expect(info.seeksWell).toBe(false);
		const copy = await makeSeekable(path, info, join(folder, 'joined.m4a'));
		expect(Math.abs(statSync(copy!.file).size - statSync(path).size)).toBeLessThan(4000);
		expect(clickTimes(await all(copy!.file, 'wasm'), 16000).length).toBe(8);
	});

	it('of joined files of two sample rates needs ffmpeg, and says so', async () => {
		const path = made('rates.mp3', 'cbr.mp3', 'low.mp3');
		const info = await probe(path);
		expect(info.seeksWell).toBe(false);
		vi.stubEnv('INKWAVE_FFMPEG', '');
		const out = join(folder, 'rates.m4a');
		await expect(makeSeekable(path, info, out)).rejects.toMatchObject({ code: 'needs-ffmpeg' });
		expect([existsSync(out), existsSync(`${out}.part`)]).toEqual([false, false]);
		vi.unstubAllEnvs();
		for (const decoder of decoders) expect(clickTimes(await all(path, decoder), 16000).length).toBe(8);
		if (!ffmpeg) return;
		const copy = await makeSeekable(path, info, out);
		expect(await probe(copy!.file)).toMatchObject({ format: 'aac', seeksWell: true });
		const [a, b] = [clickTimes(await all(path, 'ffmpeg'), 16000), clickTimes(await all(out, 'ffmpeg'), 16000)];
		expect(b.length).toBe(8);
		// Behind the seam the copy is the truth: it alone is served and aligned.
		a.forEach((time, i) => expect(Math.abs(time - b[i])).toBeLessThan(i < 4 ? 0.003 : 0.05));
	});
});

it('reads ahead of the decoder so far and no further; throws what goes wrong there, and ends it where nobody reads on', async () => {
	const source = () => {
		let given = 0;
		return new Readable({
			read() {
				given += 10_000;
				this.push(given > 8_000_000 ? null : Buffer.alloc(10_000));
			}
		});
	};
	const [idle, whole, broken, left] = [source(), source(), source(), source()];
	let read = 0;
	idle.on('data', (chunk: Buffer) => (read += chunk.length));
	const waiting = readAhead(idle);
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(read).toBeGreaterThan(1_000_000);
	expect(read).toBeLessThan(2_000_000);
	waiting.destroy();

	let bytes = 0;
	for await (const chunk of readAhead(whole) as AsyncIterable<Buffer>) bytes += chunk.length;
	expect(bytes).toBe(8_000_000);

	const failing = async () => {
		for await (const chunk of readAhead(broken) as AsyncIterable<Buffer>)
			if (chunk.length) broken.destroy(new Error('the pipe broke'));
	};
	await expect(failing()).rejects.toThrow('the pipe broke');

	for await (const chunk of readAhead(left) as AsyncIterable<Buffer>) if (chunk.length) break;
	await expect.poll(() => left.destroyed).toBe(true);
});

it('stopping early frees the decoder', async () => {
	for (const decoder of decoders) {
		const blocks = decode(sample('vbr.mp3'), { rate: 16000, decoder });
		expect((await blocks.next()).done).toBe(false);
		expect(await blocks.return(undefined)).toEqual({ done: true, value: undefined });
	}
});
