// The waveform (core/peaks.ts describes the bytes).

import { PEAKS } from '#lib/server/library.ts';
import { episodeFile } from '#lib/server/respond.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ request, params }) =>
	episodeFile(request, params.slug, PEAKS, 'application/octet-stream');

export const HEAD = GET;
