// What the benchmark prints: Markdown tables, and the ten worst words of each item.

import type { Heard } from './job.ts';
import type { Reliability } from './reliability.ts';
import type { Score } from './score.ts';

export type Row = {
	item: string;
	/** Who aligned: the engine, or the yardstick. */
	by: string;
	minutes: number;
	score: Score;
	matches: boolean;
	cpu: number;
	/** CPU seconds of it for starting and reading the model. */
	load: number;
	/** Seconds of audio per CPU second. */
	speed: number;
	wall: number;
	/** Seconds to the first settled words. */
	first: number | null;
	/** Bytes. */
	memory: number;
	faults: string[];
};

type Column = [string, (row: Row) => string];

const percent = (value: number | null, digits = 1) => (value === null ? '–' : (100 * value).toFixed(digits));
const fixed = (value: number | null, digits = 1) => (value === null ? '–' : value.toFixed(digits));

const COLUMNS: Column[] = [
	['item', (row) => row.item],
	['by', (row) => row.by],
	['units', (row) => String(row.score.count)],
	['median ms', (row) => fixed(row.score.median)],
	['mean', (row) => fixed(row.score.mean)],
	['p90', (row) => fixed(row.score.p90)],
	['≤20 %', (row) => percent(row.score.within20)],
	['≤50', (row) => percent(row.score.within50)],
	['≤100', (row) => percent(row.score.within100, 2)],
	['≤200', (row) => percent(row.score.within200, 2)],
	['coverage', (row) => percent(row.score.coverage)],
	['right word lit', (row) => percent(row.score.highlight)],
	['lit untranscribed', (row) => percent(row.score.falseLight)],
	['unspoken timed', (row) => (row.score.unspoken ? `${row.score.unspokenTimed}/${row.score.unspoken}` : '–')],
	['region F1', (row) => fixed(row.score.regions.f1, 2)],
	['end ms', (row) => fixed(row.score.endMedian)],
	['first words s', (row) => fixed(row.first, 2)],
	['CPU s', (row) => fixed(row.cpu, 2)],
	['× real time', (row) => fixed(row.speed, 0)],
	['… once started', (row) => fixed((60 * row.minutes) / (row.cpu - row.load), 0)],
	['peak MB', (row) => fixed(row.memory / 1e6, 0)]
];

export function table(head: string[], rows: string[][]): string {
	const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
	const rule = head.map((_, i) => (i ? '---:' : '---'));
	return [line(head), line(rule), ...rows.map(line)].join('\n');
}

export function rowTable(rows: Row[]): string {
	return table(
		COLUMNS.map(([name]) => name),
		rows.map((row) => COLUMNS.map(([, cell]) => cell(row)))
	);
}

export function reliabilityTable(reliability: Reliability): string {
	const rows = reliability.bins.map(({ from, to, count, confidence, right }) => [
		`${from}–${to}`,
		String(count),
		count ? (confidence / count).toFixed(3) : '–',
		count ? (right / count).toFixed(3) : '–'
	]);
	return (
		table(['confidence', 'words', 'mean', 'right'], rows) +
		`\n\nMean distance of confidence and truth: ${reliability.error.toFixed(4)} over ${reliability.words} words. ` +
		`A right word has more confidence than a wrong one: ${fixed(reliability.area, 3)}.`
	);
}

/** The units furthest off, missed ones first, each with its neighbours. */
export function worst(item: string, heard: Heard, { pairs }: Score, count: number): string {
	const off = (start: number | null, gold: number) => (start === null ? Infinity : Math.abs(start - gold));
	const rows = pairs
		.map((pair, i) => ({ pair, i }))
		.sort((a, b) => off(b.pair.start, b.pair.gold) - off(a.pair.start, a.pair.gold))
		.slice(0, count)
		.map(({ pair, i }) => {
			const near = pairs.slice(Math.max(0, i - 2), i + 3).map(({ text }) => text.split(/\s+/).slice(0, 4).join(' '));
			const word = heard.words[pair.word];
			return [
				pair.text.slice(0, 40),
				`${pair.gold.toFixed(3)}–${pair.goldEnd.toFixed(3)}`,
				pair.start === null ? '–' : `${pair.start.toFixed(3)}–${(pair.end ?? 0).toFixed(3)}`,
				pair.start === null ? 'missed' : `${Math.round(1000 * (pair.start - pair.gold))}`,
				word ? `${word.state} ${word.confidence.toFixed(2)}` : '–',
				near.join(' · ')
			];
		});
	return `### ${item}\n\n` + table(['word', 'gold', 'found', 'ms', 'state', 'around'], rows) + '\n';
}
