// What the page fetches once it is alive: the word track and the waveform. The audio is never fetched by the page, only
// played by its element.

import { readPeaks, type Peaks } from '#lib/core/peaks.ts';
import { decodeWords, type WordTrack } from '#lib/core/wordtrack.ts';

export async function fetchWords(slug: string, signal: AbortSignal): Promise<WordTrack> {
	return decodeWords(await fetchBytes(`/e/${slug}/words`, signal));
}

export async function fetchPeaks(slug: string, signal: AbortSignal): Promise<Peaks> {
	return readPeaks(await fetchBytes(`/e/${slug}/peaks`, signal));
}

async function fetchBytes(url: string, signal: AbortSignal): Promise<Uint8Array> {
	const response = await fetch(url, { signal });
	if (!response.ok) throw new Error(`expected ${url} to answer with 200, saw ${response.status}`);
	return new Uint8Array(await response.arrayBuffer());
}
