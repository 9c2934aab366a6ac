// The thread that computes densities: one batch in, one answer out, in order. Only protocol here.
//
//   ► { id, batch }    ◄ { id, near }

import { parentPort, workerData } from 'node:worker_threads';
import { readGaussians } from '#lib/core/align/model/gaussians.ts';
import { createSimdDensities } from '#lib/core/align/score/densities-simd.ts';
import { type Batch, scoreBatch } from '#lib/core/align/score/helper.ts';

/** The model's files that densities need, the kernel, and the frames it takes at once. */
export type Setup = { means: Uint8Array; variances: Uint8Array; wasm: Uint8Array; capacity: number };
export type Question = { id: number; batch: Batch };
export type Answer = { id: number; near: Uint8Array };

const { means, variances, wasm, capacity } = workerData as Setup;
const densities = await createSimdDensities(readGaussians(means, variances), capacity, wasm);
parentPort!.on('message', ({ id, batch }: Question) => {
	const near = scoreBatch(densities, batch);
	parentPort!.postMessage({ id, near } satisfies Answer, [near.buffer as ArrayBuffer]);
});
