// A thread that computes densities for the aligner (core/align/score/helper.ts): starts density-worker.ts, passes
// batches, and settles every call whatever happens to the thread.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Helper } from '#lib/core/align/score/helper.ts';
import type { Answer, Setup } from './density-worker.ts';
import { sourceUrl } from './root.ts';

/**
 * A helper in a thread of its own, null where the machine has one core or INKWAVE_THREADS is 1. The thread starts with
 * the first batch and does not keep the process alive.
 */
export function createHelper(setup: Setup): Helper | null {
	if (availableParallelism() < 2 || process.env.INKWAVE_THREADS === '1') return null;
	let worker: Worker | null = null;
	let broken: Error | null = null;
	let last = 0;
	const calls = new Map<number, { resolve: (near: Uint8Array) => void; reject: (error: Error) => void }>();
	const fail = (error: Error) => {
		broken = error;
		for (const { reject } of calls.values()) reject(error);
		calls.clear();
	};
	const start = () => {
		const thread = new Worker(sourceUrl('src/lib/server/density-worker.ts'), {
			workerData: setup,
			resourceLimits: { maxYoungGenerationSizeMb: 4 }
		});
		thread.on('message', ({ id, near }: Answer) => {
			calls.get(id)?.resolve(near);
			calls.delete(id);
			if (calls.size === 0) thread.unref();
		});
		thread.on('error', fail);
		thread.on('exit', (code) => fail(new Error(`the density thread ended with code ${code}`)));
		return thread;
	};
	return (batch) =>
		new Promise((resolve, reject) => {
			if (broken) return reject(broken);
			worker ??= start();
			// A call under way keeps the process alive; an idle thread does not.
			worker.ref();
			calls.set(++last, { resolve, reject });
			worker.postMessage({ id: last, batch }, [
				batch.features.buffer as ArrayBuffer,
				batch.masks.buffer as ArrayBuffer
			]);
		});
}
