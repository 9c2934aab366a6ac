// One file as an HTTP answer that players can seek in: byte ranges, conditions, HEAD, streamed from disk.
//
// The entity tag is strong and made of inode, size, and times of change to the nanosecond. A hash of the content would
// cost reading hundreds of megabytes before the first byte; every file of the library is written under a temporary name
// and renamed, so new content always is a new inode. Rules: RFC 9110, sections 8.8, 13 and 14.
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { parseRange } from '#lib/core/byterange.ts';
import { matches, matchesStrongly } from './etag.ts';

const CHUNK = 1 << 16;

/**
 * Answers GET and HEAD for the file at `path`: 200, 206 for one range, 304, 412, 416, 404 where there is no such file, 405
 * for other methods. Several ranges at once get the whole file, as the standard allows. `headers` are added to 200, 206
 * and 304.
 */
export async function fileResponse(
	request: Request,
	path: string,
	type: string,
	headers: Record<string, string> = {}
): Promise<Response> {
	if (request.method !== 'GET' && request.method !== 'HEAD')
		return new Response(null, { status: 405, headers: { allow: 'GET, HEAD' } });
	let handle: FileHandle;
	try {
		handle = await open(path, 'r');
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code;
		if (code === 'ENOENT' || code === 'ENOTDIR') return new Response(null, { status: 404 });
		throw error;
	}
	let streaming = false;
	try {
		const info = await handle.stat({ bigint: true });
		if (!info.isFile()) return new Response(null, { status: 404 });
		const size = Number(info.size);
		const etag = `"${[info.ino, info.size, info.mtimeNs, info.ctimeNs].map((n) => n.toString(36)).join('-')}"`;
		const modified = Math.floor(Number(info.mtimeMs) / 1000) * 1000;
		const common = {
			'cache-control': 'no-cache',
			...headers,
			etag,
			'last-modified': new Date(modified).toUTCString(),
			'accept-ranges': 'bytes'
		};
		const verdict = precondition(request.headers, etag, modified);
		if (verdict) return new Response(null, { status: verdict, headers: common });

		const range = rangeApplies(request, etag, modified) ? parseRange(request.headers.get('range'), size) : 'whole';
		if (range === 'unsatisfiable')
			return new Response(null, {
				status: 416,
				headers: { 'accept-ranges': 'bytes', 'content-range': `bytes */${size}`, etag }
			});
		const { from, to } = range === 'whole' ? { from: 0, to: size } : range;
		const answer = {
			status: range === 'whole' ? 200 : 206,
			headers: {
				...common,
				'content-type': type,
				'content-length': String(to - from),
				...(range === 'whole' ? {} : { 'content-range': `bytes ${from}-${to - 1}/${size}` })
			}
		};
		if (request.method === 'HEAD') return new Response(null, answer);
		streaming = true;
		return new Response(stream(handle, from, to, request.signal), answer);
	} finally {
		if (!streaming) await handle.close();
	}
}

/** 304 or 412 where a condition of the request says so; the order is that of RFC 9110, section 13.2.2. */
function precondition(headers: Headers, etag: string, modified: number): 304 | 412 | null {
	const match = headers.get('if-match');
	if (match !== null) {
		if (!matchesStrongly(match, etag)) return 412;
	} else if (modified > seconds(headers.get('if-unmodified-since'))) return 412;
	const none = headers.get('if-none-match');
	if (none !== null) return matches(none, etag) ? 304 : null;
	return modified <= seconds(headers.get('if-modified-since')) ? 304 : null;
}

/** Milliseconds of an HTTP date; NaN, which no comparison holds for, where there is none. */
function seconds(date: string | null): number {
	return date === null ? NaN : Date.parse(date);
}

/** If-Range: the range counts only for the very file the client has a part of. A date must be the exact one. */
function rangeApplies(request: Request, etag: string, modified: number): boolean {
	const condition = request.headers.get('if-range');
	if (condition === null) return true;
	return condition.includes('"') ? condition.trim() === etag : seconds(condition) === modified;
}

/** Reads only when asked for more, and closes the file at the end, on an error, and when the client goes away. */
function stream(handle: FileHandle, from: number, to: number, signal: AbortSignal): ReadableStream<Uint8Array> {
	let at = from;
	let open = true;
	const close = async () => {
		if (!open) return;
		open = false;
		signal.removeEventListener('abort', close);
		await handle.close();
	};
	signal.addEventListener('abort', close, { once: true });
	if (signal.aborted) void close();
	return new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				try {
					if (!open) return controller.error(signal.reason);
					const length = Math.min(CHUNK, to - at);
					const { bytesRead, buffer } = await handle.read(new Uint8Array(length), 0, length, at);
					if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
					at += bytesRead;
					if (at < to && bytesRead === 0) throw new Error(`the file became shorter while it was sent, at byte ${at}`);
					if (at >= to) {
						await close();
						controller.close();
					}
				} catch (error) {
					await close();
					controller.error(error);
				}
			},
			cancel: close
		},
		{ highWaterMark: 0 }
	);
}
