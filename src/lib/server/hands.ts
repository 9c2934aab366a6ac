// A thread that does a part of the aligner's work (core/align/hands/hands.ts): starts hands-worker.ts, passes questions, and
// settles every call whatever happens to the thread.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Batch, Expected, Helper } from '#lib/core/align/hands/hands.ts';
import { UserError } from '#lib/core/errors.ts';
import type { Answer, Question, Setup } from './hands-worker.ts';
import { sourceUrl } from './root.ts';

/** As many as shall work, 1 or 2: INKWAVE_THREADS says how many at most. Throws UserError where that is no number. */
export function threads(): number {
	const set = process.env.INKWAVE_THREADS || '2';
	if (!/^[1-9]\d{0,3}$/.test(set))
		throw new UserError(
			'bad-threads',
			`Expected INKWAVE_THREADS as a number, such as 1, saw "${set}"; correct it, or unset it.`
		);
	return Math.min(2, Number(set), availableParallelism());
}

/**
 * A helper in a thread of its own, null where the machine has one core or INKWAVE_THREADS is 1. The thread starts when it
 * is told to, or with the first question, and does not keep the process alive.
 */
export function createHelper(setup: Setup): Helper | null {
	if (threads() < 2) return null;
	let worker: Worker | null = null;
	let broken: Error | null = null;
	let ready = false;
	let last = 0;
	const calls = new Map<number, { resolve: (answer: unknown) => void; reject: (error: Error) => void }>();
	const fail = (error: Error) => {
		broken = error;
		ready = false;
		for (const { reject } of calls.values()) reject(error);
		calls.clear();
	};
	const start = () => {
		const thread = new Worker(sourceUrl('src/lib/server/hands-worker.ts'), {
			workerData: setup,
			resourceLimits: { maxYoungGenerationSizeMb: 4 }
		});
		thread.on('message', (message: Answer) => {
			if (message === 'ready') ready = true;
			else {
				calls.get(message.id)?.resolve(message.answer);
				calls.delete(message.id);
				if (calls.size === 0) thread.unref();
			}
		});
		thread.on('error', fail);
		thread.on('exit', (code) => fail(new Error(`the aligner's second thread ended with code ${code}`)));
		thread.unref();
		return thread;
	};
	const ask = <T>(question: (id: number) => Question, moved: ArrayBufferView[]): Promise<T> =>
		new Promise((resolve, reject) => {
			if (broken) return reject(broken);
			worker ??= start();
			// A call under way keeps the process alive; an idle thread does not.
			worker.ref();
			calls.set(++last, { resolve: resolve as (answer: unknown) => void, reject });
			worker.postMessage(
				question(last),
				moved.map(({ buffer }) => buffer as ArrayBuffer)
			);
		});
	return {
		start() {
			try {
				worker ??= start();
			} catch (error) {
				// Where no thread can be had, all is done without.
				fail(error as Error);
			}
		},
		get ready() {
			return ready;
		},
		score: (batch) => ask<Batch>((id) => ({ id, type: 'score', batch }), [batch.features, batch.near]),
		expect: (run) => ask<Expected | null>((id) => ({ id, type: 'expect', run }), [run.features, run.background])
	};
}
