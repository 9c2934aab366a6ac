// @ts-nocheck: AssemblyScript, built by `npm run build:wasm`.
//
// search/plain.ts over a stretch of frames, senone scores included. Tokens, records and the state between two calls live
// in this memory; search/compiled.ts lays them out.

import { i32At, putI32 } from './access';
import {
	firstRow,
	firstState,
	senone,
	stay,
	next,
	afterPause,
	expected,
	lastLink,
	score,
	back,
	begin,
	entered,
	alive,
	tops,
	pauseScore,
	pauseBack,
	entry,
	entryBack,
	gap,
	gapBack,
	filler,
	fillerBack,
	exit,
	exitBack,
	records,
	state,
	fineness,
	number
} from './course';
import { bytesPerFrame, seekFrame, senoneScore } from './senones';

const NEVER: i32 = -1500000000;
const DEAD: i32 = NEVER / 2;
const PAUSE: i32 = 3;
// As score/background.ts has it.
const NOISE: u8 = 2;

let low: i32 = 0;
let high: i32 = 0;
let best: i32 = 0;
let bestGap: i32 = 0;
let astray: i32 = 0;
let bestLink: i32 = 0;
let asExpected: i32 = 0;
let work: i32 = 0;
let count: i32 = 0;
let effort: i32 = 0;
let wordBeam: i32 = 0;
let background: i32 = 0;

function gain(unit: i32): i32 {
	return senoneScore(unit) * fineness - background;
}

function words(frame: i32): i32 {
	const beamAll = number(1);
	const beamExpected = number(2);
	if (frame % number(36) == 0) {
		wordBeam =
			effort > number(frame < number(38) ? 39 : 35)
				? max(wordBeam - (wordBeam >> 3), number(37))
				: min(number(3), wordBeam + (wordBeam >> 3) + 1);
		effort = 0;
	}
	const slowFrame = number(7);
	if (expected != 0 && frame % number(8) == 0)
		asExpected = abs(<f64>load<f32>(expected + ((<usize>bestLink) << 2)) - <f64>frame) < <f64>number(9) ? 1 : 0;
	const floor = best - (asExpected && astray == 0 ? beamExpected : beamAll);
	const until = min(high, lastLink);
	const slowPhone = number(10);
	const slowBase = number(11);
	const slowestPhone = number(12);
	const slowestBase = number(13);
	let highestScore: i32 = NEVER;
	putI32(exit, low, NEVER);
	for (let link = low; link < until; link++) {
		putI32(exit, link + 1, NEVER);
		const threshold = max(floor, i32At(gap, link) - wordBeam);
		const entering = i32At(entry, link);
		if (load<u8>(alive + link) == 0 && entering <= threshold) continue;
		let living: u8 = 0;
		let leaving: i32 = NEVER;
		let leavingRow: i32 = -1;
		const rowEnd = i32At(firstRow, link + 1);
		for (let row = i32At(firstRow, link); row < rowEnd; row++) {
			const first = i32At(firstState, row);
			const end = i32At(firstState, row + 1);
			const phones = (end - first) / 3;
			const slow = frame - (phones * slowPhone + slowBase);
			const slowest = frame - (phones * slowestPhone + slowestBase);
			const top = i32At(tops, row);
			const jump = top + PAUSE;
			const reach = jump < end && load<u8>(afterPause + jump) == 1 ? jump : top < end ? top : end - 1;
			work += reach - first + 1;
			effort += reach - first + 1;
			let highest = first - 1;
			for (let s = reach; s >= first; s--) {
				const s4 = (<usize>s) << 2;
				const s2 = (<usize>s) << 1;
				let mine = load<i32>(score + s4);
				let from = s;
				if (mine > DEAD) {
					const begun = load<i32>(begin + s4);
					if (begun < slow) mine = begun < slowest ? NEVER : mine - slowFrame;
					mine += load<i16>(stay + s2);
				}
				if (s > first) {
					const moved = load<i32>(score + s4 - 4) + <i32>load<i16>(next + s2 - 2);
					if (moved > mine) {
						mine = moved;
						from = s - 1;
					}
					if (load<u8>(afterPause + s) == 1) {
						const jumped = load<i32>(score + s4 - 16) + <i32>load<i16>(next + s2 - 8);
						if (jumped > mine) {
							mine = jumped;
							from = s - 1 - PAUSE;
						}
					}
				} else if (entering > mine) {
					mine = entering;
					from = -1;
				}
				if (mine <= threshold) {
					store<i32>(score + s4, NEVER);
					continue;
				}
				if (from != s) {
					if (from >= 0) {
						putI32(back, s, i32At(back, from));
						putI32(begin, s, i32At(begin, from));
						putI32(entered, s, i32At(entered, from));
					} else {
						putI32(back, s, i32At(entryBack, link));
						putI32(begin, s, frame);
						putI32(entered, s, entering);
					}
				}
				mine += gain(load<u16>(senone + s2));
				store<i32>(score + s4, mine);
				if (s > highest) highest = s;
				if (mine > highestScore) {
					highestScore = mine;
					bestLink = link;
				}
			}
			putI32(tops, row, highest + 1);
			if (highest < first) continue;
			living = 1;
			const final = i32At(score, end - 1);
			const out = final + <i32>load<i16>(next + ((<usize>(end - 1)) << 1));
			if (final > DEAD && out > leaving) {
				leaving = out;
				leavingRow = row;
			}
		}
		store<u8>(alive + link, living);
		if (leaving > threshold) {
			const last = i32At(firstState, leavingRow + 1) - 1;
			putI32(exit, link + 1, leaving);
			const record = records + <usize>count * 24;
			store<i32>(record, leavingRow);
			store<i32>(record, i32At(begin, last), 4);
			store<i32>(record, frame, 8);
			store<i32>(record, i32At(back, last), 12);
			store<i32>(record, leaving, 16);
			store<i32>(record, i32At(entered, last), 20);
			putI32(exitBack, link + 1, count++);
			if (link + 1 >= high) high = link + 2;
		}
	}
	return highestScore;
}

/** `still` is not 0 where nobody speaks, and NOISE where it is not silent. */
function borders(bestWord: i32, frame: i32, still: u8): void {
	const silent = still != 0;
	const beamAll = number(1);
	const pause = number(14);
	const skip = number(15);
	const fillerIn = number(16);
	const gapIn = number(17);
	const gapWord = number(18);
	const gapOut = number(19);
	const gapFrame = silent ? number(20) : number(21);
	const fillerFrame = silent ? number(22) : number(23);
	const least: i32 = still == NOISE ? -gapFrame : NEVER;
	const silence0 = max(least, gain(number(24)));
	const silence1 = max(least, gain(number(25)));
	const silence2 = max(least, gain(number(26)));
	const stay0 = number(27);
	const stay1 = number(28);
	const stay2 = number(29);
	const next0 = number(30);
	const next1 = number(31);
	const next2 = number(32);
	const floor = best - beamAll;
	const gapFloor = best - number(4);
	const backFloor = best - number(5);
	const beamWord = <i64>number(3);
	const passOver = <i32>((<i64>number(6) * <i64>wordBeam * <i64>wordBeam) / (beamWord * beamWord));
	const passFloor = max(backFloor, bestGap - passOver);
	const backEvery = number(33);
	const mayComeBack = frame % (astray > number(34) ? 2 * backEvery : backEvery) == 0;
	let top = bestWord;
	let topGap: i32 = NEVER;
	let skipped: i32 = NEVER;
	let skippedBack: i32 = -1;
	let gapLeft: i32 = NEVER;
	let gapLeftBack: i32 = -1;
	let lowest: i32 = -1;
	let last = low;
	for (let border = low; border <= lastLink; border++) {
		if (border >= high) {
			if (gapLeft - gapWord < passFloor && skipped - skip < floor) break;
			high = border + 1;
			putI32(exit, border, NEVER);
		}
		let arrived = i32At(exit, border);
		let arrivedBack = i32At(exitBack, border);
		if (skipped - skip > arrived) {
			arrived = skipped - skip;
			arrivedBack = skippedBack;
			if (arrived < floor) arrived = NEVER;
		}
		skipped = arrived;
		skippedBack = arrivedBack;

		const threshold = max(floor, i32At(gap, border) - wordBeam);
		const p = border * PAUSE;
		let s0 = i32At(pauseScore, p);
		let s1 = i32At(pauseScore, p + 1);
		let s2 = i32At(pauseScore, p + 2);
		let rested = arrived;
		let restedBack = arrivedBack;
		if (s0 > threshold || s1 > threshold || s2 > threshold || arrived > threshold) {
			let n2 = s2 + stay2;
			if (s1 + next1 > n2) {
				n2 = s1 + next1;
				putI32(pauseBack, p + 2, i32At(pauseBack, p + 1));
			}
			let n1 = s1 + stay1;
			if (s0 + next0 > n1) {
				n1 = s0 + next0;
				putI32(pauseBack, p + 1, i32At(pauseBack, p));
			}
			const n0 = s0 + stay0;
			s2 = n2 > threshold ? n2 + silence2 : NEVER;
			s1 = n1 > threshold ? n1 + silence1 : NEVER;
			s0 = n0 > threshold ? n0 + silence0 : NEVER;
			top = max(top, max(s2, max(s1, s0)));
			if (s2 > DEAD && s2 + next2 > rested) {
				rested = s2 + next2;
				restedBack = i32At(pauseBack, p + 2);
			}
			if (arrived - pause > s0 && arrived > DEAD) {
				s0 = arrived - pause;
				putI32(pauseBack, p, arrivedBack);
			}
			putI32(pauseScore, p, s0);
			putI32(pauseScore, p + 1, s1);
			putI32(pauseScore, p + 2, s2);
		} else if (s0 > NEVER || s1 > NEVER || s2 > NEVER) {
			s0 = s1 = s2 = NEVER;
			putI32(pauseScore, p, NEVER);
			putI32(pauseScore, p + 1, NEVER);
			putI32(pauseScore, p + 2, NEVER);
		}

		let f = i32At(filler, border);
		if (f > NEVER || rested > NEVER) {
			f -= fillerFrame;
			if (rested - fillerIn > f) {
				f = rested - fillerIn;
				putI32(fillerBack, border, restedBack);
			}
			if (f < threshold) f = NEVER;
			putI32(filler, border, f);
		}

		let g = i32At(gap, border);
		if (g > NEVER) g -= gapFrame;
		let gBack = i32At(gapBack, border);
		if (rested - gapIn > g) {
			g = rested - gapIn;
			gBack = restedBack;
		}
		if (gapLeft - gapWord >= g) {
			g = gapLeft - gapWord;
			gBack = gapLeftBack;
			if (g < passFloor) g = NEVER;
		}
		if (g < gapFloor) g = NEVER;
		putI32(gap, border, g);
		putI32(gapBack, border, gBack);
		gapLeft = g;
		gapLeftBack = gBack;
		if (g > topGap) topGap = g;

		let e = rested;
		let eBack = restedBack;
		if (f > e) {
			e = f;
			eBack = i32At(fillerBack, border);
		}
		if (mayComeBack && g > backFloor && g - gapOut > e) {
			e = g - gapOut;
			eBack = gBack;
		}
		putI32(entry, border, e);
		putI32(entryBack, border, eBack);
		if (
			g > NEVER ||
			f > NEVER ||
			e > floor ||
			s0 > NEVER ||
			s1 > NEVER ||
			s2 > NEVER ||
			load<u8>(alive + border) != 0
		) {
			if (lowest < 0) lowest = border;
			last = border;
		}
	}
	if (lowest >= 0) low = lowest;
	high = max(last, low) + 1;
	astray = topGap >= top ? astray + 1 : 0;
	bestGap = topGap;
	best = max(top, topGap);
}

/**
 * Frames `from` … `until`, whose densities begin at `near` (those of frame `from` less `odd`), whose backgrounds (i32)
 * and silences (u8, as in score/background.ts) at `gains` and `silents`. Stops where the records have no room; returns
 * the frame it came to.
 */
export function runSearch(from: i32, until: i32, odd: i32, near: usize, gains: usize, silents: usize, room: i32): i32 {
	low = i32At(state, 0);
	high = i32At(state, 1);
	best = i32At(state, 2);
	bestGap = i32At(state, 3);
	astray = i32At(state, 4);
	bestLink = i32At(state, 5);
	asExpected = i32At(state, 6);
	work = 0;
	count = i32At(state, 8);
	effort = i32At(state, 9);
	wordBeam = i32At(state, 10);
	let frame = from;
	let here: i32 = -1;
	for (; frame < until; frame++) {
		if (room - count < high - low + 8) break;
		const k = frame - from;
		const d = (k + odd) >> 1;
		if (d != here) seekFrame(near + <usize>d * bytesPerFrame());
		here = d;
		background = i32At(gains, k);
		borders(words(frame), frame, load<u8>(silents + k));
	}
	putI32(state, 0, low);
	putI32(state, 1, high);
	putI32(state, 2, best);
	putI32(state, 3, bestGap);
	putI32(state, 4, astray);
	putI32(state, 5, bestLink);
	putI32(state, 6, asExpected);
	putI32(state, 7, work);
	putI32(state, 8, count);
	putI32(state, 9, effort);
	putI32(state, 10, wordBeam);
	return frame;
}
