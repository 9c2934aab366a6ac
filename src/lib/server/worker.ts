// The thread that listens (listen.ts), so that serving and Ctrl-C never wait for it. One task a thread; only protocol here.
//
//   ► workerData: Listening      ► 'stop'
//   ◄ progress*  words*  then one of: heard, failed

import { parentPort, workerData } from 'node:worker_threads';
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

const port = parentPort;
if (!port) throw new TypeError('worker.ts runs as a worker thread only');
const send = (message: Message) => port.postMessage(message);
const stop = new AbortController();
port.on('message', () => stop.abort());

const last = new Map<string, number>();
const onProgress = (progress: Progress) => {
	const now = performance.now();
	if (progress.done < 1 && now - (last.get(progress.stage) ?? -PACE) < PACE) return;
	last.set(progress.stage, now);
	send({ type: 'progress', progress });
};
const onWords = (first: number, timings: Timing[]) => send({ type: 'words', first, timings });

try {
	const heard = await listen(workerData as Listening, { onProgress, onWords, signal: stop.signal });
	send({ type: 'heard', heard });
} catch (error) {
	const code = error instanceof UserError ? error.code : null;
	const { message, stack } = error instanceof Error ? error : new Error(String(error));
	send({ type: 'failed', code, message, stack: stack ?? '' });
}
port.close();
