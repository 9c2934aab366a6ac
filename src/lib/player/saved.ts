// What a listener's browser remembers: the place and speed of each episode, and the settings of the page. A browser that
// keeps nothing (private windows, blocked storage) works all the same, it only forgets.

/** `played`: the episode was once heard to its end. */
export type Place = { time: number; rate: number; played?: true };

const PLACE = 'inkwave:place:';

function storage(): Storage | null {
	try {
		return typeof localStorage === 'undefined' ? null : localStorage;
	} catch {
		return null;
	}
}

/** A JSON value, or null where there is none or it is damaged. */
export function readSaved(key: string): unknown {
	try {
		return JSON.parse(storage()?.getItem(key) ?? 'null');
	} catch {
		return null;
	}
}

/** Null removes the entry. */
export function writeSaved(key: string, value: unknown): void {
	try {
		if (value === null) storage()?.removeItem(key);
		else storage()?.setItem(key, JSON.stringify(value));
	} catch {
		// Full or forbidden: the page goes on without memory.
	}
}

export function readPlace(slug: string): Place | null {
	const value = readSaved(PLACE + slug);
	if (typeof value !== 'object' || value === null) return null;
	const { time, rate, played } = value as Partial<Place>;
	if (typeof time !== 'number' || !(time >= 0) || !Number.isFinite(time)) return null;
	const place = { time, rate: typeof rate === 'number' && rate >= 0.25 && rate <= 4 ? rate : 1 };
	return played === true ? { ...place, played } : place;
}

/** An episode heard to within ten seconds of its end begins at its beginning again. */
export function writePlace(slug: string, place: Place, duration: number): void {
	const ended = duration > 30 && place.time > duration - 10;
	const time = ended ? 0 : Math.round(place.time * 100) / 100;
	const played = ended || readPlace(slug)?.played;
	const known = time !== 0 || place.rate !== 1 || played;
	writeSaved(PLACE + slug, known ? { time, rate: place.rate, ...(played && { played }) } : null);
}

/** Only the speed: the place stays as it was. */
export function writeRate(slug: string, rate: number): void {
	const time = readPlace(slug)?.time ?? 0;
	writeSaved(PLACE + slug, time === 0 && rate === 1 ? null : { time, rate });
}
