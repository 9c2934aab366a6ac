import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { UserError } from '#lib/core/errors.ts';
import { readPeaks } from '#lib/core/peaks.ts';
import { add, type AddInput } from '#lib/server/add.ts';
import { listenElsewhere } from '#lib/server/aligner.ts';
import { probe } from '#lib/server/audio/probe.ts';
import { writeSynced } from '#lib/server/disk.ts';
import { type Library, openLibrary } from '#lib/server/library.ts';
import type { Listen } from '#lib/server/listen.ts';
import { quick } from './episode.ts';
import { french, others } from './texts.ts';

const plain = { audio: 'seeds/tiny-plain/audio.mp3', transcript: 'seeds/tiny-plain/transcript.txt' };
const timed = { audio: 'seeds/tiny-vtt/audio.mp3', transcript: 'seeds/tiny-vtt/transcript.vtt' };

let dir: string;
let library: Library;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'inkwave-add-'));
	library = await openLibrary(join(dir, 'library'));
});

afterEach(async () => {
	library.close();
	await rm(dir, { recursive: true, force: true });
});

function put(name: string, content: string | Uint8Array): string {
	const path = join(dir, name);
	writeFileSync(path, content);
	return path;
}

/** The sentence of the UserError, after which the library is as empty as before. */
async function refusal(input: AddInput, options = {}): Promise<string> {
	const failure = await add(library, input, { listen: quick, ...options }).then(
		() => expect.fail('was added'),
		(error: unknown) => error
	);
	expect(failure).toBeInstanceOf(UserError);
	const { message } = failure as UserError;
	expect(message).toMatch(/^Expected [^\n]+\.$/);
	expect(message).not.toMatch(/\n|Error:|node:/);
	expect(readdirSync(library.dir)).toEqual([]);
	return message;
}

describe('an episode with its transcript', () => {
	test('comes into the library as a whole', async () => {
		const stages = new Set<string>();
		const added = await add(library, plain, { onProgress: ({ stage }) => stages.add(stage) });
		expect(added).toMatchObject({ slug: 'audio', words: 130, problems: [] });
		expect(added.report?.matches).toBe(true);
		expect(added.report?.heard).toBeGreaterThan(0.9);
		expect([...stages]).toEqual(['check', 'copy', 'decode', 'align', 'save']);
		expect(readdirSync(library.dir)).toEqual(['audio']);
		const folder = join(library.dir, 'audio');
		expect(readdirSync(folder).sort()).toEqual(
			['alignment.json', 'audio.mp3', 'episode.json', 'peaks.dat', 'text.json', 'transcript.txt'].sort()
		);
		for (const [file, source] of Object.entries({ 'audio.mp3': plain.audio, 'transcript.txt': plain.transcript }))
			expect(readFileSync(join(folder, file)).equals(readFileSync(source))).toBe(true);
		const found = (await library.read('audio'))!;
		expect(found.alignment?.timings).toHaveLength(130);
		const peaks = readPeaks(new Uint8Array(readFileSync(join(folder, 'peaks.dat'))));
		expect(peaks.duration).toBeCloseTo(found.episode.duration, 2);
		expect(found.alignment!.duration).toBeCloseTo(found.episode.duration, 2);
		expect(await library.search(found.transcript.text.split(' ').slice(0, 3).join(' '))).not.toEqual([]);
	});

	test('takes what the person says, then what the files say', async () => {
		const chapters = put(
			'c.json',
			'{"version":"1.2.0","chapters":[{"startTime":2.5,"title":"Two"},{"startTime":0,"title":"One"}]}'
		);
		const artwork = put('a.bin', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0]));
		const input = {
			...timed,
			title: ' Ein Titel: über alles ',
			show: 'Show',
			date: '2024-02-29',
			language: 'EN_us',
			note: 'A note.',
			chapters,
			artwork
		};
		await add(library, input, { listen: quick });
		const { episode, transcript } = (await library.read('ein-titel-uber-alles'))!;
		expect(episode).toMatchObject({
			title: 'Ein Titel: über alles',
			show: 'Show',
			date: '2024-02-29',
			language: 'en-US',
			note: 'A note.',
			chapters: [
				{ start: 0, title: 'One' },
				{ start: 2.5, title: 'Two' }
			],
			files: { audio: 'audio.mp3', transcript: 'transcript.vtt', artwork: 'artwork.png', served: null }
		});
		expect(new Set(transcript.turns.map(({ speaker }) => speaker)).size).toBeGreaterThan(1);
		expect((await library.list())[0]).toMatchObject({ artwork: true, words: transcript.words.length });
	});

	test('what is shown on one line is one line', async () => {
		const chapters = put('c.json', JSON.stringify({ chapters: [{ startTime: 0, title: 'One\n\u001b[31mred' }] }));
		const input = {
			...plain,
			title: 'Two\nlines\t\u001b[31m in red\u0007',
			show: '\u0000A\u009bshow',
			note: 'A\r\nnote'
		};
		const { slug, title } = await add(library, { ...input, chapters }, { listen: quick });
		expect(title).toBe('Two lines [31m in red');
		expect((await library.read(slug))!.episode).toMatchObject({
			title,
			show: 'A show',
			note: 'A note',
			chapters: [{ title: 'One [31mred' }]
		});
	});

	test('a language that nobody knows is told', async () => {
		const added = await add(library, { ...plain, language: 'xx' }, { listen: quick });
		expect(added.problems).toMatchObject([{ code: 'unknown-language', message: expect.stringContaining('"xx"') }]);
		const other = await add(library, { ...plain, language: 'pt-BR', slug: 'two' }, { listen: quick });
		expect(other.problems).toEqual([]);
	});

	test('in a language that nobody names is told it by its words, and says so', async () => {
		const heardIn: string[] = [];
		const listen: Listen = (task, ears) => {
			heardIn.push(task.language, task.transcript!.language);
			return quick(task, ears);
		};
		const added = await add(library, { ...plain, transcript: put('t.txt', french) }, { listen });
		expect(added.problems).toEqual([
			{ code: 'told-language', line: 0, message: 'Taken for French by its words; --language says otherwise.' }
		]);
		expect(heardIn).toEqual(['fr', 'fr']);
		expect((await library.read('audio'))!).toMatchObject({
			episode: { language: 'fr' },
			transcript: { language: 'fr' }
		});
	});

	test.each([
		['--language', french, 'ca', 'ca'],
		['the file', `WEBVTT\nLanguage: oc\n\n00:00.000 --> 00:30.000\n${french}\n`, undefined, 'oc']
	])('%s knows the language better than the words', async (_, text, language, expected) => {
		const added = await add(library, { ...plain, transcript: put('t', text), language }, { listen: quick });
		expect(added.problems).toEqual([]);
		expect((await library.read('audio'))!.episode.language).toBe(expected);
	});

	test('names of speakers come from a file of their own', async () => {
		const speakers = put('s.json', '{"version":1,"speakers":["Ann","Bo"],"turns":[[0,1],[5,0],[9,-1]]}');
		await add(library, { ...plain, speakers }, { listen: quick });
		const { transcript } = (await library.read('audio'))!;
		expect(transcript.turns.map(({ speaker }) => speaker)).toEqual(['Bo', 'Ann', null]);
		expect(transcript.turns[1].from).toBe(transcript.words[5].from);
		expect(transcript.turns[1].to).toBe(transcript.words[8].to);
		expect(transcript.turns[2].to).toBe(transcript.words.at(-1)!.to);
	});

	test.runIf(hasFfmpeg())('whose audio seeks badly is aligned against the copy that is served', async () => {
		const audio = join(dir, 'vbr.mp3');
		execFileSync('ffmpeg', ['-loglevel', 'error', '-i', plain.audio, '-c:a', 'libmp3lame', '-q:a', '5', audio]);
		let listenedTo = '';
		const listen: Listen = (task, ears) => {
			listenedTo = basename(task.audio);
			return quick(task, ears);
		};
		await add(library, { ...plain, audio }, { listen });
		const { files } = (await library.read('vbr'))!.episode;
		expect(files).toMatchObject({ audio: 'audio.mp3', audioType: 'audio/mpeg', servedType: 'audio/mp4' });
		expect(listenedTo).toBe(files.served);
		expect(readFileSync(library.path('vbr', 'audio.mp3')!).equals(readFileSync(audio))).toBe(true);
		expect(readFileSync(library.path('vbr', files.served!)!).toString('latin1', 4, 8)).toBe('ftyp');
	});

	test.runIf(hasFfmpeg())(
		'whose audio turns out to be damaged is served as a copy, and aligned against that',
		async () => {
			const audio = join(dir, 'damaged.opus');
			execFileSync('ffmpeg', ['-loglevel', 'error', '-i', plain.audio, '-c:a', 'libopus', audio]);
			const bytes = readFileSync(audio);
			const half = bytes.length >> 1;
			bytes.fill(0x55, half, half + 20_000);
			writeFileSync(audio, bytes);
			const heard: string[] = [];
			const listen: Listen = (task, ears) => {
				heard.push(basename(task.audio));
				return listenElsewhere(task, ears);
			};
			const added = await add(library, { ...plain, audio, transcript: null }, { listen });
			const { files } = (await library.read('damaged'))!.episode;
			expect(heard).toEqual(['audio.opus', files.served]);
			expect(Math.abs(added.duration - 46.76)).toBeLessThan(0.05);
			expect(await probe(library.path('damaged', files.served!)!)).toMatchObject({ gaps: false, seeksWell: true });
		}
	);

	test('without a transcript, it is a page with just the audio', async () => {
		const added = await add(library, { audio: plain.audio });
		expect(added).toMatchObject({ words: 0, report: null });
		const found = (await library.read('audio'))!;
		expect(found).toMatchObject({ alignment: null, transcript: { text: '' }, episode: { language: 'und' } });
		expect(readdirSync(join(library.dir, 'audio')).sort()).toEqual(['audio.mp3', 'episode.json', 'peaks.dat']);
	});

	test.each(['ja', null])(
		'in a script that nobody can sound out, it is a page without times, and says so',
		async (language) => {
			const transcript = put('t.txt', 'これは日本語のポッドキャストです。今日は天気がいいですね。');
			const added = await add(library, { audio: plain.audio, transcript, ...(language && { language }) });
			expect(added.report).toBeNull();
			expect(added.notices).toEqual([{ code: 'untimed', message: expect.stringContaining('Japanese') }]);
			const found = (await library.read('audio'))!;
			expect(found.episode.notices).toEqual(added.notices);
			expect(found.transcript.words.length).toBeGreaterThan(0);
			expect(found.alignment).toBeNull();
		}
	);
});

describe('bad input gets one sentence and leaves no trace', () => {
	test('a text file named .mp3', async () => {
		expect(await refusal({ ...plain, audio: put('a.mp3', 'Once upon a time.\n'.repeat(500)) })).toMatch(/text file/);
	});

	test('no such audio', async () => {
		expect(await refusal({ ...plain, audio: join(dir, 'none.mp3') })).toContain('none.mp3');
	});

	test('a folder as audio', async () => {
		expect(await refusal({ ...plain, audio: dir })).toContain('is a folder; name a file in it');
	});

	test.skipIf(process.platform === 'win32')('a device or a pipe as audio', async () => {
		expect(await refusal({ ...plain, audio: '/dev/null' })).toContain('/dev/null is a device, and audio is read more');
		const audio = join(dir, 'pipe');
		execFileSync('mkfifo', [audio]);
		expect(await refusal({ ...plain, audio })).toMatch(/pipe is a pipe, .* save it as a file first\.$/);
	});

	test('an empty audio file', async () => {
		await refusal({ ...plain, audio: put('a.mp3', '') });
	});

	test('noise as audio', async () => {
		const bytes = Uint8Array.from({ length: 50_000 }, (_, i) => (i * 2654435761) >>> 24);
		await refusal({ ...plain, audio: put('a.mp3', bytes) });
	});

	test.each([0.3, 0.7, 0.9])('an MP3 cut to %f of its length', async (share) => {
		const audio = join(dir, 'cut.mp3');
		copyFileSync(plain.audio, audio);
		truncateSync(audio, Math.round(statSync(audio).size * share));
		expect(await refusal({ ...plain, audio }, { listen: listenElsewhere })).toMatch(/cut\.mp3/);
	});

	test('an MP3 that was cut and has no header to say so, with the end of its transcript missing', async () => {
		const whole = readFileSync(plain.audio);
		const first = whole.findIndex((byte, i) => byte === 0xff && (whole[i + 1] & 0xe0) === 0xe0);
		const second = whole.indexOf(whole.subarray(first, first + 2), first + 4);
		const audio = put('cut.mp3', whole.subarray(second, Math.floor(whole.length * 0.6)));
		const listen: Listen = async (task, ears) => {
			const heard = await quick(task, ears);
			const timings = heard.alignment!.timings;
			const { start } = timings[80];
			timings.forEach((timing, w) => {
				if (w > 80) timings[w] = { ...timing, start, end: start, state: 'unspoken' };
			});
			return heard;
		};
		expect(await refusal({ ...plain, audio }, { listen })).toMatch(/cut\.mp3 ends .* before the transcript does/);
		// All that the transcript says is there: then it only lacks a piece of its last frame.
		expect((await add(library, { ...plain, audio }, { listen: quick })).notices).toMatchObject([{ code: 'cut-frame' }]);
	});

	test('no such transcript', async () => {
		expect(await refusal({ ...plain, transcript: join(dir, 'none.txt') })).toContain('none.txt');
	});

	test.each([
		['nothing', ''],
		['blanks', ' \n\n\t \n'],
		['a VTT without cues', 'WEBVTT\n\nNOTE nothing\n'],
		['a byte order mark', '\ufeff']
	])('an empty transcript: %s', async (_, content) => {
		await refusal({ ...plain, transcript: put('t.txt', content) });
	});

	test('a binary file as transcript', async () => {
		await refusal({ ...plain, transcript: plain.audio });
		await refusal({
			...plain,
			transcript: put(
				't.txt',
				new Uint8Array(4096).map((_, i) => (i * 31) % 256)
			)
		});
	});

	test('a folder as transcript', async () => {
		await refusal({ ...plain, transcript: dir });
	});

	test('a transcript of another episode', async () => {
		const message = await refusal({ ...timed, transcript: plain.transcript }, { listen: listenElsewhere });
		expect(message).toMatch(/only \d+ % could be found/);
	});

	test('a transcript in another language', async () => {
		const file = put('t.txt', others.de);
		expect(await refusal({ ...plain, transcript: file }, { listen: listenElsewhere })).toMatch(
			/taken as German, .* name the language with --language/
		);
		expect(await refusal({ ...plain, transcript: file, language: 'en' }, { listen: listenElsewhere })).toMatch(
			/taken as English,/
		);
		const message = await refusal({ ...plain, transcript: put('t.txt', 'نقرأ ونستمع معا. '.repeat(8)) });
		expect(message).toMatch(/--language/);
	});

	test.each([
		['language', { language: 'no such language!' }, /language tag/],
		['date', { date: '2023-02-29' }, /yyyy-mm-dd/],
		['slug', { slug: 'My Episode' }, /"my-episode"/],
		['slug with a path', { slug: '../up' }, /"up"/],
		[
			'slug that is too long',
			{ slug: 'a'.repeat(300) },
			/^Expected a slug of at most 180 bytes, saw one of 300; [^"]*$/
		]
	])('a bad %s', async (_, more, sentence) => {
		expect(await refusal({ ...plain, ...more })).toMatch(sentence);
	});

	test('sidecar files that are something else', async () => {
		const text = put('x.json', 'hello');
		expect(await refusal({ ...plain, chapters: text })).toMatch(/x\.json/);
		expect(await refusal({ ...plain, chapters: put('y.json', '{"chapters":[{"startTime":-1}]}') })).toMatch(/y\.json/);
		expect(await refusal({ ...plain, artwork: text })).toMatch(/picture/);
		expect(await refusal({ ...plain, speakers: text })).toMatch(/x\.json/);
		const late = put('z.json', '{"version":1,"speakers":["A"],"turns":[[9999,0]]}');
		expect(await refusal({ ...plain, speakers: late })).toMatch(/9999/);
	});

	test.each([
		['[]', 'JSON that is no object'],
		['{"text":"","turns":[]}', 'JSON without "version" and "speakers"'],
		['{"version":2,"speakers":[],"turns":[]}', 'version 2'],
		['{"version":1,"speakers":"Ann","turns":[]}', '"speakers" that are no list of names'],
		['{"version":1,"speakers":["Ann"],"turns":[[0]]}', '"turns" that are no pairs of a word and a speaker']
	])('speakers such as %s', async (text, saw) => {
		expect(await refusal({ ...plain, speakers: put('s.json', text) })).toContain(`, saw ${saw}; write it as {`);
	});

	test.each([
		[
			'b.mp3',
			'ID3\0',
			'Expected chapters as JSON, Podlove Simple Chapters, WebVTT or lines like "0:00 Intro", saw none in b.mp3.'
		],
		['c.json', '{', 'Expected JSON, saw something else in c.json.'],
		['d.json', '{}', 'Expected a list named "chapters", saw none in d.json.'],
		[
			'e.json',
			'[{"startTime":-1}]',
			'Expected a time and a title for every chapter, but in e.json chapter 1 has no time that can be read.'
		],
		['f.vtt', 'WEBVTT\n\nsoon --> later\nOne', 'Expected a time before "-->", saw "soon" in line 3 of f.vtt.'],
		[
			'g.txt',
			'0:10 One\n0:05 Two',
			'Expected a time and a title for every chapter, but in line 2 of g.txt "0:05" comes after a chapter that begins later, or at the same time.'
		]
	])('chapters that cannot be read, in %s', async (name, content, sentence) => {
		expect(await refusal({ ...plain, chapters: put(name, content) })).toBe(sentence);
	});

	test('a slug that is taken', async () => {
		mkdirSync(join(dir, 'library', 'audio'));
		writeFileSync(join(dir, 'library', 'audio', 'mine'), 'x');
		await expect(add(library, plain, { listen: quick })).rejects.toThrow(/already has "audio"; .* --slug/);
		expect(readdirSync(library.dir)).toEqual(['audio']);
		expect(readdirSync(join(library.dir, 'audio'))).toEqual(['mine']);
	});

	test('two adds of the same slug at once: one wins, the other hears of it', async () => {
		const results = await Promise.allSettled([
			add(library, plain, { listen: quick }),
			add(library, { ...timed, slug: 'audio' }, { listen: quick })
		]);
		const lost = results.filter((result) => result.status === 'rejected');
		expect(lost).toHaveLength(1);
		expect(lost[0].reason.message).toMatch(/"audio" is being added or changed right now|already has "audio"/);
		expect(readdirSync(library.dir)).toEqual(['audio']);
		expect(await library.read('audio')).not.toBeNull();
	});
});

describe('an add that does not get to its end leaves no trace', () => {
	test('a full disk, whatever file it happens at', async () => {
		for (let writes = 0; ; writes++) {
			let left = writes;
			const write: typeof writeSynced = async (path, data) => {
				if (left-- > 0) return writeSynced(path, data);
				await writeSynced(path, data.slice(0, data.length / 2));
				throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
			};
			const result = await add(library, plain, { listen: quick, write }).catch((error: UserError) => error);
			if (!(result instanceof Error)) break;
			expect(result.message).toMatch(/^Expected room to write .*, but the disk is full; free some space/);
			expect(readdirSync(library.dir)).toEqual([]);
			expect(writes).toBeLessThan(20);
		}
		expect(readdirSync(library.dir)).toEqual(['audio']);
	});

	test.runIf(canMount())('a disk that really is full', async () => {
		for (const size of ['48k', '140k', '150k']) {
			const small = join(dir, `disk-${size}`);
			mkdirSync(small);
			execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', small]);
			try {
				const full = await openLibrary(join(small, 'library'));
				await expect(add(full, plain, { listen: quick })).rejects.toThrow(/the disk is full/);
				expect(readdirSync(full.dir)).toEqual([]);
			} finally {
				execFileSync('umount', [small]);
			}
		}
	});

	test('cancelled at any stage', async () => {
		for (const stage of ['check', 'copy', 'decode', 'align', 'save']) {
			const stop = new AbortController();
			const reason = new Error('stopped');
			const work = add(library, plain, {
				signal: stop.signal,
				listen: stage === 'save' ? quick : listenElsewhere,
				onProgress: (progress) => progress.stage === stage && stop.abort(reason)
			});
			await expect(work).rejects.toBe(reason);
			expect(readdirSync(library.dir)).toEqual([]);
		}
	});

	test('a failure inside the aligner', async () => {
		const listen: Listen = async () => {
			throw new Error('boom');
		};
		await expect(add(library, plain, { listen })).rejects.toThrow('boom');
		expect(readdirSync(library.dir)).toEqual([]);
	});
});

function hasFfmpeg(): boolean {
	try {
		execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}

function canMount(): boolean {
	if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
	const place = execFileSync('mktemp', ['-d'], { encoding: 'utf8' }).trim();
	try {
		execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', place], { stdio: 'ignore' });
		execFileSync('umount', [place]);
		return true;
	} catch {
		return false;
	} finally {
		execFileSync('rmdir', [place]);
	}
}
