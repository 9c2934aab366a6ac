// Captions in XML: TTML (https://www.w3.org/TR/ttml2/, also called DFXP, and what Apple Podcasts has), and what YouTube
// answers. It is not written.
//
//   <p begin="00:00:01.500" end="3.5s" ttm:agent="a1">Hello,<br/>everybody.</p>
//   <p begin="1.5" end="9" ttm:agent="SPEAKER_1"><span podcasts:unit="sentence" begin="1.5" end="2"><span
//     podcasts:unit="word">Hello,</span><span podcasts:unit="word">everybody.</span></span> … </p>
//   <text start="1.5" dur="2">Hello, everybody.</text>     <p t="1500" d="2000"><s>Hello,</s><s t="300"> everybody.</s></p>
//
// Apple writes nothing between its words, and the times of what is inside another element from the beginning of the audio.

import type { Problem, Transcript } from '../episode.ts';
import { parseClock } from '../time.ts';
import type { Block } from './blocks.ts';
import { joinLines, type Cue } from './build.ts';
import { captionTranscript } from './captions.ts';
import { preamble } from './elements.ts';
import { decodeEntities } from './entities.ts';
import * as spoken from './spoken.ts';
import { tagsOf } from './tags.ts';

const root = new RegExp(
	String.raw`${preamble}<(?:(?:[\w-]+:)?tt\s[^>]*\bxmlns\b|timedtext\b|transcript(?:_list)?>\s*<text\s)`,
	'i'
);

/** Whether the text is captions in XML by its first element. */
export function isTtml(text: string): boolean {
	return root.test(text.trimStart());
}

/** What one paragraph or sentence says: its words, as far as they stand apart. */
type Said = { agent: string | null; cue: Cue | null; words: string[] };

export function parse(text: string): { transcript: Transcript; problems: Problem[] } {
	const language = /<(?:[\w-]+:)?tt\b[^<>]*\blang\s*=\s*["']([\w-]+)/i.exec(text)?.[1] ?? 'und';
	const { said, names } = readSaid(text, clockOf(text));
	const problems: Problem[] = [];
	const pieces = said.map(({ agent, cue, words }) => ({
		speaker: agent === null ? null : (names.get(agent) ?? agent),
		cue,
		source: joinLines(words.flatMap((word) => word.replace(/[^\S\n]+/g, ' ').trim() || []))
			.replace(/ ?\n ?/g, '\n')
			.trim()
	}));
	if (pieces.some(({ speaker }) => speaker !== null))
		return spoken.answerOf(
			pieces.map(({ source, ...piece }) => ({ ...piece, text: decodeEntities(source).replaceAll('\n', ' ') })),
			language,
			problems
		);
	const blocks = pieces.map(({ cue, source }): Block => ({ cue, lines: source.split('\n'), line: 0 }));
	return { transcript: captionTranscript(blocks, problems, language), problems };
}

function readSaid(text: string, clock: Clock): { said: Said[]; names: Map<string, string> } {
	const said: Said[] = [];
	const names = new Map<string, string>();
	let current = null as Said | null;
	let naming: string | null = null;
	let named = false;
	let agent: string | null = null;
	/** The spans that are open, and what their ends begin or end. */
	const spans: ('sentence' | 'word' | '')[] = [];
	// YouTube's older answers have references of references: "it&amp;#39;s".
	const twice = (source: string) => (older ? source.replaceAll('&amp;', '&') : source);
	const older = /<transcript(?:_list)?>/i.test(text.slice(0, 400));
	const begin = (cue: Cue | null) => said.push((current = { agent, cue, words: [''] }));
	for (const tag of tagsOf(text)) {
		if (tag.name === undefined) {
			if (named && naming !== null) names.set(naming, decodeEntities(tag.text).trim() || naming);
			else if (current) current.words[current.words.length - 1] += twice(tag.text).replace(/\s+/g, ' ');
			continue;
		}
		const name = tag.name.replace(/^.*:/, '');
		const attribute = attributesOf(tag.attributes);
		if (name === 'agent') naming = tag.opens ? (attribute('id') ?? null) : null;
		else if (name === 'name') named = tag.opens;
		else if (name === 'p' || name === 'text') {
			agent = attribute('agent')?.split(/\s/)[0] ?? null;
			if (tag.opens) begin(cueOf(attribute, clock));
			else current = null;
		} else if (!current) continue;
		else if (name === 'br') current.words[current.words.length - 1] += '\n';
		else if (name === 'span' && tag.opens) {
			const unit = attribute('unit');
			const cue = cueOf(attribute, clock);
			// A paragraph that has said nothing yet is the one its first sentence belongs to.
			if (unit === 'sentence' && current.words.join('').trim()) begin(cue);
			else if (unit === 'sentence' && cue) current.cue = cue;
			else if (cue) current.cue = current.cue ?? cue;
			spans.push(unit === 'sentence' || unit === 'word' ? unit : '');
		} else if (name === 'span' && tag.ends && spans.pop() === 'word') current.words.push('');
	}
	return { said, names };
}

type Attribute = (name: string) => string | undefined;

/** The attributes of a tag by their names without what stands before a colon. */
function attributesOf(source: string): Attribute {
	return (name) => {
		const match = new RegExp(String.raw`(?:^|[\s:])${name}\s*=\s*(?:"([^"]*)"|'([^']*)')`).exec(source);
		return match?.[1] ?? match?.[2];
	};
}

/** Begin, end or how long: in TTML, in YouTube's older seconds, in its newer milliseconds. */
function cueOf(attribute: Attribute, clock: Clock): Cue | null {
	const start = clock(attribute('begin') ?? attribute('start')) ?? milliseconds(attribute('t'));
	if (start === null) return null;
	const length = clock(attribute('dur')) ?? milliseconds(attribute('d')) ?? 0;
	return { start, end: Math.max(start, clock(attribute('end')) ?? start + length) };
}

function milliseconds(written: string | undefined): number | null {
	return written && /^\d+$/.test(written) ? Number(written) / 1000 : null;
}

type Clock = (written: string | undefined) => number | null;

/** Seconds of a moment or a length: 00:00:01.5, 00:00:01:12 (frames), 1:02.5, 62.5, 62.5s, 1.5h, 1500ms, 36f, 15000000t. */
function clockOf(text: string): Clock {
	const head = attributesOf(/<(?:[\w-]+:)?tt\b([^<>]*)>/i.exec(text)?.[1] ?? '');
	const frames = Number(head('frameRate')) || 30;
	const units: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001, f: 1 / frames, t: 1 };
	units.t = 1 / (Number(head('tickRate')) || 1);
	return (written) => {
		const value = written?.trim() ?? '';
		const offset = /^(\d+(?:\.\d+)?)(h|ms?|s|f|t)$/.exec(value);
		if (offset) return Number(offset[1]) * units[offset[2]];
		const framed = /^(\d+:\d+:\d+):(\d+(?:\.\d+)?)$/.exec(value);
		const seconds = parseClock(framed?.[1] ?? value);
		return seconds === null ? null : seconds + Number(framed?.[2] ?? 0) / frames;
	};
}
