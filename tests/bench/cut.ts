// Cuts the stretches that a job asks for out of a recording while it is decoded.

import type { Piece } from './job.ts';

/** Seconds by which a span may begin before the end of the one before it. */
const BACK = 5;

/** The samples of each piece, one after the other. */
export async function* cut(
	blocks: AsyncIterable<Float32Array>,
	pieces: Piece[],
	rate: number
): AsyncGenerator<{ piece: Piece; samples: Float32Array }> {
	const spans = pieces.flatMap((piece) =>
		piece.spans.map(({ start, end }, i) => ({
			from: Math.round(start * rate),
			to: Math.round(end * rate),
			ends: i === piece.spans.length - 1 ? piece : null
		}))
	);
	let next = 0;
	let parts: Float32Array[] = [];
	/** The newest audio, the sample that it begins with, and the sample up to which the span at hand is taken. */
	let recent = new Float32Array(0);
	let base = 0;
	let taken = -1;
	for await (const block of blocks) {
		const kept = Math.min(recent.length, BACK * rate);
		base += recent.length - kept;
		recent = concat([recent.subarray(recent.length - kept), block]);
		for (; next < spans.length; next++) {
			const { from, to, ends } = spans[next];
			const first = Math.max(from, taken);
			const last = Math.min(base + recent.length, to);
			if (first < base && first < last) throw new RangeError(`span ${next} begins too far back`);
			if (first < last) parts.push(recent.slice(first - base, (taken = last) - base));
			if (to > base + recent.length) break;
			taken = -1;
			if (ends) yield { piece: ends, samples: concat(parts) };
			if (ends) parts = [];
		}
		if (next === spans.length) return;
	}
	// The last span may end a few samples after the audio does.
	const last = spans[spans.length - 1];
	if (next === spans.length - 1 && last.ends) yield { piece: last.ends, samples: concat(parts) };
}

function concat(parts: Float32Array[]): Float32Array<ArrayBuffer> {
	const samples = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let offset = 0;
	for (const part of parts) {
		samples.set(part, offset);
		offset += part.length;
	}
	return samples;
}
