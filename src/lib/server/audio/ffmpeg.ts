// ffmpeg, where the machine has one: run as a child, its samples taken as they come; where only whether it runs is asked,
// it is asked once.
//
// INKWAVE_FFMPEG names the program to use; set but empty it means "use none".
import { type ChildProcess, type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { basename } from 'node:path';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { promisify } from 'node:util';
import { UserError } from '#lib/core/errors.ts';
import type { Channel } from './phase.ts';
import { createStamps, type Run } from './stamps.ts';

const run = promisify(execFile);
const found = new Map<string, Promise<string | null>>();

/** The program's name or path, whether it runs or not; null where none is to be used. */
export function ffmpegProgram(): string | null {
	return (process.env.INKWAVE_FFMPEG ?? 'ffmpeg') || null;
}

/** The program's name or path, or null where there is none that runs. To ask takes as long as to decode a minute. */
export function findFfmpeg(): Promise<string | null> {
	const program = ffmpegProgram();
	if (!program) return Promise.resolve(null);
	let answer = found.get(program);
	if (!answer) {
		answer = run(program, ['-hide_banner', '-version'], { windowsHide: true }).then(
			() => program,
			() => null
		);
		found.set(program, answer);
	}
	return answer;
}

export type SamplesOptions = {
	/** Hz */
	rate: number;
	channel: Channel;
	/**
	 * Which of the container's timestamps hold: none where it has none of its own (MP3), those after the first sample where
	 * players begin with that one, or all.
	 */
	stamps: 'none' | 'later' | 'all';
	/** Seconds of silence that were put in between samples. */
	onGap?: (seconds: number) => void;
	signal?: AbortSignal;
};

/** Bytes that are read before anybody wants them, so that ffmpeg need not wait while others work. */
const AHEAD = 1 << 20;
/**
 * What `source` gives, some of it read before it is wanted. What goes wrong there is thrown to whoever reads; who stops
 * reading ends the source.
 */
export function readAhead(source: Readable): Readable {
	const ahead = new PassThrough({ readableHighWaterMark: AHEAD, writableHighWaterMark: 1 << 16 });
	return pipeline(source, ahead, () => {});
}

/** Samples of one block of silence. */
const SILENCE = 1 << 16;

/**
 * Mono samples at `rate`. Sample 0 is what a player plays at 0: ffmpeg's demuxers apply encoder delays and edit lists,
 * and Chromium plays through the same demuxers. Where timestamps leave a gap, there is silence (stamps.ts). The child is
 * killed when the caller stops early or aborts.
 * @throws UserError `no-audio`, `undecodable-audio` where nothing could be decoded; `ffmpeg-stopped` where it was ended
 * before it was done: what came until then may be half of the episode
 */
export async function* ffmpegSamples(
	program: string,
	path: string,
	{ rate, channel, stamps: kind, onGap, signal }: SamplesOptions
): AsyncGenerator<Float32Array> {
	signal?.throwIfAborted();
	const stamps = kind === 'none' ? null : createStamps(rate, kind === 'all' ? 'stamp' : 'zero', onGap);
	const first = channel === 'first' ? ['-af', 'pan=mono|c0=c0'] : [];
	const mono = ['-map', '0:a:0', '-vn', '-sn', '-dn', ...first, '-ac', '1', '-ar', String(rate), '-c:a', 'pcm_f32le'];
	const child = spawn(
		program,
		['-hide_banner', '-nostdin', '-loglevel', 'error', '-threads', '1']
			// Else ffmpeg lets every file begin at 0, and takes gaps of more than some seconds out of some formats.
			.concat(stamps ? '-copyts' : [], '-i', `file:${path}`, mono)
			.concat(
				stamps
					? ['-f', 'tee', '[f=f32le:flush_packets=0]pipe:1|[f=framecrc]pipe:3']
					: ['-flush_packets', '0', '-f', 'f32le', '-']
			),
		{ stdio: ['ignore', 'pipe', 'pipe', stamps ? 'pipe' : 'ignore'], windowsHide: true }
	) as ChildProcessByStdio<null, Readable, Readable>;
	const complaint = complaintOf(child.stderr);
	if (stamps) (child.stdio[3] as Readable).setEncoding('latin1').on('data', stamps.push);
	const ended = endOf(child);
	const stop = () => child.kill('SIGKILL');
	signal?.addEventListener('abort', stop, { once: true });
	let samples = 0;
	let rest = new Uint8Array(0);
	// A packet and its stamp come on two ways, either of them first.
	const held: Float32Array[] = [];
	try {
		for await (const chunk of readAhead(child.stdout) as AsyncIterable<Buffer>) {
			signal?.throwIfAborted();
			// Most come whole and can be read where they are.
			const whole = rest.length === 0 && chunk.byteOffset % 4 === 0;
			const bytes: Uint8Array<ArrayBufferLike> = whole ? chunk : joined(rest, chunk);
			const count = Math.floor(bytes.length / 4);
			rest = bytes.slice(count * 4);
			if (count === 0) continue;
			samples += count;
			const block = new Float32Array(bytes.buffer, bytes.byteOffset, count);
			if (!stamps) yield block;
			else {
				held.push(block);
				yield* placed(held, stamps.runs);
			}
		}
		const end = await ended;
		signal?.throwIfAborted();
		if (stamps) yield* placed(held, stamps.runs);
		yield* held;
		const why = interruption(end, complaint.last);
		if (why) throw stopped(path, why, samples / rate);
		if (samples === 0) throw noSound(path, complaint.last, end.code);
	} finally {
		signal?.removeEventListener('abort', stop);
		if (child.exitCode === null) stop();
	}
}

/** Both, one behind the other. */
function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
	const bytes = new Uint8Array(first.length + second.length);
	bytes.set(first);
	bytes.set(second, first.length);
	return bytes;
}

/** As much of `held` as the runs cover, with the silence before it; takes it from both. */
function* placed(held: Float32Array[], runs: Run[]): Generator<Float32Array> {
	while (runs.length > 0 && held.length > 0) {
		const run = runs[0];
		while (run.silence > 0) {
			const count = Math.min(run.silence, SILENCE);
			run.silence -= count;
			yield new Float32Array(count);
		}
		const block = held.shift()!;
		const sound = block.subarray(0, run.sound);
		if (sound.length < block.length) held.unshift(block.subarray(sound.length));
		run.sound -= sound.length;
		if (run.sound === 0) runs.shift();
		yield sound;
	}
}

/**
 * Writes the first audio track of `path` to `out`, coded as `options` say.
 * @throws UserError `no-audio`, `undecodable-audio`, `ffmpeg-stopped`; the signal's reason
 */
export async function ffmpegConvert(
	program: string,
	path: string,
	options: string[],
	out: string,
	signal?: AbortSignal
): Promise<void> {
	signal?.throwIfAborted();
	const quiet = ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', '-i', `file:${path}`, '-map', '0:a:0'];
	const child = spawn(program, [...quiet, '-map_metadata', '-1', '-map_chapters', '-1', ...options, `file:${out}`], {
		stdio: ['ignore', 'ignore', 'pipe'],
		windowsHide: true
	});
	const complaint = complaintOf(child.stderr);
	const stop = () => child.kill('SIGKILL');
	signal?.addEventListener('abort', stop, { once: true });
	const end = await endOf(child);
	signal?.removeEventListener('abort', stop);
	signal?.throwIfAborted();
	if (end.code === 0) return;
	if (complaint.diskFull) throw Object.assign(new Error(`no space left to write ${out}`), { code: 'ENOSPC' });
	const why = interruption(end, complaint.last);
	if (why) throw stopped(path, why);
	throw noSound(path, complaint.last, end.code);
}

/**
 * What ffmpeg says, as far as it matters, however much it is: the last of it says why it ended. A damaged file can have a
 * line of every packet.
 */
function complaintOf(stderr: Readable): { last: string; diskFull: boolean } {
	const complaint = { last: '', diskFull: false };
	stderr.setEncoding('utf8').on('data', (text: string) => {
		const all = complaint.last + text;
		complaint.diskFull ||= /no space left/i.test(all);
		complaint.last = all.slice(-2000);
	});
	return complaint;
}

function endOf(child: ChildProcess): Promise<End> {
	return new Promise((resolve) => {
		child.once('error', () => resolve({ code: -1, signal: null }));
		child.once('close', (code, signal) => resolve({ code, signal }));
	});
}

type End = { code: number | null; signal: NodeJS.Signals | null };

/**
 * Why ffmpeg ended where it was not done, null where it read the file as far as it could. Its own codes do not tell: it
 * ends with 0 for most damaged files, with 1 or 69 for others of which it gave all the sound there is.
 */
function interruption({ code, signal }: End, complaint: string): string | null {
	if (signal) return `the system ended it with ${signal}`;
	if (!code || code < 0) return null;
	// A script around ffmpeg passes the signal on as 128 and its number; the largest that ends a program is SIGTERM.
	const named = Object.entries(constants.signals).find(([, number]) => code === 128 + number && number <= 15);
	if (named) return `the system ended it with ${named[0]}`;
	// ffmpeg catches the signals that ask it to stop, and then writes what it has.
	if (code === 255 || code === 123) return `it ended with code ${code}, as when it is told to stop`;
	// Windows has no signals, but codes of this size for programs that crash.
	if (code > 255) return `it crashed with code 0x${code.toString(16)}`;
	// A damaged packet can ask for more memory than there is; what has too many of them (69) is decoded as far as it goes.
	const last = complaint.trim().split('\n').slice(-3).join(' ');
	return code !== 69 && /cannot allocate memory/i.test(last) ? 'it got no memory' : null;
}

function stopped(path: string, why: string, seconds?: number): UserError {
	const after = seconds === undefined ? '' : ` after ${Math.floor(seconds)} seconds of sound`;
	return new UserError(
		'ffmpeg-stopped',
		`Expected ffmpeg to read all of ${basename(path)}, but ${why}${after}; the machine may have run out of memory, so close other programs and try again.`
	);
}

function noSound(path: string, complaint: string, code: number | null): UserError {
	const name = basename(path);
	if (/matches no streams|does not contain any stream/i.test(complaint))
		return new UserError(
			'no-audio',
			`Expected sound in ${name}, but it has no audio track; choose the episode's audio.`
		);
	const reason = complaint.trim().split('\n').at(-1) || `ffmpeg ended with code ${code}`;
	return new UserError(
		'undecodable-audio',
		`Expected sound in ${name}, but nothing in it could be decoded (${reason.replace(/\.$/, '')}); export it again as MP3, M4A, Opus, FLAC or WAV.`
	);
}
