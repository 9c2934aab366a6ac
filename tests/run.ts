// `npm test`: types, build, lint and format, unit and server tests, then pages in a real Chromium. Every step runs even
// when an earlier one fails; the last line counts them all. The first four keep one core busy each, so they run in pairs:
//
//   sync ──► types ──► build   ──► unit ──► pages
//        └─► lint  ──► format ─┘

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';

type Count = { passed: number; failed: number };
const scratch = mkdtempSync(join(tmpdir(), 'inkwave-test-'));
const total: Count = { passed: 0, failed: 0 };

/** Whether the command succeeds; `quietly` keeps what it says until it is done, for what runs beside something else. */
async function run(title: string, command: string[], env: NodeJS.ProcessEnv, quietly = false): Promise<boolean> {
	const started = Date.now();
	const heading = `\n── ${title}`;
	if (!quietly) console.log(heading);
	const said: Buffer[] = [];
	const status = await new Promise<number | null>((resolve) => {
		const child = spawn('npx', command, {
			stdio: quietly ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
			env: { ...process.env, ...env },
			shell: process.platform === 'win32'
		});
		for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => void said.push(part));
		child.once('error', (error) => (console.error(error.message), resolve(null)));
		child.once('close', resolve);
	});
	if (quietly) console.log(heading);
	process.stdout.write(Buffer.concat(said));
	console.log(`── ${title}: ${status === 0 ? 'ok' : 'FAILED'} (${Math.round((Date.now() - started) / 1000)} s)`);
	return status === 0;
}

/** Steps without a count of their own, one after the other: each counts as one. */
async function check(...steps: [title: string, command: string[]][]): Promise<void> {
	for (const [title, command] of steps) total[(await run(title, command, {}, true)) ? 'passed' : 'failed']++;
}

async function counted(
	title: string,
	command: string[],
	env: NodeJS.ProcessEnv,
	read: (report: unknown) => Count
): Promise<void> {
	const ok = await run(title, command, env);
	let count: Count = { passed: 0, failed: 0 };
	try {
		count = read(JSON.parse(readFileSync(join(scratch, `${title}.json`), 'utf8')));
	} catch (error) {
		console.error(`${title}: no readable report (${(error as Error).message})`);
	}
	if (!ok && !count.failed) count.failed++;
	total.passed += count.passed;
	total.failed += count.failed;
}

try {
	let browser: string | null = null;
	try {
		browser = findBrowser({ install: true });
	} catch (error) {
		console.error((error as Error).message);
		total.failed++;
	}
	await check(['sync', ['svelte-kit', 'sync']]);
	await Promise.all([
		check(['types', ['svelte-check', '--threshold', 'warning']], ['build', ['vite', 'build', '--logLevel', 'warn']]),
		check(['lint', ['eslint', '.']], ['format', ['prettier', '--check', '--log-level', 'warn', '.']])
	]);
	await counted(
		'unit',
		['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(scratch, 'unit.json')}`],
		browser ? { INKWAVE_BROWSER: browser } : {},
		(report) => {
			const { numPassedTests, numFailedTests } = report as { numPassedTests: number; numFailedTests: number };
			return { passed: numPassedTests, failed: numFailedTests };
		}
	);
	if (browser)
		await counted(
			'pages',
			['playwright', 'test'],
			{ INKWAVE_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: join(scratch, 'pages.json') },
			(report) => {
				const { stats } = report as { stats: { expected: number; unexpected: number; flaky: number } };
				// What passes only now and then does not pass.
				return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
			}
		);
} finally {
	rmSync(scratch, { recursive: true, force: true });
}

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
