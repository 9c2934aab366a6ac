// The text of a Word or OpenDocument file: the XML in it as the page it would be, with its paragraphs, headings, tables and
// line ends. It is not written.
//
//   <w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>On bread</w:t></w:r></w:p>   →   <pre><h1>On bread</h1></pre>
//   <text:p>Ada:<text:tab/>I saw it.</text:p>                                              →   <pre>Ada:⇥I saw it.</pre>
//
// Notes, comments, deleted text and the codes of fields are not part of what is read.

import type { Problem, Transcript } from '../episode.ts';
import * as html from './html.ts';
import { tagsOutside } from './tags.ts';

const root = /^\s*(?:<\?xml[^>]*>\s*)?<(?:w:document|office:document-content)[\s>]/;
const headings =
	/\bw:val\s*=\s*["'](?:heading|title|berschrift|titel|titre|titolo|t[ií]tulo|kop|rubrik|overskrift)\s?\d?["']/i;
/** Elements whose text is elsewhere on the paper, or not on it. */
const apart = new Set(
	'mc:fallback w:del w:movefrom text:tracked-changes office:annotation text:note office:forms'.split(' ')
);
/** What letters stand for, and what parts tables. */
const signs: Record<string, string> = {
	'w:tab': '\t',
	'text:tab': '\t',
	'text:s': ' ',
	'w:br': '<br>',
	'w:cr': '<br>',
	'text:line-break': '<br>',
	'w:nobreakhyphen': '-'
};
const parts: Record<string, string> = {
	'w:tbl': 'table',
	'w:tr': 'tr',
	'w:tc': 'td',
	'table:table': 'table',
	'table:table-row': 'tr',
	'table:table-cell': 'td'
};

/** Whether the text is the main part of such a file. */
export function isWord(text: string): boolean {
	return root.test(text);
}

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	return html.parse(pageOf(text));
}

function pageOf(text: string): string {
	const page: string[] = [];
	let heading = false;
	/** Word has its letters in elements of their own, inside paragraphs. */
	let letters = false;
	let paragraph = false;
	for (const { name, text: run, ends, opens, attributes } of tagsOutside(text, apart)) {
		if (name === undefined) {
			if (letters) page.push(run);
		} else if (Object.hasOwn(parts, name)) page.push(opens ? `<${parts[name]}>` : ends ? `</${parts[name]}>` : '');
		else if (name === 'w:t') letters = opens;
		else if (name === 'w:p' || name === 'text:p' || name === 'text:h') {
			if (paragraph && heading) page.push('</h1></pre>');
			else if (paragraph) page.push('</pre>');
			paragraph = opens;
			heading = name === 'text:h';
			letters = opens && name !== 'w:p';
			if (opens) page.push(heading ? '<pre><h1>' : '<pre>');
		} else if (paragraph && !heading && name === 'w:pstyle' && headings.test(attributes)) {
			heading = true;
			page[page.length - 1] = '<pre><h1>';
		} else if (paragraph && !ends && Object.hasOwn(signs, name)) page.push(signs[name]);
	}
	return page.join('');
}
