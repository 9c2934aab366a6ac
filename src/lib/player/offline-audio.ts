// The audio of a saved episode, kept in parts, and the stretch of it that a player asks for. Parts, because a browser's
// cache gives a stored answer only as a whole: each seek in a hundred megabytes would read them all.
//
//   part 0       part 1       part 2       …        each `part` bytes long, the last one shorter
//   ├────────────┼──────██████┼████────────┼──┤     bytes=from-to

import { parseRange } from '#lib/core/byterange.ts';

/** What is known of the stored audio; sizes in bytes. */
export type StoredAudio = { bytes: number; part: number; type: string; etag: string | null };

export const PART = 1 << 20;

/** A stream in parts of one size. */
export async function* partsOf(body: ReadableStream<Uint8Array>, part = PART): AsyncGenerator<Uint8Array<ArrayBuffer>> {
	let buffer = new Uint8Array(part);
	let filled = 0;
	const reader = body.getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) break;
			for (let at = 0; at < value.length;) {
				const taken = value.subarray(at, at + part - filled);
				buffer.set(taken, filled);
				filled += taken.length;
				at += taken.length;
				if (filled < part) continue;
				yield buffer;
				buffer = new Uint8Array(part);
				filled = 0;
			}
		}
		if (filled) yield buffer.slice(0, filled);
	} finally {
		// Left early, the download must not go on.
		await reader.cancel().catch(() => {});
	}
}

/** The answer to a GET of the audio. `read` gives a part; one that is gone ends the answer with an error. */
export function audioResponse(
	range: string | null,
	audio: StoredAudio,
	read: (index: number) => Promise<Uint8Array | null>
): Response {
	const headers = new Headers({ 'accept-ranges': 'bytes', 'content-type': audio.type });
	if (audio.etag) headers.set('etag', audio.etag);
	const asked = parseRange(range, audio.bytes);
	if (asked === 'unsatisfiable') {
		headers.set('content-range', `bytes */${audio.bytes}`);
		return new Response(null, { status: 416, headers });
	}
	const { from, to } = asked === 'whole' ? { from: 0, to: audio.bytes } : asked;
	headers.set('content-length', String(to - from));
	if (asked !== 'whole') headers.set('content-range', `bytes ${from}-${to - 1}/${audio.bytes}`);
	let at = from;
	const body = new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				if (at >= to) return controller.close();
				const index = Math.floor(at / audio.part);
				const part = await read(index);
				const first = index * audio.part;
				const piece = part?.subarray(at - first, to - first);
				if (!piece?.length) return controller.error(new Error(`part ${index} of the saved audio is missing`));
				at += piece.length;
				controller.enqueue(piece);
			}
		},
		{ highWaterMark: 0 }
	);
	return new Response(body, { status: asked === 'whole' ? 200 : 206, headers });
}
