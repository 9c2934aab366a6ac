// The recording is listened to once as it comes, and again where little is understood: by then the voice and the room are
// learned from the words that were found.
//
//   listen ──► 5 min │ much missing? ──► look for it ──► learn the voice ──► the same 5 min with it … until it helps no more
//                    └──► listen on, with the voice ──────► end │ look for what is missing │ much missing, and nothing
//                         │                                     │ learned yet, or a short recording in noise? all of it again
//                         └ every 5 min │ noise has come or gone? ──► back to where that began, and rounds there │ a new
//                                       │ the way is lost in noise? ──► back to the last sure words, and on        │ leg
//
// The first round widens what noise has narrowed (adapt/widen.ts), each further one learns from the words of the one
// before: of two hours with 10 dB of white noise on them, one round over everything found 39 of 100 words; rounds over the
// beginning find 96, and cost less. Noise of 5 dB on the second of two hours: 50 of 100 words without legs, 97 with them.
// Where noise leaves too little of the 5 min to learn from, the next 5 are tried, up to 15, as if none came before: a search
// that has walked on through the text by chance does not come back. What is learned there tells the beginning too.
// Source: adaptation without supervision in rounds, Woodland, Pye & Gales 1996,
// "Iterative unsupervised adaptation using maximum likelihood linear regression".
// Invariants: rounds begin at the same frame however the audio comes and whoever helps, so that the result is the same; a
// leg begins behind words that are sure, if there are any, and leaves them as they are.

import { compose, inverse, transformFrames, type Transform } from './adapt/transform.ts';
import { Room } from './adapt/room.ts';
import { lackOf, meanFactor, NARROW, widen } from './adapt/widen.ts';
import { judge } from './confidence.ts';
import type { Normaliser } from './front/normalise.ts';
import { SIDE } from './front/features.ts';
import { STRIDE, type Hands, type Helper } from './hands/hands.ts';
import { foundWords, type Found } from './heard.ts';
import { coverage, MISSED, misses } from './matching.ts';
import type { Model } from './model/model.ts';
import { STRONG, trustedWords } from './islands.ts';
import { lazyIndex, rescue, type Misplaced } from './rescue.ts';
import { createAcoustics, featuresOf, type Acoustics } from './score/acoustics.ts';
import { createBackground, type Background } from './score/background.ts';
import type { Graph } from './search/graph.ts';
import { BREATH, createListener, type Listener } from './search/pass.ts';
import { Search, type Pause } from './search/search.ts';

/** Frames after which it is asked whether enough was understood, and then again and again. */
const BEGINNING = 15 * BREATH;
/** Legs that may find no more than was found before, and the frames that one has at least and at most when it is begun. */
const VAIN = 3;
const LEG = { shortest: BEGINNING / 2, longest: 3 * BEGINNING };
/** The share of what can be heard that may lack words where nothing is wrong. */
const LACKING = 0.1;
/** What is longer (frames) is listened to again from end to end only once, and where more than a fifth is missing. */
const SHORT = 180_000;
/** A fifth of the words, or of the audible time. */
const MUCH = 0.2;
/** Rounds at most in which the voice is learned: over a leg, and over all of it. */
const ROUNDS = { leg: 6, whole: 3 };
/** By what factor a round must find more words than the one before, and below which share of the best it did harm. */
const BETTER = 1.05;
const WORSE = 0.95;
/** Words that nobody says faster, a frame: as far as the text of the beginning may reach. */
const FASTEST = 0.05;
/** Words of text that a search passes over at once, if need be. */
const FARTHEST = 200;
/** The share of the found words that should be right. */
const SURE = 0.8;
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

/** `before` are the words that an earlier look has found and that this one begins behind. */
export type Look = {
	search: Search;
	emissions: Acoustics;
	background: Background;
	/** Whether there is known to be noise. */
	noise: boolean;
	before: Found[];
};
type Sight = Look & { listener: Listener };
/**
 * What is listened to in one search: from a frame and a link on, with the words that were found before. `room` is the
 * first frame of the same room: what is learned holds from there.
 */
type Leg = { frame: number; room: number; link: number; words: Found[] };
/** A hearing of a leg: how many words of it are expected to be right, with which frames, and from which link on. */
type Best = { right: number; transform: Transform | null; link: number };
export type Outcome = Look & {
	words: Found[];
	misplaced: Misplaced[];
	/** Whether the frames know the voice as these words tell it. */
	learned: boolean;
	/** The first frame of each room. */
	rooms: number[];
};

/** How many of the words are expected to be right. */
function rightOf(words: Found[]): number {
	return words.reduce((sum, { confidence }) => sum + confidence, 0);
}

/** Whether something is to be heard in a quarter of a shortest leg's frames from `from` on. */
function audible({ frames, silent }: Background, from: number): boolean {
	let loud = 0;
	for (let frame = from; frame < frames; frame++) if (!silent[frame]) loud++;
	return loud >= LEG.shortest / 4;
}

/** `listen` goes on over the normaliser's frames, and `finish` says what was found once the last of them was heard. */
export function createLooks(hearing: Hearing): { listen(ended: boolean): Promise<void>; finish(): Promise<Outcome> } {
	const { model, graph, pause, hands, helper, normaliser, hints, tick, learn } = hearing;
	const { frames } = normaliser;
	const text = lazyIndex(graph, model);
	let leg: Leg = { frame: 0, room: 0, link: 0, words: [] };
	/** Whether there was noise at any time, also such that nothing was found in. */
	let noise = false;
	let sight = look(false, createBackground(hearing.allowance));
	let begun = false;
	let widened = false;
	let taught = false;
	let vain = 0;
	const rooms = [0];
	const room = new Room(model.gaussians, frames, BREATH);
	/** Frames of which the spread is what is usual, half open, and what was so before something in vain. */
	let usual = { from: 0, until: BEGINNING };
	let former: typeof usual | null = null;
	normaliser.gate = BEGINNING + SIDE;

	function look(ended: boolean, background: Background, unknown = false): Sight {
		background.frames = leg.frame;
		const emissions = createAcoustics(model, hands.densities, featuresOf(model, frames), background, STRIDE);
		const scope = { first: leg.link, last: graph.links, from: leg.frame, noise, unknown, expected: hints };
		const search = new Search(graph, emissions, pause, scope, hands.makeStepper);
		const seen = { search, emissions, background, noise, before: leg.words };
		const ear = { model, hands, helper, background };
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
		const lost = { model, graph, pause, background, emissions, hints, noise, text, since, reach, tick, makeStepper };
		const found = await rescue(lost, words, states);
		judge(found.words);
		return found;
	}

	function change(transform: Transform): void {
		transformFrames(frames, transform, leg.room);
		room.forget(leg.room);
		normaliser.transform = normaliser.transform ? compose(normaliser.transform, transform) : transform;
	}

	/** Changes the room's frames to how they are with `transform` alone. */
	function restore(transform: Transform | null): void {
		if (transform === normaliser.transform) return;
		if (normaliser.transform) transformFrames(frames, inverse(normaliser.transform), leg.room);
		if (transform) transformFrames(frames, transform, leg.room);
		room.forget(leg.room);
		normaliser.transform = transform;
	}

	/** Listens to the leg once more, after its frames have changed; `unknown` is the voice where they were only widened. */
	async function again(ended: boolean, unknown = false): Promise<void> {
		sight = look(ended, sight.background, unknown);
		await sight.listener(ended, true);
	}

	/** What was found of the leg so far. */
	function heard(ended: boolean) {
		const { search, emissions, background } = sight;
		const words = foundWords(graph, search.soFar(), emissions).filter(({ first }) => first >= leg.frame);
		judge(words);
		const since = leg.words.at(-1)?.last ?? 0;
		const sayable = leg.link + Math.round(FASTEST * (background.frames - since));
		const reach = ended ? graph.links : Math.min(graph.links, sayable);
		const passed = ended || words.length === 0 ? reach : graph.linkOf[words.at(-1)!.row] + 1;
		const covered = coverage(words, background, leg.frame);
		return {
			words,
			/** Words that are expected to be right. */
			right: rightOf(trustedWords(words, graph, noise)),
			covered,
			/** Links that may have been said. */
			reach: Math.max(passed, reach),
			missing: misses(words, passed - leg.link, background, MISSED, leg.frame) || (!ended && covered < HALF)
		};
	}

	/** Begins the leg as far on in the text as what was found in it, where that is too far for the search to come by. */
	function catchUp(words: Found[]): void {
		const [sure] = trustedWords(words, graph, noise, STRONG);
		if (!sure) return;
		const link = graph.linkOf[sure.row] - Math.round(FASTEST * (sure.first - leg.frame));
		if (link - leg.link > FARTHEST) leg = { ...leg, link };
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
			leg = { ...leg, link: best.link };
			return again(ended);
		};
		for (let left = ROUNDS.leg; ; left--) {
			const { words, right, reach, missing } = heard(ended);
			if (right >= best.right) best = { right, transform: normaliser.transform, link: leg.link };
			const enough = !missing && (learned || right > SURE * words.length);
			if (left === 0 || enough || (learned && right <= BETTER * last)) {
				if (right < WORSE * best.right) await goBack();
				return;
			}
			last = right;
			const found = await find(sight, words, leg, reach, SEARCHED.first);
			const transform = await learn(found.words, sight.background);
			// What was lost was searched for in the place of the search.
			if (transform) {
				learned = true;
				catchUp(found.words);
				change(transform);
				await again(ended);
			} else if (learned || !onward) return goBack();
			else {
				leg = { ...leg, frame: sight.background.frames };
				sight = look(ended, sight.background, true);
				return;
			}
		}
	}

	/**
	 * Rounds over the beginning, where much of it is missing. Whether that is done: where noise leaves too little to learn
	 * from, what comes next may have enough.
	 */
	async function begin(ended: boolean): Promise<boolean> {
		if (ended && leg.frame > leg.room && sight.background.frames - leg.frame < LEG.shortest) await fromItsRoom(ended);
		if (leg.frame > leg.room && meanFactor(lackOf(model.gaussians, frames, leg.frame)) < 1 / NARROW) {
			// Noise was over when this leg began.
			leg = { ...leg, room: leg.frame };
			rooms.push(leg.frame);
			taught = false;
			restore(null);
			await again(ended);
		}
		const { words, missing, covered } = heard(ended);
		const last = ended || frames.length >= LEG.longest;
		if (!missing && rightOf(words) > SURE * words.length) {
			await understood(ended);
			return true;
		}
		const lack = lackOf(model.gaussians, frames, leg.frame).map((factor) => Math.max(1, factor));
		const narrow = meanFactor(lack) >= NARROW;
		noise ||= narrow;
		const strong = trustedWords(words, graph, noise, STRONG);
		const before = { right: rightOf(strong), transform: normaliser.transform, link: leg.link };
		if (narrow) {
			widened = true;
			change(widen(lack));
			await again(ended, true);
		}
		// Without noise, next to nothing is another text, or an advertisement first; and what is short is listened to again
		// once what it lost was looked for.
		else if (!widened && (!missing || ended || covered < MUCH)) return true;
		const { frame } = leg;
		await rounds(ended, before, widened && !last);
		taught = normaliser.transform !== null;
		if (leg.frame > frame) return false;
		await understood(ended);
		return true;
	}

	/** Once the voice is known, more is understood of what came before the leg in the same room. */
	async function understood(ended: boolean): Promise<void> {
		if (leg.frame > leg.room && heard(ended).right > 0) await fromItsRoom(ended);
		usual = { from: leg.room, until: sight.background.frames };
	}

	/** Listens from where the leg's room begins. */
	async function fromItsRoom(ended: boolean): Promise<void> {
		const link = Math.max(0, leg.link - Math.round(FASTEST * (leg.frame - leg.room)));
		leg = { ...leg, frame: leg.room, link };
		await again(ended);
	}

	/**
	 * Begins a new leg and listens to it again, where that is worth while: where noise has come that words are missing in,
	 * with cepstra that are widened; where noise is over that was learned from, with cepstra as they are; and where the way
	 * was lost in noise, as it was, from the last sure words.
	 */
	async function turn(ended: boolean): Promise<void> {
		const { background, search, emissions } = sight;
		const until = background.frames;
		const earliest = Math.max(leg.frame, until - (until % BREATH) - LEG.longest);
		const { come, gone } = changes(earliest, until);
		const changed = come ?? gone;
		if (changed === null && (!widened || vain >= VAIN || until - usual.until < LEG.shortest)) return;
		noise ||= come !== null;
		const words = trustedWords([...leg.words, ...foundWords(graph, search.soFar(), emissions)], graph, noise);
		const lacks = (from: number, share: number) => {
			const inside = words.filter(({ first }) => first >= from);
			return audible(background, from) && coverage(inside, background, from) < 1 - share;
		};
		const strong = trustedWords(words, graph, noise, STRONG);
		const last = strong.at(-1)?.last ?? 0;
		const frame = changed ?? Math.max(earliest, last - (last % BREATH));
		if (until - frame < LEG.shortest) return;
		if (changed === null && strong.length === 0) return;
		if (changed === null && !lacks(Math.max(leg.frame, until - BEGINNING), HALF)) return;
		if (come !== null && !lacks(frame, LACKING)) return;
		// The way up to there is sure where it went on.
		const sure = strong.some(({ first }) => first >= frame) ? words : strong;
		const surest = sure.findLast(({ last }) => last < frame)?.last ?? -1;
		const kept = [...leg.words, ...words.filter(({ first, last }) => first >= leg.frame && last <= surest)];
		if (changed !== null) rooms.push(frame);
		const link = kept.length > 0 ? Math.max(leg.link, graph.linkOf[kept.at(-1)!.row] + 1) : leg.link;
		leg = { frame, room: changed === null ? leg.room : frame, link, words: kept };
		const before = { right: heard(ended).right, transform: normaliser.transform, link };
		if (come !== null) change(widen(lackOf(model.gaussians, frames, frame)));
		else if (gone !== null) restore(null);
		await again(ended, come !== null);
		const first = heard(ended);
		if (gone !== null || (come !== null && (first.right > 0 || first.covered >= MUCH))) await rounds(ended, before);
		const { right, covered } = heard(ended);
		// Where next to nothing is found in noise, nothing of it is in the text.
		const hopeful = come === null || covered >= MUCH;
		// Where noise is over, as much as was found in spite of it is enough.
		const better = hopeful && right > 0 && right >= (gone !== null ? WORSE : BETTER) * before.right;
		former = null;
		if (come !== null && better) widened = taught = true;
		else if (come !== null) {
			former = usual;
			if (normaliser.transform !== before.transform) {
				restore(before.transform);
				leg = { ...leg, link };
				await again(ended);
			}
		}
		if (!better && gone === null) vain++;
		usual = { from: frame, until };
	}

	/** Since when there is noise that was not there before, or none any more that the voice was learned in; null for never. */
	function changes(from: number, until: number): { come: number | null; gone: number | null } {
		const lack = room.lack(usual.from, usual.until);
		const since = (way: 1 | -1) => {
			const frame = room.since(from, until, lack, way);
			return frame !== null && until - frame >= LEG.shortest ? frame : null;
		};
		const come = vain < VAIN ? since(1) : null;
		const gone = come === null ? since(-1) : null;
		if (gone === null) return { come, gone };
		const back = former && Math.abs(room.lack(gone, until) - room.lack(former.from, former.until)) < Math.log(NARROW);
		if (normaliser.transform && !back) return { come, gone };
		// What stood out is over, and nothing was learned from it.
		usual = { from: gone, until };
		former = null;
		return { come: null, gone: null };
	}

	/** Rounds over all of it that are worth while: what the beginning has taught needs none, but in noise. */
	function roundsLeft(found: number): number {
		// So little is another text, or hopeless.
		if (found < MUCH * graph.links && (!widened || frames.length > SHORT)) return 0;
		if (frames.length > SHORT) return taught ? 0 : 1;
		return taught && !widened ? 0 : ROUNDS.whole;
	}

	return {
		async listen(ended) {
			const stop = ended || frames.length >= normaliser.gate;
			await sight.listener(ended, stop);
			if (!stop) return;
			if (begun) await turn(ended);
			else begun = await begin(ended);
			normaliser.gate += BEGINNING;
		},

		async finish() {
			const start: Leg = { frame: 0, room: 0, link: 0, words: [] };
			const { search, emissions } = sight;
			const words = [...leg.words, ...foundWords(graph, search.finish(), emissions)];
			let found = await find(sight, words, start, graph.links, SEARCHED.first);
			let known = false;
			leg = start;
			const most = roundsLeft(found.words.length);
			for (let round = 0; round < most; round++) {
				if (!misses(found.words, graph.links, sight.background, frames.length > SHORT ? MUCH : MISSED)) break;
				const transform = await learn(found.words, sight.background);
				if (!transform) break;
				change(transform);
				const other = look(true, createBackground(hearing.allowance));
				await other.listener(true);
				const steps = foundWords(graph, other.search.finish(), other.emissions);
				const more = await find(other, steps, start, graph.links, SEARCHED.again);
				const before = found.words.length;
				if (more.words.length > before) {
					found = more;
					sight = other;
				} else known = true;
				if (more.words.length < BETTER * before) break;
			}
			return { ...sight, words: found.words, misplaced: await found.misplaced(), learned: known, rooms };
		}
	};
}
