// Topics found from the text and the pauses alone: where the words change (segment.ts), with a leaning to pauses, ads,
// questions and new speakers, titled with each part's own phrases (titles.ts). No language model, nothing trained.

import type { Passage, Span, Topic } from '../episode.ts';
import { toMs } from '../time.ts';
import { segment } from './segment.ts';
import { tokenizer } from './terms.ts';
import { titlesOf } from './titles.ts';

/** Episodes shorter than this have one topic, which needs no outline, in seconds. */
const SHORTEST = 360;

/** What topics are found in; `duration` in seconds. */
export type Told = {
	text: string;
	passages: Passage[];
	duration: number;
	/** Names that are no topic: of who speaks, of the show. */
	names: string[];
};

/** Topics in order of time, no two at one moment; none for a short episode, or one without times. */
export function foundTopics({ text, passages, duration, names }: Told, language: string): Topic[] {
	const timed = laterEach(passages);
	if (duration < SHORTEST || timed.length < 6) return [];
	const starts = timed.map((p) => passages[p].start as number);
	const tokensOf = tokenizer(language);
	const numbers = new Map<string, number>();
	const terms: number[][] = [];
	for (let i = 0; i < timed.length; i++) {
		// Passages without a time of their own go with the one before.
		const span = { from: passages[timed[i]].from, to: passages[(timed[i + 1] ?? passages.length) - 1].to };
		const unit: number[] = [];
		for (const { stem, content } of tokensOf(text, span)) {
			if (!content) continue;
			let number = numbers.get(stem);
			if (number === undefined) numbers.set(stem, (number = numbers.size));
			unit.push(number);
		}
		terms.push(unit);
	}
	// Talk, not ads: a long stretch without text belongs to no topic's length.
	const sizes = timed.map((p, i) => {
		const ends = passages.slice(p, timed[i + 1]).map(({ end }) => end ?? 0);
		return Math.max(0.1, Math.max(...ends) - starts[i]);
	});
	const worth = worthOf(text, passages, timed);
	const size = topicSize(duration);
	// Where the words say so, but not many more nor many fewer than an outline has room for.
	const usual = sizes.reduce((total, length) => total + length, 0) / size;
	const range: [number, number] = [Math.round(0.75 * usual), Math.round(1.25 * usual)];
	const firsts = segment({ terms, sizes, worth }, { size, range });
	const parts: Span[] = firsts.map((first, k) => ({
		from: passages[timed[first]].from,
		to: passages[(timed[firsts[k + 1]] ?? passages.length) - 1].to
	}));
	const titles = titlesOf(text, parts, tokensOf, language, names);
	return firsts.map((first, k) => ({
		start: starts[first],
		end: starts[firsts[k + 1]] ?? duration,
		title: titles[k] || opening(text, parts[k]),
		passage: timed[first],
		source: 'found'
	}));
}

/** Passages that begin after all before them, to the millisecond: a topic can begin with these. */
function laterEach(passages: Passage[]): number[] {
	let last = -1;
	return passages.flatMap(({ start }, p) => {
		if (start === null || toMs(start) <= last) return [];
		last = toMs(start);
		return [p];
	});
}

/** The usual length of a topic in seconds: longer in longer episodes, so that an outline stays one. Six minutes at two hours. */
export function topicSize(duration: number): number {
	return Math.max(90, 360 * (duration / 7200) ** 0.4);
}

/** What speaks for a topic beginning with each of these passages, in the measure of segment.ts. */
function worthOf(text: string, passages: Passage[], timed: number[]): number[] {
	const speakers: (string | null)[] = [];
	let speaker: string | null = null;
	for (const passage of passages) speakers.push((speaker = passage.speaker ?? speaker));
	const host = hostOf(text, passages, speakers);
	return timed.map((p) => {
		if (p === 0) return 0;
		const { from, to, start } = passages[p];
		const before = passages[p - 1];
		const said = text.slice(from, to);
		let worth = 0;
		if (start !== null && before.end !== null) worth += Math.min(3, 0.6 * Math.max(0, start - before.end));
		if (OPENER.test(said)) worth += 0.7;
		if (host !== null) {
			// A topic begins with the host's question, hardly ever with the answer; "right, yeah" is no question.
			if (passages[p].speaker === host) worth += said.length > 60 ? 4 : -1;
			else if (passages[p].speaker !== null) worth -= 2;
			return worth;
		}
		if (passages[p].speaker !== null) worth += 0.5;
		const asked = said.search(/[?？؟]/);
		if (asked >= 0 && asked < said.length * 0.7) worth += 1;
		if (/[?？؟]["'”’»]?\s*$/.test(text.slice(before.from, before.to))) worth -= 1.5;
		return worth;
	});
}

/** Who asks: of two or more, the one who asks most for what they say, and says less than the others. Null for nobody. */
function hostOf(text: string, passages: Passage[], speakers: (string | null)[]): string | null {
	const said = new Map<string, { letters: number; asked: number }>();
	passages.forEach(({ from, to }, p) => {
		const speaker = speakers[p];
		if (speaker === null) return;
		const sum = said.get(speaker) ?? { letters: 0, asked: 0 };
		sum.letters += to - from;
		sum.asked += text.slice(from, to).match(/[?？؟]/g)?.length ?? 0;
		said.set(speaker, sum);
	});
	if (said.size < 2) return null;
	const letters = [...said.values()].reduce((total, sum) => total + sum.letters, 0);
	let host: string | null = null;
	let most = 0;
	for (const [speaker, sum] of said) {
		if (sum.letters > 0.5 * letters || sum.letters < 0.02 * letters || sum.asked < 3) continue;
		const rate = sum.asked / sum.letters;
		if (rate > most) {
			most = rate;
			host = speaker;
		}
	}
	return host;
}

const OPENER =
	/^(so|okay|ok|all right|alright|now|let's|next|another|speaking of|one (last|more|other)|i want(ed)? to|moving on|turning to|also|nun|gut|alors|bon|bueno|allora|nou|então)\b/i;

/** The first words of a part that no phrase stands out in. */
function opening(text: string, { from, to }: Span): string {
	const words = text.slice(from, to).split(/\s+/).slice(0, 6).join(' ');
	return `${words.replace(/(?<!\p{P})\p{P}+$/u, '')}…`;
}
