// Which words stand together in a caption, and from when to when.
//
// With an alignment a cue is a sentence, or the part of one that fits two lines and seven seconds; it never holds two
// speakers and never begins in untranscribed audio. Short sentences in a row share one. A heading that the
// file marks and nobody reads aloud is in none. Without an alignment the cues are the ones that the transcript came with.

import { UserError } from '../errors.ts';
import type { Alignment, Span, Transcript } from '../episode.ts';
import { headingsOf } from '../headings.ts';
import { sentencesOf } from '../text/sentences.ts';
import { toMs } from '../time.ts';

/** Words with a time of their own, for inline timestamps. Seconds. */
export type TimedWord = Span & { start: number };
export type CaptionPart = Span & { speaker: string | null; words: TimedWord[] };
/** One caption, in seconds; several parts only where one cue of the transcript held several voices. */
export type Caption = { start: number; end: number; parts: CaptionPart[] };

const limits = { characters: 84, seconds: 7 };
/** A silence within a sentence that ends the caption, and one that keeps short sentences apart; in seconds. */
const longPause = 2;
const shortPause = 1;
/** So many unspoken words in a row are a passage that is not in the audio: no caption shows them. */
const unspokenRun = 12;

/** What a format shows in front of the words of a speaker, in the same lines. */
export type LabelOf = (speaker: string) => string;

/**
 * Room for a label is kept where another speaker begins. Throws a UserError('untimed-transcript') where neither the
 * alignment nor the transcript has any times.
 */
export function captionsOf(
	transcript: Transcript,
	alignment: Alignment | null,
	labelOf: LabelOf = () => ''
): Caption[] {
	const heard = alignment?.matches && alignment.timings.some((timing) => timing.state !== 'unspoken');
	if (alignment && heard) return alignedCaptions(transcript, alignment, labelOf);
	const captions = givenCaptions(transcript);
	if (captions.length || !transcript.words.length) return captions;
	throw untimed();
}

/** What there is to say where the times of words are asked for that have none. */
export function untimed(): UserError {
	return new UserError(
		'untimed-transcript',
		'Expected a transcript with times, saw none; align it with its audio first, or write it as plain text or Markdown.'
	);
}

/** The transcript's own cues. A turn without times shares the caption before it (or the first one after it). */
function givenCaptions({ turns }: Transcript): Caption[] {
	const captions: Caption[] = [];
	let waiting: CaptionPart[] = [];
	for (const { from, to, speaker, cue } of turns) {
		const part: CaptionPart = { from, to, speaker, words: [] };
		const last = captions.at(-1);
		if (!cue && !last) waiting.push(part);
		else if (last && (!cue || (cue.start === last.start && cue.end === last.end))) last.parts.push(part);
		else if (cue) {
			captions.push({ ...cue, parts: [...waiting, part] });
			waiting = [];
		}
	}
	// A caption that ends as it begins would never show: it lasts as long as it takes to read, or until the next.
	for (const [i, caption] of captions.entries()) {
		if (caption.end > caption.start) continue;
		const letters = caption.parts.reduce((sum, { from, to }) => sum + to - from, 0);
		const next = captions[i + 1]?.start ?? Infinity;
		caption.end = caption.start + Math.max(0.5, letters / 15);
		if (next > caption.start && next < caption.end) caption.end = next;
	}
	return captions;
}

/** Words `first` to `last` (inclusive), the unit that captions are made of, and how many letters the label takes. */
type Run = { first: number; last: number; speaker: string | null; label: number };

function alignedCaptions(transcript: Transcript, alignment: Alignment, labelOf: LabelOf): Caption[] {
	const dropped = droppedWords(transcript, alignment);
	const runs: Run[] = [];
	for (const sentence of sentenceRuns(transcript, alignment))
		for (const run of without(sentence, dropped)) {
			const { speaker } = run;
			const label = speaker === null || speaker === runs.at(-1)?.speaker ? 0 : labelOf(speaker).length;
			runs.push(...fitted({ ...run, label }, transcript, alignment));
		}
	const captions: Caption[] = [];
	let waiting: Run | null = null;
	for (const run of joined(runs, transcript, alignment)) {
		let whole = run;
		if (waiting && waiting.speaker === run.speaker && waiting.last + 1 === run.first)
			whole = { ...run, first: waiting.first };
		const caption = captionOf(whole, transcript, alignment);
		if (caption) captions.push(caption);
		else extend(captions.at(-1), whole, transcript);
		waiting = caption || captions.length ? null : whole;
	}
	return apart(captions);
}

/** Captions that do not overlap; one that the next leaves no millisecond shows together with it. */
function apart(captions: readonly Caption[]): Caption[] {
	const result: Caption[] = [];
	let waiting: CaptionPart[] = [];
	for (const [i, caption] of captions.entries()) {
		const next = captions[i + 1];
		const parts = [...waiting, ...caption.parts];
		const end = next ? Math.min(caption.end, next.start) : Math.max(caption.end, caption.start + 0.001);
		const shown = toMs(end) > toMs(caption.start);
		if (shown) result.push({ start: caption.start, end, parts });
		waiting = shown ? [] : parts;
	}
	return result;
}

/** Which words are a marked heading that nobody reads aloud, or lie in a long passage that nobody says. */
function droppedWords(transcript: Transcript, alignment: Alignment): Uint8Array {
	const { timings } = alignment;
	const dropped = new Uint8Array(timings.length);
	const marked = new Set(transcript.headings?.map(({ from }) => from));
	for (const { first, end, said } of headingsOf(transcript, alignment))
		if (!said && marked.has(transcript.words[first].from)) dropped.fill(1, first, end);
	for (let first = 0; first < timings.length; first++) {
		if (timings[first].state !== 'unspoken') continue;
		let end = first;
		while (end < timings.length && timings[end].state === 'unspoken') end++;
		if (end - first >= unspokenRun) dropped.fill(1, first, end);
		first = end;
	}
	return dropped;
}

/** Sentences as runs of words; a change of speaker ends one. */
function sentenceRuns({ text, turns, words }: Transcript, alignment: Alignment): Run[] {
	const { timings } = alignment;
	const breaks: number[] = [];
	for (let i = 1; i < words.length; i++) if (timings[i].start - timings[i - 1].end > 0.35) breaks.push(words[i].from);
	const runs: Run[] = [];
	let first = 0;
	for (let t = 0; t < turns.length; t++) {
		const { from, speaker } = turns[t];
		while (t + 1 < turns.length && turns[t + 1].speaker === speaker) t++;
		for (const sentence of sentencesOf(text, from, turns[t].to, breaks)) {
			// Scripts without spaces may be cut into other words than the transcript's.
			if (first >= words.length || words[first].from >= sentence.to) continue;
			let last = first;
			while (last + 1 < words.length && words[last + 1].from < sentence.to) last++;
			runs.push({ first, last, speaker, label: 0 });
			first = last + 1;
		}
	}
	return runs;
}

function without({ first, last, speaker }: Run, dropped: Uint8Array): Run[] {
	const runs: Run[] = [];
	for (let word = first; word <= last; word++) {
		if (dropped[word]) continue;
		let end = word;
		while (end < last && !dropped[end + 1]) end++;
		runs.push({ first: word, last: end, speaker, label: 0 });
		word = end;
	}
	return runs;
}

/** A sentence cut where it is too long or silent for too long: at the best edge nearest to the middle. */
function fitted(run: Run, transcript: Transcript, alignment: Alignment): Run[] {
	const { text, words } = transcript;
	const { timings } = alignment;
	const { first, last, label } = run;
	let cut = -1;
	let most = -Infinity;
	let forced = false;
	const letters = words[last].to - words[first].from;
	for (let i = first; i < last; i++) {
		const pause = timings[i + 1].start - timings[i].end;
		const done = (words[i].to - words[first].from) / letters;
		let score = -4 * Math.abs(done - 0.5) + Math.min(pause, 1) * 2;
		if (/[;:—–]["'”’)]*$/.test(text.slice(words[i].from, words[i].to))) score += 1.6;
		else if (/[,，、]["'”’)]*$/.test(text.slice(words[i].from, words[i].to))) score += 1.2;
		else if (
			/^(?:and|but|or|so|because|that|which|who|when|where|if|und|aber|et|mais|y|pero)$/i.test(
				text.slice(words[i + 1].from, words[i + 1].to)
			)
		)
			score += 0.5;
		if (pause > longPause) {
			forced = true;
			score += 10 + pause;
		}
		if (score > most) {
			most = score;
			cut = i;
		}
	}
	const long = label + letters > limits.characters || spoken(run, alignment) > limits.seconds;
	if (cut < 0 || !(long || forced)) return [run];
	return [
		...fitted({ ...run, last: cut }, transcript, alignment),
		...fitted({ ...run, first: cut + 1, label: 0 }, transcript, alignment)
	];
}

/** Seconds from the first to the last word that is heard. */
function spoken({ first, last }: Run, alignment: Alignment): number {
	return alignment.timings[last].end - alignment.timings[first].start;
}

/** Short sentences of one speaker in a row share a caption. */
function joined(runs: readonly Run[], { text, words }: Transcript, alignment: Alignment): Run[] {
	const result: Run[] = [];
	for (const run of runs) {
		const last = result.at(-1);
		const near = last && alignment.timings[run.first].start - alignment.timings[last.last].end < shortPause;
		const whole = last && { ...last, last: run.last };
		if (
			last &&
			whole &&
			near &&
			run.speaker === last.speaker &&
			run.first === last.last + 1 &&
			!text.slice(words[last.last].to, words[run.first].from).includes('\n\n') &&
			(length(last, words) < 24 || length(run, words) < 16) &&
			whole.label + length(whole, words) <= limits.characters &&
			spoken(whole, alignment) <= limits.seconds
		)
			last.last = run.last;
		else result.push({ ...run });
	}
	return result;
}

function length({ first, last }: Run, words: readonly Span[]): number {
	return words[last].to - words[first].from;
}

/** Null where none of its words is in the audio. */
function captionOf({ first, last, speaker }: Run, { words }: Transcript, alignment: Alignment): Caption | null {
	const timed: TimedWord[] = [];
	let end = 0;
	for (let i = first; i <= last; i++) {
		const timing = alignment.timings[i];
		if (timing.state === 'unspoken') continue;
		timed.push({ ...words[i], start: timing.start });
		end = Math.max(end, timing.end);
	}
	if (!timed.length) return null;
	let start = timed[0].start;
	for (const region of alignment.untranscribed) if (start >= region.start && start < region.end) start = region.end;
	start = Math.min(start, end);
	return { start, end, parts: [{ from: words[first].from, to: words[last].to, speaker, words: timed }] };
}

/** Puts a few unspoken words behind a caption, so that no text is lost. */
function extend(caption: Caption | undefined, { first, last, speaker }: Run, { words }: Transcript): void {
	if (!caption) return;
	const part = caption.parts[caption.parts.length - 1];
	if (part.speaker === speaker && part.to === words[first - 1].to) part.to = words[last].to;
	else caption.parts.push({ from: words[first].from, to: words[last].to, speaker, words: [] });
}
