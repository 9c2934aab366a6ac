// Progress on a terminal: one line a stage, with the time left. It rewrites the line where it can (a TTY), and where
// output goes to a file it writes now and then.
//
//   Decoding, aligning   43 %, about 2 min left        ← rewritten while it goes on
//   Aligned in 1 min 20 s                              ← stays

import type { Progress, Stage } from '../listen.ts';

const names: Record<Stage, { doing: string; done: string }> = {
	build: { doing: 'Building the pages', done: 'Built the pages' },
	check: { doing: 'Checking the files', done: 'Checked the files' },
	copy: { doing: 'Copying', done: 'Copied' },
	remux: { doing: 'Making the audio seekable', done: 'Made the audio seekable' },
	decode: { doing: 'Decoding', done: 'Decoded the audio and drew its waveform' },
	align: { doing: 'Aligning', done: 'Aligned the words' },
	save: { doing: 'Saving', done: 'Saved' }
};

export type Output = { write(text: string): unknown; isTTY?: boolean; columns?: number };

/** A stage that is over sooner than this is not worth a line, in seconds. */
const WORTH = 0.5;
/** On a TTY a line is rewritten this often, elsewhere a new one is written this often, in seconds. */
const REDRAW = 0.1;
const SPARSE = 10;
/** The speed of the last so many seconds says how long the rest takes. */
const WINDOW = 20;

type Running = { started: number; done: number; seen: { at: number; done: number }[] };

export type Reporter = {
	progress(progress: Progress): void;
	/** A line that stays, in the midst of it. */
	say(line: string): void;
	/** Take away the line that is being rewritten. */
	end(): void;
};

/** `now` is a clock in seconds. `prefix` stands before every line. */
export function createReporter(output: Output, now: () => number, prefix = ''): Reporter {
	const running = new Map<Stage, Running>();
	const finished = new Set<Stage>();
	let drawn = false;
	let last = -Infinity;

	const clear = () => {
		if (drawn) output.write('\r\u001b[K');
		drawn = false;
	};
	const say = (line: string) => {
		clear();
		output.write(`${prefix}${line}\n`);
	};
	const draw = (force: boolean) => {
		const time = now();
		if (!running.size || (!force && time - last < (output.isTTY ? REDRAW : SPARSE))) return;
		last = time;
		const line = prefix + describe(running, time);
		if (!output.isTTY) return void output.write(`${line}\n`);
		clear();
		output.write(line.slice(0, (output.columns ?? 80) - 1));
		drawn = true;
	};

	return {
		say,
		end: clear,
		progress({ stage, done }) {
			if (finished.has(stage)) return;
			const time = now();
			let state = running.get(stage);
			const first = !state;
			if (!state) running.set(stage, (state = { started: time, done, seen: [] }));
			state.done = Math.max(state.done, Math.min(1, done));
			if (time - (state.seen.at(-1)?.at ?? -Infinity) >= 1) state.seen.push({ at: time, done: state.done });
			while (state.seen.length > 2 && time - state.seen[0].at > WINDOW) state.seen.shift();
			if (done < 1) return draw(first && running.size === 1 && output.isTTY === true);
			running.delete(stage);
			finished.add(stage);
			if (time - state.started >= WORTH) say(`${names[stage].done} in ${duration(time - state.started)}`);
			draw(output.isTTY === true);
		}
	};
}

function describe(running: Map<Stage, Running>, time: number): string {
	const doing = [...running.keys()].map((stage, i) => (i ? lower(names[stage].doing) : names[stage].doing)).join(', ');
	const slowest = [...running.values()].reduce((a, b) => (b.done < a.done ? b : a));
	const left = secondsLeft(slowest, time);
	const share = slowest.done > 0 ? `  ${Math.floor(slowest.done * 100)} %` : ' …';
	return `${doing}${share}${left === null ? '' : `, about ${duration(left)} left`}`;
}

/** Null while there is nothing to go by. */
function secondsLeft({ started, done, seen }: Running, time: number): number | null {
	const from = seen[0];
	if (!from || time - started < 2 || done <= from.done || time <= from.at) return null;
	return ((1 - done) * (time - from.at)) / (done - from.done);
}

/** What goes on, for a sentence: "Building the pages, 42 %". */
export function describeStage({ stage, done }: Progress): string {
	return `${names[stage].doing}, ${Math.floor(done * 100)} %`;
}

function lower(text: string): string {
	return text[0].toLowerCase() + text.slice(1);
}

/** Seconds as people say them: "0.8 s", "12 s", "3 min 20 s", "1 h 5 min". */
export function duration(seconds: number): string {
	if (seconds < 9.95) return `${Math.max(0.1, seconds).toFixed(1)} s`;
	const whole = Math.round(seconds);
	if (whole < 60) return `${whole} s`;
	if (whole < 3600) return whole % 60 ? `${Math.floor(whole / 60)} min ${whole % 60} s` : `${whole / 60} min`;
	const minutes = Math.round(whole / 60);
	return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
}
