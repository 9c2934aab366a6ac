// The recording is listened to once as it comes, and again where little is understood: by then the voice and the room are
// learned from the words that were found.
//
//   listen ──► 5 min │ much missing? ──► look for it ──► learn the voice ──► the same 5 min with it … until it helps no more
//                    └──► listen on, with the voice ──────► end │ look for what is missing │ much missing, and nothing
//                                                               │ learned yet, or a short recording in noise? all of it again
//
// The first round widens what noise has narrowed (adapt/widen.ts), each further one learns from the words of the one
// before: of two hours with 10 dB of white noise on them, one round over everything found 39 of 100 words; rounds over the
// beginning find 96, and cost less. Source: adaptation without supervision in rounds, Woodland, Pye & Gales 1996,
// "Iterative unsupervised adaptation using maximum likelihood linear regression".
// Invariant: rounds begin at the same frame however the audio comes and whoever helps, so that the result is the same.

import { compose, inverse, transformFrames, type Transform } from './adapt/transform.ts';
import { widen } from './adapt/widen.ts';
import { judge } from './confidence.ts';
import type { Normaliser } from './front/normalise.ts';
import { SIDE } from './front/features.ts';
import { STRIDE, type Hands, type Helper } from './hands/hands.ts';
import { foundWords, type Found } from './heard.ts';
import { coverage, MISSED, misses } from './matching.ts';
import type { Model } from './model/model.ts';
import { lazyIndex, rescue, type Misplaced } from './rescue.ts';
import { createAcoustics, featuresOf, type Acoustics } from './score/acoustics.ts';
import { createBackground, type Background } from './score/background.ts';
import type { Graph } from './search/graph.ts';
import { BREATH, createListener, type Listener } from './search/pass.ts';
import type { Step } from './search/records.ts';
import { Search, type Pause } from './search/search.ts';

/** Frames after which it is asked whether enough was understood. */
const BEGINNING = 15 * BREATH;
/** What is longer (frames) is listened to again from end to end only once, and where more than a fifth is missing. */
const SHORT = 180_000;
/** A fifth of the words, or of the audible time. */
const MUCH = 0.2;
/** Rounds at most: over the beginning, the first hearing counted, and over all of it. */
const ROUNDS = { beginning: 7, whole: 3 };
/** By what factor a round must find more words than the one before, and below which share of the best it did harm. */
const BETTER = 1.05;
const WORSE = 0.95;
/** Words that nobody says faster, a frame: as far as the text of the beginning may reach. */
const FASTEST = 0.05;
/** The share of the audible beginning that found words must cover, though no text is missing. */
const HALF = 0.5;
/** States looked at, for each frame of the audio, to find what was lost. */
const SEARCHED = { first: 100, again: 150 };

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

export type Look = { search: Search; emissions: Acoustics; background: Background };
type Sight = Look & { listener: Listener };
export type Outcome = Look & {
	words: Found[];
	misplaced: Misplaced[];
	/** Whether the frames know the voice as these words tell it. */
	learned: boolean;
};

/** `listen` goes on over the normaliser's frames, and `finish` says what was found once the last of them was heard. */
export function createLooks(hearing: Hearing): { listen(ended: boolean): Promise<void>; finish(): Promise<Outcome> } {
	const { model, graph, pause, hands, helper, normaliser, hints, tick, learn } = hearing;
	const { frames } = normaliser;
	const text = lazyIndex(graph, model);
	let sight = look(false);
	let rounds = ROUNDS.beginning;
	let widened = false;
	normaliser.gate = BEGINNING + SIDE;

	function look(ended: boolean): Sight {
		const background = createBackground(hearing.allowance);
		const emissions = createAcoustics(model, hands.densities, featuresOf(model, frames), background, STRIDE);
		const scope = { first: 0, last: graph.links, expected: hints };
		const search = new Search(graph, emissions, pause, scope, hands.makeStepper);
		const seen = { search, emissions, background };
		const listener = createListener({ model, hands, helper, background }, frames, search, emissions, async (done) => {
			hearing.onFrames(seen, done, ended);
			await tick();
		});
		return { ...seen, listener };
	}

	/** Looks for what the search lost, in the text up to link `reach`. Nothing of the search can be asked afterwards. */
	async function find({ emissions, background }: Look, steps: Step[], reach: number, states: number) {
		const { makeStepper } = hands;
		const lost = { model, graph, pause, background, emissions, hints, text, reach, tick, makeStepper };
		const found = await rescue(lost, foundWords(graph, steps, emissions), states);
		judge(found.words);
		return found;
	}

	function change(transform: Transform): void {
		transformFrames(frames, transform);
		normaliser.transform = normaliser.transform ? compose(normaliser.transform, transform) : transform;
	}

	/** Changes the frames to how they are with `transform` alone. */
	function restore(transform: Transform | null): void {
		if (transform === normaliser.transform) return;
		if (normaliser.transform) transformFrames(frames, inverse(normaliser.transform));
		if (transform) transformFrames(frames, transform);
		normaliser.transform = transform;
	}

	/** Rounds over what was heard so far, while each helps; goes on with the best of them. */
	async function reconsider(ended: boolean): Promise<void> {
		let told = 0;
		let best: { count: number; transform: Transform | null } = { count: 0, transform: null };
		while (rounds > 0) {
			const { search, emissions, background } = sight;
			const steps = search.soFar();
			const words = foundWords(graph, steps, emissions);
			const sayable = ended ? graph.links : Math.min(graph.links, Math.round(FASTEST * background.frames));
			const passed = ended || words.length === 0 ? sayable : graph.linkOf[words.at(-1)!.row] + 1;
			if (words.length > best.count) best = { count: words.length, transform: normaliser.transform };
			const covered = coverage(words, background);
			const missing = misses(words, passed, background) || (!ended && covered < HALF);
			rounds = words.length >= BETTER * told && missing ? rounds - 1 : 0;
			let transform = rounds > 0 && !widened ? widen(model.gaussians, frames) : null;
			if (transform) widened = true;
			// Without noise, next to nothing is another text, or an advertisement first; and what is short is listened to again
			// once what it lost was looked for.
			else if (!widened && (ended || covered < MUCH)) return void (rounds = 0);
			else if (rounds > 0) {
				told = words.length;
				const found = await find(sight, steps, Math.max(passed, sayable), SEARCHED.first);
				transform = await learn(found.words, background);
				// The search is over now: what was lost was searched for in its place.
				if (!transform) restore(best.transform);
			} else if (words.length < WORSE * best.count) restore(best.transform);
			else return;
			if (transform) change(transform);
			else rounds = 0;
			sight = look(ended);
			await sight.listener(ended, true);
		}
	}

	/** Rounds over all of it that are worth while: what the beginning has taught needs none, but in noise. */
	function roundsLeft(found: number): number {
		// So little is another text, or hopeless.
		if (found < MUCH * graph.links && !widened) return 0;
		if (frames.length > SHORT) return normaliser.transform ? 0 : 1;
		return normaliser.transform && !widened ? 0 : ROUNDS.whole;
	}

	return {
		async listen(ended) {
			const begun = rounds > 0 && frames.length >= normaliser.gate;
			await sight.listener(ended, ended || begun);
			if (ended || begun) await reconsider(ended);
			if (begun) normaliser.gate = Infinity;
		},

		async finish() {
			let found = await find(sight, sight.search.finish(), graph.links, SEARCHED.first);
			let learned = false;
			const most = roundsLeft(found.words.length);
			for (let round = 0; round < most; round++) {
				if (!misses(found.words, graph.links, sight.background, frames.length > SHORT ? MUCH : MISSED)) break;
				const transform = await learn(found.words, sight.background);
				if (!transform) break;
				change(transform);
				const again = look(true);
				await again.listener(true);
				const more = await find(again, again.search.finish(), graph.links, SEARCHED.again);
				const before = found.words.length;
				if (more.words.length > before) {
					found = more;
					sight = again;
				} else learned = true;
				if (more.words.length < BETTER * before) break;
			}
			return { ...sight, words: found.words, misplaced: await found.misplaced(), learned };
		}
	};
}
