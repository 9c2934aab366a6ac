// The one clock parser, the one clock formatter, and the one way each between seconds and the milliseconds of files.

/** Seconds (float) to the integer milliseconds that files hold. */
export function toMs(seconds: number): number {
	return Math.round(seconds * 1000);
}

/** Integer milliseconds of a file to seconds. */
export function fromMs(ms: number): number {
	return ms / 1000;
}

/**
 * A moment as people and links write it: `90`, `90.5`, `1:30`, `01:02:03.450`, `01:02:03,450`, `1m30s`, `1h2m3s`, `90s`.
 * Returns seconds, or null where the text is no time.
 */
export function parseClock(text: string): number | null {
	const value = text.trim().toLowerCase();
	// Hundreds of digits are Infinity.
	if (value.length > 100) return null;
	const colon = /^(?:(\d+):)?(\d{1,}):(\d{1,2}(?:[.,]\d+)?)$/.exec(value);
	if (colon) {
		const [, hours, minutes, seconds] = colon;
		const s = Number(seconds.replace(',', '.'));
		if (s >= 60 || (hours !== undefined && Number(minutes) >= 60)) return null;
		return Number(hours ?? 0) * 3600 + Number(minutes) * 60 + s;
	}
	if (/^\d+(?:\.\d+)?$/.test(value)) return Number(value);
	const units = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?$/.exec(value);
	if (!units || value === '') return null;
	const [, h, m, s] = units;
	return Number(h ?? 0) * 3600 + Number(m ?? 0) * 60 + Number(s ?? 0);
}

/** Seconds as a listener reads them: `0:07`, `12:04`, `1:55:12`. Fractions are cut, not rounded. */
export function formatClock(seconds: number): string {
	const total = Math.max(0, Math.floor(seconds + 1e-6));
	const h = Math.floor(total / 3600);
	const m = Math.floor((total % 3600) / 60);
	const s = String(total % 60).padStart(2, '0');
	return h ? `${h}:${String(m).padStart(2, '0')}:${s}` : `${m}:${s}`;
}

/** Seconds in words, for a screen reader: `12 minutes 4 seconds`. */
export function speakClock(seconds: number): string {
	const total = Math.max(0, Math.floor(seconds + 1e-6));
	const parts: string[] = [];
	const say = (n: number, unit: string) => {
		if (n) parts.push(`${n} ${unit}${n === 1 ? '' : 's'}`);
	};
	say(Math.floor(total / 3600), 'hour');
	say(Math.floor((total % 3600) / 60), 'minute');
	say(total % 60, 'second');
	return parts.join(' ') || '0 seconds';
}
