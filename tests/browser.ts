// Finds a Chromium for the page tests: an environment variable, Playwright's own, one of the system's; on Debian as root
// it installs one. Of the system's the headless shell comes first: the same engine without a window, which takes two
// thirds of the time.
// Says in one sentence what to do when there is none.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/** Flags that keep a test browser quiet on a machine without a network; root may not use the sandbox. */
export const browserFlags = [
	...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--autoplay-policy=no-user-gesture-required'
];

/** Debian's packages, the better one first. */
const packages = ['chromium-headless-shell', 'chromium'];
const named = [
	'chromium-headless-shell',
	'chromium',
	'chromium-browser',
	'google-chrome-stable',
	'google-chrome',
	'chrome',
	'msedge'
];
const fixed = [
	'/usr/lib/chromium/chromium-headless-shell',
	'/usr/lib/chromium/chromium',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
];

function look(): string | null {
	for (const variable of ['INKWAVE_BROWSER', 'CHROME_PATH', 'CHROME_BIN']) {
		const path = process.env[variable];
		if (!path) continue;
		if (!existsSync(path)) throw new Error(`Expected a browser at ${variable}=${path}, found no file there.`);
		return path;
	}
	const folders = (process.env.PATH ?? '').split(delimiter);
	const candidates = [
		chromium.executablePath(),
		...fixed,
		...named.flatMap((name) => folders.map((folder) => join(folder, name)))
	];
	return candidates.find((path) => path && existsSync(path)) ?? null;
}

/**
 * The path of a Chromium or Chrome. Throws an Error of one sentence where there is none and none can be installed.
 * @param install whether Debian's package may be installed (as root)
 */
export function findBrowser({ install = false } = {}): string {
	const found = look();
	if (found) return found;
	if (install && existsSync('/etc/debian_version') && process.getuid?.() === 0) {
		const apt = (...args: string[]) =>
			execFileSync('apt-get', args, {
				stdio: ['ignore', 'ignore', 'inherit'],
				env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
			});
		apt('update', '-qq');
		for (const name of packages) {
			console.log(`No browser found: installing the ${name} package …`);
			try {
				apt('install', '-y', '-qq', '--no-install-recommends', name);
			} catch {
				continue;
			}
			const installed = look();
			if (installed) return installed;
		}
	}
	throw new Error(
		'The page tests need Chromium or Chrome and found neither: install one (Debian: apt-get install chromium) or set INKWAVE_BROWSER to its path.'
	);
}
