// What the search charges for leaving the straight way, in nats, and how far it looks. Measured on real talk: cheap
// untranscribed stretches fragment the path, jump ahead on chance matches and lose words in noise (1.2 nats a frame
// lost an eighth of the words at 10 dB); dear ones let words swallow music and other people's talk (2.5 did).

import { toScore } from '../model/units.ts';

export const COSTS = {
	/** A pause between words. */
	pause: toScore(1),
	/** Leaving a word out. */
	skip: toScore(60),
	/** A few foreign words in place: in, and each frame. */
	fillerIn: toScore(80),
	fillerFrame: toScore(1.8),
	/** Untranscribed audio: in, each frame, each word of text that is passed over meanwhile, and out again. */
	gapIn: toScore(160),
	gapFrame: toScore(1.8),
	gapWord: toScore(0.1),
	gapOut: toScore(5),
	/** The share of a frame's cost where nobody speaks; what noise costs a pause, too. */
	silentShare: 0.1,
	/** Each frame that a word lasts beyond SLOW. */
	slowFrame: toScore(1)
};

/** Frames that a word may last without paying, and after which it dies: so many a phone, and some more. */
export const SLOW = { perPhone: 14, base: 15 };
export const SLOWEST = { perPhone: 35, base: 60 };

export const BEAMS = {
	/** Everything this far below the best dies. */
	all: toScore(200),
	/**
	 * The same for words while the best path keeps to expected times. Ways around them live on at the borders, and take over
	 * when the words fall behind.
	 */
	expected: toScore(60),
	/** A word this far below the untranscribed path at its own place dies. */
	word: toScore(14),
	/** Untranscribed audio this far below the best dies. */
	gap: toScore(199),
	/** Coming back from an untranscribed stretch is tried within this of the best (and every BACK_EVERY frames). */
	back: toScore(162),
	/**
	 * How far behind the best gap token text is passed over: 200 words at 0.1 nats, fewer with a narrow word beam; what is
	 * farther, rescue.ts finds.
	 */
	passOver: toScore(20)
};

export type Beams = typeof BEAMS;

/**
 * For a short stretch in which those above lost the way: here the right way stays alive though chance is far ahead of it for
 * seconds.
 */
export const WIDE: Beams = { ...BEAMS, all: toScore(800), gap: toScore(799), back: toScore(762) };

/** Frames from one try to come back from an untranscribed stretch to the next. */
export const BACK_EVERY = 3;
/** After so many frames in one, it is tried half as often: what comes back after so long only has to begin roughly right. */
export const LONG_GAP = 1000;

/** Frames that the best path may be off an expected time and still keep to it, and how often that is looked at. */
export const EXPECTED_WITHIN = 300;
export const EXPECTED_EVERY = 64;

/**
 * Where noise leaves no way far behind, the word beam narrows until no more than so many states a frame are looked at
 * (clean speech has a hundred), and widens again. After Steinbiss et al. 1994.
 */
export const EFFORT = {
	/** States a frame: a voice that the model does not know needs them. */
	states: 500,
	/** The same where noise was noticed: there, half of them find as much. */
	noisy: 250,
	/** Frames from one adjustment of the beam to the next. */
	every: 64,
	/** The word beam at its narrowest. */
	narrowest: toScore(7),
	/**
	 * In the first frames of a search it may be so many times the states, as what is learned of the voice there serves the
	 * rest (looks.ts); and nearly all that there are where the voice in noise is unknown, as a hearing that goes astray
	 * leaves nothing to learn from.
	 */
	early: { frames: 30_000, times: 2, unknown: 2000 }
};
