// A transcript and an alignment for tests that need some, and not a particular one.

import type { Alignment, Timing, Transcript, Turn } from '#lib/core/episode.ts';
import { createPeaks } from '#lib/core/peaks.ts';
import type { StoredEpisode } from '#lib/server/files.ts';
import type { Heard, Listen } from '#lib/server/listen.ts';

/** Paragraphs as turns, one speaker after the other. */
export function transcriptOf(text: string, speakers: (string | null)[] = [null]): Transcript {
	const turns: Turn[] = [];
	const words: Transcript['words'] = [];
	for (const paragraph of text.matchAll(/[^\n]+/g)) {
		const from = paragraph.index;
		turns.push({ from, to: from + paragraph[0].length, speaker: speakers[turns.length % speakers.length], cue: null });
	}
	for (const word of text.matchAll(/\S+/g)) words.push({ from: word.index, to: word.index + word[0].length });
	return { text, language: 'en', turns, words };
}

/** Half a second a word, in order; the last word is not spoken. */
export function alignmentOf({ words }: Transcript, matches = true): Alignment {
	const timings = words.map((_, i): Timing => {
		const unspoken = i === words.length - 1;
		const start = i / 2;
		return { start, end: unspoken ? start : start + 0.4, state: unspoken ? 'unspoken' : 'heard', confidence: 0.875 };
	});
	const duration = words.length / 2 + 3;
	return {
		engine: 'test 1',
		duration,
		timings,
		untranscribed: [{ start: duration - 2.5, end: duration }],
		silences: [{ start: 0.4, end: 0.5 }],
		matches,
		notices: matches ? [] : [{ code: 'other', message: 'Something else is said.' }]
	};
}

export function episodeOf(slug: string): StoredEpisode {
	return {
		slug,
		title: `Title of ${slug}`,
		show: 'Show',
		date: '2024-05-06',
		people: [{ name: 'Ann', role: 'host' }],
		language: 'en',
		duration: 12.345,
		note: null,
		chapters: [],
		notices: [],
		added: '2024-05-07T00:00:00.000Z',
		files: {
			audio: 'audio.mp3',
			audioType: 'audio/mpeg',
			served: null,
			servedType: null,
			transcript: 'transcript.txt',
			artwork: null
		}
	};
}

/** Ears for tests about files: every word is heard, whatever the audio. */
export const quick: Listen = async ({ transcript, duration }): Promise<Heard> => {
	const peaks = createPeaks(8000, duration);
	peaks.push(new Float32Array(8000));
	const alignment = transcript && alignmentOf(transcript);
	return { alignment, peaks: peaks.finish(), duration: alignment?.duration ?? duration };
};
