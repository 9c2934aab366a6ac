// A site to look at: the built server on a free port, over a library made here. Its times are known exactly, because the
// episode is: word n begins at `startOf(n)`, and the audio is a quiet tone, seekable to the sample.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import type { Alignment, Episode, Timing, Transcript } from '#lib/core/episode.ts';
import { createPeaks } from '#lib/core/peaks.ts';
import { writeAlignment, writeEpisode, writeText } from '#lib/server/files.ts';

const RATE = 8000;

/** The long episode: 1,800 words in ten minutes, with 30 s of audio in the middle that nobody wrote down. */
export const WORDS = 1800;
export const GAP = { start: 300, end: 330 };
/** In the text, never said: words 96 to 107, the first sentence of the third passage. */
export const UNSPOKEN = { first: 96, last: 107 };
export const DURATION = 640;
const STEP = 1 / 3;

/** Seconds at which word `n` of the long episode begins. */
export function startOf(n: number): number {
	const start = 0.5 + n * STEP;
	return start < GAP.start ? start : start + GAP.end - GAP.start;
}

const NOUNS = ['river', 'stone', 'garden', 'window', 'letter', 'engine', 'copper', 'harbour', 'candle', 'meadow'];

/** The text of word `n`: no two alike, sentences of twelve. */
export function wordOf(n: number): string {
	const word = `${NOUNS[n % NOUNS.length]}${n}`;
	return (n % 12 === 0 ? word[0].toUpperCase() + word.slice(1) : word) + (n % 12 === 11 ? '.' : '');
}

function longEpisode(): { transcript: Transcript; alignment: Alignment } {
	const transcript: Transcript = { text: '', language: 'en', turns: [], words: [] };
	const timings: Timing[] = [];
	for (let n = 0; n < WORDS; n++) {
		// Somebody else speaks every 96 words, a new paragraph begins every 48.
		if (n) transcript.text += n % 48 ? ' ' : '\n\n';
		if (n % 96 === 0)
			transcript.turns.push({
				from: transcript.text.length,
				to: 0,
				speaker: n % 192 ? 'Bruno Test' : 'Ada Sample',
				cue: null
			});
		const from = transcript.text.length;
		transcript.text += wordOf(n);
		transcript.words.push({ from, to: transcript.text.length });
		transcript.turns[transcript.turns.length - 1].to = transcript.text.length;
		const unspoken = n >= UNSPOKEN.first && n <= UNSPOKEN.last;
		const start = startOf(n);
		timings.push({
			start,
			end: start + (unspoken ? 0 : 0.28),
			state: unspoken ? 'unspoken' : 'heard',
			confidence: 0.95
		});
	}
	return {
		transcript,
		alignment: {
			engine: 'made',
			duration: DURATION,
			timings,
			untranscribed: [GAP],
			silences: [GAP],
			matches: true,
			notices: []
		}
	};
}

function plainEpisode(text: string, language: string, timed: boolean) {
	const words = [...text.matchAll(/\S+/g)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
	const transcript: Transcript = {
		text,
		language,
		turns: [{ from: 0, to: text.length, speaker: null, cue: null }],
		words
	};
	const timings = words.map((_, n): Timing => ({ start: 1 + n, end: 1.8 + n, state: 'heard', confidence: 0.9 }));
	const alignment: Alignment = {
		engine: 'made',
		duration: 60,
		timings,
		untranscribed: [],
		silences: [],
		matches: true,
		notices: []
	};
	return { transcript, alignment: timed ? alignment : null };
}

/** A chapter with a word that is longer than a line. */
export const LONG_TITLE = 'Butterverpackungsmaschinenbedienungsanleitungsverordnung';

/** Nobody says its second paragraph, nor three words of its last. */
function cutEpisode() {
	const said = 'We begin with bread and with nothing that anybody would put on it.';
	const cut = 'This was cut because there was no time left for it on the day.';
	const { transcript, alignment } = plainEpisode(
		`${said}\n\n${cut}\n\nThen comes butter and, some would say, salt and honey at last.`,
		'en',
		true
	);
	alignment!.duration = 20.66;
	let start = 1;
	for (const [n, timing] of alignment!.timings.entries()) {
		const unspoken = (n >= 13 && n < 27) || (n >= 31 && n < 34);
		Object.assign(timing, { start, end: unspoken ? start : start + 0.5, state: unspoken ? 'unspoken' : 'heard' });
		if (!unspoken) start += 0.8;
	}
	return { transcript, alignment };
}

function write(
	root: string,
	slug: string,
	episode: Partial<Episode>,
	duration: number,
	made: { transcript: Transcript; alignment: Alignment | null },
	audio = true
): void {
	const folder = join(root, slug);
	mkdirSync(folder);
	const samples = new Int16Array(duration * RATE);
	for (let i = 0; i < samples.length; i++) samples[i] = 900 * Math.sin(i / 20) * Math.abs(Math.sin(i / 30000));
	const header = Buffer.alloc(44);
	header.write('RIFF', 0);
	header.writeUInt32LE(36 + samples.byteLength, 4);
	header.write('WAVEfmt ', 8);
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(RATE, 24);
	header.writeUInt32LE(RATE * 2, 28);
	header.writeUInt16LE(2, 32);
	header.writeUInt16LE(16, 34);
	header.write('data', 36);
	header.writeUInt32LE(samples.byteLength, 40);
	const wav = Buffer.concat([header, Buffer.from(samples.buffer)]);
	writeFileSync(join(folder, 'audio.wav'), audio ? wav : Buffer.from('this is not audio'));
	const peaks = createPeaks(RATE, duration);
	peaks.push(Float32Array.from(samples, (value) => value / 32768));
	writeFileSync(join(folder, 'peaks.dat'), peaks.finish());
	writeFileSync(join(folder, 'text.json'), writeText(made.transcript));
	if (made.alignment) writeFileSync(join(folder, 'alignment.json'), writeAlignment(made.alignment));
	writeFileSync(
		join(folder, 'episode.json'),
		writeEpisode({
			slug,
			title: slug,
			show: null,
			date: null,
			people: [],
			language: made.transcript.language,
			duration,
			note: null,
			added: '2026-01-01T00:00:00.000Z',
			chapters: [],
			notices: [],
			files: {
				audio: 'audio.wav',
				audioType: 'audio/wav',
				served: null,
				servedType: null,
				transcript: null,
				artwork: null
			},
			...episode
		})
	);
}

/** Writes the episodes of these tests into an empty folder. */
export function writeLibrary(root: string): void {
	const chapters = ['Beginnings', 'The middle part', 'After the gap', 'Endings'].map((title, i) => ({
		start: startOf([0, 480, 912, 1344][i]),
		title,
		image: null,
		url: null
	}));
	write(
		root,
		'long',
		{
			title: 'A long talk',
			show: 'Made for tests',
			date: '2026-01-02',
			people: ['Ada Sample', 'Bo Ng'].map((name) => ({ name, role: null })),
			chapters
		},
		DURATION,
		longEpisode()
	);
	// What a sloppy file may say twice: a moment, a passage, a notice. Its audio ends a little before it should.
	const said = { code: 'made', message: 'Some of it is said twice.' };
	const twice = [
		[0, 'Part one'],
		[0, 'Hello'],
		[1.2, 'Hello again'],
		[20, 'Good day']
	].map(([start, title]) => ({ start: start as number, title: title as string, image: null, url: null }));
	write(
		root,
		'twice',
		{ title: 'Twice told', chapters: twice, notices: [said, said], duration: 60.06 },
		60,
		plainEpisode('Hello and hello. '.repeat(12).trim(), 'en', true)
	);
	write(
		root,
		'untimed',
		{ title: 'Only read' },
		60,
		plainEpisode('Nobody has aligned this yet. It can be read.', 'en', false)
	);
	write(
		root,
		'unfollowed',
		{
			title: 'Read by its co-author',
			notices: [
				{ code: 'untimed', message: 'The words of this page do not follow the voice: it was added without times.' }
			]
		},
		60,
		plainEpisode('This was added without times.', 'en', false)
	);
	const rough = plainEpisode('Half of this is not what was said in the audio, they say.', 'en', true);
	rough.alignment!.timings.forEach((timing, n) => {
		if (n % 2) timing.state = 'unspoken';
	});
	rough.alignment!.untranscribed = [{ start: 40.2, end: 60 }];
	write(root, 'rough', { title: 'Half told' }, 60, rough);
	write(
		root,
		'cut',
		{
			title: 'Cut for the radio',
			chapters: ['Bread', LONG_TITLE].map((title, i) => ({ start: [0, 15][i], title, image: null, url: null }))
		},
		20.66,
		cutEpisode()
	);
	const sentence = 'A title that goes on about sourdough, grandmothers, boats, temperature, patience, flour and water';
	write(root, 'titled', { title: sentence }, 60, plainEpisode('Bread needs time.', 'en', true));
	write(root, 'wordless', { title: 'Only heard' }, 60, {
		transcript: { text: '', language: 'en', turns: [], words: [] },
		alignment: null
	});
	write(
		root,
		'arabic',
		{ title: 'كلام للتجربة', note: 'Recorded in the old town.' },
		60,
		plainEpisode('مرحبا بكم في هذه التجربة القصيرة. نقرأ ونستمع معا.', 'ar', true)
	);
	write(root, '第一回', { title: '第一回' }, 60, plainEpisode('これは試験です。 読みながら聞きます。', 'ja', true));
	write(
		root,
		'silent',
		{ title: 'Broken audio' },
		60,
		plainEpisode('The words are here. The sound is not.', 'en', true),
		false
	);
	write(root, 'damaged', {}, 60, plainEpisode('Nobody can read this.', 'en', true));
	writeFileSync(join(root, 'damaged', 'text.json'), '{');
}

/** Writes so many short episodes of several shows. */
export function writeShelf(root: string, count: number): void {
	const shows = ['Small Hours', 'Salt and Bread', 'Stations', null];
	for (let n = 0; n < count; n++)
		write(
			root,
			`episode-${n}`,
			{
				title: n % 3 ? `How the ${NOUNS[n % NOUNS.length]} came to be` : `The ${NOUNS[n % NOUNS.length]}`,
				show: shows[n % 4],
				date: `2026-01-${10 + n}`
			},
			60,
			plainEpisode('It is short.', 'en', n % 5 !== 4)
		);
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as { port: number };
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Starts the built server over a library; resolves once it answers. */
export async function startSite(library: string): Promise<{ url: string; stop: () => Promise<void> }> {
	const url = `http://127.0.0.1:${await freePort()}`;
	const entry = join(process.env.INKWAVE_BUILD ?? 'build', 'index.js');
	const child: ChildProcess = spawn(process.execPath, [entry], {
		env: { ...process.env, INKWAVE_LIBRARY: library, HOST: '127.0.0.1', PORT: new URL(url).port, ORIGIN: url },
		stdio: ['ignore', 'ignore', 'inherit']
	});
	const over = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	for (let tries = 0; ; tries++) {
		if (child.exitCode !== null || tries > 300) throw new Error(`expected ${entry} to serve on ${url}, it did not`);
		if (
			await fetch(url).then(
				(response) => response.ok,
				() => false
			)
		)
			break;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return {
		url,
		stop: () => {
			child.kill();
			return over;
		}
	};
}

/**
 * `test` with the site: one server for all tests of a worker, addresses relative to it. A test fails where the content
 * security policy keeps anything from its page.
 */
export const test = base.extend<object, { site: { url: string } }>({
	site: [
		async ({}, use) => {
			const library = mkdtempSync(join(tmpdir(), 'inkwave-pages-'));
			writeLibrary(library);
			const site = await startSite(library);
			await use(site);
			await site.stop();
			rmSync(library, { recursive: true, force: true });
		},
		{ scope: 'worker' }
	],
	baseURL: ({ site }, use) => use(site.url),
	page: async ({ page }, use) => {
		const blocked: string[] = [];
		page.on('console', (message) => {
			if (message.text().includes('Content Security Policy')) blocked.push(message.text());
		});
		await use(page);
		expect(blocked).toEqual([]);
	}
});

export { expect };
