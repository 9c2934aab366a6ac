// The command line's language: verbs, what they take, and the text that explains them.

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { INKWAVE } from '../root.ts';

/** The command was not understood: exit code 2. `verb` is whose help to show, null for all. */
export class UsageError extends Error {
	readonly verb: Verb | null;

	constructor(verb: Verb | null, message: string) {
		super(message);
		this.name = 'UsageError';
		this.verb = verb;
	}
}

export type Verb = 'add' | 'align' | 'list' | 'report' | 'edit' | 'remove' | 'serve';

export type Command = {
	verb: Verb | 'help' | 'version';
	/** Of `help`: whose. */
	about: Verb | null;
	positionals: string[];
	options: Record<string, string | boolean | undefined>;
};

type Spec = {
	usage: string;
	summary: string;
	/** How many positionals, at least and at most. */
	takes: [number, number];
	/** Name → its argument's name ('' for a flag) and its meaning. */
	options: Record<string, [string, string]>;
	/** Options with a FILE that may be empty, for nothing. */
	empties?: string[];
};

const CALLED = `"inkwave" stands for "${INKWAVE}"`;

const library: Spec['options'] = { library: ['DIR', 'the library (default: $INKWAVE_LIBRARY, or ./library)'] };

const verbs: Record<Verb, Spec> = {
	add: {
		usage: 'add <audio> [transcript]',
		summary: 'align an episode with its transcript and put it into the library',
		takes: [1, 2],
		options: {
			title: ['TEXT', 'title (default: from the file’s tags, or its name)'],
			show: ['TEXT', 'name of the podcast'],
			slug: ['NAME', 'name of its folder and address (default: from the title)'],
			language: ['TAG', 'language of the transcript, such as en or de (default: as the file or its words say, or en)'],
			date: ['DATE', 'day it came out, yyyy-mm-dd'],
			note: ['TEXT', 'a sentence shown under the title'],
			chapters: ['FILE', 'chapters: JSON, Podlove, WebVTT, or lines such as "0:00 Intro"'],
			artwork: ['FILE', 'picture: JPEG, PNG, WebP, AVIF or GIF'],
			speakers: ['FILE', 'who speaks from which word on, as JSON (the README shows the form)'],
			model: ['DIR', 'another acoustic model'],
			untimed: ['', 'do not align: a page whose words have no times'],
			json: ['', 'print the result as JSON'],
			...library
		}
	},
	align: {
		usage: 'align <audio> <transcript>',
		summary: 'find out when each word is said; without an output file, JSON goes to standard output',
		takes: [2, 2],
		options: {
			json: ['FILE', 'write words, times and a report as JSON ("-" for standard output)'],
			vtt: ['FILE', 'write WebVTT'],
			srt: ['FILE', 'write SRT'],
			stream: ['', 'print words as lines of JSON while they are found; a word’s last line holds'],
			language: ['TAG', 'language of the transcript, such as en or de (default: as the file or its words say, or en)'],
			model: ['DIR', 'another acoustic model']
		}
	},
	list: {
		usage: 'list',
		summary: 'list the episodes of the library',
		takes: [0, 0],
		options: { json: ['', 'as JSON'], ...library }
	},
	report: {
		usage: 'report <slug>',
		summary: 'say how well the words of an episode were found, and where text and audio differ',
		takes: [1, 1],
		options: { json: ['', 'as JSON'], ...library }
	},
	edit: {
		usage: 'edit <slug>',
		summary: 'change an episode; an empty text, as in --note "", takes away a show, date, note, chapters or artwork',
		takes: [1, 1],
		options: {
			title: ['TEXT', 'title'],
			show: ['TEXT', 'name of the podcast'],
			date: ['DATE', 'day it came out, yyyy-mm-dd'],
			note: ['TEXT', 'a sentence shown under the title'],
			chapters: ['FILE', 'chapters, in place of those there are'],
			artwork: ['FILE', 'picture, in place of the one there is'],
			speakers: ['FILE', 'who speaks from which word on, as JSON (the README shows the form)'],
			slug: ['NAME', 'another name of its folder and address'],
			transcript: ['FILE', 'a corrected transcript: aligns again'],
			audio: ['FILE', 'other audio: aligns again'],
			language: ['TAG', 'language of the transcript: aligns again'],
			model: ['DIR', 'another acoustic model: aligns again'],
			...library
		},
		empties: ['chapters', 'artwork']
	},
	remove: {
		usage: 'remove <slug>',
		summary: 'remove an episode from the library, with its files',
		takes: [1, 1],
		options: library
	},
	serve: {
		usage: 'serve',
		summary: 'serve the library’s pages',
		takes: [0, 0],
		options: {
			port: ['NUMBER', 'port (default: $PORT, or 3000)'],
			host: ['NAME', 'address to listen on (default: $HOST, or 127.0.0.1)'],
			...library
		}
	}
};

/** Throws UsageError. */
export function parseCommand(argv: string[]): Command {
	const [name, ...rest] = argv;
	const none = { about: null, positionals: [], options: {} };
	if (name === '--version' || name === '-v') return { verb: 'version', ...none };
	if (name === 'help' || name === '--help' || name === '-h')
		return { verb: 'help', ...none, about: isVerb(rest[0]) ? rest[0] : null };
	if (name === undefined) throw new UsageError(null, `Expected a verb: ${Object.keys(verbs).join(', ')}.`);
	if (!isVerb(name)) throw new UsageError(null, `Expected one of ${Object.keys(verbs).join(', ')}, saw "${name}".`);

	const { options: spec, takes, usage, empties } = verbs[name];
	const options: NonNullable<ParseArgsConfig['options']> = { help: { type: 'boolean', short: 'h' } };
	for (const [key, [argument]] of Object.entries(spec)) options[key] = { type: argument ? 'string' : 'boolean' };
	const { values, positionals, tokens } = parseArgs({
		args: rest,
		options,
		allowPositionals: true,
		// Strict would throw sentences of Node's own.
		strict: false,
		tokens: true
	});
	for (const token of tokens)
		if (token.kind === 'option') {
			const emptied = token.value === '' && empties?.includes(token.name);
			const fault = emptied ? null : faultOf(token, token.name === 'help' ? '' : spec[token.name]?.[0], usage);
			if (fault) throw new UsageError(name, fault);
		}
	if (values.help) return { verb: 'help', ...none, about: name };
	if (positionals.length < takes[0] || positionals.length > takes[1])
		throw new UsageError(name, `Expected "inkwave ${usage}", saw ${positionals.length} arguments.`);
	return { verb: name, about: null, positionals, options: values as Command['options'] };
}

/** What is wrong with an option as it was written, null where nothing is. `argument` is what it takes, '' for a flag. */
function faultOf(
	{ rawName, value, inlineValue }: { rawName: string; value?: string; inlineValue?: boolean },
	argument: string | undefined,
	usage: string
): string | null {
	if (argument === undefined) return `Expected an option of "inkwave ${usage}", saw "${rawName}".`;
	if (!argument) return value === undefined ? null : `Expected ${rawName} by itself, saw "${rawName}=${value}".`;
	if (value === undefined || (value === '' && ['FILE', 'DIR'].includes(argument)))
		return `Expected ${rawName} ${argument}, saw nothing for ${argument}.`;
	// "-" alone is standard output.
	if (!inlineValue && /^-./.test(value))
		return `Expected ${rawName} ${argument}, saw "${value}" for ${argument}; write "${rawName}=${value}" where that is meant.`;
	return null;
}

/** What `--help` prints. */
export function help(about: Verb | null): string {
	if (about === null) {
		const width = Math.max(...Object.values(verbs).map(({ usage }) => usage.length));
		const lines = Object.values(verbs).map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`);
		return (
			`An episode and its transcript become a page where the words follow the voice.\n\n` +
			`Usage: inkwave <verb> …\n\n${lines.join('\n')}\n\n"inkwave <verb> --help" explains one; ${CALLED}. ` +
			`Results go to standard output, progress to standard error.\n` +
			`Exit codes: 0 done, 1 the input is bad, 2 the command was not understood, 130 stopped with Ctrl-C.\n`
		);
	}
	const { usage, summary, options } = verbs[about];
	const rows = Object.entries(options).map(([key, [argument, meaning]]) => [`--${key} ${argument}`.trim(), meaning]);
	const width = Math.max(...rows.map(([left]) => left.length));
	const lines = rows.map(([left, meaning]) => `  ${left.padEnd(width)}  ${meaning}`);
	return `Usage: inkwave ${usage} [options]\n\n${summary[0].toUpperCase()}${summary.slice(1)}.\n\n${lines.join('\n')}\n\nHere ${CALLED}.\n`;
}

/** Of all verbs. */
export function optionNames(): string[] {
	return [...new Set(Object.values(verbs).flatMap(({ options }) => Object.keys(options)))];
}

function isVerb(name: string | undefined): name is Verb {
	return name !== undefined && Object.hasOwn(verbs, name);
}
