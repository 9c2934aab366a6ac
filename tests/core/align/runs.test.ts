// What the fine pass takes together, and how much memory that is.

import { expect, it } from 'vitest';
import type { Found } from '#lib/core/align/heard.ts';
import { Layout } from '#lib/core/align/memory.ts';
import { buildChain } from '#lib/core/align/refine/chain.ts';
import { bandOf, LARGEST, MOST_ROWS, REACH, runsOf, sizeOf } from '#lib/core/align/refine/runs.ts';
import type { Graph } from '#lib/core/align/search/graph.ts';
import type { Pause } from '#lib/core/align/search/search.ts';

const pause: Pause = { senones: [0, 1, 2], stay: [-40, -41, -42], next: [-120, -121, -122] };

/** Words of `rows` ways to say each, of so many phones. */
function graphOf(words: number, rows: number, phones: number): Graph {
	const states = words * rows * phones * 3;
	return {
		links: words,
		tokenOf: Int32Array.from({ length: words }, (_, k) => k),
		firstRow: Int32Array.from({ length: words + 1 }, (_, k) => rows * k),
		linkOf: Int32Array.from({ length: words * rows }, (_, row) => Math.floor(row / rows)),
		firstState: Int32Array.from({ length: words * rows + 1 }, (_, row) => 3 * phones * row),
		senone: new Uint16Array(states).fill(7),
		phone: new Uint8Array(states),
		stay: new Int16Array(states).fill(-30),
		next: new Int16Array(states).fill(-30),
		afterPause: new Uint8Array(states)
	};
}

/** What the runs of such words take, each as long as its phones need. */
function sizesOf(words: number, rows: number, phones: number): number[] {
	const graph = graphOf(words, rows, phones);
	const frames = 8 * phones;
	const found = Array.from({ length: words }, (_, k) => {
		return { row: graph.firstRow[k], first: k * frames, last: k * frames + frames - 2 } as Found;
	});
	return runsOf(found, graph).map((run) => {
		const links = run.map(({ link }) => link);
		const chain = buildChain(graph, pause, links, Array(run.length).fill(-1), MOST_ROWS);
		return sizeOf(chain, bandOf(run, REACH, 0, words * frames));
	});
}

it('ordinary words are taken together until there are many', () => {
	const sizes = sizesOf(160, 2, 5);
	expect(sizes).toHaveLength(1);
	expect(sizes[0]).toBeLessThan(LARGEST / 4);
});

it('long numbers in a row are taken together only while that takes little memory', () => {
	for (const [rows, phones] of [
		[4, 50],
		[16, 80]
	]) {
		const sizes = sizesOf(160, rows, phones);
		expect(sizes.length).toBeGreaterThan(1);
		expect(sizes.length).toBeLessThan(160);
		for (const size of sizes) expect(size).toBeLessThan(LARGEST);
	}
});

it('missing words may lie in a long pause, but not in as much of other speech', () => {
	const graph = graphOf(4, 1, 5);
	const [first, last] = [
		{ row: 0, first: 0, last: 39 },
		{ row: 3, first: 640, last: 679 }
	] as Found[];
	const runs = (audible: number) => {
		const silent = new Uint8Array(680).fill(1, 40, 640 - audible);
		return runsOf([first, last], graph, silent).map((run) => run.map(({ link }) => link));
	};
	expect(runs(100)).toEqual([[0, 1, 2, 3]]);
	expect(runs(301)).toEqual([[0], [3]]);
	// Two words of five phones are said in no less than 40 frames.
	const close = { row: 3, first: 79, last: 120 } as Found;
	expect(runsOf([first, close], graph)).toHaveLength(2);
});

it('memory is refused, not laid over other things, where there is no more of it', () => {
	const layout = new Layout();
	expect(() => layout.room(2 ** 32 + 64)).toThrow(RangeError);
});
