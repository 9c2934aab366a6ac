// The times of the words (core/wordtrack.ts describes the bytes).

import { encodeWords } from '#lib/core/wordtrack.ts';
import { episodeOf, notFound, taggedResponse } from '#lib/server/respond.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request, params }) => {
	const { transcript, alignment, stamp } = await episodeOf(params.slug);
	if (!alignment) throw notFound();
	const bytes = () => encodeWords(transcript, alignment) as Uint8Array<ArrayBuffer>;
	return taggedResponse(request, bytes, 'application/octet-stream', stamp);
};
