// `npm run bench:page [--seconds 60] [--only ten-hours]`: the reading page in Chromium beside a page of the same transcript with one span a word,
// measured in the same run, on the sample and on ten hours of 100,000 words. Prints Markdown. Never part of the tests.

import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page, type Request } from '@playwright/test';
import type { Alignment, Passage, Transcript } from '#lib/core/episode.ts';
import { publish } from '#lib/core/publish.ts';
import { isTrusted, wordAt } from '#lib/core/playhead.ts';
import { decodeWords, encodeWords } from '#lib/core/wordtrack.ts';
import { ensureBuilt } from '#lib/server/command/build.ts';
import { openLibrary } from '#lib/server/library.ts';
import { root } from '#lib/server/root.ts';
import { browserFlags, findBrowser } from '../browser.ts';
import { SAMPLE, sampleLibrary } from '../pages/sample.ts';
import { startSite } from '../pages/site.ts';
import { TEN_HOURS, writeTenHours } from '../pages/tenhours.ts';
import { dice } from '../dice.ts';
import { hyperPage, serveHyper } from './hyper.ts';
import { traced, type Tasks } from './trace.ts';

type Place = { seconds: number; word: number; passage: number; offset: number };
type Subject = {
	slug: string;
	transcript: Transcript;
	alignment: Alignment;
	passages: Passage[];
	places: Place[];
};
type Figures = {
	bytes: Record<string, number>;
	firstText: number;
	textWithoutScripts: boolean;
	/** On a phone's network. */
	far: { firstText: number; allText: number };
	alive: number;
	script: number;
	load: Tasks;
	play: Tasks;
	changes: number;
	frames: number[];
	heap: number;
	nodes: number;
	resident: number | null;
};
/** Either page, and how to ask it whether a word is lit. */
type Kind = { name: string; url: string; alive: string; spans: boolean };

const SEEKS = 20;
const { values: options } = parseArgs({
	options: { seconds: { type: 'string', default: '60' }, only: { type: 'string' } }
});
const seconds = Number(options.seconds);

async function subject(library: string, slug: string): Promise<Subject> {
	const opened = await openLibrary(library);
	const found = await opened.read(slug);
	opened.close();
	if (!found?.alignment) throw new Error(`expected ${slug} with times in ${library}`);
	const { episode, transcript, alignment } = found;
	const { passages, gaps } = publish(episode, transcript, alignment);
	const track = decodeWords(encodeWords(transcript, alignment));
	const random = dice(42);
	const places: Place[] = [];
	while (places.length < SEEKS) {
		const word = Math.floor(random() * track.count);
		const at = (track.start[word] + track.end[word]) / 2;
		if (track.end[word] - track.start[word] < 0.1 || !isTrusted(track, word) || wordAt(track, at, gaps) !== word)
			continue;
		const passage = passages.findLastIndex(({ from }) => from <= track.from[word]);
		places.push({ seconds: at, word, passage, offset: track.from[word] - passages[passage].from });
	}
	return { slug, transcript, alignment, passages, places };
}

async function measure(kind: Kind, of: Subject): Promise<Figures> {
	const browser = await chromium.launch({
		executablePath: findBrowser(),
		args: [...browserFlags, '--enable-precise-memory-info', '--js-flags=--expose-gc']
	});
	try {
		const textWithoutScripts = await readsWithoutScripts(browser, kind.url, of);
		const far = await fromAfar(browser, kind.url);
		const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, serviceWorkers: 'block' });
		const page = await context.newPage();
		const devtools = await context.newCDPSession(page);
		await devtools.send('Performance.enable');
		const metric = async () =>
			new Map((await devtools.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value]));
		const requests: Request[] = [];
		page.on('requestfinished', (request) => requests.push(request));

		let alive = 0;
		let script = 0;
		const load = await traced(browser, page, async () => {
			await page.goto(kind.url, { waitUntil: 'commit' });
			await page.waitForSelector(kind.alive, { state: 'attached', timeout: 120_000 });
			alive = await page.evaluate(() => performance.now());
			script = (await metric()).get('ScriptDuration')! * 1000;
			await page.waitForTimeout(3000);
		});
		const bytes: Record<string, number> = {};
		for (const request of requests) {
			const type = request.resourceType();
			bytes[type] = (bytes[type] ?? 0) + (await request.sizes()).responseBodySize;
		}
		const firstText = await page.evaluate(
			() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN
		);

		const from = of.places[0].seconds;
		await go(page, from);
		await page.waitForTimeout(1000);
		let [begin, end] = [0, 0];
		const play = await traced(browser, page, async () => {
			begin = await page.evaluate(async () => {
				const audio = document.querySelector('audio')!;
				await audio.play();
				return audio.currentTime;
			});
			await page.waitForTimeout(seconds * 1000);
			end = await page.evaluate(() => {
				const audio = document.querySelector('audio')!;
				audio.pause();
				return audio.currentTime;
			});
		});
		const changes = of.alignment.timings.filter(({ start }) => start > begin && start <= end).length;

		const frames: number[] = [];
		for (const place of of.places) frames.push(await framesTo(page, place, kind.spans));

		await devtools.send('HeapProfiler.collectGarbage');
		const after = await metric();
		return {
			bytes,
			firstText,
			textWithoutScripts,
			far,
			alive,
			script,
			load,
			play,
			changes,
			frames,
			heap: after.get('JSHeapUsedSize')!,
			nodes: after.get('Nodes')!,
			resident: await residentOf(browser)
		};
	} finally {
		await browser.close();
	}
}

/** Whether the text is painted while every script is held back. */
async function readsWithoutScripts(browser: Browser, url: string, { transcript }: Subject): Promise<boolean> {
	const page = await browser.newPage({ serviceWorkers: 'block' });
	await page.route(/\.js$/, () => {});
	await page.goto(url, { waitUntil: 'commit' });
	await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0, undefined, {
		timeout: 60_000
	});
	const last = transcript.text.slice(transcript.words[transcript.words.length - 3].from);
	await page.waitForFunction((last) => document.body.textContent?.includes(last), last.split(/\s+/)[0], {
		timeout: 60_000
	});
	const ran = await page.evaluate(
		() =>
			performance.getEntriesByType('resource').filter(({ name, duration }) => name.endsWith('.js') && duration > 0)
				.length
	);
	await page.close();
	return ran === 0;
}

/** Medians of three visits over 1.6 Mbit/s and 150 ms: the first text on the screen, and all of it in the document. */
async function fromAfar(browser: Browser, url: string): Promise<Figures['far']> {
	const seen: [number, number][] = [];
	for (let visit = 0; visit < 3; visit++) {
		const context = await browser.newContext({ viewport: { width: 412, height: 870 }, serviceWorkers: 'block' });
		const page = await context.newPage();
		const devtools = await context.newCDPSession(page);
		await devtools.send('Network.enable');
		const speed = 1.6e6 / 8;
		await devtools.send('Network.emulateNetworkConditions', {
			offline: false,
			latency: 150,
			downloadThroughput: speed,
			uploadThroughput: speed
		});
		await page.goto(url, { waitUntil: 'domcontentloaded', timeout: 60_000 });
		await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
		seen.push(
			await page.evaluate((): [number, number] => {
				const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
				return [performance.getEntriesByName('first-contentful-paint')[0].startTime, navigation.responseEnd];
			})
		);
		await context.close();
	}
	return { firstText: median(seen.map(([first]) => first)), allText: median(seen.map(([, all]) => all)) };
}

async function go(page: Page, to: number): Promise<void> {
	await page.evaluate(
		(to) =>
			new Promise((resolve) => {
				const audio = document.querySelector('audio')!;
				audio.addEventListener('seeked', resolve, { once: true });
				audio.currentTime = to;
			}),
		to
	);
}

/** Seeks the paused element and counts frames until the right word is lit; 600 where it never is. */
async function framesTo(page: Page, place: Place, spans: boolean): Promise<number> {
	return page.evaluate(
		({ place, spans }) =>
			new Promise<number>((resolve) => {
				const all = spans ? document.querySelectorAll('[data-m]') : null;
				const right = () => {
					if (all) return all[place.word].classList.contains('active');
					const [range] = [...CSS.highlights.get('ink-word')!] as Range[];
					return (
						Number(range?.startContainer.parentElement?.dataset.text) === place.passage &&
						range.startOffset === place.offset
					);
				};
				let frames = 0;
				const frame = () => {
					frames++;
					if (right() || frames >= 600) setTimeout(() => resolve(frames), 300);
					else requestAnimationFrame(frame);
				};
				document.querySelector('audio')!.currentTime = place.seconds;
				requestAnimationFrame(frame);
			}),
		{ place, spans }
	);
}

/** Bytes of memory of the largest page process; null where the system does not say. */
async function residentOf(browser: Browser): Promise<number | null> {
	const devtools = await browser.newBrowserCDPSession();
	const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
	try {
		const sizes = processInfo
			.filter(({ type }) => type === 'renderer')
			.map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) * 1024);
		return Math.max(...sizes);
	} catch {
		return null;
	}
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];
const kB = (bytes: number | undefined) => (bytes ?? 0) / 1000;

/** Name, value, digits. */
const ROWS: [string, (figures: Figures) => number | null, number][] = [
	['HTML, kB compressed', ({ bytes }) => kB(bytes.document), 0],
	['JavaScript, kB compressed', ({ bytes }) => kB(bytes.script), 1],
	['CSS, kB compressed', ({ bytes }) => kB(bytes.stylesheet), 1],
	['fonts, kB', ({ bytes }) => kB(bytes.font), 0],
	['words and waveform, kB', ({ bytes }) => kB((bytes.fetch ?? 0) + (bytes.xhr ?? 0)), 0],
	['first text, ms', ({ firstText }) => firstText, 0],
	['first text on a phone’s network, ms', ({ far }) => far.firstText, 0],
	['all text on a phone’s network, ms', ({ far }) => far.allText, 0],
	['until words answer, ms', ({ alive }) => alive, 0],
	['script until then, ms', ({ script }) => script, 0],
	['loading: main thread, ms CPU', ({ load }) => load.cpu, 0],
	['loading: longest task, ms CPU', ({ load }) => load.longestCpu, 0],
	['playing: longest task, ms CPU', ({ play }) => play.longestCpu, 1],
	['playing: longest task, ms wall', ({ play }) => play.longestWall, 1],
	['playing: tasks over 50 ms CPU', ({ play }) => play.over50, 0],
	['playing: main thread, ms CPU a second', ({ play }) => play.cpu / seconds, 1],
	['a change of word, ms CPU (main thread, all in)', ({ play, changes }) => play.cpu / changes, 2],
	['seek to lit word, frames, median', ({ frames }) => median(frames), 0],
	['seek to lit word, frames, worst', ({ frames }) => Math.max(...frames), 0],
	['JavaScript heap, MB', ({ heap }) => heap / 1e6, 1],
	['DOM nodes', ({ nodes }) => nodes, 0],
	['memory of the process, MB', ({ resident }) => (resident === null ? null : resident / 1e6), 0]
];

function table(title: string, ours: Figures, theirs: Figures): string {
	const show = (value: number | null, digits: number) => (value === null ? '–' : value.toFixed(digits));
	const lines = ROWS.map(([name, read, digits]) => {
		const [a, b] = [read(ours), read(theirs)];
		const ratio = a === null || b === null || !(a > 0) || !(b > 0) ? '–' : (a / b).toFixed(2);
		return `| ${name} | ${show(a, digits)} | ${show(b, digits)} | ${ratio} |`;
	});
	const limits: [string, boolean][] = [
		['text is painted with every script held back', ours.textWithoutScripts],
		['JavaScript under 90 kB compressed', kB(ours.bytes.script) < 90],
		['no task over 50 ms while playing (CPU)', ours.play.over50 === 0],
		['a seek shows its word in the next two frames', Math.max(...ours.frames) <= 2]
	];
	return [
		`## ${title}`,
		'',
		'| | Inkwave | one span a word | ratio |',
		'| --- | ---: | ---: | ---: |',
		...lines,
		'',
		...limits.map(([limit, held]) => `- ${held ? 'held' : 'BROKEN'}: ${limit}`),
		''
	].join('\n');
}

const library = mkdtempSync(join(tmpdir(), 'inkwave-bench-page-'));
try {
	if (!process.env.INKWAVE_BUILD) await ensureBuilt(root(), () => {});
	const made = process.env.INKWAVE_SAMPLE_LIBRARY ?? sampleLibrary(Infinity);
	cpSync(join(made, SAMPLE), join(library, SAMPLE), { recursive: true, filter: (path) => !path.endsWith('.mp3') });
	symlinkSync(join(made, SAMPLE, 'audio.mp3'), join(library, SAMPLE, 'audio.mp3'));
	writeTenHours(library);
	const subjects = [await subject(library, SAMPLE), await subject(library, TEN_HOURS)].filter(
		({ slug }) => !options.only || slug === options.only
	);
	const site = await startSite(library);
	const hyper = await serveHyper(
		Object.fromEntries(
			subjects.map(({ slug, transcript, alignment, passages }) => [
				slug,
				hyperPage(transcript, alignment, passages, `${site.url}/e/${slug}/audio`)
			])
		)
	);
	try {
		console.log(`# The reading page\n\n${seconds} s played; load of the machine ${loadavg()[0].toFixed(1)}.\n`);
		for (const of of subjects) {
			const ours = await measure(
				{ name: 'Inkwave', url: `${site.url}/e/${of.slug}`, alive: '#transcript[data-timed]', spans: false },
				of
			);
			const theirs = await measure(
				{ name: 'spans', url: `${hyper.url}/${of.slug}`, alive: 'html[data-alive]', spans: true },
				of
			);
			const hours = (of.alignment.duration / 3600).toFixed(1);
			console.log(
				table(`${of.slug}: ${hours} hours, ${of.transcript.words.length.toLocaleString('en')} words`, ours, theirs)
			);
		}
	} finally {
		hyper.stop();
		await site.stop();
	}
} finally {
	rmSync(library, { recursive: true, force: true });
}
