// The language of a transcript of which nobody says it, told from its words by franc, which compares runs of three letters.
// English that is taken for another language is worse than another that is taken for English: where the words leave a
// doubt, they tell nothing.

import type { Transcript } from '#lib/core/episode.ts';
import { languageTag } from '#lib/core/formats/language.ts';

/**
 * ISO 639-3: those that podcasts are made in most, in letters that can be sounded out. Among all that franc knows, Scots
 * would win over English.
 */
const CANDIDATES = (
	'eng spa por cat fra ita ron deu nld dan nob swe fin pol ces slk hrv hun tur ind vie cym ' + // Latin
	'ell rus ukr bul srp'
).split(' ');

/**
 * So many words are asked at once, from so many places all over the text: franc reads no more than its beginning, where a
 * song or a greeting may be in another language.
 */
const SAMPLE = 60;
const MOST_SAMPLES = 9;
/** Fewer may be a list of names or letters, which is like any language. */
const LEAST_WORDS = 50;
/** How far the best language must be before English, and before any other; it has 1 itself. */
const LEAD_OF_ENGLISH = 0.05;
const LEAD = 0.01;
/** The shares that it must have of the samples that tell one, and of all. */
const AGREEING = 0.75;
const TELLING = 0.5;

/** A BCP 47 tag, "en" among them; null where the words leave a doubt. */
export async function languageOfWords({ text, words }: Transcript): Promise<string | null> {
	if (words.length < LEAST_WORDS) return null;
	// Loading it takes longer than asking it, and most files say their language.
	const { francAll } = await import('franc');
	const count = Math.min(MOST_SAMPLES, Math.ceil(words.length / SAMPLE));
	const step = Math.max(0, words.length - SAMPLE) / Math.max(1, count - 1);
	const ask = (first: number, past: number) => {
		const sample = words.slice(first, past).map(({ from, to }) => text.slice(from, to));
		return francAll(sample.join(' '), { only: CANDIDATES });
	};
	const told = Array.from({ length: count }, (_, i) => {
		const first = Math.round(i * step);
		return clearBest(ask(first, first + SAMPLE));
	}).filter((code) => code !== null);
	// The samples of a short text are nearly the same words: a few sentences of another language would speak for all of it.
	if (count < 3) {
		const half = words.length >> 1;
		const halves = [ask(0, half), ask(half, words.length)].map(([[code]]) => code);
		if (halves.includes('eng') && !told.includes('eng')) return null;
	}
	const [best = []] = [...Map.groupBy(told, (code) => code).values()].sort((a, b) => b.length - a.length);
	const clear = best.length >= told.length * AGREEING && best.length >= count * TELLING;
	return clear ? languageTag(best[0]) : null;
}

/** Scripts that nearly all podcasts in them share a language with. Kana are looked for first: Japanese has Han too. */
const SCRIPTS: [script: string, language: string][] = [
	['Hiragana}\\p{Script=Katakana', 'ja'],
	['Han', 'zh'],
	['Hangul', 'ko'],
	['Hebrew', 'he'],
	['Greek', 'el'],
	['Thai', 'th'],
	['Armenian', 'hy'],
	['Georgian', 'ka'],
	['Khmer', 'km'],
	['Lao', 'lo'],
	['Myanmar', 'my'],
	['Tamil', 'ta'],
	['Telugu', 'te'],
	['Kannada', 'kn'],
	['Malayalam', 'ml'],
	['Gujarati', 'gu'],
	['Gurmukhi', 'pa'],
	['Sinhala', 'si']
];

/** The language of the script that most letters are of; null where several languages are written in it. */
export function languageOfScript(text: string): string | null {
	const letters = text.match(/\p{L}/gu)?.length ?? 0;
	const share = (script: string) =>
		(text.match(new RegExp(`[\\p{Script=${script}}]`, 'gu'))?.length ?? 0) / Math.max(1, letters);
	return SCRIPTS.find(([script, language]) => share(script) > (language === 'ja' ? 0.2 : 0.5))?.[1] ?? null;
}

/** Of languages by their scores, best first; null where others are too close, or it is none that can be. */
function clearBest(scores: [code: string, score: number][]): string | null {
	const [[code], [, next] = ['', 0]] = scores;
	if (code === 'eng') return code;
	if (!CANDIDATES.includes(code) || 1 - next < LEAD) return null;
	const english = scores.find(([other]) => other === 'eng')?.[1] ?? 0;
	return 1 - english < LEAD_OF_ENGLISH ? null : code;
}
