// The timestamps of a transcript, and the lines for what is not in it, as one tab stop: arrows move between them, Enter and
// space use one (the roving tabindex of the ARIA Authoring Practices).

const STOPS = 'a[role="button"]';

export class Roving {
	readonly #root: HTMLElement;
	readonly #items: HTMLElement[];
	readonly #index = new Map<number, number>();
	#stop = 0;
	#key: (event: KeyboardEvent) => void;
	#focus: (event: FocusEvent) => void;

	/** `root` holds the links, those of passages with `data-passage`; `use` is told which one. */
	constructor(root: HTMLElement, use: (item: HTMLElement) => void) {
		this.#root = root;
		this.#items = [...root.querySelectorAll<HTMLElement>(STOPS)];
		this.#items.forEach((item, i) => {
			if (item.dataset.passage) this.#index.set(Number(item.dataset.passage), i);
			item.tabIndex = i === 0 ? 0 : -1;
		});
		this.#key = (event) => {
			const item = event.target instanceof Element ? event.target.closest<HTMLElement>(STOPS) : null;
			if (!item || event.ctrlKey || event.metaKey || event.altKey) return;
			const here = this.#items.indexOf(item);
			const steps: Record<string, number> = {
				ArrowUp: here - 1,
				ArrowDown: here + 1,
				Home: 0,
				End: this.#items.length - 1
			};
			if (event.key === ' ') use(item);
			else if (event.key in steps) this.#items[steps[event.key]]?.focus();
			else return;
			event.preventDefault();
			event.stopPropagation();
		};
		this.#focus = (event) => {
			const item = event.target instanceof Element ? event.target.closest<HTMLElement>(STOPS) : null;
			if (item) this.#move(this.#items.indexOf(item));
		};
		root.addEventListener('keydown', this.#key);
		root.addEventListener('focusin', this.#focus);
	}

	/** The tab stop waits at the passage being spoken, unless the focus is in the transcript already. */
	rest(passage: number): void {
		const index = this.#index.get(passage);
		if (index !== undefined && !this.#root.contains(document.activeElement)) this.#move(index);
	}

	destroy(): void {
		this.#root.removeEventListener('keydown', this.#key);
		this.#root.removeEventListener('focusin', this.#focus);
	}

	#move(index: number): void {
		if (index === this.#stop || !this.#items[index]) return;
		this.#items[this.#stop].tabIndex = -1;
		this.#items[index].tabIndex = 0;
		this.#stop = index;
	}
}
