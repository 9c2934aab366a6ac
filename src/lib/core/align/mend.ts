// Stretches where the search has missed words that may have been said, searched again once the voice is known.
//
//   found    nove  u   come ░░░░░░░░░ udine      "u come" were heard in "nuovo", and what was said of them is foreign
//   mended   nove nuovo      u  come  udine      with the voice learned, and a phone loop that hears it too
//
// The first pass knows the voice only where most of the beginning was missing. A word that fits badly then is left out, or
// gives its sound to others; where the missing words just fit in between, the fine pass brings them back (refine/runs.ts),
// and where they do not, this does. What is longer than some seconds is rescue.ts's.
// Invariant: words outside of such stretches stay as they are, all stay in order, and there are no fewer of them.

import { judge } from './confidence.ts';
import type { Frames } from './front/frames.ts';
import { PACKED } from './front/features.ts';
import { STRIDE, type Hands } from './hands/hands.ts';
import type { Found } from './heard.ts';
import { PARTED } from './islands.ts';
import { searchPart } from './lost.ts';
import type { Model } from './model/model.ts';
import { mayLie } from './refine/runs.ts';
import { createAcoustics, featuresOf, packFeatures } from './score/acoustics.ts';
import type { Background } from './score/background.ts';
import type { Graph } from './search/graph.ts';
import type { Pause } from './search/search.ts';

/** Words on each side that are searched again too: they may be in the wrong place. */
const AROUND = 4;
/** Frames and links that a stretch has at most. */
const MOST = { frames: 2000, links: 80 };
/** Frames with sound that some word may lie in. */
const AUDIBLE = 20;
/** States looked at that this may take: for each frame of the recording, and some more. */
const STATES = { each: 20, least: 500_000 };

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
type Stretch = { from: number; to: number; begin: number; until: number; first: number; last: number };

/** All words, with those of a stretch where more were found in it. */
export async function mend(mending: Mending, words: Found[]): Promise<Found[]> {
	const { graph, pause, hands, frames, tick } = mending;
	const { emissions, listen } = listenAnew(mending);
	const budget = { work: STATES.each * frames.length + STATES.least };
	const mended: Found[] = [];
	let at = 0;
	for (const stretch of stretchesOf(mending, words)) {
		listen(stretch);
		const { from, to, begin, until, first, last } = stretch;
		const { makeStepper } = hands;
		const found = await searchPart(
			{ graph, pause, emissions, makeStepper, tick },
			{ from: begin, until, first, last },
			budget
		);
		if (!found) break;
		if (found.length <= to - from) continue;
		mended.push(...words.slice(at, from), { ...found[0], paid: words[from].paid }, ...found.slice(1));
		at = to;
	}
	if (at === 0) return words;
	mended.push(...words.slice(at));
	judge(mended);
	return mended;
}

/** Where words are missing that the fine pass would not bring back, though there is sound that may be theirs. */
function stretchesOf({ graph, frames, background }: Mending, words: Found[]): Stretch[] {
	const { silent } = background;
	const stretches: Stretch[] = [];
	const count = words.length;
	const link = (w: number) => (w < 0 ? -1 : w < count ? graph.linkOf[words[w].row] : graph.links);
	const last = (w: number) => (w < 0 ? -1 : words[w].last);
	const first = (w: number) => (w < count ? words[w].first : frames.length);
	/** Whether something before this word is not as it should be. */
	const parted = (w: number): boolean => {
		if (link(w) === link(w - 1) + 1) return w < count && words[w].paid > PARTED;
		const [begin, end] = [last(w - 1) + 1, first(w)];
		let audible = 0;
		for (let frame = begin; frame < end && audible < AUDIBLE; frame++) if (!silent[frame]) audible++;
		const open = w === 0 || w === count;
		return audible >= AUDIBLE && (open || !mayLie(graph, link(w - 1) + 1, link(w), silent, begin, end));
	};
	for (let w = 0; w <= count && count > 0; w++) {
		if (!parted(w)) continue;
		const from = Math.max(0, w - AROUND, stretches.at(-1)?.to ?? 0);
		let to = Math.min(count, w + AROUND);
		for (let next = w + 1; next <= to && next <= count; next++) if (parted(next)) to = Math.min(count, next + AROUND);
		if (from >= to) continue;
		const [opens, ends] = [from === 0 && parted(0), to === count && parted(count)];
		const begin = opens ? 0 : words[from].first;
		const stretch = {
			...{ from, to, begin: begin - (begin % STRIDE) },
			until: ends ? frames.length : last(to - 1) + 1,
			first: opens ? 0 : link(from),
			last: ends ? graph.links : link(to - 1) + 1
		};
		const links = stretch.last - stretch.first;
		if (links === to - from || links > MOST.links || stretch.until - stretch.begin > MOST.frames) continue;
		stretches.push(stretch);
		w = to - 1;
	}
	return stretches;
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
