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

import { lackOf, meanFactor, NARROW, widen } from './adapt/widen.ts';
import { foundWords, type Found } from './heard.ts';
import { STRONG, trustedWords } from './islands.ts';
import { BETTER, createLegs, HALF, rightOf, SEARCHED, SURE, WORSE, type Hearing, type Leg, type Look } from './legs.ts';
import { coverage, MISSED, misses } from './matching.ts';
import type { Misplaced } from './misplaced.ts';
import { countAudible, createBackground, type Background } from './score/background.ts';
import { BEHIND } from './score/steady.ts';
import { BREATH } from './search/pass.ts';

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
/** Rounds at most over all of it. */
const ROUNDS = 3;

export type Outcome = Look & {
	words: Found[];
	misplaced: Misplaced[];
	/** Whether the frames know the voice as these words tell it. */
	learned: boolean;
	/** The first frame of each room. */
	rooms: number[];
};

/** Whether something is to be heard in a quarter of a shortest leg's frames from `from` on. */
function audible({ frames, silent }: Background, from: number): boolean {
	return countAudible(silent, from, frames) >= LEG.shortest / 4;
}

/** `listen` goes on over the normaliser's frames, and `finish` says what was found once the last of them was heard. */
export function createLooks(hearing: Hearing): { listen(ended: boolean): Promise<void>; finish(): Promise<Outcome> } {
	const { model, graph, normaliser, learn } = hearing;
	const { frames } = normaliser;
	const { now, room, look, find, change, restore, again, heard, rounds, fromItsRoom } = createLegs(hearing);
	let begun = false;
	let widened = false;
	let taught = false;
	let vain = 0;
	const rooms = [0];
	/** Frames of which the spread is what is usual, half open, and what was so before something in vain. */
	let usual = { from: 0, until: BEGINNING };
	let former: typeof usual | null = null;
	normaliser.gate = BEGINNING + BEHIND;

	/**
	 * Rounds over the beginning, where much of it is missing. Whether that is done: where noise leaves too little to learn
	 * from, what comes next may have enough.
	 */
	async function begin(ended: boolean): Promise<boolean> {
		if (ended && now.leg.frame > now.leg.room && now.sight.background.frames - now.leg.frame < LEG.shortest)
			await fromItsRoom(ended);
		if (now.leg.frame > now.leg.room && meanFactor(lackOf(model.gaussians, frames, now.leg.frame)) < 1 / NARROW) {
			// Noise was over when this leg began.
			now.leg = { ...now.leg, room: now.leg.frame };
			rooms.push(now.leg.frame);
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
		const lack = lackOf(model.gaussians, frames, now.leg.frame).map((factor) => Math.max(1, factor));
		const narrow = meanFactor(lack) >= NARROW;
		now.noise ||= narrow;
		const strong = trustedWords(words, graph, now.noise, STRONG);
		const before = { right: rightOf(strong), transform: normaliser.transform, link: now.leg.link };
		if (narrow) {
			widened = true;
			change(widen(lack));
			await again(ended, true);
		}
		// Without noise, next to nothing is another text, or an advertisement first; and what is short is listened to again
		// once what it lost was looked for.
		else if (!widened && (!missing || ended || covered < MUCH)) return true;
		const { frame } = now.leg;
		await rounds(ended, before, widened && !last);
		taught = normaliser.transform !== null;
		if (now.leg.frame > frame) return false;
		await understood(ended);
		return true;
	}

	/** Once the voice is known, more is understood of what came before the leg in the same room. */
	async function understood(ended: boolean): Promise<void> {
		if (now.leg.frame > now.leg.room && heard(ended).right > 0) await fromItsRoom(ended);
		usual = { from: now.leg.room, until: now.sight.background.frames };
	}

	/**
	 * Begins a new leg and listens to it again, where that is worth while: where noise has come that words are missing in,
	 * with cepstra that are widened; where noise is over that was learned from, with cepstra as they are; and where the way
	 * was lost in noise, as it was, from the last sure words.
	 */
	async function turn(ended: boolean): Promise<void> {
		const { background, search, emissions } = now.sight;
		const until = background.frames;
		const earliest = Math.max(now.leg.frame, until - (until % BREATH) - LEG.longest);
		const { come, gone } = changes(earliest, until);
		const changed = come ?? gone;
		if (changed === null && (!widened || vain >= VAIN || until - usual.until < LEG.shortest)) return;
		now.noise ||= come !== null;
		const words = trustedWords([...now.leg.words, ...foundWords(graph, search.soFar(), emissions)], graph, now.noise);
		const lacks = (from: number, share: number) => {
			const inside = words.filter(({ first }) => first >= from);
			return audible(background, from) && coverage(inside, background, from) < 1 - share;
		};
		const strong = trustedWords(words, graph, now.noise, STRONG);
		const last = strong.at(-1)?.last ?? 0;
		const frame = changed ?? Math.max(earliest, last - (last % BREATH));
		if (until - frame < LEG.shortest) return;
		if (changed === null && strong.length === 0) return;
		if (changed === null && !lacks(Math.max(now.leg.frame, until - BEGINNING), HALF)) return;
		if (come !== null && !lacks(frame, LACKING)) return;
		// The way up to there is sure where it went on.
		const sure = strong.some(({ first }) => first >= frame) ? words : strong;
		const surest = sure.findLast(({ last }) => last < frame)?.last ?? -1;
		const kept = [...now.leg.words, ...words.filter(({ first, last }) => first >= now.leg.frame && last <= surest)];
		if (changed !== null) rooms.push(frame);
		const link = kept.length > 0 ? Math.max(now.leg.link, graph.linkOf[kept.at(-1)!.row] + 1) : now.leg.link;
		now.leg = { frame, room: changed === null ? now.leg.room : frame, link, words: kept };
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
				now.leg = { ...now.leg, link };
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
		return taught && !widened ? 0 : ROUNDS;
	}

	return {
		async listen(ended) {
			const stop = ended || frames.length >= normaliser.gate;
			await now.sight.listener(ended, stop);
			if (!stop) return;
			if (begun) await turn(ended);
			else begun = await begin(ended);
			normaliser.gate += BEGINNING;
		},

		async finish() {
			const start: Leg = { frame: 0, room: 0, link: 0, words: [] };
			const { search, emissions } = now.sight;
			const words = [...now.leg.words, ...foundWords(graph, search.finish(), emissions)];
			let found = await find(now.sight, words, start, graph.links, SEARCHED.first);
			let known = false;
			now.leg = start;
			const most = roundsLeft(found.words.length);
			for (let round = 0; round < most; round++) {
				if (!misses(found.words, graph.links, now.sight.background, frames.length > SHORT ? MUCH : MISSED)) break;
				const transform = await learn(found.words, now.sight.background);
				if (!transform) break;
				change(transform);
				const other = look(true, createBackground(hearing.allowance));
				await other.listener(true);
				const steps = foundWords(graph, other.search.finish(), other.emissions);
				const more = await find(other, steps, start, graph.links, SEARCHED.again);
				const before = found.words.length;
				if (more.words.length > before) {
					found = more;
					now.sight = other;
				} else known = true;
				if (more.words.length < BETTER * before) break;
			}
			return { ...now.sight, words: found.words, misplaced: await found.misplaced(), learned: known, rooms };
		}
	};
}
