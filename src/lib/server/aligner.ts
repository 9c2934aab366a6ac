// Listening in a process of its own: starts worker.ts, passes messages, and settles whatever happens to the process.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { UserError } from '#lib/core/errors.ts';
import type { Listen } from './listen.ts';
import { sourceUrl } from './root.ts';
import type { Message } from './worker.ts';

/** How long a process may take to stop by itself before it is ended, in milliseconds. */
const PATIENCE = 500;

/**
 * Megabytes for what is short-lived, and heaps for malloc: by default V8 and glibc take twice the room that the aligner's
 * garbage is worth. The heavy loops are compiled already, and V8 does the few others sooner and cheaper where it waits for
 * them than where its threads take turns with the aligner's.
 */
export const FLAGS = ['--max-semi-space-size=4', '--no-concurrent-recompilation'];
export const ARENAS = { MALLOC_ARENA_MAX: '2' };

/** As `listen`, elsewhere. Rejects with the signal's reason as soon as the process is gone. */
export const listenElsewhere: Listen = (task, { onProgress, onWords, signal }) =>
	new Promise((resolve, reject) => {
		if (signal?.aborted) return reject(signal.reason);
		const child = fork(fileURLToPath(sourceUrl('src/lib/server/worker.ts')), {
			serialization: 'advanced',
			execArgv: FLAGS,
			env: { ...ARENAS, ...process.env },
			stdio: ['ignore', 'ignore', 'inherit', 'ipc']
		});
		let timer: NodeJS.Timeout | null = null;
		let settle: (() => void) | null = null;
		const stop = () => {
			settle = () => reject(signal?.reason);
			if (child.connected) child.send('stop');
			timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
		};
		signal?.addEventListener('abort', stop, { once: true });
		child.on('message', (message: Message) => {
			if (signal?.aborted) return;
			if (message.type === 'progress') onProgress?.(message.progress);
			else if (message.type === 'words') onWords?.(message.first, message.timings);
			else if (message.type === 'heard') settle = () => resolve(message.heard);
			else settle = () => reject(revive(message));
		});
		child.on('error', (error) => {
			settle ??= () => reject(error);
			// One that could not even be started has no exit to wait for.
			if (child.pid === undefined) settle();
		});
		child.on('close', (code, by) => {
			signal?.removeEventListener('abort', stop);
			if (timer) clearTimeout(timer);
			if (settle) settle();
			else reject(new Error(`the aligning process ended with ${by ?? `code ${code}`} and said nothing`));
		});
		child.send(task);
	});

function revive({ code, message, stack }: Extract<Message, { type: 'failed' }>): Error {
	if (code !== null) return new UserError(code, message);
	const error = new Error(message);
	error.stack = stack;
	return error;
}
