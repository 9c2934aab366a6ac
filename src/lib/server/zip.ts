// One file out of a zip archive (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), found by the list at its end.

import { inflateRawSync } from 'node:zlib';

/** No text of an episode is longer than this, unpacked. */
const most = 64 * 1024 * 1024;

/** The bytes of the first of these files that the archive has; null where it is none, has none, or is damaged. */
export function fileInZip(bytes: Uint8Array, names: readonly string[]): Uint8Array | null {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		let at = view.getUint32(endOf(view) + 16, true);
		while (view.getUint32(at, true) === 0x02014b50) {
			const length = view.getUint16(at + 28, true);
			const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length));
			if (names.includes(name)) return unpacked(bytes, view, at);
			at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
		}
		return null;
	} catch {
		// Whatever points outside of the file, or does not unpack.
		return null;
	}
}

/** Where the record stands that says where the list begins; behind it there may be a comment. */
function endOf(view: DataView): number {
	for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--)
		if (view.getUint32(at, true) === 0x06054b50) return at;
	throw new RangeError('expected the end of a zip archive, saw none');
}

function unpacked(bytes: Uint8Array, view: DataView, entry: number): Uint8Array | null {
	const method = view.getUint16(entry + 10, true);
	const size = view.getUint32(entry + 20, true);
	const local = view.getUint32(entry + 42, true);
	const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
	const packed = bytes.subarray(from, from + size);
	if (method === 0) return packed;
	return method === 8 ? inflateRawSync(packed, { maxOutputLength: most }) : null;
}
