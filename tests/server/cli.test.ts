import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseCommand, UsageError } from '#lib/server/command/arguments.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { program } from './program.ts';

const audio = resolve('seeds/tiny-plain/audio.mp3');
const transcript = resolve('seeds/tiny-plain/transcript.txt');
const other = resolve('seeds/tiny-vtt/transcript.vtt');
const long = resolve('seeds/logan-bartlett-dario-amodei');

let dir: string;
let library: string;

beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'inkwave-cli-'));
	library = join(dir, 'library');
});

afterEach(() => rm(dir, { recursive: true, force: true }));

type Said = { code: number | null; signal: string | null; stdout: string; stderr: string };

function start(...args: string[]): { child: ChildProcess; said: Promise<Said> } {
	const child = spawn(process.execPath, [...program, ...args], {
		cwd: dir,
		env: { ...process.env, INKWAVE_LIBRARY: library, npm_lifecycle_event: '' }
	});
	let stdout = '';
	let stderr = '';
	child.stdout.on('data', (data) => (stdout += data));
	child.stderr.on('data', (data) => (stderr += data));
	const said = new Promise<Said>((done) => child.on('close', (code, signal) => done({ code, signal, stdout, stderr })));
	return { child, said };
}

function inkwave(...args: string[]): Promise<Said> {
	return start(...args).said;
}

async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise((done) => setTimeout(done, 20));
}

describe('wrong usage is exit code 2, with help', () => {
	test.each([
		[[], /Expected a verb/],
		[['sing'], /saw "sing"/],
		[['toString'], /saw "toString"/],
		[['add'], /Expected "inkwave add <audio> \[transcript\]", saw 0 arguments/],
		[['align', 'one'], /inkwave align <audio> <transcript>/],
		[['list', '--nope'], /^Expected an option of "inkwave list", saw "--nope"\.$/],
		[['list', '--nope=1'], /saw "--nope"\.$/],
		[['list', '-x'], /saw "-x"\.$/],
		[['list', '--toString'], /saw "--toString"\.$/],
		[['list', '--json=yes'], /^Expected --json by itself, saw "--json=yes"\.$/],
		[['add', 'a', '--title'], /^Expected --title TEXT, saw nothing for TEXT\.$/],
		[
			['add', 'a', '--title', '--json'],
			/^Expected --title TEXT, saw "--json" for TEXT; write "--title=--json" where .*\.$/
		],
		[['align', 'a', 'b', '--json', ''], /Expected --json FILE, saw nothing/],
		[['report', 'a', 'b'], /saw 2 arguments/]
	])('%j', (args, sentence) => {
		expect(() => parseCommand(args)).toThrow(UsageError);
		expect(() => parseCommand(args)).toThrow(sentence);
	});

	test('what is unusual, but meant', () => {
		expect(parseCommand(['add', '--title=--json', '--json', '--', '-a.mp3'])).toMatchObject({
			verb: 'add',
			positionals: ['-a.mp3'],
			options: { title: '--json', json: true }
		});
		expect(parseCommand(['align', 'a', 'b', '--json', '-']).options).toMatchObject({ json: '-' });
		expect(parseCommand(['add', 'a', '--title', '']).options).toMatchObject({ title: '' });
		expect(parseCommand(['list', '-h'])).toMatchObject({ verb: 'help', about: 'list' });
	});

	test('on the terminal', async () => {
		const { code, stdout, stderr } = await inkwave('list', '--nope');
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toMatch(/^inkwave: .*--nope[^]*\nUsage: inkwave list/);
	});

	test('help asked for is a result', async () => {
		const all = await inkwave('--help');
		expect(all).toMatchObject({ code: 0, stderr: '' });
		for (const verb of ['add', 'align', 'list', 'serve', 'report', 'remove']) expect(all.stdout).toContain(verb);
		const one = await inkwave('add', '--help');
		expect(one).toMatchObject({ code: 0, stderr: '' });
		for (const option of ['title', 'show', 'slug', 'language', 'date', 'note', 'chapters', 'artwork', 'library'])
			expect(one.stdout).toContain(`--${option}`);
	});
});

describe('bad input is exit code 1 and one sentence', () => {
	test.each([
		['no file', ['align', 'none.mp3', 'none.txt'], 'none.mp3'],
		['text as audio', ['align', transcript, transcript], 'transcript.txt'],
		['audio as transcript', ['align', audio, audio], 'transcript as text'],
		['an unknown episode', ['report', 'nobody'], '"nobody"'],
		['an unknown episode', ['remove', 'nobody'], '"nobody"'],
		['the transcript first', ['add', transcript, audio], 'the audio comes first, then the transcript'],
		['speakers in another form', ['add', audio, transcript, '--speakers', transcript], '"turns": [[0, 0], [28, 1]]'],
		['a place where nothing can be made', ['add', audio, '--library', '/proc/x'], '/proc/x'],
		['a bad port', ['serve', '--port', 'http'], '"http"']
	])('%s', async (_, args, word) => {
		mkdirSync(library);
		const { code, stdout, stderr } = await inkwave(...args);
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		const last = stderr.trimEnd().split('\n').at(-1);
		expect(last).toMatch(/^inkwave: Expected .*\.$/);
		expect(last).toContain(word);
		expect(stderr).not.toMatch(/\n\s+at |Usage/);
	});

	test('a transcript of another episode', async () => {
		const { code, stdout, stderr } = await inkwave('add', audio, other, '--slug', 'wrong');
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		expect(stderr).toMatch(/only \d+ % could be found there/);
		expect(readdirSync(library)).toEqual([]);
		const aligned = await inkwave('align', audio, other, '--json', 'out.json', '--vtt', 'out.vtt');
		expect(aligned.code).toBe(1);
		expect(JSON.parse(readFileSync(join(dir, 'out.json'), 'utf8')).report.matches).toBe(false);
		expect(existsSync(join(dir, 'out.vtt'))).toBe(false);
	});
});

describe('align', () => {
	test('writes every format asked for, and nothing into a library', async () => {
		const { code, stdout } = await inkwave(
			'align',
			audio,
			transcript,
			'--json',
			'o.json',
			'--vtt',
			'o.vtt',
			'--srt',
			'o.srt'
		);
		expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
		const json = JSON.parse(readFileSync(join(dir, 'o.json'), 'utf8'));
		const tokens = readFileSync(transcript, 'utf8').split(/\s+/).filter(Boolean);
		expect(json.version).toBe(1);
		expect(json.words.map(({ text }: { text: string }) => text)).toEqual(tokens);
		expect(json.report).toMatchObject({ matches: true });
		for (const { start, end, state } of json.words)
			if (state === 'unspoken') expect([start, end]).toEqual([null, null]);
			else expect(end).toBeGreaterThanOrEqual(start);
		expect(readFileSync(join(dir, 'o.vtt'), 'utf8')).toMatch(/^WEBVTT\n\n[^]*-->/);
		expect(readFileSync(join(dir, 'o.srt'), 'utf8')).toMatch(/^1\r?\n00:00:/);
		expect(existsSync(library)).toBe(false);
	});

	test('without an output, JSON on standard output and nothing else', async () => {
		const { code, stdout } = await inkwave('align', audio, transcript);
		expect(code).toBe(0);
		expect(JSON.parse(stdout).words.length).toBe(130);
	});

	test("--stream gives every word; a word's last line is what the result says, to a tenth of a second", async () => {
		const text = join(dir, 'more.txt');
		writeFileSync(text, `A heading that nobody says\n\n${readFileSync(transcript, 'utf8')}`);
		const { code, stdout } = await inkwave('align', audio, text, '--stream', '--json', 'o.json');
		expect(code).toBe(0);
		const { words } = JSON.parse(readFileSync(join(dir, 'o.json'), 'utf8'));
		const last = new Map<number, { state: string; start: number | null }>();
		for (const line of stdout.trim().split('\n')) {
			const { index, ...word } = JSON.parse(line);
			last.set(index, word);
		}
		expect([...last.keys()].toSorted((a, b) => a - b)).toEqual(words.map((_: unknown, i: number) => i));
		for (const [i, word] of last) {
			expect(word).toMatchObject({ text: words[i].text, state: words[i].state });
			if (word.start !== null) expect(Math.abs(word.start - words[i].start)).toBeLessThan(0.11);
		}
	});

	test('whoever stops reading gets no complaint', async () => {
		const { child, said } = start('align', audio, transcript, '--stream');
		child.stdout!.destroy();
		expect(await said).toMatchObject({ code: 0, signal: null, stderr: expect.not.stringMatching(/EPIPE|mistake/) });
	});

	test.each([
		['the audio', 'copy.mp3', []],
		['the transcript', 'copy.txt', []],
		['another output', 'same.txt', ['--vtt', 'same.txt']],
		['a folder', '.', []],
		['in a file', 'copy.txt/o.json', []]
	])('an output that is %s is refused, and nothing is overwritten', async (_, json, more) => {
		writeFileSync(join(dir, 'copy.mp3'), readFileSync(audio));
		writeFileSync(join(dir, 'copy.txt'), readFileSync(transcript));
		writeFileSync(join(dir, 'same.txt'), 'before');
		const { code, stderr } = await inkwave('align', 'copy.mp3', './copy.txt', '--json', json, ...more);
		expect(code).toBe(1);
		expect(stderr).toMatch(/^inkwave: Expected [^\n]*\.\n$/);
		expect(readFileSync(join(dir, 'copy.mp3'))).toEqual(readFileSync(audio));
		expect(readFileSync(join(dir, 'copy.txt'))).toEqual(readFileSync(transcript));
		expect(readFileSync(join(dir, 'same.txt'), 'utf8')).toBe('before');
	});

	test.each([
		['--json', '-', '--vtt', '-'],
		['--stream', '--srt', '-']
	])('two results on standard output are refused: %s %s', async (...options) => {
		const { code, stdout, stderr } = await inkwave('align', audio, transcript, ...options);
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		expect(stderr).toMatch(/^inkwave: Expected one result for standard output, saw two, [^\n]*\.\n$/);
	});

	test('an output that cannot be written', async () => {
		const { code, stderr } = await inkwave('align', audio, transcript, '--json', join(dir, 'none', 'o.json'));
		expect(code).toBe(1);
		expect(stderr).toMatch(/inkwave: Expected .*none\/o\.json.*\.\n$/);
	});
});

describe('the library', () => {
	test('add, list, report, remove', async () => {
		const added = await inkwave('add', audio, transcript, '--title', 'A title', '--show', 'A show');
		expect(added.code).toBe(0);
		expect(added.stdout).toContain(join(library, 'a-title'));
		expect((await inkwave('list')).stdout).toMatch(/^a-title\t-\t0:46\t\d+\.\d %\tA title\n$/);
		expect(JSON.parse((await inkwave('list', '--json')).stdout)).toMatchObject({
			version: 1,
			episodes: [{ slug: 'a-title', show: 'A show' }]
		});
		const [, listed] = /\t(\d+\.\d %)\t/.exec((await inkwave('list')).stdout)!;
		const [, reported] = /^A title\n[^]*Heard +(\d+\.\d %) of the words\n/.exec(
			(await inkwave('report', 'a-title')).stdout
		)!;
		expect(reported).toBe(listed);
		const figures = JSON.parse((await inkwave('report', 'a-title', '--json')).stdout);
		expect(figures).toMatchObject({ version: 1, slug: 'a-title', words: 130, report: { matches: true } });
		const again = await inkwave('add', audio, transcript, '--title', 'A title');
		expect(again).toMatchObject({ code: 1, stdout: '' });
		expect(again.stderr).toMatch(/already has "a-title"/);
		expect(await inkwave('edit', 'a-title', '--title', ' Another\ttitle ', '--show', '')).toMatchObject({
			code: 0,
			stderr: ''
		});
		expect(JSON.parse((await inkwave('list', '--json')).stdout).episodes).toMatchObject([
			{ title: 'Another title', show: null }
		]);
		expect(await inkwave('edit', 'a-title', '--date', 'today')).toMatchObject({ code: 1, stdout: '' });
		expect((await inkwave('edit', 'a-title')).code).toBe(2);
		expect((await inkwave('edit', 'none', '--title', 'x')).stderr).toMatch(/saw "none"/);
		expect((await inkwave('remove', 'a-title')).code).toBe(0);
		expect(readdirSync(library)).toEqual(['.catalog.sqlite']);
	});

	test('edit aligns again with a corrected transcript; stopped or refused, it changes nothing', async () => {
		await inkwave('add', audio, '--slug', 'one', '--title', 'A title');
		const edited = await inkwave('edit', 'one', '--transcript', transcript, '--note', 'Corrected');
		expect(edited.code).toBe(0);
		expect(edited.stdout).toMatch(/^A title\n[^]*Heard +\d+\.\d % of the words\n[^]*\nChanged one\n$/);
		expect((await inkwave('edit', 'one', '--transcript', other)).stderr).toMatch(/only \d+ % could be found there/);
		const stopped = start('edit', 'one', '--audio', join(long, 'audio.mp3'));
		await until(() => existsSync(join(library, '.adding-one', 'audio.mp3')));
		stopped.child.kill('SIGINT');
		expect(await stopped.said).toMatchObject({
			code: 130,
			stdout: '',
			stderr: expect.stringMatching(/nothing was changed/)
		});
		const figures = JSON.parse((await inkwave('report', 'one', '--json')).stdout);
		expect(figures).toMatchObject({ words: 130, title: 'A title', report: { matches: true } });
		expect(readdirSync(library)).toEqual(['one']);
	});

	test('as JSON, times have three decimals and shares four', async () => {
		const added = await inkwave('add', audio, transcript, '--slug', 'one', '--json');
		expect(JSON.parse(added.stdout).version).toBe(1);
		const [listed] = JSON.parse((await inkwave('list', '--json')).stdout).episodes;
		const figures = JSON.parse((await inkwave('report', 'one', '--json')).stdout);
		for (const { duration, report } of [JSON.parse(added.stdout), listed, figures]) {
			expect(String(duration)).toMatch(/^46\.\d{1,3}$/);
			expect(report).toEqual(figures.report);
			for (const share of [report.heard, report.unspoken]) expect(String(share)).toMatch(/^\d(\.\d{1,4})?$/);
		}
	});

	test('a title of somebody else’s library stays in its place', async () => {
		await inkwave('add', audio, '--slug', 'one', '--title', 'A title');
		const file = join(library, 'one', 'episode.json');
		writeFileSync(file, readFileSync(file, 'utf8').replace('A title', 'A\\n\\ttitle\\u001b[2J'));
		expect((await inkwave('list')).stdout).toBe('one\t-\t0:46\t-\tA title [2J\n');
		expect((await inkwave('report', 'one')).stdout).toMatch(/^A title \[2J\n/);
	});

	test('Ctrl-C during add leaves nothing; a crash leaves nothing that stays', async () => {
		const args = ['add', join(long, 'audio.mp3'), join(long, 'transcript.txt'), '--slug', 'long'];
		const stopped = start(...args);
		await until(() => existsSync(join(library, '.adding-long', 'audio.mp3')));
		stopped.child.kill('SIGINT');
		const { code, stdout, stderr } = await stopped.said;
		expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
		expect(stderr).toMatch(/Stopped; nothing was changed\.\n$/);
		expect(readdirSync(library)).toEqual([]);

		const killed = start(...args);
		await until(() => existsSync(join(library, '.adding-long', 'audio.mp3')));
		const second = await inkwave(...args);
		expect(second.code).toBe(1);
		expect(second.stderr).toMatch(/"long" is being added or changed right now/);
		killed.child.kill('SIGKILL');
		await killed.said;
		expect(readdirSync(library)).toEqual(['.adding-long']);
		expect((await inkwave('list')).stdout).toBe('');
		await inkwave('add', audio, '--slug', 'short');
		expect(readdirSync(library).filter((name) => name !== '.catalog.sqlite')).toEqual(['short']);
	});

	test.skipIf(process.platform === 'win32')(
		'a signal to npm, which ends only the shell between, stops it',
		async () => {
			const args = ['add', join(long, 'audio.mp3'), join(long, 'transcript.txt'), '--slug', 'long'];
			// The second command keeps the shell from becoming the first.
			const shell = spawn('sh', ['-c', '"$@"; exit $?', 'sh', process.execPath, ...program, ...args], {
				env: { ...process.env, INKWAVE_LIBRARY: library, npm_lifecycle_event: 'inkwave' }
			});
			let said = '';
			shell.stderr.on('data', (data) => (said += data));
			// Once nobody holds its output any more, not only the shell is gone.
			const closed = new Promise((done) => shell.on('close', done));
			await until(() => existsSync(join(library, '.adding-long', 'audio.mp3')));
			shell.kill('SIGTERM');
			await closed;
			expect(said).toMatch(/Stopped; nothing was changed\.\n$/);
			expect(readdirSync(library)).toEqual([]);
		}
	);

	test.each([['list'], ['report', 'one'], ['edit', 'one', '--note', ''], ['remove', 'one']])(
		'a library that is not there is told, and not made: %s',
		async (...args) => {
			for (const more of [[], ['--library', 'typo']]) {
				const { code, stdout, stderr } = await inkwave(...args, ...more);
				expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
				expect(stderr).toMatch(/^inkwave: Expected a library at [^\n]*, but there is no such folder; [^\n]*\.\n$/);
			}
			expect(readdirSync(dir)).toEqual([]);
		}
	);

	test('where none is named, there are no episodes yet', async () => {
		library = '';
		const { code, stdout, stderr } = await inkwave('list', '--json');
		expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '{"version":1,"episodes":[]}\n', stderr: '' });
		expect((await inkwave('list')).stderr).toMatch(/^No episodes in .*npm run --silent inkwave -- add/);
		expect(readdirSync(dir)).toEqual([]);
	});

	test('as an npm script: names are of the folder it was called from, and options that npm kept are told', async () => {
		const run = (env: NodeJS.ProcessEnv, ...args: string[]) =>
			spawnSync(process.execPath, [...program, ...args], {
				encoding: 'utf8',
				env: { ...process.env, npm_lifecycle_event: 'start', INIT_CWD: dir, ...env }
			});
		for (const [env, ...args] of [[{ INKWAVE_LIBRARY: 'mine' }], [{ INKWAVE_LIBRARY: '' }, '--library', 'mine']] as [
			NodeJS.ProcessEnv,
			...string[]
		][])
			expect(run(env, 'list', ...args).stderr).toContain(`Expected a library at ${join(dir, 'mine')},`);
		const { status, stderr } = run({ npm_config_library: 'true' }, 'serve', '/tmp/x');
		expect(status).toBe(2);
		expect(stderr).toMatch(/saw 1 arguments\. npm took --library for itself: write "--" before the options/);
	});

	test('a start like one before waits for no TypeScript compiler', () => {
		const told = 'process.on("exit",()=>console.error(process.moduleLoadList.join()))';
		const { NODE_COMPILE_CACHE: _, ...env } = process.env;
		env.NODE_OPTIONS = `--import data:text/javascript,${encodeURIComponent(told)}`;
		const run = () => spawnSync(process.execPath, [...program, '--help'], { encoding: 'utf8', env });
		run();
		const { status, stdout, stderr } = run();
		expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('add <audio>') });
		expect(stderr).toContain('NativeModule');
		expect(stderr).not.toContain('amaro');
	});

	test('a library that is a file', async () => {
		writeFileSync(library, 'x');
		const { code, stderr } = await inkwave('list');
		expect(code).toBe(1);
		expect(stderr).toMatch(/^inkwave: Expected .* to be a folder, .*\.\n$/);
	});
});
