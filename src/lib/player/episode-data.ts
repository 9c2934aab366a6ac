// What the page fetches once it is alive: the word track and the waveform. The audio is never fetched by the page, only
// played by its element.

import { bytesBetween, HEAD, type Peaks, readOverview, readStretch } from '#lib/core/peaks.ts';
import { decodeWords, type WordTrack } from '#lib/core/wordtrack.ts';

/** The waveform as far as it is here: all of it in coarse, and the stretches that are looked at in fine. */
export type Waveform = {
	overview: Peaks;
	/** Piece `index` of PIECE seconds, finely; null where the overview has it already. Times in it begin at 0. */
	piece: ((index: number) => Promise<Peaks>) | null;
};

/** Seconds: so long a piece takes 30 kB. */
export const PIECE = 300;

export async function fetchWords(slug: string, signal: AbortSignal): Promise<WordTrack> {
	const { bytes } = await fetchBytes(`/e/${slug}/words`, signal);
	return decodeWords(bytes);
}

/**
 * The first bytes of the waveform; two hours have 0.8 MB, which nobody should wait for. Whoever answers with the whole file
 * instead of a part, as a service worker without a network does, is asked no more.
 */
export async function fetchWaveform(slug: string, signal: AbortSignal): Promise<Waveform> {
	const url = `/e/${slug}/peaks`;
	let { bytes, whole } = await fetchBytes(url, signal, { from: 0, to: HEAD });
	const overview = readOverview(bytes);
	const { finest } = overview;
	if (overview.levels[0].rate === finest.rate) return { overview, piece: null };

	const pieces = new Map<number, Promise<Peaks>>();
	async function fetchPiece(index: number): Promise<Peaks> {
		// A second more, for the bar on the edge.
		const range = bytesBetween(finest, index * PIECE, (index + 1) * PIECE + 1);
		if (range.from >= range.to) return readStretch(finest, new Uint8Array(0));
		const isShort = (answer: Answer) => !answer.whole && answer.bytes.length < range.to - range.from;
		let answer: Answer = whole ? { bytes, whole } : await fetchBytes(url, signal, range);
		// The pieces overlap: a cache that holds the beginning of one may answer with no more than that.
		if (isShort(answer)) answer = await fetchBytes(url, signal, range, 'reload');
		if (isShort(answer))
			throw new Error(`expected ${range.to - range.from} bytes of ${url}, saw ${answer.bytes.length}`);
		if (!answer.whole) return readStretch(finest, answer.bytes);
		({ bytes, whole } = answer);
		return readStretch(finest, bytes.subarray(range.from, range.to));
	}
	return {
		overview,
		piece(index) {
			let piece = pieces.get(index);
			if (!piece) {
				pieces.set(index, (piece = fetchPiece(index)));
				// The next drawing may try again.
				piece.catch(() => pieces.delete(index));
			}
			return piece;
		}
	};
}

type Answer = { bytes: Uint8Array; whole: boolean };

/** `range` is half-open. */
async function fetchBytes(
	url: string,
	signal: AbortSignal,
	range?: { from: number; to: number },
	cache?: RequestCache
): Promise<Answer> {
	const headers: HeadersInit = range ? { range: `bytes=${range.from}-${range.to - 1}` } : {};
	const response = await fetch(url, { signal, headers, cache });
	if (!response.ok) throw new Error(`expected ${url} to answer with 200 or 206, saw ${response.status}`);
	return { bytes: new Uint8Array(await response.arrayBuffer()), whole: response.status !== 206 };
}
