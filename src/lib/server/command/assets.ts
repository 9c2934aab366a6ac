// The files that come with the built pages: scripts, styles, fonts, icons; with Brotli and gzip beside what shrinks.
//
// All of them, two megabytes, are held in memory. A later build replaces the folder, and a page that came from here goes
// on asking for the files of its own version.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { encodingFor } from '../compress.ts';
import { matches } from '../etag.ts';

const types: Record<string, string> = {
	'.css': 'text/css',
	'.html': 'text/html; charset=utf-8',
	'.ico': 'image/x-icon',
	'.js': 'text/javascript',
	'.json': 'application/json',
	'.png': 'image/png',
	'.svg': 'image/svg+xml',
	'.txt': 'text/plain; charset=utf-8',
	'.wasm': 'application/wasm',
	'.webmanifest': 'application/manifest+json',
	'.webp': 'image/webp',
	'.woff': 'font/woff',
	'.woff2': 'font/woff2'
};
/** These never change: their names say what is in them. */
const FOREVER = '/_app/immutable/';

/** Answers where the address is that of a file, and says whether it did. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Reads all files of a folder, which stands for `/`. */
export function readAssets(folder: string): Answer {
	const files = new Map<string, { bytes: Buffer; hash: string }>();
	for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
		if (!entry.isFile()) continue;
		const file = join(entry.parentPath, entry.name);
		const bytes = readFileSync(file);
		const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
		files.set(file.slice(folder.length).replaceAll('\\', '/'), { bytes, hash });
	}
	return (request, response) => {
		const path = pathOf(request.url ?? '/');
		const file = files.get(path);
		if (!file) return false;
		if (request.method !== 'GET' && request.method !== 'HEAD') {
			response.writeHead(405, { allow: 'GET, HEAD' }).end();
			return true;
		}
		const encoding = encodingFor(String(request.headers['accept-encoding'] ?? ''));
		const packed = encoding && files.get(`${path}.${encoding === 'br' ? 'br' : 'gz'}`);
		const etag = `"${file.hash}${packed ? `-${encoding}` : ''}"`;
		response.setHeader('etag', etag);
		response.setHeader('vary', 'accept-encoding');
		response.setHeader('x-content-type-options', 'nosniff');
		response.setHeader('cache-control', path.startsWith(FOREVER) ? 'public, max-age=31536000, immutable' : 'no-cache');
		if (matches(request.headers['if-none-match'] ?? null, etag)) {
			response.writeHead(304).end();
			return true;
		}
		const { bytes } = packed || file;
		response.writeHead(200, {
			'content-type': types[extname(path)] ?? 'application/octet-stream',
			'content-length': bytes.length,
			...(packed ? { 'content-encoding': encoding } : {})
		});
		response.end(request.method === 'HEAD' ? undefined : bytes);
		return true;
	};
}

/** As the build's own file server reads an address: it must never get to one whose file may be gone. */
function pathOf(url: string): string {
	const path = url.replace(/\?.*$/s, '').replace(/\/$/, '');
	try {
		return decodeURI(path);
	} catch {
		return path;
	}
}
