// The drawn waveform: wavesurfer.js with peaks that were computed when the episode was added, on the page's own <audio>. It
// is decoration: it has no ARIA and no keyboard, and takes no part in playing. The slider over it is ours.

import type { Peaks } from '#lib/core/peaks.ts';
import { barsBetween } from '#lib/core/peaks.ts';
import type WaveSurfer from 'wavesurfer.js';
import { PIECE, type Waveform } from './episode-data.ts';

/** Bars of two pixels with a gap of one. */
const BAR = 2;
const GAP = 1;
/** Pixels of a second where pauses between words are to be seen. */
export const CLOSE = 36;
/** A strip has its fine bars before they come into view, in seconds. */
const AHEAD = 20;
/** So long a strip stays where a hand has put it while the voice goes on, in milliseconds. */
const REST = 3000;

export type WaveOptions = {
	container: HTMLElement;
	media: HTMLMediaElement;
	waveform: Waveform;
	/** Seconds. */
	duration: number;
	height: number;
	/** Pixels of a second; null fits the whole episode into the container. */
	zoom: number | null;
	/** When the strip has been moved: the seconds at its left edge and at its right. */
	onscroll?: (start: number, end: number) => void;
};

export type Wave = {
	/** Takes the colours of the page anew, where they are others now. */
	recolour(): void;
	/** Moves a strip so that this second is in its middle; from there it goes along with the voice. */
	centre(seconds: number): void;
	/** The same by hand: the strip stays there for a while. */
	pan(seconds: number): void;
	destroy(): void;
};

export async function drawWave(options: WaveOptions): Promise<Wave> {
	const { default: Surfer } = await import('wavesurfer.js');
	const { container, media, waveform, duration, height, zoom } = options;
	// What it draws can be scrolled, and what can be scrolled is a stop of the Tab key.
	container.inert = true;
	// Its colours are the system's where that forces them, but each its own.
	container.style.setProperty('forced-color-adjust', 'none');
	const width = zoom === null ? Math.max(200, container.clientWidth) : duration * zoom;
	const count = Math.max(1, Math.min(600_000, Math.round(width / (BAR + GAP))));
	const scale = scaleOf(waveform.overview, zoom === null ? count : null);
	const bars = heights(waveform.overview, 0, duration, count, scale);
	let painted = colours(container);
	const surfer: WaveSurfer = Surfer.create({
		container,
		media,
		peaks: [bars],
		duration,
		height,
		minPxPerSec: zoom ?? 0,
		fillParent: true,
		interact: false,
		hideScrollbar: true,
		autoScroll: false,
		barWidth: BAR,
		barGap: GAP,
		barRadius: 2,
		barMinHeight: 1,
		normalize: false,
		cursorWidth: zoom === null ? 2 : 1.5,
		...painted
	});
	const asked = new Set<number>();
	let gone = false;
	const refine = (start: number, end: number) => {
		if (zoom === null || !waveform.piece) return;
		for (let index = Math.max(0, Math.floor((start - AHEAD) / PIECE)); index * PIECE < end + AHEAD; index++) {
			if (asked.has(index) || index * PIECE >= duration) continue;
			asked.add(index);
			waveform.piece(index).then(
				(piece) => {
					if (gone) return;
					const [first, past] = [index, index + 1].map((n) =>
						Math.min(count, Math.ceil((n * PIECE * count) / duration - 1e-6))
					);
					const seconds = (bar: number) => (bar * duration) / count - index * PIECE;
					// What is drawn is this very array.
					if (past > first) bars.set(heights(piece, seconds(first), seconds(past), past - first, scale), first);
					surfer.setOptions({});
				},
				// Without the fine bars the coarse ones stay.
				() => {}
			);
		}
	};
	surfer.on('scroll', (start, end) => {
		options.onscroll?.(start, end);
		if (drawn) refine(start, end);
	});
	let drawn = false;
	let middle = media.currentTime;
	let panned = -Infinity;
	const centre = (seconds: number) => {
		middle = seconds;
		if (zoom !== null && drawn) surfer.setScroll(Math.max(0, middle * zoom - container.clientWidth / 2));
	};
	surfer.on('timeupdate', (seconds) => {
		if (!media.paused && performance.now() - panned > REST) centre(seconds);
	});
	surfer.on('ready', () => {
		drawn = true;
		// It moves with the element's events, and one that was moved before it was drawn has none left to send.
		media.dispatchEvent(new Event('timeupdate'));
		centre(middle);
		if (zoom !== null) {
			const half = container.clientWidth / 2 / zoom;
			refine(middle - half, middle + half);
		}
	});
	const recolour = () => {
		const before = painted;
		painted = colours(container);
		if (Object.entries(painted).some(([part, colour]) => colour !== before[part as keyof Colours]))
			surfer.setOptions(painted);
	};
	const system = forced();
	system.addEventListener('change', recolour);
	return {
		recolour,
		centre: (seconds) => {
			panned = -Infinity;
			centre(seconds);
		},
		pan: (seconds) => {
			panned = performance.now();
			centre(seconds);
		},
		destroy: () => {
			gone = true;
			system.removeEventListener('change', recolour);
			surfer.destroy();
		}
	};
}

type Scale = { floor: number; loudest: number };

/** Heights of bars, 0 to 1. */
function heights(peaks: Peaks, start: number, end: number, count: number, { floor, loudest }: Scale): Float32Array {
	return sizes(peaks, start, end, count).map((size) => Math.min(1, Math.max(0.06, (size - floor) / (loudest - floor))));
}

/** Speech is mostly quiet: the square root makes its shape visible. */
function sizes(peaks: Peaks, start: number, end: number, count: number): Float32Array {
	const { peak, rms } = barsBetween(peaks, start, end, count);
	return rms.map((value, i) => Math.sqrt(0.25 * peak[i] + 0.75 * value));
}

/**
 * What fills the height, and what is taken off. In `count` bars over a long episode every bar holds many words and all
 * would be alike: what even the quietest tenth has is taken off. A close strip (null) begins before its bars are known: its
 * loudest are a fifth above those of a second's length, and as much is taken off as most rooms hum.
 */
function scaleOf(overview: Peaks, count: number | null): Scale {
	const { rate, count: bins } = overview.levels[0];
	const sorted = sizes(overview, 0, overview.duration || 1, count ?? Math.max(1, Math.ceil(bins / 4))).toSorted();
	const loudest = Math.max(1e-3, sorted[sorted.length - 1]);
	if (count !== null) return { floor: 0.85 * sorted[Math.floor(count / 10)], loudest };
	const close = loudest * (rate < 4 ? 1.2 : 1.05);
	return { floor: 0.15 * close, loudest: close };
}

type Colours = { waveColor: string; progressColor: string; cursorColor: string };

/** Canvas knows no custom properties: a probe element tells what they are in this theme. */
function colours(container: HTMLElement): Colours {
	const probe = container.ownerDocument.createElement('i');
	container.append(probe);
	const read = (colour: string) => {
		probe.style.color = colour;
		return getComputedStyle(probe).color;
	};
	const found = forced().matches
		? { waveColor: read('GrayText'), progressColor: read('CanvasText'), cursorColor: read('Highlight') }
		: { waveColor: read('var(--wave)'), progressColor: read('var(--accent)'), cursorColor: read('var(--ink)') };
	probe.remove();
	return found;
}

/** Whether the system has colours of its own for all pages. */
function forced(): MediaQueryList {
	return matchMedia('(forced-colors: active)');
}
