// Runs a job in a fresh process, with a limit on its time.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARENAS, FLAGS } from '../../src/lib/server/aligner.ts';
import type { Job, Result } from './job.ts';

/** What the command line keeps of compiled code (src/compile-cache.js). */
const CACHE = join(import.meta.dirname, '../../node_modules/.cache/inkwave');

/**
 * `script` lies beside this file. Resolves to a sentence where the process failed or took longer than `limit` seconds.
 * One thread unless `threads` says 2.
 */
export async function runJob(
	script: 'child.ts' | 'yardstick.ts',
	job: Job,
	limit: number,
	threads: 1 | 2 = 1
): Promise<Result | string> {
	const folder = mkdtempSync(join(tmpdir(), 'inkwave-bench-'));
	const out = join(folder, 'result.json');
	try {
		// As the command line starts its own aligning process.
		const child = spawn(process.execPath, [...FLAGS, join(import.meta.dirname, script), out], {
			env: { NODE_COMPILE_CACHE: CACHE, ...ARENAS, ...process.env, INKWAVE_THREADS: String(threads) },
			stdio: ['pipe', 'ignore', 'pipe']
		});
		let errors = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-20_000)));
		child.stdin.end(JSON.stringify(job));
		const timer = setTimeout(() => child.kill('SIGKILL'), limit * 1000);
		const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>((resolve) =>
			child.on('close', (code, signal) => resolve({ code, signal }))
		);
		clearTimeout(timer);
		if (signal === 'SIGKILL') return `gave up after ${limit} s`;
		if (code !== 0) return reason(errors) || `ended with code ${code}`;
		return JSON.parse(readFileSync(out, 'utf8')) as Result;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The line that names the error, without the source line that Node prints before it. */
function reason(errors: string): string {
	const lines = errors.split('\n').filter((line) => line.length < 400);
	return (lines.find((line) => /^\w*Error\b/.test(line)) ?? lines.filter(Boolean).pop() ?? '').trim();
}
