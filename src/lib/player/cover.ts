// What stands for a show without artwork: a letter or two of its name on a tint of its own, the same on every page.

import { isUnspaced } from '#lib/core/text.ts';

export type Cover = { letters: string; ground: string; ink: string };

/** Words that names begin with or are held together by, and that nobody remembers them for. */
const SMALL = /^(the|an?|of|and|for|with|to|in|on|der|die|das|und|le|la|les|el|los|las|de|du|il|lo|y|et)$/i;

/** So many tints that two next to one another can be told apart. */
const TINTS = 18;

export function coverOf(name: string): Cover {
	const words = name.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’]*/gu) ?? [];
	const telling = words.filter((word) => !SMALL.test(word));
	const [first, second] = telling.length ? telling : words;
	const letters = !first
		? ''
		: isUnspaced(first)
			? letter(first)
			: second
				? letter(first).toUpperCase() + letter(second).toUpperCase()
				: letter(first).toUpperCase() + letter(first.slice(letter(first).length));
	const h = hash(name.normalize('NFC').toLowerCase().trim()) % TINTS;
	const hue = (h * 360) / TINTS;
	return {
		letters,
		ground: `light-dark(oklch(0.91 0.05 ${hue}), oklch(0.33 0.055 ${hue}))`,
		ink: `light-dark(oklch(0.4 0.1 ${hue}), oklch(0.88 0.06 ${hue}))`
	};
}

/** With the marks that belong to it. */
function letter(word: string): string {
	return /^.\p{M}*/u.exec(word)?.[0] ?? '';
}

/** FNV-1a (Fowler, Noll, Vo 1991), its high bits folded in: names that differ in one letter lie far apart. */
function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
	return (value ^ (value >>> 15)) >>> 0;
}
