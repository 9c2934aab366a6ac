import { expect, it } from 'vitest';
import { escapeHtml } from '#lib/core/escape.ts';

it('leaves nothing that could end an attribute or begin a tag or an entity', () => {
	expect(escapeHtml('Ann & "Bo" <b>&lt;')).toBe('Ann &amp; &quot;Bo&quot; &lt;b&gt;&amp;lt;');
	expect(escapeHtml('It’s Ölaf')).toBe('It’s Ölaf');
});
