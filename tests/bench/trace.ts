// What the main thread of a page did, from Chromium's own trace: how long its tasks took.

import type { Browser, Page } from '@playwright/test';

/** Milliseconds. `cpu` is what a task computed; `wall` is also what it waited for a processor that others used. */
export type Tasks = { cpu: number; longestCpu: number; longestWall: number; over50: number };

type Event = {
	name: string;
	ph: string;
	pid: number;
	tid: number;
	dur?: number;
	tdur?: number;
	args?: { name?: string };
};

const CATEGORIES = ['__metadata', 'disabled-by-default-devtools.timeline', 'devtools.timeline'];

export async function traced(browser: Browser, page: Page, work: () => Promise<void>): Promise<Tasks> {
	await browser.startTracing(page, { categories: CATEGORIES });
	let trace: Buffer;
	try {
		await work();
	} finally {
		trace = await browser.stopTracing();
	}
	const events: Event[] = JSON.parse(trace.toString()).traceEvents;
	const mains = new Set(
		events
			.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
			.map(({ pid, tid }) => `${pid}/${tid}`)
	);
	const byThread = new Map<string, Event[]>();
	for (const event of events) {
		const thread = `${event.pid}/${event.tid}`;
		if (event.name !== 'RunTask' || event.ph !== 'X' || !mains.has(thread)) continue;
		const list = byThread.get(thread);
		if (list) list.push(event);
		else byThread.set(thread, [event]);
	}
	// Spare renderers idle: the page's is the busiest.
	const sums = [...byThread.values()].map((tasks): Tasks & { wall: number } => {
		const cpu = tasks.map(({ tdur = 0 }) => tdur / 1000);
		const wall = tasks.map(({ dur = 0 }) => dur / 1000);
		const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
		const longest = (values: number[]) => values.reduce((a, b) => Math.max(a, b), 0);
		return {
			cpu: sum(cpu),
			wall: sum(wall),
			longestCpu: longest(cpu),
			longestWall: longest(wall),
			over50: cpu.filter((ms) => ms > 50).length
		};
	});
	const busiest = sums.sort((a, b) => b.wall - a.wall)[0];
	if (!busiest) throw new Error(`expected tasks of a page in the trace, saw ${events.length} other events`);
	return busiest;
}
