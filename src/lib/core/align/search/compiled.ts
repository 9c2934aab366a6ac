// The search's steps in WebAssembly (../wasm/search.ts): tokens and records live in its memory, one search at a time.
//
//   model │ graph, tokens │ records, which may grow │ the question at hand …

import type { Layout } from '../memory.ts';
import { FINENESS } from '../model/units.ts';
import type { Emissions } from '../score/emissions.ts';
import { BACK_EVERY, COSTS, EFFORT, EXPECTED_EVERY, EXPECTED_WITHIN, LONG_GAP, SLOW, SLOWEST } from './costs.ts';
import { FIELDS, Records } from './records.ts';
import type { Course, Reach, Stepper } from './stepper.ts';
import { Tokens } from './tokens.ts';

export type SearchExports = { startSearch(task: number): void; runSearch(...numbers: number[]): number };

/** The kernel's memory: what lies below `layout.top` when a search starts stays; `settle` is told what is taken then. */
export type Ground = { layout: Layout; kernel: SearchExports; base: number; settle(top: number): void };

/** Null where the emissions have no raw form. */
export function createCompiledStepper(
	ground: Ground,
	emissions: Emissions,
	course: Course,
	reach: Reach
): Stepper | null {
	const { layout, kernel, base, settle } = ground;
	if (!emissions.raw) return null;
	const { graph, expected } = course;
	layout.top = base;
	const graphAt = [
		layout.put(graph.firstRow),
		layout.put(graph.firstState),
		layout.put(graph.senone),
		layout.put(graph.stay),
		layout.put(graph.next),
		layout.put(graph.afterPause),
		expected ? layout.put(expected) : 0,
		course.last
	];
	const places: { at: number; length: number; ints: boolean }[] = [];
	const place = (length: number, ints: boolean) => {
		const at = layout.room(ints ? 4 * length : length);
		places.push({ at, length, ints });
		return at;
	};
	const view = ({ at, length, ints }: (typeof places)[number]) =>
		ints ? new Int32Array(layout.memory.buffer, at, length) : layout.bytes(at, length);
	const tokens = new Tokens(graph, {
		ints: (length) => {
			const at = place(length, true);
			return new Int32Array(layout.memory.buffer, at, length);
		},
		bytes: (length) => layout.bytes(place(length, false), length)
	});
	const numbers = layout.put(numbersOf(course));
	const state = layout.zeros(4 * 11);
	const task = layout.room(4 * 32);
	const recordsAt = layout.top;
	const grow = (length: number) => {
		layout.top = recordsAt;
		layout.room(4 * length);
		settle(layout.top);
		return new Int32Array(layout.memory.buffer, recordsAt, length);
	};
	const records = new Records(course.records, grow);
	// The order in which Tokens makes its arrays is that of its fields, and of the compiled code's.
	const fields = Object.keys(tokens) as (keyof Tokens)[];
	let buffer = null as ArrayBuffer | null;
	/** A memory that has grown is a new one: everything is looked at anew. */
	const refresh = () => {
		if (buffer === layout.memory.buffer) return;
		buffer = layout.memory.buffer;
		fields.forEach((field, k) => Object.assign(tokens, { [field]: view(places[k]) }));
		records.use(new Int32Array(buffer, recordsAt, records.capacity * FIELDS));
	};
	refresh();
	new Int32Array(layout.memory.buffer, task, 32).set([
		...graphAt,
		...places.map(({ at }) => at),
		recordsAt,
		numbers,
		state
	]);
	kernel.startSearch(task);

	return {
		get tokens() {
			refresh();
			return tokens;
		},
		get records() {
			refresh();
			return records;
		},
		reach,
		run(from, until) {
			const { near, odd, gain, silent } = emissions.raw!(from, until);
			const top = layout.top;
			const nearAt = layout.put(near);
			const gainAt = layout.put(gain);
			const silentAt = layout.put(silent);
			refresh();
			const { low, high, best, bestGap, astray, bestLink, asExpected, effort, wordBeam } = reach;
			const numbers = new Int32Array(layout.memory.buffer, state, 11);
			numbers.set([low, high, best, bestGap, astray, bestLink, asExpected ? 1 : 0, 0, records.count, effort, wordBeam]);
			const frame = kernel.runSearch(from, until, odd, nearAt, gainAt, silentAt, records.capacity);
			[reach.low, reach.high, reach.best, reach.bestGap, reach.astray, reach.bestLink] = numbers;
			reach.asExpected = numbers[6] === 1;
			reach.work += numbers[7];
			records.count = numbers[8];
			reach.effort = numbers[9];
			reach.wordBeam = numbers[10];
			layout.top = top;
			return frame;
		},
		release: () => settle(base)
	};
}

/** In the order that the compiled code reads them. */
function numbersOf({ beams, pause, early, states }: Course): Int32Array {
	const silent = COSTS.silentShare;
	return Int32Array.of(
		FINENESS,
		beams.all,
		beams.expected,
		beams.word,
		beams.gap,
		beams.back,
		beams.passOver,
		COSTS.slowFrame,
		EXPECTED_EVERY,
		EXPECTED_WITHIN,
		SLOW.perPhone,
		SLOW.base,
		SLOWEST.perPhone,
		SLOWEST.base,
		COSTS.pause,
		COSTS.skip,
		COSTS.fillerIn,
		COSTS.gapIn,
		COSTS.gapWord,
		COSTS.gapOut,
		Math.round(COSTS.gapFrame * silent),
		COSTS.gapFrame,
		Math.round(COSTS.fillerFrame * silent),
		COSTS.fillerFrame,
		...pause.senones,
		...pause.stay,
		...pause.next,
		BACK_EVERY,
		LONG_GAP,
		states * EFFORT.every,
		EFFORT.every,
		Math.min(beams.word, EFFORT.narrowest),
		early.until,
		early.states * EFFORT.every
	);
}
