// The drawn waveform: wavesurfer.js with peaks that were computed when the episode was added, on the page's own <audio>. It
// is decoration: it has no ARIA and no keyboard, and takes no part in playing. The slider over it is ours.

import type { Peaks } from '#lib/core/peaks.ts';
import { barsBetween } from '#lib/core/peaks.ts';
import type WaveSurfer from 'wavesurfer.js';

/** Bars of two pixels with a gap of one. */
const BAR = 2;
const GAP = 1;

export type WaveOptions = {
	container: HTMLElement;
	media: HTMLMediaElement;
	peaks: Peaks;
	/** Seconds. */
	duration: number;
	height: number;
	/** Pixels of a second; null fits the whole episode into the container. */
	zoom: number | null;
	/** When the strip has been moved: the seconds at its left edge and at its right. */
	onscroll?: (start: number, end: number) => void;
};

export type Wave = {
	/** Takes the colours of the page anew. */
	recolour(): void;
	/** Moves a strip so that this second is in its middle. */
	centre(seconds: number): void;
	destroy(): void;
};

export async function drawWave(options: WaveOptions): Promise<Wave> {
	const { default: Surfer } = await import('wavesurfer.js');
	const { container, media, peaks, duration, height, zoom } = options;
	const width = zoom === null ? Math.max(200, container.clientWidth) : duration * zoom;
	const count = Math.max(1, Math.min(600_000, Math.round(width / (BAR + GAP))));
	const surfer: WaveSurfer = Surfer.create({
		container,
		media,
		peaks: [heights(peaks, duration, count)],
		duration,
		height,
		minPxPerSec: zoom ?? 0,
		fillParent: true,
		interact: false,
		hideScrollbar: true,
		autoScroll: zoom !== null,
		autoCenter: zoom !== null,
		barWidth: BAR,
		barGap: GAP,
		barRadius: 2,
		barMinHeight: 1,
		normalize: false,
		cursorWidth: zoom === null ? 2 : 1.5,
		...colours(container)
	});
	if (options.onscroll) surfer.on('scroll', options.onscroll);
	let drawn = false;
	let middle = media.currentTime;
	const centre = () => {
		if (zoom !== null && drawn) surfer.setScroll(Math.max(0, middle * zoom - container.clientWidth / 2));
	};
	surfer.on('ready', () => {
		drawn = true;
		// It moves with the element's events, and one that was moved before it was drawn has none left to send.
		media.dispatchEvent(new Event('timeupdate'));
		centre();
	});
	return {
		recolour: () => surfer.setOptions(colours(container)),
		centre: (seconds) => {
			middle = seconds;
			centre();
		},
		destroy: () => surfer.destroy()
	};
}

/**
 * Heights of bars, 0 to 1. Speech is mostly quiet: the square root makes its shape visible. Over a long episode every bar
 * holds many words and all would be alike: what even the quietest tenth has is taken off, the loudest fills the height.
 */
function heights(peaks: Peaks, duration: number, count: number): Float32Array {
	const { peak, rms } = barsBetween(peaks, 0, duration, count);
	const bars = rms.map((value, i) => Math.sqrt(0.25 * peak[i] + 0.75 * value));
	const sorted = bars.toSorted();
	const loudest = Math.max(1e-3, sorted[count - 1]);
	const floor = 0.85 * sorted[Math.floor(count / 10)];
	return bars.map((value) => Math.max(0.06, (value - floor) / (loudest - floor)));
}

/** Canvas knows no custom properties: a probe element tells what they are in this theme. */
function colours(container: HTMLElement): { waveColor: string; progressColor: string; cursorColor: string } {
	const probe = container.ownerDocument.createElement('i');
	container.append(probe);
	const read = (name: string) => {
		probe.style.color = `var(${name})`;
		return getComputedStyle(probe).color;
	};
	const found = { waveColor: read('--wave'), progressColor: read('--accent'), cursorColor: read('--ink') };
	probe.remove();
	return found;
}
