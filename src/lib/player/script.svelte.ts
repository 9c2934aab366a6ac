// The script of the page's episode: its text, its word track once that has arrived, and which word, sentence and passage
// the playhead is in. Everything is derived from the player's time; nothing is scheduled.

import type { Published, Span } from '#lib/core/episode.ts';
import { silentHeadings } from '#lib/core/headings.ts';
import { noteWords } from '#lib/core/notes.ts';
import { nearestTimed, passageAt, sentenceAt, spanOf, timesOf, wordAt, wordAtOffset } from '#lib/core/playhead.ts';
import type { Region } from '#lib/core/episode.ts';
import type { WordTrack } from '#lib/core/wordtrack.ts';
import type { Player } from './player.svelte.ts';

/** A word's start is rounded to the media's own clock when it is sought: this much forgives the rounding. Seconds. */
export const ROUNDING = 0.001;

export class Script {
	readonly published: Published;
	readonly #player: Player;
	#track = $state.raw<WordTrack | null>(null);
	#arrived = () => {};
	/** Once the word track is there. */
	readonly ready = new Promise<void>((resolve) => (this.#arrived = resolve));

	constructor(published: Published, player: Player) {
		this.published = published;
		this.#player = player;
	}

	get track() {
		return this.#track;
	}

	/** Whether the player holds this episode, rather than another that goes on playing. */
	get here() {
		return this.#player.slug === this.published.episode.slug;
	}

	/** Index of the word being spoken, −1 where none is known. */
	word = $derived.by(() => {
		const track = this.#track;
		if (!track || !this.here) return -1;
		return wordAt(track, this.#player.time + ROUNDING, this.published.gaps);
	});

	/** Index of the passage being spoken, −1 where the audio is not in the text. */
	passage = $derived.by(() =>
		this.here && this.published.timed
			? passageAt(this.published.passages, this.#player.time + ROUNDING, this.published.gaps)
			: -1
	);

	/** Index of the stretch without text that the playhead is in, −1 outside of them. */
	gap = $derived.by(() => (this.here ? this.gapAt(this.#player.time + ROUNDING) : -1));

	sentence = $derived.by((): Span | null => {
		if (this.word < 0 || !this.#track) return null;
		return sentenceAt(this.published.text, this.published.passages, this.#track.from[this.word]);
	});

	takeTrack(track: WordTrack): void {
		this.#track = track;
		this.#arrived();
	}

	spanOfWord(word: number): Span | null {
		return this.#track && word >= 0 ? { from: this.#track.from[word], to: this.#track.to[word] } : null;
	}

	/** The word at a text offset and the trusted moment to go to from there, or null where nothing has a time. */
	momentAt(offset: number): { word: number; seconds: number } | null {
		const track = this.#track;
		if (!track) return null;
		const word = wordAtOffset(track, offset);
		const timed = word < 0 ? -1 : nearestTimed(track, word);
		return timed < 0 ? null : { word, seconds: track.start[timed] };
	}

	/** A span widened to whole words: nobody means to begin in the middle of one. */
	whole(span: Span): Span {
		const track = this.#track;
		const first = track ? wordAtOffset(track, span.from) : -1;
		const last = track ? wordAtOffset(track, span.to - 1) : -1;
		if (!track || first < 0) return span;
		// Between two words the earlier one is found: it is not part of the span.
		const from = track.to[first] <= span.from ? (track.from[first + 1] ?? span.from) : track.from[first];
		return { from: Math.min(from, span.to), to: Math.max(span.to, track.to[last]) };
	}

	timesOf(span: Span): Region | null {
		return this.#track ? timesOf(this.#track, span) : null;
	}

	spanOf(region: Region): Span | null {
		return this.#track ? spanOf(this.#track, region) : null;
	}

	/** Runs of words that are in the text and not in the audio, headings and notes between brackets aside. */
	untold(): Span[] {
		const track = this.#track;
		const spans: Span[] = [];
		if (!track) return spans;
		const titles = [...silentHeadings(this.published)].map((passage) => this.published.passages[passage]);
		const isUnspoken = (word: number) => track.state[word] === 2;
		const at = (word: number) => ({ from: track.from[word], to: track.to[word] });
		const notes = noteWords(this.published.text, track.count, at, isUnspoken);
		const isUntold = (word: number) =>
			isUnspoken(word) &&
			!notes.has(word) &&
			!titles.some(({ from, to }) => from <= track.from[word] && track.from[word] < to);
		for (let i = 0; i < track.count; i++) {
			if (!isUntold(i)) continue;
			const from = track.from[i];
			while (i + 1 < track.count && isUntold(i + 1)) i++;
			spans.push({ from, to: track.to[i] });
		}
		return spans;
	}

	/** Index of the stretch without text that a moment is in, −1 outside of them. */
	gapAt(seconds: number): number {
		return this.published.gaps.findIndex(({ start, end }) => start <= seconds && seconds < end);
	}

	/** The words around a moment, for a tooltip. */
	wordsAround(seconds: number, count = 7): string {
		const track = this.#track;
		if (!track) return '';
		const word = wordAt(track, seconds, this.published.gaps, Infinity);
		if (word < 0) return '';
		const first = Math.max(0, word - 1);
		const last = Math.min(track.count - 1, first + count - 1);
		return this.published.text.slice(track.from[first], track.to[last]).replace(/\s+/g, ' ');
	}
}
