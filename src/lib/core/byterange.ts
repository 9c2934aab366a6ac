// The part of a file that a Range header asks for (RFC 9110, section 14), for the server and for the page offline.

/** Bytes, half open. */
export type ByteRange = { from: number; to: number };

/** `size` in bytes. A header that is missing, malformed, of another unit or of several ranges means the whole file. */
export function parseRange(header: string | null, size: number): ByteRange | 'whole' | 'unsatisfiable' {
	const match = /^bytes=(\d*)-(\d*)$/i.exec(header?.trim() ?? '');
	if (!match || (match[1] === '' && match[2] === '')) return 'whole';
	const [first, last] = [match[1], match[2]].map((digits) => (digits === '' ? null : Number(digits)));
	if (first === null) {
		const length = Math.min(last as number, size);
		return length > 0 ? { from: size - length, to: size } : 'unsatisfiable';
	}
	if (last !== null && last < first) return 'whole';
	if (first >= size) return 'unsatisfiable';
	return { from: first, to: Math.min(size, (last ?? Infinity) + 1) };
}
