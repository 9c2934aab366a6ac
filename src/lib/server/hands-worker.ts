// The thread that answers for the aligner (core/align/hands/hands.ts), one question after the other. Only protocol here.
//
//   ◄ 'ready'     ► { id, type: 'score', batch } | { id, type: 'expect', run }      ◄ { id, answer }

import { parentPort, workerData } from 'node:worker_threads';
import type { Batch, Expected, Run } from '#lib/core/align/hands/hands.ts';
import { createKernel } from '#lib/core/align/hands/kernel.ts';
import { readModel, type ModelFiles } from '#lib/core/align/model/model.ts';

/** The model (its dictionary is not asked for), the kernel, and the frames whose densities it computes at once. */
export type Setup = { model: ModelFiles; wasm: Uint8Array; capacity: number };
export type Question = { id: number } & ({ type: 'score'; batch: Batch } | { type: 'expect'; run: Run });
export type Answer = 'ready' | { id: number; answer: Batch | Expected | null };

const { model, wasm, capacity } = workerData as Setup;
const hands = await createKernel(readModel(model), capacity, wasm);

parentPort!.on('message', (question: Question) => {
	if (question.type === 'score') {
		const { id, batch } = question;
		hands.score(batch);
		const moved = [batch.features.buffer, batch.near.buffer] as ArrayBuffer[];
		parentPort!.postMessage({ id, answer: batch } satisfies Answer, moved);
	} else parentPort!.postMessage({ id: question.id, answer: hands.expect(question.run) } satisfies Answer);
});
parentPort!.postMessage('ready' satisfies Answer);
