// Compression of answers made on the fly. Files of the build are compressed beforehand, audio is compressed by nature.

import { pipeline, Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

/** Below this, headers cost more than compression saves. */
const WORTH = 1024;
const text = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:json|xml|javascript|x-subrip|octet-stream)|image\/svg)/;

/** The same answer, compressed where the browser takes it and the body gains by it. */
export function compress(request: Request, response: Response): Response {
	const { headers, body, status } = response;
	if (!body || status !== 200 || request.method === 'HEAD') return response;
	if (headers.has('content-encoding') || headers.has('accept-ranges') || headers.has('content-range')) return response;
	if (!text.test(headers.get('content-type') ?? '')) return response;
	headers.append('vary', 'accept-encoding');
	if (Number(headers.get('content-length') ?? WORTH) < WORTH) return response;
	const encoding = encodingFor(request.headers.get('accept-encoding') ?? '');
	if (!encoding) return response;

	const packer =
		encoding === 'br'
			? createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
			: createGzip({ level: 6 });
	// Passes a failure on to whoever reads, and the end of a reader on to the body: nothing is left to do here.
	const packed = pipeline(Readable.fromWeb(body as NodeStream), packer, () => {});
	const out = new Headers(headers);
	out.set('content-encoding', encoding);
	out.delete('content-length');
	// Other bytes, same meaning.
	const etag = out.get('etag');
	if (etag?.startsWith('"')) out.set('etag', `W/${etag}`);
	return new Response(Readable.toWeb(packed) as ReadableStream, { status, headers: out });
}

/** The best of what an Accept-Encoding header allows. */
export function encodingFor(accept: string): 'br' | 'gzip' | null {
	const allowed = new Map<string, number>();
	for (const part of accept.toLowerCase().split(',')) {
		const [name, ...parameters] = part.split(';').map((piece) => piece.trim());
		const quality = parameters.find((parameter) => parameter.startsWith('q='));
		if (name) allowed.set(name, quality ? Number(quality.slice(2)) || 0 : 1);
	}
	const weight = (name: string) => allowed.get(name) ?? allowed.get('*') ?? 0;
	const br = weight('br');
	const gzip = weight('gzip');
	if (br > 0 && br >= gzip) return 'br';
	return gzip > 0 ? 'gzip' : null;
}
