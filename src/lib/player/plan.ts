// What a playing player does next without being asked again: stop at the end of a clip, go round a loop, fall asleep,
// jump over a silence. Looked up from the current time on every frame, never scheduled ahead.

import type { Region } from '#lib/core/episode.ts';
import { lowerBound } from '#lib/core/lowerbound.ts';

export type Plan = { pause: boolean; because: 'range' | 'sleep' | null; seek: number | null };

type Wishes = {
	range: Region | null;
	loop: boolean;
	sleep: { kind: 'clock'; at: number } | { kind: 'topic'; end: number } | null;
	/** Sorted; empty where the listener wants to hear them. */
	silences: Region[];
	/** Whether the audio is at its end: a little before it should be, perhaps, and whatever was to end later ends here. */
	ended?: boolean;
};

/** Shorter silences are the rhythm of speech: nobody wants them gone. Seconds. */
const WORTH_SKIPPING = 0.7;
/** What is left of a skipped silence before and after, in seconds, so that words do not run into one another. */
const BREATH = 0.2;

const NOTHING: Plan = { pause: false, because: null, seek: null };

/** `time` in seconds of audio, `now` in milliseconds of the wall clock. */
export function plan(time: number, now: number, { range, loop, sleep, silences, ended = false }: Wishes): Plan {
	if (sleep && (sleep.kind === 'clock' ? now >= sleep.at : ended || time >= sleep.end))
		return { pause: true, because: 'sleep', seek: null };
	if (range && (ended || time >= range.end)) {
		return loop ? { ...NOTHING, seek: range.start } : { pause: true, because: 'range', seek: null };
	}
	const to = afterSilence(silences, time);
	return to === null ? NOTHING : { ...NOTHING, seek: range ? Math.min(to, range.end) : to };
}

/** Where to go from within a silence, or null outside of one. */
export function afterSilence(silences: Region[], time: number): number | null {
	const silence = silences[lowerBound(silences, time, ({ end }) => end)];
	if (!silence || silence.end - silence.start < WORTH_SKIPPING) return null;
	const to = silence.end - BREATH;
	return time >= silence.start + BREATH && time < to - 0.05 ? to : null;
}
