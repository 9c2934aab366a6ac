// Around every answer of the server: errors become sentences, text is compressed, browsers are told what not to do.

import type { Handle, HandleServerError } from '@sveltejs/kit';
import { UserError } from '#lib/core/errors.ts';
import { compress } from '#lib/server/compress.ts';
import { matches } from '#lib/server/etag.ts';

/** Codes of UserErrors that are the visitor's own doing, or that pass; any other is a 500. */
const statuses: Record<string, number> = {
	'not-found': 404,
	'no-episode': 404,
	'untimed-transcript': 404,
	exists: 409,
	busy: 409,
	'disk-full': 507
};

const NOTHING = 'There is nothing at this address.';

export const handle: Handle = async ({ event, resolve }) => {
	const found = await resolve(event, isReadable(event.url.pathname) ? {} : { transformPageChunk: withoutScripts });
	const response = withStatus(found, event.isDataRequest ? null : event.locals.status);
	const { headers } = response;
	headers.set('x-content-type-options', 'nosniff');
	headers.set('referrer-policy', 'strict-origin-when-cross-origin');
	headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=()');
	headers.set('x-frame-options', 'SAMEORIGIN');

	const etag = headers.get('etag');
	if (etag && response.status === 200 && ['GET', 'HEAD'].includes(event.request.method)) {
		// Pages may be kept but are asked for again: usually the answer is that nothing changed.
		if (!headers.has('cache-control')) headers.set('cache-control', 'no-cache');
		if (matches(event.request.headers.get('if-none-match'), etag)) {
			await response.body?.cancel();
			return new Response(null, { status: 304, headers: withoutBody(headers) });
		}
	}
	return compress(event.request, response);
};

function withoutBody(headers: Headers): Headers {
	const kept = new Headers(headers);
	for (const name of ['content-length', 'content-type', 'content-encoding']) kept.delete(name);
	return kept;
}

/** An address such as `/e/%FF` stands for no text at all. */
function isReadable(pathname: string): boolean {
	try {
		// The bundler takes away a call whose result nobody uses.
		return decodeURI(pathname) !== '';
	} catch {
		return false;
	}
}

/** What Kit runs in the browser begins with reading the address. */
function withoutScripts({ html }: { html: string }): string {
	return html.replace(/<script\b[^]*?<\/script>/g, '');
}

/**
 * Kit answers every thrown error with 500 and an address that it cannot read with 400; this gives it the status that
 * `handleError` found for it.
 */
function withStatus(response: Response, status: number | null | undefined): Response {
	if (!status || ![400, 500].includes(response.status)) return response;
	return new Response(response.body, { status, headers: response.headers });
}

/** What a page shows of a failure. Only a UserError speaks for itself; of anything else the log has the details. */
export const handleError: HandleServerError = ({ error, event, status, message }) => {
	const known = error instanceof UserError ? statuses[error.code] : undefined;
	if (error instanceof UserError && known) {
		event.locals.status = known;
		return { message: error.message, status: known };
	}
	if (status === 404) return { message: NOTHING, status };
	if (!isReadable(event.url.pathname)) {
		event.locals.status = 404;
		return { message: NOTHING, status: 404 };
	}
	// A method that is not allowed: nothing for the log.
	if (status < 500) return { message, status };
	console.error(error instanceof UserError ? `inkwave: ${error.message}` : error);
	// A disk that is not mounted: it may come back.
	if (error instanceof UserError && error.code === 'no-library') event.locals.status = 503;
	if (error instanceof UserError) return { message: 'This cannot be shown; the log of the server says why.' };
	return { message: status === 500 ? 'Something went wrong on this server; its log says what.' : message };
};
