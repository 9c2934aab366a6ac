// Sound whose container's timestamps do not begin at 0, or have a gap: words are where a player that seeks finds them.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFfmpeg } from '#lib/server/audio/ffmpeg.ts';
import { probe } from '#lib/server/audio/probe.ts';
import { makeSeekable } from '#lib/server/audio/seekable.ts';
import { createStamps } from '#lib/server/audio/stamps.ts';
import { all, clicks, clickTimes, wav } from './clicks.ts';

describe('stamps', () => {
	const runs = (from: 'stamp' | 'zero', ...packets: [number, number][]) => {
		const gaps: number[] = [];
		const stamps = createStamps(1000, from, (seconds) => gaps.push(seconds));
		const text = packets.map(([at, count]) => `0, ${at}, ${at}, ${count}, ${count * 4}, 0x00000000\n`).join('');
		// In pieces, as pipes have them.
		for (const piece of `#software: x\n#tb 0: 1/1000\n${text}`.match(/[^]{1,7}/g)!) stamps.push(piece);
		return { runs: stamps.runs, gaps };
	};

	it('that follow one another are one run', () => {
		expect(runs('stamp', [0, 100], [100, 100], [200, 50])).toEqual({ runs: [{ silence: 0, sound: 250 }], gaps: [] });
	});

	it('ahead of the samples are a gap, a little ahead or behind are not', () => {
		const { runs: found, gaps } = runs('stamp', [0, 500], [580, 20], [500, 30], [5030, 10]);
		expect(found).toEqual([
			{ silence: 0, sound: 550 },
			{ silence: 4480, sound: 10 }
		]);
		expect(gaps).toEqual([4.48]);
	});

	it('that start again, as in joined files, put nothing in', () => {
		expect(runs('stamp', [0, 500], [0, 500], [500, 500], [900, 100]).runs).toEqual([{ silence: 0, sound: 1600 }]);
	});

	it('begin at 0 or where the first one says, unless that is no time', () => {
		expect(runs('stamp', [3000, 10])).toEqual({ runs: [{ silence: 3000, sound: 10 }], gaps: [] });
		expect(runs('zero', [3000, 10], [3010, 10]).runs).toEqual([{ silence: 0, sound: 20 }]);
		expect(runs('stamp', [9e10, 10], [9e10 + 10, 10]).runs).toEqual([{ silence: 0, sound: 20 }]);
		expect(runs('stamp', [-20, 10], [5, 10]).runs).toEqual([{ silence: 0, sound: 20 }]);
	});
});

const ffmpeg = await findFfmpeg();

describe.skipIf(!ffmpeg)('with ffmpeg', () => {
	const CLICKS = [0.3, 1.1, 2.3, 3.6, 5.2, 6.1, 7.4];
	let folder: string;
	let source: string;
	beforeAll(() => {
		folder = mkdtempSync(join(tmpdir(), 'inkwave-stamps-'));
		source = join(folder, 'clicks.wav');
		const samples = clicks(8, 44100, CLICKS);
		// Noise, for frames of about one size.
		let state = 1;
		for (let i = 0; i < samples.length; i++)
			samples[i] += ((state = (state * 48271) % 2147483647) / 2147483647 - 0.5) * 0.02;
		writeFileSync(source, wav([samples], 44100));
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	const make = async (name: string, before: string[], ...after: string[]) => {
		const path = join(folder, name);
		await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', ...before, '-i', source, ...after, path]);
		return path;
	};
	const expectTimes = async (path: string, times: number[], within: number) => {
		const found = clickTimes(await all(path, 'ffmpeg'), 16000);
		expect(found.length).toBe(times.length);
		found.forEach((time, i) => expect(Math.abs(time - times[i])).toBeLessThan(within));
	};
	const PAUSE = ['-af', "asetpts='if(gt(T,4.5),PTS+5/TB,PTS)'"];
	const paused = CLICKS.map((time) => (time > 4.5 ? time + 5 : time));

	it.each([
		['late.m4a', 'aac'],
		['late.webm', 'libopus'],
		['vorbis.webm', 'libvorbis']
	])('%s that begins at 3 s has its sound there', async (name, codec) => {
		const path = await make(name, ['-itsoffset', '3'], '-c:a', codec);
		const late = CLICKS.map((time) => time + 3);
		await expectTimes(path, late, 0.01);
		const info = await probe(path);
		expect(info).toMatchObject({ seeksWell: true, gaps: false });
		expect(Math.abs(info.duration - 11)).toBeLessThan(0.05);
	});

	it.each([
		['pause.m4a', 'aac'],
		['pause.webm', 'libopus'],
		['vorbis-pause.webm', 'libvorbis'],
		['fragments.m4a', 'aac', '-movflags', 'frag_keyframe+empty_moov']
	])(
		'%s with a pause of 5 s in it has the sound behind it later, and a copy without gap',
		async (name, codec, ...how) => {
			const path = await make(name, [], ...PAUSE, '-c:a', codec, ...how);
			await expectTimes(path, paused, 0.03);
			const info = await probe(path);
			expect(info).toMatchObject({ seeksWell: false, gaps: true });
			expect(Math.abs(info.duration - 13)).toBeLessThan(0.05);
			const copy = (await makeSeekable(path, info, join(folder, `${name}.copy.m4a`)))!.file;
			expect(await probe(copy)).toMatchObject({ seeksWell: true, gaps: false });
			await expectTimes(copy, paused, 0.03);
		}
	);

	it.each([
		['damaged.opus', 'libopus'],
		['damaged.flac', 'flac'],
		['damaged.oga', 'flac', '-page_duration', '200000']
	])('%s has the sound behind the damage where it was', async (name, codec, ...how) => {
		const path = await make(name, [], '-c:a', codec, ...how);
		const bytes = readFileSync(path);
		const [from, to] = [0.5, 0.6].map((share) => Math.round(bytes.length * share));
		bytes.fill(0x55, from, to);
		writeFileSync(path, bytes);
		const found = clickTimes(await all(path, 'ffmpeg'), 16000);
		expect(found.length).toBeGreaterThan(2);
		for (const time of [CLICKS.at(0)!, CLICKS.at(-1)!])
			expect(Math.min(...found.map((other) => Math.abs(other - time)))).toBeLessThan(0.01);
	});

	it('ordinary files are sample for sample what ffmpeg gives without stamps', async () => {
		for (const [name, codec] of [
			['plain.m4a', 'aac'],
			['plain.webm', 'libopus'],
			['plain.ogg', 'libvorbis'],
			['plain.flac', 'flac'],
			['plain.mp3', 'libmp3lame']
		]) {
			const path = await make(name, [], '-c:a', codec);
			const raw = join(folder, 'raw');
			const coding = ['-ac', '1', '-ar', '16000', '-c:a', 'pcm_f32le', '-f', 'f32le', raw];
			await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', '-i', path, ...coding]);
			const samples = await all(path, 'ffmpeg');
			expect(Buffer.compare(Buffer.from(samples.buffer), readFileSync(raw))).toBe(0);
		}
	});
});
