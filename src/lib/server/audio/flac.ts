// FLAC's STREAMINFO block: rate, channels and the number of samples it promises. Format: RFC 9639, section 8.2.
import type { Source } from './source.ts';
import { id3Size } from './mp3.ts';

export type Flac = {
	/** Where "fLaC" stands: after an ID3 tag that some tools put in front. */
	at: number;
	rate: number;
	channels: number;
	/** Samples per channel; null where the encoder did not know. */
	samples: number | null;
};

export async function readFlac(source: Source): Promise<Flac | null> {
	let at = 0;
	let head = await source.read(0, 42);
	for (let size = id3Size(head); size; size = id3Size(head)) {
		at += size;
		head = await source.read(at, 42);
	}
	if (head.length < 42 || String.fromCharCode(...head.subarray(0, 4)) !== 'fLaC' || (head[4] & 0x7f) !== 0) return null;
	const rate = (head[18] << 12) | (head[19] << 4) | (head[20] >> 4);
	const samples = (head[21] & 15) * 2 ** 32 + new DataView(head.buffer).getUint32(22);
	return rate ? { at, rate, channels: ((head[20] >> 1) & 7) + 1, samples: samples || null } : null;
}
