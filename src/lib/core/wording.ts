// Numbers as people read them, and which way they read.

/** `1 h 55 min`, `12 min`, `48 s`: seconds are cut, as on the clock. */
export function formatLength(seconds: number): string {
	const minutes = Math.round(seconds / 60);
	if (seconds < 60) return `${Math.floor(seconds)} s`;
	if (minutes < 60) return `${minutes} min`;
	return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `1,234 words`, `1 word`. */
export function formatCount(n: number, unit: string): string {
	return `${String(n).replace(/\B(?=(\d{3})+$)/g, ',')} ${unit}${n === 1 ? '' : 's'}`;
}

/**
 * An ISO date in words, the same on the server and in every browser: no time zone can move it. Intl would take longer to
 * load its data than a page takes to draw.
 */
export function formatDate(iso: string): string {
	const date = new Date(`${iso}T00:00:00Z`);
	if (Number.isNaN(date.getTime())) return iso;
	return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** `21 MB`, `1.4 GB`, in the units in which devices tell what is free. */
export function formatSize(bytes: number): string {
	if (bytes >= 1e9) return `${(bytes / 1e9).toFixed(1)} GB`;
	return bytes >= 1e6 ? `${Math.round(bytes / 1e6)} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}

/** Which way a language is written, by its BCP 47 tag: not every browser's Intl knows. */
export function directionOf(language: string): 'ltr' | 'rtl' {
	return /^(ar|ckb|dv|fa|he|ps|sd|syr|ug|ur|yi)(?![a-z])(?!.*-latn)/i.test(language) ? 'rtl' : 'ltr';
}
