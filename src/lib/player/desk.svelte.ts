// Everything an episode's page can be asked to do, by key, button, link or selection, in one place: it holds the script, the
// search, the hands on the text and the clip, and speaks to the player.

import type { Published, Region, Span } from '#lib/core/episode.ts';
import { parseTimeLink } from '#lib/core/links.ts';
import { sentenceAt, stepSentence } from '#lib/core/playhead.ts';
import { formatClock } from '#lib/core/time.ts';
import { findQuote, parseQuote } from '#lib/core/quote.ts';
import type { View } from './band.ts';
import { copy, copyRich } from './clipboard.ts';
import { Finder } from './finder.svelte.ts';
import type { Action } from './keys.ts';
import { loadedFrom } from './loaded.ts';
import type { Player } from './player.svelte.ts';
import { Reading } from './reading.svelte.ts';
import { Script } from './script.svelte.ts';
import { inQuotes, linkTo, linkToQuote, quote, saidIn } from './share.ts';
import { formatRate, stepRate } from './speed.ts';
import { neighbour } from './topics.ts';

/** Milliseconds without a key after which somebody has typed what they look for. */
const PAUSE = 250;

export type Act = 'play' | 'repeat' | 'quote' | 'link' | 'markdown' | 'html' | 'share';

/** What a link that is not about selected text leads to. */
export type LinkKind = 'clip' | 'sentence' | 'moment' | 'episode';

export class Desk {
	readonly published: Published;
	readonly player: Player;
	readonly script: Script;
	readonly finder: Finder;
	readonly reading: Reading;
	/** What a copy came to, for the live region. */
	#said = $state.raw('');
	/** A stretch picked on the waveform, or the one that a link or a repeat keeps to. */
	#clip = $state.raw<Region | null>(null);
	#back: number | null = null;
	#typing: ReturnType<typeof setTimeout> | null = null;
	#loopStart: number | null = null;
	#quiet: ReturnType<typeof setTimeout> | undefined;
	#remember: (query: string) => void;

	/** `view` measures the window; `remember` puts the search into the address. */
	constructor(published: Published, player: Player, view: () => View, remember: (query: string) => void) {
		this.published = published;
		this.player = player;
		this.script = new Script(published, player);
		this.finder = new Finder(this.script);
		this.reading = new Reading(player, this.script, view, () => this.take());
		this.#remember = remember;
	}

	get said() {
		return this.#said;
	}
	get clip() {
		return this.#clip;
	}

	/** What the bar is about: selected text, or the clip of the waveform. */
	picked = $derived.by((): { span: Span | null; region: Region | null } | null => {
		const { selected } = this.reading;
		if (selected) {
			const span = this.script.whole(selected.span);
			return { span, region: this.script.timesOf(span) };
		}
		if (this.#clip) return { span: this.script.spanOf(this.#clip), region: this.#clip };
		return null;
	});

	/** Makes this page's episode the one that is loaded; one that played before gives way to it. */
	async take(): Promise<void> {
		if (this.script.here) return;
		const playing = !this.player.paused;
		await this.player.open(loadedFrom(this.published));
		if (playing) void this.player.play();
	}

	/** Plays this page's episode, whatever played before. */
	async start(): Promise<void> {
		await this.take();
		await this.player.play();
	}

	/** Opens what an address means: a moment, a clip, a quote, a search. Does not start to play. */
	async open(address: string): Promise<void> {
		const url = new URL(address);
		const link = parseTimeLink(url.search + url.hash);
		const anchor = parseQuote(url.searchParams.get('quote') ?? '');
		const quoted = anchor && findQuote(this.published.text, anchor);
		const region = (quoted && this.script.timesOf(quoted)) ?? link;
		const { duration } = this.published.episode;
		if (region && region.start >= duration) {
			this.#say(`The link leads beyond the end, at ${formatClock(duration)}`, 8000);
		} else if (region) {
			await this.take();
			if (region.end !== null) this.player.cue({ start: region.start, end: region.end });
			else this.player.seek(region.start);
			this.reading.arrive();
		}
		if (quoted) this.reading.highlights?.set('clip', [quoted]);
		const query = url.searchParams.get('q');
		if (query && query !== this.finder.query) this.#look(query, !region);
	}

	/** The words of a clip link carry its mark as long as it is kept to. */
	markClip(): void {
		const region = this.stretch;
		const span = region && this.script.here ? this.script.spanOf(region) : null;
		this.reading.highlights?.set('clip', span ? [span] : []);
	}

	pickClip(region: Region | null): void {
		this.#clip = region && region.end - region.start > 0.2 ? region : null;
	}

	dropPicked(): void {
		this.#clip = null;
		this.reading.clearSelection();
	}

	/** Looks while the listener types: the page goes to the hit when they pause. */
	find(query: string): void {
		this.#look(query, false);
		this.#typing = setTimeout(() => {
			this.#typing = null;
			// Who clicked in the text meanwhile is there now.
			if (this.reading.searching) this.#showHits(true);
		}, PAUSE);
	}

	#look(query: string, reveal: boolean): void {
		this.#stopTyping();
		const line = this.script.word >= 0 ? (this.script.track?.from[this.script.word] ?? 0) : 0;
		this.finder.find(query, line);
		this.#showHits(reveal);
		this.#remember(query.trim());
	}

	/** Whether the page had not yet gone to what was typed. */
	#stopTyping(): boolean {
		const typing = this.#typing !== null;
		clearTimeout(this.#typing ?? undefined);
		this.#typing = null;
		return typing;
	}

	stepHit(way: 1 | -1): void {
		if (!this.finder.hits.length) return;
		// Who is faster than the page means the hit that it was about to go to.
		if (this.#stopTyping() && way === 1) return this.#showHits(true);
		this.pickHit(this.finder.beside(way));
	}

	pickHit(index: number): void {
		this.reading.searching = true;
		// Who steps to a hit means to be there: from here on nothing leads back.
		this.#back = null;
		this.finder.pick(index);
		this.#showHits(true);
	}

	openSearch(): void {
		if (!this.reading.searching) this.#back = scrollY;
		this.reading.searching = true;
		// Once the field is there to type into.
		setTimeout(() => this.finder.prepare());
	}

	/** Plays from the hit on. */
	playHit(): void {
		this.#stopTyping();
		const hit = this.finder.current;
		const region = hit && this.script.timesOf(hit);
		if (!region) return;
		this.#back = null;
		void this.reading.go(region.start).then(() => this.player.play());
	}

	/** Ends the search: back to where it began for those who only typed, otherwise where they are, as a browser does. */
	leaveSearch(): void {
		this.#stopTyping();
		this.finder.clear();
		this.#showHits(false);
		this.#remember('');
		// Who went somewhere from here is there now, and stays there while the voice goes on.
		if (this.#back !== null && this.reading.searching) this.reading.restore(this.#back);
		else if (this.reading.searching) this.reading.follow.leave();
		this.reading.searching = false;
		this.#back = null;
	}

	#showHits(reveal: boolean): void {
		const { hits, current } = this.finder;
		this.reading.highlights?.set('hit', hits);
		this.reading.highlights?.set('hit-now', current ? [current] : []);
		if (reveal && current) this.reading.reveal(current);
	}

	act(act: Act, base: string): void {
		const { picked } = this;
		if (!picked) return;
		const { span, region } = picked;
		if ((act === 'play' || act === 'repeat') && region) {
			void this.take().then(() => {
				this.player.cue(region, { loop: act === 'repeat', play: true });
				this.reading.rejoin();
			});
			this.dropPicked();
		} else if (act === 'link' && region) {
			void this.#copied(copy(linkTo(base, region)), 'Link copied');
		} else if (act === 'share') {
			const link = span ? this.#linkToWords(base, span, region) : linkTo(base, region);
			const text = span ? inQuotes(saidIn(this.published, span), '\n') : undefined;
			void this.share(link, text);
		} else if (span && (act === 'quote' || act === 'markdown' || act === 'html')) {
			const form = act === 'quote' ? 'text' : act;
			const link = this.#linkToWords(base, span, region);
			const made = quote(form, this.published, span, region, link);
			const done = form === 'html' ? copyRich(made, quote('text', this.published, span, region, link)) : copy(made);
			void this.#copied(
				done,
				form === 'text' ? 'Quote copied' : `Quote copied as ${form === 'html' ? 'HTML' : 'Markdown'}`
			);
		}
	}

	/** The times alone where they lead to these very words; else the words go along, and are what is looked for. */
	#linkToWords(base: string, span: Span, region: Region | null): string {
		const link = linkTo(base, region);
		const read = region && parseTimeLink(link);
		const found = read?.end != null ? this.script.spanOf({ start: read.start, end: read.end }) : null;
		const same = found?.from === span.from && found.to === span.to;
		return same ? link : linkToQuote(base, this.published.text, span, region);
	}

	/** The stretch that is picked, or that the player keeps to. */
	get stretch(): Region | null {
		return this.#clip ?? (this.script.here ? this.player.range : null);
	}

	copyLink(base: string, kind: LinkKind): void {
		const moment = { start: Math.floor(this.player.time), end: null };
		const { sentence } = this.script;
		if (kind === 'sentence') {
			if (!sentence) return;
			const link = this.#linkToWords(base, sentence, this.script.timesOf(sentence));
			return void this.#copied(copy(link), 'Link to this sentence copied');
		}
		const [region, said] = {
			clip: [this.stretch, 'Link to the clip copied'] as const,
			moment: [moment, 'Link to this moment copied'] as const,
			episode: [null, 'Link copied'] as const
		}[kind];
		void this.#copied(copy(linkTo(base, region)), said);
	}

	async share(url: string, text?: string): Promise<void> {
		try {
			await navigator.share({ title: this.published.episode.title, text, url });
		} catch {
			// The listener closed the system's sheet.
		}
	}

	async #copied(done: Promise<boolean>, said: string): Promise<void> {
		this.#say((await done) ? said : 'The browser did not allow copying');
	}

	stepTopic(way: 1 | -1): void {
		const { topics, episode } = this.published;
		void this.reading.go(
			neighbour({ topics, duration: episode.duration }, this.script.here ? this.player.time : 0, way)
		);
	}

	stepSentence(way: 1 | -1): void {
		const { track, here } = this.script;
		if (!here) return;
		const { text, passages } = this.published;
		const to = track && stepSentence(text, passages, track, this.player.time, way);
		if (to !== null) this.player.seek(to);
		else this.player.skip(way * 10);
	}

	/** A–B repeat: the start first, then the end; without words to say where, the sentence around. */
	setLoop(edge: 'start' | 'end'): void {
		if (!this.script.here) return;
		const { time } = this.player;
		if (edge === 'start') {
			this.#loopStart = time;
			this.#say(`Repeat from here: press ] where it ends`);
			return;
		}
		const start = this.#loopStart ?? this.#sentenceStart();
		if (time - start < 0.3) return;
		this.player.repeat({ start, end: time });
		this.#say(`Repeating ${formatClock(start)} – ${formatClock(time)}`);
		this.#loopStart = null;
	}

	#sentenceStart(): number {
		const { track, word } = this.script;
		const span = track && word >= 0 ? sentenceAt(this.published.text, this.published.passages, track.from[word]) : null;
		return (span && this.script.timesOf(span)?.start) ?? Math.max(0, this.player.time - 5);
	}

	#say(text: string, milliseconds = 2500): void {
		clearTimeout(this.#quiet);
		this.#said = text;
		this.#quiet = setTimeout(() => (this.#said = ''), milliseconds);
	}

	/** By key nothing need be in sight that shows what it did. */
	#setRate(rate: number): void {
		this.player.setRate(rate);
		this.#say(`Speed ${formatRate(rate)}`);
	}

	#toggleMute(): void {
		this.#say(this.player.muted ? 'Sound on' : 'Muted');
		this.player.toggleMute();
	}

	/**
	 * What a key does, but for those that open something. Returns whether it was one of these. Where another episode plays,
	 * what is about moments of this one has nothing to go by.
	 */
	run(action: Action, base: string): boolean {
		const { player } = this;
		const { here } = this.script;
		const verbs: Partial<Record<Action, () => void>> = {
			toggle: () => void (here ? player.toggle() : this.start()),
			back: () => player.skip(-10),
			forward: () => player.skip(10),
			'sentence-back': () => this.stepSentence(-1),
			'sentence-forward': () => this.stepSentence(1),
			'topic-back': () => this.stepTopic(-1),
			'topic-forward': () => this.stepTopic(1),
			slower: () => this.#setRate(stepRate(player.rate, -1)),
			faster: () => this.#setRate(stepRate(player.rate, 1)),
			mute: () => this.#toggleMute(),
			'hit-next': () => this.stepHit(1),
			'hit-previous': () => this.stepHit(-1),
			follow: () => this.reading.rejoin(),
			'copy-link': () => this.copyLink(base, here ? 'moment' : 'episode'),
			'loop-start': () => this.setLoop('start'),
			'loop-end': () => this.setLoop('end'),
			'loop-clear': () => here && player.clearRange()
		};
		const verb = verbs[action];
		verb?.();
		return verb !== undefined;
	}
}
