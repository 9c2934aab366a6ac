// The transcript with its times, in a format that players and people use.

import { writeTranscript } from '#lib/core/formats/formats.ts';
import { transcriptType } from '#lib/server/downloads.ts';
import { episodeOf, notFound, taggedResponse } from '#lib/server/respond.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ request, params }) => {
	const type = transcriptType(params.format);
	const { episode, transcript, alignment, stamp } = await episodeOf(params.slug);
	if (!type || !transcript.words.length) throw notFound();
	// The text itself need not name its language.
	const language = transcript.language === 'und' ? episode.language : transcript.language;
	const body = () => writeTranscript(type.format, { ...transcript, language }, alignment, episode.title);
	return taggedResponse(request, body, type.mime, stamp, {
		'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(params.slug)}.${params.format}`
	});
};
