// The name of an episode's folder and address: lower case, letters and digits of any script, hyphens between.
//
//   "Dario Amodei: Übermut & AI" → "dario-amodei-ubermut-ai"      "第一回 はじめに" → "第一回-はじめに"
//
// Latin letters lose their accents (they get lost in mails and terminals anyway); in other scripts marks carry vowels
// and stay. The result fits a file name and needs no escaping on any system.

/** Bytes of UTF-8. */
export const LONGEST_SLUG = 180;

const plain: Record<string, string> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i' };

/** A title as a slug; "episode" where the title has no letters or digits at all. */
export function slugify(title: string): string {
	const letters = title
		.normalize('NFKD')
		.toLowerCase()
		.replace(/(\p{Script=Latin})[\u0300-\u036f]+/gu, '$1')
		.normalize('NFC')
		.replace(/[ßæœøđðþłı]/g, (letter) => plain[letter])
		.replace(/(?<=\p{L})['’ʼ](?=\p{L})/gu, '');
	let slug = '';
	let bytes = 0;
	for (const part of letters.split(/[^\p{L}\p{N}\p{M}]+/u)) {
		const word = part.replace(/^\p{M}+/u, '');
		if (!word) continue;
		const size = utf8Length(word) + (slug ? 1 : 0);
		if (bytes + size > LONGEST_SLUG) {
			if (!slug) slug = cut(word, LONGEST_SLUG);
			break;
		}
		slug += (slug ? '-' : '') + word;
		bytes += size;
	}
	return slug || 'episode';
}

/** Whether a text is a slug as `slugify` writes them. Nothing else becomes part of a path. */
export function isSlug(text: string): boolean {
	return text.length > 0 && slugify(text) === text;
}

function cut(word: string, limit: number): string {
	let out = '';
	let bytes = 0;
	for (const letter of word) {
		bytes += utf8Length(letter);
		if (bytes > limit) break;
		out += letter;
	}
	return out;
}

function utf8Length(text: string): number {
	let bytes = 0;
	for (const letter of text) {
		const code = letter.codePointAt(0)!;
		bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	}
	return bytes;
}
