// The phones that the audio alone suggests, without any text: the best path of the phone loop, traced back.
//
//   frame      0        9    16      27
//   finished   …  HH …… AH … L …… OW        each frame knows which phone it is best to have just finished, and since when
//                 ◄─────┘◄───┘◄─────┘
//
// On clear speech about half of them are right, in noise a third: enough to find a place in the text (places.ts).

import type { Background } from '../score/background.ts';

/** The phones of frames `from` … `until` (half open), in time order. */
export function traceLoop(background: Background, from: number, until: number): number[] {
	const phones: number[] = [];
	for (let frame = Math.min(until, background.frames) - 1; frame >= from;) {
		const length = Math.max(1, background.lasted[frame]);
		phones.push(background.finished[frame]);
		frame -= length;
	}
	return phones.reverse();
}
