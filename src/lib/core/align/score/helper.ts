// A second pair of hands: densities are computed elsewhere (another thread), one batch ahead of the search.
//
//   here    features of batch 2 ──►  search batch 1        features of batch 3 ──►  search batch 2
//   there                            densities of batch 2                           densities of batch 3
//
// Half of the work is densities, so two threads take little more than half the time. Everything is integers: the result
// is the same to the bit with a helper or without.

import { PACKED } from '../front/features.ts';
import type { Densities } from './densities.ts';

/**
 * `count` frames in packed form (front/features.ts), and for each block of `capacity` frames a mask of codebooks.
 * `spare` is an answer that nobody reads any more: its room may be used again.
 */
export type Batch = { features: Int16Array; count: number; masks: Uint8Array; spare: Uint8Array | null };

/** Resolves to what densities.ts returns for all frames of the batch, one behind the other; it may be longer. */
export type Helper = (batch: Batch) => Promise<Uint8Array>;

/** What a helper does with a batch. */
export function scoreBatch(densities: Densities, { features, count, masks, spare }: Batch): Uint8Array {
	const { capacity, bytesPerFrame } = densities;
	const codebooks = masks.length / Math.ceil(count / capacity);
	const near = spare && spare.length >= count * bytesPerFrame ? spare : new Uint8Array(count * bytesPerFrame);
	for (let first = 0, block = 0; first < count; first += capacity, block++) {
		const frames = Math.min(capacity, count - first);
		densities.features.set(features.subarray(first * PACKED, (first + frames) * PACKED));
		const mask = masks.subarray(block * codebooks, (block + 1) * codebooks);
		near.set(densities.score(frames, mask).subarray(0, frames * bytesPerFrame), first * bytesPerFrame);
	}
	return near;
}
