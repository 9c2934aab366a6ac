// Noise is told from speech by how its frames follow each other.

import { expect, it } from 'vitest';
import { CEPSTRA } from '#lib/core/align/front/cepstra.ts';
import { Frames } from '#lib/core/align/front/frames.ts';
import { createBackground, NOISE, SILENCE } from '#lib/core/align/score/background.ts';
import { markNoise } from '#lib/core/align/score/steady.ts';
import { dice } from '../../dice.ts';

/** Frames that stay what they are for a phone's length, but for noise in frames 300 … 500. */
function talk(loud: number): Frames {
	const chance = dice(5);
	const frames = new Frames();
	let phone = new Float32Array(CEPSTRA);
	for (let t = 0; t < 800; t++) {
		if (t % 9 === 0) phone = Float32Array.from({ length: CEPSTRA }, () => chance() - 0.5);
		const noise = t >= 300 && t < 500;
		frames.push(phone.map((value) => loud * (noise ? chance() - 0.5 : value + 0.2 * (chance() - 0.5))));
	}
	return frames;
}

it('marks noise, however loud it is and however it is cut, and leaves silence as it is', () => {
	for (const [loud, cut] of [
		[1, 800],
		[20, 800],
		[1, 352]
	]) {
		const background = createBackground();
		background.silent.fill(SILENCE, 400, 410);
		const frames = talk(loud);
		for (let from = 0; from < 800; from += cut) markNoise(background, frames, from, Math.min(800, from + cut), 0);
		const marked = [...background.silent.subarray(0, 800)].flatMap((kind, t) => (kind === NOISE ? [t] : []));
		expect(marked.filter((t) => t < 280 || t >= 520 || (t >= 400 && t < 410))).toEqual([]);
		expect(marked.filter((t) => t >= 305 && t < 495).length).toBe(180);
	}
});

it('needs a second of it', () => {
	const background = createBackground();
	const frames = talk(1);
	markNoise(background, frames, 300, 360, 300);
	expect(background.silent[330]).toBe(NOISE);
	markNoise(background, frames, 480, 560, 480);
	expect(background.silent.indexOf(NOISE, 480)).toBe(-1);
});
