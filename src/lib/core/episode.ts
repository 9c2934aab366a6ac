// The shapes that move through Inkwave, and the one function that says whether an alignment is well formed.
//
//   audio + transcript ─► Transcript ─► Alignment ─► Published ─► page
//
// Offsets are UTF-16 code units into `Transcript.text`, half open; times are seconds as floats. Files hold integer
// milliseconds (see time.ts).

/** Half-open range of UTF-16 offsets into `Transcript.text`. */
export type Span = { from: number; to: number };

/** One person's stretch of talk, or one cue of a timed transcript. Turns are sorted and do not overlap. */
export type Turn = Span & {
	/** As the transcript names them, without the colon; null where it does not say. */
	speaker: string | null;
	/** The times a timed transcript gave, in seconds: a hint for the aligner, never the final word. */
	cue: { start: number; end: number } | null;
};

/**
 * What was said, as written. `text` holds the spoken text only (labels, timestamps and mark-up are parsed away), with
 * "\n" between lines and "\n\n" between paragraphs, and is never rewritten afterwards. `words` are its whitespace
 * tokens, in order. `language` is a BCP 47 tag, "und" where nothing says. `headings` are what the file marks as such,
 * each a paragraph of `text`; left out where it marks none.
 */
export type Transcript = { text: string; language: string; turns: Turn[]; words: Span[]; headings?: Span[] };

/** Something a parser noticed: a code for programs, a line (1-based, 0 for the whole file) and one sentence for people. */
export type Problem = { code: string; line: number; message: string };

/**
 * When one word is spoken, and how far to trust it.
 * - `heard`: the engine found it in the audio.
 * - `between`: not found itself, but it must lie here, between neighbours that were.
 * - `unspoken`: in the text, not in the audio; it sits at the time of its neighbours (null in what is written out).
 */
export type Timing = { start: number; end: number; state: 'heard' | 'between' | 'unspoken'; confidence: number };

export type Region = { start: number; end: number };

/** A thing a listener or a publisher should know: a passage told in another order, a transcript of something else. */
export type Notice = { code: string; message: string };

export type Alignment = {
	/** Name and version of what made it, e.g. "inkwave 1 (en-us)". */
	engine: string;
	/** Seconds of audio. */
	duration: number;
	/** One per word of the transcript. */
	timings: Timing[];
	/** Audio that the transcript does not cover: ads, music, cut passages. Sorted, not overlapping. */
	untranscribed: Region[];
	/** Pauses inside the talk (no speech), sorted; for skipping silence and for finding paragraphs. */
	silences: Region[];
	/** Whether this transcript belongs to this audio at all. */
	matches: boolean;
	notices: Notice[];
};

/**
 * The figures of an alignment that people ask for first. `heard` and `unspoken` are shares of its words, 0 to 1; of an
 * episode's those that are for saying (untold.ts).
 */
export type Report = { heard: number; unspoken: number; untranscribed: number; matches: boolean };

export type Chapter = { start: number; title: string; image: string | null; url: string | null };

export type Person = { name: string; role: string | null };

/** What is known of an episode besides its words. */
export type Episode = {
	slug: string;
	title: string;
	show: string | null;
	/** ISO date, yyyy-mm-dd. */
	date: string | null;
	people: Person[];
	/** BCP 47. */
	language: string;
	/** Seconds of audio. */
	duration: number;
	/** One sentence shown under the title, e.g. that the voice is synthetic. */
	note: string | null;
	/** The publisher's own chapters, which always win over found topics. */
	chapters: Chapter[];
	/** Files inside the episode's folder. `served` is the seekable copy where the original seeks badly. */
	files: {
		audio: string;
		audioType: string;
		served: string | null;
		servedType: string | null;
		transcript: string | null;
		artwork: string | null;
	};
	/** What adding it had to say that no alignment carries: why the words have no times. Shown with the alignment's. */
	notices?: Notice[];
};

/** A paragraph of the page: a span of text, its time (null where nothing in it was heard), and who speaks. */
export type Passage = Span & {
	start: number | null;
	end: number | null;
	/** Set on the first passage of a speaker's turn, null when the same person goes on or nobody is named. */
	speaker: string | null;
};

/** A stretch of audio without text, shown before passage `before` (= passages.length at the end). */
export type Gap = Region & { before: number };

export type Topic = { start: number; end: number; title: string; passage: number; source: 'publisher' | 'found' };

/** The only shape that both the server and the page know. Word times travel apart, as a word track (wordtrack.ts). */
export type Published = {
	episode: Omit<Episode, 'chapters'>;
	text: string;
	passages: Passage[];
	/** Passages that are headings: those without a start are read by nobody. */
	headings: number[];
	gaps: Gap[];
	silences: Region[];
	/** Runs of words that are not in the audio, inside of passages that are. An episode kept offline may be without. */
	untold?: Span[];
	topics: Topic[];
	/** How many of the words are for saying: those of the headings that nobody reads are not. */
	words: number;
	/** Whether the words have times at all: an episode may be added untimed. */
	timed: boolean;
	report: Report;
	notices: Notice[];
};

/** The figures of an alignment. Untranscribed is in seconds. */
export function report(alignment: Alignment): Report {
	const total = alignment.timings.length;
	let heard = 0;
	let unspoken = 0;
	for (const timing of alignment.timings) {
		if (timing.state === 'heard') heard++;
		else if (timing.state === 'unspoken') unspoken++;
	}
	let untranscribed = 0;
	for (const region of alignment.untranscribed) untranscribed += region.end - region.start;
	return {
		heard: total ? heard / total : 0,
		unspoken: total ? unspoken / total : 0,
		untranscribed,
		matches: alignment.matches
	};
}

/** Below this share of heard words the text is hardly what is said, even where it belongs to the audio. */
const ROUGH = 0.6;

/** Whether so little of the text was heard that nobody should rely on its times. */
export function isRough({ heard, matches }: Report): boolean {
	return matches && heard < ROUGH;
}

/**
 * Every way in which an alignment breaks its contract, one sentence each; empty when it is sound. Run in tests and
 * before anything is written.
 */
export function validate(transcript: Transcript, alignment: Alignment): string[] {
	const faults = validateTranscript(transcript);
	const { words } = transcript;
	const { timings, duration } = alignment;
	if (timings.length !== words.length) faults.push(`expected ${words.length} timings, saw ${timings.length}`);
	if (!(duration >= 0 && Number.isFinite(duration))) faults.push(`expected a duration in seconds, saw ${duration}`);
	let last = 0;
	for (let i = 0; i < timings.length; i++) {
		const { start, end, confidence } = timings[i];
		if (!(start >= 0 && start <= end && end <= duration))
			faults.push(`timing ${i}: expected 0 ≤ start ≤ end ≤ ${duration}, saw ${start} to ${end}`);
		if (!(start >= last)) faults.push(`timing ${i}: starts at ${start}, before its predecessor at ${last}`);
		if (!(confidence >= 0 && confidence <= 1))
			faults.push(`timing ${i}: confidence ${confidence} is not within 0 and 1`);
		last = start;
		if (faults.length > 20) return faults;
	}
	checkRegions('untranscribed', alignment.untranscribed, duration, faults);
	checkRegions('silence', alignment.silences, duration, faults);
	return faults;
}

/** The same of a transcript alone. */
export function validateTranscript({ text, words, turns, headings = [] }: Transcript): string[] {
	const faults: string[] = [];
	checkSpans('word', words, text.length, faults);
	checkSpans('turn', turns, text.length, faults);
	checkSpans('heading', headings, text.length, faults);
	return faults;
}

function checkSpans(name: string, spans: Span[], length: number, faults: string[]): void {
	let last = 0;
	for (let i = 0; i < spans.length && faults.length < 20; i++) {
		const { from, to } = spans[i];
		if (!(from >= last && to >= from && to <= length))
			faults.push(`${name} ${i}: span ${from} to ${to} is out of order or outside the text of ${length}`);
		last = to;
	}
}

function checkRegions(name: string, regions: Region[], duration: number, faults: string[]): void {
	let last = 0;
	for (let i = 0; i < regions.length && faults.length < 20; i++) {
		const { start, end } = regions[i];
		if (!(start >= last && end >= start && end <= duration))
			faults.push(`${name} region ${i}: ${start} to ${end} is out of order or outside the audio of ${duration} s`);
		last = end;
	}
}
