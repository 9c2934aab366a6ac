import { describe, expect, it } from 'vitest';
import { actionOf } from '#lib/player/keys.ts';

const stroke = (key: string, ...held: string[]) => ({
	key,
	shift: held.includes('shift'),
	alt: held.includes('alt'),
	ctrl: held.includes('ctrl'),
	meta: held.includes('meta')
});

describe('actionOf', () => {
	it.each([
		[' ', 'toggle'],
		['k', 'toggle'],
		['K', 'toggle'],
		['j', 'back'],
		['ArrowRight', 'forward'],
		['/', 'search'],
		['?', 'help'],
		['[', 'loop-start']
	])('%s is %s', (key, action) => expect(actionOf(stroke(key))).toBe(action));

	it('moves by sentence with shift and by topic with alt', () => {
		expect(actionOf(stroke('ArrowLeft', 'shift'))).toBe('sentence-back');
		expect(actionOf(stroke('ArrowRight', 'alt'))).toBe('topic-forward');
	});

	it('takes a character however the keyboard makes it', () => {
		expect(actionOf(stroke('<', 'shift'))).toBe('slower');
		expect(actionOf(stroke('<'))).toBe('slower');
	});

	it("leaves the browser's own keys alone", () => {
		for (const held of ['ctrl', 'meta']) {
			expect(actionOf(stroke('f', held))).toBeNull();
			expect(actionOf(stroke('ArrowLeft', held))).toBeNull();
		}
		expect(actionOf(stroke('f', 'alt'))).toBeNull();
		expect(actionOf(stroke('Tab'))).toBeNull();
	});
});
