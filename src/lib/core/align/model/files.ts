// Reads the "s3" container that CMUSphinx keeps means, variances and transition matrices in.
//
//   "s3\n" … "endhdr\n" │ 0x11223344 │ dimensions (i32 …) │ n (i32) │ n × f32 │ checksum
//
// Source: sphinxbase `bio.c`. The magic number tells the byte order; the checksum is not needed and not read.

import { UserError } from '#lib/core/errors.ts';

const MAGIC = 0x11223344;

export type Numbers = { dimensions: number[]; values: Float32Array };

/**
 * The array in an s3 file: `counts` leading integers, then as many lengths as the last of them says where
 * `lengths` is set (one per stream), then the values. Throws a UserError naming `name` where the file is not one.
 */
export function readNumbers(bytes: Uint8Array, name: string, counts: number, lengths: boolean): Numbers {
	const header = find(bytes, 'endhdr\n');
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (header < 0 || header + 11 > bytes.length) throw notModel(name, 'no s3 header');
	let at = header + 7;
	const little = view.getUint32(at, true) === MAGIC;
	if (!little && view.getUint32(at, false) !== MAGIC) throw notModel(name, 'no byte-order mark after its header');
	at += 4;
	const dimensions: number[] = [];
	const next = () => {
		if (at + 4 > bytes.length) throw notModel(name, 'an early end');
		const value = view.getInt32(at, little);
		at += 4;
		return value;
	};
	for (let i = 0; i < counts; i++) dimensions.push(next());
	if (lengths) for (let i = 0, n = dimensions[1]; i < n && i < 16; i++) dimensions.push(next());
	const total = next();
	if (total < 0 || at + 4 * total > bytes.length)
		throw notModel(name, `room for ${total} numbers in ${bytes.length} bytes`);
	const values = new Float32Array(new Uint8Array(bytes.subarray(at, at + 4 * total)).buffer);
	if (!little) for (let i = 0; i < total; i++) values[i] = view.getFloat32(at + 4 * i, false);
	return { dimensions, values };
}

export function notModel(name: string, saw: string): UserError {
	return new UserError(
		'bad-model',
		`The acoustic model's file “${name}” cannot be read: expected a CMUSphinx semi-continuous or PTM model, saw ${saw}; use a folder such as pocketsphinx's en-us.`
	);
}

function find(bytes: Uint8Array, text: string): number {
	const limit = Math.min(bytes.length - text.length, 4096);
	outer: for (let i = 0; i <= limit; i++) {
		for (let j = 0; j < text.length; j++) if (bytes[i + j] !== text.charCodeAt(j)) continue outer;
		return i;
	}
	return -1;
}
