// Ogg by its pages: which codec the first stream holds, how much of its front is not played, and how long it is.
// Format: RFC 3533; Opus in Ogg: RFC 7845 (granules at 48 kHz, pre-skip); Vorbis I specification, section A.2.
import type { Source } from './source.ts';

export type Ogg = {
	codec: 'opus' | 'vorbis' | 'flac' | 'other';
	rate: number;
	channels: number;
	/** Seconds that play, over all chained streams. */
	duration: number;
	/** Streams one after another, as stitched files have. */
	links: number;
	/** How the last of them ends: with its last page, without one, or within a page. Recordings of a live stream have none. */
	end: 'whole' | 'open' | 'cut';
};

const CHUNK = 1 << 20;

/** Null where no sound stream begins. Reads the file once, in pieces. */
export async function readOgg(source: Source, signal?: AbortSignal): Promise<Ogg | null> {
	let found: Omit<Ogg, 'duration' | 'links' | 'end'> | null = null;
	let serial = -1;
	let [scale, skip, first, last] = [0, 0, -1, -1];
	let duration = 0;
	let links = 0;
	let ended = false;
	const close = () => {
		if (last > 0 && scale) duration += Math.max(0, last - Math.max(first, 0) - skip) / scale;
	};
	let base = 0;
	let buffer = await source.read(0, CHUNK);
	let position = 0;
	while (position + 27 <= source.size) {
		if (position + 70000 > base + buffer.length && base + buffer.length < source.size) {
			signal?.throwIfAborted();
			base = position;
			buffer = await source.read(base, CHUNK);
		}
		const at = position - base;
		if (String.fromCharCode(...buffer.subarray(at, at + 4)) !== 'OggS' || at + 27 > buffer.length) {
			const next = buffer.indexOf(0x4f, at + 1);
			position = base + (next < 0 ? buffer.length : next);
			continue;
		}
		const view = new DataView(buffer.buffer, buffer.byteOffset + at, buffer.length - at);
		const segments = buffer[at + 26];
		let body = 0;
		for (let i = 0; i < segments; i++) body += buffer[at + 27 + i];
		const begins = (buffer[at + 5] & 2) !== 0;
		const payload = buffer.subarray(at + 27 + segments, at + 27 + segments + body);
		const head = begins ? identify(payload) : null;
		if (head) {
			close();
			({ scale, skip } = head);
			[first, last] = [-1, -1];
			serial = view.getUint32(14, true);
			found ??= { codec: head.codec, rate: head.rate, channels: head.channels };
			links++;
			ended = false;
		} else if (found && view.getUint32(14, true) === serial) {
			const granule = Number(view.getBigInt64(6, true));
			if (granule >= 0 && payload.length) last = granule;
		}
		position += 27 + segments + body;
		if (found && view.getUint32(14, true) === serial && buffer[at + 5] & 4) ended = position <= source.size;
	}
	close();
	const end = ended ? 'whole' : position === source.size ? 'open' : 'cut';
	return found && { ...found, duration, links, end };
}

function identify(
	packet: Uint8Array
): (Omit<Ogg, 'duration' | 'links' | 'end'> & { scale: number; skip: number }) | null {
	const text = String.fromCharCode(...packet.subarray(0, 8));
	const view = new DataView(packet.buffer, packet.byteOffset, packet.length);
	if (text === 'OpusHead' && packet.length >= 19)
		return { codec: 'opus', rate: 48000, channels: packet[9], scale: 48000, skip: view.getUint16(10, true) };
	if (text.startsWith('\x01vorbis') && packet.length >= 16) {
		const rate = view.getUint32(12, true);
		return { codec: 'vorbis', rate, channels: packet[11], scale: rate, skip: 0 };
	}
	if (text.startsWith('\x7fFLAC') && packet.length >= 34) {
		const rate = (packet[27] << 12) | (packet[28] << 4) | (packet[29] >> 4);
		return { codec: 'flac', rate, channels: ((packet[29] >> 1) & 7) + 1, scale: rate, skip: 0 };
	}
	return null;
}
