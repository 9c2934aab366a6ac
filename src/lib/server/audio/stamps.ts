// Where silence belongs between samples, by the timestamps of the container. A player that seeks goes by them: the first
// sample need not be at 0, a recording may have been paused, and of a damaged file a stretch is lost.
//
//   sound       |aaaaa|bbbbb|ccccc|          as the decoder gives it
//   stamps       0     5     13              of each piece, in samples
//   placed      |aaaaa|bbbbb|···|ccccc|      c after 3 samples of silence
//
// Silence is only put in, nothing is ever taken away: stamps that go back (files one behind another) or are a little off
// the samples (they are rounded to milliseconds in WebM) leave the samples one after another.

/** `sound` samples, after `silence` samples without sound. */
export type Run = { silence: number; sound: number };

export type Stamps = {
	/** Text of ffmpeg's framecrc format: a line of each packet, "stream, dts, pts, samples, bytes, checksum". */
	push(text: string): void;
	/** What has stamps and was not taken yet. Whoever takes some of it counts it down here. */
	runs: Run[];
};

/** Seconds that the stamps may be ahead of the samples before that is a gap. */
export const GAP = 0.1;
/** The same for the first sample. A decoder's delay that a container did not take off as a whole is less. */
const LATE = 0.01;
/** What is further ahead than this is no time. */
const NEVER = 24 * 3600;

/** `from` is the time of the first sample: `stamp` its own, `zero` 0 whatever its stamp says. Rate in Hz. */
export function createStamps(rate: number, from: 'stamp' | 'zero', onGap?: (seconds: number) => void): Stamps {
	const runs: Run[] = [];
	let line = '';
	let origin = 0;
	let place: number | null = null;

	const add = (stamp: number, sound: number) => {
		let silence = 0;
		if (place === null) {
			if (from === 'zero') origin = stamp;
			else if (stamp > LATE * rate && stamp < NEVER * rate) silence = stamp;
			place = 0;
		} else {
			const ahead = stamp - origin - place;
			if (ahead > GAP * rate && ahead < NEVER * rate) silence = ahead;
			if (silence) onGap?.(silence / rate);
		}
		place += silence + sound;
		const last = runs.at(-1);
		if (last && !silence) last.sound += sound;
		else runs.push({ silence, sound });
	};

	return {
		runs,
		push(text) {
			const lines = (line + text).split('\n');
			line = lines.pop()!;
			for (const text of lines) {
				if (text.startsWith('#')) continue;
				const [, , stamp, samples] = text.split(',', 4).map(Number);
				if (Number.isSafeInteger(stamp) && samples > 0) add(stamp, samples);
			}
		}
	};
}
