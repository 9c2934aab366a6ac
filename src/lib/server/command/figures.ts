// What `inkwave report` says about an episode: how much of the text was heard, and where text and audio differ.

import { type Alignment, isRough, type Notice, type Region, type Report, type Transcript } from '#lib/core/episode.ts';
import { jsonReport, jsonSeconds } from '#lib/core/json.ts';
import { printable } from '#lib/core/text/oneline.ts';
import { formatClock } from '#lib/core/time.ts';
import { count, type Run, WORTH } from '#lib/core/untold.ts';
import { formatCount } from '#lib/core/wording.ts';
import type { LibraryEpisode } from '../library.ts';

/** A run of words that are in the text but not in the audio. */
export type Unspoken = {
	/** Words before it in the transcript. */
	first: number;
	words: number;
	/** Seconds: the moment in the audio where it would have been. */
	near: number;
	/** How it begins. */
	text: string;
};

export type Figures = {
	version: 1;
	slug: string;
	title: string;
	/** Seconds. */
	duration: number;
	language: string;
	words: number;
	engine: string | null;
	/** Null where the words have no times. */
	report: Report | null;
	unspoken: Unspoken[];
	untranscribed: Region[];
	notices: Notice[];
};

/** So many words tell a person which place is meant. */
const QUOTED = 8;
const LISTED = 20;

export function figuresOf({ episode, transcript, alignment }: LibraryEpisode): Figures {
	const counted = alignment && count(transcript, alignment);
	return {
		version: 1,
		slug: episode.slug,
		title: episode.title,
		duration: jsonSeconds(episode.duration),
		language: episode.language,
		words: counted?.words ?? transcript.words.length,
		engine: alignment?.engine ?? null,
		report: counted && jsonReport(counted.report),
		unspoken: alignment && counted ? counted.untold.map((run) => unspoken(run, transcript, alignment)) : [],
		untranscribed: (alignment?.untranscribed ?? []).map(({ start, end }) => ({
			start: jsonSeconds(start),
			end: jsonSeconds(end)
		})),
		notices: [...(episode.notices ?? []), ...(alignment?.notices ?? [])]
	};
}

function unspoken({ first, end }: Run, { text, words }: Transcript, { timings }: Alignment): Unspoken {
	const quoted = Math.min(end, first + QUOTED);
	const quote = text.slice(words[first].from, words[quoted - 1].to).replace(/\s+/g, ' ');
	return {
		first,
		words: end - first,
		near: jsonSeconds(timings[first].start),
		text: quoted < end ? `${quote} …` : quote
	};
}

/** The figures for a person, as lines of text. */
export function describeFigures(figures: Figures): string {
	const { report: shares, unspoken, untranscribed, words } = figures;
	const lines = [
		figures.title,
		[
			`${formatClock(figures.duration)} of audio`,
			formatCount(words, 'word'),
			figures.language === 'und' ? null : figures.language,
			figures.engine
		]
			.filter(Boolean)
			.join(' · '),
		''
	];
	if (shares) {
		const missing = unspoken.reduce((sum, run) => sum + run.words, 0);
		const between = Math.max(0, 1 - shares.heard - shares.unspoken);
		const column = (share: number) => percent(share).padStart(7);
		lines.push(
			`Heard          ${column(shares.heard)} of the words`,
			`Between        ${column(between)}: not found themselves, but between words that were`,
			`Unspoken       ${column(shares.unspoken)}: in the text, not in the audio (${formatCount(missing, 'word')})`,
			`Untranscribed  ${Math.round(shares.untranscribed)} s: in the audio, not in the text`
		);
		if (!shares.matches) lines.push('The transcript does not match the audio.');
		else if (isRough(shares))
			lines.push(
				'',
				`Warning: only ${percent(shares.heard)} of the words could be found in the audio. The transcript may be of another`,
				'version of the episode, or not word for word: many times are guesses, or missing.'
			);
	} else lines.push(words ? 'The words have no times.' : 'There is no transcript.');
	if (untranscribed.length) {
		lines.push('', 'In the audio, but not in the text:');
		for (const { start, end } of untranscribed)
			lines.push(`  ${formatClock(start)} – ${formatClock(end)}  (${Math.round(end - start)} s)`);
	}
	if (unspoken.length) {
		const longest = [...unspoken].sort((a, b) => b.words - a.words);
		const listed = longest.slice(0, LISTED).filter((run) => run.words >= WORTH);
		const rest = longest.slice(listed.length);
		lines.push('', 'In the text, but not in the audio:');
		for (const run of listed.sort((a, b) => a.first - b.first))
			lines.push(`  near ${formatClock(run.near)}  ${formatCount(run.words, 'word')}: “${run.text}”`);
		if (rest.length)
			lines.push(
				`  ${listed.length ? 'and ' : ''}${formatCount(rest.length, 'shorter one')}, such as “${rest[0].text}”`
			);
	}
	if (figures.notices.length) lines.push('', ...figures.notices.map(({ message }) => `Note: ${message}`));
	return lines.map((line) => `${printable(line)}\n`).join('');
}

/** A share as `inkwave report` and `inkwave list` write it. */
export function percent(share: number): string {
	return `${(share * 100).toFixed(1)} %`;
}
