// What transcription services write into their texts and nobody says.
//
//   Speaker 1: Welcome. [5.7s]           Transcribed by https://otter.ai

/** How long the paragraph before it lasts. */
const length = /(?<!\s)\s*\[\d{1,5}(?:\.\d{1,3})?s\]$/;

const service =
	String.raw`(?:https?:\/\/|www\.)\S+|[\w-]+\.(?:com|ai|io|app|org|net|fm|so)(?:\/\S*)?|` +
	'otter|trint|descript|rev|sonix|temi|happy ?scribe|turboscribe|riverside|castmagic|notta|fireflies|amberscript|whisper';
const footer = new RegExp(
	String.raw`^(?:(?:this|automatic|machine|audio) )*(?:transcri(?:pt|ption|bed)|caption(?:s|ed)|subtitle[sd])` +
		String.raw` (?:(?:was|were|is|automatically|generated|created|produced|provided|made) )*(?:by|with|using|from) ` +
		String.raw`(?:${service})[.!]?$`,
	'i'
);

/** The lines without those marks; a service names itself at the beginning or at the end. */
export function withoutImprint(lines: readonly string[]): string[] {
	const filled = lines.flatMap((line, index) => (line.trim() ? [index] : []));
	const edges = new Set([filled[0], filled.at(-1)]);
	return lines.map((line, index) => {
		const trimmed = line.trim();
		return edges.has(index) && trimmed.length < 120 && footer.test(trimmed) ? '' : trimmed.replace(length, '');
	});
}
