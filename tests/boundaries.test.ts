// Keeps the borders between folders: who may import what, as the README's map says.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

type Rule = {
	folder: string;
	/** Files of this project, and Node's modules. */
	allow: RegExp[];
	/** Dependencies, with everything in them. */
	packages: string[];
	why: string;
};

const node = /^node:/;
const relativeOf = (folder: string) => new RegExp(`^src/lib/${folder}/`);

const rules: Rule[] = [
	{
		folder: 'src/lib/core/formats',
		allow: [/^src\/lib\/core\/(formats\/|text\/|(episode|errors|escape|headings|lowerbound|text|time)\.ts$)/],
		packages: ['valibot'],
		why: 'files to text only'
	},
	{
		folder: 'src/lib/core/align',
		allow: [/^src\/lib\/core\/(align\/|text\/|(episode|text|errors|time)\.ts$)/],
		packages: [],
		why: 'samples and words in, timings out'
	},
	{ folder: 'src/lib/core', allow: [relativeOf('core')], packages: ['valibot'], why: 'pure thinking' },
	{
		folder: 'src/lib/server',
		allow: [relativeOf('core'), relativeOf('server'), node],
		packages: [
			'@wasm-audio-decoders/flac',
			'@wasm-audio-decoders/ogg-vorbis',
			'fflate',
			'franc',
			'mpg123-decoder',
			'music-metadata',
			'ogg-opus-decoder',
			'valibot'
		],
		why: 'the command line has no Vite'
	},
	{
		folder: 'src/cli.ts',
		allow: [relativeOf('core'), relativeOf('server'), node, /^src\/compile-cache\.js$/],
		packages: [],
		why: 'argv to one server verb'
	},
	{
		folder: 'src/lib/player',
		allow: [relativeOf('core'), relativeOf('player')],
		packages: ['svelte', 'wavesurfer.js'],
		why: 'the playhead and its hands in the browser'
	},
	{
		folder: 'src/lib/ui',
		allow: [relativeOf('core'), relativeOf('player'), relativeOf('ui')],
		packages: ['@lucide/svelte', 'svelte', 'wavesurfer.js'],
		why: 'components get data and links as props'
	}
];

function* files(folder: string): Generator<string> {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) yield* files(path);
		else if (/\.(ts|svelte|js)$/.test(entry.name)) yield path;
	}
}

/** Every module a file names, as a path inside the project or a package name. */
export function importsOf(source: string, path: string): string[] {
	const found: string[] = [];
	const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
	const pattern =
		/^\s*(?:(?:import|export)\s[^'"`]*?\bfrom\s*|import\s+)(['"])([^'"\n]+)\1|\bimport\s*\(\s*(['"])([^'"\n]+)\3/gm;
	for (const match of code.matchAll(pattern)) {
		const name = match[2] ?? match[4];
		if (name.startsWith('#lib/')) found.push('src/lib/' + name.slice(5));
		else if (name.startsWith('.')) found.push(relative(root, resolve(dirname(path), name)).replaceAll('\\', '/'));
		else found.push(name);
	}
	return found;
}

/** Another language, with imports of its own. */
const ASSEMBLY = 'src/lib/core/align/wasm/';

function ruleOf(path: string): Rule | undefined {
	return rules.find(({ folder }) => path === folder || path.startsWith(folder + '/'));
}

const sources = [...files(join(root, 'src'))].map((path) => ({
	path: relative(root, path).replaceAll('\\', '/'),
	source: readFileSync(path, 'utf8'),
	absolute: path
}));

describe('borders', () => {
	it('reads every way to import', () => {
		const source = `import a from 'x';\nexport { b } from "#lib/core/time.ts";\nimport './y.ts';\nawait import('node:fs');\n// import z from 'no'`;
		expect(importsOf(source, join(root, 'src/lib/core/a.ts'))).toEqual([
			'x',
			'src/lib/core/time.ts',
			'src/lib/core/y.ts',
			'node:fs'
		]);
	});

	it('lets each folder import only what it may', () => {
		const faults: string[] = [];
		for (const { path, source, absolute } of sources) {
			const rule = ruleOf(path);
			if (!rule || path.startsWith(ASSEMBLY)) continue;
			for (const name of importsOf(source, absolute))
				if (
					!rule.allow.some((allowed) => allowed.test(name)) &&
					!rule.packages.some((allowed) => name === allowed || name.startsWith(`${allowed}/`))
				)
					faults.push(`${path} imports ${name} (${rule.folder}: ${rule.why})`);
		}
		expect(faults).toEqual([]);
	});

	it('lets no file import from its caller, not even a type', () => {
		const imports = new Map(
			sources.map(({ path, source, absolute }) => [path, importsOf(source, absolute).map((name) => name.split('?')[0])])
		);
		const circles: string[] = [];
		const done = new Set<string>();
		const visit = (path: string, callers: string[]) => {
			if (callers.includes(path)) circles.push([...callers.slice(callers.indexOf(path)), path].join(' → '));
			else if (!done.has(path)) for (const name of imports.get(path) ?? []) visit(name, [...callers, path]);
			done.add(path);
		};
		for (const { path } of sources) visit(path, []);
		expect(circles).toEqual([]);
	});

	it('allows only packages that come with it', () => {
		const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
		const allowed = rules.flatMap(({ folder, packages }) => packages.map((name) => ({ folder, name })));
		expect(allowed.filter(({ name }) => !Object.hasOwn(dependencies, name))).toEqual([]);
	});

	it('keeps core free of clocks, randomness, the network, the console and the page', () => {
		const banned =
			/(?<![.\w])(?:console\.|fetch\(|document\.|window\.|localStorage|setTimeout\(|setInterval\(|performance\.|Date\.now|Math\.random|process\.)/;
		const faults: string[] = [];
		for (const { path, source } of sources) {
			if (!path.startsWith('src/lib/core/')) continue;
			source.split('\n').forEach((line, i) => {
				if (banned.test(line.replace(/\/\/.*$/, '')) && !/^\s*\*/.test(line))
					faults.push(`${path}:${i + 1} ${line.trim()}`);
			});
		}
		expect(faults).toEqual([]);
	});

	it('writes relative imports with their extension', () => {
		const faults: string[] = [];
		for (const { path, source, absolute } of sources.filter(({ path }) => !path.startsWith(ASSEMBLY)))
			for (const name of importsOf(source, absolute))
				if (name.startsWith('src/') && !/\.(ts|svelte|js|css|json)(\?\w+)?$/.test(name))
					faults.push(`${path} imports ${name}`);
		expect(faults.filter((fault) => !fault.includes('/$types'))).toEqual([]);
	});
});
