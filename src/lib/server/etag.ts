// Entity tags in the conditions of a request. Rules: RFC 9110, sections 8.8.3 and 13.1.

/** Whether an If-None-Match header names this tag, weak or strong. */
export function matches(header: string | null, etag: string): boolean {
	return names(header, etag, (tag) => tag.replace(/^W\//, ''));
}

/** Whether an If-Match header names this tag: a weak one is no promise that the bytes are the same. */
export function matchesStrongly(header: string | null, etag: string): boolean {
	return !etag.startsWith('W/') && names(header, etag, (tag) => tag);
}

function names(header: string | null, etag: string, bare: (tag: string) => string): boolean {
	if (header === null) return false;
	if (header.trim() === '*') return true;
	const tags = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
	return tags.some((tag) => bare(tag) === bare(etag));
}
