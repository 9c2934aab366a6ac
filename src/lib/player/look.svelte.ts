// How the page looks to this listener: chosen once, remembered by the browser, applied as data attributes on <html>, which
// app.css reads. app.html applies the same attributes before the first paint, so nothing flashes.

import { readSaved, writeSaved } from './saved.ts';

export type LookValues = {
	theme: 'system' | 'light' | 'dark';
	size: 'xs' | 's' | 'm' | 'l' | 'xl' | 'xxl';
	leading: 'tight' | 'normal' | 'loose';
	measure: 'narrow' | 'normal' | 'wide';
	font: 'serif' | 'sans' | 'legible' | 'dyslexic';
	mark: 'word' | 'sentence' | 'none';
};

/** What is offered, in the order of the menu; the first is not always the default. */
const CHOICES: { [K in keyof LookValues]: LookValues[K][] } = {
	theme: ['system', 'light', 'dark'],
	size: ['xs', 's', 'm', 'l', 'xl', 'xxl'],
	leading: ['tight', 'normal', 'loose'],
	measure: ['narrow', 'normal', 'wide'],
	font: ['serif', 'sans', 'legible', 'dyslexic'],
	mark: ['word', 'sentence', 'none']
};

export const DEFAULTS: LookValues = {
	theme: 'system',
	size: 'm',
	leading: 'normal',
	measure: 'normal',
	font: 'serif',
	mark: 'word'
};

const KEY = 'inkwave:look';

/** Only what is offered is taken over from storage; all else is the default. */
export function readLook(saved: unknown): LookValues {
	const values: Record<string, string> = { ...DEFAULTS };
	if (typeof saved === 'object' && saved !== null)
		for (const [key, choices] of Object.entries(CHOICES)) {
			const value = (saved as Record<string, unknown>)[key];
			if ((choices as unknown[]).includes(value)) values[key] = value as string;
		}
	return values as LookValues;
}

export class Look {
	#values = $state.raw<LookValues>(DEFAULTS);

	get values() {
		return this.#values;
	}

	/** Reads what was chosen on an earlier visit. */
	attach(): void {
		this.#values = readLook(readSaved(KEY));
		this.#apply();
	}

	set<K extends keyof LookValues>(key: K, value: LookValues[K]): void {
		this.#values = { ...this.#values, [key]: value };
		writeSaved(KEY, this.#values);
		this.#apply();
	}

	reset(): void {
		this.#values = DEFAULTS;
		writeSaved(KEY, null);
		this.#apply();
	}

	#apply(): void {
		for (const [key, value] of Object.entries(this.#values)) document.documentElement.dataset[key] = value;
	}
}
