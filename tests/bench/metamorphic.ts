// The same words under other conditions, each with the answer that must come out: shorter or longer, spoiled, noisy, told
// in another order, or of another recording altogether.

import { readFileSync } from 'node:fs';
import { corrupt, cuts, edit, goldOf, pieceOf, stumble, swapHalves, tokenise } from './changes.ts';
import { readGold, type Item } from './items.ts';
import type { Heard, Job, Piece, Result } from './job.ts';
import type { Line } from './plot.ts';
import { runJob } from './process.ts';
import { Reliability } from './reliability.ts';
import { score, type Score } from './score.ts';
import { table } from './table.ts';

/** How many 30 s stretches of the long recording are followed through all lengths. */
const PROBES = 12;
const LENGTHS = [
	{ name: '30 s', minutes: 0.5 },
	{ name: '5 min', minutes: 5 },
	{ name: '30 min', minutes: 30 },
	{ name: 'whole', minutes: Infinity }
];
const WRONG = [0, 0.02, 0.05, 0.1];
const STUMBLES = [0.05, 0.1, 0.2];
const NOISE = [20, 15, 10, 5];

export type Changed = {
	run: string;
	condition: string;
	score: Omit<Score, 'pairs' | 'strays'> | null;
	matches: boolean | null;
	/** What the confidences were worth; null where there is no gold. */
	reliability: Reliability | null;
	/** Share of all words given a time. */
	claimed: number | null;
	notices: string[];
	cpu: number | null;
	failed: string | null;
};

type Report = (changed: Changed) => void;
const job = (item: Item, change: Partial<Job>): Job => ({
	audio: item.audio,
	language: item.language,
	transcript: null,
	pieces: [],
	noise: null,
	modelDir: null,
	...change
});

/** The same 12 stretches alone, and inside ever longer cuts of the same recording. */
export async function lengths(item: Item, limit: number, report: Report): Promise<Changed[]> {
	const gold = readGold(item);
	const text = readFileSync(item.transcript, 'utf8');
	const tokens = tokenise(text);
	const marks = cuts(gold, 30);
	const every = (marks.length - 1) / PROBES;
	const probes = Array.from({ length: PROBES }, (_, i) => Math.floor((i + 0.5) * every));
	const all: Changed[] = [];
	for (const { name, minutes } of LENGTHS) {
		const size = minutes === Infinity ? marks.length : minutes * 2;
		const wanted = [...new Set(probes.map((probe) => Math.floor(probe / size)))];
		const spans = wanted.map((n) => {
			const from = marks[n * size];
			const to = marks[Math.min(marks.length - 1, (n + 1) * size)];
			return { from, to };
		});
		const pieces = spans.map(({ from, to }) => pieceOf(text, tokens, from.token, to.token, from.time, to.time));
		const result = await runJob('child.ts', job(item, { pieces }), limit);
		// The probed words alone, on the clock of the whole recording.
		const items: typeof gold.items = [];
		const words: Heard['words'] = [];
		if (typeof result !== 'string') {
			for (const probe of probes) {
				const at = wanted.indexOf(Math.floor(probe / size));
				const { from } = spans[at];
				const first = marks[probe].token;
				const last = marks[probe + 1].token;
				items.push(...gold.items.slice(first, last));
				for (const word of result.heard[at].words.slice(first - from.token, last - from.token)) {
					const moved = (time: number | null) => (time === null ? null : time + from.time);
					words.push({ ...word, start: moved(word.start), end: moved(word.end) });
				}
			}
		}
		const changed = summarise('length', name, result, { ...gold, items, unspoken: [], untranscribed: [] }, words);
		all.push(changed);
		report(changed);
	}
	return all;
}

/** Wrong words in the text, words begun twice, noise under the audio, and halves told in the other order. */
export async function conditions(item: Item, limit: number, report: Report): Promise<Changed[]> {
	const whole = readGold(item);
	// Twenty minutes say enough.
	const marks = cuts(whole, 30);
	const { time, token } = marks[Math.min(40, marks.length - 1)];
	const source = readFileSync(item.transcript, 'utf8');
	const text = pieceOf(source, tokenise(source), 0, token, 0, time).text;
	const gold = goldOf(whole, 0, token, 0, time);
	const all: Changed[] = [];
	const run = async (
		name: string,
		condition: string,
		spoken: { text: string; gold: typeof gold; spans?: Piece['spans'] },
		noise: Job['noise']
	) => {
		const pieces = [{ spans: spoken.spans ?? [{ start: 0, end: time }], text: spoken.text }];
		const result = await runJob('child.ts', job(item, { pieces, noise }), limit);
		const words = typeof result === 'string' ? [] : result.heard[0].words;
		const changed = summarise(name, condition, result, spoken.gold, words);
		all.push(changed);
		report(changed);
	};
	for (const share of WRONG) await run('wrong words', `${100 * share} %`, corrupt(text, gold, share, 7), null);
	for (const share of STUMBLES)
		await run('false starts', `${100 * share} %`, { text, ...stumble(gold, share, 7) }, null);
	for (const snr of NOISE) await run('noise', `${snr} dB`, { text, gold }, { snr, seed: 5 });
	await run('order', 'halves swapped', swapHalves(text, gold), null);
	return all;
}

/** Shares of the recording that noise may be on. */
const PLACES: [string, number, number][] = [
	['all of it', 0, 1],
	['the second half', 0.5, 1],
	['the first half', 0, 0.5],
	['the second quarter', 0.25, 0.5]
];

/** The whole recording without noise and with a lot of it, on all or a part: what the work may cost at worst. */
export async function whole(item: Item, limit: number, report: Report): Promise<Changed[]> {
	const gold = readGold(item);
	const piece = { spans: [{ start: 0, end: gold.duration }], text: readFileSync(item.transcript, 'utf8') };
	const all: Changed[] = [];
	const runs: [string, string, Job['noise']][] = [['noise on all of it', 'none', null]];
	for (const [name, from, until] of PLACES)
		for (const snr of NOISE.slice(2)) runs.push([`noise on ${name}`, `${snr} dB`, { snr, seed: 5, from, until }]);
	for (const [name, condition, noise] of runs) {
		const result = await runJob('child.ts', job(item, { pieces: [piece], noise }), limit);
		const words = typeof result === 'string' ? [] : result.heard[0].words;
		const changed = summarise(name, condition, result, gold, words);
		all.push(changed);
		report(changed);
	}
	return all;
}

/** Forty minutes of which one side or the other lacks a long part: the way must be found again behind it. */
export async function missing(item: Item, limit: number, report: Report): Promise<Changed[]> {
	const gold = readGold(item);
	const text = readFileSync(item.transcript, 'utf8');
	const marks = cuts(gold, 30);
	const minute = (n: number) => marks[Math.min(marks.length - 1, 2 * n)];
	const [a, b, c, d] = [minute(0), minute(12), minute(22), minute(40)];
	const all: Changed[] = [];
	const runs: [string, [typeof a, typeof a][], [typeof a, typeof a][]][] = [
		[
			'text lacks 10 of 40 min',
			[[a, d]],
			[
				[a, b],
				[c, d]
			]
		],
		[
			'audio lacks 10 of 40 min',
			[
				[a, b],
				[c, d]
			],
			[[a, d]]
		],
		['text stops at 12 of 40 min', [[a, d]], [[a, b]]],
		['audio stops at 12 of 40 min', [[a, b]], [[a, d]]],
		['text starts at 22 of 40 min', [[a, d]], [[c, d]]],
		['audio starts at 22 of 40 min', [[c, d]], [[a, d]]]
	];
	for (const [condition, audio, words] of runs) {
		const spoken = edit(text, gold, audio, words);
		const result = await runJob('child.ts', job(item, { pieces: [spoken.piece] }), limit);
		const told = typeof result === 'string' ? [] : result.heard[0].words;
		const changed = summarise('missing', condition, result, spoken.gold, told);
		all.push(changed);
		report(changed);
	}
	return all;
}

/** The transcript of another recording: nothing may be claimed. */
export async function foreign(pairs: [Item, Item][], limit: number, report: Report): Promise<Changed[]> {
	const all: Changed[] = [];
	for (const [audio, text] of pairs) {
		const result = await runJob('child.ts', job(audio, { transcript: text.transcript }), limit);
		const changed = summarise('foreign', `${audio.name} with the text of ${text.name}`, result, null, null);
		all.push(changed);
		report(changed);
	}
	return all;
}

function summarise(
	run: string,
	condition: string,
	result: Result | string,
	gold: Parameters<typeof score>[0] | null,
	words: Heard['words'] | null
): Changed {
	if (typeof result === 'string')
		return {
			run,
			condition,
			score: null,
			matches: null,
			reliability: null,
			claimed: null,
			notices: [],
			cpu: null,
			failed: result
		};
	const { heard, cpu } = result;
	const told = words ?? heard.flatMap((part) => part.words);
	const figures = gold ? score(gold, { words: told, untranscribed: heard[0].untranscribed }) : null;
	const reliability = figures && new Reliability();
	if (figures) reliability?.add({ words: told }, figures);
	return {
		run,
		condition,
		score: figures && without(figures),
		matches: heard.every((part) => part.matches),
		reliability,
		claimed: told.filter((word) => word.start !== null).length / Math.max(1, told.length),
		notices: heard.flatMap((part) => part.notices.map((notice) => notice.code)),
		cpu,
		failed: null
	};
}

function without({ pairs: _pairs, strays: _strays, ...figures }: Score): Omit<Score, 'pairs' | 'strays'> {
	return figures;
}

export function changedTable(rows: Changed[]): string {
	const fixed = (value: number | null | undefined, digits = 1) => (value == null ? '–' : value.toFixed(digits));
	const percent = (value: number | null | undefined) => (value == null ? '–' : (100 * value).toFixed(1));
	return table(
		[
			'run',
			'condition',
			'words',
			'median ms',
			'p90',
			'≤50 %',
			'≤100',
			'unspoken timed',
			'lit untranscribed',
			'region F1',
			'words timed %',
			'confidence tells',
			'matches',
			'notices',
			'CPU s'
		],
		rows.map(({ run, condition, score: figures, matches, reliability, claimed, notices, cpu, failed }) => [
			run,
			condition,
			figures ? String(figures.count) : '–',
			fixed(figures?.median),
			fixed(figures?.p90),
			percent(figures?.within50),
			percent(figures?.within100),
			figures?.unspoken ? `${figures.unspokenTimed}/${figures.unspoken}` : '–',
			percent(figures?.falseLight),
			fixed(figures?.regions.f1, 2),
			percent(claimed),
			fixed(reliability?.area, 2),
			failed ?? (matches ? 'yes' : 'no'),
			[...new Set(notices)].join(' ') || '–',
			fixed(cpu, 1)
		])
	);
}

/** The curve of a run: its conditions as numbers against the share within 100 ms. */
export function curve(rows: Changed[], run: string, place: (condition: string) => number): Line {
	return {
		name: run,
		points: rows
			.filter((row) => row.run === run && row.score)
			.map(({ condition, score: figures }) => [place(condition), 100 * (figures?.within100 ?? 0)])
	};
}
