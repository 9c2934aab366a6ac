// The reader's hands on the text: what a click, a selection and the keyboard do there, and where the marks go.

import type { Span } from '#lib/core/episode.ts';
import { wordAt } from '#lib/core/playhead.ts';
import type { Line, View } from './band.ts';
import { Follow } from './follow.svelte.ts';
import { Highlights } from './highlight.ts';
import { keepPlace } from './keep-place.ts';
import type { LookValues } from './look.svelte.ts';
import { PageText } from './page-text.ts';
import type { Player } from './player.svelte.ts';
import { markPointed } from './pointing.ts';
import { Roving } from './roving.ts';
import { ROUNDING, type Script } from './script.svelte.ts';

/** A click this far beside a word still means it, in pixels. */
const NEAR = 14;

/** Selected text and where it stands in the window. */
export type Selected = { span: Span; box: DOMRect };

export class Reading {
	readonly follow: Follow;
	readonly #player: Player;
	readonly #script: Script;
	#text = $state.raw<PageText | null>(null);
	#selected = $state.raw<Selected | null>(null);
	/** While true (an open search) the page does not scroll by itself. */
	searching = $state(false);
	#highlights: Highlights | null = null;
	#roving: Roving | null = null;
	#current: HTMLElement | null = null;
	/** The links in the lines for what is not in the transcript, in order. */
	#gaps: HTMLElement[] = [];
	#scratch: Range | null = null;
	#dismissing = false;
	#pressed = false;
	#reveals = 0;
	#clicks = 0;
	/** Whether the last click paused or played. */
	#toggled = false;
	#view: () => View;
	/** Makes the page's episode the one that the player holds. */
	#take: () => Promise<void>;

	constructor(player: Player, script: Script, view: () => View, take: () => Promise<void>) {
		this.#player = player;
		this.#script = script;
		this.#view = view;
		this.#take = take;
		this.follow = new Follow(
			() => this.line(),
			view,
			() => this.searching || this.#selected !== null || (this.#player.paused && 'paused')
		);
	}

	get text() {
		return this.#text;
	}
	get selected() {
		return this.#selected;
	}
	get highlights() {
		return this.#highlights;
	}

	attach(root: HTMLElement): () => void {
		this.#text = new PageText(root, this.#script.published.passages);
		this.#highlights = new Highlights(this.#text);
		this.#roving = new Roving(root, (item) => this.#use(item));
		this.#gaps = [...root.querySelectorAll<HTMLElement>('[data-gap]')];
		const stopFollowing = this.follow.attach();
		const stopKeeping = keepPlace(
			root,
			this.#text,
			this.#view,
			() => this.follow.on && !this.#player.paused,
			(distance) => {
				this.follow.pardon();
				scrollBy({ top: distance, behavior: 'instant' });
			}
		);
		const down = (event: PointerEvent) => {
			this.#pressed = event.pointerType === 'mouse';
			this.#dismissing = !(getSelection()?.isCollapsed ?? true);
		};
		const up = () => {
			this.#pressed = false;
			this.#readSelection();
		};
		const click = (event: MouseEvent) => void this.#click(event);
		const select = () => this.#readSelection();
		root.addEventListener('click', click);
		const stopPointing = markPointed(
			root,
			(point) => this.#script.spanOfWord(this.#momentUnder(point)?.word ?? -1),
			(span) => this.#highlights?.set('over', span ? [span] : [])
		);
		addEventListener('pointerdown', down, true);
		addEventListener('pointerup', up);
		document.addEventListener('selectionchange', select);
		return () => {
			stopFollowing();
			stopKeeping();
			stopPointing();
			root.removeEventListener('click', click);
			removeEventListener('pointerdown', down, true);
			removeEventListener('pointerup', up);
			document.removeEventListener('selectionchange', select);
			this.#roving?.destroy();
			this.#highlights?.clear();
			this.#highlights = null;
			this.#gaps = [];
			this.#text = null;
		};
	}

	/** Puts the marks where the playhead is. Called whenever one of the arguments changes. */
	mark(word: number, sentence: Span | null, passage: number, gap: number, how: LookValues['mark']): void {
		if (!this.#text) return;
		const element = (this.#gaps[gap] ?? this.#text.element(passage))?.parentElement ?? null;
		if (element !== this.#current) {
			this.#current?.removeAttribute('aria-current');
			element?.setAttribute('aria-current', 'true');
			this.#current = element;
			if (passage >= 0) this.#roving?.rest(passage);
		}
		const span = how === 'none' ? null : how === 'sentence' ? sentence : this.#script.spanOfWord(word);
		this.#highlights?.word(span);
		this.follow.update();
	}

	/** The line being spoken, in the window; the last one where nothing is spoken just now. */
	line(): Line | null {
		const { track, published } = this.#script;
		if (!this.#script.here || !this.#text) return null;
		const gap = this.#gaps[this.#script.gap]?.getBoundingClientRect();
		if (gap) return { top: gap.top, bottom: gap.bottom };
		const word = track ? wordAt(track, this.#player.time + ROUNDING, [], Infinity) : -1;
		const span = this.#script.spanOfWord(word);
		if (span) {
			this.#scratch = this.#text.range(span, this.#scratch ?? undefined);
			const box = this.#scratch?.getClientRects()[0];
			if (box) return { top: box.top, bottom: box.bottom };
		}
		const passage = published.passages.findLastIndex(
			(p) => p.start !== null && p.start <= this.#player.time + ROUNDING
		);
		const box = this.#text.element(Math.max(0, passage))?.getBoundingClientRect();
		return box ? { top: box.top, bottom: Math.min(box.bottom, box.top + 30) } : null;
	}

	/** The listener moved the playhead: keep the text with it, unless they are reading elsewhere. */
	seeked(): void {
		if (!this.follow.on || this.#selected || this.searching) return;
		this.follow.update();
		if (this.follow.direction !== null) this.follow.show();
	}

	/** Follow again: whatever held the page is over. */
	rejoin(): void {
		this.searching = false;
		this.follow.resume();
	}

	/** As `rejoin`, for a page that opens there. */
	arrive(): void {
		this.searching = false;
		this.follow.arrive();
	}

	/** Goes to a moment and takes the text along. */
	async go(seconds: number): Promise<void> {
		await this.#take();
		this.#player.seek(seconds);
		this.rejoin();
	}

	/** Brings a place of the text into view, without moving the playhead. */
	reveal(span: Span): void {
		const turn = ++this.#reveals;
		const show = (tries: number) => {
			if (turn !== this.#reveals) return;
			const box = this.#text?.range(span)?.getBoundingClientRect();
			if (!box) return;
			const away = box.top < innerHeight * 0.12 || box.bottom > innerHeight * 0.6;
			if (away) scrollTo({ top: scrollY + box.top - innerHeight * 0.3, behavior: 'instant' });
			this.follow.pardon();
			if (away && tries > 0) requestAnimationFrame(() => show(tries - 1));
		};
		show(2);
	}

	/** Puts the page back to where it was, and gives up on what was still to be revealed. */
	restore(top: number): void {
		this.#reveals++;
		this.follow.pardon();
		scrollTo({ top, behavior: 'instant' });
	}

	clearSelection(): void {
		getSelection()?.removeAllRanges();
		this.#selected = null;
	}

	/** A passage plays from its start; to what is not in the text one goes as by a click in the text. */
	async #use({ dataset }: HTMLElement): Promise<void> {
		if (dataset.passage) return this.#playPassage(Number(dataset.passage));
		await this.#take();
		this.#player.seek(Number(dataset.gap));
		this.#join();
	}

	async #playPassage(passage: number): Promise<void> {
		const { start } = this.#script.published.passages[passage];
		if (start === null) return;
		await this.#take();
		this.#player.seek(start);
		this.#join();
		void this.#player.play();
	}

	/** As `rejoin`, but a click on something in view moves nothing by itself. */
	#join(): void {
		this.searching = false;
		this.follow.join();
	}

	async #click(event: MouseEvent): Promise<void> {
		const target = event.target instanceof Element ? event.target : null;
		const button = target?.closest<HTMLElement>('a[role="button"]');
		const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button !== 0);
		if (button && plain) {
			event.preventDefault();
			return this.#use(button);
		}
		const turn = ++this.#clicks;
		// The rest of a double click, which picks a word: what its first half did is taken back.
		if (event.detail === 2 && this.#toggled) this.#player.toggle();
		this.#toggled = false;
		// A click that ends a selection, or takes one away, is not about the audio.
		if (!plain || event.detail > 1 || this.#dismissing || !(getSelection()?.isCollapsed ?? true)) return;
		const moment = this.#script.track ? this.#momentUnder(event) : await this.#momentLater(event, turn);
		if (!moment) return;
		if (this.#script.here && moment.word === this.#script.word) {
			this.#toggled = true;
			return this.#player.toggle();
		}
		await this.#take();
		this.#player.seek(moment.seconds);
		this.#join();
	}

	/** The word under a point and where it leads; null where there is none, or none that has a time. */
	#momentUnder(point: { clientX: number; clientY: number }): { word: number; seconds: number } | null {
		const offset = this.#text?.offsetAtPoint(point.clientX, point.clientY) ?? null;
		const moment = offset === null ? null : this.#script.momentAt(offset);
		return moment && this.#on(moment.word, point) ? moment : null;
	}

	/** The same where the times of words are still on their way, of the last click meanwhile. */
	async #momentLater(point: { clientX: number; clientY: number }, turn: number) {
		const offset = this.#text?.offsetAtPoint(point.clientX, point.clientY) ?? null;
		await this.#script.ready;
		return offset === null || turn !== this.#clicks ? null : this.#script.momentAt(offset);
	}

	/** Whether a point is on the word, rather than beside the end of its line. */
	#on(word: number, { clientX, clientY }: { clientX: number; clientY: number }): boolean {
		const span = this.#script.spanOfWord(word);
		const boxes = span && this.#text?.range(span)?.getClientRects();
		return [...(boxes ?? [])].some(
			(box) =>
				clientX >= box.left - NEAR && clientX <= box.right + NEAR && clientY >= box.top - 8 && clientY <= box.bottom + 8
		);
	}

	#readSelection(): void {
		const selection = getSelection();
		// While the mouse is down the selection still grows.
		if (this.#pressed && selection && !selection.isCollapsed) return;
		const range = selection && !selection.isCollapsed && selection.rangeCount ? selection.getRangeAt(0) : null;
		const span = range && this.#text?.spanOf(range, this.#script.published.text);
		this.#selected = range && span ? { span, box: range.getBoundingClientRect() } : null;
	}
}
