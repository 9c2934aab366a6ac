// A leg of the recording: what is listened to in one search, from a frame and a link of the text on, and again and again
// while the voice and the room in it are learned.
//
//   frames  ──── leg before ───┬─ leg ─► heard ──► look for what is missing ──► learn ──► change the frames ─┐
//   text    ──── its words ────┘            ▲                                                                │ rounds
//                                           └─────────── heard again, from as far on as words were found ◄──┘
//
// Each round learns from the words of the one before, and a hearing that is worse is undone: its frames and its place.
// Source: adaptation without supervision in rounds, Woodland, Pye & Gales 1996,
// "Iterative unsupervised adaptation using maximum likelihood linear regression".
// Invariant: the frames from the leg's room on are those that were heard, changed by the normaliser's transform alone.

import { compose, inverse, transformFrames, type Transform } from './adapt/transform.ts';
import { Room } from './adapt/room.ts';
import { judge } from './confidence.ts';
import type { Normaliser } from './front/normalise.ts';
import { STRIDE, type Hands, type Helper } from './hands/hands.ts';
import { foundWords, type Found } from './heard.ts';
import { STRONG, trustedWords } from './islands.ts';
import { coverage, MISSED, misses } from './matching.ts';
import type { Model } from './model/model.ts';
import { lazyIndex } from './lost.ts';
import { rescue } from './rescue.ts';
import { createAcoustics, featuresOf, type Acoustics } from './score/acoustics.ts';
import { createBackground, type Background } from './score/background.ts';
import type { Graph } from './search/graph.ts';
import { BREATH, createListener, type Listener } from './search/pass.ts';
import { Search, type Pause } from './search/search.ts';

/** Rounds at most over a leg. */
const ROUNDS = 6;
/** By what factor a round must find more words than the one before, and below which share of the best it did harm. */
export const BETTER = 1.05;
export const WORSE = 0.95;
/** Words that nobody says faster, a frame: as far as the text of a leg may reach. */
const FASTEST = 0.05;
/** Words of text that a search passes over at once, if need be. */
const FARTHEST = 200;
/** The share of the found words that should be right. */
export const SURE = 0.8;
/** The share of what is audible in a leg that found words must cover, though no text is missing. */
export const HALF = 0.5;
/** States looked at, for each frame of the audio, to find what was lost. */
export const SEARCHED = { first: 100, again: 150 };

export type Hearing = {
	model: Model;
	graph: Graph;
	pause: Pause;
	hands: Hands;
	helper: Helper | null;
	normaliser: Normaliser;
	/** What words may lack, a frame, in a language that the model was not trained on. */
	allowance: number;
	/** Frame at which each link is expected, NaN where nothing says; null where nothing says anything. */
	hints: Float32Array | null;
	/** Learns from words that were found on a background; null where they are too few. */
	learn: (words: Found[], background: Background) => Promise<Transform | null>;
	/** Called now and then; may throw to stop. */
	tick: () => Promise<void>;
	/** Called with the look under way and the frames that it has seen; `ended` where the end was heard before it began. */
	onFrames: (look: Look, frames: number, ended: boolean) => void;
};

/** `before` are the words that an earlier look has found and that this one begins behind. */
export type Look = {
	search: Search;
	emissions: Acoustics;
	background: Background;
	/** Whether there is known to be noise. */
	noise: boolean;
	before: Found[];
};
export type Sight = Look & { listener: Listener };
/**
 * What is listened to in one search: from a frame and a link on, with the words that were found before. `room` is the
 * first frame of the same room: what is learned holds from there.
 */
export type Leg = { frame: number; room: number; link: number; words: Found[] };
/** What is listened to, whether there was noise at any time (also such that nothing was found in), and the last look. */
type Now = { leg: Leg; noise: boolean; sight: Sight };
/** A hearing of a leg: how many words of it are expected to be right, with which frames, and from which link on. */
export type Best = { right: number; transform: Transform | null; link: number };

/** How many of the words are expected to be right. */
export function rightOf(words: Found[]): number {
	return words.reduce((sum, { confidence }) => sum + confidence, 0);
}

/** Begins with a leg that is all of the recording; `now` is what is listened to, and may be given another leg. */
export function createLegs(hearing: Hearing) {
	const { model, graph, pause, hands, helper, normaliser, hints, tick, learn } = hearing;
	const { frames } = normaliser;
	const text = lazyIndex(graph, model);
	const room = new Room(model.gaussians, frames, BREATH);
	const start: Omit<Now, 'sight'> = { leg: { frame: 0, room: 0, link: 0, words: [] }, noise: false };
	const now: Now = { ...start, sight: look(false, createBackground(hearing.allowance), false, start) };

	function look(
		ended: boolean,
		background: Background,
		unknown = false,
		{ leg, noise }: Omit<Now, 'sight'> = now
	): Sight {
		background.frames = leg.frame;
		const emissions = createAcoustics(model, hands.densities, featuresOf(model, frames), background, STRIDE);
		const scope = { first: leg.link, last: graph.links, from: leg.frame, noise, unknown, expected: hints };
		const search = new Search(graph, emissions, pause, scope, hands.makeStepper);
		const seen = { search, emissions, background, noise, before: leg.words };
		const ear = { model, hands, helper, background, noisy: noise, breathe: tick };
		const tell = async (done: number) => {
			hearing.onFrames(seen, done, ended);
			await tick();
		};
		return { ...seen, listener: createListener(ear, frames, search, emissions, tell, leg.frame) };
	}

	/** Looks for what a search lost, in the text up to link `reach`. Nothing of the search can be asked afterwards. */
	async function find(
		{ background, emissions }: Look,
		words: Found[],
		since: { frame: number; link: number },
		reach: number,
		states: number
	) {
		const { makeStepper } = hands;
		const { noise } = now;
		const lost = { model, graph, pause, background, emissions, hints, noise, text, since, reach, tick, makeStepper };
		const found = await rescue(lost, words, states);
		judge(found.words);
		return found;
	}

	function change(transform: Transform): void {
		transformFrames(frames, transform, now.leg.room);
		room.forget(now.leg.room);
		normaliser.transform = normaliser.transform ? compose(normaliser.transform, transform) : transform;
	}

	/** Changes the room's frames to how they are with `transform` alone. */
	function restore(transform: Transform | null): void {
		if (transform === normaliser.transform) return;
		if (normaliser.transform) transformFrames(frames, inverse(normaliser.transform), now.leg.room);
		if (transform) transformFrames(frames, transform, now.leg.room);
		room.forget(now.leg.room);
		normaliser.transform = transform;
	}

	/** Listens to the leg once more, after its frames have changed; `unknown` is the voice where they were only widened. */
	async function again(ended: boolean, unknown = false): Promise<void> {
		now.sight = look(ended, now.sight.background, unknown);
		await now.sight.listener(ended, true);
	}

	/** What was found of the leg so far. */
	function heard(ended: boolean) {
		const { search, emissions, background } = now.sight;
		const words = foundWords(graph, search.soFar(), emissions).filter(({ first }) => first >= now.leg.frame);
		judge(words);
		const since = now.leg.words.at(-1)?.last ?? 0;
		const sayable = now.leg.link + Math.round(FASTEST * (background.frames - since));
		const reach = ended ? graph.links : Math.min(graph.links, sayable);
		const passed = ended || words.length === 0 ? reach : graph.linkOf[words.at(-1)!.row] + 1;
		const covered = coverage(words, background, now.leg.frame);
		return {
			words,
			/** Words that are expected to be right. */
			right: rightOf(trustedWords(words, graph, now.noise)),
			covered,
			/** Links that may have been said. */
			reach: Math.max(passed, reach),
			missing: misses(words, passed - now.leg.link, background, MISSED, now.leg.frame) || (!ended && covered < HALF)
		};
	}

	/** Begins the leg as far on in the text as what was found in it, where that is too far for the search to come by. */
	function catchUp(words: Found[]): void {
		const [sure] = trustedWords(words, graph, now.noise, STRONG);
		if (!sure) return;
		const link = graph.linkOf[sure.row] - Math.round(FASTEST * (sure.first - now.leg.frame));
		if (link - now.leg.link > FARTHEST) now.leg = { ...now.leg, link };
	}

	/**
	 * Learns the voice from what was heard of the leg and hears it again, while that helps; goes on with the best of these
	 * hearings and the one before. Where there is nothing to learn from, `onward` begins a new leg behind this one, with as
	 * little of the text.
	 */
	async function rounds(ended: boolean, before: Best, onward = false): Promise<void> {
		let best = before;
		let last = 0;
		let learned = false;
		const goBack = () => {
			restore(best.transform);
			now.leg = { ...now.leg, link: best.link };
			return again(ended);
		};
		for (let left = ROUNDS; ; left--) {
			const { words, right, reach, missing } = heard(ended);
			if (right >= best.right) best = { right, transform: normaliser.transform, link: now.leg.link };
			const enough = !missing && (learned || right > SURE * words.length);
			if (left === 0 || enough || (learned && right <= BETTER * last)) {
				if (right < WORSE * best.right) await goBack();
				return;
			}
			last = right;
			const found = await find(now.sight, words, now.leg, reach, SEARCHED.first);
			const transform = await learn(found.words, now.sight.background);
			// What was lost was searched for in the place of the search.
			if (transform) {
				learned = true;
				catchUp(found.words);
				change(transform);
				await again(ended);
			} else if (learned || !onward) return goBack();
			else {
				now.leg = { ...now.leg, frame: now.sight.background.frames };
				now.sight = look(ended, now.sight.background, true);
				return;
			}
		}
	}

	/** Listens from where the leg's room begins. */
	async function fromItsRoom(ended: boolean): Promise<void> {
		const link = Math.max(0, now.leg.link - Math.round(FASTEST * (now.leg.frame - now.leg.room)));
		now.leg = { ...now.leg, frame: now.leg.room, link };
		await again(ended);
	}

	return { now, room, look, find, change, restore, again, heard, rounds, fromItsRoom };
}
