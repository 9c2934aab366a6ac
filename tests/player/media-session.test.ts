import { expect, it } from 'vitest';
import { neighbour } from '#lib/player/media-session.ts';
import { episode, LENGTH } from './opened.ts';

const from = (time: number, way: 1 | -1) => neighbour({ loaded: episode('a'), time, duration: LENGTH }, way);

it('steps to the next topic, and from the last one to the end', () => {
	expect([from(10, 1), from(39.95, 1), from(50, 1)]).toEqual([40, LENGTH, LENGTH]);
});

it('steps back to where the topic begins, within its first three seconds to the one before', () => {
	expect([from(50, -1), from(43.1, -1), from(42.9, -1), from(40, -1), from(2, -1)]).toEqual([40, 40, 0, 0, 0]);
});
