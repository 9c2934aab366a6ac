// What a listener or a publisher should know about an alignment, as sentences.

import type { Notice } from '#lib/core/episode.ts';
import { formatClock } from '#lib/core/time.ts';
import type { Misplaced } from './misplaced.ts';

export function noticesOf(matches: boolean, misplaced: Misplaced[]): Notice[] {
	if (!matches)
		return [
			{
				code: 'no-match',
				message: 'This transcript does not seem to belong to this audio: hardly any of its words were heard.'
			}
		];
	return misplaced.map(({ start, end, again }) => {
		const where = `From ${formatClock(start)} to ${formatClock(end)}`;
		return again
			? { code: 'repeated', message: `${where} the audio says a passage again that the transcript has once.` }
			: { code: 'reordered', message: `${where} the audio says a passage that stands elsewhere in the transcript.` };
	});
}
