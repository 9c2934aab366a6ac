// A moment as caption files write it.

import { toMs } from '../time.ts';

/** Seconds as 00:01:02.500, with the decimal mark of the format. */
export function formatMoment(seconds: number, mark: '.' | ','): string {
	const ms = Math.max(0, toMs(seconds));
	const two = (n: number) => String(Math.floor(n)).padStart(2, '0');
	const clock = `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}`;
	return `${clock}${mark}${String(ms % 1000).padStart(3, '0')}`;
}
