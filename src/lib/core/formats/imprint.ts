// What transcription services, players and lyrics write into their texts and nobody says.
//
//   Speaker 1: Welcome. [5.7s]     Transcribed by https://otter.ai     0:03 ⏎ 3 seconds     [ar:Ada]     [00:03.20] <00:03.20> It
//   I saw [inaudible 00:00:09].   →   I saw [inaudible].

import { parseClock, speakClock } from '../time.ts';
import { isSound } from './speaker.ts';

/** How long the paragraph before it lasts. */
const length = /(?<!\s)\s*\[\d{1,5}(?:\.\d{1,3})?s\]$/;

const service =
	String.raw`(?:https?:\/\/|www\.)\S+|[\w-]+\.(?:com|ai|io|app|org|net|fm|so)(?:\/\S*)?|` +
	'otter|trint|descript|rev|sonix|temi|happy ?scribe|turboscribe|riverside|castmagic|notta|fireflies|amberscript|whisper';
const footer = new RegExp(
	String.raw`^\(?(?:(?:this|automatic|machine|audio) )*(?:transcri(?:pt|ption|bed)|caption(?:s|ed)|subtitle[sd])` +
		String.raw` (?:(?:was|were|is|automatically|generated|created|produced|provided|made) )*(?:by|with|using|from) ` +
		String.raw`(?:${service})[.!]?(?: Go unlimited to remove this message\.)?\)?$`,
	'i'
);

/** What a file of lyrics says of itself, and the times of its words behind that of the line. */
const lyrics = /^\[(?:al|ar|au|by|id|la|lang|language|length|offset|re|ti|tool|ve|#):[^\]]*\]$/i;
const wordStamp = /<\d{1,3}:\d{2}[.:]\d{2,3}>\s?/g;

/** When something was not understood: a time behind what is said of it. */
const timedNote = /\[([^[\]:]{3,40}?) (?:\d{1,2}:)?\d{1,2}:\d{2}(?:\.\d{1,3})?\]/g;

/** Whether a line says in words what the time above it says in figures, as players do for those who hear the page. */
function isSpokenTime(line: string, above: string | undefined): boolean {
	if (!/^\d{1,2} (?:hour|minute|second)s?\b/.test(line) || !above?.includes(':')) return false;
	const at = parseClock(above);
	return at !== null && line.replaceAll(',', '') === speakClock(at);
}

/** The lines without those marks; a service names itself at the beginning or at the end. */
export function withoutImprint(lines: readonly string[]): string[] {
	const filled = lines.flatMap((line, index) => (line.trim() ? [index] : []));
	const edges = new Set([filled[0], filled.at(-1)]);
	return lines.map((line, index) => {
		const trimmed = line.trim();
		if (edges.has(index) && trimmed.length < 160 && footer.test(trimmed)) return '';
		if (lyrics.test(trimmed) || isSpokenTime(trimmed, lines[index - 1]?.trim())) return '';
		return (/^\[\d/.test(trimmed) ? trimmed.replace(wordStamp, '') : trimmed)
			.replace(length, '')
			.replace(timedNote, (whole, note: string) => (note === 'phonetic' || isSound(note) ? `[${note}]` : whole));
	});
}
