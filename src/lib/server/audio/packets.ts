// How many samples the packets of an Ogg stream hold, without decoding them. Opus: RFC 6716, section 3.1; Vorbis I
// specification, sections 4.2 and 4.3; FLAC in Ogg: RFC 9639, section 10.1.
import { frameSamples } from './flac.ts';

/**
 * Takes the packets of one stream in order, headers too, its first already known. Gives the samples that a decoder makes of
 * each, in the units of the granules; null for a packet that is no sound, or where the headers are not understood.
 */
export type PacketCounter = (packet: Uint8Array) => number | null;

export function opusCounter(): PacketCounter {
	return (packet) => {
		if (String.fromCharCode(...packet.subarray(0, 8)) === 'OpusTags') return null;
		const kind = packet[0] >> 3;
		const frame =
			kind < 12 ? [480, 960, 1920, 2880][kind & 3] : kind < 16 ? [480, 960][kind & 1] : [120, 240, 480, 960][kind & 3];
		return frame * [1, 2, 2, packet[1] & 63][packet[0] & 3];
	};
}

/** The first of the packets of sound gives no samples: each is overlapped with the one before. */
export function vorbisCounter(identification: Uint8Array): PacketCounter {
	const sizes = [1 << (identification[28] & 15), 1 << (identification[28] >> 4)];
	let modes: number[] = [];
	let before = 0;
	return (packet) => {
		if (packet[0] === 5) modes = vorbisModes(packet);
		if (packet[0] & 1 || modes.length === 0) return null;
		const bits = 32 - Math.clz32(modes.length - 1);
		const size = sizes[modes[(packet[0] >> 1) & ((1 << bits) - 1)]];
		const samples = before && (before + size) / 4;
		before = size;
		return samples;
	};
}

export function flacCounter(): PacketCounter {
	return (packet) => (packet[0] === 0xff ? frameSamples(packet, 0) : null);
}

/**
 * Which of the two block sizes each mode has, from the end of the setup header: what stands before the modes has no length
 * of its own. Empty where none are found.
 *
 *     … │ number of modes − 1 │ block, 0, 0, mapping │ … │ block, 0, 0, mapping │ 1 │ 0 0 …     bits, the first one left
 *       │          6          │ 1   16 16     8     │   │                      │ framing, then nothing
 */
function vorbisModes(setup: Uint8Array): number[] {
	const bits = (at: number, count: number) => {
		let value = 0;
		for (let i = at + count - 1; i >= at; i--) value = value * 2 + ((setup[i >> 3] >> (i & 7)) & 1);
		return value;
	};
	let framing = setup.length * 8 - 1;
	while (framing > 0 && !bits(framing, 1)) framing--;
	let modes: number[] = [];
	const found: number[] = [];
	for (let at = framing - 41; at >= 6 && found.length < 64; at -= 41) {
		if (bits(at + 1, 32) !== 0 || bits(at + 33, 8) > 63) break;
		found.unshift(bits(at, 1));
		if (bits(at - 6, 6) === found.length - 1) modes = [...found];
	}
	return modes;
}
