// Beside a pause, a word begins where the sound does: acoustic states are 30 ms wide and like to take some silence along.
//
//   loudness   ____________▁▃▆█▇▇▅▆▇       floor + share of the rise ┄┄┄┄┄┄▁┄┄  crossed for good here
//   before           │ word                                               │ word
//
// Only where the pause is probable and the sound stands out of it; the border moves by `REACH` at most, or `INWARD`. What
// sounds on beyond it then, well above the pause, is the word's too, if it is over within `OUTWARD`.
// Invariants: a word keeps at least 30 ms; starts stay in order.

import type { Loudness } from '../front/loudness.ts';

/** Seconds that a border may move. */
const REACH = 0.06;
/** The same for the start of a "th" as in "the", inward: what noise is before it, acoustic states take for a part of it. */
const INWARD = 0.4;
/** Decibels that such a one is at least above what the pause sounds like, and that this is above its quietest at most. */
const MARGIN = 6;
const NOISE = 10;
/** Seconds that a word may sound on beyond its border, and what is worth moving it for. */
const OUTWARD = 0.2;
const WORTH = 0.03;
/** Decibels that it is above the quietest of the pause there; less for the weak ones. */
const SOUNDING = 20;
const HISSING = 12;
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

/** What a word begins or ends with: a weak fricative, the "th" of "the", or anything else. */
export type Edge = 'hiss' | 'dh' | 'other';

/** A start moved to the onset of sound, or the start itself where there is no clear one. Seconds. */
export function onset(loudness: Loudness, start: number, end: number, edge: Edge = 'other'): number {
	const inward = Math.min(edge === 'dh' ? INWARD : REACH, end - start - SHORTEST);
	return soundOn(loudness, snap(loudness, start, 1, inward, edge), 1, edge);
}

/** An end moved to where the sound stops. */
export function offset(loudness: Loudness, start: number, end: number, edge: Edge = 'other'): number {
	const inward = Math.min(REACH, end - start - SHORTEST);
	return soundOn(loudness, snap(loudness, end, -1, inward, edge === 'dh' ? 'other' : edge), -1, edge);
}

/** `way` is 1 where sound follows the border, −1 where it comes before it; `inward` bounds the move into the word. */
function snap(loudness: Loudness, border: number, way: 1 | -1, inward: number, edge: Edge): number {
	const { step } = loudness;
	const centre = Math.round(border / step);
	const value = (k: number) => loudness.at(way > 0 ? centre + k : centre - 1 - k);
	// The pause, 25 ms at a time, up to the border.
	const pause = Float64Array.from({ length: Math.round(PAUSE / step) }, (_, k) => {
		let sum = 0;
		for (let j = 0; j < 5; j++) sum += value(k + j - Math.round(PAUSE / step));
		return sum / 5;
	}).sort();
	const floor = pause[0];
	let peak = -Infinity;
	const standsOut = (seconds: number) => {
		for (let k = 0; k < Math.round(seconds / step); k++) peak = Math.max(peak, value(k));
		return peak - floor >= CLEAR;
	};
	if (!standsOut(SOUND) && !(inward > REACH && standsOut(inward + SHORTEST))) return border;
	let line = floor + (edge === 'hiss' ? Math.max(LEAST, HISS_SHARE * (peak - floor)) : SHARE * (peak - floor));
	if (edge === 'dh') {
		// Where the pause is short, what was said before it is no part of it.
		const quiet = pause.filter((level) => level <= floor + NOISE);
		line = Math.max(line, quiet[quiet.length >> 1] + MARGIN);
	}
	const most = Math.max(0, Math.floor(inward / step));
	for (let k = -Math.round(REACH / step); k <= most; k++) {
		let above = 0;
		while (above < STEADY && value(k + above) > line) above++;
		if (above === STEADY) return k === -Math.round(REACH / step) ? border : (way > 0 ? centre + k : centre - k) * step;
	}
	return border;
}

/** A border moved outward to where the sound beyond it is over; the border itself where it goes on for long. */
function soundOn(loudness: Loudness, border: number, way: 1 | -1, edge: Edge): number {
	const { step } = loudness;
	const centre = Math.round(border / step);
	/** Decibels of the 25 ms around. */
	const level = (k: number) => {
		let sum = 0;
		for (let j = k - 2; j <= k + 2; j++) sum += loudness.at(way > 0 ? centre + j : centre - 1 - j);
		return sum / 5;
	};
	let floor = Infinity;
	for (let k = -Math.round(PAUSE / step); k < 0; k++) floor = Math.min(floor, level(k + 2));
	const line = floor + (edge === 'hiss' ? HISSING : SOUNDING);
	const most = Math.round(OUTWARD / step);
	let beyond = 0;
	while (beyond < most && level(-beyond - 1) > line) beyond++;
	return beyond < most && beyond * step > WORTH ? border - way * beyond * step : border;
}
