// `npm test`: types, lint, format, unit and server tests, then pages in a real Chromium. Every step runs even when an
// earlier one fails; the last line counts them all.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.ts';

type Count = { passed: number; failed: number };
const scratch = mkdtempSync(join(tmpdir(), 'inkwave-test-'));
const total: Count = { passed: 0, failed: 0 };

function run(title: string, command: string[], env: NodeJS.ProcessEnv = {}): boolean {
	console.log(`\n── ${title}`);
	const started = Date.now();
	const { status, error } = spawnSync('npx', command, {
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, ...env },
		shell: process.platform === 'win32'
	});
	if (error) console.error(error.message);
	console.log(`── ${title}: ${status === 0 ? 'ok' : 'FAILED'} (${Math.round((Date.now() - started) / 1000)} s)`);
	return status === 0;
}

/** A step without a count of its own counts as one. */
function check(title: string, command: string[]): void {
	total[run(title, command) ? 'passed' : 'failed']++;
}

function counted(title: string, command: string[], env: NodeJS.ProcessEnv, read: (report: unknown) => Count): void {
	const ok = run(title, command, env);
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
	check('sync', ['svelte-kit', 'sync']);
	check('types', ['svelte-check', '--threshold', 'warning']);
	check('lint', ['eslint', '.']);
	check('format', ['prettier', '--check', '--log-level', 'warn', '.']);
	counted(
		'unit',
		['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${join(scratch, 'unit.json')}`],
		browser ? { INKWAVE_BROWSER: browser } : {},
		(report) => {
			const { numPassedTests, numFailedTests } = report as { numPassedTests: number; numFailedTests: number };
			return { passed: numPassedTests, failed: numFailedTests };
		}
	);
	if (browser) {
		check('build', ['vite', 'build', '--logLevel', 'warn']);
		counted(
			'pages',
			['playwright', 'test'],
			{ INKWAVE_BROWSER: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: join(scratch, 'pages.json') },
			(report) => {
				const { stats } = report as { stats: { expected: number; unexpected: number; flaky: number } };
				// What passes only now and then does not pass.
				return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
			}
		);
	}
} finally {
	rmSync(scratch, { recursive: true, force: true });
}

console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
