import { untimed } from '#lib/core/formats/cues.ts';
import { alignmentJson } from '#lib/core/json.ts';
import { episodeOf, notFound, taggedResponse } from '#lib/server/respond.ts';
import type { RequestHandler } from './$types';

/** The times of the words for other programs: what `inkwave align --json` writes (core/json.ts). */
export const GET: RequestHandler = async ({ request, params }) => {
	const { transcript, alignment, stamp } = await episodeOf(params.slug);
	if (!alignment) throw transcript.words.length ? untimed() : notFound();
	const body = () => JSON.stringify(alignmentJson(transcript, alignment)) + '\n';
	return taggedResponse(request, body, 'application/json', stamp);
};
