// JSON that came from outside, or one sentence about why it is none.

import { UserError } from '../errors.ts';

/** Throws a UserError('broken-json') where the text is no JSON. */
export function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		const reason = error instanceof Error ? error.message.replace(/\s+/g, ' ') : String(error);
		throw new UserError(
			'broken-json',
			`Expected a JSON transcript, saw JSON that breaks off or is damaged (${reason}); export it again.`
		);
	}
}
