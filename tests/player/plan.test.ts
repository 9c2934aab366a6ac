import { describe, expect, it } from 'vitest';
import { afterSilence, plan } from '#lib/player/plan.ts';

const nothing = { range: null, loop: false, sleep: null, silences: [] };

describe('plan', () => {
	it('lets a player alone that was asked for nothing', () => {
		expect(plan(12, 0, nothing)).toEqual({ pause: false, because: null, seek: null });
	});

	it('stops at the end of a clip, and not before', () => {
		const wishes = { ...nothing, range: { start: 10, end: 20 } };
		expect(plan(19.99, 0, wishes).pause).toBe(false);
		expect(plan(20, 0, wishes)).toEqual({ pause: true, because: 'range', seek: null });
	});

	it('goes round a loop', () => {
		const wishes = { ...nothing, range: { start: 10, end: 20 }, loop: true };
		expect(plan(20.02, 0, wishes)).toEqual({ pause: false, because: null, seek: 10 });
	});

	it('falls asleep by the clock or at the end of a topic', () => {
		expect(plan(1, 5000, { ...nothing, sleep: { kind: 'clock', at: 5001 } }).pause).toBe(false);
		expect(plan(1, 5001, { ...nothing, sleep: { kind: 'clock', at: 5001 } }).because).toBe('sleep');
		expect(plan(60, 0, { ...nothing, sleep: { kind: 'topic', end: 60 } }).because).toBe('sleep');
	});

	it('never skips a silence past the end of a clip', () => {
		const wishes = { ...nothing, range: { start: 10, end: 20 }, silences: [{ start: 19, end: 25 }] };
		expect(plan(19.5, 0, wishes).seek).toBe(20);
	});
});

describe('afterSilence', () => {
	const silences = [
		{ start: 1, end: 1.4 },
		{ start: 5, end: 8 }
	];

	it('leaves the rhythm of speech alone', () => {
		expect(afterSilence(silences, 1.2)).toBeNull();
		expect(afterSilence([{ start: 1, end: 1.69 }], 1.25)).toBeNull();
		expect(afterSilence([{ start: 1, end: 1.71 }], 1.25)).toBeCloseTo(1.51);
	});

	it('leaves a breath on both sides', () => {
		expect(afterSilence(silences, 5.1)).toBeNull();
		expect(afterSilence(silences, 5.3)).toBeCloseTo(7.8);
		expect(afterSilence(silences, 7.79)).toBeNull();
	});

	it('does nothing outside of silences', () => {
		for (const time of [0, 4.9, 8, 100]) expect(afterSilence(silences, time)).toBeNull();
	});
});
