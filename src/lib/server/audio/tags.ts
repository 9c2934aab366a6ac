// What an audio file says about itself: title, show, date, picture and chapters. Never its duration, which is a guess
// for half of the MP3s there are. A file with broken tags is a file without tags.
import type { Chapter } from '#lib/core/episode.ts';
import { pictureKind } from '../picture.ts';

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
	const pictures = (common.picture ?? []).flatMap(({ type = '', data }) => {
		const kind = pictureKind(data);
		return kind ? [{ front: /front/i.test(type), type: kind.type, data }] : [];
	});
	const picture = pictures.find(({ front }) => front) ?? pictures[0];
	if (picture) tags.artwork = { type: picture.type, data: picture.data };
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

function httpUrl(url: string | undefined): string | null {
	return url && /^https?:\/\//i.test(url) ? url : null;
}
