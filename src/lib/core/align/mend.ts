// Stretches where the search has missed words that may have been said, searched again once the voice is known.
//
//   found    nove  u   come ░░░░░░░░░ udine      "u come" were heard in "nuovo", and what was said of them is foreign
//   mended   nove nuovo      u  come  udine      with the voice learned, and a phone loop that hears it too
//
//   found    raw │ and better ░░░░░ for ░░░░░░ some …      60 words missing before "and", and audio that no word has behind
//   mended   raw cost so the price of … and better for     it: chance went ahead; wide beams keep the right way alive
//
// The first pass knows the voice only where most of the beginning was missing. A word that fits badly then is left out, or
// gives its sound to others; and where the text lacks words of the audio, a phrase that comes again later leads it ahead.
// Where the missing words just fit in between, the fine pass brings them back (refine/runs.ts), and where they do not, this
// does. What is longer is rescue.ts's.
// Invariant: words outside of such stretches stay as they are, all stay in order, and there are no fewer of them.

import { judge } from './confidence.ts';
import type { Frames } from './front/frames.ts';
import { PACKED } from './front/features.ts';
import { STRIDE, type Hands } from './hands/hands.ts';
import type { Found } from './heard.ts';
import { PARTED } from './islands.ts';
import { searchPart, type Budget } from './lost.ts';
import type { Model } from './model/model.ts';
import { mayLie } from './refine/runs.ts';
import { createAcoustics, featuresOf, packFeatures } from './score/acoustics.ts';
import { countAudible, type Background } from './score/background.ts';
import { WIDE } from './search/costs.ts';
import { phonesIn, type Graph } from './search/graph.ts';
import type { Pause } from './search/search.ts';

/** Words on each side that are searched again too: they may be in the wrong place. */
const AROUND = 4;
/** Frames and links that a stretch has at most: one around missing words, and one as far as there is room for so many. */
const NEAR = { frames: 2000, links: 80 };
const FAR = { frames: 6000, framesEach: 100, links: 300 };
/** Frames that a word and a pause take. */
const SPACIOUS = 100;
/**
 * The share of the missing words that must be found in a far one, or of its sound without words that they must take: chance
 * finds some words in any audio. Next to words that were cut out of it, few of the missing ones are there.
 */
const FOUND = 0.5;
const EXPLAINED = 0.3;
/** Missing words in a row that are looked for first. */
const MANY = 5;
/** Frames with sound that some word may lie in; those of a phone, at least and at leisure. */
const AUDIBLE = 20;
const PHONE = { least: 4, most: 14 };
/** States looked at that this may take: for each frame of the recording, and some more. */
const STATES = { each: 20, least: 5_000_000 };

export type Mending = {
	model: Model;
	graph: Graph;
	pause: Pause;
	hands: Hands;
	/** As the voice that was learned changes them. */
	frames: Frames;
	/** As it was heard in frames that were not changed. */
	background: Background;
	/** Called between stretches; may throw to stop. */
	tick: () => Promise<void>;
};

/** Words `from` … `to` (half open), and the frames and links (half open) that are searched in their place. */
type Stretch = { from: number; to: number; begin: number; until: number; first: number; last: number; far: boolean };

/**
 * All words, with those of a stretch where more were found in it. Stretches where many are missing come first: there most is
 * to be had for what may be spent.
 */
export async function mend(
	mending: Mending,
	words: Found[],
	budget: Budget = { work: STATES.each * mending.frames.length + STATES.least }
): Promise<Found[]> {
	const { listen, emissions } = listenAnew(mending);
	let mended = words;
	for (const many of [true, false])
		if (mended.length > 0) mended = await mendWhere(many, { ...mending, listen, emissions }, mended, budget);
	if (mended !== words) judge(mended);
	return mended;
}

async function mendWhere(
	many: boolean,
	mending: Mending & ReturnType<typeof listenAnew>,
	words: Found[],
	budget: Budget
): Promise<Found[]> {
	const { graph, pause, hands, background, tick, emissions, listen } = mending;
	const { makeStepper } = hands;
	const stretchesAt = createPlaces(mending, words, many);
	const mended: Found[] = [];
	let at = 0;
	/** The last words of what was searched in vain. */
	const tried = { near: 0, far: 0 };
	for (let w = 0; w <= words.length && budget.work > 0; w++) {
		for (const stretch of w < at ? [] : stretchesAt(w, at)) {
			const { from, to, begin, until, first, last, far } = stretch;
			const kind = far ? 'far' : 'near';
			if (to <= tried[kind]) continue;
			tried[kind] = to;
			listen(stretch);
			const part = { from: begin, until, first, last, beams: WIDE };
			const found = await searchPart({ graph, pause, emissions, makeStepper, tick }, part, budget);
			const gained = (found?.length ?? 0) - (to - from);
			const missing = last - first - (to - from);
			if (!found || gained <= 0) continue;
			if (far && gained < FOUND * missing && !explains(background, stretch, words, found)) continue;
			mended.push(...words.slice(at, from), { ...found[0], paid: words[from].paid }, ...found.slice(1));
			at = to;
			break;
		}
	}
	return at === 0 ? words : [...mended, ...words.slice(at)];
}

/** Whether enough of the sound that no word of a stretch had is in words that were found. */
function explains(
	{ silent }: Background,
	{ from, to, begin, until }: Stretch,
	words: Found[],
	found: Found[]
): boolean {
	const wordless = (all: Found[]) => {
		let frames = 0;
		let at = begin;
		for (const { first, last } of [...all, { first: until, last: until }]) {
			frames += countAudible(silent, at, first);
			at = Math.max(at, last + 1);
		}
		return frames;
	};
	const before = wordless(words.slice(from, to));
	return before - wordless(found) >= EXPLAINED * before;
}

/** Gives what is worth a search where words are missing before word `w`, from word `earliest` on: the likelier first. */
function createPlaces({ graph, frames, background }: Mending, words: Found[], many: boolean) {
	const { silent } = background;
	const count = words.length;
	const link = (w: number) => (w < 0 ? -1 : w < count ? graph.linkOf[words[w].row] : graph.links);
	const last = (w: number) => (w < 0 ? -1 : words[w].last);
	const first = (w: number) => (w < count ? words[w].first : frames.length);
	const missing = (w: number) => link(w) !== link(w - 1) + 1;
	/** Frames with sound between this word and the one before. */
	const audible = (w: number) => countAudible(silent, last(w - 1) + 1, first(w));
	/** Those that words may lie in: more than a pause is between the two. */
	const room = (w: number) => (missing(w) || (w < count && words[w].paid > PARTED) ? audible(w) : 0);
	/** Words half open, with the frames and links that they take; none where that is too much, or no word is missing. */
	const between = (from: number, to: number, far: boolean): Stretch[] => {
		if (from >= to) return [];
		const [opens, ends] = [from === 0 && missing(0), to === count && missing(count)];
		const begin = opens ? 0 : words[from].first;
		const stretch = {
			...{ from, to, begin: begin - (begin % STRIDE) },
			until: ends ? frames.length : last(to - 1) + 1,
			first: opens ? 0 : link(from),
			last: ends ? graph.links : link(to - 1) + 1
		};
		const most = far ? FAR : NEAR;
		const links = stretch.last - stretch.first;
		const fits = links > to - from && links <= most.links && stretch.until - begin <= most.frames;
		return fits ? [{ ...stretch, far }] : [];
	};
	/** The word before which the room for so many phones is complete, from `w` on; `w` where there is too little. */
	const reach = (w: number, phones: number, here: number): number => {
		const most = Math.min(FAR.frames - AROUND * SPACIOUS, NEAR.frames + FAR.framesEach * (link(w) - link(w - 1)));
		let sum = here;
		let end = w;
		for (let v = w + 1; v <= count && sum < PHONE.most * phones; v++) {
			if (first(v) - last(w - 1) > most || link(v) - link(w - 1) > FAR.links) break;
			const more = room(v);
			if (more >= AUDIBLE) end = v;
			sum += more;
		}
		return sum >= PHONE.least * phones ? end : w;
	};

	return (w: number, earliest: number): Stretch[] => {
		const [from, to] = [link(w - 1) + 1, link(w)];
		if (to <= from || to - from >= MANY !== many) return [];
		const open = w === 0 || w === count;
		// The fine pass brings them back.
		const filled = !open && mayLie(graph, from, to, silent, last(w - 1) + 1, first(w));
		const here = filled ? 0 : audible(w);
		let phones = 0;
		for (let l = from; l < to && l - from < FAR.links; l++) phones += phonesIn(graph, graph.firstRow[l]);
		const end = reach(w, phones, here);
		if (end === w && here < AUDIBLE) return [];
		const [begin, near] = [Math.max(earliest, w - AROUND), Math.min(count, w + AROUND)];
		return [...between(begin, Math.min(count, end + AROUND), true), ...between(begin, near, false)];
	};
}

/** Emissions of the changed frames against what the phone loop hears in them, which `listen` finds out for a stretch. */
function listenAnew({ model, hands, frames, background }: Mending) {
	const features = featuresOf(model, frames);
	const { silent, allowance } = background;
	const gain = background.gain.slice();
	const emissions = createAcoustics(model, hands.densities, features, { gain, silent }, STRIDE);
	const listen = ({ begin, until }: Stretch) => {
		const packed = packFeatures(features, begin, until, STRIDE);
		const near = new Uint8Array((packed.length / PACKED) * hands.densities.bytesPerFrame);
		hands.score({ features: packed, near });
		const looped = hands.follow(near, until - begin, true);
		for (let frame = begin; frame < until; frame++)
			gain[frame] = looped.gain[frame - begin] - (silent[frame] ? 0 : allowance);
		emissions.take(begin, until, near);
	};
	return { emissions, listen };
}
