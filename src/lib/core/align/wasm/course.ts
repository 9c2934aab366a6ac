// @ts-nocheck: AssemblyScript, built by `npm run build:wasm`.
//
// Where what a search goes through lies in this memory (search/compiled.ts lays it out): set when it starts, only read by
// search.ts.

import { i32At } from './access';

// The graph.
export let firstRow: usize = 0;
export let firstState: usize = 0;
export let senone: usize = 0; // u16
export let stay: usize = 0; // i16
export let next: usize = 0; // i16
export let afterPause: usize = 0; // u8
export let expected: usize = 0; // f32, 0 where nothing is expected
export let lastLink: i32 = 0;
// Tokens, as search/tokens.ts has them.
export let score: usize = 0;
export let back: usize = 0;
export let begin: usize = 0;
export let entered: usize = 0;
export let alive: usize = 0; // u8
export let tops: usize = 0;
export let pauseScore: usize = 0;
export let pauseBack: usize = 0;
export let entry: usize = 0;
export let entryBack: usize = 0;
export let gap: usize = 0;
export let gapBack: usize = 0;
export let filler: usize = 0;
export let fillerBack: usize = 0;
export let exit: usize = 0;
export let exitBack: usize = 0;
export let records: usize = 0;
// Numbers, in the order of compiled.ts.
export let numbers: usize = 0;
// The state between two calls: low, high, best, bestGap, astray, bestLink, asExpected, work, record count,
// effort, wordBeam.
export let state: usize = 0;
export let fineness: i32 = 0;

export function number(index: i32): i32 {
	return i32At(numbers, index);
}

/** `task` holds pointers in the order above. */
export function startSearch(task: usize): void {
	firstRow = load<usize>(task);
	firstState = load<usize>(task, 4);
	senone = load<usize>(task, 8);
	stay = load<usize>(task, 12);
	next = load<usize>(task, 16);
	afterPause = load<usize>(task, 20);
	expected = load<usize>(task, 24);
	lastLink = load<i32>(task, 28);
	score = load<usize>(task, 32);
	back = load<usize>(task, 36);
	begin = load<usize>(task, 40);
	entered = load<usize>(task, 44);
	alive = load<usize>(task, 48);
	tops = load<usize>(task, 52);
	pauseScore = load<usize>(task, 56);
	pauseBack = load<usize>(task, 60);
	entry = load<usize>(task, 64);
	entryBack = load<usize>(task, 68);
	gap = load<usize>(task, 72);
	gapBack = load<usize>(task, 76);
	filler = load<usize>(task, 80);
	fillerBack = load<usize>(task, 84);
	exit = load<usize>(task, 88);
	exitBack = load<usize>(task, 92);
	records = load<usize>(task, 96);
	numbers = load<usize>(task, 100);
	state = load<usize>(task, 104);
	fineness = number(0);
}
