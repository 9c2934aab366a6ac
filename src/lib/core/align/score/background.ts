// The phone loop, frame by frame, as the first pass heard it: what words are held against, and a phone string of the
// whole recording to look places up with.

import type { Looped } from './phoneloop.ts';

export type Background = {
	frames: number;
	/** What the loop gained. */
	gain: Int32Array;
	/** Not 0 where nobody speaks: SILENCE where the loop was in it, NOISE where there is nothing else (steady.ts). */
	silent: Uint8Array;
	/** The phone that it is best to have finished with this frame, and its length in frames (255 and more are 255). */
	finished: Uint8Array;
	lasted: Uint8Array;
	/** Taken off the gain outside silence, in scores: what true words lack in a language the model was not trained on. */
	allowance: number;
};

/** What a frame is in that nobody speaks in. */
export const SILENCE = 1;
export const NOISE = 2;

export function createBackground(allowance = 0): Background {
	const bytes = () => new Uint8Array(4096);
	return { frames: 0, gain: new Int32Array(4096), silent: bytes(), finished: bytes(), lasted: bytes(), allowance };
}

/** How many of the frames `begin` … `end` (half open) are not silent. */
export function countAudible(silent: ArrayLike<number>, begin: number, end: number): number {
	let audible = 0;
	for (let frame = begin; frame < end; frame++) if (!silent[frame]) audible++;
	return audible;
}

/** Goes on with the next frames of the loop; `silence` is the phone that counts as silent. */
export function extendBackground(background: Background, looped: Looped, silence: number): void {
	const { frames, allowance } = background;
	const count = looped.gain.length;
	while (background.gain.length < frames + count) makeRoom(background);
	background.finished.set(looped.finished, frames);
	background.lasted.set(looped.lasted, frames);
	for (let t = 0; t < count; t++) {
		const silent = looped.best[t] === silence;
		background.silent[frames + t] = silent ? SILENCE : 0;
		background.gain[frames + t] = looped.gain[t] - (silent ? 0 : allowance);
	}
	background.frames = frames + count;
}

function makeRoom(background: Background): void {
	const size = 2 * background.gain.length;
	const longer = <T extends Uint8Array | Int32Array>(to: T, from: T): T => {
		to.set(from);
		return to;
	};
	background.gain = longer(new Int32Array(size), background.gain);
	background.silent = longer(new Uint8Array(size), background.silent);
	background.finished = longer(new Uint8Array(size), background.finished);
	background.lasted = longer(new Uint8Array(size), background.lasted);
}
