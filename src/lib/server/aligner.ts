// Listening in a thread of its own: starts worker.ts, passes messages, and settles whatever happens to the thread.

import { Worker } from 'node:worker_threads';
import { UserError } from '#lib/core/errors.ts';
import type { Listen } from './listen.ts';
import { sourceUrl } from './root.ts';
import type { Message } from './worker.ts';

/** How long a thread may take to stop by itself before it is ended, in milliseconds. */
const PATIENCE = 500;

/** As `listen`, elsewhere. Rejects with the signal's reason as soon as the thread is gone. */
export const listenInWorker: Listen = (task, { onProgress, onWords, signal }) =>
	new Promise((resolve, reject) => {
		if (signal?.aborted) return reject(signal.reason);
		const worker = new Worker(sourceUrl('src/lib/server/worker.ts'), { workerData: task });
		let timer: NodeJS.Timeout | null = null;
		let settle: (() => void) | null = null;
		const stop = () => {
			settle = () => reject(signal?.reason);
			worker.postMessage('stop');
			timer = setTimeout(() => void worker.terminate(), PATIENCE);
		};
		signal?.addEventListener('abort', stop, { once: true });
		worker.on('message', (message: Message) => {
			if (signal?.aborted) return;
			if (message.type === 'progress') onProgress?.(message.progress);
			else if (message.type === 'words') onWords?.(message.first, message.timings);
			else if (message.type === 'heard') settle = () => resolve(message.heard);
			else settle = () => reject(revive(message));
		});
		worker.on('error', (error) => (settle ??= () => reject(error)));
		worker.on('exit', (code) => {
			signal?.removeEventListener('abort', stop);
			if (timer) clearTimeout(timer);
			if (settle) settle();
			else reject(new Error(`the aligning thread ended with code ${code} and said nothing`));
		});
	});

function revive({ code, message, stack }: Extract<Message, { type: 'failed' }>): Error {
	if (code !== null) return new UserError(code, message);
	const error = new Error(message);
	error.stack = stack;
	return error;
}
