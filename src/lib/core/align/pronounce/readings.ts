// Readings as plain text: what a token may sound like, before any phone is known.
//
// A reading is lower-case words between single spaces, with capital letters for letters said by their names:
// "GPT-4o" → "G P T four O", "$5" → "five dollars", "AIs" → "A I's". The most likely reading comes first.

/** At most this many readings of one token reach the search. */
export const MOST_READINGS = 4;

/** Every combination of one reading per part, most likely first (smallest sum of ranks), at most four. */
export function combine(parts: string[][]): string[] {
	let partial: { text: string; rank: number }[] = [{ text: '', rank: 0 }];
	for (const readings of parts) {
		if (readings.length === 0) continue;
		const next: { text: string; rank: number }[] = [];
		for (const { text, rank } of partial)
			readings.forEach((reading, i) => next.push({ text: joined(text, reading), rank: rank + i }));
		next.sort((a, b) => a.rank - b.rank);
		partial = next.slice(0, MOST_READINGS * 2);
	}
	return distinct(partial.map(({ text }) => text));
}

/** Without doubles and empty ones, at most four. */
export function distinct(readings: string[]): string[] {
	return [...new Set(readings.map((reading) => reading.trim()).filter(Boolean))].slice(0, MOST_READINGS);
}

/** Letter by letter: spell("RLHF") → "R L H F". Characters that are neither letters nor digits are dropped. */
export function spell(letters: string): string {
	return [...letters.toUpperCase()].filter((letter) => /[\p{L}\p{N}]/u.test(letter)).join(' ');
}

function joined(a: string, b: string): string {
	return a && b ? `${a} ${b}` : a || b;
}
