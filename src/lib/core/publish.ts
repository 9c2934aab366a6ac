// From a transcript and its times to the page: paragraphs ("passages"), the stretches without text, and the topics.
//
// A passage always ends where somebody else begins to speak, where a long stretch without text lies, and at both ends of
// a long stretch, or of a heading, that is in the text but not in the audio. Between those, the cheapest way to cut is looked for with
// dynamic programming (as TeX breaks a paragraph into lines; Knuth & Plass 1981):
//
//   words      ── atom ──┤── atom ──┤─── atom ───┤── atom ──┤      atoms: sentences, or words where no sentence ends
//   candidates           0.4        ¶ 6          1.9 s           what a cut there is worth: paragraph, pause, line end
//   passages   ─────────────────────┤────────────┤──────────      sum of (odd size − worth of its end) is least
//
// Invariants: passages cover all words in order, none twice; a sentence is never cut where sentence ends are known.

import type { Alignment, Episode, Passage, Published, Region, Span, Transcript } from './episode.ts';
import { type Heading, headingsOf, paragraphsOf } from './headings.ts';
import { lowerBound } from './lowerbound.ts';
import { comparable } from './search.ts';
import { EMPTY_LINE, SENTENCE_END, sentencesOf } from './text/sentences.ts';
import { topicsOf } from './topics/topics.ts';
import { count, untoldSpans } from './untold.ts';

/** Stretches without text shorter than this are not shown, in seconds. */
const SHOWN_GAP = 2;
/** From here on a stretch without text is worth cutting a sentence for. */
const CUTTING_GAP = 6;
/** So many words in a row that are not in the audio stand apart. */
const UNSPOKEN_RUN = 12;
/** A chapter is about a sentence that begins within so many seconds of it. */
const NEAR_MARK = 8;
/** A passage of this many words is neither short nor long. */
const SHORT = 45;
const LONG = 90;

/** Sentences a paragraph on average from which on paragraphs are no mere lines. */
const SENTENCES = 1.3;

const QUESTION_END = /[?？؟]['"”’»›)\]]*$/u;
const CLAUSE_END = /[,;:、，；：،–—]["'”’»›)\]]*$/u;

/** Everything the page shows, but the word times. `alignment` is null for an episode without times. */
export function publish(episode: Episode, transcript: Transcript, alignment: Alignment | null): Published {
	const { chapters, ...rest } = episode;
	const timed = alignment !== null && alignment.matches && alignment.timings.some((t) => t.state === 'heard');
	const trusted = timed ? alignment : null;
	const made = passagesOf(
		transcript,
		trusted,
		chapters.map(({ start }) => start)
	);
	const { passages, gaps, headings } = withoutTitle(made, transcript.text, episode.title);
	const counted = alignment && count(transcript, alignment);
	const published: Published = {
		episode: rest,
		text: transcript.text,
		passages,
		headings,
		gaps,
		silences: trusted?.silences ?? [],
		untold: trusted && counted ? untoldSpans(transcript, counted.untold, passages) : [],
		topics: [],
		words: counted?.words ?? transcript.words.length,
		timed,
		report: counted?.report ?? { heard: 0, unspoken: 0, untranscribed: 0, matches: true },
		notices: [...(episode.notices ?? []), ...(alignment?.notices ?? [])]
	};
	published.topics = topicsOf(
		{ ...published, duration: episode.duration, names: namesOf(episode, passages) },
		chapters,
		transcript.language,
		headings
	);
	return published;
}

/** The same without a first heading that only repeats the title of the episode. */
export function withoutTitle({ passages, gaps, headings }: Paragraphs, text: string, title: string): Paragraphs {
	const [first] = passages;
	const repeats =
		headings[0] === 0 &&
		first.start === null &&
		comparable(text.slice(first.from, first.to)).text === comparable(title).text;
	if (!repeats) return { passages, gaps, headings };
	return {
		passages: passages.slice(1),
		gaps: gaps.map((gap) => ({ ...gap, before: Math.max(0, gap.before - 1) })),
		headings: headings.slice(1).map((passage) => passage - 1)
	};
}

/** Names that are no topic of the episode: whoever speaks, and the show itself. */
function namesOf({ people, show }: Episode, passages: Passage[]): string[] {
	const names = new Set(people.map(({ name }) => name));
	for (const { speaker } of passages) if (speaker) names.add(speaker);
	if (show) names.add(show);
	return [...names];
}

export type Paragraphs = Pick<Published, 'passages' | 'gaps' | 'headings'>;

/**
 * Passages, the gaps between them, and which of them are headings. Without an alignment the times of cues, where there are
 * any, stand in. `marks` are moments in seconds, chapters for instance, near which a passage should begin.
 */
export function passagesOf(transcript: Transcript, alignment: Alignment | null, marks: number[] = []): Paragraphs {
	const { words } = transcript;
	if (!words.length) {
		const gaps = (alignment?.untranscribed ?? []).filter((region) => region.end - region.start >= SHOWN_GAP);
		return { passages: [], gaps: gaps.map((region) => ({ ...region, before: 0 })), headings: [] };
	}
	const speakers = speakersOf(transcript);
	const shown = (alignment?.untranscribed ?? []).filter((region) => region.end - region.start >= SHOWN_GAP);
	const gapWords = shown.map((region) =>
		beginningOf(transcript, alignment as Alignment, speakers, wordAfter(region, alignment as Alignment))
	);

	const forced = new Uint8Array(words.length + 1);
	for (let w = 1; w < words.length; w++) if (speakers[w] !== speakers[w - 1]) forced[w] = 1;
	for (let g = 0; g < shown.length; g++) if (shown[g].end - shown[g].start >= CUTTING_GAP) forced[gapWords[g]] = 1;
	const headings = headingsOf(transcript, alignment);
	for (const { first, end } of headings) forced[first] = forced[end] = 1;
	const atoms = atomsOf(transcript, forced);
	if (alignment) setApartUnspoken(atoms, alignment, forced);
	forced[0] = 1;
	forced[words.length] = 1;

	const worth = worthOf(transcript, alignment, new Set(gapWords), paragraphWorth(transcript, headings));
	if (alignment) for (const mark of marks) favour(mark, atoms, alignment, worth);
	const cuts: number[] = [];
	for (let a = 0; a < atoms.length;) {
		let end = a + 1;
		while (end < atoms.length && !forced[atoms[end]]) end++;
		cuts.push(...cut(atoms.slice(a, end), end < atoms.length ? atoms[end] : words.length, worth));
		a = end;
	}

	const passages = cuts.map((first, i) => {
		const last = (cuts[i + 1] ?? words.length) - 1;
		const speaker = i > 0 && speakers[first] === speakers[cuts[i - 1]] ? null : speakers[first];
		return {
			from: words[first].from,
			to: words[last].to,
			...(alignment ? heardTimes(alignment, first, last) : cueTimes(transcript, words[first].from, words[last].to)),
			speaker
		};
	});
	const gaps = shown.map((region, g) => ({ ...region, before: lowerBound(cuts, gapWords[g], (cut) => cut) }));
	return { passages, gaps, headings: headings.map(({ first }) => cuts.indexOf(first)) };
}

/** Where the sentence of a word begins, if nobody says what comes before that word in it; else the word itself. */
function beginningOf(
	{ text, words }: Transcript,
	{ timings }: Alignment,
	speakers: (string | null)[],
	word: number
): number {
	for (let w = word; w < words.length; w--) {
		if (w === 0 || speakers[w] !== speakers[w - 1]) return w;
		const { from, to } = words[w - 1];
		if (SENTENCE_END.test(text.slice(from, to)) || EMPTY_LINE.test(text.slice(to, words[w].from))) return w;
		if (timings[w - 1].state !== 'unspoken') break;
	}
	return word;
}

/** Who speaks each word. Cues without a name belong to whoever spoke before. */
function speakersOf({ turns, words }: Transcript): (string | null)[] {
	const speakers: (string | null)[] = [];
	let turn = -1;
	let speaker: string | null = null;
	for (const word of words) {
		while (turn + 1 < turns.length && turns[turn + 1].from <= word.from) {
			turn++;
			speaker = turns[turn].speaker ?? speaker;
		}
		speakers.push(speaker);
	}
	return speakers;
}

/** The first word of each smallest piece: a sentence, or a word where no sentence ends are known. */
function atomsOf({ text, words }: Transcript, forced: Uint8Array): number[] {
	const atoms: number[] = [];
	for (let w = 0; w < words.length;) {
		let end = w + 1;
		while (end < words.length && !forced[end]) end++;
		for (const sentence of sentencesOf(text, words[w].from, words[end - 1].to)) {
			let next = w;
			while (next < end && words[next].from < sentence.to) next++;
			if (isClosed(text, sentence)) {
				if (next > w) atoms.push(w);
			} else for (let i = w; i < next; i++) atoms.push(i);
			w = next;
		}
		// Whatever the sentences left out is a piece of its own.
		if (w < end) atoms.push(w);
		w = end;
	}
	return atoms;
}

/** Whether a mark or a line end closes the sentence, or it is only a stretch of a text without marks. */
function isClosed(text: string, { from, to }: Span): boolean {
	return SENTENCE_END.test(text.slice(Math.max(from, to - 4), to)) || /^\s*\n/.test(text.slice(to, to + 8));
}

/** Forces a cut at both ends of every long run of atoms of which nothing was spoken. */
function setApartUnspoken(atoms: number[], { timings }: Alignment, forced: Uint8Array): void {
	const silent = atoms.map((first, a) => {
		const end = atoms[a + 1] ?? timings.length;
		for (let w = first; w < end; w++) if (timings[w].state !== 'unspoken') return false;
		return true;
	});
	for (let a = 0; a < atoms.length;) {
		let end = a + 1;
		while (end < atoms.length && silent[end] === silent[a]) end++;
		const last = atoms[end] ?? timings.length;
		if (silent[a] && last - atoms[a] >= UNSPOKEN_RUN) forced[atoms[a]] = forced[last] = 1;
		a = end;
	}
}

/**
 * What an empty line is worth. Some transcripts put every line into a paragraph of its own: then it says little. Short
 * paragraphs of several sentences are the author's own.
 */
function paragraphWorth(transcript: Transcript, headings: Heading[]): number {
	const titles = new Set(headings.map(({ first }) => first));
	const paragraphs = paragraphsOf(transcript).filter(({ first }) => !titles.has(first));
	if (transcript.words.length >= 25 * paragraphs.length) return 6;
	const closed = paragraphs.filter((paragraph) => paragraph.closed).length;
	if (2 * closed <= paragraphs.length) return 0.8;
	const sentences = sentencesOf(transcript.text).length - headings.length;
	return sentences >= SENTENCES * paragraphs.length ? 9 : 0.8;
}

/** What it is worth to begin a passage at each word; `paragraph`: where a paragraph does. */
function worthOf(
	{ text, words }: Transcript,
	alignment: Alignment | null,
	gapWords: Set<number>,
	paragraph: number
): Float64Array {
	const worth = new Float64Array(words.length);
	let heard = -1;
	for (let w = 0; w < words.length; w++) {
		if (w > 0) {
			const between = text.slice(words[w - 1].to, words[w].from);
			if (EMPTY_LINE.test(between)) worth[w] += paragraph;
			else if (between.includes('\n')) worth[w] += 0.15;
			const ending = text.slice(words[w - 1].from, words[w - 1].to);
			if (SENTENCE_END.test(ending)) worth[w] += 0.6;
			// After a question somebody answers: often another voice, even where nobody is named.
			if (QUESTION_END.test(ending)) worth[w] += 0.5;
			else if (CLAUSE_END.test(ending)) worth[w] += 0.2;
		}
		if (!alignment || alignment.timings[w].state === 'unspoken') continue;
		const { start } = alignment.timings[w];
		if (heard >= 0) worth[w] += Math.min(2.5, 1.1 * Math.max(0, start - alignment.timings[heard].end));
		heard = w;
		if (gapWords.has(w)) worth[w] += 2;
	}
	return worth;
}

/** Makes the atom that begins nearest to a moment a good place for a passage to begin. */
function favour(mark: number, atoms: number[], { timings }: Alignment, worth: Float64Array): void {
	const after = lowerBound(atoms, mark, (word) => timings[word].start);
	let near = -1;
	for (const atom of [atoms[after - 1], atoms[after]])
		if (atom !== undefined && distance(atom) < Math.min(NEAR_MARK, near < 0 ? Infinity : distance(near))) near = atom;
	if (near >= 0) worth[near] += 6;

	function distance(word: number): number {
		return Math.abs(timings[word].start - mark);
	}
}

/** The best cuts of a run of atoms (first words) that ends before word `end`: the first word of each passage. */
function cut(atoms: number[], end: number, worth: Float64Array): number[] {
	const n = atoms.length;
	const best = new Float64Array(n + 1).fill(Infinity);
	const from = new Int32Array(n + 1);
	best[0] = 0;
	for (let to = 1; to <= n; to++) {
		const stop = to < n ? atoms[to] : end;
		for (let a = to - 1; a >= 0; a--) {
			const size = stop - atoms[a];
			const cost = best[a] + oddness(size) - (a > 0 ? worth[atoms[a]] : 0);
			if (cost < best[to]) {
				best[to] = cost;
				from[to] = a;
			}
			// Beyond this a longer passage only gets worse.
			if (size > 3 * LONG) break;
		}
	}
	const cuts: number[] = [];
	for (let to = n; to > 0; to = from[to]) cuts.push(atoms[from[to]]);
	return cuts.reverse();
}

/** What a passage of so many words costs: nothing extra between SHORT and LONG, and a little for there being one more. */
function oddness(size: number): number {
	if (size < SHORT) return 1 + ((SHORT - size) / 18) ** 2;
	return size > LONG ? 1 + ((size - LONG) / 20) ** 2 : 1;
}

function heardTimes({ timings }: Alignment, first: number, last: number): Pick<Passage, 'start' | 'end'> {
	let start: number | null = null;
	let end: number | null = null;
	for (let w = first; w <= last; w++) {
		if (timings[w].state === 'unspoken') continue;
		start ??= timings[w].start;
		end = Math.max(end ?? 0, timings[w].end);
	}
	return { start, end };
}

function cueTimes({ turns }: Transcript, from: number, to: number): Pick<Passage, 'start' | 'end'> {
	let start: number | null = null;
	let end: number | null = null;
	for (let i = lowerBound(turns, from, (turn) => turn.to - 1); i < turns.length && turns[i].from < to; i++) {
		const { cue } = turns[i];
		// A cue that began in the passage before says nothing about where this one begins.
		if (cue && turns[i].from >= from) start ??= cue.start;
		if (cue) end = cue.end;
	}
	return start === null ? { start: null, end: null } : { start, end };
}

/** The first word spoken after a stretch without text (words.length where none is). */
function wordAfter(region: Region, { timings }: Alignment): number {
	const middle = (region.start + region.end) / 2;
	let w = lowerBound(timings, middle, (timing) => timing.start);
	while (w > 0 && (timings[w - 1].state === 'unspoken' || centre(timings[w - 1]) > middle)) w--;
	// Unspoken words around the stretch stay with what was heard before it.
	while (w < timings.length && timings[w].state === 'unspoken') w++;
	return w;
}

function centre({ start, end }: Region): number {
	return (start + end) / 2;
}
