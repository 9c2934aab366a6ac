import { expect, it } from 'vitest';
import { formatClock, fromMs, parseClock, speakClock, toMs } from '#lib/core/time.ts';

it('reads every way of writing a moment', () => {
	const moments: [string, number][] = [
		['90', 90],
		['90.5', 90.5],
		['1:30', 90],
		['01:30', 90],
		['90:00', 5400],
		['1:02:03', 3723],
		['01:02:03.450', 3723.45],
		['01:02:03,450', 3723.45],
		['1m30s', 90],
		['1h2m3s', 3723],
		['1H', 3600],
		['2.5s', 2.5],
		[' 0:07 ', 7]
	];
	for (const [text, seconds] of moments) expect(parseClock(text), text).toBeCloseTo(seconds, 9);
});

it('reads nothing into what is no moment', () => {
	for (const text of [
		'',
		' ',
		'abc',
		'1:60',
		'1:60:00',
		'-1',
		'1:2:3:4',
		'1:',
		':30',
		'1e3',
		'30s1m',
		'h',
		'٣:٣٠',
		'NaN',
		'9'.repeat(400),
		`${'9'.repeat(400)}s`
	])
		expect(parseClock(text), text).toBeNull();
});

it('writes moments as listeners read them', () => {
	expect([0, 7.99, 59.999, 60, 724, 3600, 6912].map(formatClock)).toEqual([
		'0:00',
		'0:07',
		'0:59',
		'1:00',
		'12:04',
		'1:00:00',
		'1:55:12'
	]);
	expect(formatClock(-3)).toBe('0:00');
	expect(speakClock(3723)).toBe('1 hour 2 minutes 3 seconds');
	expect(speakClock(0.4)).toBe('0 seconds');
});

it('reads what it writes, for every second of a day', () => {
	for (let seconds = 0; seconds < 86_400; seconds += 7) expect(parseClock(formatClock(seconds))).toBe(seconds);
});

it('keeps milliseconds both ways', () => {
	for (let ms = 0; ms < 10_000_000; ms += 9973) expect(toMs(fromMs(ms))).toBe(ms);
});
