// Mixture weights ("sendump"): how much each density of its codebook counts for a senone, one byte a weight.
//
//   strings until an empty one │ densities, senones (i32) │ u8[stream][density][senone], −ln(weight)/U
//
// Turned over at load to [senone][stream][density], so that scoring one senone reads one short stretch of memory.
// Source: pocketsphinx `ptm_mgau.c`, `s2_semi_mgau.c`.

import { notModel } from './files.ts';

export type Mixtures = { senones: number; densities: number; /** [senone][stream][density] */ weights: Uint8Array };

const STREAMS = 3;
/** Senones turned over at once. */
const TURNED = 64;

export function readMixtures(bytes: Uint8Array): Mixtures {
	if (bytes.length < 4) throw notModel('sendump', 'an early end');
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	// The first length of a little-endian file is small; read the other way round it is huge.
	const little = view.getInt32(0, true) >= 0 && view.getInt32(0, true) < bytes.length;
	let at = 0;
	for (;;) {
		if (at + 12 > bytes.length) throw notModel('sendump', 'an early end');
		const length = view.getInt32(at, little);
		if (length < 0) throw notModel('sendump', `a string of ${length} bytes`);
		const text = String.fromCharCode(...bytes.subarray(at + 4, at + 4 + Math.min(length, 64)));
		if (/^(cluster_count [1-9]|mixw_shift [1-9])/.test(text)) throw notModel('sendump', `“${text.replace(/\0/g, '')}”`);
		at += 4;
		if (length === 0) break;
		at += length;
	}
	const densities = view.getInt32(at, little);
	const senones = view.getInt32(at + 4, little);
	at += 8;
	if (densities <= 0 || senones <= 0 || at + STREAMS * densities * senones > bytes.length)
		throw notModel('sendump', `${bytes.length - at} bytes for ${STREAMS} × ${densities} × ${senones} weights`);
	const weights = turnOver(bytes.subarray(at), STREAMS * densities, senones);
	return { senones, densities, weights };
}

/** Columns as rows. Some at a time, so that what is written stays in the processor's cache. */
function turnOver(from: Uint8Array, rows: number, columns: number): Uint8Array {
	const to = new Uint8Array(columns * rows);
	for (let first = 0; first < columns; first += TURNED) {
		const last = Math.min(columns, first + TURNED);
		for (let row = 0; row < rows; row++) {
			const start = row * columns;
			for (let column = first, at = first * rows + row; column < last; column++, at += rows)
				to[at] = from[start + column];
		}
	}
	return to;
}
