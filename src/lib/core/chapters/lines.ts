// Chapters as lines of text: WebVTT cues, ffmpeg's metadata, and the lists that people write into show notes.

import { decodeEntities } from '../formats/entities.ts';
import { parseClock } from '../time.ts';
import type { ParsedChapters } from './parsed.ts';

/** WebVTT whose cues are chapters: the text of a cue is its title. */
export function parseVtt(text: string): ParsedChapters {
	const parsed: ParsedChapters = { chapters: [], problems: [] };
	const lines = text.split('\n');
	for (let i = 0; i < lines.length; i++) {
		const arrow = lines[i].indexOf('-->');
		if (arrow < 0) continue;
		const start = parseClock(lines[i].slice(0, arrow));
		if (start === null) {
			const message = `Expected a time before "-->", saw "${lines[i].slice(0, arrow).trim()}".`;
			parsed.problems.push({ code: 'bad-chapter', line: i + 1, message });
			continue;
		}
		const title: string[] = [];
		while (i + 1 < lines.length && lines[i + 1].trim()) title.push(lines[++i].trim());
		parsed.chapters.push(plain(start, decodeEntities(title.join(' ').replace(/<[^<>]*>/g, ''))));
	}
	return parsed;
}

/** ffmpeg's metadata: `[CHAPTER]`, `TIMEBASE=1/1000`, `START=0`, `title=…` with backslashes before special signs. */
export function parseMetadata(text: string): ParsedChapters {
	const parsed: ParsedChapters = { chapters: [], problems: [] };
	for (const section of text.split(/^\[/m).slice(1)) {
		if (!section.startsWith('CHAPTER]')) continue;
		const value = (key: string) => new RegExp(`^${key}=((?:\\\\[\\s\\S]|[^\\n\\\\])*)`, 'im').exec(section)?.[1];
		const [, above, below] = /^(\d+)\/(\d+)$/.exec(value('TIMEBASE')?.trim() ?? '1/1000000000') ?? [];
		const start = (Number(value('START')) * Number(above)) / Number(below);
		if (Number.isFinite(start) && start >= 0)
			parsed.chapters.push(plain(start, (value('title') ?? '').replace(/\\([\s\S])/g, '$1')));
		else parsed.problems.push({ code: 'bad-chapter', line: 0, message: 'A [CHAPTER] has no START that can be read.' });
	}
	return parsed;
}

const CLOCK = String.raw`(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?`;
/** "0:00 Intro", "(00:12) – Intro", "1. [1:02:03] Intro", "• 0:00–3:10: Intro" */
const LEADING = new RegExp(
	String.raw`^\s*(?:[-*•–—▶►⏱\uFE0F]+\s*)?(?:\d{1,3}[.)]\s+)?[(\[]?(${CLOCK})(?:\s*[-–—]+>?\s*${CLOCK})?[)\]]?(?:\s*[-–—:|•]+)?\s*(\S.*)$`,
	'su'
);
/** "Intro – 0:00", "Intro (12:30)". A title ends neither in a blank nor within a run of marks, so that each run is read once. */
const TRAILING = new RegExp(
	String.raw`^\s*(?:[-*•–—]\s*)?(\S.*?)(?<!\s)(?<![-–—:|@](?=[-–—:|@]))\s*(?:[-–—:|@]+\s*)?[(\[]?(${CLOCK})[)\]]?\s*$`,
	'su'
);

/**
 * A list of times and titles, one a line; other lines are left alone, for show notes hold more than chapters. Also
 * `CHAPTER01=00:00:00.000` with `CHAPTER01NAME=…`. Times that do not rise are a problem, and left out.
 */
export function parseList(text: string): ParsedChapters {
	const parsed: ParsedChapters = { chapters: [], problems: [] };
	const lines = text.split('\n');
	const names = new Map<string, string>();
	for (const [, number, name] of text.matchAll(/^CHAPTER(\d+)NAME=(.*)$/gim)) names.set(number, name);
	const leading = lines.filter((line) => LEADING.test(line)).length;
	const trailing = lines.filter((line) => TRAILING.test(line) && !LEADING.test(line)).length;
	let last = -1;
	lines.forEach((line, i) => {
		const ogm = /^CHAPTER(\d+)=(.*)$/i.exec(line);
		let clock: string;
		let title: string;
		if (ogm) [clock, title] = [ogm[2], names.get(ogm[1]) ?? ''];
		else {
			const found = leading >= trailing ? LEADING.exec(line) : TRAILING.exec(line);
			if (!found) return;
			[clock, title] = leading >= trailing ? [found[1], found[2]] : [found[2], found[1]];
		}
		const start = parseClock(clock);
		if (start === null || start <= last) {
			const message =
				start === null
					? `Expected a time like "1:02:03", saw "${clock}".`
					: `"${clock}" comes after a chapter that begins later, or at the same time.`;
			parsed.problems.push({ code: 'bad-chapter', line: i + 1, message });
			return;
		}
		last = start;
		parsed.chapters.push(plain(start, title));
	});
	return parsed;
}

function plain(start: number, title: string) {
	return { start, title: title.replace(/\s+/g, ' ').trim(), image: null, url: null };
}
