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
	const { common, format, native } = parsed;
	const tags: Tags = { chapters: [] };
	if (common.title?.trim()) tags.title = common.title.trim();
	if (common.album?.trim()) tags.show = common.album.trim();
	const said = common.releasedate ?? common.date ?? dayOf(native['ID3v2.3'] ?? []) ?? String(common.year ?? '');
	const date = /^\d{4}(-\d\d(-\d\d)?)?/.exec(said)?.[0];
	if (date) tags.date = date;
	const pictures = (common.picture ?? []).flatMap(({ type = '', data }) => {
		const kind = pictureKind(data);
		return kind ? [{ front: /front/i.test(type), type: kind.type, data }] : [];
	});
	const picture = pictures.find(({ front }) => front) ?? pictures[0];
	if (picture) tags.artwork = { type: picture.type, data: picture.data };
	tags.chapters = (format.chapters ?? [])
		.map((chapter): Chapter => ({
			start: chapter.start / (chapter.timeScale ?? 1),
			title: chapter.title?.trim() ?? '',
			image: null,
			url: httpUrl(chapter.url?.url)
		}))
		.filter((chapter) => chapter.title !== '' && Number.isFinite(chapter.start) && chapter.start >= 0)
		.concat(commentChapters(native.vorbis ?? []))
		.sort((a, b) => a.start - b.start);
	return tags;
}

type Native = { id: string; value: unknown }[];

/** ID3v2.3 has the year in one frame and the day, ddmm, in another. */
function dayOf(frames: Native): string | null {
	const [year, day] = ['TYER', 'TDAT'].map((wanted) => String(frames.find(({ id }) => id === wanted)?.value ?? ''));
	const parts = /^(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])$/.exec(day);
	return /^\d{4}$/.test(year) && parts ? `${year}-${parts[2]}-${parts[1]}` : null;
}

/** Chapters of Ogg and FLAC: CHAPTER001=00:05:00.000 and CHAPTER001NAME=…, as wiki.xiph.org/Chapter_Extension has it. */
function commentChapters(comments: Native): Chapter[] {
	const values = new Map(comments.map(({ id, value }) => [id.toUpperCase(), String(value)]));
	return [...values].flatMap(([id, value]) => {
		const time = /^CHAPTER\d{3}$/.test(id) && /^(\d+):([0-5]\d):([0-5]\d(?:\.\d+)?)$/.exec(value.trim());
		const title = values.get(`${id}NAME`)?.trim();
		if (!time || !title) return [];
		const start = Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3]);
		return [{ start, title, image: null, url: httpUrl(values.get(`${id}URL`)) }];
	});
}

function httpUrl(url: string | undefined): string | null {
	return url && /^https?:\/\//i.test(url) ? url : null;
}
