import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { UserError } from '#lib/core/errors.ts';
import { parseTranscript } from '#lib/core/formats/formats.ts';
import { listenElsewhere } from '#lib/server/aligner.ts';
import { durationOf } from '#lib/server/audio/probe.ts';
import { listen, type Listening } from '#lib/server/listen.ts';
import { wav } from './audio/clicks.ts';

let child: ChildProcess;
vi.mock('node:child_process', async (original) => {
	const real = await original<typeof import('node:child_process')>();
	return { ...real, fork: (...given: Parameters<typeof real.fork>) => (child = real.fork(...given)) };
});

const { transcript } = parseTranscript(readFileSync('seeds/tiny-plain/transcript.txt'));
const task: Listening = {
	audio: 'seeds/tiny-plain/audio.mp3',
	duration: 46,
	transcript,
	language: 'en',
	modelDir: null
};

test('a process of its own hears the same as here', async () => {
	const there = await listenElsewhere(task, {});
	const here = await listen(task, {});
	expect(there).toEqual(here);
	expect(there.alignment?.timings).toHaveLength(transcript.words.length);
});

test('the waveform has all of the audio, whatever the engine takes of it', async () => {
	const whole = await listen({ ...task, transcript: null }, {});
	const early = await listen(task, {}, async () => ({
		sampleRate: 8000,
		name: 'one block',
		async align(text, samples) {
			for await (const block of samples) {
				block.fill(0);
				break;
			}
			const timings = text.words.map(() => ({ start: 0, end: 0, state: 'unspoken' as const, confidence: 0 }));
			return { engine: '', duration: 46, timings, untranscribed: [], silences: [], matches: true, notices: [] };
		}
	}));
	expect(early.duration).toBe(whole.duration);
	expect(early.peaks).toEqual(whole.peaks);
});

test('an alignment that breaks the contract is never handed on', async () => {
	const broken = listen(task, {}, async () => ({
		sampleRate: 8000,
		name: 'broken',
		align: async () => ({
			engine: '',
			duration: 1,
			timings: [{ start: 2, end: 1, state: 'heard' as const, confidence: 2 }],
			untranscribed: [],
			silences: [],
			matches: true,
			notices: []
		})
	}));
	await expect(broken).rejects.toThrow(/broke its contract: expected 130 timings, one per word|broke its contract: /);
});

test('a sentence for the person comes out of the process as one', async () => {
	const failure = await listenElsewhere({ ...task, modelDir: 'seeds' }, {}).catch((error: unknown) => error);
	expect(failure).toBeInstanceOf(UserError);
	expect((failure as UserError).message).toMatch(/^Expected an acoustic model in .*seeds/);
});

test('a process that falls over settles the call', async () => {
	// Breaks the contract of a transcript.
	const bad = { ...task, transcript: { ...transcript, words: null } } as unknown as Listening;
	await expect(listenElsewhere(bad, {})).rejects.toThrow();
});

test('stopped before and during the work', async () => {
	await expect(listenElsewhere(task, { signal: AbortSignal.abort(new Error('early')) })).rejects.toThrow('early');
	const stop = new AbortController();
	const work = listenElsewhere(task, { signal: stop.signal, onProgress: () => stop.abort(new Error('late')) });
	await expect(work).rejects.toThrow('late');
});

test.skipIf(process.platform === 'win32')('a process that does not stop when it is told to is ended', async () => {
	const stop = new AbortController();
	const onProgress = () => {
		if (stop.signal.aborted) return;
		// It hears nothing any more.
		process.kill(child.pid!, 'SIGSTOP');
		stop.abort(new Error('enough'));
	};
	await expect(listenElsewhere(task, { signal: stop.signal, onProgress })).rejects.toThrow('enough');
	expect(child.signalCode).toBe('SIGKILL');
});

test('sound that a decoder lost is missed, unless the length was not sure', async () => {
	const alone = { ...task, transcript: null };
	await expect(listen({ ...alone, duration: 50, exact: true }, {})).rejects.toMatchObject({
		name: 'UserError',
		code: 'lost-sound',
		message: expect.stringMatching(/^Expected 50 seconds of sound in audio\.mp3, but only 47 could be decoded; /)
	});
	// A little is lost at the ends of many files.
	for (const duration of [48, 46.7, 40]) await listen({ ...alone, duration, exact: true }, {});
	await listen({ ...alone, duration: 50, exact: false }, {});
	// The same of a decoder in another process that stops too early.
	const given = process.env.INKWAVE_FFMPEG;
	const folder = mkdtempSync(join(tmpdir(), 'inkwave-lost-'));
	const script = join(folder, 'ffmpeg');
	writeFileSync(script, '#!/bin/sh\nhead -c 640000 /dev/zero\n', { mode: 0o755 });
	process.env.INKWAVE_FFMPEG = script;
	try {
		const { duration, exact } = await durationOf(task.audio);
		await expect(listenElsewhere({ ...alone, duration, exact }, {})).rejects.toMatchObject({ code: 'lost-sound' });
	} finally {
		if (given === undefined) delete process.env.INKWAVE_FFMPEG;
		else process.env.INKWAVE_FFMPEG = given;
		rmSync(folder, { recursive: true });
	}
});

test.each([
	['silence', 3, 0, 'silent-audio', /^Expected a voice in quiet\.wav, but nothing is to be heard in it; /],
	['a whisper of −80 dB', 3, 0.0001, 'silent-audio', /nothing is to be heard/],
	['a tenth of a second', 0.1, 0.5, 'short-audio', /^Expected a voice in quiet\.wav, but it lasts only 0\.10 seconds; /]
])('%s is not taken for a wrong transcript', async (_, duration, level, code, sentence) => {
	const folder = mkdtempSync(join(tmpdir(), 'inkwave-quiet-'));
	const audio = join(folder, 'quiet.wav');
	const samples = new Float32Array(duration * 16000).map((_, i) => level * Math.sin(i * (0.1 + (i % 4000) / 9000)));
	writeFileSync(audio, wav([samples], 16000));
	try {
		await expect(listenElsewhere({ ...task, audio, duration }, {})).rejects.toMatchObject({
			name: 'UserError',
			code,
			message: expect.stringMatching(sentence)
		});
	} finally {
		rmSync(folder, { recursive: true });
	}
});
