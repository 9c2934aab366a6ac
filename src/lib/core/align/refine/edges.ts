// Beside a pause, a word begins where the sound does: acoustic states are 30 ms wide and like to take some silence along.
//
//   loudness   ____________▁▃▆█▇▇▅▆▇       floor + share of the rise ┄┄┄┄┄┄▁┄┄  crossed for good here
//   before           │ word                                               │ word
//
// Only where the pause is probable and the sound stands out of it; the border moves by `REACH` at most.
// Invariants: a word keeps at least 30 ms; starts stay in order.

import type { Loudness } from '../front/loudness.ts';

/** Seconds that a border may move. */
const REACH = 0.06;
/** Seconds looked at on either side for the floor of the pause and the height of the sound. */
const PAUSE = 0.25;
const SOUND = 0.15;
/** The sound must rise by this many decibels over the pause. */
const CLEAR = 25;
/** Where in the rise the border is. */
const SHARE = 0.3;
/** The same for f, s, sh, th and h, which are weak themselves, and the decibels it is at least. */
const HISS_SHARE = 0.12;
const LEAST = 5;
/** Values in a row that must be above the line. */
const STEADY = 3;
const SHORTEST = 0.03;

/**
 * A start moved to the onset of sound, or the start itself where there is no clear one. Seconds. `hiss` says that the
 * word begins with a weak fricative.
 */
export function onset(loudness: Loudness, start: number, end: number, hiss = false): number {
	return snap(loudness, start, 1, Math.min(REACH, end - start - SHORTEST), hiss);
}

/** An end moved to where the sound stops. */
export function offset(loudness: Loudness, start: number, end: number, hiss = false): number {
	return snap(loudness, end, -1, Math.min(REACH, end - start - SHORTEST), hiss);
}

/** `way` is 1 where sound follows the border, −1 where it comes before it; `inward` bounds the move into the word. */
function snap(loudness: Loudness, border: number, way: 1 | -1, inward: number, hiss: boolean): number {
	const { step } = loudness;
	const centre = Math.round(border / step);
	const value = (k: number) => loudness.at(way > 0 ? centre + k : centre - 1 - k);
	let floor = Infinity;
	for (let k = -Math.round(PAUSE / step); k < 0; k++) {
		// The quietest 25 ms before the border.
		let sum = 0;
		for (let j = 0; j < 5; j++) sum += value(k + j);
		if (sum / 5 < floor) floor = sum / 5;
	}
	let peak = -Infinity;
	for (let k = 0; k < Math.round(SOUND / step); k++) peak = Math.max(peak, value(k));
	if (peak - floor < CLEAR) return border;
	const line = floor + (hiss ? Math.max(LEAST, HISS_SHARE * (peak - floor)) : SHARE * (peak - floor));
	const most = Math.max(0, Math.floor(inward / step));
	for (let k = -Math.round(REACH / step); k <= most; k++) {
		let above = 0;
		while (above < STEADY && value(k + above) > line) above++;
		if (above === STEADY) return k === -Math.round(REACH / step) ? border : (way > 0 ? centre + k : centre - k) * step;
	}
	return border;
}
