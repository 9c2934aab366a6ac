import { describe, expect, it } from 'vitest';
import { accentOf, hueOf } from '#lib/player/tint.ts';

const picture = (...colours: [number, number, number][]) => Uint8ClampedArray.from(colours.flatMap((c) => [...c, 255]));

describe('hueOf', () => {
	it.each([
		['red', [255, 0, 0], 29.2],
		['green', [0, 255, 0], 142.5],
		['blue', [0, 0, 255], 264.1]
	] as const)('knows %s', (_, colour, hue) => expect(hueOf(picture([...colour]))).toBeCloseTo(hue, 0));

	it('finds none in grey, in nothing, and in what cannot be seen', () => {
		expect(hueOf(picture([10, 10, 10], [240, 240, 240], [128, 128, 128]))).toBeNull();
		expect(hueOf(new Uint8ClampedArray())).toBeNull();
		expect(hueOf(Uint8ClampedArray.from([255, 0, 0, 0]))).toBeNull();
	});

	it('goes by the colour, not by the ground around it', () => {
		const ground = Array.from({ length: 50 }, (): [number, number, number] => [245, 243, 238]);
		const hue = hueOf(picture(...ground, [255, 0, 0], [250, 10, 5]))!;
		expect(Math.abs(hue - 29)).toBeLessThan(15);
	});
});

it('keeps its contrast: lightness does not follow the picture', () => {
	for (const hue of [0, 29.4, 359.6]) expect(accentOf(hue)).toMatch(/^light-dark\(oklch\(0\.47 .*oklch\(0\.8 /);
});
