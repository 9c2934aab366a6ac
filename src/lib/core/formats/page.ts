// An HTML page as blocks of text, each with the cite and the time that stand in front of it.
//
//   <cite>Ada:</cite> <time>0:12</time> <p>I <b>saw</b> it.</p>   →   { speaker: 'Ada', start: 12, text: 'I saw it.' }
//
// A cite inside a sentence is part of it ("in <cite>The Times</cite>"); so is a time that is a date.

import { parseClock } from '../time.ts';
import { isNameLike } from './bylines.ts';
import { decodeEntities } from './entities.ts';
import { possibleLabel } from './speaker.ts';
import { leadingStamp } from './stamp.ts';
import { tagsOutside } from './tags.ts';

/** `speaker` null where no cite, `start` (seconds) null where no time stands in front. */
export type PageBlock = { speaker: string | null; start: number | null; text: string; heading: boolean };

/** Elements whose content nobody reads aloud. */
const hidden = new Set(
	(
		'script style head thead title noscript template svg math textarea select button nav footer aside form iframe object ' +
		'audio video canvas dialog'
	).split(' ')
);
const blocks = new Set(
	(
		'address article blockquote body center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header hr ' +
		'html li main ol p pre section summary table tbody td tfoot th thead tr tt ul'
	).split(' ')
);

export function pageBlocks(html: string): PageBlock[] {
	const page = createPage();
	for (const { name, text, ends, opens } of tagsOutside(html, hidden)) {
		if (name === undefined) page.text(text);
		else if (name === 'cite' || name === 'time') page.mark(name, !ends);
		else if (name === 'br') page.line();
		else if (blocks.has(name)) {
			if (name === 'tr' || name === 'th' || (name === 'td' && opens)) page.cell(name === 'td');
			page.block(name === 'pre' ? (ends ? -1 : 1) : 0, opens && /^h[1-6]$/.test(name));
		}
	}
	return page.finish();
}

/** Gathers what a page says, piece by piece. */
function createPage() {
	const found: PageBlock[] = [];
	/** The text of the block so far, joined at its end: to look at a text that grows is to copy it each time. */
	let pieces: string[] = [];
	/** It has nothing but white space in it; it ends in a space, or is empty. */
	let blank = true;
	let spaced = true;
	let speaker: string | null = null;
	let start: number | null = null;
	/** The cite that was just read had no colon: it is a speaker only if a time or the end of its block follows. */
	let doubtful = false;
	let inside: 'cite' | 'time' | null = null;
	let inner = '';
	let verbatim = 0;
	let heading = false;
	/** Inside a cell of a table that may have others before it. */
	let row = false;

	function add(raw: string): void {
		const decoded = decodeEntities(raw);
		const piece = verbatim ? decoded : decoded.replace(/[^\S\u00a0]+/g, ' ');
		if (doubtful && speaker && piece.trim()) {
			if (!pieces.length) spaced = false;
			blank = false;
			pieces.unshift(speaker);
			speaker = null;
			doubtful = false;
		}
		put(spaced && !verbatim ? piece.replace(/^ /, '') : piece);
	}

	function put(piece: string): void {
		if (!piece) return;
		pieces.push(piece);
		spaced = piece.endsWith(' ') || piece.endsWith('\n');
		blank &&= piece.trim() === '';
	}

	/** Whether the block so far is no more than who speaks: "<b>Ada:</b> <time>0:12</time> I saw it." */
	function isLabel(): boolean {
		const said = pieces.length < 9 ? pieces.join('').trim() : '';
		return start === null && possibleLabel(said)?.length === said.length;
	}

	/** Whether the row so far has nothing but a time and a name: what is said stands in its next cell. */
	function isBeside(): boolean {
		const cells = pieces.length < 9 ? pieces.join('').split('\t') : [];
		return (
			cells.length > 0 &&
			cells.every((cell) => {
				const said = cell.trim();
				return said === '' || leadingStamp(said)?.length === said.length || isNameLike(said.replace(/[:：]$/, ''));
			})
		);
	}

	/** Ends a cite or a time: in front of what a block says it says who or when, elsewhere it is text. */
	function close(): void {
		const content = decodeEntities(inner).replace(/\s+/g, ' ').trim();
		const raw = inner;
		const seconds = inside === 'time' && (blank || isLabel()) ? parseClock(content.replace(/^[[(]|[\])]$/g, '')) : null;
		const names = inside === 'cite' && blank && content !== '';
		inside = null;
		inner = '';
		if (names) {
			speaker = content.replace(/\s*[:：]$/, '');
			doubtful = speaker === content;
		} else if (seconds !== null) {
			start = seconds;
			doubtful = false;
		} else add(raw);
	}

	function flush(): void {
		if (inside) close();
		const trimmed = pieces
			.join('')
			.replace(/(?<![ \t])[ \t]+\n/g, '\n')
			.replace(/\n[ \t]+/g, '\n')
			.trim();
		pieces = [];
		blank = true;
		spaced = true;
		doubtful = false;
		if (!trimmed) return;
		found.push({ speaker, start, text: trimmed, heading });
		speaker = null;
		start = null;
	}

	return {
		text(raw: string): void {
			if (inside) inner += raw;
			else add(raw);
		},
		/** A cite or time begins or ends. */
		mark(name: 'cite' | 'time', begins: boolean): void {
			if (inside) close();
			if (begins) inside = name;
		},
		line(): void {
			if (inside) inner += ' ';
			else put('\n');
		},
		/** A cell begins, or what has no cell before it: a row, the head of a column. */
		cell(begins: boolean): void {
			row = begins;
		},
		/** A block begins or ends; `kept`: how many more of them keep their white space; `titled`: a heading begins. */
		block(kept: number, titled: boolean): void {
			if (row && !inside && !blank && isBeside()) {
				if (pieces.at(-1) !== '\t') put('\t');
				return;
			}
			flush();
			heading = titled;
			verbatim = Math.max(0, verbatim + kept);
		},
		finish(): PageBlock[] {
			flush();
			return found;
		}
	};
}
