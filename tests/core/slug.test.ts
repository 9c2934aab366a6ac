import { describe, expect, test } from 'vitest';
import { isSlug, slugify } from '#lib/core/slug.ts';

describe('slugify', () => {
	test.each([
		['Dario Amodei: Übermut & AI', 'dario-amodei-ubermut-ai'],
		["Don't Panic — it’s fine", 'dont-panic-its-fine'],
		['Straße Łódź Æther', 'strasse-lodz-aether'],
		['第一回 はじめに', '第一回-はじめに'],
		['ガギグ', 'ガギグ'],
		['हिन्दी पॉडकास्ट', 'हिन्दी-पॉडकास्ट'],
		['Эпизод №5', 'эпизод-no5'],
		['../../etc/passwd', 'etc-passwd'],
		['  --  ', 'episode'],
		['', 'episode'],
		['🎙️', 'episode'],
		['100% $5', '100-5']
	])('%s', (title, slug) => {
		expect(slugify(title)).toBe(slug);
	});

	test('a slug of a slug is itself, and is one', () => {
		for (const title of [
			'A B',
			'İstanbul',
			'Ǆ',
			'ﬁne',
			'Ἀθῆναι',
			'한국어 방송',
			'ไทย',
			'x'.repeat(500),
			'語'.repeat(300)
		]) {
			const slug = slugify(title);
			expect(slugify(slug)).toBe(slug);
			expect(isSlug(slug)).toBe(true);
			expect(new TextEncoder().encode(slug).length).toBeLessThanOrEqual(180);
		}
	});

	test('nothing that could leave a folder is one', () => {
		for (const text of ['', '.', '..', 'a/b', 'a\\b', 'A', 'a b', '-a', 'a-', 'a--b', '.hidden', 'a\0'])
			expect(isSlug(text)).toBe(false);
	});
});
