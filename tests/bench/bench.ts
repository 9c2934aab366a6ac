// `npm run bench`: aligns every item that has a gold, each in a fresh process, and says how far off the words are and
// what it cost; beside it SoundSwallower's own decoder on the same audio, text and pronunciations.
//
//   --data DIR      folders of audio, transcript and gold.json (default: ../shared/eval/dev where that exists)
//   --items a,b     only these (the sample is logan-bartlett-dario-amodei; tiny-vtt and tiny-plain on request)
//   --only WHO      engine or yardstick
//   --metamorphic   also the same words cut, spoiled, noisy, reordered, with long gaps, and with a foreign text
//   --runs a,b      only these of the metamorphic runs: length, conditions, whole, missing, foreign
//   --out DIR       tables, plots and results (default: bench-results)
//   --json          results as JSON on stdout instead of the tables

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readGold, readItem, readItems, type Item } from './items.ts';
import type { Result } from './job.ts';
import { changedTable, conditions, curve, foreign, lengths, missing, whole, type Changed } from './metamorphic.ts';
import { cumulative, draw, type Line } from './plot.ts';
import { runJob } from './process.ts';
import { Reliability } from './reliability.ts';
import { score } from './score.ts';
import { reliabilityTable, rowTable, table, worst, type Row } from './table.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SAMPLE = 'logan-bartlett-dario-amodei';
/** The yardstick takes a twelfth of real time and forgets nothing: longer items would only be waited for. */
const YARDSTICK_MINUTES = 25;

const { values: options } = parseArgs({
	options: {
		data: { type: 'string' },
		items: { type: 'string' },
		only: { type: 'string' },
		metamorphic: { type: 'boolean', default: false },
		runs: { type: 'string', default: 'length,conditions,whole,missing,foreign' },
		out: { type: 'string', default: join(ROOT, 'bench-results') },
		model: { type: 'string' },
		json: { type: 'boolean', default: false }
	}
});
if (options.only && !['engine', 'yardstick'].includes(options.only)) {
	console.error(`expected --only engine or --only yardstick, saw “${options.only}”`);
	process.exit(2);
}
const data = options.data ?? [join(ROOT, '../shared/eval/dev')].find((folder) => existsSync(folder));
const seed = (name: string) => readItem(join(ROOT, 'seeds', name)) as Item;
const known = [...(data ? readItems(data) : []), seed(SAMPLE)];
const items = options.items
	? options.items.split(',').map((name) => {
			const item = [...known, seed('tiny-vtt'), seed('tiny-plain')].find((candidate) => candidate.name === name);
			if (item) return item;
			console.error(`expected an item of ${known.map((one) => one.name).join(', ')}; saw “${name}”`);
			process.exit(2);
		})
	: known;
const out = resolve(options.out);
mkdirSync(join(out, 'heard'), { recursive: true });
const say = (text: string) => process.stderr.write(text + '\n');

const rows: Row[] = [];
const lines: Line[] = [];
const failures: string[] = [];
const worstWords: string[] = [];
const reliability = new Reliability();

const jobOf = (item: Item) => ({
	audio: item.audio,
	language: item.language,
	transcript: item.transcript,
	pieces: [],
	noise: null,
	modelDir: options.model ?? null
});

async function listen(item: Item, by: 'inkwave' | 'SoundSwallower'): Promise<void> {
	const limit = Math.max(60, item.duration * 0.5);
	const result = await runJob(by === 'inkwave' ? 'child.ts' : 'yardstick.ts', jobOf(item), Math.round(limit));
	if (typeof result === 'string') {
		failures.push(`${item.name}, ${by}: ${result}`);
		say(`${item.name}: ${by}: ${result}`);
		return;
	}
	judge(item, by, result);
}

function judge(item: Item, by: string, result: Result): void {
	const gold = readGold(item);
	const heard = result.heard[0];
	const figures = score(gold, heard);
	const errors = figures.pairs.flatMap(({ start, gold: wanted }) => (start === null ? [] : [Math.abs(start - wanted)]));
	rows.push({
		item: item.name,
		by,
		minutes: gold.duration / 60,
		score: figures,
		matches: heard.matches,
		cpu: result.cpu,
		load: result.load,
		speed: gold.duration / result.cpu,
		wall: result.wall,
		first: result.first,
		memory: result.memory,
		faults: heard.faults
	});
	if (by === 'inkwave') {
		lines.push(cumulative(item.name, errors, figures.count));
		worstWords.push(worst(item.name, heard, figures, 10));
		if (gold.granularity === 'word') reliability.add(heard, figures);
		for (const fault of heard.faults) failures.push(`${item.name}: the alignment is not sound: ${fault}`);
	}
	writeFileSync(join(out, 'heard', `${item.name}.${by.toLowerCase()}.json`), JSON.stringify(heard));
	const { median, within100 } = figures;
	say(
		`${item.name}: ${by}: median ${median?.toFixed(1) ?? '–'} ms, ${(100 * within100).toFixed(2)} % within 100 ms, ` +
			`${result.cpu.toFixed(1)} CPU s, ${(result.memory / 1e6).toFixed(0)} MB`
	);
}

for (const item of items) {
	if (options.only !== 'yardstick') await listen(item, 'inkwave');
	if (options.only === 'engine') continue;
	if (item.language === 'en' && item.duration <= YARDSTICK_MINUTES * 60) await listen(item, 'SoundSwallower');
}

/** The longest item again in one thread and in two, one after the other, so that both meet the same machine. */
async function compareThreads(item: Item): Promise<string> {
	const [one, two] = [
		await runJob('child.ts', jobOf(item), item.duration, 1),
		await runJob('child.ts', jobOf(item), item.duration, 2)
	];
	if (typeof one === 'string' || typeof two === 'string') {
		failures.push(`${item.name} in two threads: ${[one, two].find((result) => typeof result === 'string')}`);
		return '';
	}
	const line = (name: string, { wall, cpu, memory, first }: Result) => [
		name,
		wall.toFixed(1),
		(one.wall / wall).toFixed(2),
		cpu.toFixed(1),
		(memory / 1e6).toFixed(0),
		(first ?? NaN).toFixed(2)
	];
	return table(
		[item.name, 'seconds', '× one thread', 'CPU s', 'peak MB', 'first words s'],
		[line('one thread', one), line('two threads', two)]
	);
}

let threads = '';
if (options.only !== 'yardstick' && availableParallelism() > 1 && items.length > 0) {
	threads = await compareThreads(items.reduce((longest, item) => (item.duration > longest.duration ? item : longest)));
	say(threads);
}

const changed: Changed[] = [];
if (options.metamorphic) {
	const report = ({ run, condition, score: figures, matches, claimed, failed }: Changed) =>
		say(
			failed
				? `${run}, ${condition}: ${failed}`
				: `${run}, ${condition}: ${figures ? `${(100 * figures.within100).toFixed(1)} % within 100 ms, ` : ''}` +
						`${(100 * (claimed ?? 0)).toFixed(1)} % of the words timed, matches: ${matches ? 'yes' : 'no'}`
		);
	const limit = 900;
	const find = (name: string) => known.find((item) => item.name === name);
	const runs = options.runs.split(',');
	if (runs.includes('length')) changed.push(...(await lengths(seed(SAMPLE), limit, report)));
	if (runs.includes('conditions'))
		changed.push(...(await conditions(find('ljspeech_words_12m') ?? seed(SAMPLE), limit, report)));
	if (runs.includes('whole')) changed.push(...(await whole(seed(SAMPLE), limit, report)));
	if (runs.includes('missing')) changed.push(...(await missing(seed(SAMPLE), limit, report)));
	const strangers: [Item | undefined, Item | undefined][] = [
		[find('ljspeech_words_12m'), find('synth_10m_clean')],
		[find('asterisk_en_20m'), find('ljspeech_words_12m')],
		[find('asterisk_it_5m'), find('ljspeech_words_12m')],
		[find('synth_10m_clean'), find('asterisk_en_20m')],
		[seed('tiny-plain'), seed('tiny-vtt')],
		[seed('tiny-vtt'), seed(SAMPLE)]
	];
	const pairs = strangers.filter((pair): pair is [Item, Item] => pair.every(Boolean));
	if (runs.includes('foreign')) changed.push(...(await foreign(pairs, limit, report)));
}

const ratios = rows
	.filter((row) => row.by === 'inkwave')
	.flatMap((row) => {
		const other = rows.find((one) => one.item === row.item && one.by === 'SoundSwallower');
		return other ? [`${row.item} ${(row.speed / other.speed).toFixed(1)}×`] : [];
	});
const underConditions = new Reliability();
for (const { reliability: one } of changed) if (one) underConditions.join(one);
const document = [
	'# Benchmark',
	rowTable(rows),
	'Shares are of all units, misses counted as wrong. CPU and memory are of one fresh process with one thread; a decoder’s own process is not in them.' +
		(rows.length
			? ` Starting took ${Math.min(...rows.map((row) => row.load)).toFixed(2)} of the CPU seconds or more.`
			: ''),
	ratios.length ? `Speed against SoundSwallower: ${ratios.join(', ')}.` : '',
	threads ? `## Threads\n\n${threads}` : '',
	failures.length ? `Failed:\n\n${failures.map((line) => `- ${line}`).join('\n')}` : '',
	reliability.words ? `## Confidence\n\n${reliabilityTable(reliability)}` : '',
	changed.length ? `## The same words under other conditions\n\n${changedTable(changed)}` : '',
	underConditions.words ? `### Confidence under them\n\n${reliabilityTable(underConditions)}` : ''
]
	.filter(Boolean)
	.join('\n\n');

const percentTicks = { label: 'words within, %', ticks: [0, 20, 40, 60, 80, 100] };
const shareTicks = { label: 'words within 100 ms, %', ticks: [50, 60, 70, 80, 90, 100] };
const plots: Record<string, string> = {};
const drawn = (line: Line) => line.points.length > 0;
if (lines.length)
	plots['errors.svg'] = draw({
		title: 'Onset error, all words',
		x: { label: 'error, ms', ticks: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], log: true },
		y: percentTicks,
		lines
	});
if (changed.length) {
	const minutes: Record<string, number> = { '30 s': 0.5, '5 min': 5, '30 min': 30, whole: seed(SAMPLE).duration / 60 };
	plots['length.svg'] = draw({
		title: 'The same words in ever longer recordings',
		x: { label: 'minutes', ticks: [0.5, 1, 5, 10, 30, 60, 120], log: true },
		y: shareTicks,
		lines: [curve(changed, 'length', (name) => minutes[name])].filter(drawn)
	});
	plots['wrong-words.svg'] = draw({
		title: 'Wrong words in the text',
		x: { label: 'wrong words', ticks: [0, 2, 4, 6, 8, 10], log: false, suffix: ' %' },
		y: shareTicks,
		lines: [curve(changed, 'wrong words', parseFloat)].filter(drawn)
	});
	plots['noise.svg'] = draw({
		title: 'Pink noise under the speech',
		x: { label: 'speech over noise', ticks: [5, 10, 15, 20], log: false, suffix: ' dB' },
		y: shareTicks,
		lines: [curve(changed, 'noise', parseFloat)].filter(drawn)
	});
}
for (const [name, svg] of Object.entries(plots)) writeFileSync(join(out, name), svg);
writeFileSync(join(out, 'bench.md'), document + '\n');
writeFileSync(join(out, 'worst.md'), `# The worst words\n\n${worstWords.join('\n')}`);
const plain = rows.map(({ score: { pairs: _pairs, strays: _strays, ...figures }, ...row }) => ({
	...row,
	score: figures
}));
const json = JSON.stringify(
	{ rows: plain, changed, reliability: reliability.bins, area: reliability.area, failures },
	null,
	1
);
writeFileSync(join(out, 'bench.json'), json + '\n');
console.log(options.json ? json : document);
say(`Written to ${out}`);
