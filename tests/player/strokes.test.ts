import { expect, it } from 'vitest';
import { strokesAt } from '#lib/player/strokes.ts';

it('draws all places in one path', () => {
	expect(strokesAt([], 2)).toBe('');
	expect(strokesAt([1.2345, 60], 0.5)).toBe('M1.23 0h0.5v100h-0.5zM60 0h0.5v100h-0.5z');
});
