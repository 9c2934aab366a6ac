// The waveform in small: peaks.dat, its writer (streaming), its reader, and the bars for any stretch of it.
//
// peaks.dat, version 1, little endian:
//
//   0   "INKP"
//   4   u16  version, 1
//   6   u16  number of levels
//   8   f64  seconds of audio
//   16  one entry of 16 bytes for each level, coarsest first:
//         f64  bins per second        u32  bins        u32  byte offset of the bins in the file
//   …   the bins, two bytes each: peak, rms
//
// The finest level has 50 bins a second; every next one joins eight bins of the one before, until 600 or fewer are left.
// Coarsest first, so the first kilobytes of the file are an overview of the whole, and a page asks for the finest bins of
// the stretches that it shows. Bin i covers the seconds from
// i / bins per second to (i + 1) / bins per second; the last one may reach past the end. A byte b stands for the
// amplitude (b / 255)²: steps are finer where speech is quiet. Two hours take 0.8 MB.
import { UserError } from './errors.ts';

export type PeakLevel = {
	/** Bins per second. */
	rate: number;
	count: number;
	/** Interleaved: peak of bin 0, rms of bin 0, peak of bin 1, … as written in the file. */
	bytes: Uint8Array;
};

export type Peaks = {
	/** Seconds. */
	duration: number;
	/** Finest first. */
	levels: PeakLevel[];
};

/** What the beginning of a file tells: its coarse levels, and where in the file the finest is. */
export type Overview = Peaks & {
	finest: {
		/** Bins per second. */
		rate: number;
		count: number;
		/** Byte offset in the file. */
		at: number;
	};
};

/** Heights of bars, 0 to 1, linear amplitude. `peak[i] ≥ rms[i]`. */
export type Bars = { peak: Float32Array; rms: Float32Array };

export type PeakWriter = {
	/** Mono samples, −1 to 1, in order. */
	push(block: Float32Array): void;
	/** The whole file. Call once, at the end. */
	finish(): Uint8Array<ArrayBuffer>;
};

const VERSION = 1;
const FINEST = 50;
const JOIN = 8;
const OVERVIEW = 600;

/** So many bytes of any file hold a level of 1,800 bins or more, or all that there are: enough for a line of 450 bars. */
export const HEAD = 32768;

/**
 * @param rate Hz of the samples to come
 * @param duration seconds to come, if known: spares some growing
 * @throws RangeError for a rate below 50
 */
export function createPeaks(rate: number, duration = 600): PeakWriter {
	if (!(rate >= FINEST && Number.isFinite(rate))) throw new RangeError(`expected a sample rate in Hz, saw ${rate}`);
	let bins = new Float32Array(2 * Math.max(16, Math.ceil(duration * FINEST) + 1));
	let count = 0;
	let samples = 0;
	let [peak, squares, held] = [0, 0, 0];
	let next = Math.round(rate / FINEST);

	const close = () => {
		if (count * 2 === bins.length) {
			const larger = new Float32Array(bins.length * 2);
			larger.set(bins);
			bins = larger;
		}
		bins[count * 2] = peak;
		bins[count * 2 + 1] = squares / held;
		count++;
		[peak, squares, held] = [0, 0, 0];
		next = Math.round(((count + 1) * rate) / FINEST);
	};

	return {
		push(block) {
			for (let i = 0; i < block.length; i++) {
				const size = Math.abs(block[i]);
				if (size > peak) peak = size;
				squares += size * size;
				held++;
				if (++samples === next) close();
			}
		},
		finish() {
			if (held) close();
			return write(bins.subarray(0, count * 2), samples / rate);
		}
	};
}

/** @throws UserError `unknown-peaks` for what is no peaks.dat, a version it does not know, or a file that was cut */
export function readPeaks(bytes: Uint8Array): Peaks {
	const { duration, entries } = readHead(bytes);
	if (entries.some(({ at, count }) => at + count * 2 > bytes.length)) throw wasCut();
	return { duration, levels: entries.map((entry) => levelOf(entry, bytes)) };
}

/**
 * Reads the beginning of a file, `HEAD` bytes or more, or all of a shorter one. Levels are those that are whole in it.
 * @throws UserError `unknown-peaks` for what is no peaks.dat, a version it does not know, or a beginning without a level
 */
export function readOverview(bytes: Uint8Array): Overview {
	const { duration, entries } = readHead(bytes);
	const whole = entries.filter(({ at, count }) => at + count * 2 <= bytes.length);
	if (!whole.length) throw wasCut();
	return { duration, finest: entries[0], levels: whole.map((entry) => levelOf(entry, bytes)) };
}

/** The bytes of the file, half-open, that hold the finest bins from `start` to `end` seconds. Empty outside the audio. */
export function bytesBetween({ rate, count, at }: Overview['finest'], start: number, end: number) {
	const bin = (seconds: number) => Math.min(count, Math.max(0, seconds * rate));
	return { from: at + 2 * Math.floor(bin(start)), to: at + 2 * Math.ceil(bin(end)) };
}

/** A stretch of the finest level as peaks of its own, in which 0 is the time of its first bin; `bytes` are those bins. */
export function readStretch({ rate }: Overview['finest'], bytes: Uint8Array): Peaks {
	const count = bytes.length >> 1;
	return { duration: count / rate, levels: [{ rate, count, bytes }] };
}

type Entry = { rate: number; count: number; at: number };

/** Entries finest first. */
function readHead(bytes: Uint8Array): { duration: number; entries: Entry[] } {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	if (bytes.length < 16 || String.fromCharCode(...bytes.subarray(0, 4)) !== 'INKP')
		throw new UserError(
			'unknown-peaks',
			'Expected a waveform file (peaks.dat), but saw something else; add the episode again.'
		);
	const version = view.getUint16(4, true);
	if (version !== VERSION)
		throw new UserError(
			'unknown-peaks',
			`Expected a waveform file of version ${VERSION}, but saw version ${version}; add the episode again, or use the Inkwave that wrote it.`
		);
	const levels = view.getUint16(6, true);
	if (!levels || 16 + levels * 16 > bytes.length) throw wasCut();
	const entries: Entry[] = [];
	for (let i = 0, entry = 16; i < levels; i++, entry += 16)
		entries.unshift({
			rate: view.getFloat64(entry, true),
			count: view.getUint32(entry + 8, true),
			at: view.getUint32(entry + 12, true)
		});
	return { duration: view.getFloat64(8, true), entries };
}

function levelOf({ rate, count, at }: Entry, bytes: Uint8Array): PeakLevel {
	return { rate, count, bytes: bytes.subarray(at, at + count * 2) };
}

function wasCut(): UserError {
	return new UserError('unknown-peaks', 'Expected a whole waveform file, but it was cut; add the episode again.');
}

/**
 * `n` bars of equal width from `start` to `end` seconds: the loudest moment and the rms of each. A bar shares the bins on its edges with its neighbour. Reads the coarsest level
 * that still has four bins per bar, so the cost follows `n`, not the length. Outside the audio bars are 0.
 * @throws RangeError where `n` is not a whole number from 1, or `end` is not after `start`
 */
export function barsBetween(peaks: Peaks, start: number, end: number, n: number): Bars {
	if (!(Number.isInteger(n) && n >= 1)) throw new RangeError(`expected a number of bars from 1, saw ${n}`);
	if (!(end > start)) throw new RangeError(`expected a stretch of time, saw ${start} to ${end}`);
	const bars = { peak: new Float32Array(n), rms: new Float32Array(n) };
	const width = (end - start) / n;
	const level = peaks.levels.findLast(({ rate }) => rate * width >= 4) ?? peaks.levels[0];
	if (!level) return bars;
	for (let i = 0; i < n; i++) {
		const first = Math.floor((start + i * width) * level.rate + 1e-6);
		const past = Math.max(first + 1, Math.ceil((start + (i + 1) * width) * level.rate - 1e-6));
		let [peak, squares, held] = [0, 0, 0];
		for (let bin = Math.max(0, first); bin < Math.min(level.count, past); bin++) {
			peak = Math.max(peak, SIZES[level.bytes[bin * 2]]);
			squares += SIZES[level.bytes[bin * 2 + 1]] ** 2;
			held++;
		}
		bars.peak[i] = peak;
		bars.rms[i] = held ? Math.min(peak, Math.sqrt(squares / held)) : 0;
	}
	return bars;
}

const SIZES = Float64Array.from({ length: 256 }, (_, byte) => (byte / 255) ** 2);

/** Rounds up, so that no sound at all is the only thing drawn as none. */
function toByte(size: number): number {
	return Math.min(255, Math.ceil(Math.sqrt(Math.min(1, size)) * 255 - 1e-4));
}

/** `finest` holds peak and mean square of each bin. */
function write(finest: Float32Array, duration: number): Uint8Array<ArrayBuffer> {
	const levels = [finest];
	while (levels[0].length / 2 > OVERVIEW) levels.unshift(join(levels[0]));
	const head = 16 + levels.length * 16;
	const bytes = new Uint8Array(head + levels.reduce((sum, level) => sum + level.length, 0));
	const view = new DataView(bytes.buffer);
	bytes.set([0x49, 0x4e, 0x4b, 0x50]);
	view.setUint16(4, VERSION, true);
	view.setUint16(6, levels.length, true);
	view.setFloat64(8, duration, true);
	let at = head;
	levels.forEach((level, i) => {
		view.setFloat64(16 + i * 16, FINEST / JOIN ** (levels.length - 1 - i), true);
		view.setUint32(24 + i * 16, level.length / 2, true);
		view.setUint32(28 + i * 16, at, true);
		for (let j = 0; j < level.length; j += 2) {
			bytes[at++] = toByte(level[j]);
			bytes[at++] = toByte(Math.sqrt(level[j + 1]));
		}
	});
	return bytes;
}

function join(level: Float32Array): Float32Array {
	const count = level.length / 2;
	const joined = new Float32Array(2 * Math.ceil(count / JOIN));
	for (let i = 0; i < count; i++) {
		const to = 2 * Math.floor(i / JOIN);
		joined[to] = Math.max(joined[to], level[i * 2]);
		joined[to + 1] += level[i * 2 + 1] / Math.min(JOIN, count - Math.floor(i / JOIN) * JOIN);
	}
	return joined;
}
