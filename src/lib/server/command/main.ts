// The verbs of the command line: words in, text and an exit code out. Results go to stdout, everything else to stderr.
// What only one verb needs is loaded by that one: a start is short.

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Report } from '#lib/core/episode.ts';
import { writeTranscript } from '#lib/core/formats/formats.ts';
import { alignmentJson, jsonReport, jsonSeconds } from '#lib/core/json.ts';
import { UserError } from '#lib/core/errors.ts';
import { printable } from '#lib/core/text/oneline.ts';
import { formatClock } from '#lib/core/time.ts';
import { align, notMatching } from '../align.ts';
import type { EpisodeSummary } from '../catalog.ts';
import { type Command, help, optionNames, parseCommand, UsageError } from './arguments.ts';
import { describeFigures, figuresOf, percent } from './figures.ts';
import { notesOf } from './notes.ts';
import { checkOutputs, STDOUT, writeOutput } from './outputs.ts';
import { createReporter } from './progress.ts';
import { createStream } from './stream.ts';
import { asDiskError, codeOf } from '../disk.ts';
import { abandonAll } from '../lock.ts';
import { commandLine, version } from '../root.ts';

type Options = Record<string, string | undefined> & { json?: string | boolean };

const stop = new AbortController();
const signals = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
let stoppedBy = 0;
const reporter = createReporter(process.stderr, () => performance.now() / 1000);

/** Do what the command says. Returns the exit code; 128 + the signal's number where that stopped it. */
export async function main(argv: string[]): Promise<number> {
	for (const [name, code] of Object.entries(signals)) process.on(name, () => stopWith(code));
	if (isOwnScript()) stopWithParent();
	// Whoever reads the results may stop early, as "head" does: what is left to say is for nobody.
	process.stdout.on('error', (error) => {
		abandonAll();
		process.exit(codeOf(error) === 'EPIPE' ? 0 : explain(asDiskError(error, 'the results')));
	});
	try {
		return await run(parseCommand(argv));
	} catch (error) {
		reporter.end();
		return explain(error);
	}
}

function stopWith(code: number): void {
	// The second time there is no patience left.
	if (stoppedBy) {
		abandonAll();
		process.exit(code);
	}
	stoppedBy = code;
	stop.abort(new DOMException('stopped', 'AbortError'));
}

/**
 * npm passes a signal on to the shell that it runs a script in, and that shell may end without telling anybody: its end is
 * the signal. (Windows knows neither.)
 */
function stopWithParent(): void {
	const parent = process.ppid;
	const watch = setInterval(() => {
		if (process.ppid === parent) return;
		clearInterval(watch);
		if (!stoppedBy) stopWith(signals.SIGTERM);
	}, 500);
	watch.unref();
}

async function run({ verb, about, positionals, options }: Command): Promise<number> {
	const values = options as Options;
	if (verb === 'help') return print(help(about));
	if (verb === 'version') return print(`inkwave ${version()}\n`);
	if (verb === 'align') return runAlign(positionals, values);
	const { DEFAULT_LIBRARY } = await import('../current.ts');
	const named = values.library ?? (process.env.INKWAVE_LIBRARY || null);
	const dir = named === null ? resolve(DEFAULT_LIBRARY) : given(named);
	if (verb === 'serve') return runServe(dir, values);
	if (verb === 'list' && named === null && !existsSync(dir)) return printList([], dir, values);
	const { missing, openLibrary } = await import('../library.ts');
	const library = await openLibrary(dir, { make: verb === 'add' });
	const [slug] = positionals;
	if (['add', 'edit', 'remove'].includes(verb)) await library.sweep();
	switch (verb) {
		case 'add': {
			const { add } = await import('../add.ts');
			const input = {
				...withPaths(values),
				audio: given(slug),
				transcript: positionals[1] === undefined ? null : given(positionals[1])
			};
			const added = await add(library, input, { onProgress: reporter.progress, signal: stop.signal });
			reporter.end();
			for (const note of notesOf(added.problems)) reporter.say(note);
			if (values.json) return print(`${JSON.stringify({ version: 1, ...rounded(added) })}\n`);
			const found = await library.read(added.slug);
			return print(describeFigures(figuresOf(found!)) + `\nAdded as ${resolve(dir, added.slug)}\n`);
		}
		case 'list': {
			const list = await library.list();
			for (const problem of await library.problems()) reporter.say(problem);
			return printList(list, dir, values);
		}
		case 'report': {
			const found = await library.read(slug);
			if (!found) throw missing(slug);
			const figures = figuresOf(found);
			return print(values.json ? `${JSON.stringify(figures)}\n` : describeFigures(figures));
		}
		case 'edit': {
			const { edit } = await import('../edit.ts');
			const { library: _, ...input } = withPaths(values);
			if (Object.keys(input).length === 0)
				throw new UsageError('edit', 'Expected something to change, saw only the slug.');
			const edited = await edit(library, slug, input, { onProgress: reporter.progress, signal: stop.signal });
			reporter.end();
			for (const note of notesOf(edited.problems)) reporter.say(note);
			const figures = edited.heard ? `${describeFigures(figuresOf((await library.read(edited.episode.slug))!))}\n` : '';
			return print(`${figures}Changed ${edited.episode.slug}\n`);
		}
		default:
			await library.remove(slug);
			return print(`Removed ${slug}\n`);
	}
}

function printList(list: EpisodeSummary[], dir: string, values: Options): number {
	if (values.json) return print(`${JSON.stringify({ version: 1, episodes: list.map(rounded) })}\n`);
	if (!list.length) reporter.say(`No episodes in ${dir}; ${commandLine('add <audio> <transcript>')} adds one.`);
	const rows = list
		.map(rounded)
		.map(({ slug, date, duration, report, title }) =>
			[slug, date ?? '-', formatClock(duration), report ? percent(report.heard) : '-', title].map(printable).join('\t')
		);
	return print(rows.map((row) => `${row}\n`).join(''));
}

async function runAlign([audio, text]: string[], values: Options): Promise<number> {
	const target = (path: string | undefined) => (path === undefined || path === STDOUT ? path : given(path));
	const targets = { json: target(values.json as string | undefined), vtt: target(values.vtt), srt: target(values.srt) };
	const outputs = [values.stream ? STDOUT : undefined, ...Object.values(targets)];
	checkOutputs(
		outputs.filter((path) => path !== undefined),
		[given(audio), given(text)]
	);
	const stream = values.stream ? createStream(print) : null;
	const { transcript, alignment, problems } = await align(
		{
			audio: given(audio),
			transcript: given(text),
			language: values.language,
			model: values.model && given(values.model)
		},
		{ onProgress: reporter.progress, signal: stop.signal, onWords: stream?.settle }
	);
	stream?.end(transcript, alignment.timings);
	reporter.end();
	for (const note of notesOf(problems)) reporter.say(note);
	if (alignment.matches) for (const { message } of alignment.notices) reporter.say(`Note: ${message}`);
	const json = () => `${JSON.stringify(alignmentJson(transcript, alignment))}\n`;
	const results: [string | undefined, () => string][] = [[targets.json, json]];
	// Nobody wants captions of something else; the JSON says that it is.
	if (alignment.matches)
		for (const format of ['vtt', 'srt'] as const)
			results.push([targets[format], () => writeTranscript(format, transcript, alignment)]);
	for (const [path, body] of results)
		if (path === STDOUT) print(body());
		else if (path !== undefined) await writeOutput(path, body());
	if (!values.stream && !values.json && !values.vtt && !values.srt) print(json());
	if (!alignment.matches) throw notMatching(alignment, text, audio, transcript.language);
	return 0;
}

async function runServe(dir: string, values: Options): Promise<number> {
	const { parsePort, serve } = await import('./serve.ts');
	const port = parsePort(values.port ?? (process.env.PORT || '3000'));
	const host = values.host ?? (process.env.HOST || '127.0.0.1');
	const { server, url } = await serve({ library: dir, port, host, onProgress: reporter.progress, signal: stop.signal });
	reporter.end();
	print(`Inkwave is at ${url}\n`);
	await new Promise((done) => stop.signal.addEventListener('abort', done, { once: true }));
	server.close();
	server.closeAllConnections();
	return 0;
}

function explain(error: unknown): number {
	if (stop.signal.aborted && error === stop.signal.reason) {
		process.stderr.write('Stopped; nothing was changed.\n');
		return stoppedBy;
	}
	if (error instanceof UsageError) {
		process.stderr.write(`inkwave: ${error.message}${takenByNpm()}\n\n${help(error.verb)}`);
		return 2;
	}
	if (error instanceof UserError) process.stderr.write(`inkwave: ${error.message}\n`);
	else
		process.stderr.write(
			`inkwave: this is a mistake in Inkwave itself, please report it.\n${error instanceof Error ? error.stack : error}\n`
		);
	return 1;
}

/** A word on options that were written for Inkwave, and that npm has kept: it makes settings of its own of them. */
function takenByNpm(): string {
	const taken = isOwnScript() && optionNames().find((name) => process.env[`npm_config_${name}`] !== undefined);
	return taken
		? ` npm took --${taken} for itself: write "--" before the options, as in "npm start -- --library DIR".`
		: '';
}

/** The options of a verb with every path as the person means it; an empty one stays for nothing. */
function withPaths(values: Options): Record<string, string | undefined> {
	const paths = ['audio', 'transcript', 'chapters', 'artwork', 'speakers', 'model'].flatMap((name) =>
		values[name] ? [[name, given(values[name])]] : []
	);
	return { ...(values as Record<string, string>), ...Object.fromEntries(paths) };
}

/** A path as the person at the terminal means it: npm scripts run in another folder than they were called from. */
function given(path: string): string {
	const { INIT_CWD } = process.env;
	return resolve(INIT_CWD && isOwnScript() ? INIT_CWD : '.', path);
}

/** Whether npm runs this, as one of the scripts of package.json. */
function isOwnScript(): boolean {
	return ['inkwave', 'start'].includes(process.env.npm_lifecycle_event ?? '');
}

/** Numbers as everywhere in what is written out. */
function rounded<T extends { duration: number; report: Report | null }>(episode: T): T {
	const { duration, report } = episode;
	return { ...episode, duration: jsonSeconds(duration), report: report && jsonReport(report) };
}

function print(text: string): number {
	process.stdout.write(text);
	return 0;
}
