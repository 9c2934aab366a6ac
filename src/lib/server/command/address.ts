// Under which address the pages are seen: what the person at the machine says, or what a proxy in front says of a request.

import type { IncomingHttpHeaders } from 'node:http';
import { UserError } from '#lib/core/errors.ts';

/** ORIGIN as it was set, in the usual spelling. Throws UserError. */
export function parseOrigin(text: string): string {
	const url = URL.parse(text.trim());
	if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password)
		throw new UserError(
			'bad-origin',
			`Expected ORIGIN as an address with its scheme, such as "https://listen.example.org", saw "${text}".`
		);
	if (url.pathname !== '/' || url.search || url.hash)
		throw new UserError(
			'bad-origin',
			`Expected ORIGIN without a path, as the pages are the whole of a host, saw "${text}"; give them a host name of ` +
				`their own, and set ORIGIN to that.`
		);
	return url.origin;
}

/**
 * Makes of what proxies said the one scheme and host by which the visitor came: each proxy in a row may have put its own
 * behind that of the first. What cannot be true is left out, as whoever asks can write anything there.
 */
export function settleForwarded(headers: IncomingHttpHeaders): void {
	const scheme = firstOf(headers['x-forwarded-proto'])?.toLowerCase();
	headers['x-forwarded-proto'] = scheme === 'https' ? 'https' : 'http';
	const host = firstOf(headers['x-forwarded-host']);
	if (host && isHost(host)) headers['x-forwarded-host'] = host;
	else delete headers['x-forwarded-host'];
}

function firstOf(header: string | string[] | undefined): string | undefined {
	return String(header ?? '')
		.split(',')[0]
		.trim();
}

/** A name or number, and perhaps a port; nothing that would become another part of an address. */
function isHost(text: string): boolean {
	return /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(text) && URL.canParse(`http://${text}/`);
}
