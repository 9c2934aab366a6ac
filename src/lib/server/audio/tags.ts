// What an audio file says about itself: title, show, date, picture and chapters. Never its duration, which is a guess
// for half of the MP3s there are. A file with broken tags is a file without tags.
import type { Chapter } from '#lib/core/episode.ts';

export type Tags = {
	title?: string;
	/** The album, which is where podcasts write the show. */
	show?: string;
	/** yyyy-mm-dd, yyyy-mm or yyyy, as far as the file goes. */
	date?: string;
	artwork?: { type: string; data: Uint8Array };
	/** Sorted by start. */
	chapters: Chapter[];
};

const PICTURES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']);

export async function readTags(path: string): Promise<Tags> {
	const { parseFile } = await import('music-metadata');
	let parsed;
	try {
		parsed = await parseFile(path, { duration: false, skipPostHeaders: true, includeChapters: true });
	} catch {
		return { chapters: [] };
	}
	const { common, format } = parsed;
	const tags: Tags = { chapters: [] };
	if (common.title?.trim()) tags.title = common.title.trim();
	if (common.album?.trim()) tags.show = common.album.trim();
	const date = /^\d{4}(-\d\d(-\d\d)?)?/.exec(common.releasedate ?? common.date ?? String(common.year ?? ''))?.[0];
	if (date) tags.date = date;
	const pictures = (common.picture ?? []).filter((picture) => pictureType(picture.data) !== null);
	const picture = pictures.find((candidate) => /front/i.test(candidate.type ?? '')) ?? pictures[0];
	if (picture) tags.artwork = { type: pictureType(picture.data) as string, data: picture.data };
	tags.chapters = (format.chapters ?? [])
		.map((chapter) => ({
			start: chapter.start / (chapter.timeScale ?? 1),
			title: chapter.title?.trim() ?? '',
			image: null,
			url: httpUrl(chapter.url?.url)
		}))
		.filter((chapter) => chapter.title !== '' && Number.isFinite(chapter.start) && chapter.start >= 0)
		.sort((a, b) => a.start - b.start);
	return tags;
}

/** The picture's type by its first bytes: what tags claim is often wrong, and it is served to browsers. */
function pictureType(data: Uint8Array): string | null {
	const word = String.fromCharCode(...data.subarray(0, 12));
	const type = word.startsWith('\xff\xd8\xff')
		? 'image/jpeg'
		: word.startsWith('\x89PNG')
			? 'image/png'
			: word.startsWith('GIF8')
				? 'image/gif'
				: word.startsWith('RIFF') && word.endsWith('WEBP')
					? 'image/webp'
					: word.slice(4, 12) === 'ftypavif'
						? 'image/avif'
						: '';
	return PICTURES.has(type) ? type : null;
}

function httpUrl(url: string | undefined): string | null {
	return url && /^https?:\/\//i.test(url) ? url : null;
}
