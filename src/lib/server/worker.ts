// The process that listens (listen.ts), so that serving and Ctrl-C never wait for it and its memory goes back when it is
// done. One task a process; only protocol here.
//
//   ► Listening                    ► 'stop'
//   ◄ progress*  words*  then one of: heard, failed

import type { Timing } from '#lib/core/episode.ts';
import { UserError } from '#lib/core/errors.ts';
import { type Heard, type Listening, listen, type Progress } from './listen.ts';

export type Message =
	| { type: 'progress'; progress: Progress }
	| { type: 'words'; first: number; timings: Timing[] }
	| { type: 'heard'; heard: Heard }
	/** `code` is null for anything but a UserError. */
	| { type: 'failed'; code: string | null; message: string; stack: string };

/** Between two reports of progress, in milliseconds: an engine may have thousands a second. */
const PACE = 100;

const stop = new AbortController();
const last = new Map<string, number>();

function send(message: Message): Promise<void> {
	return new Promise((resolve, reject) =>
		process.send!(message, undefined, {}, (error) => (error ? reject(error) : resolve()))
	);
}

/** A message that may get lost where the other side is gone: then everything ends anyway. */
function mention(message: Message): void {
	send(message).catch(() => {});
}

function onProgress(progress: Progress): void {
	const now = performance.now();
	if (progress.done < 1 && now - (last.get(progress.stage) ?? -PACE) < PACE) return;
	last.set(progress.stage, now);
	mention({ type: 'progress', progress });
}

async function work(task: Listening): Promise<void> {
	try {
		const onWords = (first: number, timings: Timing[]) => mention({ type: 'words', first, timings });
		const heard = await listen(task, { onProgress, onWords, signal: stop.signal });
		await send({ type: 'heard', heard });
	} catch (error) {
		const code = error instanceof UserError ? error.code : null;
		const { message, stack } = error instanceof Error ? error : new Error(String(error));
		await send({ type: 'failed', code, message, stack: stack ?? '' });
	}
	process.disconnect();
}

if (!process.send) throw new TypeError('expected to be started by aligner.ts, with a channel to it');
// A Ctrl-C reaches every process of the terminal; who started this one decides what it means.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('message', (message: Listening | 'stop') => {
	if (message === 'stop') stop.abort();
	else void work(message);
});
// Nobody is left to listen for.
process.on('disconnect', () => process.exit());
