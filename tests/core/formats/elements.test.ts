import { describe, expect, it } from 'vitest';
import { parseTranscript, type Hint } from '#lib/core/formats/formats.ts';

const read = (text: string, hint?: Hint) => {
	const { format, transcript } = parseTranscript(new TextEncoder().encode(text), hint);
	return [format, transcript.text];
};

describe('HTML', () => {
	it('is what begins with a tag, whichever it is', () => {
		for (const text of [
			'<dl><dt>Bread<dd>I baked it.</dl>',
			'<meta charset="utf-8"><b id="docs-internal-guid-1"><p dir="ltr">I baked it.</p></b>',
			'<header>Bread</header><section><p>I baked it.',
			'<b>Ada:</b> I baked it.<br>',
			'<span>I baked it.</span>',
			'<br>I baked it.',
			'<!-- saved --> <!DOCTYPE html><p>I baked it.',
			`<!-- ${'saved '.repeat(2000)} --><strong>I baked it.</strong>`
		])
			expect(read(text)[0], text.slice(0, 60)).toBe('html');
	});

	it('is a text with a tag that is called HTML', () => {
		const text = 'I baked it.<br>And ate it.';
		for (const hint of [{ name: 'a.html' }, { name: 'A.HTM' }, { type: 'text/html; charset=utf-8' }])
			expect(read(text, hint)).toEqual(['html', 'I baked it.\nAnd ate it.']);
		expect(read('I baked it.', { name: 'a.html' })[0]).toBe('plain');
		expect(read('1\n00:00:01,000 --> 00:00:02,000\n<i>Bread</i>', { name: 'a.html' })[0]).toBe('srt');
	});

	it('is not a text that mentions a tag, or has angle brackets around something else', () => {
		for (const text of [
			'I baked it.<br>And ate it.',
			'Press <b> to go on, and </b> to go back.',
			'The <p> and the </p> of it.',
			'<A> I baked it.\n<B> And ate it.',
			'<Ada> I baked it.\n<Bob> And ate it.',
			'<laughs> I baked it.',
			'<3 is a heart.'
		])
			expect(read(text)).toEqual(['plain', text]);
	});
});
