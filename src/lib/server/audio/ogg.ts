// Ogg by its pages: which codec the first stream holds, how much of its front is not played, and how long it is.
// Format: RFC 3533; Opus in Ogg: RFC 7845 (granules at 48 kHz, pre-skip); Vorbis I specification, section A.2.
import { flacCounter, opusCounter, vorbisCounter } from './packets.ts';
import type { PacketCounter } from './packets.ts';
import type { Source } from './source.ts';

type Codec = 'opus' | 'vorbis' | 'flac' | 'other';

export type Ogg = {
	codec: Codec;
	rate: number;
	channels: number;
	/** Seconds that play, over all chained streams. */
	duration: number;
	/**
	 * Seconds that its granules give its first sample: not 0 in a recording of a live stream. Browsers count them into the
	 * duration, and some into the current time.
	 */
	begins: number;
	/** Streams one after another, as stitched files have: what each holds, and the byte where it begins. */
	links: { codec: Codec; at: number }[];
	/** How the last of them ends: with its last page, without one, or within a page. Recordings of a live stream have none. */
	end: 'whole' | 'open' | 'cut';
	/** Something that is no page lies between pages. */
	damaged: boolean;
};

const CHUNK = 1 << 20;

/** Seconds: where the first sample has at least this time, players count it in. */
const LATE = 0.05;

/** Whether its granules are one count of samples from 0. */
export function oneClock({ links, begins }: Ogg): boolean {
	return links.length === 1 && begins < LATE;
}

/** Null where no sound stream begins. Reads the file once, in pieces. */
export async function readOgg(source: Source, signal?: AbortSignal): Promise<Ogg | null> {
	let found: Pick<Ogg, 'codec' | 'rate' | 'channels'> | null = null;
	let serial = -1;
	let [scale, skip, last] = [0, 0, -1];
	/** The granule of the first sample, and what finds it: null once it is found. */
	let first = 0;
	let front: Front | null = null;
	let begins = 0;
	let duration = 0;
	const links: Ogg['links'] = [];
	let ended = false;
	let damaged = false;
	const close = () => {
		if (links.length === 1 && scale) begins = first / scale;
		if (last > 0 && scale) duration += Math.max(0, last - first - skip) / scale;
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
			damaged = true;
			const next = buffer.indexOf(0x4f, at + 1);
			position = base + (next < 0 ? buffer.length : next);
			continue;
		}
		const view = new DataView(buffer.buffer, buffer.byteOffset + at, buffer.length - at);
		const segments = buffer[at + 26];
		let body = 0;
		for (let i = 0; i < segments; i++) body += buffer[at + 27 + i];
		const opens = (buffer[at + 5] & 2) !== 0;
		const payload = buffer.subarray(at + 27 + segments, at + 27 + segments + body);
		const head = opens ? identify(payload) : null;
		if (head) {
			close();
			({ scale, skip } = head);
			[first, last] = [0, -1];
			front = { count: head.count, packet: [], samples: 0, sound: false };
			serial = view.getUint32(14, true);
			found ??= { codec: head.codec, rate: head.rate, channels: head.channels };
			links.push({ codec: head.codec, at: position });
			ended = false;
		} else if (found && view.getUint32(14, true) === serial) {
			const granule = Number(view.getBigInt64(6, true));
			if (front) {
				countPage(front, buffer.subarray(at + 27, at + 27 + segments), payload, (buffer[at + 5] & 1) !== 0);
				if (granule >= 0 && front.sound) {
					first = Math.max(0, granule - front.samples);
					front = null;
				}
			}
			if (granule >= 0 && payload.length) last = granule;
		}
		position += 27 + segments + body;
		if (found && view.getUint32(14, true) === serial && buffer[at + 5] & 4) ended = position <= source.size;
	}
	close();
	const end = ended ? 'whole' : position === source.size ? 'open' : 'cut';
	return found && { ...found, duration, begins, links, end, damaged };
}

/** What is known of the first packets of a stream. */
type Front = {
	count: PacketCounter;
	/** The pieces of a packet that goes on in the next page. */
	packet: Uint8Array[];
	/** Of the packets that are whole, and whether any of them is sound. */
	samples: number;
	sound: boolean;
};

/** Counts the packets that end in a page. Of one that goes on from a page that is not there, nothing can be decoded. */
function countPage(front: Front, lacing: Uint8Array, payload: Uint8Array, continues: boolean): void {
	let lost = continues && front.packet.length === 0;
	if (!continues) front.packet = [];
	let at = 0;
	for (const size of lacing) {
		front.packet.push(payload.subarray(at, at + size));
		at += size;
		if (size === 255) continue;
		const packet = Buffer.concat(front.packet);
		const samples = lost || packet.length === 0 ? null : front.count(packet);
		if (samples !== null) front.sound = true;
		front.samples += samples ?? 0;
		front.packet = [];
		lost = false;
	}
}

type Head = Pick<Ogg, 'codec' | 'rate' | 'channels'> & { scale: number; skip: number; count: PacketCounter };

function identify(packet: Uint8Array): Head | null {
	const text = String.fromCharCode(...packet.subarray(0, 8));
	const view = new DataView(packet.buffer, packet.byteOffset, packet.length);
	if (text === 'OpusHead' && packet.length >= 19)
		return {
			codec: 'opus',
			rate: 48000,
			channels: packet[9],
			scale: 48000,
			skip: view.getUint16(10, true),
			count: opusCounter()
		};
	if (text.startsWith('\x01vorbis') && packet.length >= 29) {
		const rate = view.getUint32(12, true);
		return { codec: 'vorbis', rate, channels: packet[11], scale: rate, skip: 0, count: vorbisCounter(packet) };
	}
	if (text.startsWith('\x7fFLAC') && packet.length >= 34) {
		const rate = (packet[27] << 12) | (packet[28] << 4) | (packet[29] >> 4);
		return { codec: 'flac', rate, channels: ((packet[29] >> 1) & 7) + 1, scale: rate, skip: 0, count: flacCounter() };
	}
	return null;
}
