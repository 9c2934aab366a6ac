// The seeds are what they say: the sample's text untouched, gold words one to one with its tokens and inside the audio.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { spoken } from '../../seeds/spoken.ts';

type Gold = { duration: number; tokens: number; items: { text: string; start: number; end: number }[] };

const seeds = fileURLToPath(new URL('../../seeds/', import.meta.url));
const sample = seeds + 'logan-bartlett-dario-amodei/';
const text = (path: string) => readFileSync(path, 'utf8');
const json = (path: string) => JSON.parse(text(path));

/** Whitespace tokens of the spoken text, with the little of WebVTT that our own file uses. */
function tokens(folder: string): string[] {
	const vtt = folder + 'transcript.vtt';
	const words = existsSync(vtt)
		? [...text(vtt).matchAll(/^<v [^>]+>(.*)$/gm)].map((match) => match[1]).join('\n')
		: text(folder + 'transcript.txt');
	return words.split(/\s+/).filter(Boolean);
}

/** Walks the frames of an MPEG-2 layer III file: the header frame's tag, then each audio frame. */
function frames(bytes: Buffer): { tag: string; count: number; kinds: Set<string> } {
	const kinds = new Set<string>();
	let at = bytes.toString('latin1', 0, 3) === 'ID3' ? 10 + (bytes[8] << 7) + bytes[9] : 0;
	let tag = '';
	let count = 0;
	for (; at + 4 <= bytes.length; count++) {
		if (bytes[at] !== 0xff || (bytes[at + 1] & 0xfe) !== 0xf2) throw new Error(`no frame at byte ${at}`);
		const kbps = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160][bytes[at + 2] >> 4];
		const rate = [22050, 24000, 16000][(bytes[at + 2] >> 2) & 3];
		const size = Math.floor((72 * kbps * 1000) / rate) + ((bytes[at + 2] >> 1) & 1);
		if (count === 0) tag = bytes.toString('latin1', at + 13, at + 17);
		else kinds.add(`${kbps} kbit/s ${rate} Hz ${bytes[at + 3] >> 6 === 3 ? 'mono' : 'stereo'}`);
		at += size;
	}
	return { tag, count: count - 1, kinds };
}

describe.each(['logan-bartlett-dario-amodei', 'tiny-vtt', 'tiny-plain'])('%s', (name) => {
	const folder = `${seeds}${name}/`;
	const gold: Gold = json(folder + 'gold.json');

	it('has one gold item per token', () => {
		expect(gold.items.map((item) => item.text)).toEqual(tokens(folder));
		expect(gold.tokens).toBe(gold.items.length);
	});

	it('has times that go forward and end inside the audio', () => {
		let last = 0;
		for (const { start, end, text: word } of gold.items) {
			expect(start, word).toBeGreaterThanOrEqual(last);
			expect(end, word).toBeGreaterThan(start);
			last = end;
		}
		expect(last).toBeLessThan(gold.duration);
	});

	it('is a mono constant-rate MP3 as long as the gold says', () => {
		const bytes = readFileSync(folder + 'audio.mp3');
		const { tag, count, kinds } = frames(bytes);
		expect([...kinds]).toEqual(['24 kbit/s 16000 Hz mono']);
		expect(tag).toBe('Info');
		// The frames hold the encoder's delay and padding besides the audio.
		const extra = (count * 576) / 16000 - gold.duration;
		expect(extra).toBeGreaterThan(0);
		expect(extra).toBeLessThan(0.2);
	});

	it('says that the voice is synthetic', () => {
		const episode = json(folder + 'episode.json');
		expect(episode.note).toMatch(/synthetic/);
		expect(episode.title).toBeTruthy();
		expect(episode.language).toBe('en');
	});
});

describe('the sample', () => {
	it('keeps its transcript as it came', () => {
		const words = text(sample + 'transcript.txt');
		expect(words.split('\n').length - 1).toBe(1232);
		expect(words.length).toBe(112199);
		expect(tokens(sample).length).toBe(21151);
	});

	it('is at most 26 MB', () => {
		expect(statSync(sample + 'audio.mp3').size).toBeLessThanOrEqual(26e6);
	});

	it('has turns that cover all words, host and guest in turn', () => {
		const { version, speakers, turns } = json(sample + 'turns.json') as {
			version: number;
			speakers: string[];
			turns: [number, number][];
		};
		expect(version).toBe(1);
		expect(speakers).toEqual(['Logan Bartlett', 'Dario Amodei']);
		expect(turns[0][0]).toBe(0);
		for (let i = 1; i < turns.length; i++) {
			expect(turns[i][0]).toBeGreaterThan(turns[i - 1][0]);
			expect(turns[i][1]).toBe(1 - turns[i - 1][1]);
		}
		expect(turns[turns.length - 1][0]).toBeLessThan(21151);
		const words = tokens(sample);
		const opening = (n: number) => words.slice(turns[n][0], turns[n][0] + 4).join(' ');
		expect([opening(0), opening(1), opening(turns.length - 1)]).toEqual([
			'I really freaked out',
			'Welcome to the Logan',
			'thanks for having me'
		]);
	});
});

describe('the reader of the seeds', () => {
	it.each([
		['25%.', 'twenty five percent'],
		['2018', 'twenty eighteen'],
		['2005', 'two thousand five'],
		['100,000', 'one hundred thousand'],
		['5.5', 'five point five'],
		['19th', 'nineteenth'],
		['20th', 'twentieth'],
		['GPT-2,', 'g p t two'],
		['ASL3', 'ay s l three'],
		['32K', 'thirty two k'],
		['$5', 'five dollars'],
		["don't", "don't"],
		['for-profit', 'for profit'],
		['—', '']
	])('reads %s as “%s”', (token, words) => {
		expect(spoken(token, '', '').join(' ')).toBe(words);
	});
});
