// The transcript formats that an address may end in, `/e/<slug>/transcript.<name>`, and their media types.

import type { FormatName } from '#lib/core/formats/formats.ts';

const types: Record<string, { format: FormatName; mime: string }> = {
	vtt: { format: 'vtt', mime: 'text/vtt; charset=utf-8' },
	srt: { format: 'srt', mime: 'application/x-subrip; charset=utf-8' },
	json: { format: 'podcast', mime: 'application/json' },
	html: { format: 'html', mime: 'text/html; charset=utf-8' },
	md: { format: 'markdown', mime: 'text/markdown; charset=utf-8' },
	txt: { format: 'plain', mime: 'text/plain; charset=utf-8' }
};

/** Null for an ending that is no format. */
export function transcriptType(name: string): { format: FormatName; mime: string } | null {
	return Object.hasOwn(types, name) ? types[name] : null;
}
