// What the page says to programs: where its files are, and what the episode is, in the words of schema.org (JSON-LD).

import type { Published } from '#lib/core/episode.ts';
import { formatTimeLink } from '#lib/core/links.ts';
import { summaryOf } from './preview.ts';

/** The page in another form, at an address of its own. */
export type Alternate = { href: string; type: string; title: string };

const timed = [
	{ file: 'transcript.vtt', type: 'text/vtt', title: 'Transcript as WebVTT' },
	{ file: 'transcript.srt', type: 'application/x-subrip', title: 'Transcript as SRT' },
	{ file: 'transcript.json', type: 'application/json', title: 'Transcript as JSON' }
];
const untimed = [
	{ file: 'transcript.html', type: 'text/html', title: 'Transcript as HTML' },
	{ file: 'transcript.md', type: 'text/markdown', title: 'Transcript as Markdown' },
	{ file: 'transcript.txt', type: 'text/plain', title: 'Transcript as text' }
];
const chapters = { file: 'chapters.json', type: 'application/json+chapters', title: 'Chapters' };

/** `address` is the page's own, without a query. What an episode has not, or not with times, is left out. */
export function alternatesOf({ passages, words, topics }: Published, address: string): Alternate[] {
	const files = [
		...(passages.some(({ start }) => start !== null) ? timed : []),
		...(words ? untimed : []),
		...(topics.length ? [chapters] : [])
	];
	return files.map(({ file, type, title }) => ({ href: `${address}/${file}`, type, title }));
}

/** The media type of `/audio`. */
export function audioTypeOf({ episode: { files } }: Published): string {
	return (files.served && files.servedType) || files.audioType;
}

/** JSON-LD that may stand in a script element, whatever a title says. */
export function linkedData(published: Published, address: string): string {
	const { episode, topics, words } = published;
	const captions = alternatesOf(published, address).find(({ type }) => type === 'text/vtt');
	const duration = isoDuration(episode.duration);
	const data = {
		'@context': 'https://schema.org',
		'@type': 'PodcastEpisode',
		url: address,
		name: episode.title,
		description: summaryOf(published) || undefined,
		inLanguage: episode.language === 'und' ? undefined : episode.language,
		datePublished: episode.date ?? undefined,
		duration,
		image: episode.files.artwork ? `${address}/artwork` : undefined,
		partOfSeries: episode.show ? { '@type': 'PodcastSeries', name: episode.show } : undefined,
		associatedMedia: {
			'@type': 'AudioObject',
			contentUrl: `${address}/audio`,
			encodingFormat: audioTypeOf(published),
			duration,
			transcript: words ? `${address}/transcript.txt` : undefined,
			caption: captions && { '@type': 'MediaObject', contentUrl: captions.href, encodingFormat: captions.type }
		},
		hasPart: topics.length
			? topics.map(({ start, end, title }) => ({
					'@type': 'Clip',
					name: title,
					startOffset: Math.floor(start),
					endOffset: Math.floor(end),
					url: address + formatTimeLink(start)
				}))
			: undefined
	};
	return JSON.stringify(data).replaceAll('<', '\\u003c');
}

/** Whole seconds as ISO 8601 writes a duration: PT1H55M12S. */
function isoDuration(seconds: number): string {
	const total = Math.round(seconds);
	const parts = [Math.floor(total / 3600), Math.floor((total % 3600) / 60), total % 60];
	return 'PT' + (parts.map((part, i) => (part ? `${part}${'HMS'[i]}` : '')).join('') || '0S');
}
